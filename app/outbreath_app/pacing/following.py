"""The pacer as the live core wants it: a rate from a moment on, also while the pace ramps or slides."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from outbreath_app.pacing.course import Pace
from outbreath_app.pacing.lines import pace_from_line
from outbreath_app.pacing.pattern import PacingError

_NS = 1_000_000_000
STEP_S = 1.0  # a ramp is told second by second; the phase is exact at every step


@dataclass(frozen=True, slots=True)
class RateFrom:
    """From at_ns on this many breaths a minute (None: nothing is paced).

    phase_cycles: where in the breath the pacer stands then; None lets the phase run on. goes_on: a step of a pace that ramps
    or varies by itself, not a change of pace.
    """

    at_ns: int
    rate_per_min: float | None
    inhale_share: float = 0.4
    phase_cycles: float | None = None
    goes_on: bool = False


class PaceFollower:
    """Turns pace lines into rates. Feed it each pace line, and ask it what has come due at every later line."""

    def __init__(self) -> None:
        self._pace: Pace | None = None
        self._told_s = 0.0

    def take(self, line: Mapping[str, Any]) -> RateFrom | None:
        """The rate a pace line begins with; a line that is none stops the pacing. None when it has no time."""
        try:
            pace = pace_from_line(line)
        except PacingError:
            at_ns = line.get("at", line.get("t"))
            self._pace = None
            usable = isinstance(at_ns, int) and abs(at_ns) < 1 << 62
            return RateFrom(at_ns, None) if usable else None
        self._pace, self._told_s = None, 0.0
        if pace.pattern is None:
            return RateFrom(pace.at_ns, None)
        if pace.settles_after_s > 0:
            self._pace = pace
            return self._step(pace, pace.phase0)
        if pace.varied:
            self._pace, self._told_s = pace, _next_block_s(pace, 0.0)
            return RateFrom(pace.at_ns, pace.shown_rate_after(0.0), pace.pattern.inhale_share, pace.phase0)
        return RateFrom(pace.at_ns, pace.rate_per_min, pace.pattern.inhale_share, pace.phase0)

    def due(self, t_ns: int) -> Iterator[RateFrom]:
        """What a ramp or slide has come to by t_ns, in order."""
        while self._pace is not None and self._pace.at_ns + round(self._told_s * _NS) <= t_ns:
            if self._told_s >= self._pace.settles_after_s:
                yield self._settled(self._pace)
                continue
            yield self._step(self._pace, None)

    def _settled(self, pace: Pace) -> RateFrom:
        """The rate from the last step told on; of a varied pace there is another at its next block."""
        assert pace.pattern is not None
        at_ns, rate = pace.at_ns + round(self._told_s * _NS), pace.shown_rate_after(self._told_s + 1e-6)
        if pace.varied:
            self._told_s = _next_block_s(pace, self._told_s + 1e-6)
        else:
            self._pace = None
        return RateFrom(at_ns, rate, pace.pattern.inhale_share, goes_on=True)

    def _step(self, pace: Pace, phase_cycles: float | None) -> RateFrom:
        """The mean rate of the second that begins at the last step told."""
        assert pace.pattern is not None
        ends = pace.cycles(np.array([self._told_s, self._told_s + STEP_S]))
        at_ns = pace.at_ns + round(self._told_s * _NS)
        self._told_s += STEP_S
        rate = float(ends[1] - ends[0]) * 60.0 / STEP_S
        return RateFrom(at_ns, rate, pace.pattern.inhale_share, phase_cycles, goes_on=phase_cycles is None)


def _next_block_s(pace: Pace, after_s: float) -> float:
    begins_s = pace.next_block_s(after_s)
    assert begins_s is not None
    return begins_s
