"""A report as a PDF of one to three pages: text and vector plots by QPdfWriter."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication, QMarginsF, QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QApplication

from outbreath_app import __version__
from outbreath_app.reports.content import NOTICE, Plot, Report, Table
from outbreath_app.reports.scale import ticks

_DPI = 300
_INK, _MUTED, _LINE, _HEART, _BAND = "#2c2621", "#61564b", "#c9bdac", "#a53f2b", "#eadfce"
_PLOT_POINTS = 165.0


@lru_cache(maxsize=1)
def _application() -> QCoreApplication:
    """The application that fonts need: the window's where there is one, else one of the same kind, without a screen."""
    running = QApplication.instance()
    if running is not None:
        return running
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    return QApplication(["outbreath"])


def write_pdf(report: Report, path: Path) -> None:
    """Write the report. Raises OSError when the file cannot be written."""
    _application()
    partial = path.with_name(f".{path.name}.tmp")
    partial.write_bytes(b"")
    writer = QPdfWriter(str(partial))
    writer.setTitle(report.title)
    writer.setCreator(f"Outbreath {__version__}")
    writer.setResolution(_DPI)
    margins = QMarginsF(18, 16, 18, 16)
    writer.setPageLayout(
        QPageLayout(
            QPageSize(QPageSize.PageSizeId.A4),
            QPageLayout.Orientation.Portrait,
            margins,
            QPageLayout.Unit.Millimeter,
        )
    )
    painter = QPainter()
    if not painter.begin(writer):
        partial.unlink(missing_ok=True)
        raise OSError(0, "the PDF cannot be written", str(path))
    try:
        _Setter(painter, writer).set(report)
    finally:
        painter.end()
    partial.replace(path)


class _Setter:
    """Sets a report from top to bottom, turning the page where the next piece does not fit. Lengths in points."""

    def __init__(self, painter: QPainter, writer: QPdfWriter) -> None:
        self.painter, self.writer = painter, writer
        scale = _DPI / 72
        painter.scale(scale, scale)
        self.width = writer.width() / scale
        self.height = writer.height() / scale - 14
        self.y = 0.0
        self.page = 1

    def set(self, report: Report) -> None:
        self.text(report.title, 18, bold=True, after=2)
        self.text(NOTICE, 8, _MUTED, after=8)
        for name, value in report.facts:
            self.fact(name, value)
        self.y += 8
        for plot in report.plots:
            self.plot(plot)
        for table in report.tables:
            self.table(table)
        for number, note in enumerate(report.notes, start=1):
            self.text(f"{number}. {note}", 8.5, after=2)
        self.y += 6
        self.text("Methods", 11, bold=True, after=2)
        self.text(report.methods, 8.5, _MUTED)
        self.foot()

    def font(self, size: float, bold: bool = False) -> QFont:
        font = QFont("DejaVu Sans")
        font.setStyleHint(QFont.StyleHint.SansSerif)
        # one unit of the scaled painter is one point, so the size is asked for in pixels of that scale
        font.setPixelSize(max(1, round(size)))
        font.setBold(bold)
        self.painter.setFont(font)
        return font

    def room(self, needed: float) -> None:
        if self.y + needed > self.height and self.y > 0:
            self.foot()
            self.writer.newPage()
            self.page += 1
            self.y = 0.0

    def foot(self) -> None:
        self.font(7)
        self.painter.setPen(QColor(_MUTED))
        box = QRectF(0, self.height + 2, self.width, 12)
        self.painter.drawText(box, Qt.AlignmentFlag.AlignLeft, f"Outbreath {__version__}")
        self.painter.drawText(box, Qt.AlignmentFlag.AlignRight, f"page {self.page}")

    def text(
        self, text: str, size: float, colour: str = _INK, bold: bool = False, after: float = 0.0
    ) -> None:
        font = self.font(size, bold)
        plain = "".join(c if c.isprintable() else " " for c in text)[:6000]
        flags = int(Qt.AlignmentFlag.AlignLeft) | int(
            Qt.TextFlag.TextWrapAnywhere if " " not in plain else Qt.TextFlag.TextWordWrap
        )
        for piece in _pieces(plain):
            bounds = QFontMetricsF(font).boundingRect(QRectF(0, 0, self.width, 1e5), flags, piece)
            self.room(bounds.height())
            self.font(size, bold)
            self.painter.setPen(QColor(colour))
            self.painter.drawText(QRectF(0, self.y, self.width, bounds.height() + 2), flags, piece)
            self.y += bounds.height()
        self.y += after

    def fact(self, name: str, value: str) -> None:
        self.room(13)
        self.font(9)
        self.painter.setPen(QColor(_MUTED))
        self.painter.drawText(QRectF(0, self.y, 80, 13), Qt.AlignmentFlag.AlignLeft, name)
        self.painter.setPen(QColor(_INK))
        metrics = QFontMetricsF(self.painter.font())
        shown = metrics.elidedText(value, Qt.TextElideMode.ElideRight, self.width - 84)
        self.painter.drawText(QRectF(84, self.y, self.width - 84, 13), Qt.AlignmentFlag.AlignLeft, shown)
        self.y += 13

    def table(self, table: Table) -> None:
        self.room(60)
        self.text(table.title, 11, bold=True, after=3)
        lefts, widths = self._columns(table)
        for index, row in enumerate((table.header, *table.rows)):
            self.room(15)
            font = self.font(8, bold=index == 0)
            metrics = QFontMetricsF(font)
            self.painter.setPen(QColor(_INK))
            for place, cell in enumerate(row):
                left, width = lefts[place], widths[place]
                shown = metrics.elidedText(cell, Qt.TextElideMode.ElideRight, width - 4)
                self.painter.drawText(QRectF(left, self.y, width - 4, 13), Qt.AlignmentFlag.AlignLeft, shown)
            self.painter.setPen(QPen(QColor(_LINE), 0.5))
            self.painter.drawLine(QPointF(0, self.y + 13), QPointF(self.width, self.y + 13))
            self.y += 15
        self.y += 8

    def _columns(self, table: Table) -> tuple[list[float], list[float]]:
        """Where each column begins and how wide it is: as wide as its longest cell where the page allows it."""
        metrics = QFontMetricsF(self.font(8, bold=True))
        wanted = [
            max(metrics.horizontalAdvance(cell) for cell in column) + 10
            for column in zip(table.header, *table.rows, strict=True)
        ]
        spare = self.width - sum(wanted)
        if spare >= 0:
            widths = [width + spare / len(wanted) for width in wanted]
        else:  # the first column holds free text: it gives way before the numbers do
            first = max(60.0, wanted[0] + spare)
            rest = (self.width - first) / max(1.0, sum(wanted[1:]))
            widths = [first, *(width * min(1.0, rest) for width in wanted[1:])]
        lefts = [sum(widths[:place]) for place in range(len(widths))]
        return lefts, widths

    def plot(self, plot: Plot) -> None:
        good = np.isfinite(plot.y)
        if not good.any():
            return
        self.room(_PLOT_POINTS + 20)
        self.text(f"{plot.title} ({plot.y_label})", 11, bold=True, after=2)
        box = QRectF(34, self.y + 4, self.width - 40, _PLOT_POINTS - 34)
        y_ticks = ticks(np.append(plot.y[good], plot.band or []), 5)
        x_ticks = ticks(plot.x, 8)
        at = _Axes(box, x_ticks, y_ticks)
        self._ground(plot, at, box)
        if plot.joined:
            self._line(plot, good, at)
        else:
            self.painter.setBrush(QColor(_HEART))
            self.painter.setPen(Qt.PenStyle.NoPen)
            for x, y in zip(plot.x[good], plot.y[good], strict=True):
                self.painter.drawEllipse(at(float(x), float(y)), 1.8, 1.8)
            self.painter.setBrush(Qt.BrushStyle.NoBrush)
        self.y += _PLOT_POINTS + 4

    def _ground(self, plot: Plot, at: _Axes, box: QRectF) -> None:
        painter = self.painter
        if plot.band is not None:
            corner, opposite = at(at.x_ticks[0], plot.band[1]), at(at.x_ticks[-1], plot.band[0])
            painter.fillRect(QRectF(corner, opposite), QColor(_BAND))
        self.font(7)
        for value in at.y_ticks:
            point = at(at.x_ticks[0], value)
            painter.setPen(QPen(QColor(_LINE), 0.3))
            painter.drawLine(point, QPointF(box.right(), point.y()))
            painter.setPen(QColor(_MUTED))
            painter.drawText(QRectF(0, point.y() - 5, 30, 10), Qt.AlignmentFlag.AlignRight, f"{value:g}")
        for value in at.x_ticks:
            point = at(value, at.y_ticks[0])
            painter.drawText(
                QRectF(point.x() - 20, box.bottom() + 2, 40, 10), Qt.AlignmentFlag.AlignHCenter, f"{value:g}"
            )
        painter.drawText(
            QRectF(box.left(), box.bottom() + 12, box.width(), 10),
            Qt.AlignmentFlag.AlignHCenter,
            plot.x_label,
        )
        free = -1.0
        for start, _, name in plot.shaded:
            top = at(max(start, at.x_ticks[0]), at.y_ticks[-1])
            painter.setPen(QPen(QColor(_MUTED), 0.4, Qt.PenStyle.DashLine))
            painter.drawLine(top, QPointF(top.x(), box.bottom()))
            painter.setPen(QColor(_MUTED))
            if top.x() > free:
                shown = name[:22]
                painter.drawText(QPointF(top.x() + 2, box.top() - 1), shown)
                free = top.x() + QFontMetricsF(painter.font()).horizontalAdvance(shown) + 4

    def _line(self, plot: Plot, good: NDArray[np.bool_], at: _Axes) -> None:
        self.painter.setPen(QPen(QColor(_HEART), 0.6))
        run = QPolygonF()
        for x, y, sound in zip(plot.x, plot.y, good, strict=True):
            if sound:
                run.append(at(float(x), float(y)))
            elif run.count():
                self.painter.drawPolyline(run)
                run = QPolygonF()
        if run.count():
            self.painter.drawPolyline(run)


class _Axes:
    """From values to places on the page."""

    def __init__(self, box: QRectF, x_ticks: list[float], y_ticks: list[float]) -> None:
        self.box, self.x_ticks, self.y_ticks = box, x_ticks, y_ticks

    def __call__(self, x: float, y: float) -> QPointF:
        across = (x - self.x_ticks[0]) / (self.x_ticks[-1] - self.x_ticks[0])
        up = (y - self.y_ticks[0]) / (self.y_ticks[-1] - self.y_ticks[0])
        return QPointF(
            self.box.left() + across * self.box.width(), self.box.bottom() - up * self.box.height()
        )


def _pieces(text: str, longest: int = 900) -> list[str]:
    """Text in pieces short enough to fit on a page, cut at spaces."""
    pieces: list[str] = []
    while len(text) > longest:
        cut = text.rfind(" ", 0, longest)
        cut = cut if cut > 0 else longest
        pieces.append(text[:cut])
        text = text[cut:].lstrip()
    return [*pieces, text]
