"""The heart-rate wave drawn over the breath curve, scrolled by moving the curves under a fixed axis.

pyqtgraph is imported here and nowhere above, so import this module after the first paint.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from outbreath_app.ui.live.model import LiveModel
from outbreath_app.ui.looks.drawing_look import Look
from outbreath_app.ui.words.i18n import number, tr

BEHIND_S, AHEAD_S = 60.0, 10.0
_BREATH_STEP_S = 0.25
_BREATH_REACH_S = 20.0  # the breath curve is made this far ahead, so it is remade seldom
_LEAST_SPAN_BPM = 16.0


class WaveView(QWidget):
    """Heart rate of the last minute, and the breath that was asked for, with the coming one."""

    def __init__(self, model: LiveModel, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._look = look
        self._breath_until_s = -1e9
        self._span: tuple[float, float] = (55.0, 75.0)
        self.setMinimumHeight(60)
        self.setAccessibleName(tr("Heart rate over the last minute, with the breath curve"))
        self._plot: Any = pg.PlotWidget()
        self._plot.setMenuEnabled(False)
        self._plot.setMouseEnabled(x=False, y=False)
        self._plot.hideButtons()
        self._plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._plot.viewport().setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._plot.setXRange(-BEHIND_S, AHEAD_S, padding=0)
        self._plot.setFrameStyle(0)
        self._breath: Any = pg.PlotCurveItem(connect="finite", antialias=True)
        self._now: Any = pg.InfiniteLine(pos=0, angle=90, movable=False)
        self._heart: Any = pg.PlotCurveItem(connect="finite", antialias=True)
        for item in (self._breath, self._now, self._heart):
            self._plot.addItem(item)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._plot)
        self.set_look(look)
        self._set_span(*self._span)
        self.refresh()

    def set_look(self, look: Look) -> None:
        self._look = look
        self._plot.setBackground(look.colour("surface"))
        self._heart.setPen(pg.mkPen(look.colour("heart"), width=1.6 if look.scale < 1.5 else 2.4))
        self._heart.setSegmentedLineMode("on")
        self._breath.setPen(pg.mkPen(look.colour("breath"), width=1))
        self._breath.setBrush(pg.mkBrush(look.colour("breath_fill")))
        self._now.setPen(pg.mkPen(look.colour("muted"), width=1, style=Qt.PenStyle.DotLine))
        for side in ("left", "bottom"):
            axis = self._plot.getAxis(side)
            axis.setPen(pg.mkPen(look.colour("line")))
            axis.setTextPen(pg.mkPen(look.colour("muted")))
            axis.setTickFont(look.font("small"))
            axis.setStyle(tickLength=0)
        self._plot.getAxis("bottom").setHeight(QFontMetrics(look.font("small")).height() + 4)
        self._fit_ticks()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_ticks()

    def _fit_ticks(self) -> None:
        """As many times on the axis as there is room for."""
        ticks = self._time_ticks()
        room = self.width() / max(1, QFontMetrics(self._look.font("small")).horizontalAdvance(ticks[0][1]))
        self._plot.getAxis("bottom").setTicks([ticks if room > 9 else [ticks[1], ticks[3]]])

    def _time_ticks(self) -> list[tuple[float, str]]:
        ticks = [(-s, tr("{seconds} s ago", seconds=number(s))) for s in (45.0, 30.0, 15.0)]
        return [*ticks, (0.0, tr("now"))]

    def refresh(self) -> None:
        """New beats: hand the curves their data again."""
        t_s, bpm = self._model.history.wave()
        if len(t_s):
            self._heart.setData(t_s, bpm, connect="finite")
            seen = self._model.history.bpm_between(t_s[-2] - BEHIND_S if len(t_s) > 1 else 0.0, 1e12)
            if seen is not None:
                self._fit(*seen)

    def _fit(self, low: float, high: float) -> None:
        """Move the axis only when the wave leaves it or has become small in it."""
        bottom, top = self._span
        room = top - bottom
        if low < bottom + 1 or high > top - 1 or (high - low + 8 < room * 0.45 and room > _LEAST_SPAN_BPM):
            middle, reach = (low + high) / 2, max((high - low) * 0.68, _LEAST_SPAN_BPM / 2)
            self._set_span(np.floor((middle - reach) / 2) * 2, np.ceil((middle + reach) / 2) * 2)

    def _set_span(self, bottom: float, top: float) -> None:
        self._span = (float(bottom), float(top))
        self._plot.setYRange(bottom, top, padding=0)
        step = next(s for s in (5, 10, 20, 50) if (top - bottom) / s <= 5)
        values = np.arange(np.ceil(bottom / step) * step, top - 0.5, step)
        self._plot.getAxis("left").setTicks([[(float(v), number(float(v))) for v in values]])
        self._breath_until_s = -1e9
        self._breath.setFillLevel(bottom)

    def pacing_changed(self) -> None:
        """The coming breath is another one: remake its curve."""
        self._breath_until_s = -1e9

    def show_moment(self, now_ns: int) -> None:
        """Scroll to now."""
        now_s = self._model.seconds(now_ns)
        if now_s + AHEAD_S > self._breath_until_s:
            self._make_breath(now_s)
        self._heart.setPos(-now_s, 0)
        self._breath.setPos(-now_s, 0)

    def _make_breath(self, now_s: float) -> None:
        first_ns = self._model.first_ns or 0
        from_s = now_s - BEHIND_S - 1
        self._breath_until_s = now_s + AHEAD_S + _BREATH_REACH_S
        t_s = np.arange(from_s, self._breath_until_s, _BREATH_STEP_S)
        levels = self._model.pacer.levels(first_ns + np.round(t_s * 1e9).astype(np.int64))
        bottom, top = self._span
        room = top - bottom
        self._breath.setData(t_s, bottom + room * (0.06 + 0.78 * levels), connect="finite")
