"""The strap's clock on the computer's: sample times of a PMD stream in monotonic time.

A frame's time stamp belongs to its last sample and to the strap's own clock, which starts anew with the strap and is
a little fast or slow; its arrival is late by a frame's filling time at least and by whatever the radio adds. Arrival
minus stamp is smallest for the least delayed frame: the smallest of the recent ones is the offset, and following it
follows the drift. A clock that was set shows in stamps that go back, or that run ahead of every arrival so far; frames that
only come later and later are late, by however much. One clock per connection and stream.
"""

from __future__ import annotations

from collections import deque

from outbreath_devices.pmd.frames import PmdFrame, PmdKind

# About a minute of frames: long enough to meet an undelayed one, short enough that 100 ppm of drift stay below 10 ms.
_RECENT = 64
# The strap's clock was set, or the strap started anew. Frames keep their order and none arrives before it was made.
_JUMP_NS = 1_000_000_000
# Samples later than this are of no use to somebody who follows a pacer.
LAGGING_NS = 3_000_000_000
_CREEP_NS = 2_000_000
USUAL_RATE_HZ = {PmdKind.ECG: 130.0, PmdKind.ACC: 50.0}


class PmdClock:
    """Feed it the frames of one stream in order of arrival."""

    def __init__(self, rate_hz: float) -> None:
        self._period_ns = 1e9 / rate_hz
        self._offsets: deque[int] = deque(maxlen=_RECENT)
        self._offset_ns: int | None = None
        self._last_stamp_ns: int | None = None
        self.lost_samples = 0
        self.lag_ns = 0

    @property
    def period_ns(self) -> float:
        """Time from one sample to the next, as measured from stamp to stamp."""
        return self._period_ns

    @property
    def lagging(self) -> bool:
        """Whether the latest frame came too late to be followed live."""
        return self.lag_ns > LAGGING_NS

    def feed(self, received_ns: int, frame: PmdFrame) -> list[int]:
        """Monotonic time (ns) of each sample of a frame; empty for a frame without samples."""
        if not frame.samples:
            return []
        offset_ns = received_ns - frame.last_ns
        if self._offset_ns is None or self._was_set(offset_ns, frame.last_ns):
            self._offsets.clear()
            self._offset_ns, self._last_stamp_ns = offset_ns, None
        self._offsets.append(offset_ns)
        step_ns = min(self._offsets) - self._offset_ns
        self._offset_ns += step_ns if len(self._offsets) < 8 else max(-_CREEP_NS, min(_CREEP_NS, step_ns))
        self.lag_ns = offset_ns - self._offset_ns
        self._measure(frame)
        last_ns = frame.last_ns + self._offset_ns
        count = len(frame.samples)
        return [last_ns - round((count - 1 - i) * self._period_ns) for i in range(count)]

    def _was_set(self, offset_ns: int, stamp_ns: int) -> bool:
        """Whether the strap's clock jumped since the last frame, which lateness and lost frames cannot do."""
        if self._last_stamp_ns is None or self._offset_ns is None:
            return False
        return stamp_ns < self._last_stamp_ns - _JUMP_NS or offset_ns < self._offset_ns - _JUMP_NS

    def _measure(self, frame: PmdFrame) -> None:
        """The sample period from this stamp and the one before it, unless frames are missing between them."""
        before_ns, self._last_stamp_ns = self._last_stamp_ns, frame.last_ns
        if before_ns is None or frame.last_ns <= before_ns:
            return
        period_ns = (frame.last_ns - before_ns) / len(frame.samples)
        missing = round((period_ns / self._period_ns - 1) * len(frame.samples))
        if missing > 0.5 * len(frame.samples):
            self.lost_samples += missing
        elif abs(period_ns / self._period_ns - 1) < 0.1:
            self._period_ns += 0.1 * (period_ns - self._period_ns)
