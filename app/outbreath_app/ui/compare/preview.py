"""What a comparison will ask: the two breaths beside each other, and the steps in their drawn order with the rests between."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from outbreath_app.compare.experiment import REST_S, SETTLE_S, Experiment
from outbreath_app.ui.compare.words import order_words, way_times, way_title
from outbreath_app.ui.looks.drawing_look import Look
from outbreath_app.ui.practise.after.summary import LARGE_WORDS
from outbreath_app.ui.words.i18n import clock_text, tr

_BREATHS = 2.0
_POINTS = 120


class ComparisonPreview(QWidget):
    """Two breath curves and a strip of the session's steps."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._experiment: Experiment | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("What will be asked"))

    def sizeHint(self) -> QSize:
        return QSize(560, round(8.2 * self.fontMetrics().lineSpacing()))

    def minimumSizeHint(self) -> QSize:
        return QSize(260, self.sizeHint().height())

    def set_look(self, look: Look) -> None:
        self._look = look
        self.update()

    def show_experiment(self, experiment: Experiment | None) -> None:
        self._experiment = experiment
        if experiment is None:
            self.setAccessibleDescription("")
        else:
            a, b, rate = experiment.a, experiment.b, experiment.rate_per_min
            self.setAccessibleDescription(
                tr(
                    "A: {a}, {a_times}. B: {b}, {b_times}. The order, drawn by lot: {order}.",
                    a=way_title(a),
                    a_times=way_times(a, rate),
                    b=way_title(b),
                    b_times=way_times(b, rate),
                    order=order_words(experiment),
                )
            )
        self.update()

    @property
    def said(self) -> str:
        """What stands under it: how the order came about, and, with words too large to be painted, the two breaths."""
        experiment = self._experiment
        if experiment is None:
            return ""
        rate = experiment.rate_per_min
        ways = [f"{letter}: {way_times(experiment.way(letter), rate)}." for letter in "AB"]
        words = tr("Order drawn by lot, rests between, {time} in all", time=clock_text(experiment.seconds))
        return " ".join([*(ways if self._look.scale >= LARGE_WORDS else []), words])

    def paintEvent(self, event: QPaintEvent) -> None:
        experiment = self._experiment
        if experiment is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._look.font("small"))
        line = painter.fontMetrics().height()
        half = (self.width() - 24) / 2
        height = self.height() - 3.3 * line
        for place, letter in enumerate("AB"):
            box = QRectF(place * (half + 24), 0, half, height)
            self._paint_breath(painter, box, letter, experiment)
        self._paint_order(painter, QRectF(0, height + 1.4 * line, self.width(), 1.7 * line), experiment)
        painter.end()

    def _paint_breath(self, painter: QPainter, box: QRectF, letter: str, experiment: Experiment) -> None:
        way, metrics = experiment.way(letter), painter.fontMetrics()
        line = metrics.height()
        words = f"{letter}  {way_times(way, experiment.rate_per_min)}"
        painter.setPen(self._look.colour("text"))
        fits = metrics.horizontalAdvance(words) <= box.width() and self._look.scale < LARGE_WORDS
        painter.drawText(box, 0, words if fits else letter)
        phase = np.linspace(0, _BREATHS, _POINTS)
        level = way.shape.level(np.minimum(phase, _BREATHS - 1e-9))
        top, tall = box.top() + 1.5 * line, box.height() - 1.9 * line
        points = [
            QPointF(box.left() + float(p) / _BREATHS * box.width(), top + tall * (1 - float(one)))
            for p, one in zip(phase, level, strict=True)
        ]
        painter.setPen(QPen(self._colour(letter), 2.2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(QPolygonF(points))

    def _paint_order(self, painter: QPainter, strip: QRectF, experiment: Experiment) -> None:
        scale = strip.width() / experiment.seconds
        at_s = SETTLE_S
        for letter in experiment.order:
            box = QRectF(strip.left() + at_s * scale, strip.top(), experiment.step_s * scale, strip.height())
            painter.setPen(Qt.PenStyle.NoPen)
            colour = self._colour(letter)
            colour.setAlphaF(0.28)
            painter.setBrush(colour)
            painter.drawRoundedRect(box, 4, 4)
            painter.setPen(self._look.colour("text"))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, letter)
            at_s += experiment.step_s + REST_S

    def _colour(self, letter: str) -> QColor:
        return self._look.colour("breath" if letter == "A" else "heart")
