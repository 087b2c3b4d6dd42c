"""Change over time in calm and plain words: what was measured, on how many days, and whether it is beyond measurement error."""

from __future__ import annotations

import math

from PySide6.QtCore import QLocale

from outbreath_app.flow.checkin import ALL_ITEMS
from outbreath_app.review.over_time import Range
from outbreath_app.trends.daily import PeriodChange, Trend
from outbreath_app.trends.dose import Dose, PracticeDose
from outbreath_app.trends.over_time import ResonanceVisit
from outbreath_app.ui.review.sessions.session_words import Names
from outbreath_app.ui.words.i18n import DASH, day_text, number, tr
from outbreath_app.words.codes import AppWhy
from outbreath_app.words.language import sentence_of


def trend_title(trend: Trend) -> str:
    """The measure and the circumstances in which it stands."""
    if trend.setting == "rest":
        return tr("Resting: RMSSD in ms")
    return tr("Practising at {rate} breaths a minute: RSA in ms", rate=number(trend.rate_per_min or 0.0, 1))


def trend_sentence(trend: Trend) -> str:
    """What the last seven days say beside the eight weeks before them."""
    if not trend.days:
        return tr("Nothing that can be used was recorded.")
    if trend.change is None or trend.mdc95 is None:
        return _needed(trend)
    pct, low, high = (_percent(trend.change + side * trend.mdc95) for side in (0, -1, 1))
    told = tr("The last seven days differ from the eight weeks before by {pct} % ({low} to {high} % with 95 % confidence).", pct=pct, low=low, high=high)  # fmt: skip
    return f"{told} {tr('That is beyond measurement error.') if trend.beyond_error else tr('That is within measurement error: it cannot be told apart from no change.')}"


def _needed(trend: Trend) -> str:
    if trend.reason is None:
        return ""
    values = dict(trend.reason.values)
    if trend.reason.kind is AppWhy.DAYS_BEFORE_NEEDED:
        return tr("To compare, {needed} days in the eight weeks before are needed; there are {there}.", needed=values["least"], there=values["days"])  # fmt: skip
    if trend.reason.kind is AppWhy.DAYS_LATELY_NEEDED:
        return tr("To compare, {needed} days in the last seven are needed; there are {there}.", needed=values["least"], there=values["days"])  # fmt: skip
    return sentence_of(trend.reason)


def trend_counts(trend: Trend) -> str:
    """On how many days, and how good their signal was."""
    if not trend.days:
        return ""
    quality = sum(day.quality for day in trend.days) / len(trend.days)
    said = tr("{days} days; {quality} % of their time usable", days=number(len(trend.days)), quality=number(100 * quality))  # fmt: skip
    rates = [day.rate_per_min for day in trend.days if day.rate_per_min is not None]
    if rates:
        low, high = number(min(rates), 1), number(max(rates), 1)
        between = tr("breathing {low} to {high} a minute", low=low, high=high)
        said += "; " + (tr("breathing {rate} a minute", rate=low) if low == high else between)
    return said + "."


def _percent(change: float) -> str:
    value = round(100 * math.expm1(change))
    return ("+" if value > 0 else "") + number(value)


def period_sentence(change: PeriodChange) -> str:
    """Two periods of one measure held against each other."""
    counts = tr("{one} and {other} days", one=number(change.days[0]), other=number(change.days[1]))
    if change.difference is None or change.low is None or change.high is None:
        return tr("Three days in each period are needed; there are {counts}.", counts=counts)
    means = [DASH if mean is None else number(math.exp(mean)) for mean in change.means]
    told = tr("{before} ms, then {after} ms: {pct} % ({low} to {high} % with 95 % confidence; {counts}).", before=means[0], after=means[1], pct=_percent(change.difference), low=_percent(change.low), high=_percent(change.high), counts=counts)  # fmt: skip
    apart = (
        tr("Beyond measurement error.")
        if change.beyond_error
        else tr("Too little to be told apart from none.")
    )
    return f"{told} {apart}"


def dose_sentence(dose: Dose) -> str:
    """What was done, never what should have been."""
    if not dose.days:
        return tr("No practice is recorded here yet.")
    return tr("Practised on {days} days, {minutes} min in all; {week} min in the last seven days.", days=number(dose.days), minutes=number(dose.minutes), week=number(dose.minutes_last_7_days))  # fmt: skip


def schedule_sentence(dose: Dose) -> str:
    """The hours and days of the week on which most was practised."""
    total = sum(dose.by_hour_min)
    if total <= 0:
        return ""
    parts = {
        tr("in the morning"): sum(dose.by_hour_min[4:11]),
        tr("around noon"): sum(dose.by_hour_min[11:14]),
        tr("in the afternoon"): sum(dose.by_hour_min[14:18]),
        tr("in the evening"): sum(dose.by_hour_min[18:23]),
        tr("at night"): sum(dose.by_hour_min[23:]) + sum(dose.by_hour_min[:4]),
    }
    said = [f"{name} {number(100 * minutes / total)} %" for name, minutes in parts.items() if minutes > 0]
    week = [
        f"{QLocale().dayName(day + 1, QLocale.FormatType.ShortFormat)} {number(minutes)}"
        for day, minutes in enumerate(dose.by_weekday_min)
        if minutes > 0
    ]
    return tr(
        "By time of day: {parts}. By day of the week, in min: {week}.",
        parts=", ".join(said),
        week=", ".join(week),
    )


def practice_row(one: PracticeDose, names: Names) -> tuple[str, ...]:
    """A practice, how often, how long, first and last."""
    return (
        names.practice(one.practice),
        number(one.sessions),
        number(one.minutes),
        day_text(one.first),
        day_text(one.last),
    )


def visit_row(one: ResonanceVisit) -> tuple[str, ...]:
    """A day and what an assessment found on it."""
    if one.resonance_per_min is not None and one.low_per_min is not None and one.high_per_min is not None:
        found = tr("{pace} a minute ({low} to {high})", pace=number(one.resonance_per_min, 1), low=number(one.low_per_min, 1), high=number(one.high_per_min, 1))  # fmt: skip
    else:
        found = tr("flat: paces serve alike") if one.flat else tr("not enough good data")
    return day_text(one.day), found


def item_words(key: str) -> str:
    """A check-in item."""
    return tr(ALL_ITEMS[key].text) if key in ALL_ITEMS else key


def range_words(wanted: Range) -> str:
    """How much is looked at."""
    match wanted:
        case Range.WEEK:
            return tr("The last week")
        case Range.MONTH:
            return tr("The last month")
        case Range.QUARTER:
            return tr("The last three months")
        case Range.YEAR:
            return tr("The last year")
        case Range.ALL:
            return tr("Everything")
        case Range.OWN:
            return tr("Own dates")
