"""A session laid out in time: steps with their length, pace and prompts, for practices and assessments alike."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from outbreath_app.pacing import MAX_RATE_PER_MIN, Pacer
from outbreath_app.practices.model import Flow, PaceSpec, PhaseKind, Practice, Prompt
from outbreath_app.practices.model import Phase as PracticePhase

MIN_MINUTES = 1.0
MAX_MINUTES = 60.0
SHORTEST_STEP_S = 20.0  # a settle, baseline or recovery shorter than this says nothing and is left out
LAST_PROMPT_S = 4.0  # no prompt begins so close to the end of its step
_NS = 1_000_000_000


@dataclass(frozen=True, slots=True)
class TimedPrompt:
    """A line that begins at_s seconds into its step."""

    at_s: float
    text: str


@dataclass(frozen=True, slots=True)
class Step:
    """One step: seconds None stays open until the person goes on.

    name tells steps of one kind apart in the recording ("6.5", "even"); repeatable steps may be done again.
    """

    kind: PhaseKind
    title: str
    seconds: float | None
    pace: PaceSpec | None = None
    prompts: tuple[TimedPrompt, ...] = ()
    name: str = ""
    repeatable: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """What will happen, to be looked at before it begins. key: the practice's or the assessment's.

    details: what else the recording keeps of it, such as the design of an experiment.
    """

    key: str
    title: str
    flow: Flow
    steps: tuple[Step, ...]
    cautions: tuple[str, ...] = ()
    details: Mapping[str, Any] = field(default_factory=dict)

    @property
    def seconds(self) -> float | None:
        """The whole length, None when a step is open."""
        lengths = [step.seconds for step in self.steps]
        return None if None in lengths else sum(length for length in lengths if length is not None)


def plan_practice(
    practice: Practice, minutes: float | None, *, baseline: bool = True, brief: bool = False
) -> Plan:
    """The practice laid out over so many minutes (1 to 60), or open (None).

    baseline False leaves the baseline out, brief leaves everything out but the practice itself.
    An open session has settle, baseline and recovery as at the practice's usual length.
    """
    if minutes is not None and not MIN_MINUTES <= minutes <= MAX_MINUTES:
        raise ValueError(f"a session lasts 1 to 60 minutes, or is open; received {minutes!r}.")
    total_s = 60.0 * (practice.minutes if minutes is None else minutes)
    wanted = [phase for phase in practice.phases if _wanted(phase, practice, baseline, brief)]
    phases, lengths = _shared_out(wanted or list(practice.phases), total_s)
    steps = [
        Step(phase.kind, phase.title, seconds, phase.pace, timed_prompts(phase.prompts, seconds))
        for phase, seconds in zip(phases, lengths, strict=True)
    ]
    if minutes is None:
        steps = _opened(steps)
    return Plan(practice.key, practice.title, practice.flow, tuple(steps), practice.cautions)


def _shared_out(phases: list[PracticePhase], total_s: float) -> tuple[list[PracticePhase], list[float]]:
    """The phases that have room and their whole seconds, adding up to total_s."""
    while True:
        lengths = _lengths(phases, total_s)
        short = [
            phase
            for phase, seconds in zip(phases, lengths, strict=True)
            if seconds < SHORTEST_STEP_S and phase.kind is not PhaseKind.PRACTICE
        ]
        if not short or len(short) == len(phases):
            break
        phases = [phase for phase in phases if phase not in short]
    whole = [float(round(seconds)) for seconds in lengths]
    longest = whole.index(max(whole))
    whole[longest] += total_s - sum(whole)
    return phases, whole


def _wanted(phase: PracticePhase, practice: Practice, baseline: bool, brief: bool) -> bool:
    if practice.flow is Flow.REST:
        return True
    if brief:
        return phase.kind is PhaseKind.PRACTICE
    return baseline or phase.kind is not PhaseKind.BASELINE


def _lengths(phases: list[PracticePhase], total_s: float) -> list[float]:
    """Seconds for each phase: shares by weight, those at their most giving the rest to the others."""
    lengths = [0.0] * len(phases)
    free = set(range(len(phases)))
    left_s = total_s
    while free:
        weight = sum(phases[index].weight for index in free)
        share = {index: left_s * phases[index].weight / weight for index in free}
        full = {index for index in free if share[index] > 60 * (phases[index].most_minutes or MAX_MINUTES)}
        if not full or full == free:
            for index in free:
                lengths[index] = share[index]
            return lengths
        for index in full:
            lengths[index] = 60.0 * (phases[index].most_minutes or MAX_MINUTES)
            left_s -= lengths[index]
        free -= full
    return lengths


def _opened(steps: list[Step]) -> list[Step]:
    """The same with the last practice (or, without one, the last baseline) open."""
    kinds = [step.kind for step in steps]
    kind = PhaseKind.PRACTICE if PhaseKind.PRACTICE in kinds else PhaseKind.BASELINE
    last = max(index for index, each in enumerate(kinds) if each is kind)
    return [replace(step, seconds=None) if index == last else step for index, step in enumerate(steps)]


def reading_s(text: str) -> float:
    """How long a line stays at least: an unhurried reading and a breath."""
    return max(6.0, 2.0 + 0.45 * len(text.split()))


def timed_prompts(prompts: tuple[Prompt, ...], seconds: float) -> tuple[TimedPrompt, ...]:
    """The prompts in seconds, none before the one ahead of it has been read; those past the end are left out."""
    timed: list[TimedPrompt] = []
    earliest_s = 0.0
    for prompt in prompts:
        at_s = max(prompt.at * seconds, earliest_s)
        if timed and at_s > seconds - LAST_PROMPT_S:
            break
        timed.append(TimedPrompt(at_s, prompt.text))
        earliest_s = at_s + reading_s(prompt.text)
    return tuple(timed)


def preview_pacer(plan: Plan, own_rate_per_min: float | None, start_ns: int = 0) -> Pacer:
    """The pacing of the whole plan as it would go without pauses, for looking at beforehand.

    Open steps are shown at ten minutes.
    """
    pacer, at_ns = Pacer(), start_ns
    for step in plan.steps:
        pacer = paced(pacer, at_ns, step.pace, own_rate_per_min, None)
        at_ns += round((600.0 if step.seconds is None else step.seconds) * _NS)
    return pacer.stopped(at_ns)


def paced(
    pacer: Pacer,
    at_ns: int,
    spec: PaceSpec | None,
    own_rate_per_min: float | None,
    measured_per_min: float | None,
) -> Pacer:
    """The pacer with a step's pace from at_ns on.

    own_rate_per_min: the pace the person has accepted as theirs. measured_per_min: how they breathe now; a pace
    that begins from it begins within what can be paced, and never slower than the target.
    """
    if spec is None:
        return pacer.stopped(at_ns)
    target = spec.target_per_min
    rate = spec.rate_per_min
    if spec.own_pace and own_rate_per_min is not None:
        target = rate = own_rate_per_min
    if spec.from_measured and measured_per_min is not None:
        rate = min(max(measured_per_min, target), MAX_RATE_PER_MIN)
    return pacer.changed(
        at_ns,
        spec.shape,
        rate,
        to_rate_per_min=target if target != rate else None,
        ramp_per_min=spec.ramp_per_min,
        slide_s=spec.slide_s,
        slide_breaths=spec.slide_breaths,
        name=spec.pattern,
        varied=spec.varied is True,
    )
