"""One plot of a report drawn with vectors on a page, lengths in points."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPolygonF

from outbreath_app.reports.model import FloatArray, Plot
from outbreath_app.reports.scale import axis_of, ticks

INK, MUTED, RULE, HEART, BAND, BARS = "#2c2621", "#61564b", "#c9bdac", "#a53f2b", "#eadfce", "#8f7f69"
_SMALL_PX = 7


class PlotDrawer:
    """Draws within a box; the painter's unit is one point."""

    def __init__(self, painter: QPainter, plot: Plot, box: QRectF) -> None:
        self.painter, self.plot, self.box = painter, plot, box
        self.first, self.last, self.x_ticks = axis_of(plot.widths, 8, plot.dates)
        self.y_ticks = ticks(plot.heights, 4)

    def at(self, x: float, y: float) -> QPointF:
        """From values to a place on the page."""
        across = (x - self.first) / max(self.last - self.first, 1e-9)
        up = max(y - self.y_ticks[0], 0.0) / (self.y_ticks[-1] - self.y_ticks[0])
        return QPointF(
            self.box.left() + across * self.box.width(), self.box.bottom() - up * self.box.height()
        )

    def draw(self) -> None:
        self._small()
        self._ground()
        self._phases()
        self._bars()
        plot, painter = self.plot, self.painter
        if plot.columns:
            self._columns()
        elif plot.joined:
            self._polyline(plot.x, plot.y, 0.6)
        else:
            painter.setBrush(QColor(HEART if plot.line is None else MUTED))
            painter.setPen(Qt.PenStyle.NoPen)
            for x, y in zip(plot.x, plot.y, strict=True):
                if np.isfinite(y):
                    painter.drawEllipse(self.at(float(x), float(y)), 1.4, 1.4)
            painter.setBrush(Qt.BrushStyle.NoBrush)
        if plot.line is not None:
            self._polyline(plot.line.x, plot.line.y, 1.0)
        self._marks()

    def _small(self) -> None:
        font = QFont("DejaVu Sans")
        font.setStyleHint(QFont.StyleHint.SansSerif)
        font.setPixelSize(_SMALL_PX)
        self.painter.setFont(font)

    def _ground(self) -> None:
        painter, box, plot = self.painter, self.box, self.plot
        if plot.band is not None:
            corner, opposite = self.at(self.first, plot.band[1]), self.at(self.last, plot.band[0])
            painter.fillRect(QRectF(corner, opposite), QColor(BAND))
        for value in self.y_ticks:
            down = self.at(self.first, value).y()
            painter.setPen(QPen(QColor(RULE), 0.3))
            painter.drawLine(QPointF(box.left(), down), QPointF(box.right(), down))
            painter.setPen(QColor(MUTED))
            painter.drawText(
                QRectF(box.left() - 34, down - 5, 30, 10), Qt.AlignmentFlag.AlignRight, f"{value:g}"
            )
        for value, words in self.x_ticks:
            place = self.at(value, self.y_ticks[0])
            painter.setPen(QPen(QColor(RULE), 0.3))
            painter.drawLine(place, QPointF(place.x(), place.y() + 3))
            painter.setPen(QColor(MUTED))
            painter.drawText(
                QRectF(place.x() - 30, box.bottom() + 3, 60, 10), Qt.AlignmentFlag.AlignHCenter, words
            )
        if plot.x_label:
            under = QRectF(box.left(), box.bottom() + 12, box.width(), 10)
            painter.drawText(under, Qt.AlignmentFlag.AlignHCenter, plot.x_label)

    def _phases(self) -> None:
        """Where phases begin, each named as far as there is room before the next."""
        painter, metrics = self.painter, QFontMetricsF(self.painter.font())
        begins = [self.at(max(start, self.first), 0.0).x() for start, _, _ in self.plot.shaded]
        ends = [*begins[1:], self.box.right()][: len(begins)]
        for begin, end, (_, _, name) in zip(begins, ends, self.plot.shaded, strict=True):
            painter.setPen(QPen(QColor(MUTED), 0.4, Qt.PenStyle.DashLine))
            painter.drawLine(QPointF(begin, self.box.top()), QPointF(begin, self.box.bottom()))
            painter.setPen(QColor(MUTED))
            shown = metrics.elidedText(name, Qt.TextElideMode.ElideRight, end - begin - 4)
            if len(shown) > 1:
                painter.drawText(QPointF(begin + 2, self.box.top() - 2), shown)

    def _bars(self) -> None:
        bars = self.plot.bars
        if bars is None:
            return
        self.painter.setPen(QPen(QColor(BARS), 1.0, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
        for x, low, high in zip(bars.x, bars.low, bars.high, strict=True):
            self.painter.drawLine(self.at(float(x), float(low)), self.at(float(x), float(high)))

    def _columns(self) -> None:
        plot = self.plot
        gap = float(np.min(np.diff(plot.x))) if len(plot.x) > 1 else 7.0
        for x, y in zip(plot.x, plot.y, strict=True):
            corner, foot = self.at(float(x) - 0.4 * gap, float(y)), self.at(float(x) + 0.4 * gap, 0.0)
            self.painter.fillRect(QRectF(corner, foot), QColor(BARS))

    def _polyline(self, xs: FloatArray, ys: FloatArray, width: float) -> None:
        self.painter.setPen(QPen(QColor(HEART), width))
        run = QPolygonF()
        for x, y in zip(xs, ys, strict=True):
            if np.isfinite(y):
                run.append(self.at(float(x), float(y)))
            elif run.count():
                self.painter.drawPolyline(run)
                run = QPolygonF()
        if run.count():
            self.painter.drawPolyline(run)

    def _marks(self) -> None:
        """Diamonds around marked points of the line."""
        line = self.plot.line
        self.painter.setPen(QPen(QColor(INK), 0.9))
        for place in self.plot.marked if line is not None else ():
            assert line is not None
            middle = self.at(float(line.x[place]), float(line.y[place]))
            corners = [QPointF(0, -4.5), QPointF(4.5, 0), QPointF(0, 4.5), QPointF(-4.5, 0)]
            self.painter.drawPolygon(QPolygonF([middle + corner for corner in corners]))
