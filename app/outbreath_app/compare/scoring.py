"""Scoring a comparison of two ways of breathing: paired differences in ln RSA with a 95 % interval, and no more than they say.

Each pair of neighbouring steps, one of either way, gives one difference. Pairs that began with A and pairs that began with B are
averaged apart and then together, so that what changes evenly over the session cancels, also when a pair had to be left out;
their scatter is pooled within the two orders (the two-period crossover of Hills and Armitage 1979,
doi:10.1111/j.1365-2125.1979.tb05910.x). A step that was not breathed as asked, or with too many doubtful beats, takes its
pair out.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from outbreath_app.assess.scoring import ScoredStep
from outbreath_app.compare.experiment import Experiment
from outbreath_app.words.codes import AppWhy
from outbreath_app.words.language import reasons_json
from outbreath_signal.numerics.student import t975
from outbreath_signal.reasons import Reason

MIN_PAIRS = 4
NO_DATA = "not enough data"


class Verdict(StrEnum):
    """What may be said of the second way beside the first."""

    MORE = "more"
    LESS = "less"
    NO_DIFFERENCE = "no difference beyond what this measurement can tell"
    NOT_ENOUGH = NO_DATA


@dataclass(frozen=True, slots=True)
class ComparedStep:
    """One step of the experiment: its place in the order (0 for the first), its way, and its score."""

    place: int
    letter: str
    scored: ScoredStep


@dataclass(frozen=True, slots=True)
class Pair:
    """Two neighbouring steps that both count. difference: ln RSA with B less ln RSA with A; first: which came first."""

    number: int
    first: str
    difference: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a comparison found: the swing with way B beside the swing with way A.

    difference, low, high: ln RSA, B less A, with its 95 % interval; None with fewer than four pairs or pairs of one order only.
    reasons say why a number is missing or what was left out.
    """

    experiment: Experiment
    steps: tuple[ComparedStep, ...]
    pairs: tuple[Pair, ...]
    minutes: float
    difference: float | None = None
    low: float | None = None
    high: float | None = None
    reasons: tuple[Reason, ...] = ()

    @property
    def verdict(self) -> Verdict:
        if self.low is None or self.high is None:
            return Verdict.NOT_ENOUGH
        if self.low > 0:
            return Verdict.MORE
        return Verdict.LESS if self.high < 0 else Verdict.NO_DIFFERENCE

    @property
    def percent(self) -> tuple[float, float, float] | None:
        """The difference and its interval as percent of the swing with A."""
        if self.difference is None or self.low is None or self.high is None:
            return None
        mid, low, high = (100 * math.expm1(each) for each in (self.difference, self.low, self.high))
        return mid, low, high

    @property
    def sentence(self) -> str:
        """The answer in one plain sentence."""
        a, b, pct = self.experiment.a.title, self.experiment.b.title, self.percent
        if pct is None:
            return "Not enough data to compare them: repeat when you like."
        mid, low, high = pct
        numbers = f"{signed(mid)} % ({signed(low)} to {signed(high)} % with 95 % confidence)"
        if self.verdict is Verdict.NO_DIFFERENCE:
            return f"No difference beyond what this measurement can tell: “{b}” beside “{a}” {numbers}."
        return f"Your heart swung {self.verdict} with “{b}” than with “{a}”: {numbers}."

    def as_dict(self) -> dict[str, Any]:
        """The JSON shape of `outbreath compare`."""
        pct = self.percent or (None, None, None)
        return {
            "verdict": str(self.verdict),
            "difference_pct": _rounded(pct[0]),
            "low_pct": _rounded(pct[1]),
            "high_pct": _rounded(pct[2]),
            "difference_ln": _rounded(self.difference, 4),
            "low_ln": _rounded(self.low, 4),
            "high_ln": _rounded(self.high, 4),
            "design": self.experiment.as_dict(),
            "minutes": round(self.minutes, 2),
            "pairs": [
                {"pair": pair.number, "first": pair.first, "difference_ln": round(pair.difference, 4)}
                for pair in self.pairs
            ],
            "steps": [
                {"place": step.place + 1, "way": step.letter, **step.scored.as_dict()} for step in self.steps
            ],
        } | reasons_json(self.reasons)


def signed(pct: float) -> str:
    """Percent with its sign; below one with a decimal, so that no end of an interval reads as none."""
    return f"{pct:+.1f}" if 0 < abs(pct) < 1 else f"{pct:+.0f}"


def compared(experiment: Experiment, steps: Sequence[ComparedStep], minutes: float) -> Comparison:
    """The answer that the accepted steps support."""
    reasons: list[Reason] = []
    left_out = sum(not step.scored.accepted for step in steps)
    planned = len(experiment.order)
    missing = planned - len({step.place for step in steps if step.place < planned})
    if left_out:
        reasons.append(AppWhy.STEPS_LEFT_OUT(left_out=left_out, steps=len(steps)))
    if missing:
        reasons.append(AppWhy.STEPS_NOT_DONE(missing=missing, steps=planned))
    pairs = _pairs(steps)
    found = crossover([(pair.first == "A", pair.difference) for pair in pairs])
    plain = (experiment, tuple(steps), tuple(pairs), minutes)
    if found is None:
        reasons.append(AppWhy.FEW_PAIRS_SCORED(pairs=len(pairs), least=MIN_PAIRS))
        return Comparison(*plain, reasons=tuple(reasons))
    return Comparison(*plain, *found, reasons=tuple(reasons))


def crossover(differences: Sequence[tuple[bool, float]]) -> tuple[float, float, float] | None:
    """The mean of (A first, difference) over both orders alike, with its 95 % interval; None where there are too few.

    At least four differences with one in either order. Student's t with two degrees of freedom fewer than differences.
    """
    groups = [[value for first, value in differences if first is which] for which in (True, False)]
    if len(differences) < MIN_PAIRS or not all(groups):
        return None
    means = [math.fsum(group) / len(group) for group in groups]
    freedom = len(differences) - 2
    power = sum((value - mean) ** 2 for group, mean in zip(groups, means, strict=True) for value in group)
    mean = (means[0] + means[1]) / 2
    error = math.sqrt(power / freedom * sum(1 / len(group) for group in groups)) / 2
    half = t975(freedom) * error
    return mean, mean - half, mean + half


def _pairs(steps: Sequence[ComparedStep]) -> list[Pair]:
    """The pairs of which both steps count, in order. Of a repeated step the last good one counts."""
    good: dict[int, ComparedStep] = {}
    for step in steps:
        if step.scored.observation is not None:
            good[step.place] = step
    pairs = []
    for number in range((max(good, default=-1) + 2) // 2):
        two = good.get(2 * number), good.get(2 * number + 1)
        if two[0] is None or two[1] is None or {two[0].letter, two[1].letter} != {"A", "B"}:
            continue
        swing = {one.letter: _ln_rsa(one.scored) for one in two if one is not None}
        pairs.append(Pair(number + 1, two[0].letter, swing["B"] - swing["A"]))
    return pairs


def _ln_rsa(scored: ScoredStep) -> float:
    assert scored.observation is not None
    return scored.observation.ln_rsa


def _rounded(value: float | None, digits: int = 2) -> float | None:
    return None if value is None else round(value, digits)
