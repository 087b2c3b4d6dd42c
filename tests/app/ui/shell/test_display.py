"""Without a screen the program says so in one sentence and ends with exit code 1."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from outbreath_app.ui.shell import display


def test_no_screen_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(display, "has_library", lambda library: True)
    assert display.why_no_window({}, "linux") == display.NO_SCREEN


def test_an_offscreen_platform_needs_no_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(display, "has_library", lambda library: True)
    assert display.why_no_window({"QT_QPA_PLATFORM": "offscreen"}, "linux") is None


def test_missing_libraries_are_named_with_their_packages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        display, "has_library", lambda library: library not in ("libEGL.so.1", "libxcb-cursor.so.0")
    )
    said = display.why_no_window({"DISPLAY": ":0"}, "linux")
    assert said is not None
    assert "libegl1, libxcb-cursor0" in said
    assert "apt-get install libegl1 libxcb-cursor0" in said


def test_other_systems_are_left_to_qt() -> None:
    assert display.why_no_window({}, "darwin") is None


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux has screens named by variables")
@pytest.mark.parametrize("screen", [None, ":941"])
def test_the_program_ends_with_one_sentence(screen: str | None) -> None:
    kept = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")}
    if screen:
        kept["DISPLAY"] = screen
    ended = subprocess.run(
        [sys.executable, "-m", "outbreath_app"], env=kept, capture_output=True, text=True, timeout=30
    )
    assert ended.returncode == 1
    assert ended.stdout == ""
    assert len(ended.stderr.strip().splitlines()) == 1
    assert "Traceback" not in ended.stderr
