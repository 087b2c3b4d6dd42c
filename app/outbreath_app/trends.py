"""Change over weeks against the person's own day-to-day scatter: seven-day means, own band, and MDC95.

Resting and practice are never mixed, and practice is compared only at a like breathing rate, since RSA and RMSSD
depend on it. A value counts once a day. The latest seven days are held against the eight weeks before them: with s the
day-to-day standard deviation in those weeks, n and m the days in each, the smallest detectable change is
t(.975, m - 1) * s * sqrt(1/n + 1/m), which for long equal spans is the usual MDC95 = 1.96 * sqrt(2) * SEM.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np

from outbreath_signal.student import t975

WEEK_DAYS = 7
REFERENCE_DAYS = 56
MIN_DAYS = 3  # in a week, for its mean to stand
MIN_REFERENCE_DAYS = 6
MIN_REST_S, MIN_QUALITY, MOST_CORRECTED_PCT = 60.0, 0.8, 5.0
RATE_STEP_PER_MIN = 0.5
_EPOCH = date(1970, 1, 1).toordinal()
_RESTING = frozenset({"baseline", "rest"})


@dataclass(frozen=True, slots=True)
class Day:
    """One day's value. value: natural logarithm of the measure; n: phases that day; quality: their mean."""

    day: date
    value: float
    n: int
    quality: float


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
    beyond_error: whether the change is larger than that; never whether it is good.
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
    reason: str = ""

    @property
    def sentence(self) -> str:
        """The finding in one plain sentence."""
        if self.change is None or self.mdc95 is None:
            return self.reason
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
        return values


def trend_of(
    days: Sequence[Day],
    measure: str,
    setting: str,
    rate_per_min: float | None = None,
    until: date | None = None,
) -> Trend:
    """The trend of daily values (in order of time), looked at on the day `until` (default: the last)."""
    if not days:
        return Trend(measure, setting, rate_per_min, (), (), reason="Nothing that can be used was recorded.")
    end = until or days[-1].day
    plain = Trend(measure, setting, rate_per_min, tuple(days), _weeks(days, end))
    recent = [d.value for d in days if timedelta(0) <= end - d.day < timedelta(WEEK_DAYS)]
    before = [
        d.value for d in days if timedelta(WEEK_DAYS) <= end - d.day < timedelta(WEEK_DAYS + REFERENCE_DAYS)
    ]
    if len(before) < MIN_REFERENCE_DAYS:
        return _with(
            plain,
            reason=f"{MIN_REFERENCE_DAYS} days in the weeks before are needed; there are {len(before)}.",
        )
    reference, sd = float(np.mean(before)), float(np.std(before, ddof=1))
    band = {"band_low": reference - 0.5 * sd, "band_high": reference + 0.5 * sd}
    known = {"reference": reference, "reference_days": len(before), "sd": sd, **band}
    if len(recent) < MIN_DAYS:
        reason = f"{MIN_DAYS} days in the last seven are needed; there are {len(recent)}."
        return _with(plain, reason=reason, **known)
    latest = float(np.mean(recent))
    mdc = float(t975(len(before) - 1)) * sd * math.sqrt(1 / len(recent) + 1 / len(before))
    change = latest - reference
    return _with(plain, latest=latest, change=change, mdc95=mdc, beyond_error=abs(change) > mdc, **known)


def _with(trend: Trend, **values: Any) -> Trend:
    from dataclasses import replace

    return replace(trend, **values)


def _weeks(days: Sequence[Day], end: date) -> tuple[Week, ...]:
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


def daily(values: Iterable[tuple[date, float, float]]) -> list[Day]:
    """(day, value, quality) of single phases to one value a day, in order."""
    grouped: dict[date, list[tuple[float, float]]] = {}
    for day, value, quality in values:
        grouped.setdefault(day, []).append((value, quality))
    return [
        Day(
            day,
            math.fsum(v for v, _ in each) / len(each),
            len(each),
            math.fsum(q for _, q in each) / len(each),
        )
        for day, each in sorted(grouped.items())
    ]


def compare_periods(one: Sequence[float], other: Sequence[float]) -> tuple[float, float, float] | None:
    """Difference of means (other minus one) with its 95 % interval (Welch), None with fewer than three days in either."""
    if min(len(one), len(other)) < MIN_DAYS:
        return None
    a, b = np.var(one, ddof=1) / len(one), np.var(other, ddof=1) / len(other)
    difference = float(np.mean(other) - np.mean(one))
    if a + b == 0:
        return difference, difference, difference
    freedom = (a + b) ** 2 / (a**2 / (len(one) - 1) + b**2 / (len(other) - 1))
    half = float(t975(max(1, math.floor(freedom)))) * math.sqrt(a + b)
    return difference, difference - half, difference + half


@dataclass(frozen=True, slots=True)
class PersonTrends:
    """Everything over time for one person. Minutes and days of practice: what was done, never what should have been."""

    person: str
    rest: Trend
    practice: tuple[Trend, ...]
    practice_days: int
    practice_minutes: float
    practice_minutes_last_7_days: float
    left_out: int
    checkins: tuple[dict[str, Any], ...] = ()

    def as_dict(self) -> dict[str, Any]:
        return {
            "person": self.person,
            "rest": self.rest.as_dict(),
            "practice": [trend.as_dict() for trend in self.practice],
            "dose": {
                "days": self.practice_days,
                "minutes": round(self.practice_minutes, 2),
                "minutes_last_7_days": round(self.practice_minutes_last_7_days, 2),
            },
            "left_out": self.left_out,
            "checkins": list(self.checkins),
        }


def person_trends(
    person: str,
    parts: Iterable[Mapping[str, Any]],
    since: date | None = None,
    until: date | None = None,
    checkins: Iterable[tuple[date, Mapping[str, Any]]] = (),
) -> PersonTrends:
    """Trends from the catalogue's parts (one row a phase). since, until: the range of days looked at."""
    rest: list[tuple[date, float, float]] = []
    practice: dict[float, list[tuple[date, float, float]]] = {}
    minutes: dict[date, float] = {}
    left_out = 0
    for part in parts:
        day = local_day(part["started_ns"], part["zone_min"])
        if (since and day < since) or (until and day > until):
            continue
        seconds = part["end_s"] - part["start_s"]
        sound = (
            part["interpretable"]
            and part["quality"] >= MIN_QUALITY
            and part["corrected_pct"] <= MOST_CORRECTED_PCT
        )
        if part["name"] == "practice":
            minutes[day] = minutes.get(day, 0.0) + seconds / 60
        if part["name"] in _RESTING and seconds >= MIN_REST_S:
            if sound and part["ln_rmssd"] is not None:
                rest.append((day, part["ln_rmssd"], part["quality"]))
            else:
                left_out += 1
        elif part["name"] == "practice" and part["rate_per_min"]:
            if sound and part["rsa_ms"]:
                rate = round(part["rate_per_min"] / RATE_STEP_PER_MIN) * RATE_STEP_PER_MIN
                practice.setdefault(rate, []).append((day, math.log(part["rsa_ms"]), part["quality"]))
            else:
                left_out += 1
    last = until or max(minutes, default=None)
    week = sum(m for d, m in minutes.items() if last and timedelta(0) <= last - d < timedelta(WEEK_DAYS))
    return PersonTrends(
        person,
        trend_of(daily(rest), "ln_rmssd", "rest", until=until),
        tuple(
            trend_of(daily(found), "ln_rsa", "practice", rate, until)
            for rate, found in sorted(practice.items())
        ),
        len(minutes),
        sum(minutes.values()),
        week,
        left_out,
        tuple({"day": day.isoformat(), **items} for day, items in checkins if items),
    )


def local_day(started_ns: int, zone_min: int) -> date:
    """The day on which it began, where it was recorded."""
    return date.fromordinal(_EPOCH + (started_ns // 1_000_000_000 + zone_min * 60) // 86_400)
