"""Quiet drawings: the shape of a breath, and the parts of a session in proportion."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from outbreath_app.pacing import Pattern
from outbreath_app.ui.looks.application_look import look_in_use

SHOWN_S = 24.0  # of a pattern: two slow breaths and a little of the third
_POINTS = 240


class BreathShape(QWidget):
    """How a pace rises and falls, drawn once: in, pauses where there are any, and out."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pattern: Pattern | None = None
        self._period_s = 10.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_pace(self, pattern: Pattern | None, rate_per_min: float, words: str) -> None:
        """The pattern at its pace, and the same in words for a screen reader; None hides it."""
        self._pattern = pattern
        self._period_s = 60.0 / rate_per_min
        self.setAccessibleName(words)
        self.setVisible(pattern is not None)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(160, round(3.2 * self.fontMetrics().lineSpacing()))

    def minimumSizeHint(self) -> QSize:
        return QSize(80, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._pattern is None:
            return
        look = look_in_use()
        t_s = np.linspace(0.0, SHOWN_S, _POINTS)
        level = self._pattern.level(t_s / self._period_s)
        top, bottom = 4.0, self.height() - 3.0
        x = t_s / SHOWN_S * self.width()
        y = bottom - (bottom - top) * level
        line = QPainterPath(QPointF(float(x[0]), float(y[0])))
        for a, b in zip(x[1:], y[1:], strict=True):
            line.lineTo(float(a), float(b))
        filled = QPainterPath(line)
        filled.lineTo(self.width(), self.height())
        filled.lineTo(0, self.height())
        filled.closeSubpath()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillPath(filled, look.colour("breath_fill"))
        painter.strokePath(line, QPen(look.colour("breath"), 2.0))
        painter.end()


@dataclass(frozen=True, slots=True)
class BarPart:
    """One part of a session: its name, its length in words, its share of the whole, and whether it is the practice itself."""

    title: str
    length: str
    share: float
    paced: bool


class StepsBar(QWidget):
    """The parts of a session side by side, each as wide as it is long, with its name and length beneath."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts: tuple[BarPart, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_parts(self, parts: Sequence[BarPart], words: str) -> None:
        """The parts, and the same in words for a screen reader."""
        self._parts = tuple(parts)
        self.setAccessibleName(words)
        self._fit()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        """As high as the rows of names need at this width."""
        rows = len(self._rows(max(self.width(), 1)))
        self.setFixedHeight(round(self._line * (1.0 + 1.15 * rows)))

    @property
    def _line(self) -> int:
        return self.fontMetrics().lineSpacing()

    def _rows(self, width: int) -> list[list[str]]:
        """The names and lengths, as many on a row as fit."""
        rows: list[list[str]] = [[]]
        used = 0
        for part in self._parts:
            words = f"{part.title}  {part.length}"
            wide = self.fontMetrics().horizontalAdvance(words) + 2 * self._line
            if rows[-1] and used + wide > width:
                rows.append([])
                used = 0
            rows[-1].append(words)
            used += wide
        return rows

    def paintEvent(self, event: QPaintEvent) -> None:
        look = look_in_use()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        thick = max(6.0, self._line * 0.42)
        gap = 3.0
        whole = self.width() - gap * max(len(self._parts) - 1, 0)
        colours = ["breath" if part.paced else "orb" for part in self._parts]
        left = 0.0
        for part, colour in zip(self._parts, colours, strict=True):
            wide = max(whole * part.share, thick)
            painter.setBrush(look.colour(colour))
            if look.palette.strong:
                painter.setPen(QPen(look.colour("line"), 1.0))
            painter.drawRoundedRect(
                QRectF(left + 0.5, 0.5, wide - 1, thick - 1), thick / 2 - 0.5, thick / 2 - 0.5
            )
            left += wide + gap
        self._paint_names(painter, thick, colours)
        painter.end()

    def _paint_names(self, painter: QPainter, thick: float, colours: list[str]) -> None:
        look = look_in_use()
        dot = self._line * 0.2
        top = thick + self._line * 0.35
        place = iter(colours)
        for row in self._rows(self.width()):
            x = 0.0
            for words in row:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(look.colour(next(place)))
                painter.drawEllipse(QPointF(x + dot, top + self._line / 2), dot, dot)
                painter.setPen(look.colour("muted"))
                start = x + 3.4 * dot
                wide = self.fontMetrics().horizontalAdvance(words)
                area = QRectF(start, top, max(self.width() - start, 1), self._line)
                painter.drawText(area, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)
                x += wide + 2 * self._line
            top += self._line * 1.15
