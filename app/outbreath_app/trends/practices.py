"""Which practices go with a larger swing of the heart in one person: compared across sessions, at an equal breathing rate.

A day counts once for each practice, and five days of each are needed before anything is said. Two practices are compared at one
breathing rate: where five days of either lie within 0.3/min of one another those are used; else, where their rates
overlap, the difference is adjusted for the rate by regression. Change over the months is taken out the same way, and practices
that were done at different times are not compared at all, since what changed between could not be told from the practice.
All pairs are looked at together: the intervals are simultaneous (Bonferroni), so that with no true difference at most one
person in twenty is told of any. What is compared is a measurement, not a success: less is not less good.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from enum import StrEnum
from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray

from outbreath_app.trends.over_time import local_day, own_parts, rate_of, sound
from outbreath_app.words.codes import AppWhy
from outbreath_app.words.language import reason_json
from outbreath_signal.numerics.student import t_point
from outbreath_signal.reasons import Reason

FloatArray = NDArray[np.float64]

MIN_DAYS = 5
LIKE_PER_MIN = 0.3
MOST_EXPLAINED = (
    0.7  # share of the practice that rate and time may explain before it cannot be told from them
)
CONFIDENCE = 0.95
LESS_IS_NOT_LESS_GOOD = "Less swing is not less good: sensing suffering often lowers it, and a practice can do good that the heart does not show."


class Measure(StrEnum):
    """What is compared: the swing during the practice, or the same less the session's own resting RMSSD (both logarithmic)."""

    DURING = "during"
    CHANGE = "change"


@dataclass(frozen=True, slots=True)
class PracticeDay:
    """One practice on one day: its value (natural logarithm), the breaths a minute, and how many sessions it is the mean of."""

    practice: str
    day: date
    value: float
    rate_per_min: float
    sessions: int = 1


@dataclass(frozen=True, slots=True)
class PracticeLevel:
    """One practice by itself: its days, its mean swing (geometric) and the rates at which it was done."""

    practice: str
    days: int
    mean: float
    low_rate_per_min: float
    high_rate_per_min: float


@dataclass(frozen=True, slots=True)
class PairFound:
    """Two practices side by side: ln difference (second less first) with its simultaneous interval, or the reason for none.

    adjusted: by `matching` (within 0.3/min), by `regression` on the rate, or not at all ('' with a reason).
    """

    first: str
    second: str
    days: tuple[int, int]
    adjusted: str = ""
    difference: float | None = None
    low: float | None = None
    high: float | None = None
    reason: Reason | None = None

    @property
    def verdict(self) -> str:
        """more, less, or no difference beyond what these sessions can tell; of the second beside the first."""
        if self.low is None or self.high is None:
            return "not enough data"
        if self.low > 0:
            return "more"
        return "less" if self.high < 0 else "no difference beyond what these sessions can tell"

    def as_dict(self) -> dict[str, Any]:
        """Plain JSON types, with percent beside the logarithms."""
        parts = {"difference": self.difference, "low": self.low, "high": self.high}
        pct = {
            f"{name}_pct": None if part is None else round(100 * math.expm1(part), 2)
            for name, part in parts.items()
        }
        return {**asdict(self), **pct, "verdict": self.verdict} | reason_json(self.reason)


@dataclass(frozen=True, slots=True)
class PracticesCompared:
    """All practices of one person. pairs: every pair with five days of each; left_out: phases that could not be used."""

    person: str
    measure: Measure
    levels: tuple[PracticeLevel, ...]
    pairs: tuple[PairFound, ...]
    left_out: int
    few: tuple[tuple[str, int], ...] = ()
    note: str = field(default=LESS_IS_NOT_LESS_GOOD)

    def as_dict(self) -> dict[str, Any]:
        return {
            "person": self.person,
            "measure": str(self.measure),
            "practices": [asdict(level) for level in self.levels],
            "pairs": [pair.as_dict() for pair in self.pairs],
            "too_few_days": dict(self.few),
            "least_days": MIN_DAYS,
            "left_out": self.left_out,
            "note": self.note,
        }


def practices_compared(
    person: str,
    parts: Iterable[Mapping[str, Any]],
    measure: Measure = Measure.DURING,
    since: date | None = None,
    until: date | None = None,
) -> PracticesCompared:
    """Every pair of practices in the catalogue's parts (one row a phase)."""
    days, left_out = practice_days(parts, measure, since, until)
    by_practice: dict[str, list[PracticeDay]] = {}
    for one in days:
        by_practice.setdefault(one.practice, []).append(one)
    enough = {key: found for key, found in sorted(by_practice.items()) if len(found) >= MIN_DAYS}
    comparable = list(combinations([_columns(found) for found in enough.values()], 2))
    pairs = [_pair(first, second, len(comparable)) for first, second in comparable]
    return PracticesCompared(
        person,
        measure,
        tuple(_level(found) for found in enough.values()),
        tuple(pairs),
        left_out,
        tuple((key, len(found)) for key, found in sorted(by_practice.items()) if key not in enough),
    )


def practice_days(
    parts: Iterable[Mapping[str, Any]], measure: Measure, since: date | None = None, until: date | None = None
) -> tuple[list[PracticeDay], int]:
    """One value a day for each practice, in order of time, and how many phases could not be used."""
    resting: dict[str, float] = {}
    practised: list[tuple[str, PracticeDay]] = []
    left_out = 0
    for part in own_parts(parts):
        day = local_day(part["started_ns"], part["zone_min"])
        if (since and day < since) or (until and day > until):
            continue
        session = str(part["id"])
        if part["name"] == "baseline" and part["ln_rmssd"] is not None and sound(part):
            resting[session] = part["ln_rmssd"]
        rate, sensed = rate_of(part)
        if part["name"] != "practice" or not part["practice"] or not (sensed or part["rate_per_min"]):
            continue
        if not part["rsa_ms"] or part["rsa_ms"] <= 0 or rate is None or not sound(part):
            left_out += 1
            continue
        practised.append((session, PracticeDay(part["practice"], day, math.log(part["rsa_ms"]), rate)))
    grouped: dict[tuple[str, date], list[PracticeDay]] = {}
    for session, one in practised:
        value = one.value
        if measure is Measure.CHANGE:
            if session not in resting:
                left_out += 1
                continue
            value -= resting[session]
        grouped.setdefault((one.practice, one.day), []).append(
            PracticeDay(one.practice, one.day, value, one.rate_per_min)
        )
    return [
        PracticeDay(
            practice,
            day,
            math.fsum(one.value for one in each) / len(each),
            math.fsum(one.rate_per_min for one in each) / len(each),
            len(each),
        )
        for (practice, day), each in sorted(grouped.items(), key=lambda item: (item[0][1], item[0][0]))
    ], left_out


def _level(days: Sequence[PracticeDay]) -> PracticeLevel:
    rates = [one.rate_per_min for one in days]
    mean = math.exp(math.fsum(one.value for one in days) / len(days))
    return PracticeLevel(days[0].practice, len(days), mean, min(rates), max(rates))


@dataclass(frozen=True, slots=True, eq=False)
class _Columns:
    """One practice's days as columns, shape (n,)."""

    practice: str
    at: FloatArray
    value: FloatArray
    rate_per_min: FloatArray

    def __len__(self) -> int:
        return len(self.at)

    def within(self, low: float, high: float) -> _Columns:
        """The days breathed at a rate in this span."""
        inside = (self.rate_per_min >= low - 1e-9) & (self.rate_per_min <= high + 1e-9)
        return _Columns(self.practice, self.at[inside], self.value[inside], self.rate_per_min[inside])


def _columns(days: Sequence[PracticeDay]) -> _Columns:
    return _Columns(
        days[0].practice,
        np.array([one.day.toordinal() for one in days], dtype=np.float64),
        np.array([one.value for one in days]),
        np.array([one.rate_per_min for one in days]),
    )


def _pair(first: _Columns, second: _Columns, pairs: int) -> PairFound:
    """The difference of two practices, at an equal rate."""
    plain = PairFound(first.practice, second.practice, (len(first), len(second)))
    one, other, adjusted = _at_one_rate(first, second)
    if not adjusted:
        return replace(plain, reason=AppWhy.DIFFERENT_RATES())
    found = _difference(one, other, adjusted == "regression", pairs)
    if found is None:
        return replace(
            plain,
            reason=AppWhy.DIFFERENT_TIMES(),
        )
    return PairFound(plain.first, plain.second, (len(one), len(other)), adjusted, *found)


def _at_one_rate(first: _Columns, second: _Columns) -> tuple[_Columns, _Columns, str]:
    """The days of both that lie in one span of 0.3/min, else those where their rates overlap; '' where neither will do."""
    rates = [np.sort(one.rate_per_min) for one in (first, second)]
    lows = np.unique(np.concatenate(rates))
    inside = np.stack(
        [
            np.searchsorted(each, lows + LIKE_PER_MIN + 1e-9, "right") - np.searchsorted(each, lows - 1e-9)
            for each in rates
        ]
    )
    best = int(np.lexsort((-lows, inside.sum(axis=0), inside.min(axis=0)))[-1])
    if int(inside[:, best].min()) >= MIN_DAYS:
        low = float(lows[best])
        return first.within(low, low + LIKE_PER_MIN), second.within(low, low + LIKE_PER_MIN), "matching"
    low = float(max(each[0] for each in rates)) - LIKE_PER_MIN
    high = float(min(each[-1] for each in rates)) + LIKE_PER_MIN
    one, other = first.within(low, high), second.within(low, high)
    return one, other, "regression" if min(len(one), len(other)) >= MIN_DAYS else ""


def _difference(
    first: _Columns, second: _Columns, with_rate: bool, pairs: int
) -> tuple[float, float, float] | None:
    """Difference of means and its simultaneous interval, time (and the rate) taken out; None where these explain the practice.

    Least squares with a variance of its own for each practice; degrees of freedom by Welch and Satterthwaite.
    """
    which = np.concatenate([np.zeros(len(first)), np.ones(len(second))])
    values = np.concatenate([first.value, second.value])
    columns = [np.ones(len(which))]
    for each in ("at", "rate_per_min") if with_rate else ("at",):
        column = np.concatenate([getattr(first, each), getattr(second, each)])
        column = column - column.mean()
        spread = float(np.abs(column).max())
        columns += [column / spread] if spread > 0 else []
    others = np.stack(columns, axis=1)
    left = which - others @ np.linalg.lstsq(others, which, rcond=None)[0]
    power = float(left @ left)
    if power < (1 - MOST_EXPLAINED) * len(first) * len(second) / len(which):
        return None
    design = np.column_stack([others, which])
    inverse = np.linalg.pinv(design)
    hat = np.einsum("ij,ji->i", design, inverse)
    rest = values - design @ (inverse @ values)
    weights = inverse[-1]
    variance, degrees = [], []
    for group in (slice(0, len(first)), slice(len(first), None)):
        free = float((1 - hat[group]).sum())
        if free < 1:
            return None
        variance.append(float((rest[group] ** 2).sum()) / free * float((weights[group] ** 2).sum()))
        degrees.append(free)
    total = sum(variance)
    mean = float(weights @ values)
    if total <= 0:
        return mean, mean, mean
    freedom = total**2 / sum(v**2 / d for v, d in zip(variance, degrees, strict=True))
    half = t_point(1 - (1 - CONFIDENCE) / pairs, freedom) * math.sqrt(total)
    return mean, mean - half, mean + half
