"""Change over time as plots over one axis of days: resting, practice, breathing, dose, check-ins and paces found.

pyqtgraph is imported here and nowhere above, so import this module after the first paint.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt
import pyqtgraph as pg
from PySide6.QtCore import Qt

from outbreath_app.review.over_time import ItemDay, Mark
from outbreath_app.review.thinning import in_view
from outbreath_app.trends.daily import Trend
from outbreath_app.trends.over_time import PersonTrends, ResonanceVisit
from outbreath_app.ui.looks.drawing_look import Look
from outbreath_app.ui.review.session.stack import PlotStack
from outbreath_app.ui.review.trends.date_axis import DateAxis
from outbreath_app.ui.review.trends.findings import item_words, trend_title
from outbreath_app.ui.words.i18n import day_text, tr

FloatArray = npt.NDArray[np.float64]

NARROWEST_DAYS = 5.0
MOST_POINTS = 2000
REST, PRACTICE, BREATHING, DOSE, CHECKIN, RESONANCE = range(6)
_SHARES = [5, 5, 3, 3, 3, 3]


@dataclass(frozen=True, slots=True)
class Shown:
    """What the plots show. practice: the trend of one pace; marks: weeks beyond measurement error of rest and practice.

    visits: the assessments within the range looked at.
    """

    trends: PersonTrends
    practice: Trend | None
    rest_marks: tuple[Mark, ...]
    practice_marks: tuple[Mark, ...]
    item: str
    answers: tuple[ItemDay, ...]
    visits: tuple[ResonanceVisit, ...]


class TrendPlots(PlotStack):
    """Dots are days, the line is seven-day means, the band is the person's own; diamonds mark weeks that stood out."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, [DateAxis() for _ in _SHARES], _SHARES, NARROWEST_DAYS)
        self.setAccessibleName(tr("Change over time"))
        self._shown: Shown | None = None
        self._ms = [_Measure(plot) for plot in self.plots[:2]]
        self._rates = [self._dots(BREATHING) for _ in range(2)]
        self._bars: Any = pg.BarGraphItem(x=[], height=[], width=0.8)
        self.plots[DOSE].addItem(self._bars, ignoreBounds=True)
        self._answers = [self._dots(CHECKIN) for _ in range(2)]
        self._joins = self._curve(CHECKIN, "pairs")
        self._spans = self._curve(RESONANCE, "pairs")
        self._paces = self._dots(RESONANCE)
        self.set_look(look)

    def _dots(self, row: int) -> Any:
        made = pg.ScatterPlotItem(size=6, pen=None)
        self.plots[row].addItem(made, ignoreBounds=True)
        return made

    def _curve(self, row: int, connect: str) -> Any:
        made = pg.PlotCurveItem(connect=connect)
        self.plots[row].addItem(made, ignoreBounds=True)
        return made

    def set_look(self, look: Look) -> None:
        """Colours and text sizes."""
        self.dress(look)
        for measure in self._ms:
            measure.set_look(look)
        heart, breath, muted = look.colour("heart"), look.colour("breath"), look.colour("muted")
        for rings in (self._rates[0], self._answers[0]):  # told from the dots by their shape as well
            rings.setBrush(pg.mkBrush(look.colour("surface")))
            rings.setPen(pg.mkPen(muted, width=1.4))
        for dots, colour in ((self._rates[1], breath), (self._answers[1], breath), (self._paces, heart)):
            dots.setBrush(pg.mkBrush(colour))
        self._bars.setOpts(brush=pg.mkBrush(breath), pen=pg.mkPen(None))
        self._joins.setPen(pg.mkPen(muted, width=1))
        self._spans.setPen(pg.mkPen(muted, width=2))
        self._titles()

    def _titles(self) -> None:
        shown = self._shown
        practice = trend_title(shown.practice) if shown and shown.practice else tr("Practising: RSA in ms")
        item = item_words(shown.item) if shown and shown.item else tr("Check-ins")
        said = (
            tr("Resting: RMSSD in ms"),
            practice,
            tr("Breaths a minute: rings at rest, dots in this practice"),
            tr("Minutes of practice in each week"),
            tr("{item}, 0 to 10: rings before, dots after", item=item),
            tr("Pace found by assessments, with its 95 % interval"),
        )
        self.set_titles(said)

    def show_trends(self, shown: Shown, first: date, last: date) -> None:
        """What is known, from the first day to the last."""
        self._shown = shown
        self.set_ends(first.toordinal() - 0.5, last.toordinal() + 1.5)
        rows = {REST, DOSE}
        rows |= {PRACTICE} if shown.practice is not None else set()
        rates = [
            day
            for trend in (shown.trends.rest, shown.practice)
            if trend
            for day in trend.days
            if day.rate_per_min
        ]
        rows |= {BREATHING} if rates else set()
        rows |= {CHECKIN} if shown.answers else set()
        rows |= {RESONANCE} if any(one.resonance_per_min is not None for one in shown.visits) else set()
        self.set_rows_shown(rows)
        self._titles()
        self.draw()

    @property
    def rows(self) -> int:
        """How many plots stand."""
        return len(self.shown)

    def show_days(self, first: date, last: date) -> None:
        """The stretch from one day to another."""
        self.show_between(first.toordinal() - 0.5, last.toordinal() + 1.5)

    def draw(self) -> None:
        shown = self._shown
        if shown is None:
            return
        low, high = self.view
        self._ms[0].draw(shown.trends.rest, shown.rest_marks, low, high)
        if shown.practice is not None:
            self._ms[1].draw(shown.practice, shown.practice_marks, low, high)
        self._draw_rates(shown, low, high)
        self._draw_dose(shown, low, high)
        self._draw_answers(shown, low, high)
        self._draw_resonance(shown)
        begin, end = date.fromordinal(max(1, int(low + 1))), date.fromordinal(max(1, int(high - 1)))
        keys = tr("Page Up and Page Down move along, plus and minus zoom, 0 shows all.")
        self.setAccessibleDescription(
            f"{tr('{first} to {last} are shown.', first=day_text(begin), last=day_text(end))} {keys}"
        )

    def _draw_rates(self, shown: Shown, low: float, high: float) -> None:
        top = 12.0
        for dots, trend in zip(self._rates, (shown.trends.rest, shown.practice), strict=True):
            days = [day for day in trend.days if day.rate_per_min is not None] if trend else []
            x = np.array([day.day.toordinal() + 0.5 for day in days], dtype=np.float64)
            y = np.array([day.rate_per_min for day in days], dtype=np.float64)
            top = max(top, float(y.max()) * 1.15) if len(y) else top
            dots.setData(*in_view(x, y, low, high, MOST_POINTS))
        self.plots[BREATHING].setYRange(0, top, padding=0)

    def _draw_dose(self, shown: Shown, low: float, high: float) -> None:
        weeks = [week for week in shown.trends.dose.weeks if low - 7 <= week.end.toordinal() <= high + 7][
            -1000:
        ]
        x = [week.end.toordinal() - 2.5 for week in weeks]
        heights = [week.minutes for week in weeks]
        self._bars.setOpts(x=x, height=heights, width=5.6)
        self.plots[DOSE].setYRange(0, max([10.0, *heights]) * 1.15, padding=0)

    def _draw_answers(self, shown: Shown, low: float, high: float) -> None:
        x = np.array([each.day.toordinal() + 0.5 for each in shown.answers], dtype=np.float64)
        both = []
        for dots, part in zip(self._answers, ("before", "after"), strict=True):
            values = [getattr(each, part) for each in shown.answers]
            y = np.array([np.nan if value is None else value for value in values], dtype=np.float64)
            both.append(y)
            known = np.isfinite(y)
            dots.setData(*in_view(x[known], y[known], low, high, MOST_POINTS))
        known = np.isfinite(both[0]) & np.isfinite(both[1]) & (x >= low) & (x <= high)
        ends = np.column_stack([both[0][known], both[1][known]]).ravel()[-MOST_POINTS:]
        self._joins.setData(np.repeat(x[known], 2)[-MOST_POINTS:], ends)
        self.plots[CHECKIN].setYRange(-0.5, 10.5, padding=0)

    def _draw_resonance(self, shown: Shown) -> None:
        found = [one for one in shown.trends.resonance if one.resonance_per_min is not None][-MOST_POINTS:]
        x = np.array([one.day.toordinal() + 0.5 for one in found], dtype=np.float64)
        self._paces.setData(x, [one.resonance_per_min for one in found])
        ends = [edge for one in found for edge in (one.low_per_min, one.high_per_min)]
        self._spans.setData(np.repeat(x, 2), np.array(ends, dtype=np.float64))
        self.plots[RESONANCE].setYRange(3.8, 7.4, padding=0)


class _Measure:
    """One measure: band, daily dots, seven-day means and marked weeks."""

    def __init__(self, plot: Any) -> None:
        self.plot = plot
        self.band: Any = pg.LinearRegionItem(orientation="horizontal", movable=False)
        self.line: Any = pg.PlotCurveItem(connect="finite")
        self.dots: Any = pg.ScatterPlotItem(size=6, pen=None)
        self.marks: Any = pg.ScatterPlotItem(size=13, symbol="d", brush=None)
        for item in (self.band, self.line, self.dots, self.marks):
            plot.addItem(item, ignoreBounds=True)

    def set_look(self, look: Look) -> None:
        self.band.setBrush(pg.mkBrush(look.colour("band")))
        for edge in self.band.lines:
            edge.setPen(pg.mkPen(look.colour("muted"), width=1, style=Qt.PenStyle.DotLine))
        self.line.setPen(pg.mkPen(look.colour("heart"), width=2))
        self.dots.setBrush(pg.mkBrush(look.colour("muted", 0.75)))
        self.marks.setPen(pg.mkPen(look.colour("text"), width=2))

    def draw(self, trend: Trend, marks: tuple[Mark, ...], low: float, high: float) -> None:
        known = trend.band_low is not None and trend.band_high is not None
        self.band.setVisible(known)
        if known:
            self.band.setRegion((math.exp(trend.band_low or 0.0), math.exp(trend.band_high or 0.0)))
        x = np.array([day.day.toordinal() + 0.5 for day in trend.days], dtype=np.float64)
        y = np.exp(np.array([day.value for day in trend.days], dtype=np.float64))
        near_x, near_y = in_view(x, y, low, high, MOST_POINTS)
        self.dots.setData(near_x, near_y)
        weeks = [week for week in trend.weeks if low - 14 <= week.end.toordinal() <= high + 14]
        means = [math.nan if week.mean is None else math.exp(week.mean) for week in weeks]
        self.line.setData([week.end.toordinal() - 2.5 for week in weeks], np.array(means, dtype=np.float64))
        at = [mark for mark in marks if mark.week.mean is not None]
        self.marks.setData(
            [m.week.end.toordinal() - 2.5 for m in at], [math.exp(m.week.mean or 0.0) for m in at]
        )
        values = [*near_y.tolist(), *(value for value in means if math.isfinite(value))]
        if known:
            values += [math.exp(trend.band_low or 0.0), math.exp(trend.band_high or 0.0)]
        if values:
            room = max(3.0, 0.12 * (max(values) - min(values)))
            self.plot.setYRange(max(0.0, min(values) - room), max(values) + room, padding=0)
