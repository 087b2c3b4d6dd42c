"""The screen is kept awake through a session: by the desktop's screen saver where there is one, else by the system's inhibitor."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from outbreath_app.ui.shell import awake
from outbreath_app.ui.shell.awake import ScreenAwake, ScreenSaverHold

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux") or shutil.which("dbus-daemon") is None, reason="needs dbus-daemon"
)
SAVER = Path(__file__).resolve().parents[3] / "support" / "fake_screensaver.py"


@pytest.fixture
def bus(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A private session bus."""
    daemon = subprocess.Popen(
        ["dbus-daemon", "--session", "--nofork", "--print-address"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert daemon.stdout is not None
    address = daemon.stdout.readline().strip()
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
    yield address
    daemon.terminate()
    daemon.wait(5)
    daemon.stdout.close()


@pytest.fixture
def saver(bus: str) -> Iterator[subprocess.Popen[str]]:
    child = subprocess.Popen(
        [sys.executable, str(SAVER)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "DBUS_SESSION_BUS_ADDRESS": bus},
    )
    assert child.stdout is not None
    assert child.stdin is not None
    assert child.stdout.readline() == "ready\n"
    yield child
    child.stdin.close()
    child.wait(5)
    child.stdout.close()


def turn(ms: int) -> None:
    """Let the window's loop run; bounded."""
    loop = QEventLoop()
    QTimer.singleShot(ms, loop.quit)
    loop.exec()


def test_the_screen_saver_is_held_and_let_go(app: QApplication, saver: subprocess.Popen[str]) -> None:
    held = ScreenAwake()
    held.hold()
    held.hold()
    assert saver.stdout is not None
    assert saver.stdout.readline() == "held by Outbreath\n"
    turn(50)
    assert held._process is None
    held.release()
    assert saver.stdout.readline() == "let go\n"


@pytest.mark.usefixtures("bus")
def test_a_desktop_that_does_not_answer_falls_back_to_the_systems_inhibitor(
    app: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(awake, "inhibiting_command", lambda: [sys.executable, "-c", "input()"])
    held = ScreenAwake()
    held.hold()
    for _ in range(100):
        if held._process is not None:
            break
        turn(20)
    assert held._process is not None
    held.release()
    assert held._process is None


def test_no_session_bus_is_no_harm(app: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere/at/all")
    refused: list[bool] = []
    hold = ScreenSaverHold()
    hold.refused.connect(lambda: refused.append(True))
    hold.hold()
    hold.release()
    assert refused == [True]
