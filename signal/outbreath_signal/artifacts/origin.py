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

from outbreath_signal.artifacts.smoothing import computed_from_rate, constant, smoothed
from outbreath_signal.beats import BoolArray, FloatArray, check_intervals
from outbreath_signal.numerics.order import distinct, middle
from outbreath_signal.reasons import Why

LEAST_BEATS = 90
_LEAST_RATES = 3
# Shares of the beats: nearly all of them, for a real heart matches its rounded rate now and then.
_NEARLY_ALL = 0.97
_REMEMBERED = 640  # beats; what averaging leaves shows better in more of them
_LOOK_EVERY = 32


class RrOrigin(StrEnum):
    """Where intervals come from, as far as they show it."""

    UNKNOWN = "unknown"
    MEASURED = "measured"
    FROM_RATE = "from the heart rate"
    SMOOTHED = "smoothed"
    CONSTANT = "constant"
    TOO_MANY = "more than the clock"
    TOO_FEW = "less than the clock"
    MILLISECONDS = "milliseconds for 1/1024 s"


# why variability cannot be read from intervals of this origin
ORIGIN_REASONS = {
    RrOrigin.FROM_RATE: Why.INTERVALS_FROM_RATE(),
    RrOrigin.SMOOTHED: Why.INTERVALS_SMOOTHED(),
    RrOrigin.CONSTANT: Why.INTERVALS_CONSTANT(),
    RrOrigin.TOO_MANY: Why.SUM_TOO_MANY(),
    RrOrigin.TOO_FEW: Why.SUM_TOO_FEW(),
    RrOrigin.MILLISECONDS: Why.SUM_MILLISECONDS(),
}

# origins that the intervals tell by themselves and that leave no room for another cause
MADE_UP = (RrOrigin.FROM_RATE, RrOrigin.CONSTANT)


def rr_origin(
    rr_ms: ArrayLike, hr_bpm: ArrayLike | None = None, accepted: BoolArray | None = None
) -> RrOrigin:
    """Where a row of intervals comes from.

    rr_ms: intervals, ms, shape (n,), in order; hr_bpm: the strap's own heart rate beside each, shape (n,), NaN where it
    gave none. accepted: intervals that may be used, shape (n,). With fewer than 90 beats: unknown. From the rate: the
    intervals are 60000 over whole rates (`computed_from_rate`), or at least 3 rates occur and 97 % of the intervals are
    60000 / rate to within 1.5 ms, or are the same for the same rate. Smoothed: see `smoothed`; constant: see `constant`.
    """
    rr = np.asarray(rr_ms, dtype=np.float64)
    check_intervals(rr)
    if len(rr) < LEAST_BEATS:
        return RrOrigin.UNKNOWN
    if constant(rr):
        return RrOrigin.CONSTANT
    if computed_from_rate(rr) or (hr_bpm is not None and _follows(rr, np.asarray(hr_bpm, dtype=np.float64))):
        return RrOrigin.FROM_RATE
    return RrOrigin.SMOOTHED if smoothed(rr, accepted) else RrOrigin.MEASURED


def _follows(rr: FloatArray, rate: FloatArray) -> bool:
    """Whether intervals (ms) follow from the heart rates (bpm) beside them."""
    given = np.isfinite(rate) & (rate > 0)
    if given.sum() < LEAST_BEATS or len(distinct(rate[given])) < _LEAST_RATES:
        return False
    computed = np.abs(rr[given] - 60000 / rate[given]) <= 1.5
    return bool(computed.mean() >= _NEARLY_ALL or _function_of(rr[given], rate[given]) >= _NEARLY_ALL)


def _function_of(rr: FloatArray, rate: FloatArray) -> float:
    """Share of the beats whose interval is the usual one for their rate, among rates that occur 5 times and more."""
    same = counted = 0
    for value in distinct(rate):
        group = rr[rate == value]
        if len(group) >= 5:
            counted += len(group)
            same += int(np.sum(np.abs(group - middle(group)) <= 1.0))
    return same / counted if counted >= LEAST_BEATS else 0.0


class OriginWatch:
    """Feed it packets as they come; it looks at the latest ten minutes or so of beats."""

    def __init__(self) -> None:
        self._rr_ms: deque[float] = deque(maxlen=_REMEMBERED)
        self._hr_bpm: deque[float] = deque(maxlen=_REMEMBERED)
        self._since = 0
        self.origin = RrOrigin.UNKNOWN

    def feed(self, rr_ms: Sequence[float], hr_bpm: float | None) -> RrOrigin:
        """Intervals (ms) of one packet and the heart rate it gives; returns the origin as it stands."""
        for rr in rr_ms:
            self._rr_ms.append(rr)
            self._hr_bpm.append(float("nan") if hr_bpm is None else float(hr_bpm))
            self._since += 1
        if self._since >= _LOOK_EVERY:
            self._since = 0
            self.origin = rr_origin(list(self._rr_ms), list(self._hr_bpm))
        return self.origin
