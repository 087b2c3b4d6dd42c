"""A plot's axis of days: round steps from a day to years, in the language's own words.

pyqtgraph is imported here and nowhere above, so import this module after the first paint.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pyqtgraph as pg
from PySide6.QtCore import QDate, QLocale

from outbreath_app.ui.words.i18n import day_text

_STEPS_DAYS = (1, 2, 7, 14)
_STEPS_MONTHS = (1, 2, 3, 6, 12, 24, 60)
_MONTH_DAYS = 30.44


class DateAxis(pg.AxisItem):  # type: ignore[misc]
    """Days as their ordinal numbers along the bottom."""

    def __init__(self) -> None:
        super().__init__("bottom")
        self.enableAutoSIPrefix(False)
        self.room_px = 90.0  # from one written tick to the next

    def tickValues(self, minVal: float, maxVal: float, size: float) -> list[tuple[float, list[float]]]:
        wanted = max((maxVal - minVal) * self.room_px / max(size, 1.0), 1e-6)
        low, high = max(int(minVal), 1), min(int(maxVal), date.max.toordinal())
        for step in _STEPS_DAYS:
            if step >= wanted:
                # weeks begin on Monday: ordinal 1 is one
                first = low - (low - 1) % step
                return [(float(step), [float(at) for at in range(first, high + 1, step) if at >= minVal])]
        months = next((m for m in _STEPS_MONTHS if m * _MONTH_DAYS >= wanted), _STEPS_MONTHS[-1])
        return [(months * _MONTH_DAYS, [float(at) for at in _month_starts(low, high, months)])]

    def tickStrings(self, values: Any, scale: float, spacing: float) -> list[str]:
        return [tick_text(date.fromordinal(int(at)), spacing) for at in values if at >= 1]


def _month_starts(low: int, high: int, months: int) -> list[int]:
    """First days of every so many months between two days, counted from January of year 0."""
    begin = date.fromordinal(low)
    number = begin.year * 12 + begin.month - 1
    number += -number % months
    found: list[int] = []
    while True:
        year, month = divmod(number, 12)
        if year > date.max.year or date(year, month + 1, 1).toordinal() > high:
            return found
        at = date(year, month + 1, 1).toordinal()
        found += [at] if at >= low else []
        number += months


def tick_text(day: date, spacing: float = 1.0) -> str:
    """A day, or a month where days would not be told apart."""
    if spacing < _MONTH_DAYS * 0.9:
        return day_text(day, year=False)
    return QLocale().toString(QDate(day.year, day.month, day.day), "MMM yyyy")
