"""Statistics of daily values: seven-day means, the person's own band, MDC95, and two periods held against each other.

The latest seven days are held against the eight weeks before them. With s the day-to-day standard deviation in those weeks and
n and m the days in each, the smallest detectable change is t(.975, m' - 1) * s * sqrt(1/n' + 1/m'), which for long equal spans is
the usual MDC95 = 1.96 * sqrt(2) * SEM. n' and m' are the days as many as they are worth: neighbouring days are alike, so seven
days in a row tell less than seven days far apart. How alike is estimated from the person's own neighbouring days.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from typing import Any

import numpy as np
from numpy.typing import NDArray

from outbreath_app.words.codes import AppWhy
from outbreath_app.words.language import reason_json, sentence_of
from outbreath_signal.numerics.student import t975
from outbreath_signal.reasons import Reason

FloatArray = NDArray[np.float64]

WEEK_DAYS = 7
REFERENCE_DAYS = 56
MIN_DAYS = 3  # in a week, for its mean to stand
MIN_REFERENCE_DAYS = 6
# What is believed of neighbouring days before seeing any, worth so many pairs of them; and the most that is believed.
USUAL_ALIKE, USUAL_PAIRS, MOST_ALIKE = 0.25, 12, 0.8
_NEAR_DAYS = 3


@dataclass(frozen=True, slots=True)
class Day:
    """One day's value. value: natural logarithm of the measure; n: phases that day; quality: their mean.

    rate_per_min: how fast was breathed (mean), as far as it is known; sensed: a sensor beside the beats told it.
    """

    day: date
    value: float
    n: int
    quality: float
    rate_per_min: float | None = None
    sensed: bool = False


@dataclass(frozen=True, slots=True)
class Week:
    """Seven days ending on `end`. mean is None with fewer than three days."""

    end: date
    days: int
    mean: float | None
    quality: float


@dataclass(frozen=True, slots=True)
class Trend:
    """One measure over time, on the logarithmic scale; None where the data cannot say and `reason` tells why.

    band_low, band_high: the person's own band, reference mean +- 0.5 day-to-day SD (smallest worthwhile change).
    change, mdc95: latest week against the reference, and the smallest change beyond measurement error.
    beyond_error: whether the change is larger than that; never whether it is good. alike: correlation of a day with the
    next, as it was reckoned with.
    """

    measure: str
    setting: str
    rate_per_min: float | None
    days: tuple[Day, ...]
    weeks: tuple[Week, ...]
    latest: float | None = None
    reference: float | None = None
    reference_days: int = 0
    sd: float | None = None
    band_low: float | None = None
    band_high: float | None = None
    change: float | None = None
    mdc95: float | None = None
    beyond_error: bool | None = None
    alike: float | None = None
    reason: Reason | None = None

    @property
    def sentence(self) -> str:
        """The finding in one plain sentence."""
        if self.change is None or self.mdc95 is None:
            return sentence_of(self.reason) if self.reason else ""
        pct = 100 * (math.exp(self.change) - 1)
        low, high = (100 * (math.exp(self.change + side * self.mdc95) - 1) for side in (-1, 1))
        word = "beyond" if self.beyond_error else "within"
        return (
            f"The last seven days differ by {pct:+.0f} % from the weeks before (95 % interval {low:+.0f} to {high:+.0f} %): "
            f"{word} measurement error."
        )

    def as_dict(self) -> dict[str, Any]:
        """Plain JSON types."""
        values = asdict(self)
        values["days"] = [{**asdict(day), "day": day.day.isoformat()} for day in self.days]
        values["weeks"] = [{**asdict(week), "end": week.end.isoformat()} for week in self.weeks]
        values["sentence"] = self.sentence
        return values | reason_json(self.reason)


def trend_of(
    days: Sequence[Day],
    measure: str,
    setting: str,
    rate_per_min: float | None = None,
    until: date | None = None,
) -> Trend:
    """The trend of daily values (in order of time), looked at on the day `until` (default: the last)."""
    if not days:
        return Trend(measure, setting, rate_per_min, (), (), reason=AppWhy.NOTHING_USABLE())
    end = until or days[-1].day
    plain = Trend(measure, setting, rate_per_min, tuple(days), weeks_of(days, end))
    recent = [d for d in days if timedelta(0) <= end - d.day < timedelta(WEEK_DAYS)]
    before = [d for d in days if timedelta(WEEK_DAYS) <= end - d.day < timedelta(WEEK_DAYS + REFERENCE_DAYS)]
    if len(before) < MIN_REFERENCE_DAYS:
        needed = AppWhy.DAYS_BEFORE_NEEDED(least=MIN_REFERENCE_DAYS, days=len(before))
        return replace(plain, reason=needed)
    values = np.array([d.value for d in before])
    reference, sd = float(values.mean()), float(values.std(ddof=1))
    alike = day_likeness([before])
    known = replace(
        plain, reference=reference, reference_days=len(before), sd=sd, alike=alike,
        band_low=reference - 0.5 * sd, band_high=reference + 0.5 * sd,
    )  # fmt: skip
    if len(recent) < MIN_DAYS:
        needed = AppWhy.DAYS_LATELY_NEEDED(least=MIN_DAYS, days=len(recent))
        return replace(known, reason=needed)
    latest = float(np.mean([d.value for d in recent]))
    n, m = worth_days(recent, alike), worth_days(before, alike)
    mdc = t975(max(1, math.floor(m) - 1)) * sd * math.sqrt(1 / n + 1 / m)
    change = latest - reference
    return replace(known, latest=latest, change=change, mdc95=mdc, beyond_error=abs(change) > mdc)


def day_likeness(spans: Sequence[Sequence[Day]]) -> float:
    """Correlation of one day's value with the next day's, 0 to 0.8, from the days that lie near each other.

    Each pair up to three days apart, weighed by its nearness, pulls a usual likeness of 0.25 towards what it shows; each span
    has its own mean, whose estimate lowers what is seen by about 1/n, which is put back.
    """
    products = weights = 0.0
    for days in spans:
        if len(days) < 4:
            continue
        at = np.array([d.day.toordinal() for d in days])
        apart = np.array([d.value for d in days])
        apart = apart - apart.mean()
        power = float(apart @ apart) / (len(days) - 1)
        if power <= 0:
            continue
        gap = np.abs(at[:, None] - at[None, :])
        for days_apart in range(1, _NEAR_DAYS + 1):
            i, j = np.nonzero(np.triu(gap == days_apart))
            if not len(i):
                continue
            shown = float((apart[i] * apart[j]).sum()) / power + len(i) / len(days)
            weight = USUAL_ALIKE ** (2 * (days_apart - 1))
            # a pair `days_apart` apart is expected to show alike ** days_apart
            products += weight * math.copysign(abs(shown / len(i)) ** (1 / days_apart), shown) * len(i)
            weights += weight * len(i)
    return min(max((USUAL_PAIRS * USUAL_ALIKE + products) / (USUAL_PAIRS + weights), 0.0), MOST_ALIKE)


def worth_days(days: Sequence[Day], alike: float) -> float:
    """How many days far apart these are worth for a mean, when a day is like the next by `alike` (0 to 1)."""
    at = np.array([d.day.toordinal() for d in days], dtype=np.float64)
    if alike <= 0:
        return float(len(days))
    shared = alike ** np.abs(at[:, None] - at[None, :])
    return float(len(days) ** 2 / shared.sum())


def weeks_of(days: Sequence[Day], end: date) -> tuple[Week, ...]:
    """Seven-day means counted back from `end`, oldest first."""
    grouped: dict[int, list[Day]] = {}
    last = end.toordinal()
    for each in days:
        if (ago := last - each.day.toordinal()) >= 0:
            grouped.setdefault(ago // WEEK_DAYS, []).append(each)
    weeks = []
    for number in range(max(grouped, default=-1), -1, -1):
        within = grouped.get(number, [])
        mean = math.fsum(d.value for d in within) / len(within) if len(within) >= MIN_DAYS else None
        quality = math.fsum(d.quality for d in within) / len(within) if within else 0.0
        weeks.append(Week(end - timedelta(WEEK_DAYS * number), len(within), mean, quality))
    return tuple(weeks)


def daily(values: Iterable[Day]) -> list[Day]:
    """Values of single phases (n = 1) to one value a day, in order."""
    grouped: dict[date, list[Day]] = {}
    for each in values:
        grouped.setdefault(each.day, []).append(each)
    return [_one_day(day, each) for day, each in sorted(grouped.items())]


def _one_day(day: date, each: list[Day]) -> Day:
    if len(each) == 1:
        return each[0]
    rates = [one.rate_per_min for one in each if one.rate_per_min is not None]
    return Day(
        day,
        math.fsum(one.value for one in each) / len(each),
        len(each),
        math.fsum(one.quality for one in each) / len(each),
        math.fsum(rates) / len(rates) if rates else None,
        all(one.sensed for one in each),
    )


@dataclass(frozen=True, slots=True)
class PeriodChange:
    """Two periods of one measure: difference of means (later given minus earlier given, logarithmic) with its 95 % interval.

    None where either has fewer than three days; `reason` says so. beyond_error: whether the interval leaves out 0.
    """

    days: tuple[int, int]
    means: tuple[float | None, float | None]
    difference: float | None = None
    low: float | None = None
    high: float | None = None
    reason: Reason | None = None

    @property
    def beyond_error(self) -> bool | None:
        return None if self.low is None or self.high is None else not self.low <= 0 <= self.high

    def as_dict(self) -> dict[str, Any]:
        """Plain JSON types, with the change in percent beside."""
        parts = (self.difference, self.low, self.high)
        pct = [None if part is None else 100 * math.expm1(part) for part in parts]
        names = ("difference_pct", "low_pct", "high_pct")
        found = {**asdict(self), "beyond_error": self.beyond_error, **dict(zip(names, pct, strict=True))}
        return found | reason_json(self.reason)


def compare_periods(one: Sequence[Day], other: Sequence[Day]) -> PeriodChange:
    """The other period's mean minus the one's with its 95 % interval (Welch, with days as many as they are worth)."""
    days = len(one), len(other)
    means = tuple(float(np.mean([d.value for d in span])) if span else None for span in (one, other))
    plain = PeriodChange(days, (means[0], means[1]))
    if min(days) < MIN_DAYS or means[0] is None or means[1] is None:
        return replace(plain, reason=AppWhy.DAYS_IN_EACH_NEEDED(least=MIN_DAYS))
    alike = day_likeness([one, other])
    spread = []
    for span in (one, other):
        worth = worth_days(span, alike)
        values = [d.value for d in span]
        # values that are alike lie closer together than the scatter they came from
        variance = float(np.var(values, ddof=1)) * (len(span) - 1) / max(len(span) - len(span) / worth, 0.5)
        spread.append((variance / worth, max(worth - 1, 1.0)))
    difference = means[1] - means[0]
    total = sum(square for square, _ in spread)
    if total == 0:
        return replace(plain, difference=difference, low=difference, high=difference)
    freedom = total**2 / sum(square**2 / degrees for square, degrees in spread)
    half = t975(max(1, math.floor(freedom))) * math.sqrt(total)
    return replace(plain, difference=difference, low=difference - half, high=difference + half)
