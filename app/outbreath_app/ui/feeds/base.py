"""What every source of lines has in common, as the window sees it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from outbreath_app.ui.parts.timebase import Clock

Line = dict[str, Any]


class Feed(QObject):
    """A source of lines. The window reads `clock` for the time of the session the lines belong to."""

    line = Signal(dict)
    ended = Signal()
    failed = Signal(str)

    def __init__(self, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.clock = clock
        self.path: Path | None = None  # the recording being written, where there is one

    @property
    def length_s(self) -> float | None:
        """How long it will be, None when nobody knows."""
        return None

    @property
    def replayed(self) -> bool:
        """Whether this happened before."""
        return False

    def start(self) -> None:
        """Begin to give lines."""

    def tick(self) -> None:
        """Called on every frame, for sources that follow the clock."""

    def send(self, line: Line) -> None:
        """Something the person did, for the recording. A replay keeps nothing."""

    def pause(self) -> None:
        """Hold the source where that is possible (a heart goes on beating)."""

    def resume(self) -> None:
        """Go on after pause()."""

    def finish(self) -> None:
        """End the recording cleanly; `ended` follows when that is done."""
        self.ended.emit()

    def wait(self) -> None:
        """Block until the recording has ended: only when the window is closing."""
        self.finish()


class NoFeed(Feed):
    """A source that cannot be: it fails with its reason when it is started."""

    def __init__(self, reason: str, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(clock, parent)
        self._reason = reason

    def start(self) -> None:
        self.failed.emit(self._reason)
