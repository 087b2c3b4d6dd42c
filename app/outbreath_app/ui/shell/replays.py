"""Choosing a recording to replay: those that come with the program, the person's own, or any file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from outbreath_app.ui.parts.list_rows import WrappedRows
from outbreath_app.ui.parts.widgets import button, label, set_out, tall_enough
from outbreath_app.ui.words.i18n import tr


def bundled_words(name: str) -> str:
    """What a bundled recording is."""
    words = {
        "practice-6-per-min": tr("Practice at six breaths a minute"),
        "quiet-rest": tr("A quiet rest"),
        "resonance-stepped": tr("Looking for a resonance pace, step by step"),
        "difficult-day": tr("A difficult day: the strap slips and drops out"),
    }
    return words.get(name, name)


class ReplayPicker(QDialog):
    """A list and a way to any other file."""

    chosen = Signal(object)

    def __init__(self, bundled: Sequence[Path], own: Sequence[Path], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Replay a recording"))
        set_out(self, 560, 440)
        self.list = QListWidget()
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setItemDelegate(WrappedRows(self.list))
        self.list.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.list.setMinimumHeight(5 * self.list.fontMetrics().lineSpacing())
        self.list.setAccessibleName(tr("Recordings"))
        for path in own:
            self._add(path.name.split(".")[0].replace("_", "  "), path)
        for path in bundled:
            self._add(tr("Simulated: {what}", what=bundled_words(path.stem)), path)
        self.list.setCurrentRow(0)
        self.play = button(tr("Play"), "main")
        self.other = button(tr("Another file…"))
        self.cancel = button(tr("Cancel"), "quiet", "Esc")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(12)
        layout.addWidget(label(tr("Replay a recording"), "title", wrap=True))
        layout.addWidget(label(tr("A recording plays as if the strap were on now."), "muted", wrap=True))
        layout.addWidget(self.list, 1)
        across = QHBoxLayout()
        across.addWidget(self.play)
        across.addWidget(self.other)
        across.addStretch(1)
        across.addWidget(self.cancel)
        layout.addLayout(across)
        self.play.clicked.connect(self._on_play)
        self.list.itemActivated.connect(lambda _: self._on_play())
        self.other.clicked.connect(self._on_other)
        self.cancel.clicked.connect(self.reject)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        tall_enough(self)

    def _add(self, text: str, path: Path) -> None:
        item = QListWidgetItem(text)
        item.setData(Qt.ItemDataRole.UserRole, str(path))
        self.list.addItem(item)

    def _on_play(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            self.accept()
            self.chosen.emit(Path(item.data(Qt.ItemDataRole.UserRole)))

    def _on_other(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, tr("Replay a recording"))
        if name:
            self.accept()
            self.chosen.emit(Path(name))
