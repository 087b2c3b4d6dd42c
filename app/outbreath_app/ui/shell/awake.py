"""Keeping the screen awake during a session, where the desktop offers a way; silently otherwise."""

from __future__ import annotations

import os
import shutil
import sys
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, QProcess, Signal

if TYPE_CHECKING:
    from PySide6.QtDBus import QDBusPendingCallWatcher  # loaded when a session begins

_SERVICE, _PATH = "org.freedesktop.ScreenSaver", "/org/freedesktop/ScreenSaver"
_ANSWER_WITHIN_MS = 3000
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


class ScreenSaverHold(QObject):
    """Asks the desktop's screen saver over the session bus; the hold ends with the connection, so a crash ends it too.

    GNOME, KDE Plasma, Xfce, Cinnamon and others answer to org.freedesktop.ScreenSaver. `refused` says that this one does not.
    """

    refused = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name = ""

    def hold(self) -> None:
        from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusPendingCallWatcher

        self._name = f"outbreath-awake-{id(self)}"
        bus = QDBusConnection.connectToBus(QDBusConnection.BusType.SessionBus, self._name)
        if not bus.isConnected():
            self.release()
            self.refused.emit()
            return
        ask = QDBusMessage.createMethodCall(_SERVICE, _PATH, _SERVICE, "Inhibit")
        ask.setArguments(["Outbreath", _REASON])
        self._waiting = QDBusPendingCallWatcher(bus.asyncCall(ask, _ANSWER_WITHIN_MS), self)
        self._waiting.finished.connect(self._on_answer)

    def _on_answer(self, watcher: QDBusPendingCallWatcher) -> None:
        failed = watcher.isError()
        watcher.deleteLater()
        if failed and self._name:
            self.release()
            self.refused.emit()

    def release(self) -> None:
        if self._name:
            from PySide6.QtDBus import QDBusConnection

            name, self._name = self._name, ""
            QDBusConnection.disconnectFromBus(name)


class ScreenAwake(QObject):
    """Asks the desktop, else runs the system's own inhibitor as a child; on Windows asks the system directly."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._process: QProcess | None = None
        self._saver: ScreenSaverHold | None = None

    def hold(self) -> None:
        if sys.platform == "win32":
            _windows_display(required=True)
        elif sys.platform.startswith("linux"):
            if self._saver is None:
                self._saver = ScreenSaverHold(self)
                self._saver.refused.connect(self._run)
                self._saver.hold()
        else:
            self._run()

    def _run(self) -> None:
        command = inhibiting_command()
        if command is None or self._process is not None:
            return
        self._process = QProcess(self)
        self._process.start(command[0], command[1:])

    def release(self) -> None:
        if sys.platform == "win32":
            _windows_display(required=False)
        if self._saver is not None:
            saver, self._saver = self._saver, None
            saver.release()
            saver.deleteLater()
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
