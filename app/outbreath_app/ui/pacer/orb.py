"""The orb: a soft disc that grows with the in-breath and settles with the out-breath."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPixmap

from outbreath_app.pacing import PartKind
from outbreath_app.ui.pacer.view import PacerView, count_words, part_words
from outbreath_app.ui.parts.disc import DISC, paint_disc

SMALLEST = 0.46  # of the largest radius: the words always fit inside
MOST_SMALL = 0.8  # and no more than this, or nothing would be left to breathe with
_HALO = 1.12
_LEAD = 1.25  # the words are in the lead size, a little larger than the widget's own
_BESIDE_PX = 8  # between the words and the disc's edge
_FREE = 0.6  # nothing is paced: the disc rests at a middling size


class OrbView(PacerView):
    """The breath as the size of a disc; with reduced motion its depth of colour instead."""

    _ring: QPixmap | None = None
    _ring_for: tuple[QSize, float, str] | None = None

    def radius(self) -> float:
        """Radius of the disc now (px)."""
        largest = min(self.width(), self.height()) / 2 / _HALO - 2
        level = 1.0 if self.look.reduced_motion else self.position.level
        if not self.position.paced:
            level = _FREE
        words = (self._half_words(largest) * self._fitting(largest) + _BESIDE_PX) / DISC
        smallest = min(max(SMALLEST * largest, words), MOST_SMALL * largest)
        return smallest + (largest - smallest) * level

    def _half_words(self, largest: float) -> float:
        """Half the width (px) of the words; both parts of a breath count, so that their size stays the same."""
        lines = self._lines()
        if self.position.paced:
            lines = [*lines, part_words(PartKind.IN), part_words(PartKind.OUT)]
        return max(map(self.fontMetrics().horizontalAdvance, lines)) * _LEAD * self._larger(largest) / 2

    def _fitting(self, largest: float) -> float:
        """How much smaller than asked for the words are, so that the least disc holds them: 1 where there is room."""
        return min(1.0, max(0.2, (DISC * MOST_SMALL * largest - _BESIDE_PX) / self._half_words(largest)))

    def _lines(self) -> list[str]:
        """What the disc says: two words on a line, more on two."""
        words = part_words(self.position.kind).split()
        if len(words) < 3:
            return [" ".join(words)]
        halves = [(" ".join(words[:at]), " ".join(words[at:])) for at in range(1, len(words))]
        return list(min(halves, key=lambda half: max(map(len, half))))

    def _larger(self, largest: float) -> float:
        """How much larger the words are in a large orb."""
        return min(2.0, max(1.0, largest / (200 * self.look.scale)))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        centre = QPointF(self.width() / 2, self.height() / 2)
        largest = min(self.width(), self.height()) / 2 / _HALO - 2
        radius = self.radius()
        painter.drawPixmap(0, 0, self._reach(centre, largest))
        fading = self.look.reduced_motion and self.position.paced
        depth = self.position.level if fading else 1.0
        paint_disc(painter, self.look, centre, radius, depth)
        self._paint_words(painter, centre, self._larger(largest) * self._fitting(largest))
        painter.end()

    def _reach(self, centre: QPointF, largest: float) -> QPixmap:
        """The ring that the widest breath reaches, drawn once for a size and a look."""
        ratio = self.devicePixelRatioF()
        colour = self.look.colour("line")
        made_for = (self.size(), ratio, colour.name())
        if self._ring is None or self._ring_for != made_for:
            self._ring, self._ring_for = QPixmap(self.size() * ratio), made_for
            self._ring.setDevicePixelRatio(ratio)
            self._ring.fill(Qt.GlobalColor.transparent)
            painter = QPainter(self._ring)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(colour, 1.5))
            painter.drawEllipse(centre, largest, largest)
            painter.end()
        return self._ring

    def _paint_words(self, painter: QPainter, centre: QPointF, larger: float) -> None:
        painter.setPen(self.look.colour("on_orb"))
        counted = self.look.show_counts and self.position.paced
        font = self.look.font("lead")
        font.setPointSizeF(font.pointSizeF() * larger)
        painter.setFont(font)
        height = painter.fontMetrics().height()
        wide = max(self.width(), 1)
        lines = self._lines()
        top = centre.y() - height * (1.2 if counted else 0.5 * len(lines))
        painter.drawText(
            QRectF(0, top, wide, height * len(lines)),
            Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip,
            "\n".join(lines),
        )
        if counted:
            painter.setFont(self.look.font("clock"))
            painter.drawText(
                QRectF(0, top + height, wide, painter.fontMetrics().height()),
                Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip,
                count_words(self.position),
            )
