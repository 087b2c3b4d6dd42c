"""The small drawings beside the places of the rail: thin lines in the colours in use."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPainterPath, QPen, QPixmap

GRID = 24.0  # the drawings' own units
_STROKE = 1.9


def rail_icon(place: str, colour: QColor, side_px: int, ratio: float) -> QIcon:
    """The drawing of a place. ratio: of the screen's pixels to Qt's."""
    pixels = QPixmap(round(side_px * ratio), round(side_px * ratio))
    pixels.setDevicePixelRatio(ratio)
    pixels.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixels)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(side_px / GRID, side_px / GRID)
    painter.setPen(
        QPen(colour, _STROKE, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    )
    _DRAWN[place](painter)
    painter.end()
    icon = QIcon()
    for mode in (QIcon.Mode.Normal, QIcon.Mode.Selected):  # Qt would tint the selected one
        icon.addPixmap(pixels, mode)
    return icon


def _breath(painter: QPainter) -> None:
    """Two breaths, each longer on its way out."""
    wave = QPainterPath(QPointF(2, 17))
    for start in (2.0, 12.0):
        wave.cubicTo(start + 2, 17, start + 2, 7, start + 4, 7)
        wave.cubicTo(start + 6.5, 7, start + 7, 17, start + 10, 17)
    painter.drawPath(wave)


def _peak(painter: QPainter) -> None:
    """A curve with its best place marked."""
    hill = QPainterPath(QPointF(2.5, 19))
    hill.cubicTo(8, 19, 8, 7.5, 12, 7.5)
    hill.cubicTo(16, 7.5, 16, 19, 21.5, 19)
    painter.drawPath(hill)
    painter.setBrush(painter.pen().color())
    painter.drawEllipse(QPointF(12, 3.6), 1.1, 1.1)


def _days(painter: QPainter) -> None:
    """Points over time, joined."""
    points = [QPointF(3, 17), QPointF(9, 11), QPointF(14.5, 14), QPointF(21, 6)]
    painter.drawPolyline(points)
    painter.setBrush(painter.pen().color())
    for point in points:
        painter.drawEllipse(point, 1.2, 1.2)


def _sliders(painter: QPainter) -> None:
    """Three sliders, each somewhere else."""
    for y, x in ((6.0, 15.5), (12.0, 8.0), (18.0, 13.5)):
        painter.drawLine(QPointF(3, y), QPointF(x - 2.4, y))
        painter.drawLine(QPointF(x + 2.4, y), QPointF(21, y))
        painter.drawEllipse(QPointF(x, y), 2.4, 2.4)


def _two(painter: QPainter) -> None:
    """Two people."""
    for x, y, half in ((9.0, 8.0, 6.5), (17.5, 9.5, 4.5)):
        painter.drawEllipse(QPointF(x, y), half * 0.48, half * 0.48)
        shoulders = QPainterPath(QPointF(x - half, 20))
        shoulders.cubicTo(x - half, y + half, x + half, y + half, x + half, 20)
        painter.drawPath(shoulders)


_DRAWN: dict[str, Callable[[QPainter], None]] = {
    "practise": _breath,
    "assess": _peak,
    "review": _days,
    "settings": _sliders,
    "people": _two,
}
