"""Geometric measures: the shape of the histogram of intervals."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from outbreath_signal.beats import FloatArray, check_intervals

BIN_MS = (
    1000 / 128
)  # Task Force 1996; also eight of a strap's 1/1024 s units, so quantised intervals fill bins evenly
_MOST_BINS = 20_000


@dataclass(frozen=True, slots=True)
class Geometric:
    """Triangular index (no unit) and the base of the least-squares triangle (ms); None where there is no histogram."""

    triangular_index: float | None
    tinn_ms: float | None


def geometric(rr_ms: FloatArray) -> Geometric:
    """Triangular index and TINN of accepted intervals (ms, shape (n,)) in bins of 1/128 s counted from 0 ms.

    The triangular index is n over the height of the highest bin and equals NeuroKit2's. pyhrv's is equal when asked for alone; asked
    for all its shapes at once it takes bins of 7.815 ms. hrv-analysis counts bins of 8 ms from 300 ms on. TINN is the base M - N of the
    triangle with that height at that bin whose squared distance from the histogram is least (Task Force 1996). Its two
    sides do not depend on each other, so each is found on its own. NeuroKit2 0.2 does not reset its right side while it
    moves the left one, and starts from a largest error of 2^14, so it stops at the first left foot, or at 0 on long series;
    pyhrv smooths the histogram before it fits when there is less than half an hour; hrv-analysis gives none.
    """
    check_intervals(rr_ms)
    if len(rr_ms) < 2:
        return Geometric(None, None)
    index = np.floor(rr_ms / BIN_MS)
    first = float(index.min())
    if float(index.max()) - first > _MOST_BINS:
        return Geometric(None, None)
    counts = np.bincount((index - first).astype(np.intp))
    peak = int(counts.argmax())
    reach_left = _best_side(counts[: peak + 1][::-1])
    reach_right = _best_side(counts[peak:])
    return Geometric(len(rr_ms) / int(counts[peak]), (reach_left + reach_right) * BIN_MS)


def _best_side(counts: NDArray[np.intp]) -> int:
    """How many bins from the peak (counts[0]) the best straight line to zero reaches.

    For a foot k bins away the line is counts[0] * (1 - i / k); the squared error over all bins splits into running
    sums of counts * (1 - i / k) and (1 - i / k)^2, so every k is tried in one pass.
    """
    height = float(counts[0])
    k = np.arange(1, len(counts) + 1, dtype=np.float64)
    bins = np.arange(len(counts), dtype=np.float64)
    under = np.cumsum(counts) - np.cumsum(counts * bins) / k
    line_squared = k - 2 * np.cumsum(bins) / k + np.cumsum(bins**2) / k**2
    error = height**2 * line_squared - 2 * height * under
    return int(error.argmin()) + 1
