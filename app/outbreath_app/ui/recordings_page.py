"""The person's recordings: a list, the summary of the chosen one, and a way to play it again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSize, Qt, QThreadPool, Signal
from PySide6.QtWidgets import QBoxLayout, QFileDialog, QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout

from outbreath_app.paths import OWN_PERSON, data_folder
from outbreath_app.ui.i18n import tr
from outbreath_app.ui.practise.looking_back import SummaryView
from outbreath_app.ui.practise.summary import SummaryTable, SummaryWork
from outbreath_app.ui.widgets import Card, Page, button, label
from outbreath_devices.errors import DeviceError


def recording_words(path: Path) -> str:
    """The day and time in a recording's name."""
    day, _, clock = path.name.split(".")[0].partition("_")
    return f"{day}   {clock[:5].replace('-', ':')}" if clock else day


class RecordingsPage(Page):
    """Newest first; the list is read again each time the page is shown."""

    replay_wanted = Signal(object)

    def __init__(
        self, recordings: Callable[[], list[Path]], person: Callable[[], str] = lambda: OWN_PERSON
    ) -> None:
        super().__init__(tr("Review"), widest=1180)
        self._person = person
        self._recordings = recordings
        self._work: SummaryWork | None = None
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Recordings"))
        self.empty = label(
            tr("Nothing is recorded yet. Each session you practise is kept here."), "muted", wrap=True
        )
        self.body.addWidget(self.empty)
        self._across = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._across.setSpacing(18)
        self._across.addWidget(self.list, 1)
        right = QVBoxLayout()
        self.card = Card()
        self.name = label("", "lead", wrap=True)
        self.table = SummaryTable()
        self.play = button(tr("Play again"), "main")
        self.card.body.addWidget(self.name)
        self.card.body.addWidget(self.table)
        row = QHBoxLayout()
        row.addWidget(self.play)
        self.look = button(tr("Look at the beats"))
        self.save = button(tr("Save a report…"))
        self.over_time = button(tr("Over time"))
        for each in (self.look, self.save, self.over_time):
            row.addWidget(each)
        row.addStretch(1)
        self.card.body.addLayout(row)
        right.addWidget(self.card)
        right.addStretch(1)
        self._across.addLayout(right, 3)
        self.body.addLayout(self._across, 1)
        self.list.currentItemChanged.connect(lambda *_: self._on_chosen())
        self.list.itemActivated.connect(lambda _: self._on_play())
        self.play.clicked.connect(self._on_play)
        self.look.clicked.connect(self._on_look)
        self.save.clicked.connect(self._on_save)
        self.over_time.clicked.connect(self._on_over_time)
        self.refresh()

    def sizeHint(self) -> QSize:
        return QSize(800, 600)

    def refresh(self) -> None:
        """Read the folder again and keep the choice where it is still there."""
        chosen = self.path
        self.list.blockSignals(True)
        self.list.clear()
        for path in self._recordings():
            item = QListWidgetItem(recording_words(path))
            item.setData(Qt.ItemDataRole.UserRole, str(path))
            item.setToolTip(str(path))
            self.list.addItem(item)
            if path == chosen:
                self.list.setCurrentItem(item)
        if self.list.currentRow() < 0:
            self.list.setCurrentRow(0)
        self.list.blockSignals(False)
        there = self.list.count() > 0
        self.empty.setVisible(not there)
        self.list.setVisible(there)
        self.card.setVisible(there)
        if self.path != chosen:
            self._on_chosen()

    @property
    def path(self) -> Path | None:
        item = self.list.currentItem()
        return Path(item.data(Qt.ItemDataRole.UserRole)) if item is not None else None

    def _on_chosen(self) -> None:
        path = self.path
        if path is None:
            return
        self.name.setText(recording_words(path))
        self.table.wait()
        work = SummaryWork(path)
        self._work = work
        work.told.done.connect(self._show)
        QThreadPool.globalInstance().start(work)

    def _show(self, path: str, summary: SummaryView) -> None:
        if path == str(self.path):
            self.table.show_summary(summary)

    def _on_play(self) -> None:
        if self.path is not None:
            self.replay_wanted.emit(self.path)

    def _on_look(self) -> None:
        from outbreath_app.ui.review.beats import BeatsDialog

        if self.path is None:
            return
        try:
            dialog = BeatsDialog(self.path, self)
        except DeviceError as error:
            self.table.say(str(error))
            return
        dialog.finished.connect(lambda _: self._on_chosen())
        dialog.open()

    def _on_save(self) -> None:
        if self.path is None:
            return
        name, _ = QFileDialog.getSaveFileName(
            self, tr("Save a report…"), f"{self.path.name.split('.')[0]}.pdf", "PDF (*.pdf);;HTML (*.html)"
        )
        if name:
            self.save_report(Path(name))

    def save_report(self, out: Path) -> None:
        """Write the report of the chosen session; what goes wrong is said on the page."""
        from outbreath_app.reports.content import session_report
        from outbreath_app.reports.html import html_report
        from outbreath_app.storage.catalogue import single_row
        from outbreath_app.storage.people import name_of
        from outbreath_app.ui.report_pdf import write_pdf

        if self.path is None:
            return
        try:
            report = session_report(single_row(self.path), name_of(data_folder(), self._person()))
            if out.suffix.lower() == ".html":
                out.write_bytes(html_report(report))
            else:
                write_pdf(report, out)
        except (DeviceError, OSError) as error:
            self.table.say(str(error))

    def _on_over_time(self) -> None:
        from outbreath_app.storage.trending import load_trends
        from outbreath_app.ui.review.over_time import OverTimeDialog

        try:
            OverTimeDialog(load_trends(self._person()), self).open()
        except DeviceError as error:
            self.table.say(str(error))
