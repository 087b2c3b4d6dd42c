"""Porges and Bohrer's estimate of RSA: the logarithm of the variance in the breathing band, by epochs."""

from __future__ import annotations

from functools import cache

import numpy as np

from outbreath_signal.beats import BeatSeries, FloatArray
from outbreath_signal.spectra.resampling import RESAMPLED_HZ, Resampled, resample

PORGES_HZ = 2.0
BAND_HZ = (0.12, 0.40)
EPOCH_S = 30.0
POLYNOMIAL_POINTS = 21
_FILTER_POINTS = 61
# One epoch and what the moving polynomial and the filter need on both its sides.
SHORTEST_RUN_S = EPOCH_S + (POLYNOMIAL_POINTS - 1 + _FILTER_POINTS - 1) / PORGES_HZ


def porges_bohrer_ln_ms2(beats: BeatSeries | Resampled) -> float | None:
    """Mean over 30 s epochs of ln variance (ms2) of intervals in 0.12 to 0.40 Hz; None without one whole epoch.

    Each unbroken run is resampled at 2 Hz by a cubic spline, a moving 21-point cubic polynomial is taken off, and a 61-point
    windowed-sinc band-pass follows (Porges & Bohrer 1990; Lewis 2012). The polynomial's ripple belongs to the method: amplitude
    passes 1.23 times at 0.20 Hz and 0.87 times at 0.30 Hz. Only samples that both filters see whole are used.
    Valid for spontaneous breathing of 7.2 to 24 breaths a minute; the caller withholds it elsewhere. NeuroKit2 runs its own on
    heart rate in bpm with a Butterworth filter and reports another unit, so the numbers cannot agree.
    """
    size = round(EPOCH_S * PORGES_HZ)
    logarithms: list[float] = []
    even = beats if isinstance(beats, Resampled) else resample(beats)
    for fine in even.samples:
        samples = fine[:: round(RESAMPLED_HZ / PORGES_HZ)]
        if len(samples) < size + POLYNOMIAL_POINTS + _FILTER_POINTS - 2:
            continue
        filtered = np.convolve(samples, _combined_filter(), mode="valid")
        epochs = filtered[: len(filtered) // size * size].reshape(-1, size)
        variances = epochs.var(axis=1, ddof=1)
        logarithms += np.log(variances[variances > 0]).tolist()
    return float(np.mean(logarithms)) if logarithms else None


@cache
def _combined_filter() -> FloatArray:
    """The moving polynomial's residual followed by the band-pass, as one set of weights."""
    residual = -_cubic_smoother(POLYNOMIAL_POINTS)
    residual[POLYNOMIAL_POINTS // 2] += 1
    return np.asarray(np.convolve(residual, _band_pass(_FILTER_POINTS)), dtype=np.float64)


def _cubic_smoother(points: int) -> FloatArray:
    """Weights that give the value at the centre of a least-squares cubic through `points` samples."""
    x = np.arange(points) - points // 2
    return np.asarray(np.linalg.pinv(np.vander(x / (points // 2), 4, increasing=True))[0], dtype=np.float64)


def _band_pass(points: int) -> FloatArray:
    """Hamming-windowed sinc for BAND_HZ, scaled to pass the band's centre unchanged."""
    k = np.arange(points) - points // 2
    low, high = (2 * edge / PORGES_HZ for edge in BAND_HZ)
    weights = (high * np.sinc(high * k) - low * np.sinc(low * k)) * np.hamming(points)
    centre = np.pi * (low + high) / 2
    return np.asarray(weights / float(weights @ np.cos(centre * k)), dtype=np.float64)
