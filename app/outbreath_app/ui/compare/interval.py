"""A comparison drawn: no difference as an upright line, the pairs as dots, the answer as a dot with its 95 % interval."""

from __future__ import annotations

import math
from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from outbreath_app.compare.scoring import Comparison
from outbreath_app.ui.compare.words import answer_words, signed, way_title
from outbreath_app.ui.looks.drawing_look import Look
from outbreath_app.ui.words.i18n import number, tr

Across = Callable[[float], float]  # ln to a place on the screen
_MARKS_PCT = (-75, -50, -25, -10, 0, 10, 25, 50, 100, 200, 400, 900)
_LEAST_LN, _MOST_LN = 0.25, 2.2


class IntervalView(QWidget):
    """Percent on a logarithmic scale: half and double lie equally far from no difference."""

    def __init__(self, look: Look, found: Comparison, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._found = look, found
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("Difference in heart swing"))
        self.setAccessibleDescription(described(found))

    def sizeHint(self) -> QSize:
        return QSize(560, round(8.5 * self.fontMetrics().lineSpacing()))

    def minimumSizeHint(self) -> QSize:
        return QSize(260, self.sizeHint().height())

    def set_look(self, look: Look) -> None:
        self._look = look
        self.update()

    def _reach(self) -> float:
        """How far the scale goes to either side (ln)."""
        found = self._found
        known = [pair.difference for pair in found.pairs]
        known += [end for end in (found.low, found.high) if end is not None]
        return min(max([_LEAST_LN, *(1.1 * abs(one) for one in known)]), _MOST_LN)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._look.font("small"))
        line = painter.fontMetrics().height()
        area = QRectF(12, 1.6 * line, self.width() - 24, self.height() - 4.6 * line)
        reach = self._reach()

        def across(ln: float) -> float:
            clipped = min(max(ln, -reach), reach)
            return area.center().x() + clipped / reach * area.width() / 2

        self._paint_axis(painter, area, reach, across)
        self._paint_sides(painter, area)
        self._paint_pairs(painter, area, across)
        self._paint_answer(painter, area, across)
        painter.end()

    def _paint_axis(self, painter: QPainter, area: QRectF, reach: float, across: Across) -> None:
        line = painter.fontMetrics().height()
        last_right = -math.inf
        for pct in _MARKS_PCT:
            ln = math.log1p(pct / 100)
            if abs(ln) > reach:
                continue
            x = across(ln)
            painter.setPen(QPen(self._look.colour("muted" if pct == 0 else "line"), 1.6 if pct == 0 else 1))
            painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()))
            text = f"{signed(pct)} %"
            half = painter.fontMetrics().horizontalAdvance(text) / 2
            if x - half > last_right + 6 or pct == 0:
                painter.setPen(self._look.colour("muted"))
                box = QRectF(x - half - 4, area.bottom() + 4, 2 * half + 8, line)
                painter.drawText(box, Qt.AlignmentFlag.AlignHCenter, text)
                last_right = x + half

    def _paint_sides(self, painter: QPainter, area: QRectF) -> None:
        """Which way swings wider on which side."""
        line = painter.fontMetrics().height()
        names = [way_title(way) for way in (self._found.experiment.a, self._found.experiment.b)]
        half = area.width() / 2 - 8
        metrics = painter.fontMetrics()
        painter.setPen(self._look.colour("text"))
        for place, name in enumerate(names):
            words = tr("Wider: {way}", way=name)
            words = metrics.elidedText(words, Qt.TextElideMode.ElideRight, int(half))
            left = area.left() if place == 0 else area.center().x() + 8
            align = Qt.AlignmentFlag.AlignLeft if place == 0 else Qt.AlignmentFlag.AlignRight
            painter.drawText(QRectF(left, area.bottom() + 4 + 1.2 * line, half, line * 1.2), align, words)

    def _paint_pairs(self, painter: QPainter, area: QRectF, across: Across) -> None:
        size = 4.0 * min(self._look.scale, 1.6)
        painter.setPen(QPen(self._look.colour("heart"), 1.4))
        painter.setBrush(self._look.colour("surface"))
        for place, pair in enumerate(self._found.pairs):
            up = area.top() + area.height() * (0.12 + 0.4 * (place % 4) / 4)
            painter.drawEllipse(QPointF(across(pair.difference), up), size, size)

    def _paint_answer(self, painter: QPainter, area: QRectF, across: Across) -> None:
        found = self._found
        if found.difference is None or found.low is None or found.high is None:
            return
        y = area.top() + 0.76 * area.height()
        size = 6.0 * min(self._look.scale, 1.6)
        low, high = across(found.low), across(found.high)
        painter.fillRect(
            QRectF(low, area.top(), high - low, area.height()), self._look.colour("accent", 0.12)
        )
        painter.setPen(QPen(self._look.colour("accent"), 2.4))
        painter.drawLine(QPointF(low, y), QPointF(high, y))
        for x in (low, high):
            painter.drawLine(QPointF(x, y - size), QPointF(x, y + size))
        painter.setBrush(self._look.colour("accent"))
        painter.drawEllipse(QPointF(across(found.difference), y), size, size)


def described(found: Comparison) -> str:
    """The picture in words: the answer, and every pair."""
    told = [answer_words(found)]
    for pair in found.pairs:
        told.append(
            tr(
                "Pair {pair}: {pct} %.",
                pair=number(pair.number),
                pct=signed(100 * math.expm1(pair.difference)),
            )
        )
    return " ".join(told)
