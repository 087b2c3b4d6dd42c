"""The RSA of each breath as a quiet trace with its interval, over the person's own range.

pyqtgraph is imported here and nowhere above, so import this module after the first paint.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QVBoxLayout, QWidget

from outbreath_app.ui.live.history import BreathPoint
from outbreath_app.ui.live.model import LiveModel
from outbreath_app.ui.live.ownrange import OwnRange
from outbreath_app.ui.looks.drawing_look import Look
from outbreath_app.ui.words.i18n import number, tr

SHOWN_BREATHS = 40


class TraceView(QWidget):
    """One dot a breath, newest at the right, each with the bar of its own 95 % interval; the band is the own range."""

    def __init__(
        self, model: LiveModel, look: Look, own: OwnRange | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._model, self._look, self._own = model, look, own
        self.setAccessibleName(tr("Heart swing (RSA) of each breath"))
        self.setToolTip(tr("Each dot is a breath; its bar shows how sure that one breath's value is (95 %)."))
        self._plot: Any = pg.PlotWidget()
        self._plot.setMenuEnabled(False)
        self._plot.setMouseEnabled(x=False, y=False)
        self._plot.hideButtons()
        self._plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._plot.viewport().setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._plot.setFrameStyle(0)
        self._plot.setXRange(-SHOWN_BREATHS, 4, padding=0)
        self._plot.getAxis("bottom").setTicks(
            [[(-30.0, tr("{count} ago", count=number(30))), (-15.0, number(15)), (0.0, tr("now"))]]
        )
        self._band: Any = pg.LinearRegionItem(orientation="horizontal", movable=False)
        self._bars: Any = pg.PlotCurveItem(connect="pairs")
        self._line: Any = pg.PlotCurveItem(connect="finite", antialias=True)
        self._dots: Any = pg.ScatterPlotItem(size=7)
        for item in (self._band, self._bars, self._line, self._dots):
            self._plot.addItem(item)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._plot)
        self.set_look(look)
        self.refresh()

    def set_look(self, look: Look) -> None:
        self._look = look
        self._plot.setBackground(look.colour("surface"))
        self._bars.setPen(pg.mkPen(look.colour("muted"), width=1))
        self._line.setPen(pg.mkPen(look.colour("heart"), width=1))
        self._dots.setPen(pg.mkPen(None))
        self._dots.setBrush(pg.mkBrush(look.colour("heart")))
        self._band.setBrush(pg.mkBrush(look.colour("band")))
        for edge in self._band.lines:
            edge.setPen(pg.mkPen(look.colour("line"), width=1))
        for side in ("left", "bottom"):
            axis = self._plot.getAxis(side)
            axis.setPen(pg.mkPen(look.colour("line")))
            axis.setTextPen(pg.mkPen(look.colour("muted")))
            axis.setTickFont(look.font("small"))
            axis.setStyle(tickLength=0)
        self._plot.getAxis("bottom").setHeight(QFontMetrics(look.font("small")).height() + 4)

    def refresh(self) -> None:
        """Draw the latest breaths."""
        points = self._model.history.breaths[-SHOWN_BREATHS:]
        self._band.setVisible(self._own is not None)
        if self._own is not None:
            self._band.setRegion((self._own.low_ms, self._own.high_ms))
        x = np.arange(-len(points) + 1, 1, dtype=np.float64)
        values = np.array([point.rsa_ms for point in points])
        low = np.array([np.nan if point.low_ms is None else point.low_ms for point in points])
        high = np.array([np.nan if point.high_ms is None else point.high_ms for point in points])
        self._line.setData(x, values, connect="finite")
        self._dots.setData(x, values)
        known = np.isfinite(low) & np.isfinite(high)
        ends = np.column_stack([low[known], high[known]]).ravel()
        self._bars.setData(np.repeat(x[known], 2), ends, connect="pairs")
        # the interval of the first few breaths is wide: it may reach past the axis rather than flatten everything
        top = max([60.0, *values.tolist(), self._own.high_ms if self._own else 0.0]) * 1.25
        self._plot.setYRange(0, top, padding=0)
        step = next(s for s in (20, 50, 100, 200, 500, 1000) if top / s <= 5)
        self._plot.getAxis("left").setTicks([[(v, number(v)) for v in np.arange(0.0, top, step)]])
        if points:
            self.setAccessibleDescription(self._said(points[-1]))

    def _said(self, latest: BreathPoint) -> str:
        said = tr("Latest {value} ms", value=number(latest.rsa_ms))
        if latest.low_ms is not None and latest.high_ms is not None:
            low, high = number(latest.low_ms), number(latest.high_ms)
            said = tr("Latest {value} ms, {low} to {high}", value=number(latest.rsa_ms), low=low, high=high)
        if self._own is not None:
            low, high = number(self._own.low_ms), number(self._own.high_ms)
            said += "; " + tr("own range {low} to {high} ms", low=low, high=high)
        return said

    def show_moment(self, now_ns: int) -> None:
        """Breaths come one by one; nothing moves between them."""

    def pacing_changed(self) -> None:
        """The trace does not depend on what comes."""

    def show_own(self, own: OwnRange | None) -> None:
        self._own = own
        self.refresh()
