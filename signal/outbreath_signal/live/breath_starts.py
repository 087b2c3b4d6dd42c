"""Where each breath begins while the breathing rate changes: a running list of breath starts with continuous phase."""

from __future__ import annotations

import numpy as np

from outbreath_signal.beats import FloatArray

KEPT_BREATHS = 64


class BreathClock:
    """Breath starts from rates as they become known; the phase runs on through every change of rate."""

    def __init__(self) -> None:
        self._starts: list[float] = []
        self._rate_per_s: float | None = None
        self._at_s = 0.0
        self._phase = 0.0  # cycles at _at_s

    def set_rate(self, rate_per_min: float | None, at_s: float, phase_cycles: float | None = None) -> None:
        """From at_s (seconds) breathing runs at this rate; phase_cycles sets the phase there, None lets it run on."""
        running = self._rate_per_s is not None
        if rate_per_min is not None and running and phase_cycles is None:
            self._advance(at_s)
            self._rate_per_s = rate_per_min / 60
            return
        self._advance(at_s)
        if rate_per_min is None:
            self._rate_per_s = None
            self._starts.clear()
            return
        if phase_cycles is not None:
            self._phase = phase_cycles % 1.0
            while self._starts and self._starts[-1] > at_s:
                self._starts.pop()  # foretold by the rate that no longer runs
        elif not running:
            self._phase = 0.0
        if self._phase == 0.0 and not (self._starts and self._starts[-1] == at_s):
            self._starts.append(at_s)
        self._rate_per_s = rate_per_min / 60
        self._at_s = at_s

    def edges(self, t_s: float) -> FloatArray:
        """Breath starts up to t_s (seconds), the latest KEPT_BREATHS of them."""
        self._advance(t_s)
        return np.array(self._starts)

    def next_s(self) -> float | None:
        """When the next breath begins at the rate of now, None when nothing is paced."""
        return None if self._rate_per_s is None else self._at_s + (1.0 - self._phase) / self._rate_per_s

    def _advance(self, t_s: float) -> None:
        if self._rate_per_s is None or t_s <= self._at_s:
            return
        until_next = (1.0 - self._phase) / self._rate_per_s
        next_s = self._at_s + until_next
        skip = int((t_s - next_s) * self._rate_per_s) - KEPT_BREATHS
        if skip > 0:
            next_s += skip / self._rate_per_s
        while next_s <= t_s:
            self._starts.append(next_s)
            self._at_s, self._phase = next_s, 0.0
            next_s += 1 / self._rate_per_s
        self._phase += (t_s - self._at_s) * self._rate_per_s
        self._at_s = t_s
        del self._starts[:-KEPT_BREATHS]
