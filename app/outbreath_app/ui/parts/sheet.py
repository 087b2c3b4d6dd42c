"""A dialog whose content scrolls when the text is large, with its buttons always in sight and slow work beside it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from outbreath_app.ui.parts.background_job import Progress, Work
from outbreath_app.ui.parts.flowing import FlowLayout
from outbreath_app.ui.parts.widgets import Notice, button, clear_scroll, label
from outbreath_app.ui.words.i18n import tr
from outbreath_app.ui.words.reasons import problem_words


class Sheet(QDialog):
    """`body` takes the content, `notice` what is to be said about it. It is not closed while work goes on."""

    def __init__(self, title: str, lines: int, parent: QWidget | None = None) -> None:
        """lines: about how many lines of text high; the size follows the text's, within the screen."""
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self._work: Work | None = None
        self.notice = Notice()
        self.inner = QWidget()
        self.body = QVBoxLayout(self.inner)
        self.body.setContentsMargins(0, 0, 8, 0)
        self.body.setSpacing(10)
        self.progress = QProgressBar()
        self.progress.setAccessibleName(tr("Progress"))
        self.progress.hide()
        self.close_button = button(tr("Close"), "quiet", "Esc")
        self.close_button.clicked.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(12)
        layout.addWidget(self.notice)
        layout.addWidget(clear_scroll(self.inner), 1)
        layout.addWidget(self.progress)
        self._buttons = QHBoxLayout()
        self._buttons.addStretch(1)
        self._buttons.addWidget(self.close_button)
        layout.addLayout(self._buttons)
        self._size(lines)

    def _size(self, lines: int) -> None:
        self.ensurePolished()
        line = self.fontMetrics().lineSpacing()
        screen = self.screen() or QGuiApplication.primaryScreen()
        room = screen.availableSize()
        self.resize(min(33 * line, room.width() - 60), min(lines * line, room.height() - 60))

    def add_buttons(self, *buttons: QPushButton) -> None:
        """Buttons at the foot, in reading order before Close."""
        for place, each in enumerate(buttons):
            self._buttons.insertWidget(place, each)

    @property
    def working(self) -> bool:
        return self._work is not None

    def begin(
        self,
        do: Callable[[Progress], object],
        done: Callable[[object], None],
        failed: Callable[[str], None] | None = None,
    ) -> None:
        """Do it beside the window; everything waits here until one of the two is told."""
        if self._work is not None:
            return
        self.notice.say("")
        for part in (self.inner, *self._foot()):
            part.setEnabled(False)
        self.progress.setRange(0, 0)
        self.progress.show()
        work = Work(do)
        self._work = work
        work.told.progress.connect(self._on_progress)
        work.told.done.connect(lambda found: self._end(done, found))
        work.told.failed.connect(lambda said: self._end(failed or self._refuse, said))
        work.begin()

    def _refuse(self, said: str) -> None:
        self.notice.say(problem_words(said))

    def _foot(self) -> list[QWidget]:
        items = (self._buttons.itemAt(place) for place in range(self._buttons.count()))
        widgets = (item.widget() for item in items if item is not None)
        return [widget for widget in widgets if widget is not None]

    def _on_progress(self, done: int, of: int) -> None:
        self.progress.setRange(0, of)
        self.progress.setValue(done)

    def _end(self, then: Callable[..., None], found: object) -> None:
        self._work = None
        self.progress.hide()
        for part in (self.inner, *self._foot()):
            part.setEnabled(True)
        then(found)

    def reject(self) -> None:
        """Not while work goes on: it may be broken off, but not by a slip of the hand."""
        if self._work is None:
            super().reject()


def add_field(layout: QVBoxLayout, name: str, field: QWidget) -> QLabel:
    """A field under its name, which may wrap."""
    tied = label(name, wrap=True)
    tied.setBuddy(field)
    layout.addWidget(tied)
    layout.addWidget(field)
    return tied


def add_row(layout: QVBoxLayout, *widgets: QWidget) -> None:
    """Widgets beside one another, to the left; in a new line where there is no room."""
    row = FlowLayout()
    for widget in widgets:
        row.addWidget(widget)
    layout.addLayout(row)


class _Lines(QPlainTextEdit):
    """Four lines of text high where nothing makes it higher, whatever the size of the text."""

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), 4 * self.fontMetrics().lineSpacing() + 16)


def text_field(name: str, sheet: Sheet) -> QPlainTextEdit:
    """A field of several lines that Tab leaves, as high as the sheet's text wants it."""
    field = _Lines()
    field.setAccessibleName(name)
    field.setTabChangesFocus(True)
    field.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
    field.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
    field.setMinimumHeight(4 * sheet.fontMetrics().lineSpacing())
    return field
