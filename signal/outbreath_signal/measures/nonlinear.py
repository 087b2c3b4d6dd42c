"""Nonlinear measures: detrended fluctuation analysis, sample and approximate entropy."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from outbreath_signal.beats import BoolArray, FloatArray, check_intervals
from outbreath_signal.measures.time_domain import sample_sd

ALPHA1_SCALES = tuple(range(4, 17))
ALPHA2_SCALES = tuple(range(16, 65, 4))
EMBEDDING = 2
TOLERANCE_SD = 0.2
# Every stretch is compared with every other: beyond some hours that takes long, and mixes sleep with waking.
LONGEST_ENTROPY_BEATS = 20_000
_COMPARED_AT_ONCE = 1 << 18
# From here on BLAS divides a product among threads, which for ones this thin costs more than the product, up to 30 times
# on a busy machine; below, its calls are the cheapest.
_BLAS_SHARES_OUT = 8000


def dfa_fluctuations(rr_ms: FloatArray, scales: Sequence[int]) -> FloatArray:
    """Root mean square fluctuation at each scale (in beats): shape (len(scales),).

    The series less its mean is summed up, cut from its start into whole windows of each scale, a straight line is taken
    off each window, and all residuals are averaged (Peng 1995). rr_ms: shape (n,), n at least the largest scale.
    """
    profile = np.cumsum(rr_ms - rr_ms.mean())
    return np.array([_fluctuation(profile, scale) for scale in scales])


def dfa_alpha(rr_ms: FloatArray, scales: Sequence[int]) -> float | None:
    """Slope of log fluctuation over log scale; None for a constant series or one shorter than two of the largest windows.

    Every whole number of beats from 4 to 16 is alpha1, every fourth from 16 to 64 alpha2. Under slow breathing the choice decides the
    number: 4-16 gives 1.12 where 4-12 gives 1.41. NeuroKit2 takes windows that overlap and a few scales spaced by powers.
    """
    check_intervals(rr_ms)
    if len(rr_ms) < 2 * max(scales):
        return None
    fluctuations = dfa_fluctuations(rr_ms, scales)
    if not (fluctuations > 1e-9 * float(rr_ms.mean())).all():
        return None
    x = np.log(np.asarray(scales, dtype=np.float64))
    centred = x - x.mean()
    return float(centred @ np.log(fluctuations) / (centred @ centred))


def _fluctuation(profile: FloatArray, scale: int) -> float:
    windows = profile[: len(profile) // scale * scale].reshape(-1, scale)
    # From each window's own start, so that squares stay small beside a whole day's wandering.
    local = windows - windows[:, :1]
    if local.size < _BLAS_SHARES_OUT:
        on_lines = local @ _line_basis(scale)
        residual = float(np.vdot(local, local)) - float(np.vdot(on_lines, on_lines))
    else:
        on_lines = np.einsum("ij,jk->ik", local, _line_basis(scale))
        residual = float(np.einsum("ij,ij->", local, local) - np.einsum("ij,ij->", on_lines, on_lines))
    return math.sqrt(max(residual, 0.0) / local.size)


@cache
def _line_basis(scale: int) -> FloatArray:
    """Orthonormal level and slope over a window: what a straight line takes of it is its product with these (scale, 2)."""
    k = np.arange(scale) - (scale - 1) / 2
    columns = np.stack((np.full(scale, 1 / math.sqrt(scale)), k / math.sqrt(float(k @ k))), axis=1)
    return np.asarray(columns, dtype=np.float64)


@dataclass(frozen=True, slots=True)
class Entropies:
    """Sample and approximate entropy (nats); None where a series is constant, too short, too long or matches nothing."""

    sample: float | None
    approximate: float | None


def entropies(rr_ms: FloatArray, embedding: int = EMBEDDING, tolerance_sd: float = TOLERANCE_SD) -> Entropies:
    """Sample entropy (Richman & Moorman 2000) and approximate entropy (Pincus 1991) of intervals (ms, shape (n,)).

    Two stretches of m intervals match when no interval of one is further than r from its partner; r = tolerance_sd times
    the sample SD, and r itself still matches. Sample entropy is -ln(A / B) over the first n - m stretches of m + 1 and m
    intervals, self-matches left out. Approximate entropy is phi(m) - phi(m + 1), phi being the mean log share of the
    n - m + 1 stretches that match each of them, itself included. Both are exact and share one table of comparisons,
    made a bounded number of rows at a time. None beyond 20 000 intervals. pyhrv and hrv-analysis give the same sample entropy,
    NeuroKit2 the same of both but for its whole milliseconds, which move pairs across r (2 in 1000 where the ECG's clock is
    1/360 s); systole has neither.
    """
    check_intervals(rr_ms)
    n = len(rr_ms)
    spread = sample_sd(rr_ms)
    if n < embedding + 2 or n > LONGEST_ENTROPY_BEATS or not spread:
        return Entropies(None, None)
    tolerance = tolerance_sd * spread
    whole, cut = n - embedding + 1, n - embedding
    short_matches, long_matches = np.empty(whole), np.empty(cut)
    short_pairs = 0
    rows_at_once = max(_COMPARED_AT_ONCE // n, 1)
    for first in range(0, whole, rows_at_once):
        last = min(first + rows_at_once, whole)
        near = _near(rr_ms[first : last + embedding], rr_ms, tolerance)
        matched = near[: last - first, :whole].copy()
        for lag in range(1, embedding):
            matched &= near[lag : last - first + lag, lag : whole + lag]
        short_matches[first:last] = np.count_nonzero(matched, axis=1)
        rows = min(last, cut) - first
        matched = matched[:rows, :cut]
        short_pairs += int(np.count_nonzero(matched)) - rows
        matched &= near[embedding : rows + embedding, embedding:]
        long_matches[first : first + rows] = np.count_nonzero(matched, axis=1)
    long_pairs = int(long_matches.sum()) - cut
    approximate = float(np.log(short_matches / whole).mean() - np.log(long_matches / cut).mean())
    sample = -math.log(long_pairs / short_pairs) if long_pairs > 0 and short_pairs > 0 else None
    return Entropies(sample, approximate)


def _near(rows: FloatArray, columns: FloatArray, tolerance: float) -> BoolArray:
    difference = rows[:, None] - columns
    np.abs(difference, out=difference)
    near: BoolArray = difference <= tolerance
    return near
