"""The beat-time axis: beats laid end to end by their R-R intervals, anchored to the clock of their arrival.

Notifications carry no time, come about once a second and can be seconds late, so arrival times say nothing of single
beats. The sum of R-R does: arrival minus sum is a constant plus the delay of each notification. Its smallest recent
value is the anchor; beats drift towards it slowly, so a late burst moves nothing. A sum that falls short of the clock
for good means that a notification was lost: the next beat is not joined to the one before.
"""

from __future__ import annotations

from collections import deque

from outbreath_devices.beat import Beat
from outbreath_devices.heart_rate import TICK_MS, HeartRatePacket, is_beat

# The anchor is the smallest of so many arrivals: about half a minute.
_ARRIVALS = 32
# Short of the clock by more than this and by more than one interval: beats were lost.
_SHORT_S = 2.5
# Beats move towards the anchor by at most this share of an interval, so no interval is visibly changed.
_CREEP = 0.004


class BeatAxis:
    """Feed it the packets of one recording in order. Times are seconds from start_ns; issued beats never move."""

    def __init__(self, start_ns: int) -> None:
        self._start_ns = start_ns
        self._last_s: float | None = None
        self._delays: deque[float] = deque(maxlen=_ARRIVALS)
        self._joined = False

    def link_lost(self) -> None:
        """The strap was not heard for a while: the next beat follows a break, and the anchor is sought anew."""
        self._last_s, self._joined = None, False
        self._delays.clear()

    def feed(self, received_ns: int, packet: HeartRatePacket) -> list[Beat]:
        """The beats of one packet, placed in time."""
        arrival_s = (received_ns - self._start_ns) / 1e9
        if packet.contact is False or packet.problem:
            self._joined = False
        if not packet.rr_1024:
            return []
        sum_s = sum(rr for rr in packet.rr_1024 if is_beat(rr)) / 1024
        first_s = self._begin(arrival_s, sum_s)
        beats = []
        at_s = first_s
        creep_s = self._creep(arrival_s, first_s + sum_s)
        for rr in packet.rr_1024:
            if not is_beat(rr):
                self._joined = False
                continue
            step_s = rr / 1024
            at_s += step_s + max(-_CREEP * step_s, min(_CREEP * step_s, creep_s))
            spread_s = max(self._delays) - min(self._delays) if self._delays else 1.0
            age_s = max(0.0, arrival_s - at_s)
            beats.append(
                Beat(at_s, rr * TICK_MS, rr, self._joined, spread_s + abs(creep_s), age_s, packet.contact)
            )
            self._joined = True
        self._last_s = at_s if beats else self._last_s
        return beats

    def _begin(self, arrival_s: float, sum_s: float) -> float:
        """Where the packet's first interval begins."""
        if self._last_s is None:
            self._joined = False
            return arrival_s - sum_s
        short_s = arrival_s - (self._last_s + sum_s) - (min(self._delays) if self._delays else 0.0)
        if short_s > max(_SHORT_S, 1.5 * sum_s):
            self._joined = False
            self._delays.clear()
            return max(self._last_s, arrival_s - sum_s)
        if not self._joined:
            return max(self._last_s, arrival_s - sum_s)
        return self._last_s

    def _creep(self, arrival_s: float, end_s: float) -> float:
        self._delays.append(arrival_s - end_s)
        return min(self._delays)
