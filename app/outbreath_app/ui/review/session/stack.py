"""Plots under one another over one axis that zooms and pans by mouse and keys, alike for hours and for years.

pyqtgraph is imported here and nowhere above, so import this module after the first paint.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pyqtgraph as pg
from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QResizeEvent, QWheelEvent

from outbreath_app.ui.looks.drawing_look import Look
from outbreath_app.ui.looks.plot_colours import axis_width, dress_plot, title_plot

_ZOOM = 1.5


class PlotStack(pg.GraphicsLayoutWidget):  # type: ignore[misc]
    """Only what is in view is drawn: `draw` is called whenever that changes. narrowest: the least that is shown along."""

    view_changed = Signal(float, float)

    def __init__(self, look: Look, axes: list[pg.AxisItem], shares: list[int], narrowest: float) -> None:
        super().__init__()
        self._look, self._shares, self._narrowest = look, shares, narrowest
        self._ends = (0.0, 1.0)
        self._standing = set(range(len(axes)))
        self._titles_said: Sequence[str] = ()
        self.titles_px = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.ci.layout.setSpacing(0)
        self.ci.layout.setContentsMargins(0, 0, 6, 0)
        self.plots = [self._plot(row, axis) for row, axis in enumerate(axes)]
        for plot in self.plots[1:]:
            plot.setXLink(self.plots[0])
        self._waiting = QTimer(self)
        self._waiting.setSingleShot(True)
        self._waiting.timeout.connect(self.draw)
        first = self.plots[0].getViewBox()
        first.sigXRangeChanged.connect(self._on_range)
        first.sigResized.connect(self._on_range)
        self.set_rows_shown(self._standing)

    def _plot(self, row: int, axis: pg.AxisItem) -> Any:
        plot = self.addPlot(row=row, col=0, axisItems={"bottom": axis})
        plot.setMenuEnabled(False)
        plot.hideButtons()
        plot.setMouseEnabled(x=True, y=False)
        plot.getViewBox().setDefaultPadding(0)
        return plot

    def dress(self, look: Look) -> None:
        """Ground, ring and axes."""
        self._look = look
        self.setBackground(look.colour("surface"))
        ring, line = look.palette.focus, look.palette.line
        self.setStyleSheet(
            f"QGraphicsView {{ border: 1px solid {line}; }} QGraphicsView:focus {{ border: 2px solid {ring}; }}"
        )
        for plot in self.plots:
            dress_plot(plot, look)
        self._fit_axes()

    def set_titles(self, said: Sequence[str]) -> None:
        """What each plot draws, over it."""
        self._titles_said = said
        self._fit_titles()

    def _fit_titles(self) -> None:
        """Long ones go on in a second line in a narrow window. titles_px: what they take of the height."""
        room = self.width() - axis_width(self._look) - 14
        heights = [
            title_plot(plot, text, self._look, room)
            for plot, text in zip(self.plots, self._titles_said, strict=False)
        ]
        self.titles_px = sum(px for row, px in enumerate(heights) if row in self._standing)

    def resizeEvent(self, ev: QResizeEvent | None) -> None:
        """Called without an event, too, while the base class is being made."""
        super().resizeEvent(ev)
        if ev is not None and ev.oldSize().width() != ev.size().width():
            self._fit_titles()

    def set_rows_shown(self, shown: set[int]) -> None:
        """Which plots stand; the last one bears the axis's words."""
        self._standing = shown
        for row, (plot, share) in enumerate(zip(self.plots, self._shares, strict=True)):
            there, was = row in shown, plot in self.ci.items
            if was and not there:
                self.ci.removeItem(plot)  # merely hidden, it would keep the room of its title and axis
            elif there and not was:
                self.ci.addItem(plot, row=row, col=0)
            self.ci.layout.setRowStretchFactor(row, share if there else 0)
        self._fit_axes()

    @property
    def shown(self) -> frozenset[int]:
        """Which plots stand."""
        return frozenset(self._standing)

    def _fit_axes(self) -> None:
        """Room for the last axis's words, whatever the size of the text."""
        metrics = QFontMetrics(self._look.font("small"))
        words, room = metrics.height() + 10, max(90.0, 1.6 * metrics.horizontalAdvance("00 MMM."))
        for row, plot in enumerate(self.plots):
            axis, last = plot.getAxis("bottom"), row == max(self._standing)
            axis.setStyle(showValues=last)
            axis.setHeight(words if last else 6)
            axis.room_px = room

    # --- what is in view ---

    def set_ends(self, begin: float, end: float) -> None:
        """How far along there is anything."""
        self._ends = begin, max(end, begin + self._narrowest)
        whole = self._ends[1] - self._ends[0]
        for plot in self.plots:
            plot.getViewBox().setLimits(
                xMin=self._ends[0], xMax=self._ends[1], minXRange=self._narrowest, maxXRange=whole
            )

    @property
    def view(self) -> tuple[float, float]:
        """Where the view begins and ends along the axis."""
        low, high = self.plots[0].getViewBox().viewRange()[0]
        return float(low), float(high)

    def show_between(self, begin: float, end: float) -> None:
        """Zoom and pan to a stretch, kept within the ends."""
        first, last = self._ends
        length = min(max(end - begin, self._narrowest), last - first)
        begin = min(max((begin + end - length) / 2, first), last - length)
        self.plots[0].setXRange(begin, begin + length, padding=0)

    def whole(self) -> None:
        """Everything."""
        self.show_between(*self._ends)

    def zoom(self, factor: float, about: float | None = None) -> None:
        """Show `factor` times as much, a point of it staying where it is."""
        low, high = self.view
        at = (low + high) / 2 if about is None else about
        self.show_between(at - (at - low) * factor, at + (high - at) * factor)

    def pan(self, share: float) -> None:
        """Move by a share of what is in view."""
        low, high = self.view
        step = share * (high - low)
        self.show_between(low + step, high + step)

    def _on_range(self) -> None:
        self.view_changed.emit(*self.view)
        if not self._waiting.isActive():
            self._waiting.start(0)

    def draw(self) -> None:
        """Draw what is in view."""

    @property
    def margins_px(self) -> tuple[int, int]:
        """Where the plots' axis begins and ends, in this widget's pixels."""
        box = self.plots[0].getViewBox().sceneBoundingRect()
        if box.width() <= 1:
            return axis_width(self._look), self.width() - 6
        return self.mapFromScene(box.topLeft()).x(), self.mapFromScene(box.topRight()).x()

    # --- mouse and keys ---

    def wheelEvent(self, ev: QWheelEvent) -> None:
        """With Ctrl: zoom about the pointer. Sideways or with Shift: along. Else the page scrolls."""
        turned = ev.angleDelta()
        if ev.modifiers() & Qt.KeyboardModifier.ControlModifier:
            at = self.plots[0].getViewBox().mapSceneToView(self.mapToScene(ev.position().toPoint())).x()
            self.zoom(_ZOOM ** (-turned.y() / 120), float(at))
            ev.accept()
        elif turned.x() or ev.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.pan(-(turned.x() or turned.y()) / 120 * 0.15)
            ev.accept()
        else:
            ev.ignore()

    def keyPressEvent(self, ev: QKeyEvent) -> None:
        low, high = self.view
        match ev.key():
            case Qt.Key.Key_PageUp | Qt.Key.Key_PageDown:
                self.pan(0.5 if ev.key() == Qt.Key.Key_PageDown else -0.5)
            case Qt.Key.Key_Plus | Qt.Key.Key_Equal:
                self.zoom(1 / _ZOOM)
            case Qt.Key.Key_Minus:
                self.zoom(_ZOOM)
            case Qt.Key.Key_0:
                self.whole()
            case Qt.Key.Key_Home:
                self.show_between(self._ends[0], self._ends[0] + high - low)
            case Qt.Key.Key_End:
                self.show_between(self._ends[1] - (high - low), self._ends[1])
            case _:
                ev.ignore()
                return
        ev.accept()
