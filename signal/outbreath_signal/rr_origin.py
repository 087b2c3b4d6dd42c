"""Whether intervals were measured beat by beat, or made up from a heart rate, or smoothed on the way.

Some straps compute R-R as 60000 / heart rate; some optical sensors average it. Both look like heart rate variability
and are not.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from enum import StrEnum

import numpy as np
from numpy.typing import ArrayLike

from outbreath_signal.beats import FloatArray

LEAST_BEATS = 90
_LEAST_RATES = 3
# Shares of the beats: nearly all of them, for a real heart matches its rounded rate now and then.
_NEARLY_ALL = 0.97
# Differences against spread. Breathing at 4 a minute with nothing else gives 0.35; the calmest real recordings 0.13.
_SMOOTH = 0.08
_LEAST_SPREAD_MS = 15.0


class RrOrigin(StrEnum):
    """Where intervals come from, as far as they show it."""

    UNKNOWN = "unknown"
    MEASURED = "measured"
    FROM_RATE = "from the heart rate"
    SMOOTHED = "smoothed"


WORDS = {
    RrOrigin.FROM_RATE: "the strap seems to compute its intervals from the heart rate: they tell nothing of variability",
    RrOrigin.SMOOTHED: "the strap seems to smooth its intervals: variability reads too small",
}


def rr_origin(rr_ms: ArrayLike, hr_bpm: ArrayLike) -> RrOrigin:
    """Where a row of intervals comes from.

    rr_ms: intervals, ms, shape (n,), in order; hr_bpm: the strap's own heart rate beside each, shape (n,), NaN where it
    gave none. With fewer than 90 beats: unknown. From the rate: at least 3 rates occur and 97 % of the intervals are
    60000 / rate to within 1.5 ms, or are the same for the same rate. Smoothed: successive differences (root mean
    square) below 0.08 of the standard deviation, which is above 15 ms.
    """
    rr, rate = np.asarray(rr_ms, dtype=np.float64), np.asarray(hr_bpm, dtype=np.float64)
    if len(rr) < LEAST_BEATS:
        return RrOrigin.UNKNOWN
    given = np.isfinite(rate) & (rate > 0)
    if given.sum() >= LEAST_BEATS and len(np.unique(rate[given])) >= _LEAST_RATES:
        computed = np.abs(rr[given] - 60000 / rate[given]) <= 1.5
        if computed.mean() >= _NEARLY_ALL or _function_of(rr[given], rate[given]) >= _NEARLY_ALL:
            return RrOrigin.FROM_RATE
    spread = float(rr.std())
    if spread > _LEAST_SPREAD_MS and float(np.sqrt(np.mean(np.diff(rr) ** 2))) < _SMOOTH * spread:
        return RrOrigin.SMOOTHED
    return RrOrigin.MEASURED


def _function_of(rr: FloatArray, rate: FloatArray) -> float:
    """Share of the beats whose interval is the usual one for their rate, among rates that occur 5 times and more."""
    same = counted = 0
    for value in np.unique(rate):
        group = rr[rate == value]
        if len(group) >= 5:
            counted += len(group)
            same += int(np.sum(np.abs(group - np.median(group)) <= 1.0))
    return same / counted if counted >= LEAST_BEATS else 0.0


class OriginWatch:
    """Feed it packets as they come; it looks at the latest three minutes or so of beats."""

    def __init__(self) -> None:
        self._rr_ms: deque[float] = deque(maxlen=240)
        self._hr_bpm: deque[float] = deque(maxlen=240)
        self._since = 0
        self.origin = RrOrigin.UNKNOWN

    def feed(self, rr_ms: Sequence[float], hr_bpm: float | None) -> RrOrigin:
        """Intervals (ms) of one packet and the heart rate it gives; returns the origin as it stands."""
        for rr in rr_ms:
            self._rr_ms.append(rr)
            self._hr_bpm.append(float("nan") if hr_bpm is None else float(hr_bpm))
            self._since += 1
        if self._since >= 30:
            self._since = 0
            self.origin = rr_origin(list(self._rr_ms), list(self._hr_bpm))
        return self.origin
