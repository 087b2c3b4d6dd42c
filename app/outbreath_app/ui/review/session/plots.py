"""One session along time: beats, breathing, RSA of each breath and the spectrum, over one axis that zooms and pans.

Only what is in view is drawn, thinned to the width of the window. pyqtgraph is imported here and nowhere above, so import
this module after the first paint.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent

from outbreath_app.review.measures import MeasuredSession
from outbreath_app.review.opened import OpenedSession
from outbreath_app.review.thinning import in_view, spectrum_between
from outbreath_app.ui.looks.drawing_look import Look
from outbreath_app.ui.looks.plot_colours import power_colours
from outbreath_app.ui.review.session.stack import PlotStack
from outbreath_app.ui.review.session.time_axis import TimeAxis
from outbreath_app.ui.words.i18n import number, tr
from outbreath_signal.estimate import BreathSource

MOST_POINTS = 4000
MOST_DOTS = 1500
MOST_LINES = 60
COLUMNS = 500
NARROWEST_S = 10.0
HIGHEST_SHOWN_HZ = 0.45
_DECADES = 2.5


def breathing_words(source: BreathSource) -> str:
    """Where a breathing rate comes from."""
    match source:
        case BreathSource.ACCELEROMETER:
            return tr("breathing measured by the strap's motion")
        case BreathSource.ECG:
            return tr("breathing read from the ECG")
        case BreathSource.PACER:
            return tr("breathing as the pacer asked")
        case BreathSource.RR:
            return tr("breathing read from the heartbeat itself")


class SessionPlots(PlotStack):
    """Four plots under one another. Says which beat was pointed at and what the keys wish."""

    beat_chosen = Signal(int)
    beat_step = Signal(int)
    doubtful_wanted = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__(look, [TimeAxis() for _ in range(4)], [5, 3, 4, 4], NARROWEST_S)
        self._opened: OpenedSession | None = None
        self._measured: MeasuredSession | None = None
        self._chosen = -1
        self.setAccessibleName(tr("The session along time"))
        self.beats, self.breathing, self.rsa, self.spectrum = self.plots
        self._add_items()
        self._lines: list[Any] = []
        self.scene().sigMouseClicked.connect(self._on_click)
        self.set_look(look)

    def _add_items(self) -> None:
        self._raw: Any = pg.ScatterPlotItem(size=4, pen=None)
        self._corrected: Any = pg.PlotCurveItem(connect="finite")
        self._doubtful: Any = pg.ScatterPlotItem(size=8, symbol="x")
        self._marker: Any = pg.ScatterPlotItem(size=15, brush=None)
        for item in (self._corrected, self._raw, self._doubtful, self._marker):
            self.beats.addItem(item, ignoreBounds=True)
        self._pace: Any = pg.PlotCurveItem(connect="finite")
        self._rate: Any = pg.PlotCurveItem(connect="finite")
        for item in (self._pace, self._rate):
            self.breathing.addItem(item, ignoreBounds=True)
        self._bars: Any = pg.PlotCurveItem(connect="pairs")
        self._mean: Any = pg.PlotCurveItem(connect="finite")
        self._each: Any = pg.ScatterPlotItem(size=5, pen=None)
        for item in (self._bars, self._mean, self._each):
            self.rsa.addItem(item, ignoreBounds=True)
        self._power: Any = pg.ImageItem()
        self.spectrum.addItem(self._power, ignoreBounds=True)
        self.spectrum.setYRange(0, HIGHEST_SHOWN_HZ, padding=0)

    def set_look(self, look: Look) -> None:
        """Colours and text sizes."""
        self.dress(look)
        heart, breath, muted = look.colour("heart"), look.colour("breath"), look.colour("muted")
        self._raw.setBrush(pg.mkBrush(muted))
        self._corrected.setPen(pg.mkPen(heart, width=1))
        self._doubtful.setPen(pg.mkPen(None))
        self._doubtful.setBrush(pg.mkBrush(look.colour("text")))
        self._marker.setPen(pg.mkPen(look.colour("focus"), width=2))
        self._pace.setPen(pg.mkPen(muted, width=1, style=Qt.PenStyle.DashLine))
        self._rate.setPen(pg.mkPen(breath, width=2))
        self._bars.setPen(pg.mkPen(muted, width=1))
        self._mean.setPen(pg.mkPen(heart, width=2))
        self._each.setBrush(pg.mkBrush(heart))
        self._power.setLookupTable(power_colours(look).getLookupTable(nPts=256, alpha=False))
        self._titles()
        if self._opened is not None:
            self._draw_lines()
            self.draw()

    def _titles(self) -> None:
        source = self._opened.breathing.source if self._opened is not None else BreathSource.RR
        said = (
            tr("R-R in ms: line corrected, dots as recorded, crosses doubtful (at the edge: beyond it)"),
            tr("Breaths a minute: line {source}, dashes the pace", source=breathing_words(source)),
            tr("RSA in ms: dots each breath, line the mean of nine, bars its 95 % interval"),
            tr("Spectrum in Hz, windows of 64 s: the warmer, the more power"),
        )
        self.set_titles(said)

    # --- what is shown ---

    def show_session(self, opened: OpenedSession) -> None:
        """A session, whole; its measures come with `show_measures`."""
        self._opened, self._measured = opened, None
        self.set_ends(0.0, opened.end_s)
        self._titles()
        self._draw_lines()
        self.whole()
        self.draw()

    def show_measures(self, measured: MeasuredSession) -> None:
        """What follows the labels."""
        self._measured = measured
        self.draw()

    def show_chosen(self, index: int) -> None:
        """Ring one beat and bring it into view."""
        self._chosen = index
        if self._opened is None:
            return
        beats = self._opened.source.beats
        at = float(beats.t_s[index])
        low, high = self.view
        if not low <= at <= high:
            half = (high - low) / 2
            self.show_between(at - half, at + half)
        self._draw_marker()

    def set_shown(self, breathing: bool, rsa: bool, spectrum: bool) -> None:
        """Which plots stand under the beats; the last one bears the times."""
        wanted = enumerate((True, breathing, rsa, spectrum))
        self.set_rows_shown({row for row, there in wanted if there})

    # --- drawing ---

    def draw(self) -> None:
        """Draw what is in view."""
        if self._opened is None:
            return
        self._draw_beats(self._opened)
        self._draw_breathing(self._opened)
        if self._measured is not None:
            self._draw_rsa(self._measured)
            self._draw_power(self._measured)
        self.setAccessibleDescription(self._said())

    def _draw_beats(self, opened: OpenedSession) -> None:
        low, high = self.view
        beats = opened.source.beats
        labelling = opened.found if self._measured is None else self._measured.labelling
        corrected = labelling.corrected
        rr = np.where(corrected.joined, corrected.rr_ms, np.nan)
        line_t, line_rr = in_view(corrected.t_s, rr, low, high, MOST_POINTS)
        self._corrected.setData(line_t, line_rr)
        first, last = np.searchsorted(beats.t_s, (low, high))
        shown = slice(int(first), int(last))
        t_s, raw, accepted = beats.t_s[shown], beats.rr_ms[shown], labelling.accepted[shown]
        floor, top = self._span(line_rr)
        self.beats.setYRange(floor, top, padding=0)
        many = len(t_s) > MOST_DOTS
        self._raw.setData(t_s[accepted] if not many else [], raw[accepted] if not many else [])
        doubtful = np.flatnonzero(~accepted)
        doubtful = doubtful[:: max(1, -(-len(doubtful) // MOST_DOTS))]
        edge = (top - floor) * 0.03  # one far off stands at the edge, so that it is seen
        self._doubtful.setData(t_s[doubtful], np.clip(raw[doubtful], floor + edge, top - edge))
        self._floor_top = floor + edge, top - edge
        self._draw_marker()

    @staticmethod
    def _span(values: Any) -> tuple[float, float]:
        good = values[np.isfinite(values)]
        if not len(good):
            return 600.0, 1100.0
        low, high = float(good.min()), float(good.max())
        room = max(20.0, 0.12 * (high - low))
        return low - room, high + room

    def _draw_marker(self) -> None:
        if self._opened is None or self._chosen < 0:
            self._marker.setData([], [])
            return
        beats = self._opened.source.beats
        at = float(np.clip(beats.rr_ms[self._chosen], *self._floor_top))
        self._marker.setData([float(beats.t_s[self._chosen])], [at])

    def _draw_breathing(self, opened: OpenedSession) -> None:
        low, high = self.view
        track = opened.breathing
        self._rate.setData(*in_view(track.t_s, track.rate_per_min, low, high, MOST_POINTS))
        times = np.linspace(low, high, 600)
        asked = [opened.pacer.rate_at(opened.first_ns + round(t * 1e9)) for t in times]
        pace = np.array([np.nan if rate is None else rate for rate in asked], dtype=np.float64)
        self._pace.setData(times, pace)
        told = np.concatenate([track.rate_per_min[np.isfinite(track.rate_per_min)], pace[np.isfinite(pace)]])
        self.breathing.setYRange(0, max(10.0, float(told.max()) * 1.2 if len(told) else 20.0), padding=0)

    def _draw_rsa(self, measured: MeasuredSession) -> None:
        low, high = self.view
        breaths = measured.breaths
        first, last = np.searchsorted(breaths.end_s, (low, high))
        step = max(1, -(-int(last - first) // MOST_DOTS))
        shown = slice(int(first), int(last), step)
        t_s, each = breaths.end_s[shown], breaths.rsa_ms[shown]
        self._each.setData(t_s, each)
        mean, phase = breaths.mean_ms[shown], breaths.phase[shown]
        joined = np.zeros(len(t_s), dtype=np.int32)
        close = (np.diff(t_s) <= 60.0 * step) & (np.diff(phase) == 0)
        joined[:-1] = close & np.isfinite(mean[:-1]) & np.isfinite(mean[1:])
        self._mean.setData(t_s, np.nan_to_num(mean), connect=joined)
        known = np.isfinite(breaths.low_ms[shown])
        ends = np.column_stack([breaths.low_ms[shown][known], breaths.high_ms[shown][known]]).ravel()
        self._bars.setData(np.repeat(t_s[known], 2), ends)
        top = float(np.nanpercentile(each, 99)) * 1.3 if len(each) else 100.0
        self.rsa.setYRange(0, max(20.0, top), padding=0)

    def _draw_power(self, measured: MeasuredSession) -> None:
        low, high = self.view
        view = spectrum_between(measured.even, low, high, COLUMNS)
        kept = view.hz <= HIGHEST_SHOWN_HZ
        with np.errstate(divide="ignore"):
            power = np.log10(view.ms2_per_hz[:, kept])
        known = power[np.isfinite(power)]
        self._power.setVisible(bool(len(known)))
        if not len(known):
            return
        top = float(np.percentile(known, 99.7))
        self._power.setImage(power, autoLevels=False, levels=(top - _DECADES, top))
        width = float(view.hz[1] - view.hz[0])
        self._power.setRect(view.begin_s, -width / 2, view.end_s - view.begin_s, width * int(kept.sum()))

    def _draw_lines(self) -> None:
        """Where phases begin and marks stand."""
        for plot, line in self._lines:
            plot.removeItem(line)
        self._lines = []
        if self._opened is None:
            return
        look = self._look
        pens = [
            (span.start_s, pg.mkPen(look.colour("muted"), style=Qt.PenStyle.DashLine))
            for span in self._opened.spans[1 : MOST_LINES + 1]
        ]
        pens += [(mark.at_s, pg.mkPen(look.colour("accent"))) for mark in self._opened.marks[:MOST_LINES]]
        for at_s, pen in pens:
            for plot in (self.beats, self.breathing, self.rsa, self.spectrum):
                line = pg.InfiniteLine(at_s, pen=pen)
                plot.addItem(line, ignoreBounds=True)
                self._lines.append((plot, line))

    def _said(self) -> str:
        low, high = self.view
        said = tr("Minutes {low} to {high} are shown.", low=number(low / 60, 1), high=number(high / 60, 1))
        keys = tr(
            "Arrow keys choose a beat, Page Up and Page Down move along, plus and minus zoom, 0 shows all."
        )
        return f"{said} {keys}"

    # --- mouse and keys ---

    def keyPressEvent(self, ev: QKeyEvent) -> None:
        match ev.key():
            case Qt.Key.Key_Left | Qt.Key.Key_Right:
                self.beat_step.emit(1 if ev.key() == Qt.Key.Key_Right else -1)
            case Qt.Key.Key_D:
                self.doubtful_wanted.emit()
            case _:
                super().keyPressEvent(ev)

    def _on_click(self, event: Any) -> None:
        """The beat nearest to the pointer."""
        box = self.beats.getViewBox()
        if self._opened is None or not box.sceneBoundingRect().contains(event.scenePos()):
            return
        where: QPointF = box.mapSceneToView(event.scenePos())
        times = self._opened.source.beats.t_s
        after = int(np.clip(np.searchsorted(times, where.x()), 1, len(times) - 1)) if len(times) > 1 else 0
        near = min((max(after - 1, 0), after), key=lambda i: abs(float(times[i]) - where.x()))
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self.beat_chosen.emit(near)
