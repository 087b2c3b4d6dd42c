"""A first rough look at a series of intervals: which not to learn from, and what to put in their place meanwhile.

Scale-free where it can be: a premature beat and the pause after it stand on both sides of the local level, which slow
breathing never does by much (at 400 ms peak-to-trough and 7/min two neighbours straddle their level by at most 7 %). Deep
breathing may let the heart slow within one beat (580, 624, 1090, 1062 ms): there each interval is like those on its own
side, so a suspect must stand out from the two before it, or its pause from the two after.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from outbreath_signal.artifacts.expectation import Floats
from outbreath_signal.beats import BoolArray
from outbreath_signal.numerics.order import middle
from outbreath_signal.numerics.running_count import running_count
from outbreath_signal.numerics.running_median import running_median

_STRADDLE = 0.08  # share by which two neighbours straddle the level when the first is premature
_EAGER_STRADDLE, _EAGER_SPAN = 0.07, 25
_COUPLET_STRADDLE = 0.18
_DIP, _PEAK = 0.1, 0.3  # shares of the level by which an extreme one stands out from both before it, or after
_BESIDE = 8  # beats
GAP_SHARE, SHORTEST_GAP_MS = (
    3.4,
    1500.0,
)  # an interval longer than so many levels is a break in the recording, not missed beats


@dataclass(frozen=True, slots=True, eq=False)
class Suspicion:
    """Arrays of shape (n,).

    y: intervals (ms) with the suspects replaced by the local level. sound: the ones not suspected.
    gap: intervals too long to be missed beats. eager: log odds in favour of premature beats, where they abound.
    """

    y: Floats
    sound: BoolArray
    gap: BoolArray
    eager: Floats


def suspect(rr: Floats, joined: BoolArray) -> Suspicion:
    """Look over eight or more intervals (ms)."""
    level = running_median(rr, 11)
    close = running_median(rr, 5)
    beside = _level_beside(rr, level)
    gap = too_long(rr, beside)
    doubtful = (np.abs(rr - close) > np.maximum(5 * _usual(np.abs(rr - close)), 0.06 * close)) | gap
    dip, peak = _before(rr) - rr, rr - _after(rr)
    extreme_low = (rr < 0.7 * level) & (dip > _DIP * level)
    extreme = extreme_low | ((rr > 1.5 * level) & (peak > _PEAK * level))
    y = np.where(doubtful | extreme, np.where(np.abs(close / level - 1) < 0.15, close, level), rr)
    together = (rr[:-1] + rr[1:]) / 2
    middle = running_median(together, 9)
    straddle = np.minimum(middle - rr[:-1], rr[1:] - middle)
    straddle = np.minimum(straddle, np.minimum(dip[:-1], peak[1:])) / middle
    straddle[~joined[1:]] = 0.0
    premature = np.flatnonzero((straddle > _STRADDLE) | extreme_low[:-1])
    wide = np.minimum(middle[:-1] - rr[:-2], rr[2:] - middle[:-1])
    wide = np.minimum(wide, np.minimum(dip[:-2], peak[2:])) / middle[:-1]
    whole = np.abs((rr[:-2] + rr[1:-1] + rr[2:]) / (3 * middle[:-1]) - 1) < 0.12
    couplet = np.flatnonzero((wide > _COUPLET_STRADDLE) & whole)
    sound = ~(doubtful | extreme)
    for k in range(3):
        y[couplet + k] = middle[couplet]
        sound[couplet + k] = False
    even = np.abs(together[premature] / middle[premature] - 1) < 0.1
    fill = np.where(even, together[premature], middle[premature])
    for k in range(2):
        y[premature + k] = fill
        sound[premature + k] = False
    y[gap] = beside[gap]
    sound[gap] = False
    span = min(_EAGER_SPAN, len(rr))
    often = running_count(np.append(straddle > _EAGER_STRADDLE, False), span, ends_repeat=True) / span
    return Suspicion(y, sound, gap, 3.0 * np.clip((often - 0.1) / 0.1, 0.0, 1.0))


def too_long(rr: Floats, level: Floats) -> BoolArray:
    """Which intervals (ms) are too long, beside their level (ms), to be missed beats: the recording has a break there."""
    return np.asarray(rr > np.maximum(GAP_SHARE * level, SHORTEST_GAP_MS))


def _level_beside(rr: Floats, level: Floats) -> Floats:
    """The least of the levels (ms) at an interval, beside it and of the whole: silences in a row, or at an end, are their own level."""
    away = min(_BESIDE, len(rr) - 1)
    beside = np.minimum(level, middle(rr))
    beside[:-away] = np.minimum(beside[:-away], level[away:])
    beside[away:] = np.minimum(beside[away:], level[:-away])
    return beside


def _usual(sizes: Floats) -> Floats:
    """A scale of the sizes around each interval that a fifth of them cannot lift, in blocks of 32 joined by lines."""
    window = min(96, len(sizes))
    middles = np.arange(0, len(sizes), 32)
    starts = np.clip(middles - window // 2, 0, len(sizes) - window)
    places = [round(share * (window - 1)) for share in (0.5, 0.75)]
    ordered = np.lib.stride_tricks.sliding_window_view(sizes, window)[starts]
    ordered.sort(axis=1)  # a whole sort is the fastest
    scale = np.minimum(ordered[:, places[1]] / 1.15, 1.5 * ordered[:, places[0]] / 0.6745)
    return np.asarray(np.interp(np.arange(len(sizes)), middles, scale), dtype=np.float64)


def _before(rr: Floats) -> Floats:
    """The longer of the two intervals before each (ms), the interval itself where there is none."""
    longer = rr.copy()
    longer[2:] = np.maximum(rr[:-2], rr[1:-1])
    longer[1:2] = rr[:1]
    return longer


def _after(rr: Floats) -> Floats:
    """The shorter of the two intervals after each (ms), the interval itself where there is none."""
    shorter = rr.copy()
    shorter[:-2] = np.minimum(rr[1:-1], rr[2:])
    shorter[-2:-1] = rr[-1:]
    return shorter
