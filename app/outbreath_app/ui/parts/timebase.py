"""Clocks: the time of the session on screen, live or replayed, as monotonic nanoseconds."""

from __future__ import annotations

import time
from typing import Protocol


class Clock(Protocol):
    """Anything that tells the time of the session in monotonic ns."""

    def now_ns(self) -> int: ...


class SystemClock:
    """The machine's monotonic clock."""

    def now_ns(self) -> int:
        return time.monotonic_ns()


class ReplayClock:
    """A recording's own time, moving at `speed` times the real one, and standing still while paused."""

    def __init__(self, base: Clock, start_ns: int, speed: float = 1.0) -> None:
        self._base = base
        self._speed = speed
        self._from_ns = start_ns
        self._since_ns = base.now_ns()
        self._paused = False

    @property
    def speed(self) -> float:
        return self._speed

    @property
    def paused(self) -> bool:
        return self._paused

    def now_ns(self) -> int:
        if self._paused:
            return self._from_ns
        return self._from_ns + round((self._base.now_ns() - self._since_ns) * self._speed)

    def pause(self) -> None:
        self._settle()
        self._paused = True

    def resume(self) -> None:
        self._settle()
        self._paused = False

    def set_speed(self, speed: float) -> None:
        self._settle()
        self._speed = speed

    def move_to(self, at_ns: int) -> None:
        """Go on from this moment of the recording."""
        self._from_ns, self._since_ns = at_ns, self._base.now_ns()

    def _settle(self) -> None:
        self._from_ns, self._since_ns = self.now_ns(), self._base.now_ns()
