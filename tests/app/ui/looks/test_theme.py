"""Every palette can be read: contrast computed for each pair of writing and ground."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from outbreath_app.ui.looks import application_look as looks
from outbreath_app.ui.looks.theme import (
    DARK,
    HIGH_CONTRAST_DARK,
    LIGHT,
    PALETTES,
    READ_PAIRS,
    SHAPE_PAIRS,
    ThemeName,
    contrast,
)
from outbreath_app.ui.shell.application import follow_desktop
from support.desk import Desk


def test_contrast_of_black_and_white_is_21() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21.0)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)


@pytest.mark.parametrize("name", PALETTES)
@pytest.mark.parametrize("pair", READ_PAIRS, ids="-on-".join)
def test_writing_is_readable(name: ThemeName, pair: tuple[str, str]) -> None:
    palette = PALETTES[name]
    assert contrast(getattr(palette, pair[0]), getattr(palette, pair[1])) >= 4.5


@pytest.mark.parametrize("name", PALETTES)
@pytest.mark.parametrize("pair", SHAPE_PAIRS, ids="-on-".join)
def test_shapes_that_mean_something_are_seen(name: ThemeName, pair: tuple[str, str]) -> None:
    palette = PALETTES[name]
    assert contrast(getattr(palette, pair[0]), getattr(palette, pair[1])) >= 3.0


@pytest.mark.parametrize("name", [n for n in PALETTES if "contrast" in n])
def test_high_contrast_is_higher(name: ThemeName) -> None:
    palette = PALETTES[name]
    for pair in (("text", "window"), ("muted", "surface"), ("accent", "surface"), ("heart", "surface")):
        assert contrast(getattr(palette, pair[0]), getattr(palette, pair[1])) >= 7.0


@pytest.mark.parametrize("name", PALETTES)
def test_colours_are_written_in_full(name: ThemeName) -> None:
    assert all(re.fullmatch("#[0-9a-f]{6}", colour) for colour in PALETTES[name].colours().values())


def test_the_window_follows_the_desktop_while_it_is_open(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    follow_desktop(app, desk.window)
    desk.window.change_settings(theme="system")
    wished = [HIGH_CONTRAST_DARK]
    monkeypatch.setattr(looks, "system_palette", lambda app: wished[-1])
    accessibility = app.styleHints().accessibility()
    accessibility.contrastPreferenceChanged.emit(Qt.ContrastPreference.HighContrast)
    assert looks.look_in_use().palette is HIGH_CONTRAST_DARK
    wished.append(DARK)
    app.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert looks.look_in_use().palette is DARK
    desk.window.change_settings(theme="light")
    app.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert looks.look_in_use().palette is LIGHT
