"""What an interval, or two together, should be from those on both sides of it, and how far real ones stray from that.

Linear interpolation between four intervals on each side, its weights learnt from the recording itself in blocks of
beats: where breathing swings the heart the weights follow the swing, where it does not they smooth. Intervals under
suspicion take no part in the learning. This is the least-squares interpolator of a stationary series, which for a
Gaussian one is the best there is (Janssen, Veldhuis & Vries, IEEE Trans ASSP 1986).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from outbreath_signal.beats import BoolArray

Index = NDArray[np.intp]
Floats = NDArray[np.floating[Any]]

SIDE = 4  # intervals looked at on each side
_BLOCK = 128  # beats that share weights, learnt from three blocks
_RIDGE = 0.02  # pull towards the prior weights, as a share of the mean power of the neighbours
_STEP, _WINDOW = 32, 96  # scales are quantiles of 96 residuals, every 32
_FLOOR_SHARE = 0.006  # of an interval: no scale below this; straps and ECGs place beats to a few ms


@dataclass(frozen=True, slots=True, eq=False)
class Around:
    """The neighbours of some intervals: shape (SIDE, m), nearest first.

    left: before interval i. right: after i. beyond: after i + 1.
    """

    left: Floats
    right: Floats
    beyond: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Weights:
    """Interpolation weights, shape (blocks, SIDE).

    single: one interval from both sides. total, step: sum and difference of two from both sides.
    onward: one interval from one side only.
    """

    single: Floats
    total: Floats
    step: Floats
    onward: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Scales:
    """How far sound intervals stray from expectation, ms, shape (n,): robust standard deviations."""

    single: Floats
    total: Floats
    step: Floats
    onward: Floats


def around(y: Floats, at: Index | None = None) -> Around:
    """Neighbours in y (ms) of the intervals at `at`, or of all; the series is mirrored at its ends."""
    padded = np.pad(y, SIDE + 2, mode="reflect")
    if at is None:
        rows = np.lib.stride_tricks.sliding_window_view(padded, len(y))[2:]
    else:
        rows = padded[np.arange(2, 2 * SIDE + 4)[:, None] + at]
    return Around(rows[SIDE - 1 :: -1], rows[SIDE + 1 : 2 * SIDE + 1], rows[SIDE + 2 : 2 * SIDE + 2])


def centred(*sides: Floats) -> tuple[Floats, Floats]:
    """Sum of the sides less its mean over the neighbours, and the mean of all neighbours: shapes (SIDE, m), (m,)."""
    total = sides[0] if len(sides) == 1 else sides[0] + sides[1]
    mean = (total[0] + total[1] + total[2] + total[3]) / SIDE
    return total - mean, mean / len(sides)


@dataclass(frozen=True, slots=True, eq=False)
class Features:
    """What the weights are applied to: neighbours less their mean, shape (SIDE, n), and those means, shape (n,).

    one: both sides of one interval. two: both sides of two. across: left less right of two. left: one side.
    """

    one: Floats
    one_mean: Floats
    two: Floats
    two_mean: Floats
    across: Floats
    left: Floats
    left_mean: Floats


def features(near: Around) -> Features:
    """Features of every interval from its neighbours."""
    return Features(
        *centred(near.left, near.right),
        *centred(near.left, near.beyond),
        near.left - near.beyond,
        *centred(near.left),
    )


def learn(y: Floats, sound: BoolArray, of: Features) -> Weights:
    """Weights from the intervals y (ms) whose neighbours are all sound."""
    counted = np.concatenate([[0], np.cumsum(~np.pad(sound, SIDE + 2, constant_values=False))])
    n = len(y)

    def clear(first: int, last: int) -> BoolArray:
        """Whether no interval from i + first to i + last is under suspicion."""
        begin = SIDE + 2 + first
        return np.asarray(
            counted[begin + last - first + 1 : begin + last - first + 1 + n] == counted[begin : begin + n]
        )

    after = np.append(y[1:], y[-1])
    both, pair = clear(-SIDE, SIDE), clear(-SIDE, SIDE + 1)
    single, total, step, onward = priors()
    return Weights(
        _solve(of.one, y - of.one_mean, both, single),
        _solve(of.two, y + after - 2 * of.two_mean, pair, total),
        _solve(of.across, y - after, pair, step),
        _solve(of.left, y - of.left_mean, clear(-SIDE, 0), onward),
    )


def weigh(weights: Floats, features: Floats, at: Index | None = None) -> Floats:
    """Weighted sum of features (SIDE, m) with the weights of each interval's block."""
    if at is not None:
        return np.asarray(np.einsum("mj,jm->m", weights[at // _BLOCK], features))
    n = features.shape[1]
    result = np.empty(n, dtype=features.dtype)
    whole = n // _BLOCK
    body = features[:, : whole * _BLOCK].reshape(SIDE, whole, _BLOCK)
    result[: whole * _BLOCK] = np.einsum("bj,jbt->bt", weights[:whole], body).ravel()
    if whole * _BLOCK < n:
        result[whole * _BLOCK :] = weights[whole] @ features[:, whole * _BLOCK :]
    return result


@cache
def priors() -> tuple[Floats, Floats, Floats, Floats]:
    """Weights where nothing is learnt: smooth polynomials through the neighbours, near ones counting more."""
    j = np.arange(1.0, SIDE + 1)
    near = np.diag(j**-1.5)

    def fit(columns: list[Floats]) -> Floats:
        a = np.stack(columns, axis=1)
        return np.asarray(np.linalg.solve(a.T @ near @ a, a.T @ near))

    h = j + 0.5
    even = fit([np.ones(SIDE), h**2])
    odd = fit([h, h**3])
    return (
        fit([np.ones(SIDE), j**2])[0] / 2,
        even[0] + even[1] * 0.25,
        odd[0] * 0.5 + odd[1] * 0.125,
        fit([np.ones(SIDE), j])[0],
    )


def scales(y: Floats, sound: BoolArray, of: Features, weights: Weights) -> tuple[Scales, Floats]:
    """Robust scales of what is left of y (ms) after expectation, and the mean of each interval's neighbours (ms)."""
    after = np.append(y[1:], y[-1])
    used = np.flatnonzero(sound[:-1] & sound[1:])
    base = np.maximum(of.one_mean, 200.0)
    floor = _FLOOR_SHARE * base

    def spread(left: Floats) -> Floats:
        """Standard deviation of a normal series with the same upper quartile, or upper decile, of sizes."""
        quartile, decile = _rolling(np.abs(left[used]), _WINDOW, (0.75, 0.90))
        return np.asarray(np.maximum(quartile / 1.150, decile / 1.645), dtype=np.float64)

    left_total = y + after - 2 * of.two_mean - weigh(weights.total, of.two)
    single = spread(y - of.one_mean - weigh(weights.single, of.one))
    total = spread(left_total)
    step = spread(y - after - weigh(weights.step, of.across))
    onward = spread(y - of.left_mean - weigh(weights.onward, of.left))
    # where the largest of many residuals stand out from the rest, so do harmless ones: widen the scales by that
    (high,) = _rolling(np.abs(left_total[used]), 2 * _WINDOW, (0.97,))
    least = 1.5 * (
        floor[used[np.minimum(np.arange(len(high)) * _STEP, len(used) - 1)]] if len(used) else floor[:1]
    )
    heavy = np.clip((high / np.maximum(total, least) / 2.17) ** 2, 1.0, 2.5)
    # the quantiles that belong to each interval: those around the used one nearest before it
    rank = np.searchsorted(used, np.arange(0, len(y), 8), side="right")
    near = np.repeat(np.minimum((rank + _STEP // 2) // _STEP, len(heavy) - 1), 8)[: len(y)]
    wide = (np.stack([single, total, step, onward]) * heavy).astype(y.dtype)
    return (
        Scales(
            np.maximum(wide[0][near], floor),
            np.maximum(wide[1][near], 1.5 * floor),
            np.maximum(wide[2][near], 1.5 * floor),
            np.maximum(wide[3][near], floor),
        ),
        base,
    )


def _rolling(sizes: Floats, window: int, shares: tuple[float, ...]) -> tuple[Floats, ...]:
    """Quantiles of `window` sizes around every `_STEP`th of them; their mean where there are fewer than eight."""
    count = len(sizes) // _STEP + 2
    if len(sizes) < 8:
        return tuple(np.full(count, np.mean(sizes) if len(sizes) else 30.0) for _ in shares)
    window = min(window, len(sizes))
    starts = np.clip(np.arange(count) * _STEP - window // 2, 0, len(sizes) - window)
    places = [round(share * (window - 1)) for share in shares]
    ordered = np.lib.stride_tricks.sliding_window_view(sizes, window)[starts]
    ordered.sort(axis=1)  # a whole sort is the fastest
    return tuple(ordered[:, place] for place in places)


def _solve(x: Floats, target: Floats, use: BoolArray, prior: Floats) -> Floats:
    """Ridge regression of target (n,) on x (SIDE, n) towards the prior, block by block: (blocks, SIDE)."""
    n = x.shape[1]
    blocks = -(-n // _BLOCK)
    rows = np.zeros((SIDE + 1, blocks * _BLOCK), dtype=x.dtype)
    np.multiply(x, use, out=rows[:SIDE, :n])
    np.multiply(target - prior.astype(x.dtype) @ x, use, out=rows[SIDE, :n])
    parts = rows.reshape(SIDE + 1, blocks, _BLOCK)
    moments = np.empty((SIDE + 1, SIDE + 1, blocks))
    for j in range(SIDE + 1):
        for k in range(min(j + 1, SIDE)):
            moments[j, k] = moments[k, j] = np.einsum("bt,bt->b", parts[j], parts[k])
    square = _with_next(moments[:SIDE, :SIDE].transpose(2, 0, 1))
    cross = _with_next(moments[SIDE, :SIDE].T)
    power = np.trace(square, axis1=1, axis2=2) / SIDE
    square += (_RIDGE * power + 1e-6)[:, None, None] * np.eye(SIDE)
    return np.asarray(prior + np.linalg.solve(square, cross[..., None])[..., 0], dtype=x.dtype)


def _with_next(blocks: Floats) -> Floats:
    """Each block with those before and after it added."""
    summed = blocks.copy()
    summed[1:] += blocks[:-1]
    summed[:-1] += blocks[1:]
    return summed
