"""The Qt application around the window."""

from __future__ import annotations

import logging
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from outbreath_app.storage.keys import ask_with
from outbreath_app.ui.shell.services import Services
from outbreath_app.ui.shell.window import MainWindow

log = logging.getLogger(__name__)


def make_application() -> QApplication:
    """The one QApplication, named and in a style that draws the same everywhere."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication(["outbreath"])
    app.setApplicationName("outbreath")
    app.setApplicationDisplayName("Outbreath")
    app.setDesktopFileName("outbreath")
    app.setStyle("Fusion")
    return app


def make_window(services: Services) -> MainWindow:
    """The window as the settings want it."""
    settings = services.settings_file.load()
    services.translation.use(settings.language)
    window = MainWindow(services, settings)
    window.dress()
    follow_desktop(make_application(), window)
    return window


def follow_desktop(app: QApplication, window: MainWindow) -> None:
    """Let the look follow the desktop's. Even the first answer may come after the window is there: a portal is asked."""
    hints = app.styleHints()
    hints.colorSchemeChanged.connect(window.dress)
    accessibility = getattr(hints, "accessibility", None)  # newer than the oldest Qt there may be
    if accessibility is not None:
        accessibility().contrastPreferenceChanged.connect(window.dress)


def watch_faults(window: MainWindow) -> None:
    """A fault in the window is logged and said in one sentence; the recorder, a process of its own, is not touched by it."""

    def on_fault(kind: type[BaseException], fault: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            window.close()
            return
        log.error("a fault in the window", exc_info=(kind, fault, trace))
        window.say_fault()

    sys.excepthook = on_fault


def run(source: Path | None, speed: float) -> int:
    """Show the window and stay until it is closed."""
    lines: Sequence[dict[str, Any]] = ()
    title = ""
    if source is not None:
        from outbreath_app.ui.feeds.opening import opened

        lines, title = opened(source)
    ask_with(None)  # from here on the window asks
    app = make_application()
    window = make_window(Services())
    if lines:
        window.start_replay(lines, title, speed)
    elif not window.settings.welcomed:
        window.show_welcome()
    if window.services.settings_file.problem:
        from outbreath_app.ui.words.reasons import problem_words

        window.practise.choose.notice.say(problem_words(window.services.settings_file.problem))
    window.show()
    watch_faults(window)
    signal.signal(signal.SIGINT, lambda *_: window.close())
    breath = QTimer(app)  # lets Python see Ctrl-C while Qt waits
    breath.start(200)
    breath.timeout.connect(lambda: None)
    sys.stdout.flush()
    return app.exec()
