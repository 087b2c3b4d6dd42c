"""The report of one person over time: resting and practice apart, dose, check-ins, paces found, two months side by side."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date, timedelta

import numpy as np

from outbreath_app import __version__
from outbreath_app.catalogue.sessions import SessionRow
from outbreath_app.flow.checkin import ALL_ITEMS
from outbreath_app.reports.model import Line, Plot, Report, Table
from outbreath_app.review.over_time import items_there, weeks_beyond_error
from outbreath_app.trends.daily import Trend, Week, trend_of
from outbreath_app.trends.over_time import PersonTrends

DRAWN_DAYS = 183
LISTED_WEEKS = 10
MOST_PACES = 2
MOST_LISTED = 8
_METHODS = (
    "Values are geometric means of one value a day. Resting and practice are kept apart, and practice is compared only at a like "
    "breathing rate, measured where a sensor told it. RMSSD is from rests of at least one minute; RSA is the mean peak-to-trough over "
    "breaths. The latest seven days are held against the eight weeks before; a difference is called beyond measurement error when it "
    "exceeds t(.975, m'-1) s sqrt(1/n' + 1/m'), s being the day-to-day standard deviation in the reference and n', m' the days as many "
    "as they are worth, since neighbouring days resemble each other. Own band: reference +- 0.5 s. Check-in items are the "
    f"program's own and not validated. Outbreath {__version__}."
)


def person_report(trends: PersonTrends, person: str, rows: Sequence[SessionRow]) -> Report:
    """Trends of one person, the last half year drawn. rows: their sessions."""
    paces = sorted(trends.practice, key=lambda one: -len(one.days))[:MOST_PACES]
    last = _last_day(trends)
    shown = [(_title(trend), _looked_at(trend, last)) for trend in (trends.rest, *paces)]
    begun = [trend.days[0].day for _, trend in shown if trend.days]
    since = max(last - timedelta(DRAWN_DAYS), min(begun, default=last) - timedelta(4))
    since = max(
        since, min((d.day for _, t in shown for d in t.days if d.day >= since), default=since) - timedelta(4)
    )
    plots = [_trend_plot(title, trend, since, last) for title, trend in shown if trend.days]
    if trends.dose.weeks:
        plots.append(_dose_plot(trends, since, last))
    tables = (
        _weeks(shown),
        _practices(trends),
        *_checkins(trends, last),
        *_visits(trends),
    )
    return Report(
        "Practice over time",
        _facts(trends, person, rows),
        tuple(plots),
        tuple(table for table in tables if table.rows),
        tuple(_notes(trends, shown, len(trends.practice) - len(paces))),
        _METHODS,
    )


def _title(trend: Trend) -> str:
    return "Resting RMSSD" if trend.setting == "rest" else f"RSA at {trend.rate_per_min:g}/min"


def _looked_at(trend: Trend, last: date) -> Trend:
    """All measures looked at on the same day, so that their weeks are the same."""
    return trend_of(trend.days, trend.measure, trend.setting, trend.rate_per_min, last)


def _last_day(trends: PersonTrends) -> date:
    days = [trend.days[-1].day for trend in (trends.rest, *trends.practice) if trend.days]
    days += [week.end for week in trends.dose.weeks[-1:]]
    return max(days, default=date(1970, 1, 1))


def _facts(trends: PersonTrends, person: str, rows: Sequence[SessionRow]) -> tuple[tuple[str, str], ...]:
    dose = trends.dose
    first = min((one.first for one in dose.practices), default=None)
    last = max((one.last for one in dose.practices), default=None)
    return (
        ("Person", person or "-"),
        ("Sessions", str(len(rows))),
        ("From, to", f"{_day(first)} to {_day(last)}" if first and last else "-"),
        ("Practised", f"{dose.days} {'day' if dose.days == 1 else 'days'}, {dose.minutes:.0f} min in all"),
        ("Last seven days", f"{dose.minutes_last_7_days:.0f} min"),
        ("Left out", f"{trends.left_out} phases: signal too poor"),
    )


def _trend_plot(title: str, trend: Trend, since: date, last: date) -> Plot:
    days = [day for day in trend.days if day.day >= since]
    weeks = [week for week in trend.weeks if week.end >= since]
    beyond = {mark.week.end for mark in weeks_beyond_error(trend)}
    known = trend.band_low is not None and trend.band_high is not None
    band = (math.exp(trend.band_low or 0), math.exp(trend.band_high or 0)) if known else None
    line = Line(
        np.array([week.end.toordinal() - 3 for week in weeks], dtype=np.float64),
        np.array(
            [math.nan if week.mean is None else math.exp(week.mean) for week in weeks], dtype=np.float64
        ),
    )
    return Plot(
        title, "", "ms",
        np.array([day.day.toordinal() for day in days], dtype=np.float64),
        np.exp(np.array([day.value for day in days], dtype=np.float64)),
        joined=False, band=band, line=line, dates=True, ends=_ends(since, last),
        marked=tuple(place for place, week in enumerate(weeks) if week.end in beyond),
        caption="Dots: days. Line: seven-day means. Band: own range. Diamond: beyond measurement error.",
    )  # fmt: skip


def _dose_plot(trends: PersonTrends, since: date, last: date) -> Plot:
    weeks = [week for week in trends.dose.weeks if since <= week.end <= last]
    x = np.array([week.end.toordinal() - 3 for week in weeks], dtype=np.float64)
    y = np.array([week.minutes for week in weeks], dtype=np.float64)
    return Plot(
        "Practice in each week",
        "",
        "min",
        x,
        y,
        joined=False,
        columns=True,
        dates=True,
        ends=_ends(since, last),
    )


def _ends(since: date, last: date) -> tuple[float, float]:
    return float(since.toordinal()), float(last.toordinal())


def _weeks(shown: Sequence[tuple[str, Trend]]) -> Table:
    """One row a week, a column for each measure."""
    ends = sorted({week.end for _, trend in shown for week in trend.weeks if week.days})[-LISTED_WEEKS:]
    by_end = [{week.end: week for week in trend.weeks} for _, trend in shown]
    rows = tuple((_day(end), *(_week(found.get(end)) for found in by_end)) for end in ends)
    header = ("Week to", *(f"{title}, ms" for title, _ in shown))
    note = "Seven-day means of at least three days; in brackets: days, and the share of their time that was usable."
    return Table("Seven-day means", header, rows, note)


def _week(week: Week | None) -> str:
    if week is None or not week.days:
        return "-"
    value = "-" if week.mean is None else f"{math.exp(week.mean):.1f}"
    return f"{value} ({week.days}, {100 * week.quality:.0f} %)"


def _practices(trends: PersonTrends) -> Table:
    found = sorted(trends.dose.practices, key=lambda one: -one.minutes)[:MOST_LISTED]
    rows = tuple(
        (
            one.practice.replace("-", " ").replace("_", " "),
            str(one.sessions),
            f"{one.minutes:.0f}",
            _day(one.first),
            _day(one.last),
        )
        for one in found
    )
    return Table("What was practised", ("Practice", "Sessions", "min", "First", "Last"), rows)


def _checkins(trends: PersonTrends, last: date) -> tuple[Table, ...]:
    """Means over the last 28 days."""
    recent = [one for one in trends.checkins if one.day > last - timedelta(28)]
    rows = []
    for key in items_there(recent):
        before = [one.before[key] for one in recent if key in one.before]
        after = [one.after[key] for one in recent if key in one.after]
        text = ALL_ITEMS[key].text if key in ALL_ITEMS else key
        rows.append((text, _mean(before), _mean(after)))
    title = "Check-ins of the last four weeks, means of 0 to 10"
    return (
        (Table(title, ("Item", "before (sessions)", "after (sessions)"), tuple(rows[:MOST_LISTED])),)
        if rows
        else ()
    )


def _mean(values: list[int]) -> str:
    return f"{sum(values) / len(values):.1f} ({len(values)})" if values else "-"


def _visits(trends: PersonTrends) -> tuple[Table, ...]:
    rows = []
    for one in trends.resonance[-MOST_LISTED:]:
        found = "flat" if one.flat else "not enough good data"
        if one.resonance_per_min is not None and one.low_per_min is not None and one.high_per_min is not None:
            found = f"{one.resonance_per_min:.1f} ({one.low_per_min:.1f} to {one.high_per_min:.1f})"
        rows.append((_day(one.day), one.protocol, found))
    return (
        (Table("Paces found by assessments", ("Day", "Protocol", "Breaths/min (95 %)"), tuple(rows)),)
        if rows
        else ()
    )


def _notes(trends: PersonTrends, shown: Sequence[tuple[str, Trend]], not_drawn: int) -> list[str]:
    notes = [f"{title}: {trend.sentence}" for title, trend in shown]
    for title, trend in shown:
        rates = [day.rate_per_min for day in trend.days if day.rate_per_min is not None]
        if rates:
            notes.append(
                f"{title}: breathing {_between(min(rates), max(rates))} a minute over {len(rates)} days."
            )
    if not_drawn > 0:
        notes.append(f"{not_drawn} more paces were practised and are not drawn.")
    if any(trend.days and (trend.days[-1].day - trend.days[0].day).days > DRAWN_DAYS for _, trend in shown):
        notes.append("The last half year is drawn; the statistics use what their definitions say.")
    return notes


def _day(day: date) -> str:
    return f"{day.day} {day:%b %Y}"


def _between(low: float, high: float) -> str:
    """A range, or one number where both ends read alike."""
    first, last = f"{low:.1f}", f"{high:.1f}"
    return first if first == last else f"{first} to {last}"
