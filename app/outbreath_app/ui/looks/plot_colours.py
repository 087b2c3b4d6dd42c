"""Colours of the plots for looking back, from the look in use."""

from __future__ import annotations

import html

import numpy as np
import pyqtgraph as pg
from PySide6.QtGui import QFontMetrics

from outbreath_app.ui.looks.drawing_look import Look

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


def in_lines(text: str, metrics: QFontMetrics, room_px: int) -> list[str]:
    """The text cut between words into lines that fit; a word that is too long for one has its own."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and metrics.horizontalAdvance(longer) > room_px:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def title_plot(plot: pg.PlotItem, text: str, look: Look, room_px: int) -> int:
    """A small line over the plot that says what is drawn, or several where it is long; its height (px)."""
    metrics = QFontMetrics(look.font("small"))
    lines = in_lines(text, metrics, room_px)
    height = metrics.height() * len(lines) + 4
    plot.setTitle(
        "<br>".join(html.escape(line, quote=False) for line in lines),
        color=look.palette.muted,
        size=f"{look.font('small').pointSizeF():.1f}pt",
        justify="left",
    )
    plot.titleLabel.setMaximumHeight(height)
    plot.titleLabel.setMinimumWidth(0)  # a long one must not widen the plot beyond the window
    plot.layout.setRowFixedHeight(0, height)
    return height


def power_colours(look: Look) -> pg.ColorMap:
    """From the ground to the heart's colour, by way of the breath's."""
    stops = ("surface", "breath_fill", "breath", "heart")
    colours = [look.colour(name).getRgb() for name in stops]
    return pg.ColorMap(np.array([0.0, 0.35, 0.75, 1.0]), colours)
