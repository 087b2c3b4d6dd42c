"""Colours of the plots for looking back, from the look in use."""

from __future__ import annotations

import html

import numpy as np
import pyqtgraph as pg
from PySide6.QtGui import QFontMetrics

from outbreath_app.ui.look import Look

AXIS_EMS = 5.2


def axis_width(look: Look) -> int:
    """Room for the numbers at the left, the same in every plot so that they stand under one another."""
    return round(AXIS_EMS * QFontMetrics(look.font("small")).horizontalAdvance("0") + 18)


def dress_plot(plot: pg.PlotItem, look: Look, left: bool = True) -> None:
    """Axes and title of one plot."""
    for side in ("left", "bottom"):
        axis = plot.getAxis(side)
        axis.setPen(pg.mkPen(look.colour("line")))
        axis.setTextPen(pg.mkPen(look.colour("muted")))
        axis.setTickFont(look.font("small"))
        axis.setStyle(tickLength=-4)
    plot.getAxis("left").setStyle(maxTickLevel=0)
    if left:
        plot.getAxis("left").setWidth(axis_width(look))


def title_plot(plot: pg.PlotItem, text: str, look: Look) -> None:
    """A small line over the plot that says what is drawn."""
    height = QFontMetrics(look.font("small")).height() + 4
    colour = look.palette.muted
    plot.setTitle(
        html.escape(text, quote=False),
        color=colour,
        size=f"{look.font('small').pointSizeF():.1f}pt",
        justify="left",
    )
    plot.titleLabel.setMaximumHeight(height)
    plot.titleLabel.setMinimumWidth(0)  # a long one must not widen the plot beyond the window
    plot.layout.setRowFixedHeight(0, height)


def power_colours(look: Look) -> pg.ColorMap:
    """From the ground to the heart's colour, by way of the breath's."""
    stops = ("surface", "breath_fill", "breath", "heart")
    colours = [look.colour(name).getRgb() for name in stops]
    return pg.ColorMap(np.array([0.0, 0.35, 0.75, 1.0]), colours)
