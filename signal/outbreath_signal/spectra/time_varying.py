"""The time-varying spectrum: the same spectrum again and again in a window that moves along the series."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from outbreath_signal.beats import LONGEST_S, BeatSeries, FloatArray, refuse_too_long
from outbreath_signal.errors import SignalError
from outbreath_signal.spectra.resampling import RESAMPLED_HZ, Resampled, resample
from outbreath_signal.spectra.welch import HIGHEST_HZ, detrended, hann

WINDOW_S = 64.0
STEP_S = 2.0
_ROWS_AT_ONCE = 256
_FEWEST_SAMPLES = 8
_MOST_WINDOWS = 1_000_000
_NEAREST_S = 0.5 / RESAMPLED_HZ


@dataclass(frozen=True, slots=True, eq=False)
class TimeVaryingSpectrum:
    """Power spectral densities along time.

    t_s: middles of the windows, s, shape (m,), evenly spaced within each unbroken run. hz: shape (k,).
    ms2_per_hz: shape (m, k). method: how it was made, in words.
    """

    t_s: FloatArray
    hz: FloatArray
    ms2_per_hz: FloatArray
    method: str


def time_varying_spectrum(
    beats: BeatSeries, window_s: float = WINDOW_S, step_s: float = STEP_S
) -> TimeVaryingSpectrum:
    """Spectra up to 0.5 Hz of windows of window_s that start step_s apart within every unbroken run.

    Each run is resampled at 4 Hz by a cubic spline once, and all windows are cut from it, a line taken off each and Hann
    applied, many at a time. No window reaches across a break; a run shorter than a window gives none, so the result may be
    empty. Raises SignalError for windows that `window_starts` refuses.
    """
    even = resample(beats)
    runs = zip(even.begin_s, even.end_s, strict=True)
    starts = [window_starts(begin_s, end_s, window_s, step_s) for begin_s, end_s in runs]
    start_s = np.concatenate(starts or [window_starts(0.0, 0.0, window_s, step_s)])
    hz, density = spectra_at(even, start_s, window_s)
    return TimeVaryingSpectrum(
        np.asarray(start_s + window_s / 2, dtype=np.float64),
        hz,
        density,
        f"cubic spline at {RESAMPLED_HZ:g} Hz, Hann {window_s:g} s every {step_s:g} s, linear detrending",
    )


def window_starts(begin_s: float, end_s: float, window_s: float, step_s: float) -> FloatArray:
    """Where windows of window_s begin that lie between two times (s), step_s apart from the first on, shape (m,).

    Raises SignalError when window or step is not between 0 and 31 days, when the times lie further apart than that, or when
    there would be more than a million windows.
    """
    if not (0 < window_s <= LONGEST_S and 0 < step_s <= LONGEST_S):
        raise SignalError(
            f"window and step must be above 0 s and at most 31 days, got {window_s:g} s and {step_s:g} s"
        )
    refuse_too_long(end_s - begin_s)
    room = (end_s - begin_s - window_s) // step_s + 1
    if room > _MOST_WINDOWS:
        raise SignalError(
            f"a step of {step_s:g} s gives {room:.3g} windows; at most {_MOST_WINDOWS} are made"
        )
    return np.asarray(begin_s + np.arange(max(int(room), 0)) * step_s, dtype=np.float64)


def spectra_at(even: Resampled, start_s: FloatArray, window_s: float) -> tuple[FloatArray, FloatArray]:
    """Frequencies (k,) and densities (m, k) of the windows that start at start_s (rising, shape (m,)).

    A row is NaN where its window does not lie within one unbroken run. Starts are taken to the nearest 0.25 s.
    """
    size = int(window_s * RESAMPLED_HZ)
    if size < _FEWEST_SAMPLES:
        raise SignalError(f"a window of {window_s:g} s is too short to hold a spectrum")
    bins = int(HIGHEST_HZ * size / RESAMPLED_HZ) + 1
    density = np.full((len(start_s), bins), np.nan)
    for begin_s, end_s, samples in zip(even.begin_s, even.end_s, even.samples, strict=True):
        first = int(np.searchsorted(start_s, begin_s - _NEAREST_S))
        last = int(np.searchsorted(start_s, end_s - window_s + _NEAREST_S, side="right"))
        if first < last and len(samples) >= size:
            at = np.rint((start_s[first:last] - begin_s) * RESAMPLED_HZ).astype(np.intp)
            density[first:last] = _densities(samples, size, np.clip(at, 0, len(samples) - size), bins)
    return np.asarray(np.arange(bins) * (RESAMPLED_HZ / size), dtype=np.float64), density


def _densities(samples: FloatArray, size: int, at: NDArray[np.intp], bins: int) -> FloatArray:
    """One-sided densities (ms2/Hz) of the windows of one run that start at samples `at`, shape (len(at), bins)."""
    window = hann(size)
    every = np.lib.stride_tricks.sliding_window_view(samples, size)
    densities = np.empty((len(at), bins))
    for first in range(0, len(at), _ROWS_AT_ONCE):
        block = every[at[first : first + _ROWS_AT_ONCE]]
        transformed = np.fft.rfft(detrended(block) * window)[:, :bins]
        densities[first : first + len(block)] = transformed.real**2 + transformed.imag**2
    densities *= 2 / (RESAMPLED_HZ * float(window @ window))
    densities[:, 0] /= 2
    return densities
