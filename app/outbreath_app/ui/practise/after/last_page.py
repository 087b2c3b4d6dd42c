"""What the last page of every session has in common: it reads the recording beside the window, takes a note, and is left by Done or Esc."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QPushButton, QWidget

from outbreath_app.ui.parts.background_job import Work
from outbreath_app.ui.parts.foot import Foot
from outbreath_app.ui.parts.widgets import Card, Page, button, label
from outbreath_app.ui.words.i18n import tr

LAST_LINES_MS = 300  # the session's last lines are on their way to the disk


class LastPage(Page):
    """A page that shows what a recording tells. shown: it has been read, or cannot be."""

    note_written = Signal(str)
    done_wanted = Signal()

    def __init__(self, title: str, widest: int, centred: bool = False) -> None:
        super().__init__(title, widest=widest, centred=centred)
        self.shown = False
        self.note = QPlainTextEdit()
        self.done = button(tr("Done"), "main", "Esc")
        self.where = label("", "small", wrap=True)
        self.done.clicked.connect(self._on_done)

    def add_note(self, lines: int = 3) -> None:
        """A field for a note, so many lines high."""
        card = Card()
        words = label(tr("A note on this session, if you like"))
        self.note.setAccessibleName(words.text())
        self.note.setTabChangesFocus(True)
        self.note.setFixedHeight(self.note.fontMetrics().lineSpacing() * lines)
        words.setBuddy(self.note)
        card.body.addWidget(words)
        card.body.addWidget(self.note)
        self.body.addWidget(card)

    def add_foot(self, *more: QPushButton) -> None:
        """Done, whatever else there is to do, and where the recording is."""
        row = QWidget()
        across = QHBoxLayout(row)
        across.setContentsMargins(0, 0, 0, 0)
        for each in (self.done, *more):
            across.addWidget(each)
        across.addSpacing(12)
        across.addWidget(self.where, 1)
        self.body.addWidget(Foot(self, row).place)

    def look_back_soon(self, look_back: Callable[[], None]) -> None:
        """Look back once the session's last lines are on the disk."""
        QTimer.singleShot(LAST_LINES_MS, self, look_back)

    def read_beside(
        self,
        path: Path | None,
        read: Callable[[Path], object],
        done: Callable[..., None],
        failed: Callable[[str], None],
    ) -> None:
        """Read a recording beside the window; `done` has what came of it, `failed` a sentence."""
        if path is None:
            failed(tr("This session was not recorded."))
            return
        self.where.setText(tr("Recorded as {path}", path=path.name))
        self.where.setToolTip(str(path))
        self._work = Work(lambda _: read(path))
        self._work.told.done.connect(done)
        self._work.told.failed.connect(failed)
        self._work.begin()

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
