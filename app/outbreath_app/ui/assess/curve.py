"""The answer drawn: the fitted curve with its 95 % band, each pace with its interval, and where the best pace lies."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from outbreath_app.assess.answer import Assessment
from outbreath_app.ui.assess.words import answer_words, pace_text
from outbreath_app.ui.looks.drawing_look import Look
from outbreath_app.ui.words.i18n import number, tr
from outbreath_signal.rsa.resonance import FLAT_SPAN_PER_MIN

SLOWEST, QUICKEST = 3.8, 7.6
_GRID = (4.0, 4.5, 5.0, 5.5, 6.0, 6.5, 7.0, 7.5)
_STEP_PER_MIN = 0.1


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where the plot lies, and its scale."""

    area: QRectF
    top_ms: float

    def at(self, pace: float, ms: float) -> QPointF:
        across = (pace - SLOWEST) / (QUICKEST - SLOWEST)
        up = min(max(ms / self.top_ms, 0.0), 1.0)
        return QPointF(
            self.area.left() + across * self.area.width(), self.area.bottom() - up * self.area.height()
        )


class CurveView(QWidget):
    """Left and Right read the curve pace by pace, for the eye and for a screen reader."""

    def __init__(self, look: Look, found: Assessment, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._found = look, found
        self._read_at: float | None = None
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("Heart swing at each pace"))
        self.setAccessibleDescription(described(found))

    def sizeHint(self) -> QSize:
        return QSize(600, round(16.5 * self.fontMetrics().lineSpacing()))

    def minimumSizeHint(self) -> QSize:
        return QSize(280, self.sizeHint().height())

    def set_look(self, look: Look) -> None:
        self._look = look
        self.update()

    @property
    def reading(self) -> str:
        """The words at the pace that is being read, empty before any is."""
        return "" if self._read_at is None else reading_words(self._found, self._read_at)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        by = {Qt.Key.Key_Left: -_STEP_PER_MIN, Qt.Key.Key_Right: _STEP_PER_MIN}.get(Qt.Key(event.key()))
        if by is None or self._found.fit is None:
            super().keyPressEvent(event)
            return
        start = self._found.resonance_per_min or 5.5
        at = round(start, 1) if self._read_at is None else self._read_at + by
        self._read_at = round(min(max(at, 4.0), 7.5), 1)
        self.setAccessibleDescription(self.reading)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._read_at = None
        self.setAccessibleDescription(described(self._found))
        super().focusOutEvent(event)
        self.update()

    # --- drawing ---

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._look.font("small"))
        frame = self._frame(painter)
        self._paint_axes(painter, frame)
        self._paint_answer(painter, frame)
        self._paint_curve(painter, frame)
        self._paint_points(painter, frame)
        self._paint_reading(painter, frame)
        painter.end()

    def _frame(self, painter: QPainter) -> _Frame:
        metrics = painter.fontMetrics()
        left = metrics.horizontalAdvance("000") + 14
        line = metrics.height()
        area = QRectF(left, 2.0 * line, self.width() - left - 12, self.height() - 4.8 * line)
        known = [step.high_ms or 0.0 for step in self._found.steps]
        if self._found.fit is not None:
            known.append(float(self._found.fit.curve_ms.max()) * 1.15)
        top = max([*known, 40.0]) * 1.05
        return _Frame(area, float(np.ceil(top / 20) * 20))

    def _paint_axes(self, painter: QPainter, frame: _Frame) -> None:
        area, metrics = frame.area, painter.fontMetrics()
        line = metrics.height()
        every = 20 if frame.top_ms <= 120 else 50 if frame.top_ms <= 300 else 100
        for ms in range(0, int(frame.top_ms) + 1, every):
            y = frame.at(SLOWEST, ms).y()
            painter.setPen(QPen(self._look.colour("line"), 1))
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
            painter.setPen(self._look.colour("muted"))
            box = QRectF(0, y - line / 2, area.left() - 8, line)
            painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, number(ms))
        room = metrics.horizontalAdvance("0.0") * 2.2
        each = 1 if area.width() / len(_GRID) > room else 2
        for pace in _GRID[::each]:
            x = frame.at(pace, 0).x()
            painter.drawLine(QPointF(x, area.bottom()), QPointF(x, area.bottom() + 4))
            box = QRectF(x - 40, area.bottom() + 5, 80, line)
            painter.drawText(box, Qt.AlignmentFlag.AlignHCenter, pace_text(pace))
        painter.drawText(
            QRectF(area.left(), area.bottom() + 5 + line, area.width(), line * 1.2),
            Qt.AlignmentFlag.AlignHCenter,
            tr("Breaths a minute"),
        )
        painter.drawText(QRectF(8, line * 0.2, self.width(), line * 1.2), 0, tr("Heart swing, RSA (ms)"))

    def _paint_answer(self, painter: QPainter, frame: _Frame) -> None:
        found = self._found
        span = (found.low_per_min, found.high_per_min) if found.resonance_per_min is not None else None
        if found.flat:
            span = FLAT_SPAN_PER_MIN
        if span is None or span[0] is None or span[1] is None:
            return
        low = frame.at(max(span[0], SLOWEST), frame.top_ms)
        high = frame.at(min(span[1], QUICKEST), 0)
        painter.fillRect(QRectF(low, high), self._look.colour("accent", 0.14))
        if found.resonance_per_min is not None:
            painter.setPen(QPen(self._look.colour("accent"), 2))
            x = frame.at(found.resonance_per_min, 0).x()
            painter.drawLine(QPointF(x, frame.area.top()), QPointF(x, frame.area.bottom()))

    def _paint_curve(self, painter: QPainter, frame: _Frame) -> None:
        fit = self._found.fit
        if fit is None:
            return
        painter.save()
        painter.setClipRect(frame.area)
        pairs = list(zip(fit.curve_per_min, fit.curve_low_ms, fit.curve_high_ms, strict=True))
        upper = [frame.at(float(pace), float(high)) for pace, _, high in pairs]
        lower = [frame.at(float(pace), float(low)) for pace, low, _ in reversed(pairs)]
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._look.colour("breath", 0.18))
        painter.drawPolygon(QPolygonF([*upper, *lower]))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self._look.colour("breath"), 2))
        curve = [
            frame.at(float(pace), float(ms)) for pace, ms in zip(fit.curve_per_min, fit.curve_ms, strict=True)
        ]
        painter.drawPolyline(QPolygonF(curve))
        painter.restore()

    def _paint_points(self, painter: QPainter, frame: _Frame) -> None:
        heart, muted = self._look.colour("heart"), self._look.colour("muted")
        size = 4.5 * min(self._look.scale, 1.6)
        for step in self._found.steps:
            if step.rsa_ms is None or step.low_ms is None or step.high_ms is None or step.rsa_ms < 0:
                continue
            colour = heart if step.accepted else muted
            painter.setPen(QPen(colour, 1.4))
            low, high = (frame.at(step.pace_per_min, ms) for ms in (step.low_ms, step.high_ms))
            if step.accepted:
                painter.drawLine(low, high)
                for end in (low, high):
                    painter.drawLine(end - QPointF(size, 0), end + QPointF(size, 0))
            painter.setBrush(colour if step.accepted else self._look.colour("surface"))
            painter.drawEllipse(frame.at(step.pace_per_min, step.rsa_ms), size, size)

    def _paint_reading(self, painter: QPainter, frame: _Frame) -> None:
        if self._read_at is not None:
            painter.setPen(QPen(self._look.colour("focus"), 1.5, Qt.PenStyle.DashLine))
            x = frame.at(self._read_at, 0).x()
            painter.drawLine(QPointF(x, frame.area.top()), QPointF(x, frame.area.bottom()))
        if self.hasFocus():
            line = painter.fontMetrics().height()
            words = self.reading or tr("Left and Right read the curve.")
            painter.setPen(self._look.colour("text"))
            box = QRectF(0, line * 0.2, self.width() - 14, line * 1.2)
            painter.drawText(box, Qt.AlignmentFlag.AlignRight, words)
            painter.setPen(QPen(self._look.colour("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)


def reading_words(found: Assessment, pace: float) -> str:
    """What the curve is at a pace."""
    fit = found.fit
    if fit is None:
        return ""
    at = int(np.argmin(np.abs(fit.curve_per_min - pace)))
    return tr(
        "At {pace} a minute: {value} ms ({low} to {high})",
        pace=number(pace, 1),
        value=number(fit.curve_ms[at]),
        low=number(fit.curve_low_ms[at]),
        high=number(fit.curve_high_ms[at]),
    )


def described(found: Assessment) -> str:
    """The picture in words: the answer, the curve at its ends and its top, and each pace that counts."""
    said = [answer_words(found)]
    if found.fit is not None:
        top = float(found.fit.curve_per_min[int(np.argmax(found.fit.curve_ms))])
        said += [reading_words(found, pace) + "." for pace in sorted({4.0, round(top, 1), 7.0})]
    for step in found.steps:
        if step.accepted and step.rsa_ms is not None:
            said.append(
                tr(
                    "Measured at {pace}: {value} ms ({low} to {high}).",
                    pace=pace_text(step.pace_per_min),
                    value=number(step.rsa_ms),
                    low=number(step.low_ms),
                    high=number(step.high_ms),
                )
            )
    return " ".join(said)
