"""The last minutes of beats as contiguous arrays: a ring whose cost does not grow with the session."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from outbreath_signal.beats import BoolArray, FloatArray


class BeatRing:
    """Holds at least the latest `capacity` beats. Views are contiguous; they are valid until the next append."""

    def __init__(self, capacity: int = 1024) -> None:
        self._capacity = capacity
        self._t_s = np.empty(2 * capacity)
        self._rr_ms = np.empty(2 * capacity)
        self._joined = np.empty(2 * capacity, dtype=np.bool_)
        self._accepted = np.empty(2 * capacity, dtype=np.bool_)
        self._codes = np.empty(2 * capacity, dtype=np.int8)
        self._dropped = 0
        self._end = 0

    def __len__(self) -> int:
        """One past the latest beat's place in the arrays."""
        return self._end

    @property
    def latest_s(self) -> float:
        """Time of the latest beat (s)."""
        return self._t_s.item(self._end - 1)

    def append(self, t_s: float, rr_ms: float, joined: bool, accepted: bool) -> None:
        """Add a beat; when the room is used up, the latest beats move to its beginning."""
        if self._end == len(self._t_s):
            for kept in (self._t_s, self._rr_ms, self._joined, self._accepted, self._codes):
                kept[: self._capacity] = kept[self._capacity :]
            self._end = self._capacity
            self._dropped += self._capacity
        self._t_s[self._end], self._rr_ms[self._end] = t_s, rr_ms
        self._joined[self._end], self._accepted[self._end] = joined, accepted
        self._codes[self._end] = 0
        self._end += 1

    def decide(self, number: int, code: int, accepted: bool) -> None:
        """Give the beat with this number in the session its label; one that is no longer held is let be."""
        place = number - self._dropped
        if 0 <= place < self._end:
            self._codes[place], self._accepted[place] = code, accepted

    def since(self, from_s: float) -> slice:
        """The beats after from_s, as a slice for the arrays."""
        return slice(int(self._t_s[: self._end].searchsorted(from_s, side="right")), self._end)

    def t_s(self, window: slice) -> FloatArray:
        return self._t_s[window]

    def rr_ms(self, window: slice) -> FloatArray:
        return self._rr_ms[window]

    def joined(self, window: slice) -> BoolArray:
        return self._joined[window]

    def accepted(self, window: slice) -> BoolArray:
        return self._accepted[window]

    def codes(self, window: slice) -> NDArray[np.int8]:
        return self._codes[window]
