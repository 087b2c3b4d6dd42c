"""Two periods of one's own held against each other: every measure with its interval."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QDateEdit, QHBoxLayout, QLabel, QWidget

from outbreath_app.trends.daily import Trend, compare_periods
from outbreath_app.trends.over_time import PersonTrends
from outbreath_app.ui.parts.flowing import FlowLayout
from outbreath_app.ui.parts.widgets import Card, label
from outbreath_app.ui.practise.after.looking_back import SummaryView
from outbreath_app.ui.practise.after.summary import SummaryTable
from outbreath_app.ui.review.trends.findings import period_sentence, trend_title
from outbreath_app.ui.words.i18n import day_format, tr

_USUAL_DAYS = 28


def date_edit(name: str) -> QDateEdit:
    """A field for a day, named for a screen reader too."""
    made = QDateEdit()
    made.setDisplayFormat(day_format())
    made.lineEdit().setTextMargins(made.fontMetrics().height() // 3, 0, 0, 0)
    made.setAccessibleName(name)
    made.setToolTip(name)
    return made


def day_of(field: QDateEdit) -> date:
    """The day in a field."""
    at = field.date()
    return date(at.year(), at.month(), at.day())


def set_day(field: QDateEdit, day: date) -> None:
    """Put a day into a field."""
    field.setDate(QDate(day.year, day.month, day.day))


def _pair(said: QLabel, field: QDateEdit) -> QWidget:
    """A day and its name, which stay together when a row goes on in a new line."""
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(10)
    row.addWidget(said)
    row.addWidget(field)
    return made


class PeriodsCard(Card):
    """Choose the first and the last day of each; the result follows at once."""

    def __init__(self) -> None:
        super().__init__()
        self._trends: PersonTrends | None = None
        self.body.addWidget(label(tr("Two periods side by side"), "lead", wrap=True))
        names = (tr("One, from"), tr("One, to"), tr("Other, from"), tr("Other, to"))
        self.fields = [date_edit(name) for name in names]
        widest = max(label(name).sizeHint().width() for name in names)
        for first in (0, 2):
            row = QWidget()
            flow = FlowLayout(spacing=10)
            row.setLayout(flow)
            for name, field in zip(names[first : first + 2], self.fields[first : first + 2], strict=True):
                said = label(name)
                said.setBuddy(field)
                said.setMinimumWidth(widest)
                flow.addWidget(_pair(said, field))
                field.dateChanged.connect(lambda _: self._compare())
            self.body.addWidget(row)
        self.found = SummaryTable()
        self.body.addWidget(self.found)

    def show_trends(self, trends: PersonTrends, today: date) -> None:
        """The trends to compare in; four weeks before the last four, unless days were chosen already."""
        chosen = self._trends is not None
        self._trends = trends
        if not chosen:
            last = [day.day for trend in (trends.rest, *trends.practice) for day in trend.days[-1:]]
            end = max(last, default=today)
            begin = end - timedelta(_USUAL_DAYS - 1)
            for field, day in zip(
                self.fields, (begin - timedelta(_USUAL_DAYS), begin - timedelta(1), begin, end), strict=True
            ):
                field.blockSignals(True)
                set_day(field, day)
                field.blockSignals(False)
        self._compare()

    def _compare(self) -> None:
        if self._trends is None:
            return
        one, one_end, other, other_end = (day_of(field) for field in self.fields)
        if one > one_end or other > other_end:
            self.found.say(tr("A period ends on the day it begins, or later."))
            return
        said = [
            f"{trend_title(trend)}. {self._change(trend, (one, one_end), (other, other_end))}"
            for trend in (self._trends.rest, *self._trends.practice)
            if trend.days
        ]
        self.found.show_summary(
            SummaryView(sentences=tuple(said) or (tr("Nothing that can be used was recorded."),))
        )

    @staticmethod
    def _change(trend: Trend, one: tuple[date, date], other: tuple[date, date]) -> str:
        spans = [[day for day in trend.days if first <= day.day <= last] for first, last in (one, other)]
        return period_sentence(compare_periods(*spans))
