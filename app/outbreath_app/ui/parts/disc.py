"""The soft disc of the pacer, and the same at rest as the program's mark."""

from __future__ import annotations

import math

from PySide6.QtCore import QElapsedTimer, QPointF, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QHideEvent, QPainter, QPaintEvent, QPen, QRadialGradient, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from outbreath_app.ui.looks.application_look import look_in_use
from outbreath_app.ui.looks.drawing_look import Look

_AT_REST, _WIDEST = 0.74, 0.93  # of the mark's ring
_BREATH_S, _IN = 10.0, 0.4  # the breath of the mark, and how much of it is its way in
_FROM = 0.2  # it begins at rest, on its way in
_FRAME_MS = 33
DISC = 0.89  # of the radius: the disc itself, within its halo


def paint_disc(painter: QPainter, look: Look, centre: QPointF, radius: float, depth: float) -> None:
    """The disc with its halo, a little lighter where light would fall on it. depth: 0 pale to 1 full colour.

    Colours are mixed beforehand: a see-through one over so many points takes six times as long to draw.
    """
    ground, halo = look.colour("window"), look.colour("orb_halo")
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(_towards(ground, halo, 0.55))
    painter.drawEllipse(centre, radius, radius)
    painter.setBrush(halo)
    painter.drawEllipse(centre, radius * 0.95, radius * 0.95)
    inner = radius * DISC
    light = QRadialGradient(centre + QPointF(-0.35 * inner, -0.42 * inner), 1.5 * inner)
    strength = 0.25 + 0.75 * depth
    # little enough that the words on the disc keep their contrast
    bright, share = ("breath", 0.15) if look.palette.dark else ("orb_halo", 0.55)
    light.setColorAt(0.0, _towards(look.colour("orb"), look.colour(bright), share, strength))
    light.setColorAt(1.0, look.colour("orb", strength))
    strong = look.palette.strong
    # the edge can be followed by those who do not tell the soft colours apart
    edge = _towards(halo, look.colour("breath"), 1.0 if strong else 0.75)
    wide = 3.0 if strong else 1.6
    if depth < 1.0:
        painter.setPen(QPen(edge, wide))
    else:  # a larger disc behind takes a tenth of the time of a line around
        painter.setBrush(edge)
        painter.drawEllipse(centre, inner + wide / 2, inner + wide / 2)
        inner -= wide / 2
    painter.setBrush(light)
    painter.drawEllipse(centre, inner, inner)
    painter.setPen(Qt.PenStyle.NoPen)


def _towards(one: QColor, other: QColor, share: float, alpha: float = 1.0) -> QColor:
    """A colour so far from one towards the other."""

    def mixed(a: float, b: float) -> float:
        return a + (b - a) * share

    return QColor.fromRgbF(
        mixed(one.redF(), other.redF()),
        mixed(one.greenF(), other.greenF()),
        mixed(one.blueF(), other.blueF()),
        alpha,
    )


class OrbMark(QWidget):
    """The program's mark: the pacer's disc at rest, with its widest reach around it."""

    def __init__(self, lines: float, most_px: int = 1000, parent: QWidget | None = None) -> None:
        """As high as so many lines of text, at most most_px."""
        super().__init__(parent)
        self._lines, self._most_px = lines, most_px
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        side = min(round(self._lines * self.fontMetrics().lineSpacing()), self._most_px)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        look = look_in_use()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        centre = QPointF(self.width() / 2, self.height() / 2)
        largest = min(self.width(), self.height()) / 2 - 1.5
        painter.setPen(QPen(look.colour("line"), 1.2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(centre, largest, largest)
        paint_disc(painter, look, centre, largest * self.reach(), 1.0)
        painter.end()

    def reach(self) -> float:
        """How large the disc is now, as a share of its widest reach."""
        return _AT_REST


class BreathingMark(OrbMark):
    """The mark as it breathes: slowly, a longer way out, and at rest where motion is to be kept to a little."""

    def __init__(self, lines: float, most_px: int = 1000, parent: QWidget | None = None) -> None:
        super().__init__(lines, most_px, parent)
        self._since = QElapsedTimer()
        self._frames = QTimer(self)
        self._frames.setInterval(_FRAME_MS)
        self._frames.timeout.connect(self.update)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not look_in_use().reduced_motion:
            self._since.start()
            self._frames.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._frames.stop()

    def reach(self) -> float:
        if not self._frames.isActive():
            return _AT_REST
        at = (self._since.elapsed() / 1000 / _BREATH_S + _FROM) % 1.0
        level = (1 - math.cos(math.pi * (at / _IN if at < _IN else 1 + (at - _IN) / (1 - _IN)))) / 2
        return _AT_REST + (_WIDEST - _AT_REST) * (2 * level - 1) * 0.8
