"""Watches the computer's clocks against each other: a suspend and a wall clock that was set are told apart."""

from __future__ import annotations

import time
from collections.abc import Callable

# More than this between two looks a second apart is no drift.
STEP_S = 1.5


# a clock that goes on while the computer sleeps, and one that stands still: Linux, then macOS
_CLOCKS = (("CLOCK_BOOTTIME", "CLOCK_MONOTONIC"), ("CLOCK_MONOTONIC", "CLOCK_UPTIME_RAW"))


def asleep_s() -> float:
    """How long the computer has been asleep since it started, as far as the system tells (Linux, macOS); else 0."""
    for going_on, standing_still in _CLOCKS:
        one, other = getattr(time, going_on, None), getattr(time, standing_still, None)
        if one is not None and other is not None:
            return time.clock_gettime(one) - time.clock_gettime(other)
    return 0.0


class ClockWatch:
    """Ask it about once a second what the clocks did since it was last asked."""

    def __init__(
        self,
        monotonic_ns: Callable[[], int] = time.monotonic_ns,
        wall_ns: Callable[[], int] = time.time_ns,
        slept_s: Callable[[], float] = asleep_s,
    ) -> None:
        self._monotonic_ns, self._wall_ns, self._slept_s = monotonic_ns, wall_ns, slept_s
        self._offset_s, self._asleep_s = self._offset(), slept_s()

    def _offset(self) -> float:
        return (self._wall_ns() - self._monotonic_ns()) / 1e9

    def look(self) -> tuple[str, dict[str, float]]:
        """What happened in plain words, and by how many seconds; empty when nothing did.

        `slept_s` is there only for a true suspend, during which the monotonic clock stood still and beats were lost.
        """
        offset_s, asleep_total_s = self._offset(), self._slept_s()
        wall_s, slept_s = offset_s - self._offset_s, asleep_total_s - self._asleep_s
        self._offset_s, self._asleep_s = offset_s, asleep_total_s
        if slept_s > STEP_S:
            return "The computer slept.", {"slept_s": round(slept_s, 3), "wall_jump_s": round(wall_s, 3)}
        if abs(wall_s) > STEP_S:
            return "The computer's clock was set.", {"wall_jump_s": round(wall_s, 3)}
        return "", {}
