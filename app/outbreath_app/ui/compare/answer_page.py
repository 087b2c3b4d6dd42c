"""What a comparison found: the answer in a sentence, drawn with its interval, and every step with whether it counts."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPlainTextEdit, QWidget

from outbreath_app.assess.comparison import Comparison
from outbreath_app.assess.comparison_reading import compare_recording
from outbreath_app.flow.view import FlowView
from outbreath_app.sources import open_source
from outbreath_app.ui.compare.interval import IntervalView
from outbreath_app.ui.compare.words import answer_words, order_words, said, way_times, way_title
from outbreath_app.ui.i18n import DASH, number, tr
from outbreath_app.ui.look import Look
from outbreath_app.ui.widgets import Card, Page, button, label
from outbreath_devices.errors import DeviceError

log = logging.getLogger(__name__)
LAST_LINES_MS = 300  # the session's last lines are on their way to the disk


@dataclass(frozen=True, slots=True)
class ComparisonView:
    """What the page shows. problem: a sentence when there is no answer to be had."""

    found: Comparison | None = None
    problem: str = ""


class _Told(QObject):
    done = Signal(object)


class ComparisonWork(QRunnable):
    """Reads and scores the recording away from the window."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.setAutoDelete(False)
        self.told = _Told()
        self._path = path

    def run(self) -> None:
        try:
            view = ComparisonView(compare_recording(open_source(str(self._path))))
        except DeviceError as error:
            view = ComparisonView(problem=str(error))
        except Exception:  # whatever it is, the page must not wait for ever, and the recording is safe
            log.exception("the answer of a comparison failed")
            view = ComparisonView(
                problem=tr("The numbers could not be worked out. The recording is whole and kept.")
            )
        self.told.done.emit(view)


class ComparisonPage(Page):
    """Waits for the recording to be read, then shows the answer. Esc or Done leaves. noted: a note may be written."""

    note_written = Signal(str)
    done_wanted = Signal()

    def __init__(self, look: Look, path: Path | None, noted: bool = True) -> None:
        super().__init__(tr("Two ways of breathing, compared"), widest=980)
        self._look, self._path = look, path
        self.shown = False
        self.card = Card()
        self.lead = label(tr("Looking back at the session…"), "lead", wrap=True)
        self.card.body.addWidget(self.lead)
        self.body.addWidget(self.card)
        self.note = QPlainTextEdit()
        if noted:
            self._add_note()
        self.done = button(tr("Done"), "main")
        self.where = label(
            "" if path is None else tr("Recorded as {path}", path=path.name), "small", wrap=True
        )
        across = QHBoxLayout()
        across.addWidget(self.done)
        across.addSpacing(12)
        across.addWidget(self.where, 1)
        self.body.addLayout(across)
        self.body.addStretch(1)
        self.done.clicked.connect(self._on_done)

    def _add_note(self) -> None:
        card = Card()
        words = label(tr("A note on this session, if you like"))
        self.note.setAccessibleName(words.text())
        self.note.setTabChangesFocus(True)
        self.note.setFixedHeight(self.note.fontMetrics().lineSpacing() * 3)
        words.setBuddy(self.note)
        card.body.addWidget(words)
        card.body.addWidget(self.note)
        self.body.addWidget(card)

    def follow(self, view: FlowView) -> None:
        """The session is over: read the recording once its last lines are on the disk."""
        QTimer.singleShot(LAST_LINES_MS, self.read)

    def read(self) -> None:
        """Read and score the recording beside the window."""
        if self._path is None:
            self.show_view(ComparisonView(problem=tr("This session was not recorded.")))
            return
        work = ComparisonWork(self._path)
        self._work = work
        work.told.done.connect(self.show_view)
        QThreadPool.globalInstance().start(work)

    def show_view(self, view: ComparisonView) -> None:
        """The answer is there."""
        self.shown = True
        found = view.found
        if found is None:
            self.lead.setText(view.problem)
            return
        self.lead.setText(answer_words(found))
        body = self.card.body
        if found.pairs:
            body.addWidget(IntervalView(self._look, found))
            body.addWidget(label(tr("Small rings: each pair of steps. Dot and bar: the mean and its 95 % interval."), "small", wrap=True))  # fmt: skip
        design = found.experiment
        rate = design.rate_per_min
        lines = [
            tr("A: {way}, {times}.", way=way_title(design.a), times=way_times(design.a, rate)),
            tr("B: {way}, {times}.", way=way_title(design.b), times=way_times(design.b, rate)),
            tr(
                "{rate} breaths a minute in both; order {order}, drawn by lot.",
                rate=number(rate, 1),
                order=order_words(design),
            ),
            *(said(reason) for reason in found.reasons),
            tr(
                "More or less swing is a measurement, not a success. What is comfortable counts as much, and it can differ "
                "from day to day."
            ),
        ]
        for text in lines:
            body.addWidget(label(text, "muted", wrap=True))
        steps = Card()
        steps.body.addWidget(label(tr("The steps"), "lead"))
        steps.body.addWidget(_grid_of(found))
        self.body.insertWidget(self.body.indexOf(self.card) + 1, steps)

    def _on_done(self) -> None:
        text = self.note.toPlainText().strip()
        if text:
            self.note_written.emit(text)
        self.done_wanted.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and not event.isAutoRepeat():
            self._on_done()
        else:
            super().keyPressEvent(event)


def _grid_of(found: Comparison) -> QWidget:
    """A row for each step; each cell is named by its column for a screen reader."""
    made = QWidget()
    grid = QGridLayout(made)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(18)
    columns = (tr("Step"), tr("Way"), tr("Heart swing, RSA (ms)"), tr("Counts"))
    rows = [columns]
    for step in found.steps:
        one = step.scored
        swing = DASH
        if one.rsa_ms is not None and one.accepted:
            between = tr("{low} to {high}", low=number(one.low_ms), high=number(one.high_ms))
            swing = f"{number(one.rsa_ms)} ({between})"
        counts = tr("yes") if one.accepted else " ".join(said(reason) for reason in one.reasons)
        rows.append((number(step.place + 1), step.letter, swing, counts))
    for place, row in enumerate(rows):
        for column, text in enumerate(row):
            cell = label(text, "body" if place else "small", wrap=column == 3)
            if place:
                cell.setAccessibleName(f"{columns[column]}: {text}")
            grid.addWidget(cell, place, column)
    grid.setColumnStretch(3, 1)
    return made
