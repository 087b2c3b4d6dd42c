"""Runs in which every second beat was missed: intervals that double from one beat to the next, and halve again."""

from __future__ import annotations

import numpy as np

from outbreath_signal.artifacts.expectation import Floats, Index
from outbreath_signal.artifacts.hypotheses import Fault, Faults
from outbreath_signal.beats import BoolArray
from outbreath_signal.numerics.order import middle

HALVED, STILL_HALVED = (1.75, 2.3), (1.6, 2.5)  # times the usual interval: from so many intervals on
LEAST_RUN, _LEAST_AT_END = 4, 2
LEVEL_OF = 9  # intervals whose median is the usual one


def halved_runs(rr: Floats, gap: BoolArray) -> Faults:
    """The missed beat within each interval (ms, shape (n,)) of every such run; silences are passed over.

    A run begins with four intervals of about twice what came before. It must end as it began, by a step back to half: the heart of a
    deep breather may slow so suddenly, but it quickens little by little. At the beginning of a series the step back alone tells, at
    its end the step there alone, and there two intervals are enough.
    """
    kept = np.flatnonzero(~gap)
    x = np.asarray(rr[kept], dtype=np.float64)
    inside = _runs(x) | _runs(x[::-1])[::-1]
    at: Index = kept[np.flatnonzero(inside)]
    half = np.asarray(rr[at] / 2, dtype=np.float64)
    return Faults(at, np.full(len(at), int(Fault.MISSED)), half, np.ones(len(at)), half, half)


def _runs(x: Floats) -> BoolArray:
    """Which intervals lie in a run that begins by a step up and ends by a step back, or at the end of the series."""
    found = np.zeros(len(x), dtype=np.bool_)
    steps = x[LEVEL_OF:] / x[LEVEL_OF - 1 : -1] if len(x) > LEVEL_OF else x[:0]
    end = 0
    for start in map(int, np.flatnonzero((steps > 1.5) & (steps < 2.6)) + LEVEL_OF):
        if start < end:
            continue
        usual = middle(x[start - LEVEL_OF : start])
        length = _length(x[start:], usual)
        end = start + length
        back = end == len(x) or 0.7 * x[end - 1] / 2 < x[end] < 1.35 * x[end - 1] / 2
        if back and length >= (_LEAST_AT_END if end == len(x) else LEAST_RUN):
            found[start:end] = True
    return found


def _length(x: Floats, usual: float) -> int:
    """How many intervals from the first on are about twice the usual one, which goes along with their halves."""
    low, high = HALVED
    recent = [usual] * LEVEL_OF
    for k, each in enumerate(map(float, x)):
        if k == LEAST_RUN:
            low, high = STILL_HALVED
        level = sorted(recent)[LEVEL_OF // 2]
        if not low * level < each < high * level:
            return k
        recent = [*recent[2:], each / 2, each / 2]
    return len(x)
