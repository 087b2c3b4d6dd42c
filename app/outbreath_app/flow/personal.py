"""The pace of one person in one session: their own pace, the way they breathe now, and what they found too much."""

from __future__ import annotations

from dataclasses import dataclass, replace

from outbreath_app.flow.plan import Step, paced
from outbreath_app.pacing import MAX_RAMP_PER_MIN, MAX_RATE_PER_MIN, Pacer
from outbreath_app.practices.model import PaceSpec, PhaseKind

USUAL_PER_MIN = 6.0  # while nobody has found a pace of their own
USUAL_START_PER_MIN = 8.0  # where easing in begins while nobody knows how the person breathes
LEAST_EASING_PER_MIN = 0.25  # nearer than this there is nothing to ease: no measured rate is surer
VARIED_BELOW_PER_MIN = 8.0  # above, no wave of the heart's own is taken for following
EASING_SHARE = 0.5  # of a part: the rest of it is practised at the pace itself


@dataclass(slots=True)
class PersonalPace:
    """What makes a plan's pace this person's.

    own_per_min: the pace they accepted as theirs. measured_per_min: how they breathe now, None while not known.
    ease_in: begin every practice at the measured rate and come down slowly. unpaced: no pacing any more.
    quicker_per_min: what was added after discomfort. slowest_per_min: where they held a ramp; nothing later is slower.
    varied: a slow practice's breaths vary a little, so that following can be told from beats alone (see `pacing.variation`).
    """

    own_per_min: float | None = None
    ease_in: bool = False
    measured_per_min: float | None = None
    unpaced: bool = False
    quicker_per_min: float = 0.0
    slowest_per_min: float | None = None
    varied: bool = False

    @property
    def taken_per_min(self) -> float:
        """The pace of the parts that are at one's own, whether one has been found or not."""
        return USUAL_PER_MIN if self.own_per_min is None else self.own_per_min

    @property
    def strained(self) -> bool:
        """Whether something was found too much in this session."""
        return self.unpaced or self.quicker_per_min > 0 or self.slowest_per_min is not None

    def paced(self, pacer: Pacer, at_ns: int, step: Step) -> Pacer:
        """The pacer with this step's pace from at_ns on."""
        spec = None if self.unpaced else step.pace
        if spec is not None and not step.repeatable:
            if self.own_per_min is not None and spec.own_pace:
                spec = replace(spec, rate_per_min=self.own_per_min, own_pace=False)
            spec = self._eased(self._bearable(spec), step, pacer.rate_at(at_ns - 1))
            spec = replace(spec, varied=self._varies(spec, step))
        elif spec is not None:
            spec = replace(spec, varied=False)  # a measurement of one's own pace
        return paced(pacer, at_ns, spec, self.own_per_min, self.measured_per_min)

    def _varies(self, spec: PaceSpec, step: Step) -> bool:
        """Only a practice varies, slow and without a slide, and where neither the person nor the practice says no."""
        slow = spec.target_per_min <= VARIED_BELOW_PER_MIN and not spec.slide_s
        return self.varied and spec.varied is not False and slow and step.kind is PhaseKind.PRACTICE

    def _bearable(self, spec: PaceSpec) -> PaceSpec:
        """The pace no slower than was held, and quicker after discomfort, then without a ramp."""
        target = spec.target_per_min + self.quicker_per_min
        if self.slowest_per_min is not None:
            target = max(target, self.slowest_per_min)
        if target == spec.target_per_min:
            return spec
        rate = min(target, MAX_RATE_PER_MIN)
        return replace(spec, rate_per_min=rate, to_rate_per_min=None, own_pace=False, from_measured=False)

    def _eased(self, spec: PaceSpec, step: Step, paced_before_per_min: float | None) -> PaceSpec:
        """The pace with its way down from how the person breathes, or from the pace before it."""
        ramped = spec.to_rate_per_min is not None or spec.from_measured or spec.slide_s
        if not self.ease_in or ramped or step.kind is not PhaseKind.PRACTICE or self.quicker_per_min:
            return spec
        start = easing_start(
            spec.rate_per_min,
            paced_before_per_min or self.measured_per_min or USUAL_START_PER_MIN,
            step.seconds,
            spec.ramp_per_min,
        )
        if start < spec.rate_per_min + LEAST_EASING_PER_MIN:
            return spec
        return replace(spec, rate_per_min=start, to_rate_per_min=spec.rate_per_min)


def easing_start(
    target_per_min: float, from_per_min: float, seconds: float | None, ramp_per_min: float = MAX_RAMP_PER_MIN
) -> float:
    """The rate at which easing in begins (breaths a minute).

    As near to from_per_min as a ramp of ramp_per_min (breaths/min each minute) allows that is over after half of the
    part's seconds (None: open, so however long it takes); never below the target, never above what can be paced.
    """
    highest = MAX_RATE_PER_MIN
    if seconds is not None:
        highest = min(highest, target_per_min + ramp_per_min * EASING_SHARE * seconds / 60)
    return max(target_per_min, min(from_per_min, highest))
