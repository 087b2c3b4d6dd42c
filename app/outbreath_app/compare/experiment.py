"""Two ways of breathing laid out as an experiment within one person: the same rate, a counterbalanced order, rests between.

Pairs of neighbouring steps hold one of each way. Two pairs make a block, ABBA or BAAB by lot, so that what changes evenly
over the session weighs on both ways alike. The lot's seed and the order stand in the recording.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from outbreath_app.flow.plan import Plan, Step, TimedPrompt
from outbreath_app.pacing import Pattern
from outbreath_app.pacing.pattern import PacingError
from outbreath_app.practices.model import Flow, PaceSpec, PhaseKind
from outbreath_app.safety import PAUSES

COMPARISON = "comparison"  # its name as a practice in the recording
PAIRS = (4, 6, 8)
USUAL_PAIRS = 6
SETTLE_S, REST_S, STEP_S = 30.0, 30.0, 70.0
SETTLING_BREATHS = 1  # of each step; what is left of the transition weighs on both ways alike
LEAST_BREATHS = 7
SLOWEST_PER_MIN, FASTEST_PER_MIN, USUAL_RATE_PER_MIN = 4.0, 10.0, 6.0


@dataclass(frozen=True, slots=True)
class Way:
    """A way of breathing: the shape of its breath, whatever its rate."""

    key: str
    title: str
    shape: Pattern


def _way(key: str, title: str, in_: float, out: float, hold_in: float = 0.0, hold_out: float = 0.0) -> Way:
    return Way(key, title, Pattern.from_seconds(in_, out, hold_in, hold_out))


WAYS = {
    way.key: way
    for way in (
        _way("even", "In and out alike", 5, 5),
        _way("longer_out", "Out longer, 4 to 6", 4, 6),
        _way("twice_out", "Out twice as long", 1, 2),
        _way("longer_in", "In longer, 6 to 4", 6, 4),
        _way("pause_out", "A pause after the out-breath", 4, 4, 0, 2),
        _way("pause_in", "A pause after the in-breath", 4, 4, 2, 0),
        _way("square", "Four equal parts with both pauses", 1, 1, 1, 1),
    )
}


def way_of(text: str) -> Way:
    """The way of that name, or IN:OUT such as 4:6. Raises PacingError, saying what there is."""
    if text in WAYS:
        return WAYS[text]
    parts = text.split(":")
    try:
        in_, out = (float(part) for part in parts)
    except ValueError as error:
        raise PacingError(
            f"there is no way of breathing {text!r}; give IN:OUT such as 4:6, or one of {', '.join(WAYS)}."
        ) from error
    return _way(text, f"In to out as {in_:g} to {out:g}", in_, out)


@dataclass(frozen=True, slots=True)
class Experiment:
    """What will be compared, and in which order. order: a letter for each step, "ABBABAAB"."""

    a: Way
    b: Way
    rate_per_min: float = USUAL_RATE_PER_MIN
    order: str = "ABBAABBA"
    seed: int = 0

    def __post_init__(self) -> None:
        if not SLOWEST_PER_MIN <= self.rate_per_min <= FASTEST_PER_MIN:
            raise PacingError(
                f"ways are compared at {SLOWEST_PER_MIN:g} to {FASTEST_PER_MIN:g} breaths a minute; "
                f"received {self.rate_per_min:g}."
            )
        if self.a.shape == self.b.shape:
            raise PacingError(
                f"two different ways are needed; received {self.a.key} and {self.b.key}, which are the same."
            )

    @property
    def breaths(self) -> int:
        """Whole breaths in a step."""
        return max(LEAST_BREATHS, round(STEP_S * self.rate_per_min / 60))

    @property
    def step_s(self) -> float:
        return self.breaths * 60 / self.rate_per_min

    @property
    def seconds(self) -> float:
        return SETTLE_S + len(self.order) * self.step_s + (len(self.order) - 1) * REST_S

    def way(self, letter: str) -> Way:
        return self.a if letter == "A" else self.b

    def as_dict(self) -> dict[str, Any]:
        """What the recording keeps of the design."""
        ways = {
            name: {"key": way.key, "title": way.title, "shares": list(_shares(way.shape))}
            for name, way in (("a", self.a), ("b", self.b))
        }
        return {
            **ways, "rate_per_min": self.rate_per_min, "order": self.order, "seed": self.seed,
            "settling_breaths": SETTLING_BREATHS, "rest_s": REST_S,
        }  # fmt: skip


def _shares(shape: Pattern) -> tuple[float, float, float, float]:
    return shape.in_share, shape.hold_in_share, shape.out_share, shape.hold_out_share


def drawn_order(pairs: int, seed: int) -> str:
    """Blocks of ABBA or BAAB by lot; the same seed gives the same order. pairs: an even number, two to a block."""
    if pairs < 2 or pairs % 2:
        raise ValueError(f"pairs come in blocks of two; received {pairs}.")
    lot = random.Random(f"order of a comparison {seed}")
    return "".join(lot.choice(("ABBA", "BAAB")) for _ in range(pairs // 2))


def designed(a: Way, b: Way, rate_per_min: float, pairs: int, seed: int) -> Experiment:
    """The experiment with its order drawn by lot."""
    return Experiment(a, b, rate_per_min, drawn_order(pairs, seed), seed)


def _title(way: Way) -> str:
    return way.title


@dataclass(frozen=True, slots=True)
class PlanWords:
    """What the session says; way gives a way's words."""

    title: str = "Two ways of breathing"
    settle: str = "Settle in"
    rest: str = "Rest: breathe as you like"
    way: Callable[[Way], str] = _title


def step_of(experiment: Experiment, letter: str | None, place: int, words: PlanWords) -> Step:
    """One step, repeatable, named by its place (0 for the first) and its letter, such as 3B; without a letter a rest."""
    if letter is None:
        return Step(PhaseKind.REST, words.rest, REST_S, prompts=(TimedPrompt(0.0, words.rest),))
    way = experiment.way(letter)
    said = words.way(way)
    pace = PaceSpec(shape=way.shape, rate_per_min=experiment.rate_per_min)
    prompts, name = (TimedPrompt(0.0, said),), f"{place + 1}{letter}"
    return Step(PhaseKind.STEP, said, experiment.step_s, pace, prompts, name=name, repeatable=True)


def comparison_plan(experiment: Experiment, words: PlanWords | None = None) -> Plan:
    """The experiment as steps of a session, with rests between."""
    words = words or PlanWords()
    steps = [Step(PhaseKind.SETTLE, words.settle, SETTLE_S)]
    for place, letter in enumerate(experiment.order):
        steps += [step_of(experiment, None, place, words)] if place else []
        steps.append(step_of(experiment, letter, place, words))
    cautions = (PAUSES,) if experiment.a.shape.has_holds or experiment.b.shape.has_holds else ()
    return Plan(COMPARISON, words.title, Flow.BREATHING, tuple(steps), cautions, experiment.as_dict())


def experiment_of(details: Mapping[str, Any]) -> Experiment | None:
    """The experiment back from what a recording keeps of it; None where that cannot be one."""
    try:
        a, b = (
            Way(_plain(details[name]["key"]), _plain(details[name]["title"]), Pattern(*map(float, shares)))
            for name in ("a", "b")
            if len(shares := details[name]["shares"]) == 4
        )
        order = str(details["order"])
        if not order or len(order) > 100 or set(order) - set("AB"):
            return None
        return Experiment(a, b, float(details["rate_per_min"]), order, int(details["seed"]))
    except (KeyError, TypeError, ValueError, OverflowError):
        return None


def _plain(value: object) -> str:
    """Text out of a file that can be shown: no control characters, not long."""
    return "".join(each if each.isprintable() else " " for each in str(value)[:100])
