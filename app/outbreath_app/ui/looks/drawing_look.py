"""How custom-drawn widgets are to draw: colours, text size, motion."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QColor, QFont

from outbreath_app.ui.looks.stylesheet import point_size
from outbreath_app.ui.looks.theme import LIGHT, Palette


@dataclass(frozen=True, slots=True)
class Look:
    """How things are drawn: colours, text scale, and whether motion is kept to a slow fade."""

    palette: Palette = LIGHT
    scale: float = 1.0
    reduced_motion: bool = False
    show_counts: bool = False

    def colour(self, name: str, alpha: float = 1.0) -> QColor:
        colour = QColor(getattr(self.palette, name))
        colour.setAlphaF(alpha)
        return colour

    def font(self, role: str) -> QFont:
        font = QFont()
        font.setPointSizeF(point_size(role, self.scale))
        return font
