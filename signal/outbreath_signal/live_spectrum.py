"""The spectrum of the last minute of beats, cheap enough for every beat, and the concentration read from it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from outbreath_signal.beats import BoolArray, FloatArray

SPAN_S = 64.0
LEAST_SPAN_S = 28.0
GRID_HZ = 4.0
LEAST_COVER = 0.8  # share of the span that accepted intervals must cover
_TRANSFORM = 1024
STEP_HZ = GRID_HZ / _TRANSFORM
_TOP_BIN = 129  # 0.5 Hz
_CONCENTRATION_BINS = slice(10, 68)  # 0.04 to 0.26 Hz
_TOTAL_BINS = slice(1, 104)  # 0.0039 to 0.40 Hz
_NEAR_BINS = 4  # 0.015 Hz


@dataclass(frozen=True, slots=True, eq=False)
class LiveSpectrum:
    """Power (arbitrary units) at k / 256 Hz up to 0.5 Hz, and the seconds of beats it was taken from."""

    power: FloatArray
    span_s: float


def live_spectrum(
    t_s: FloatArray, rr_ms: FloatArray, joined: BoolArray, ok: BoolArray
) -> LiveSpectrum | None:
    """Spectrum of the intervals in the last 64 s, or since the last break; None below 28 s or with too many left out.

    Accepted intervals are joined by straight lines at 4 Hz, a line is taken off, and a Hann window applied. Arrays of shape (n,).
    """
    now = float(t_s[-1])
    first = int(np.searchsorted(t_s, now - SPAN_S))
    breaks = np.flatnonzero(~joined[first:])
    if len(breaks):
        first += int(breaks[-1])
    used = ok[first:]
    at, rr = t_s[first:][used], rr_ms[first:][used]
    if len(at) < 8:
        return None
    span = now - float(t_s[first])
    if span < LEAST_SPAN_S or float(rr.sum()) < 1000 * LEAST_COVER * span:
        return None
    count = int(span * GRID_HZ)
    samples = np.interp(now - span + _grid(count), at, rr)
    tapered = (samples - _line(count) @ (_line(count).T @ samples)) * _hann(count)
    transform = np.fft.rfft(tapered, _TRANSFORM)[:_TOP_BIN]
    return LiveSpectrum(np.asarray(transform.real**2 + transform.imag**2, dtype=np.float64), span)


def concentration(spectrum: LiveSpectrum) -> float | None:
    """Power within 0.015 Hz of the largest peak between 0.04 and 0.26 Hz over the rest of the power up to 0.40 Hz.

    Regularity of the rhythm, without unit; not vagal tone. None when there is no power.
    """
    power = spectrum.power
    peak = _CONCENTRATION_BINS.start + int(np.argmax(power[_CONCENTRATION_BINS]))
    near = float(power[peak - _NEAR_BINS : peak + _NEAR_BINS + 1].sum())
    rest = float(power[_TOTAL_BINS].sum()) - near
    return near / rest if rest > 1e-12 * near else None


@lru_cache(maxsize=512)
def _grid(count: int) -> FloatArray:
    return np.asarray(np.arange(count) / GRID_HZ, dtype=np.float64)


@lru_cache(maxsize=512)
def _line(count: int) -> FloatArray:
    """Orthonormal constant and slope, shape (count, 2)."""
    slope = np.asarray(np.arange(count) - (count - 1) / 2, dtype=np.float64)
    return np.column_stack([np.full(count, count**-0.5), slope / np.linalg.norm(slope)])


@lru_cache(maxsize=512)
def _hann(count: int) -> FloatArray:
    return np.asarray(0.5 - 0.5 * np.cos(2 * np.pi * np.arange(count) / count), dtype=np.float64)
