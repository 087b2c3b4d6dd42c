"""The quiet face: words and, where wanted, a count. Nothing moves."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent

from outbreath_app.ui.pacer.view import PacerView, part_words


class QuietView(PacerView):
    """What to do now, and how many seconds of it are left."""

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        font = self.look.font("clock")
        font.setPointSizeF(font.pointSizeF() * 1.3)
        painter.setFont(font)
        height = painter.fontMetrics().height()
        middle = self.height() / 2
        painter.setPen(self.look.colour("text"))
        painter.drawText(
            QRectF(0, middle - height * 1.1, self.width(), height),
            Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip,
            part_words(self.position.kind),
        )
        if self.position.paced:
            painter.setPen(self.look.colour("muted"))
            painter.drawText(
                QRectF(0, middle + height * 0.1, self.width(), height),
                Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip,
                str(max(1, int(self.position.part_left_s + 0.999))),
            )
        painter.end()
