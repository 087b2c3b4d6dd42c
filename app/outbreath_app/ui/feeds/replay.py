"""A recording as a source: its lines again at 1 to 60 times the pace they were lived at."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject

from outbreath_app.ui.feeds.base import Feed, Line
from outbreath_app.ui.parts.timebase import Clock, ReplayClock

MIN_SPEED, MAX_SPEED = 1.0, 60.0
_LINES_A_TICK = 4000  # bounds the work of one frame after the window was held up


class ReplayFeed(Feed):
    """Gives each line when the recording's own time reaches it."""

    def __init__(
        self, lines: Sequence[Line], base: Clock, speed: float = 1.0, parent: QObject | None = None
    ) -> None:
        self._lines = [line for line in lines if isinstance(line.get("t"), int)]
        first = self._lines[0]["t"] if self._lines else 0
        self._last_ns = max((line["t"] for line in self._lines), default=0)
        self._first_ns = first
        self.replay_clock = ReplayClock(base, first, min(max(speed, 0.1), MAX_SPEED))
        super().__init__(self.replay_clock, parent)
        self._next = 0
        self._done = False

    @property
    def length_s(self) -> float | None:
        return (self._last_ns - self._first_ns) / 1e9

    @property
    def replayed(self) -> bool:
        return True

    @property
    def speed(self) -> float:
        return self.replay_clock.speed

    def set_speed(self, speed: float) -> None:
        self.replay_clock.set_speed(min(max(speed, MIN_SPEED), MAX_SPEED))

    def start(self) -> None:
        self.replay_clock.move_to(self._first_ns)

    def tick(self) -> None:
        if self._done:
            return
        now_ns = self.clock.now_ns()
        stop = min(self._next + _LINES_A_TICK, len(self._lines))
        while self._next < stop and self._lines[self._next]["t"] <= now_ns:
            self._next += 1
            self.line.emit(self._lines[self._next - 1])
        if self._next == len(self._lines) and not self._done:
            self._done = True
            self.ended.emit()

    def pause(self) -> None:
        self.replay_clock.pause()

    def resume(self) -> None:
        self.replay_clock.resume()

    def finish(self) -> None:
        if not self._done:
            self._done = True
            self.ended.emit()
