"""Turns the settings into the look of the whole application: palette, style sheet, fonts."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from outbreath_app.settings import Settings
from outbreath_app.ui.looks.drawing_look import Look
from outbreath_app.ui.looks.responsive import room_in_use
from outbreath_app.ui.looks.stylesheet import BASE_PT, qt_palette, style_sheet
from outbreath_app.ui.looks.theme import (
    DARK,
    HIGH_CONTRAST_DARK,
    HIGH_CONTRAST_LIGHT,
    LIGHT,
    PALETTES,
    Palette,
    ThemeName,
)

_LOOK = "outbreath_look"


def system_palette(app: QApplication) -> Palette:
    """The palette that follows the desktop: dark or light, and high contrast where the desktop asks for it."""
    hints = app.styleHints()
    dark = hints.colorScheme() == Qt.ColorScheme.Dark
    accessibility = getattr(hints, "accessibility", None)
    wish = accessibility().contrastPreference() if accessibility is not None else None
    if wish is not None and wish == Qt.ContrastPreference.HighContrast:
        return HIGH_CONTRAST_DARK if dark else HIGH_CONTRAST_LIGHT
    return DARK if dark else LIGHT


def palette_for(settings: Settings, app: QApplication) -> Palette:
    """The palette the settings name; one that is not known follows the system."""
    try:
        name = ThemeName(settings.theme)
    except ValueError:
        name = ThemeName.SYSTEM
    return PALETTES[name] if name in PALETTES else system_palette(app)


def look_for(settings: Settings, app: QApplication) -> Look:
    """How custom-drawn widgets are to draw."""
    return Look(
        palette=palette_for(settings, app),
        scale=settings.text_scale * room_in_use(app),
        reduced_motion=settings.reduced_motion,
        show_counts=settings.show_counts,
    )


def look_in_use() -> Look:
    """The look the application was last given: for small drawings that nobody tells of it."""
    app = QApplication.instance()
    look = app.property(_LOOK) if app is not None else None
    return look if isinstance(look, Look) else Look()


def dress(app: QApplication, look: Look) -> None:
    """Give the application its look."""
    app.setProperty(_LOOK, look)
    font = app.font()
    font.setPointSizeF(BASE_PT * look.scale)
    app.setFont(font)
    app.setPalette(qt_palette(look.palette))
    app.setStyleSheet(style_sheet(look.palette, look.scale))
