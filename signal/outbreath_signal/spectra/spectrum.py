"""A power spectrum of intervals and what is read from it: band powers, peaks, concentration."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from outbreath_signal.beats import FloatArray

VLF_HZ = (0.0033, 0.04)
LF_HZ = (0.04, 0.15)
HF_HZ = (0.15, 0.40)
TOTAL_HZ = (0.0033, 0.40)
CONCENTRATION_HZ = (0.04, 0.26)
CONCENTRATION_HALF_WIDTH_HZ = 0.015


@dataclass(frozen=True, slots=True, eq=False)
class Spectrum:
    """One-sided power spectral density of R-R intervals.

    hz: evenly spaced, rising, shape (n,). ms2_per_hz: shape (n,). method: how it was estimated, in words.
    segment_s: the longest unbroken stretch one estimate was taken from; slower waves than its inverse are not in it.
    """

    hz: FloatArray
    ms2_per_hz: FloatArray
    method: str
    segment_s: float


def band_power(spectrum: Spectrum, low_hz: float, high_hz: float) -> float:
    """Power between two frequencies (ms2): the trapezoid rule with the density interpolated at both edges.

    Bands therefore add up, whatever the resolution. NeuroKit2, hrv-analysis and systole take the trapezoids between the bins
    inside and lose the strips to both edges; pyhrv sums whole bins. That moves LF of five minutes by 3 to 7 %.
    """
    return float(spectrum.ms2_per_hz @ band_weights(spectrum.hz, low_hz, high_hz))


def band_weights(hz: FloatArray, low_hz: float, high_hz: float) -> FloatArray:
    """Weights (Hz, shape (n,)) whose product with densities at evenly spaced hz is their `band_power`; read-only."""
    return _band_weights(float(hz[0]), float(hz[-1]), len(hz), low_hz, high_hz)


@lru_cache(maxsize=64)
def _band_weights(first_hz: float, last_hz: float, count: int, low_hz: float, high_hz: float) -> FloatArray:
    low, high = max(low_hz, first_hz), min(high_hz, last_hz)
    weights = np.zeros(count)
    if low < high:
        hz = np.linspace(first_hz, last_hz, count)
        inner = slice(
            int(np.searchsorted(hz, low, side="right")), int(np.searchsorted(hz, high, side="left"))
        )
        half_steps = np.diff(np.concatenate(([low], hz[inner], [high]))) / 2
        share = np.concatenate((half_steps, [0.0])) + np.concatenate(([0.0], half_steps))
        weights[inner] = share[1:-1]
        for edge, value, right in ((low, share[0], inner.start), (high, share[-1], inner.stop)):
            past = (hz[right] - edge) / (hz[right] - hz[right - 1])
            weights[right - 1] += value * past
            weights[right] += value * (1 - past)
    weights.flags.writeable = False
    return weights


def peak_hz(spectrum: Spectrum, low_hz: float, high_hz: float) -> float | None:
    """The highest local maximum inside a band, Hz, refined by a parabola through the logarithms of three bins.

    None when the density only rises or falls through the band: its highest bin is then the band's edge, not a peak.
    """
    found = _peak_bin(spectrum, low_hz, high_hz)
    if found is None:
        return None
    left, middle, right = np.log(np.maximum(spectrum.ms2_per_hz[found - 1 : found + 2], 1e-300)).tolist()
    bend = left - 2 * middle + right
    shift = 0.5 * (left - right) / bend if bend < 0 else 0.0
    step = float(spectrum.hz[1] - spectrum.hz[0])
    return float(spectrum.hz[found]) + shift * step


def spectral_concentration(spectrum: Spectrum) -> float | None:
    """How much of the rhythm is one wave: P / (T - P), without unit.

    P is the power within 0.015 Hz of the largest peak between 0.04 and 0.26 Hz, T the power from 0.0033 to 0.40 Hz.
    It tells regularity, not vagal tone. None where there is no peak.
    """
    centre = peak_hz(spectrum, *CONCENTRATION_HZ)
    if centre is None:
        return None
    near = band_power(spectrum, centre - CONCENTRATION_HALF_WIDTH_HZ, centre + CONCENTRATION_HALF_WIDTH_HZ)
    rest = band_power(spectrum, *TOTAL_HZ) - near
    return near / rest if rest > 0 else None


def _peak_bin(spectrum: Spectrum, low_hz: float, high_hz: float) -> int | None:
    density = spectrum.ms2_per_hz
    middle = density[1:-1]
    inside = (spectrum.hz[1:-1] >= low_hz) & (spectrum.hz[1:-1] <= high_hz)
    candidates = np.flatnonzero(inside & (middle > density[:-2]) & (middle >= density[2:])) + 1
    if not len(candidates):
        return None
    return int(candidates[np.argmax(density[candidates])])
