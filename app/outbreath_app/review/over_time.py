"""What the page of changes over time needs beside the trends: weeks that stood out, ranges to look at, breathing by day."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

import numpy as np

from outbreath_app.trends.daily import (
    MIN_DAYS,
    MIN_REFERENCE_DAYS,
    REFERENCE_DAYS,
    WEEK_DAYS,
    Day,
    Trend,
    Week,
    trend_of,
)
from outbreath_app.trends.over_time import PersonTrends, SessionBeside

_NORMAL_975 = 1.9599  # Student's t is never smaller
_ROUNDING = 1e-6


class Range(StrEnum):
    """How much is looked at, back from today."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "three months"
    YEAR = "year"
    ALL = "all"
    OWN = "own dates"


_DAYS = {Range.WEEK: 7, Range.MONTH: 31, Range.QUARTER: 92, Range.YEAR: 366}


def range_days(wanted: Range, today: date, first: date | None) -> tuple[date, date]:
    """First and last day of a range; all of it begins with the first day there is."""
    if wanted in _DAYS:
        return today - timedelta(_DAYS[wanted] - 1), today
    return first if first is not None and first < today else today - timedelta(30), today


@dataclass(frozen=True, slots=True)
class Mark:
    """A week whose mean differed from the eight weeks before it by more than measurement error (MDC95)."""

    week: Week
    change: float


def weeks_beyond_error(trend: Trend) -> tuple[Mark, ...]:
    """Every such week, judged as the latest one is, each against its own weeks before."""
    days = trend.days
    at = [day.day for day in days]
    marks = []
    for week in _far_off(trend):
        first = bisect_left(at, week.end - timedelta(WEEK_DAYS + REFERENCE_DAYS - 1))
        last = bisect_right(at, week.end)
        found = trend_of(days[first:last], trend.measure, trend.setting, trend.rate_per_min, week.end)
        if found.beyond_error and found.change is not None:
            marks.append(Mark(week, found.change))
    return tuple(marks)


def _far_off(trend: Trend) -> list[Week]:
    """The weeks that may be beyond error: further off than if days did not resemble each other and were very many.

    Both would make the smallest detectable change smaller than it is, so no week is lost; only these are judged in full.
    """
    weeks = [week for week in trend.weeks if week.mean is not None]
    if not weeks:
        return []
    at = np.array([day.day.toordinal() for day in trend.days])
    values = np.array([day.value for day in trend.days])
    values = values - values.mean()
    sums, squares = (np.concatenate(([0.0], np.cumsum(each))) for each in (values, values**2))
    ends = np.array([week.end.toordinal() for week in weeks])
    begin, middle, end = (
        np.searchsorted(at, ends - days, side="right") for days in (WEEK_DAYS + REFERENCE_DAYS, WEEK_DAYS, 0)
    )
    recent, before = end - middle, middle - begin
    known = (recent >= MIN_DAYS) & (before >= MIN_REFERENCE_DAYS)
    recent, before = np.maximum(recent, 1), np.maximum(before, 2)
    mean = (sums[middle] - sums[begin]) / before
    variance = np.maximum((squares[middle] - squares[begin] - before * mean**2) / (before - 1), 0.0)
    change = np.abs((sums[end] - sums[middle]) / recent - mean)
    least = _NORMAL_975 * np.sqrt(variance * (1 / recent + 1 / before))
    far = known & (change > least * (1 - _ROUNDING))
    return [week for week, off in zip(weeks, far, strict=True) if off]


@dataclass(frozen=True, slots=True)
class ItemDay:
    """One item's mean answers (0 to 10) on a day, before and after practice; None where it was not asked."""

    day: date
    before: float | None
    after: float | None


def item_days(checkins: Sequence[SessionBeside], item: str) -> tuple[ItemDay, ...]:
    """One check-in item over the days."""
    grouped: dict[date, tuple[list[int], list[int]]] = {}
    for each in checkins:
        if item in each.before or item in each.after:
            before, after = grouped.setdefault(each.day, ([], []))
            before += [each.before[item]] if item in each.before else []
            after += [each.after[item]] if item in each.after else []
    return tuple(
        ItemDay(day, _mean(before), _mean(after)) for day, (before, after) in sorted(grouped.items())
    )


def items_there(checkins: Sequence[SessionBeside]) -> list[str]:
    """The items that were answered at all."""
    return sorted({key for each in checkins for key in (*each.before, *each.after)})


def _mean(values: list[int]) -> float | None:
    return sum(values) / len(values) if values else None


def first_day(trends: PersonTrends) -> date | None:
    """The first day with anything on it."""
    days = [trend.days[0].day for trend in (trends.rest, *trends.practice) if trend.days]
    days += [one.day for one in trends.resonance[:1]]
    days += [practice.first for practice in trends.dose.practices]
    return min(days, default=None)


def rates_by_day(trend: Trend) -> tuple[Day, ...]:
    """The days on which it is known how fast was breathed."""
    return tuple(day for day in trend.days if day.rate_per_min is not None)
