"""The slow line above the pacer: words in the middle, broken into lines of about the same length."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QLabel

_ENDLESS = 100_000


def even_width(words: str, metrics: QFontMetrics, width: int) -> int:
    """The least width (px) at which the words take no more lines than they do at `width`."""

    def height(at: int) -> int:
        wrapped = Qt.TextFlag.TextWordWrap
        return metrics.boundingRect(QRect(0, 0, at, _ENDLESS), int(wrapped), words).height()

    least, most = width // 3, width
    lines = height(width)
    if lines <= metrics.lineSpacing() * 1.5:
        return width
    while most - least > 4:
        middle = (least + most) // 2
        if height(middle) <= lines:
            most = middle
        else:
            least = middle
    return most


class Prompt(QLabel):
    """A centred label that leaves no single word on its last line."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "lead")
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)

    def say(self, words: str) -> None:
        """Another line."""
        if words != self.text():
            self.setText(words)
            self._even_out()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._even_out()

    def _even_out(self) -> None:
        width = self.width()
        if not self.text() or width < 60:
            return
        beside = (width - min(width, even_width(self.text(), self.fontMetrics(), width) + 6)) // 2
        self.setContentsMargins(beside, 0, beside, 0)
