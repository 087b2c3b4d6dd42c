"""What an interval, or two together, should be from those on both sides of it, and how far real ones stray from that.

Linear interpolation between four intervals on each side, its weights learnt from the recording itself in blocks of
beats: where breathing swings the heart the weights follow the swing, where it does not they smooth. Intervals under
suspicion take no part in the learning. This is the least-squares interpolator of a stationary series, which for a
Gaussian one is the best there is (Janssen, Veldhuis & Vries, IEEE Trans ASSP 1986).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
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


class View(IntEnum):
    """What is foretold: the first axis of weights, shape (4, blocks, SIDE), and of scales (ms), shape (4, n).

    Weights are those of the neighbours; scales are how far sound intervals stray from expectation: robust standard deviations.
    """

    SINGLE = 0  # one interval from both sides
    TOTAL = 1  # the sum of two from both sides
    STEP = 2  # the difference of two from both sides
    ONWARD = 3  # one interval from one side only


def around(y: Floats, at: Index | None = None) -> Around:
    """Neighbours in y (ms) of the intervals at `at`, or of all; the series is mirrored at its ends."""
    reach = SIDE + 2
    padded = np.concatenate([y[reach:0:-1], y, y[-2 : -reach - 2 : -1]])
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


def learn(y: Floats, sound: BoolArray, of: Features) -> Floats:
    """Weights, shape (4, blocks, SIDE), from the intervals y (ms) whose neighbours are all sound."""
    n, reach = len(y), SIDE + 2
    counted = np.zeros(n + 2 * reach + 1, dtype=np.intp)
    # beyond the ends nothing is sound
    counted[: reach + 1] = np.arange(reach + 1)
    np.cumsum(~sound, out=counted[reach + 1 : reach + 1 + n])
    counted[reach + 1 : reach + 1 + n] += reach
    counted[reach + 1 + n :] = counted[reach + n] + np.arange(1, reach + 1)

    def clear(first: int, last: int) -> BoolArray:
        """Whether no interval from i + first to i + last is under suspicion."""
        begin = reach + first
        return np.asarray(
            counted[begin + last - first + 1 : begin + last - first + 1 + n] == counted[begin : begin + n]
        )

    pair = clear(-SIDE, SIDE + 1)
    blocks = -(-n // _BLOCK)
    # per view: the features and what of the target the prior leaves, 0 where they may not be used
    rows = np.zeros((len(View), SIDE + 1, blocks * _BLOCK), dtype=y.dtype)
    prior = priors().astype(y.dtype)
    for view, x, target, use in zip(
        View, _features(of), _strays(y, of), (clear(-SIDE, SIDE), pair, pair, clear(-SIDE, 0)), strict=True
    ):
        np.multiply(x, use, out=rows[view, :SIDE, :n])
        np.multiply(target - prior[view] @ x, use, out=rows[view, SIDE, :n])
    return _solve(rows.reshape(len(View), SIDE + 1, blocks, _BLOCK).swapaxes(1, 2))


def _features(of: Features) -> tuple[Floats, Floats, Floats, Floats]:
    """What the weights of each view are applied to, shapes (SIDE, n)."""
    return of.one, of.two, of.across, of.left


def _strays(y: Floats, of: Features) -> tuple[Floats, Floats, Floats, Floats]:
    """How far what each view foretells lies from the mean of its neighbours (ms, shapes (n,))."""
    after = np.append(y[1:], y[-1])
    return y - of.one_mean, y + after - 2 * of.two_mean, y - after, y - of.left_mean


def weigh(weights: Floats, features: Floats) -> Floats:
    """Weighted sum of the features (SIDE, n) of all intervals with the weights (blocks, SIDE) of each one's block."""
    n = features.shape[1]
    result = np.empty(n, dtype=features.dtype)
    whole = n // _BLOCK
    body = features[:, : whole * _BLOCK].reshape(SIDE, whole, _BLOCK)
    np.einsum("bj,jbt->bt", weights[:whole], body, out=result[: whole * _BLOCK].reshape(whole, _BLOCK))
    if whole * _BLOCK < n:
        result[whole * _BLOCK :] = weights[whole] @ features[:, whole * _BLOCK :]
    return result


def weights_of(weights: Floats, at: Index) -> Floats:
    """The weights that belong to the intervals at `at`, shape (views, m, SIDE)."""
    return np.asarray(weights[:, at // _BLOCK])


@cache
def priors() -> Floats:
    """Weights, shape (4, SIDE), where nothing is learnt: smooth polynomials through the neighbours, near ones counting more."""
    j = np.arange(1.0, SIDE + 1)
    near = np.diag(j**-1.5)

    def fit(columns: list[Floats]) -> Floats:
        a = np.stack(columns, axis=1)
        return np.asarray(np.linalg.solve(a.T @ near @ a, a.T @ near))

    h = j + 0.5
    even = fit([np.ones(SIDE), h**2])
    odd = fit([h, h**3])
    return np.array(
        [
            fit([np.ones(SIDE), j**2])[0] / 2,
            even[0] + even[1] * 0.25,
            odd[0] * 0.5 + odd[1] * 0.125,
            fit([np.ones(SIDE), j])[0],
        ]
    )


def scales(y: Floats, sound: BoolArray, of: Features, weights: Floats) -> tuple[Floats, Floats]:
    """Scales (ms, shape (4, n)) of what is left of y (ms) after expectation, and the mean of each interval's neighbours (ms)."""
    used = np.flatnonzero(sound[:-1] & sound[1:])
    base = np.maximum(of.one_mean, 200.0)
    floor = _FLOOR_SHARE * base
    sizes = np.empty((len(View), len(used)), dtype=y.dtype)
    for view, x, stray in zip(View, _features(of), _strays(y, of), strict=True):
        sizes[view] = np.abs(stray - weigh(weights[view], x))[used]
    quartile, decile = _rolling(sizes, _WINDOW, (0.75, 0.90))
    # standard deviation of a normal series with the same upper quartile, or upper decile, of sizes
    spread = np.maximum(quartile / 1.150, decile / 1.645).astype(np.float64)
    # where the largest of many residuals stand out from the rest, so do harmless ones: widen the scales by that
    (high,) = _rolling(sizes[View.TOTAL], 2 * _WINDOW, (0.97,))
    least = 1.5 * (
        floor[used[np.minimum(np.arange(len(high)) * _STEP, len(used) - 1)]] if len(used) else floor[:1]
    )
    heavy = np.clip((high / np.maximum(spread[View.TOTAL], least) / 2.17) ** 2, 1.0, 2.5)
    # the quantiles that belong to each interval: those around the used one nearest before it
    rank = np.searchsorted(used, np.arange(0, len(y), 8), side="right")
    near = np.repeat(np.minimum((rank + _STEP // 2) // _STEP, len(heavy) - 1), 8)[: len(y)]
    wide = (spread * heavy).astype(y.dtype)[:, near]
    wider = 1.5 * floor
    for view, lowest in zip(View, (floor, wider, wider, floor), strict=True):
        np.maximum(wide[view], lowest, out=wide[view])
    return wide, base


def _rolling(sizes: Floats, window: int, shares: tuple[float, ...]) -> tuple[Floats, ...]:
    """Quantiles along the last axis of `window` sizes around every `_STEP`th; their mean where there are fewer than eight."""
    n = sizes.shape[-1]
    count = n // _STEP + 2
    if n < 8:
        mean = sizes.mean(axis=-1, keepdims=True) if n else np.full((*sizes.shape[:-1], 1), 30.0)
        return tuple(np.repeat(mean, count, axis=-1) for _ in shares)
    window = min(window, n)
    starts = np.clip(np.arange(count) * _STEP - window // 2, 0, n - window)
    places = [round(share * (window - 1)) for share in shares]
    ordered = sizes[..., starts[:, None] + np.arange(window)]
    ordered.sort(axis=-1)  # a whole sort is the fastest
    return tuple(ordered[..., place] for place in places)


def _solve(parts: Floats) -> Floats:
    """Ridge regression towards the priors, block by block: (4, blocks, SIDE).

    parts: features and, last, what of the target the prior leaves, shape (4, blocks, SIDE + 1, _BLOCK).
    """
    moments = _with_next((parts @ parts.swapaxes(2, 3)).astype(np.float64))
    square, cross = moments[..., :SIDE, :SIDE], moments[..., :SIDE, SIDE:]
    pull = _RIDGE / SIDE * np.trace(square, axis1=2, axis2=3) + 1e-6
    found = np.linalg.solve(square + pull[..., None, None] * np.eye(SIDE), cross)
    return np.asarray(priors()[:, None] + found[..., 0], dtype=parts.dtype)


def _with_next(moments: Floats) -> Floats:
    """Each block, along the second axis, with those before and after it added."""
    summed = moments.copy()
    summed[:, 1:] += moments[:, :-1]
    summed[:, :-1] += moments[:, 1:]
    return summed
