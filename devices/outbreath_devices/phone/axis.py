"""The beat-time axis for intervals that a phone hands on: one message an interval, without number or stamp.

Several come at once where a notification of the strap's held several, so equal ones at once may be true. What a phone says again
shows in the clock alone: with an interval too many the latest beats would lie in the future, at the next message or one of
the few after it. An interval that repeats the last one at once waits until that is known. On a new link, the end of what had come
before may be sent again; three intervals in a row that are its very last ones are taken for that.
"""

from __future__ import annotations

from collections import deque

from outbreath_devices.axis.beat_axis import BURST_S, BeatAxis
from outbreath_devices.strap.beat import Beat
from outbreath_devices.strap.heart_rate import HeartRatePacket

# Jitter of the network.
_JITTER_S = 0.06
# An interval too many hides from a message now and then; from so many in a row it does not.
_CHECKS = 6
# Of a link so many messages must have come before the clock can speak against one.
_KNOWN_AFTER = 8
_HISTORY = 64
_LEAST_REPLAYED = 3

_Arrived = tuple[int, HeartRatePacket]


class PhoneAxis(BeatAxis):
    """Feed it packets of one interval each, with their milliseconds."""

    def __init__(self, start_ns: int) -> None:
        super().__init__(start_ns)
        self._doubted: list[_Arrived] = []
        self._checks = 0
        self._last: _Arrived | None = None
        self._known: deque[float] = deque(maxlen=_HISTORY)
        self._again: list[_Arrived] = []
        self._fresh = False

    def feed(self, received_ns: int, packet: HeartRatePacket) -> list[Beat]:
        taken = self._not_replayed(received_ns, packet)
        return [beat for at_ns, one in taken for beat in self._one(at_ns, one)]

    def link_lost(self) -> list[Beat]:
        beats = self._release() + super().link_lost()
        self._last, self._fresh = None, bool(self._known)
        return beats

    def flush(self) -> list[Beat]:
        return self._release() + super().flush()

    def settle(self, now_ns: int) -> list[Beat]:
        waits = self._again or self._doubted
        if waits and now_ns - waits[-1][0] > 4e9:
            return self._release() + super().settle(now_ns)
        return super().settle(now_ns)

    def _release(self) -> list[Beat]:
        """What waits for an answer that will not come is taken for true."""
        held, self._again, self._fresh = self._again, [], False
        beats = [beat for at_ns, one in held for beat in self._one(at_ns, one)]
        doubted, self._doubted = self._doubted, []
        self._known.extend(ms for _, one in doubted for ms in one.exact_ms)
        return beats + [beat for at_ns, one in doubted for beat in super(PhoneAxis, self).feed(at_ns, one)]

    def _not_replayed(self, received_ns: int, packet: HeartRatePacket) -> list[_Arrived]:
        """What is new of the first messages of a link; of later ones, the message itself."""
        one = (received_ns, packet)
        if not self._fresh:
            return [one]
        together = not self._again or received_ns - self._again[0][0] < 1e9
        if together and self._ends_as([*self._again, one], whole=False):
            self._again.append(one)
            return []
        held, self._again, self._fresh = self._again, [], False
        if len(held) >= _LEAST_REPLAYED and self._ends_as(held, whole=True):
            held = []
        return [*held, one]

    def _ends_as(self, messages: list[_Arrived], *, whole: bool) -> bool:
        """Whether the messages stand somewhere in what came before, or (whole) are the very end of it."""
        wanted, known = [one.exact_ms[0] for _, one in messages], list(self._known)
        if whole:
            return known[-len(wanted) :] == wanted
        size = len(wanted)
        return any(known[at : at + size] == wanted for at in range(len(known) - size + 1))

    def _one(self, received_ns: int, packet: HeartRatePacket) -> list[Beat]:
        """An interval that is not a link's repetition; beats, unless it is doubted."""
        before, self._last = self._last, (received_ns, packet)
        since_s = (received_ns - before[0]) / 1e9 if before is not None else float("inf")
        if self._doubted:
            self._doubted.append((received_ns, packet))
            self._checks += since_s > BURST_S
            return self._judge(received_ns)
        repeats = before is not None and packet.exact_ms == before[1].exact_ms and since_s < BURST_S
        if not repeats:
            self._known.extend(packet.exact_ms)
            return super().feed(received_ns, packet)
        self._doubted, self._checks = [(received_ns, packet)], 0
        return self._judge(received_ns)

    def _judge(self, received_ns: int) -> list[Beat]:
        """Drop the doubted interval once the clock speaks against it, or take it after some messages that do not."""
        covered_s = sum(one.exact_ms[0] / 1000 for _, one in self._doubted)
        arrival_s = (received_ns - self._start_ns) / 1e9
        late_s = self._late_s(arrival_s, self._waiting_s() + covered_s)
        known = len(self._offsets) >= _KNOWN_AFTER
        ahead = known and late_s < -self._losses.open_s() - _JITTER_S
        if not ahead and self._checks < _CHECKS:
            return []
        doubted, self._doubted = self._doubted, []
        beats = []
        for at_ns, one in doubted[1:] if ahead else doubted:
            self._known.extend(one.exact_ms)
            beats += super().feed(at_ns, one)
        return beats
