"""A report as a PDF of one to three pages: text and vector plots by QPdfWriter."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path

import numpy as np
from PySide6.QtCore import QBuffer, QCoreApplication, QIODevice, QMarginsF, QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QPen,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QApplication

from outbreath_app import __version__
from outbreath_app.reports.model import NOTICE, Plot, Report, Table
from outbreath_app.ui.reports.plot import INK, MUTED, RULE, PlotDrawer

_DPI = 300
_PLOT_POINTS = 128.0
_ROW_POINTS, _LINE_POINTS = 14.0, 9.5
_LONGEST_TEXT = 6000
_FACT_NAME_POINTS = 84.0


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
    pages = _set(report, QBuffer(), 0)  # once for the number of pages, which each page's foot tells
    partial = path.with_name(f".{path.name}.tmp")
    partial.write_bytes(b"")
    try:
        _set(report, str(partial), pages)
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)


def _set(report: Report, into: QBuffer | str, pages: int) -> int:
    """Set the report into a file or a buffer; returns how many pages it took."""
    if isinstance(into, QBuffer):
        into.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(into)
    writer.setTitle(report.title)
    writer.setCreator(f"Outbreath {__version__}")
    writer.setResolution(_DPI)
    size, upright = QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait
    writer.setPageLayout(QPageLayout(size, upright, QMarginsF(18, 16, 18, 16), QPageLayout.Unit.Millimeter))
    painter = QPainter()
    if not painter.begin(writer):
        raise OSError(0, "the PDF cannot be written", into if isinstance(into, str) else "")
    try:
        setter = _Setter(painter, writer, pages)
        setter.set(report)
    finally:
        painter.end()
    return setter.page


class _Setter:
    """Sets a report from top to bottom, turning the page where the next piece does not fit. Lengths in points."""

    def __init__(self, painter: QPainter, writer: QPdfWriter, pages: int) -> None:
        self.painter, self.writer, self.pages = painter, writer, pages
        scale = _DPI / 72
        painter.scale(scale, scale)
        self.width = writer.width() / scale
        self.height = writer.height() / scale - 14
        self.y = 0.0
        self.page = 1
        self.title = ""

    def set(self, report: Report) -> None:
        self.title = report.title
        self.text(report.title, 17, bold=True, after=2)
        self.text(NOTICE, 8, MUTED, after=8)
        self.facts(report.facts)
        if report.lead:
            self.text(report.lead, 11, bold=True, after=8)
        for plot in report.plots:
            self.plot(plot)
        for table in report.tables:
            self.table(table)
        for number, note in enumerate(report.notes, start=1):
            self.text(f"{number}. {note}", 8, after=2)
        self.y += 6
        self.room(60)
        self.text("Methods", 10.5, bold=True, after=2)
        self.text(report.methods, 8, MUTED)
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
        font = self.font(7)
        self.painter.setPen(QColor(MUTED))
        box = QRectF(0, self.height + 2, self.width, 12)
        told = f"page {self.page} of {self.pages}"
        room = self.width - 120
        said = QFontMetricsF(font).elidedText(
            f"{self.title} · Outbreath {__version__}", Qt.TextElideMode.ElideRight, room
        )
        self.painter.drawText(box, Qt.AlignmentFlag.AlignLeft, said)
        self.painter.drawText(box, Qt.AlignmentFlag.AlignRight, told)

    def text(self, text: str, size: float, colour: str = INK, bold: bool = False, after: float = 0.0) -> None:
        """A paragraph, line by line, so that it may go on on the next page."""
        plain = "".join(c if c.isprintable() else " " for c in text)[:_LONGEST_TEXT]
        layout = QTextLayout(plain, self.font(size, bold))
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.beginLayout()
        lines = []
        while (line := layout.createLine()).isValid():
            line.setLineWidth(self.width)
            lines.append(line)
        layout.endLayout()
        for line in lines:
            self.room(line.height())
            self.painter.setPen(QColor(colour))
            line.draw(self.painter, QPointF(0, self.y))
            self.y += line.height()
        self.y += after

    def facts(self, facts: tuple[tuple[str, str], ...]) -> None:
        """Names and values in two columns, read down the first."""
        half = -(-len(facts) // 2)
        begin = self.y
        for place, (name, value) in enumerate(facts):
            left = 0.0 if place < half else self.width / 2 + 6
            self.y = begin + 13 * (place % half)
            metrics = QFontMetricsF(self.font(8.5))
            self.painter.setPen(QColor(MUTED))
            self.painter.drawText(
                QRectF(left, self.y, _FACT_NAME_POINTS, 13), Qt.AlignmentFlag.AlignLeft, name
            )
            self.painter.setPen(QColor(INK))
            room = self.width / 2 - _FACT_NAME_POINTS - 8
            plain = "".join(c if c.isprintable() else " " for c in value)
            shown = metrics.elidedText(plain, Qt.TextElideMode.ElideRight, room)
            box = QRectF(left + _FACT_NAME_POINTS, self.y, room, 13)
            self.painter.drawText(box, Qt.AlignmentFlag.AlignLeft, shown)
        self.y = begin + 13 * half + 8

    def table(self, table: Table) -> None:
        self.room(20 + _ROW_POINTS * min(3, len(table.rows) + 1))
        self.text(table.title, 10.5, bold=True, after=3)
        lefts, widths = self._columns(table)
        self._row(table.header, lefts, widths, head=True)
        for row in table.rows:
            before = self.page
            self.room(_height(row))
            if self.page != before:
                self._row(table.header, lefts, widths, head=True)
            self._row(row, lefts, widths)
        if table.note:
            self.y += 2
            self.text(table.note, 7, MUTED)
        self.y += 9

    def _row(self, row: tuple[str, ...], lefts: list[float], widths: list[float], head: bool = False) -> None:
        """One row with a rule under it."""
        height = _height(row)
        metrics = QFontMetricsF(self.font(7.5, bold=head))
        self.painter.setPen(QColor(INK))
        for left, width, cell in zip(lefts, widths, row, strict=True):
            for down, line in enumerate(cell.split("\n")):
                plain = "".join(c if c.isprintable() else " " for c in line)
                shown = metrics.elidedText(plain, Qt.TextElideMode.ElideRight, width - 4)
                box = QRectF(left, self.y + 1 + _LINE_POINTS * down, width - 4, 12)
                self.painter.drawText(box, Qt.AlignmentFlag.AlignLeft, shown)
        self.painter.setPen(QPen(QColor(RULE), 0.5 if head else 0.3))
        under = self.y + height - 1.5
        self.painter.drawLine(QPointF(0, under), QPointF(self.width, under))
        self.y += height

    def _columns(self, table: Table) -> tuple[list[float], list[float]]:
        """Where each column begins and how wide it is: as wide as its longest cell where the page allows it."""
        metrics = QFontMetricsF(self.font(7.5, bold=True))
        wanted = [
            max(metrics.horizontalAdvance(line) for cell in column for line in cell.split("\n")) + 9
            for column in zip(table.header, *table.rows, strict=True)
        ]
        spare = self.width - sum(wanted)
        if spare >= 0:
            widths = [
                wanted[0] + spare * 0.5,
                *(w + spare * 0.5 / max(1, len(wanted) - 1) for w in wanted[1:]),
            ]
        else:  # the longest column holds free text: it gives way before the numbers do
            longest = int(np.argmax(wanted))
            kept = max(60.0, wanted[longest] + spare)
            others = sum(wanted) - wanted[longest]
            share = min(1.0, (self.width - kept) / max(1.0, others))
            widths = [kept if place == longest else width * share for place, width in enumerate(wanted)]
        lefts = [sum(widths[:place]) for place in range(len(widths))]
        return lefts, widths

    def plot(self, plot: Plot) -> None:
        if not np.isfinite(plot.y).any():
            return
        self.room(_PLOT_POINTS + 18)
        self.text(f"{plot.title} ({plot.y_label})", 10.5, bold=True, after=1)
        if plot.caption:
            self.text(plot.caption, 7, MUTED)
        box = QRectF(30, self.y + 10, self.width - 34, _PLOT_POINTS - 40)
        PlotDrawer(self.painter, plot, box).draw()
        self.y += _PLOT_POINTS - (4 if plot.x_label else 12)


def _height(row: tuple[str, ...]) -> float:
    return _ROW_POINTS + _LINE_POINTS * max(cell.count("\n") for cell in row)
