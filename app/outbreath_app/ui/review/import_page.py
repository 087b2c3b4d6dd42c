"""Bringing sessions in from other programs' files: chosen files or a folder, progress, cancel, and what became of each."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFileDialog,
    QHeaderView,
    QProgressBar,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from outbreath_app.catalogue.importing import ImportResult, import_files, importable
from outbreath_app.catalogue.sessions import Catalogue
from outbreath_app.importers import IMPORTERS
from outbreath_app.importers.units import Unit
from outbreath_app.storage.people import People
from outbreath_app.ui.parts.background_job import Progress
from outbreath_app.ui.parts.flowing import FlowLayout
from outbreath_app.ui.parts.latest_job import Errand
from outbreath_app.ui.parts.plain_text import letters
from outbreath_app.ui.parts.widgets import Notice, button, label, scrolled
from outbreath_app.ui.words.i18n import number, tr
from outbreath_app.ui.words.reasons import problem_words

MOST_LISTED = 2000
_NARROW_EMS = 38
_LINES = 12
_SHARES = (0.22, 0.22, 0.2)
_ONLY_COMMANDS = re.compile(r"; (say which with|see) [`-].*")


def taken_for(result: ImportResult) -> str:
    """What a file was taken for, by the format's name."""
    titles = {each.key: each.title for each in IMPORTERS} | {"outbreath": "Outbreath"}
    return tr(titles.get(result.source_format, result.source_format))


def became(result: ImportResult) -> str:
    """What became of a file, in a few words."""
    if result.skipped:
        return tr("was here already")
    if not result.recordings:
        return tr("not imported")
    if len(result.recordings) == 1:
        return tr("{beats} beats", beats=number(result.beats))
    return tr(
        "{count} sessions, {beats} beats", count=number(len(result.recordings)), beats=number(result.beats)
    )


def remarks(result: ImportResult) -> str:
    """What the importer said, without what concerns the command line alone."""
    return "; ".join(_ONLY_COMMANDS.sub("", problem_words(said)) for said in result.said)


def asks_unit(result: ImportResult) -> bool:
    """Whether a file was refused because nothing in it says its unit."""
    return not result.done and any("unit" in said for said in result.said)


class ImportPage(QWidget):
    """The originals are only read. What was brought in stays when the rest is cancelled."""

    imported = Signal()

    def __init__(self, data: Callable[[], Path], person: Callable[[], str]) -> None:
        super().__init__()
        self._data, self._person = data, person
        self._errand = Errand()
        self._stop = threading.Event()
        self.results: list[ImportResult] = []
        self._narrow = False
        self.area, layout = scrolled(self)
        said = tr("Sessions from Kubios, Elite HRV, HRV Logger, Polar, OpenHRV, StrapLog, Garmin FIT, WFDB, EDF+ and this program's own. The originals stay as they are.")  # fmt: skip
        layout.addWidget(label(said, "muted", wrap=True))
        self._build(layout)
        self.files.clicked.connect(self._on_files)
        self.folder.clicked.connect(self._on_folder)
        self.cancel.clicked.connect(self.stop)
        self.again.clicked.connect(self._on_again)
        self._let(False)

    def _build(self, layout: QVBoxLayout) -> None:
        self.files = button(tr("Choose files…"), "main")
        self.folder = button(tr("Choose a folder…"))
        self.kind, self.unit = QComboBox(), QComboBox()
        for box, name in ((self.kind, tr("What was recorded")), (self.unit, tr("Unit of plain numbers"))):
            box.setAccessibleName(name)
            box.setToolTip(name)
        for words, value in ((tr("Recorded: not told"), ""), (tr("Recorded: rest"), "rest"), (tr("Recorded: practice"), "practice")):  # fmt: skip
            self.kind.addItem(words, value)
        for words, value in ((tr("Unit: as the file shows"), ""), (tr("Unit: milliseconds"), "ms"), (tr("Unit: seconds"), "s")):  # fmt: skip
            self.unit.addItem(words, value)
        self.cancel = button(tr("Cancel"))
        self.again = button(tr("Try again with this unit"))
        row = FlowLayout()
        tools = QWidget()
        tools.setLayout(row)
        for widget in (self.files, self.folder, self.kind, self.unit, self.cancel):
            row.addWidget(widget)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(tr("Progress"))
        self.notice = Notice()
        self.notice.buttons.addWidget(self.again)
        self.said = label("", wrap=True)
        self.table = QTableWidget(0, 4)
        self.table.setHorizontalHeaderLabels([tr("File"), tr("Taken for"), tr("Result"), tr("Remarks")])
        self.table.setAccessibleName(tr("What became of each file"))
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setTabKeyNavigation(False)
        self.table.setShowGrid(False)
        self.table.setAlternatingRowColors(True)
        self.table.verticalHeader().hide()
        across = self.table.horizontalHeader()
        across.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        across.setStretchLastSection(True)
        across.setHighlightSections(False)
        self.table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        for part in (tools, self.bar, self.said, self.notice):
            layout.addWidget(part)
        layout.addWidget(self.table, 1)
        self._rest = QWidget()
        layout.addWidget(self._rest, 1)

    # --- doing ---

    @property
    def running(self) -> bool:
        return self._errand.busy

    def _on_files(self) -> None:
        names, _ = QFileDialog.getOpenFileNames(self, tr("Choose files…"))
        if names:
            self.bring_in([Path(name) for name in names])

    def _on_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(self, tr("Choose a folder…"))
        if name:
            self.bring_in([Path(name)])

    def _on_again(self) -> None:
        """The files that wanted a unit, once more."""
        wanting = [result.file for result in self.results if asks_unit(result)]
        if not self.unit.currentData():
            self.unit.setFocus()
            return
        self.bring_in(wanting)

    def bring_in(self, paths: Sequence[Path]) -> None:
        """Import these files, and those in these folders, beside the window."""
        if self.running:
            return
        self.results = []
        self._stop.clear()
        self.notice.say("")
        self.again.hide()
        self.table.setRowCount(0)
        self.said.setText(tr("Looking for files…"))
        self.bar.setRange(0, 0)
        unit = Unit(self.unit.currentData()) if self.unit.currentData() else None
        kind, data, person = str(self.kind.currentData()), self._data(), self._person()
        self._errand.ask(
            lambda tell: self._import(paths, data, person, unit, kind, tell),
            self._on_done,
            self._on_failed,
            self._on_progress,
        )
        self._let(True)

    def _import(
        self, paths: Sequence[Path], data: Path, person: str, unit: Unit | None, kind: str, tell: Progress
    ) -> list[ImportResult]:
        """Runs beside the window."""
        folder = People(data).folder(person)
        files = importable(paths)
        results = []
        tell(0, len(files))
        for result in import_files(files, folder, unit, kind=kind, cancelled=self._stop.is_set):
            results.append(result)
            tell(len(results), len(files))
        with Catalogue(data) as catalogue:
            catalogue.refresh()
        return results

    def stop(self) -> None:
        """End after the file at hand."""
        self._stop.set()
        self.said.setText(tr("Ending after the file at hand…"))

    def _on_progress(self, done: int, of: int) -> None:
        self.bar.setRange(0, max(1, of))
        self.bar.setValue(done)
        if not self._stop.is_set():
            self.said.setText(tr("{done} of {of} files", done=number(done), of=number(of)))

    def _on_failed(self, said: str) -> None:
        self._let(False)
        self.said.setText("")
        self.notice.say(said)

    def _on_done(self, results: list[ImportResult]) -> None:
        self.results = results
        self._let(False)
        good = sum(bool(result.recordings) and not result.skipped for result in results)
        here = sum(result.skipped for result in results)
        said = tr("{good} of {all} files brought in", good=number(good), all=number(len(results)))
        if here:
            said += ", " + tr("{count} were here already", count=number(here))
        if self._stop.is_set():
            said += ". " + tr("Cancelled: what was brought in stays.")
        self.said.setText(said)
        self._list(results)
        QTimer.singleShot(0, self, lambda: self.area.ensureWidgetVisible(self.table))
        if any(asks_unit(result) for result in results):
            self.notice.say(tr("Some files do not say whether their numbers are milliseconds or seconds. Choose the unit, then try again."))  # fmt: skip
            self.again.show()
        self.imported.emit()

    def _list(self, results: list[ImportResult]) -> None:
        shown = sorted(results, key=lambda result: result.done)[:MOST_LISTED]
        self.table.setRowCount(len(shown))
        for place, result in enumerate(shown):
            cells = [result.file.name, taken_for(result), became(result), remarks(result)]
            if self._narrow:
                cells[3] = " · ".join(text for text in cells[1:] if text)
            for column, text in enumerate(cells):
                item = QTableWidgetItem(text)
                item.setToolTip(letters(str(result.file) if column == 0 else text))
                self.table.setItem(place, column, item)
        self._widths()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._widths()

    def _widths(self) -> None:
        """In a narrow window the last column says everything."""
        room, line = self.table.viewport().width(), self.fontMetrics().height()
        narrow = room < _NARROW_EMS * line
        for column in (1, 2):
            self.table.setColumnHidden(column, narrow)
        for column, share in enumerate(_SHARES):
            self.table.setColumnWidth(column, round((0.4 if narrow else share) * room))
        if narrow != self._narrow:
            self._narrow = narrow
            self._list(self.results)
        self.table.resizeRowsToContents()
        self.table.setMinimumHeight(line * _LINES)

    def _let(self, running: bool) -> None:
        for part in (self.files, self.folder, self.kind, self.unit):
            part.setEnabled(not running)
        self.cancel.setVisible(running)
        self.bar.setVisible(running)
        self.table.setVisible(bool(self.results))
        self._rest.setVisible(not self.results)
