"""The line: the breath that was and the breath that is coming, moving past a point that rises and falls."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF

from outbreath_app.ui.pacer.view import PacerView, count_words, part_words

BEHIND_S, AHEAD_S = 6.0, 12.0
_POINTS = 160


class LineView(PacerView):
    """A line to follow: what comes is seen before it is here. With reduced motion it moves once a second."""

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = self.look.font("lead")
        painter.setFont(font)
        words_height = painter.fontMetrics().height() * 1.6
        top, bottom = words_height + 16, self.height() - 20
        now_x = self.width() * BEHIND_S / (BEHIND_S + AHEAD_S)
        now_ns = self.now_ns
        if self.look.reduced_motion:
            now_ns -= now_ns % 1_000_000_000
        self._paint_track(painter, now_ns, top, bottom)
        y = bottom - (bottom - top) * self.position.level
        painter.setPen(QPen(self.look.colour("line"), 1.5))
        painter.drawLine(QPointF(now_x, top - 8), QPointF(now_x, bottom + 8))
        painter.setPen(Qt.PenStyle.NoPen)
        if self.position.paced:
            size = 10 * self.look.scale
            painter.setBrush(self.look.colour("orb_halo"))
            painter.drawEllipse(QPointF(now_x, y), size * 1.7, size * 1.7)
            painter.setBrush(self.look.colour("breath"))
            painter.drawEllipse(QPointF(now_x, y), size, size)
        painter.setPen(self.look.colour("text"))
        words = part_words(self.position.kind)
        if self.look.show_counts and self.position.paced:
            words = f"{words}  {count_words(self.position)}"
        painter.drawText(
            QRectF(0, 0, self.width(), words_height),
            Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter,
            words,
        )
        painter.end()

    def _paint_track(self, painter: QPainter, now_ns: int, top: float, bottom: float) -> None:
        from_s = np.linspace(-BEHIND_S, AHEAD_S, _POINTS)
        levels = self.pacer.levels(now_ns + np.round(from_s * 1e9).astype(np.int64))
        x = (from_s + BEHIND_S) / (BEHIND_S + AHEAD_S) * self.width()
        y = bottom - (bottom - top) * levels
        for come in (False, True):
            part = (from_s >= 0) if come else (from_s <= 0.12)
            pen = QPen(self.look.colour("breath", 1.0 if come else 0.45), 2.5)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            painter.setPen(pen)
            for points in runs(x[part], y[part]):
                painter.drawPolyline(QPolygonF(points))


def runs(x: np.ndarray, y: np.ndarray) -> list[list[QPointF]]:
    """The stretches of the line: a pause, where nothing is asked for, is a hole and not a straight way over it."""
    made: list[list[QPointF]] = [[]]
    for across, down in zip(x.tolist(), y.tolist(), strict=True):
        if down == down:
            made[-1].append(QPointF(across, down))
        elif made[-1]:
            made.append([])
    return [points for points in made if points]
