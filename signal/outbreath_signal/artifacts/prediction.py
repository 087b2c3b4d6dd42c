"""What each interval should be after the eight before it: linear prediction with weights learnt from the recording in blocks.

A second opinion beside `expectation`, which looks at both sides. A fault is no part of what comes before it, so that what is
foretold does not follow the fault, however deep the breathing swings the heart.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from outbreath_signal.beats import BoolArray, FloatArray
from outbreath_signal.numerics.order import middle, row_middles

ORDER = 8  # intervals looked back upon; five serve as well
LEVEL_BEATS = 30  # whose mean is the level that all are shares of
_BLOCK = 64  # beats that share weights, learnt from three blocks
PRIOR = (0.0, 1.5, -0.6, 0.1, 0.0, 0.0, 0.0, 0.0, 0.0)  # constant, then the latest interval first
_RIDGE = 0.01  # pull towards the prior, as a share of the mean power of what is looked back upon
CLIP = 3.0  # robust standard deviations beyond which an error counts no more
FLOOR_SHARE = 0.006  # of an interval: no scale below this; straps and ECGs place beats to a few ms
_SCALE_BEATS = 97


@dataclass(frozen=True, slots=True, eq=False)
class Prediction:
    """What is foretold of n intervals.

    weights: constant and ORDER weights for each block, shape (blocks, 1 + ORDER). level_ms: mean of those before each, shape (n,).
    foretold_ms, scale_ms: each interval's expectation and a robust standard deviation of what real ones miss it by, shape (n,).
    past: the ORDER intervals before each, the latest first, ms, shape (n, ORDER).
    """

    weights: FloatArray
    level_ms: FloatArray
    foretold_ms: FloatArray
    scale_ms: FloatArray
    past: FloatArray

    def weights_of(self, at: np.ndarray[tuple[int], np.dtype[np.intp]]) -> FloatArray:
        """The weights for the intervals at `at`, shape (m, 1 + ORDER)."""
        return np.asarray(self.weights[at // _BLOCK])

    def at(
        self, rr: FloatArray, at: np.ndarray[tuple[int], np.dtype[np.intp]]
    ) -> tuple[FloatArray, FloatArray]:
        """What is foretold of intervals at `at` from those of rr before them (ms), and the scale (ms): shapes (m,)."""
        past = rr[np.maximum(at[:, None] - np.arange(1, ORDER + 1), 0)]
        weights, level = self.weights_of(at), self.level_ms[at]
        shares = past / level[:, None] - 1.0
        return level * (1.0 + weights[:, 0] + np.einsum("mj,mj->m", weights[:, 1:], shares)), self.scale_ms[
            at
        ]


def predict(y: FloatArray, sound: BoolArray) -> Prediction:
    """Foretell every interval of y (ms, mended, shape (n,)); those that are not sound take no part in the learning."""
    n = len(y)
    begin = middle(y[:12])
    padded = np.concatenate([np.full(ORDER, begin), y])
    past = np.lib.stride_tricks.sliding_window_view(padded, ORDER)[:n, ::-1]
    level = _level(y, begin)
    features = np.empty((n, 1 + ORDER))
    features[:, 0] = 1.0
    features[:, 1:] = past / level[:, None] - 1.0
    target = y / level - 1.0
    bad = np.concatenate([np.zeros(ORDER), np.cumsum(~sound)])
    used = sound & (bad[ORDER:] == np.concatenate([[0], bad[ORDER:-1]])) & (bad[ORDER:] == bad[:n])
    used[:ORDER] = False
    weights = _learn(features, target, used.astype(np.float64))
    missed = target - _apply(weights, features)
    once = _local_scale(missed, used)
    # Huber's weights: what strays far pulls no harder than what strays by three scales
    weights = _learn(
        features, target, used * np.minimum(1.0, CLIP * once / np.maximum(np.abs(missed), 1e-12))
    )
    foretold = _apply(weights, features)
    scale = _local_scale(target - foretold, used)
    return Prediction(weights, level, level * (1.0 + foretold), level * scale, past)


def _level(y: FloatArray, begin: float) -> FloatArray:
    """Mean of the 30 intervals before each; before the first `begin`, which fades as more come."""
    summed = np.concatenate([[0.0], np.cumsum(y)])
    i = np.arange(len(y))
    first = np.maximum(i - LEVEL_BEATS, 0)
    count = i - first
    lent = np.maximum(6 - count, 0)
    return np.asarray((summed[i] - summed[first] + lent * begin) / (count + lent))


def _learn(features: FloatArray, target: FloatArray, counts: FloatArray) -> FloatArray:
    """Weighted ridge regression towards the prior, each block with those beside it: (blocks, 1 + ORDER)."""
    prior = np.array(PRIOR)
    n, width = features.shape
    blocks = -(-n // _BLOCK)
    rows = np.zeros((blocks * _BLOCK, width + 1))
    rows[:n, :width] = features
    rows[:n, width] = target - features @ prior
    weighted = rows.copy()
    weighted[:n] *= counts[:, None]
    shape = (blocks, _BLOCK, width + 1)
    own = weighted.reshape(shape).swapaxes(1, 2) @ rows.reshape(shape)
    moments = own.copy()
    moments[1:] += own[:-1]
    moments[:-1] += own[1:]
    square, cross = moments[:, :width, :width], moments[:, :width, width:]
    power = np.trace(square[:, 1:, 1:], axis1=1, axis2=2) / ORDER
    pull = (_RIDGE * power + 1e-5)[:, None, None] * np.eye(width)
    return np.asarray(prior + np.linalg.solve(square + pull, cross)[..., 0])


def _apply(weights: FloatArray, features: FloatArray) -> FloatArray:
    whole = len(features) // _BLOCK
    parts = features[: whole * _BLOCK].reshape(whole, _BLOCK, features.shape[1])
    made = (parts @ weights[:whole, :, None]).ravel()
    rest = features[whole * _BLOCK :] @ weights[-1]
    return np.concatenate([made, rest])


def _local_scale(missed: FloatArray, used: BoolArray) -> FloatArray:
    """Robust standard deviation of the errors around each, as shares, none below the floor."""
    places = np.flatnonzero(used)
    if len(places) < 8:
        return np.full(len(missed), 0.03)
    sizes = np.abs(missed[places])
    window = min(128, len(sizes))
    starts = np.clip(np.arange(0, len(sizes), 32) - window // 2, 0, len(sizes) - window)
    middles = row_middles(np.lib.stride_tricks.sliding_window_view(sizes, window)[starts]) / 0.6745
    usual = np.repeat(np.maximum(middles, FLOOR_SHARE / 2), 32)[: len(sizes)]
    squares = np.concatenate([[0.0], np.cumsum(np.minimum(sizes, CLIP * usual) ** 2)])
    reach = _SCALE_BEATS // 2
    near = np.searchsorted(places, np.arange(len(missed)))
    low = np.clip(near - reach, 0, max(0, len(sizes) - _SCALE_BEATS))
    high = np.minimum(low + _SCALE_BEATS, len(sizes))
    return np.asarray(np.maximum(np.sqrt((squares[high] - squares[low]) / (high - low)), FLOOR_SHARE))
