"""Many sessions over time: daily values, the person's own band, and the finding in a sentence."""

from __future__ import annotations

import math

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from outbreath_app.trends import PersonTrends, Trend
from outbreath_app.ui.i18n import number, tr
from outbreath_app.ui.widgets import Page, label


class OverTimeDialog(QDialog):
    """Resting and practice, kept apart."""

    def __init__(self, trends: PersonTrends, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Over time"))
        self.setAccessibleName(tr("Over time"))
        self.resize(900, 640)
        page = Page(tr("Over time"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(page)
        dose = tr("Practised on {days} days, {minutes} min in all.", days=trends.practice_days, minutes=number(trends.practice_minutes, 0))  # fmt: skip
        page.body.addWidget(label(dose, "muted", wrap=True))
        self._add(page, tr("Resting, RMSSD"), trends.rest)
        for trend in trends.practice:
            title = tr("Practice at {rate}/min, RSA", rate=number(trend.rate_per_min or 0.0, 1))
            self._add(page, title, trend)
        page.body.addStretch(1)

    def _add(self, page: Page, title: str, trend: Trend) -> None:
        page.body.addWidget(label(title, "lead", wrap=True))
        said = words_of(trend)
        if trend.days:
            page.body.addWidget(self._plot(title, trend, said))
        page.body.addWidget(label(said, "muted", wrap=True))

    def _plot(self, title: str, trend: Trend, said: str) -> QWidget:
        import pyqtgraph

        colours = self.palette()
        ink, accent = colours.color(QPalette.ColorRole.Text), colours.color(QPalette.ColorRole.Highlight)
        plot = pyqtgraph.PlotWidget(background=colours.color(QPalette.ColorRole.Base))
        plot.setAxisItems({"bottom": pyqtgraph.DateAxisItem(utcOffset=0)})
        plot.setMinimumHeight(220)
        plot.setMenuEnabled(False)
        plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        plot.setAccessibleName(title)
        plot.setAccessibleDescription(said)
        for side in ("left", "bottom"):
            plot.getAxis(side).setTextPen(ink)
            plot.getAxis(side).setPen(ink)
        plot.setLabel("left", "ms", color=ink.name())
        if trend.band_low is not None and trend.band_high is not None:
            soft = colours.color(QPalette.ColorRole.AlternateBase)
            band = [math.exp(trend.band_low), math.exp(trend.band_high)]
            plot.addItem(pyqtgraph.LinearRegionItem(band, "horizontal", brush=soft, movable=False))
        at = [(day.day.toordinal() - 719163) * 86400.0 for day in trend.days]
        plot.plot(
            at,
            [math.exp(day.value) for day in trend.days],
            pen=None,
            symbol="o",
            symbolSize=6,
            symbolBrush=accent,
            symbolPen=None,
        )
        weeks = [week for week in trend.weeks if week.mean is not None]
        when = [(week.end.toordinal() - 719163 - 3) * 86400.0 for week in weeks]
        plot.plot(when, [math.exp(week.mean or 0.0) for week in weeks], pen=pyqtgraph.mkPen(ink, width=1))
        assert isinstance(plot, QWidget)
        return plot


def words_of(trend: Trend) -> str:
    """The finding in the person's language."""
    if trend.change is None or trend.mdc95 is None:
        return tr(
            "There are not yet enough days: three in the last seven and six in the weeks before are needed."
        )
    low, mid, high = (
        number(100 * (math.exp(trend.change + side * trend.mdc95) - 1), 0) for side in (-1, 0, 1)
    )
    if trend.beyond_error:
        return tr("The last seven days differ by {pct} % from the weeks before ({low} to {high} %): beyond measurement error.", pct=mid, low=low, high=high)  # fmt: skip
    return tr("The last seven days differ by {pct} % from the weeks before ({low} to {high} %): within measurement error.", pct=mid, low=low, high=high)  # fmt: skip
