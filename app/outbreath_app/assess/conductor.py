"""What comes next in a running assessment: laid out as steps of a session, chosen from what was learnt, repeated on a wish.

The session's own flow runs the steps; the conductor only adds to them. It decides shortly before a step ends, so that the
pacer and the sound know the next pace in time, from the breaths heard until then; the answer is made of all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from outbreath_app.assess.protocol import (
    ADAPTIVE_BUDGET_S,
    ADAPTIVE_FIRST,
    REST_S,
    SLIDING_BREATHS,
    PaceStep,
    Protocol,
    adaptive_beginning,
    adaptive_step,
    next_adaptive_step,
    slide_longer_s,
    sliding_steps,
    stepped_extension,
    stepped_steps,
)
from outbreath_app.assess.scoring import BROKEN_OFF, ScoredStep
from outbreath_app.flow.engine import SessionFlow
from outbreath_app.flow.plan import Plan, Step, TimedPrompt
from outbreath_app.flow.view import Stage
from outbreath_app.pacing import Pattern
from outbreath_app.practices.model import Flow, PaceSpec, PhaseKind
from outbreath_signal.reasons import Reason

DECIDE_BEFORE_S = 6.0
# The strap's last beats of a step arrive a little late.
JUDGE_AFTER_S = 3.5
# A step left sooner than this says nothing, and is not complained of.
SHORTEST_JUDGED_S = 40.0

Scored = Callable[[int], Sequence[ScoredStep]]
"""The steps scored from what was heard until a moment (ns)."""

Words = Callable[[PaceStep], tuple[str, str]]
"""A step's title, and the words that are shown and spoken as it begins."""


def plain_words(step: PaceStep) -> tuple[str, str]:
    """The step's words where nobody reads them."""
    return step.title, ""


@dataclass(frozen=True, slots=True)
class Refused:
    """A step that cannot be used, with the reasons. again: it comes once more by itself."""

    pace_per_min: float
    reasons: tuple[Reason, ...]
    again: bool = False


def assessment_key(protocol: Protocol) -> str:
    """The name an assessment has in its recording."""
    return f"assess_{protocol}"


def first_steps(protocol: Protocol) -> list[PaceStep]:
    """The steps that are known before anything has been heard."""
    if protocol is Protocol.SLIDING:
        return sliding_steps()
    if protocol is Protocol.STEPPED:
        return stepped_steps()
    return adaptive_beginning()


def longest_s(protocol: Protocol) -> float:
    """How long an assessment lasts at most when no step is repeated (s)."""
    if protocol is Protocol.ADAPTIVE:
        return ADAPTIVE_BUDGET_S
    return sum(step.duration_s for step in first_steps(protocol))


class Conductor:
    """Leads one assessment. shape: in and out as the person chose them."""

    def __init__(
        self, protocol: Protocol, title: str, shape: Pattern | None = None, words: Words = plain_words
    ) -> None:
        self.protocol = protocol
        self.refused: Refused | None = None
        self._shape = shape or Pattern()
        self._words = words
        self._decided = -1
        self._judged = -1
        self._title = title
        steps = tuple(self.step(one) for one in first_steps(protocol))
        self.plan = Plan(assessment_key(protocol), title, Flow.BREATHING, steps)

    def anew(self) -> Conductor:
        """One for the same assessment from its beginning."""
        return Conductor(self.protocol, self._title, self._shape, self._words)

    def step(self, wanted: PaceStep) -> Step:
        """A protocol's step as a step of a session."""
        title, said = self._words(wanted)
        prompts = (TimedPrompt(0.0, said),) if said else ()
        if wanted.rate_per_min is None:
            return Step(PhaseKind.REST, title, wanted.duration_s, prompts=prompts)
        slide_s, breaths = 0.0, 0.0
        if wanted.end_rate_per_min is not None:
            slide_s = slide_longer_s()
            breaths = float(SLIDING_BREATHS)
        rate = wanted.rate_per_min
        spec = PaceSpec(shape=self._shape, rate_per_min=rate, slide_s=slide_s, slide_breaths=breaths)
        return Step(
            PhaseKind.STEP, title, wanted.duration_s, spec, prompts, name=f"{rate:g}", repeatable=True
        )

    def attend(self, flow: SessionFlow, scored: Scored, now_ns: int) -> None:
        """Judge the step that ended and decide what follows this one. To be called before the flow's own tick."""
        if flow.stage is not Stage.RUNNING:
            return
        view = flow.view(now_ns)
        index = view.step_index
        if self._judged < index - 1 and view.step_elapsed_s >= JUDGE_AFTER_S:
            self._judged = index - 1
            before = flow.steps[index - 1]
            if before.pace is not None and self.protocol is not Protocol.SLIDING:
                self._judge(scored(now_ns - round(view.step_elapsed_s * 1e9)), before)
        if self._decided < index and view.step_left_s is not None and view.step_left_s <= DECIDE_BEFORE_S:
            self._decided = index
            if index + 1 == len(flow.steps):
                self._decide(flow, scored(now_ns), view.elapsed_s + view.step_left_s)

    def again(self, flow: SessionFlow, now_ns: int) -> bool:
        """Do the refused step once more, as soon as the present one is over; whether there was one."""
        refused, self.refused = self.refused, None
        if refused is None or flow.stage not in (Stage.RUNNING, Stage.PAUSED):
            return False
        made = self._repeat_of(refused.pace_per_min)
        resting = flow.step.kind is PhaseKind.REST
        if self.protocol is Protocol.STEPPED and not resting:
            made = [PaceStep(None, REST_S), *made]
        elif resting and flow.view(now_ns).step_index + 1 < len(flow.steps):
            made = [*made, PaceStep(None, REST_S)]
        flow.add_steps(tuple(self.step(one) for one in made), after_current=True)
        return True

    def _repeat_of(self, pace: float) -> list[PaceStep]:
        if self.protocol is Protocol.ADAPTIVE:
            return [adaptive_step(pace)]
        return [one for one in stepped_steps() if one.rate_per_min == pace] or stepped_extension(pace)[1:]

    def _judge(self, steps: Sequence[ScoredStep], step: Step) -> None:
        assert step.pace is not None
        last = steps[-1] if steps else None
        pace = step.pace.rate_per_min
        fine = last is None or last.accepted or last.reasons == (BROKEN_OFF,)
        if last is None or fine or abs(last.pace_per_min - pace) > 1e-6:
            self.refused = None
        else:
            missing = pace in ADAPTIVE_FIRST and sum(one.pace_per_min == pace for one in steps) < 2
            again = self.protocol is Protocol.ADAPTIVE and missing
            self.refused = Refused(pace, last.reasons, again)

    def _decide(self, flow: SessionFlow, steps: Sequence[ScoredStep], elapsed_s: float) -> None:
        """What follows the last step that is known so far."""
        observations = [one.observation for one in steps if one.observation is not None]
        if self.protocol is Protocol.STEPPED:
            swings = {
                one.pace_per_min: one.rsa_ms for one in steps if one.observation is not None and one.rsa_ms
            }
            done = {one.pace_per_min for one in steps}
            best = max(swings, key=lambda pace: swings[pace]) if swings else 0.0
            more = [
                one
                for one in stepped_extension(best)
                if one.rate_per_min is None or one.rate_per_min not in done
            ]
            if more and more[-1].rate_per_min is not None:
                flow.add_steps(tuple(self.step(one) for one in more))
        elif self.protocol is Protocol.ADAPTIVE:
            tried = [step.pace.rate_per_min for step in flow.steps if step.pace is not None]
            following = next_adaptive_step(tried, observations, elapsed_s)
            if following is not None:
                flow.add_steps((self.step(following),))
