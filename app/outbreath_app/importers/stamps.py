"""Arrival stamps of strangers: which order the rows were in, where the clock was set, and where beats are missing.

A stamp says when an interval was received: late, bunched, and by a clock that may be set. So a single stamp says
nothing; the sum of the intervals against the clock does. R-R itself is never taken from stamps.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
BoolArray = NDArray[np.bool_]

# A clock that runs ahead of the sum of intervals by more than this has seen beats that are not there.
BREAK_S = 3.0
_LOOK_AHEAD = 6
# Rows are put in the order of their stamps where that takes away this share of the disagreement between stamps and
# intervals. A clock that was set back keeps all of it when rows of two times are mixed, so there the order stays.
_SORTED_SHARE = 0.3
# So many rows alike in stamp and interval are a repeat; fewer can be two quick beats of one burst.
_REPEATED_ROWS = 3


@dataclass(frozen=True, slots=True, eq=False)
class TimeOrder:
    """order: rows in order of time, without repeats, shape (m,). clock_s: their stamps, with every setting back of the
    clock taken out, seconds from the first, shape (m,). repeated: rows left out. moved: rows that stood elsewhere.
    set_back: (row, seconds) where the clock went back.
    """

    order: IntArray
    clock_s: FloatArray
    repeated: IntArray
    moved: IntArray
    set_back: tuple[tuple[int, float], ...]


def in_time_order(stamps_s: FloatArray, rr_ms: FloatArray) -> TimeOrder:
    """Sort out rows by their stamps (s, any origin) and intervals (ms, 0 where a row has none), both shape (n,)."""
    repeated = _repeats(stamps_s, rr_ms)
    rows = np.setdiff1d(np.arange(len(rr_ms)), repeated)
    order: list[int] = []
    clock: list[float] = []  # never falls
    moved: set[int] = set()
    set_back: list[tuple[int, float]] = []
    offset, i = 0.0, 0
    while i < len(rows):
        row = int(rows[i])
        at = float(stamps_s[row]) + offset
        if not clock or at >= clock[-1]:
            order.append(row)
            clock.append(at)
            i += 1
            continue
        window = _out_of_order(stamps_s + offset, rr_ms, rows[i:], order, clock)
        if window is None:
            set_back.append((row, clock[-1] - at))
            offset += clock[-1] + float(rr_ms[row]) / 1000 - at
            continue
        first, length = window
        block = [*order[first:], *(int(each) for each in rows[i : i + length])]
        block_sorted = sorted(block, key=lambda each: stamps_s[each])
        moved.update(each for each, was in zip(block_sorted, block, strict=True) if each != was)
        order[first:] = block_sorted
        clock[first:] = [float(stamps_s[each]) + offset for each in block_sorted]
        i += length
    start = clock[0] if clock else 0.0
    return TimeOrder(
        np.array(order, dtype=np.int64),
        np.array(clock, dtype=np.float64) - start,
        repeated,
        np.array(sorted(moved), dtype=np.int64),
        tuple(set_back),
    )


def _out_of_order(
    stamps: FloatArray, rr_ms: FloatArray, rest: IntArray, order: list[int], clock: list[float]
) -> tuple[int, int] | None:
    """From where in `order`, and how many of the rest, stand out of order; None where the clock was set back instead."""
    first = bisect_right(clock, float(stamps[rest[0]]))
    later = np.flatnonzero(stamps[rest] >= clock[-1])
    length = int(later[0]) if len(later) else len(rest)
    before = order[first - 1 : first]
    after = [int(each) for each in rest[length : length + 1]]
    found = [*before, *order[first:], *(int(each) for each in rest[:length]), *after]
    wanted = [
        *before,
        *sorted(found[len(before) : len(found) - len(after)], key=lambda each: stamps[each]),
        *after,
    ]
    if _disagreement(stamps, rr_ms, wanted) <= _SORTED_SHARE * _disagreement(stamps, rr_ms, found):
        return first, length
    return None


def _disagreement(stamps: FloatArray, rr_ms: FloatArray, rows: list[int]) -> float:
    """How far steps of the clock and intervals are apart, summed over rows (s)."""
    steps = np.diff(stamps[rows])
    return float(np.sum(np.abs(steps - rr_ms[rows][1:] / 1000)))


def _repeats(stamps_s: FloatArray, rr_ms: FloatArray) -> IntArray:
    """Rows of a block that stands in the file already: where stamps go back and what follows is what was there."""
    seen: dict[tuple[float, float], list[int]] = {}
    found: list[int] = []
    i, latest = 0, -np.inf
    n = len(rr_ms)
    while i < n:
        key = (float(stamps_s[i]), float(rr_ms[i]))
        if stamps_s[i] < latest:
            length = max((_alike(stamps_s, rr_ms, j, i) for j in seen.get(key, ())), default=0)
            if length >= _REPEATED_ROWS or (length and i + length == n):
                found += range(i, i + length)
                i += length
                continue
        latest = max(latest, float(stamps_s[i]))
        seen.setdefault(key, []).append(i)
        i += 1
    return np.array(found, dtype=np.int64)


def _alike(stamps_s: FloatArray, rr_ms: FloatArray, earlier: int, later: int) -> int:
    """How many rows from `later` on are the same as those from `earlier` on, before they run into each other."""
    most = min(later - earlier, len(rr_ms) - later)
    same = (stamps_s[earlier : earlier + most] == stamps_s[later : later + most]) & (
        rr_ms[earlier : earlier + most] == rr_ms[later : later + most]
    )
    return int(np.argmin(same)) if not same.all() else most


def starts_of_stretches(
    rr_ms: FloatArray, clock_s: FloatArray | None, broken_before: BoolArray
) -> list[tuple[int, float]]:
    """The first beat of each unbroken stretch, and where its first interval begins (s from that of the first beat).

    rr_ms: intervals in order, shape (n,). clock_s: when each was received (s, never falling), None where nobody says.
    broken_before: beats before which an interval is missing. A new stretch begins there, and where the clock has gained
    more than 3 s (and more than one interval and a half) on the sum for the next several beats too. No stretch begins
    before the one before it has ended, whatever the clock says.
    """
    sums = np.concatenate([[0.0], np.cumsum(rr_ms)]) / 1000
    lag = None if clock_s is None else clock_s - sums[1:]
    starts = [(0, 0.0)]
    level = float(np.min(lag[:_LOOK_AHEAD])) if lag is not None else 0.0
    for i in range(1, len(rr_ms)):
        first, start_s = starts[-1]
        reached = start_s + float(sums[i] - sums[first])
        gained, least = 0.0, max(BREAK_S, 1.5 * float(rr_ms[i]) / 1000)
        if lag is not None and (broken_before[i] or lag[i] - level > least):
            gained = float(np.min(lag[i : i + _LOOK_AHEAD])) - level
        if broken_before[i] or gained > least:
            starts.append((i, reached + max(0.0, gained)))
            level += max(0.0, gained)
        elif lag is not None:
            late = float(lag[i])
            level = min(level, late) if i - first < _LOOK_AHEAD else level + 0.02 * (late - level)
    return starts
