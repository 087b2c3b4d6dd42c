"""Keeping the screen awake during a session, where the desktop offers a way; silently otherwise."""

from __future__ import annotations

import os
import shutil
import sys
from typing import Protocol

from PySide6.QtCore import QObject, QProcess

_REASON = "A breathing session is running"


class Awake(Protocol):
    """Holds the screen awake between hold() and release()."""

    def hold(self) -> None: ...

    def release(self) -> None: ...


def inhibiting_command() -> list[str] | None:
    """A program that keeps the screen awake for as long as it runs, None where there is none."""
    if sys.platform == "darwin":
        return ["caffeinate", "-d", "-w", str(os.getpid())] if shutil.which("caffeinate") else None
    if sys.platform.startswith("linux") and shutil.which("systemd-inhibit"):
        return [
            "systemd-inhibit", "--what=idle", "--who=Outbreath", f"--why={_REASON}", "--mode=block", "sleep", "14400",
        ]  # fmt: skip
    return None


class ScreenAwake(QObject):
    """Runs the system's own inhibitor as a child, or on Windows asks the system directly."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._process: QProcess | None = None

    def hold(self) -> None:
        if sys.platform == "win32":
            _windows_display(required=True)
            return
        command = inhibiting_command()
        if command is None or self._process is not None:
            return
        self._process = QProcess(self)
        self._process.start(command[0], command[1:])

    def release(self) -> None:
        if sys.platform == "win32":
            _windows_display(required=False)
        if self._process is not None:
            process, self._process = self._process, None
            process.blockSignals(True)
            process.terminate()
            process.waitForFinished(500)
            process.deleteLater()


def _windows_display(required: bool) -> None:
    """SetThreadExecutionState: ES_CONTINUOUS with or without ES_DISPLAY_REQUIRED | ES_SYSTEM_REQUIRED."""
    import ctypes

    continuous, system, display = 0x80000000, 0x00000001, 0x00000002
    kernel = getattr(ctypes, "windll").kernel32  # noqa: B009
    kernel.SetThreadExecutionState(continuous | ((system | display) if required else 0))


class NoHold:
    """Leaves the screen alone."""

    def hold(self) -> None: ...

    def release(self) -> None: ...
