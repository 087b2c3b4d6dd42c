"""Change over time: any range, plots over one axis of days, the findings in words, and two periods side by side."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QFileDialog, QWidget

from outbreath_app.catalogue.sessions import Catalogue
from outbreath_app.catalogue.trends_of_folder import load_compared
from outbreath_app.review.over_time import (
    Mark,
    Range,
    first_day,
    item_days,
    items_there,
    range_days,
    weeks_beyond_error,
)
from outbreath_app.storage.access import Access, log_access
from outbreath_app.trends.daily import Trend
from outbreath_app.trends.over_time import PersonTrends, person_trends
from outbreath_app.ui.looks.drawing_look import Look
from outbreath_app.ui.parts.flowing import FlowLayout
from outbreath_app.ui.parts.latest_job import Errand
from outbreath_app.ui.parts.widgets import Card, Notice, button, label, scrolled
from outbreath_app.ui.practise.after.looking_back import SummaryView
from outbreath_app.ui.practise.after.summary import SummaryTable
from outbreath_app.ui.review.sessions.session_words import Names
from outbreath_app.ui.review.trends.findings import (
    dose_sentence,
    item_words,
    practice_row,
    range_words,
    schedule_sentence,
    trend_counts,
    trend_sentence,
    trend_title,
    visit_row,
)
from outbreath_app.ui.review.trends.periods import PeriodsCard, date_edit, day_of, set_day
from outbreath_app.ui.review.trends.practices_card import PracticesCard
from outbreath_app.ui.words.i18n import number, tr

_ROW_PX = 105


@dataclass(frozen=True, slots=True)
class Found:
    """Trends with the marked weeks of each measure, resting first."""

    trends: PersonTrends
    marks: tuple[tuple[Mark, ...], ...]


def load_found(data: Path, person: str, until: date, look: bool = False) -> Found | None:
    """A person's trends looked at on a day, from the index as it stands. Raises DeviceError or OSError.

    look: bring the index up to the folder first; None when nothing had changed there.
    """
    if not data.is_dir():
        return None if look else with_marks(person_trends(person, ()))
    with Catalogue(data) as catalogue:
        if look:
            refreshed = catalogue.refresh()
            if not refreshed.read and not refreshed.gone:
                return None
        checkins = {row.id: row.checkins for row in catalogue.sessions(person) if row.checkins}
        parts, answers = catalogue.parts(person), catalogue.answers(person)
    log_access(data, Access.TRENDS, person)
    return with_marks(person_trends(person, parts, None, until, checkins, answers))


def with_marks(trends: PersonTrends) -> Found:
    """The trends, and the weeks of each measure that stood out."""
    return Found(trends, tuple(weeks_beyond_error(trend) for trend in (trends.rest, *trends.practice)))


class TrendsPage(QWidget):
    """Resting and practice are kept apart; practice is shown for one pace at a time."""

    def __init__(
        self,
        data: Callable[[], Path],
        person: Callable[[], str],
        look: Look,
        today: Callable[[], date],
        names: Names,
    ) -> None:
        super().__init__()
        self._data, self._person, self._today = data, person, today
        self._look, self._names = look, names
        self._errand, self._comparing = Errand(), Errand()
        self.found: Found | None = None
        self.area, self.body = scrolled(self)
        self.body.setContentsMargins(0, 0, 6, 0)
        self._tools()
        self._parts()
        self.body.addStretch(1)
        self._connect()

    # --- building ---

    def _tools(self) -> None:
        self.range, self.pace, self.item = (
            self._box(name) for name in (tr("Range"), tr("Pace of practice"), tr("Check-in item"))
        )
        for wanted in Range:
            self.range.addItem(range_words(wanted), wanted)
        self.range.setCurrentIndex(list(Range).index(Range.QUARTER))
        self.since, self.until = date_edit(tr("From")), date_edit(tr("To"))
        self.closer, self.wider = button(tr("Zoom in"), shortcut="+"), button(tr("Zoom out"), shortcut="-")
        self.whole = button(tr("Show all"), shortcut="0")
        self.save = button(tr("Save a report…"))
        row = FlowLayout()
        self.tools = QWidget()
        self.tools.setLayout(row)
        for widget in (self.range, self.since, self.until, self.pace, self.item, self.closer, self.wider, self.whole, self.save):  # fmt: skip
            row.addWidget(widget)
        self.notice = Notice()
        self.empty = label("", "lead", wrap=True)
        self.legend = label(
            tr(
                "Dots are days, the line is seven-day means, the band your own usual range; a diamond marks a week beyond measurement error."
            ),
            "small",
            wrap=True,
        )
        for part in (self.tools, self.notice, self.empty, self.legend):
            self.body.addWidget(part)

    @staticmethod
    def _box(name: str) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(name)
        box.setToolTip(name)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        return box

    def _parts(self) -> None:
        from outbreath_app.ui.review.trends.plots import TrendPlots

        self.plots = TrendPlots(self._look)
        self.body.addWidget(self.plots)
        self.words, self.done, self.paces = Card(), Card(), Card()
        self.said, self.dose, self.visits = SummaryTable(), SummaryTable(), SummaryTable()
        for card, title, table in (
            (self.words, tr("In words"), self.said),
            (self.done, tr("What was practised"), self.dose),
            (self.paces, tr("Paces found by assessments"), self.visits),
        ):
            card.body.addWidget(label(title, "lead", wrap=True))
            card.body.addWidget(table)
            self.body.addWidget(card)
        self.periods = PeriodsCard()
        self.body.addWidget(self.periods)
        self.practices = PracticesCard(self._look, self._names)
        self.body.addWidget(self.practices)

    def _connect(self) -> None:
        self.range.activated.connect(lambda _: self._on_range())
        for field in (self.since, self.until):
            field.dateChanged.connect(lambda _: self._on_dates())
        self.pace.activated.connect(lambda _: self._show())
        self.item.activated.connect(lambda _: self._show())
        self.closer.clicked.connect(lambda: self.plots.zoom(1 / 1.5))
        self.wider.clicked.connect(lambda: self.plots.zoom(1.5))
        self.whole.clicked.connect(self.plots.whole)
        self.save.clicked.connect(self._on_save)

    # --- reading ---

    def refresh(self) -> None:
        """Read the index again and show the range."""
        self.notice.say("")
        data, person, until = self._data(), self._person(), self._last
        self._errand.ask(lambda _: load_found(data, person, until), self._on_found, self._on_failed)

    @property
    def waiting(self) -> bool:
        return self._errand.busy or self._comparing.busy

    def _on_failed(self, said: str) -> None:
        self.notice.say(said)

    def _on_found(self, found: Found) -> None:
        """Show it, and look whether the folder holds anything new."""
        self.show_found(found)
        data, person, until = self._data(), self._person(), self._last

        def then(news: Found | None) -> None:
            if news is not None:
                self.show_found(news)

        self._errand.ask(lambda _: load_found(data, person, until, look=True), then, self._on_failed)

    def show_found(self, found: Found) -> None:
        """Show trends."""
        self.found = found
        trends = found.trends
        there = first_day(trends) is not None
        self.empty.setVisible(not there)
        self.empty.setText(
            tr("There is nothing to show yet: sessions with a rest or a paced practice make this page.")
        )
        for part in (
            self.tools,
            self.legend,
            self.plots,
            self.words,
            self.done,
            self.periods,
            self.practices,
        ):
            part.setVisible(there)
        self.paces.setVisible(there and bool(trends.resonance))
        if there:
            self._fill(trends)
            self._compare()
            self._show()
            self._show_range()

    def _compare(self) -> None:
        """Hold the practices against each other once the rest is shown: with many it takes a little longer."""
        data, person, until = self._data(), self._person(), self._last
        self._comparing.ask(
            lambda _: load_compared(data, person, until), self.practices.show_compared, self._on_failed
        )

    def _fill(self, trends: PersonTrends) -> None:
        kept_pace, kept_item = self.pace.currentData(), self.item.currentData()
        self.pace.clear()
        for trend in sorted(trends.practice, key=lambda one: -len(one.days)):
            words = tr("Practice at {rate} a minute", rate=number(trend.rate_per_min or 0.0, 1))
            self.pace.addItem(words, trend.rate_per_min)
        self.pace.setCurrentIndex(max(0, self.pace.findData(kept_pace)))
        self.pace.setVisible(self.pace.count() > 1)
        self.item.clear()
        for key in items_there(trends.checkins):
            self.item.addItem(item_words(key), key)
        self.item.setCurrentIndex(max(0, self.item.findData(kept_item)))
        self.item.setVisible(self.item.count() > 0)

    # --- showing ---

    @property
    def wanted(self) -> Range:
        return Range(self.range.currentData())

    @property
    def _last(self) -> date:
        """The day on which everything is looked at."""
        return day_of(self.until) if self.wanted is Range.OWN else self._today()

    def _chosen(self) -> tuple[Trend | None, int]:
        """The practice shown and its place among the measures."""
        assert self.found is not None
        rate = self.pace.currentData()
        for place, trend in enumerate(self.found.trends.practice):
            if trend.rate_per_min == rate:
                return trend, place + 1
        return None, 0

    def _show(self) -> None:
        if self.found is None:
            return
        from outbreath_app.ui.review.trends.plots import Shown

        trends = self.found.trends
        practice, place = self._chosen()
        item = str(self.item.currentData() or "")
        begin, end = self._days()
        shown = Shown(
            trends, practice, self.found.marks[0], self.found.marks[place] if place else (),
            item, item_days(trends.checkins, item) if item else (),
            tuple(one for one in trends.resonance if begin <= one.day <= end),
        )  # fmt: skip
        first = first_day(trends) or self._today()
        self.plots.show_trends(shown, min(first, range_days(Range.MONTH, self._last, None)[0]), self._last)
        self._fit()
        self._say(trends, practice)
        self.periods.show_trends(trends, self._today())

    def _say(self, trends: PersonTrends, practice: Trend | None) -> None:
        said: list[str] = []
        if trends.simulated:
            said.append(tr("These numbers are a simulated heart's: no session with a strap is here yet."))
        for trend in (trends.rest, practice):
            if trend is not None:
                said += [f"{trend_title(trend)}. {trend_sentence(trend)}", trend_counts(trend)]
        if trends.left_out:
            said.append(
                tr("Left out for too little or too doubtful signal: {count} phases.", count=trends.left_out)
            )
        said.append(
            tr(
                "A change says nothing about good or bad: sleep, illness, time of day and breathing all take part."
            )
        )
        self.said.show_summary(SummaryView(sentences=tuple(text for text in said if text)))
        columns = (tr("Practice"), tr("Sessions"), tr("Minutes"), tr("First"), tr("Last"))
        rows = tuple(practice_row(one, self._names) for one in trends.dose.practices)
        sentences = tuple(
            text for text in (dose_sentence(trends.dose), schedule_sentence(trends.dose)) if text
        )
        self.dose.show_summary(SummaryView(columns if rows else (), rows, sentences))
        visits = tuple(": ".join(visit_row(one)) for one in reversed(trends.resonance[-12:]))
        self.visits.show_summary(SummaryView(sentences=visits))

    def _on_range(self) -> None:
        own = self.wanted is Range.OWN
        if own:
            first, last = range_days(Range.QUARTER, self._today(), None)
            for field, day in ((self.since, first), (self.until, last)):
                field.blockSignals(True)
                set_day(field, day)
                field.blockSignals(False)
        self._show_range()
        self.refresh()

    def _on_dates(self) -> None:
        if day_of(self.since) < day_of(self.until):
            self.refresh()
        else:
            self.notice.say(tr("The range ends after the day it begins."))

    def _show_range(self) -> None:
        own = self.wanted is Range.OWN
        self.since.setVisible(own)
        self.until.setVisible(own)
        if self.found is not None:
            self.plots.show_days(*self._days())

    def _days(self) -> tuple[date, date]:
        """First and last day of the range."""
        assert self.found is not None
        if self.wanted is Range.OWN:
            return day_of(self.since), day_of(self.until)
        return range_days(self.wanted, self._today(), first_day(self.found.trends))

    # --- the report ---

    def _on_save(self) -> None:
        name, _ = QFileDialog.getSaveFileName(
            self, tr("Save a report…"), "outbreath.pdf", "PDF (*.pdf);;HTML (*.html)"
        )
        if name:
            self.save_report(Path(name))

    def save_report(self, out: Path) -> None:
        """Write the report of the person over time; what goes wrong is said on the page."""
        from outbreath_app.ui.review.session.saving import save_person

        data, person, last = self._data(), self._person(), self._last
        done = tr("Saved: {names}", names=out.name)
        self._errand.ask(
            lambda _: save_person(data, person, last, out), lambda _: self.notice.say(done), self._on_failed
        )

    # --- looks ---

    def set_look(self, look: Look) -> None:
        self._look = look
        self.plots.set_look(look)
        self.practices.set_look(look)

    def _fit(self) -> None:
        """Room for as many plots as stand."""
        needed = (
            round(self.plots.rows * _ROW_PX * max(1.0, self._look.scale * 0.8)) + 30 + self.plots.titles_px
        )
        self.plots.setFixedHeight(max(needed, self.area.viewport().height() - 130))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
