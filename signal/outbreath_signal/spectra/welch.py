"""Welch's power spectrum of intervals, resampled by a cubic spline."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

import numpy as np

from outbreath_signal.beats import BeatSeries, FloatArray
from outbreath_signal.errors import SignalError
from outbreath_signal.numerics.detrend import smoothness_priors
from outbreath_signal.numerics.spline import FEWEST_POINTS
from outbreath_signal.spectra.resampling import RESAMPLED_HZ, Resampled, resample
from outbreath_signal.spectra.spectrum import Spectrum

SEGMENT_S = 256.0
_SEGMENTS_AT_ONCE = 128
_FEWEST_SAMPLES = 8
# Above this nothing is read from a spectrum of heart beats (HF ends at 0.40 Hz); it saves most of the memory.
HIGHEST_HZ = 0.5


class Detrending(StrEnum):
    """What is taken off before the spectrum: a line from each segment, or slow drift from the whole run first."""

    LINEAR = "linear"
    SMOOTHNESS_PRIORS = "smoothness-priors"


def welch(
    beats: BeatSeries | Resampled,
    segment_s: float = SEGMENT_S,
    detrending: Detrending = Detrending.LINEAR,
    compensated: bool = False,
) -> Spectrum:
    """Power spectral density up to 0.5 Hz: cubic spline to 4 Hz, Hann segments, 50 % overlap, a line taken off each.

    beats: the series, or its runs already resampled. segment_s: length of a segment, shortened to the longest unbroken run when that is shorter. Segments never reach
    across a break; the density is their mean. Equal to scipy.signal.welch on SciPy's CubicSpline for unbroken beats.

    The spline attenuates fast waves: between beats T apart its gain at f is 3 sinc(fT)^4 / (2 + cos 2 pi fT), so a wave of
    800 ms2 at 0.25 Hz reads 786 with T = 0.9 s. compensated = True divides the density by the square of that gain at the
    mean interval, which brings it back within 1 %. It is off by default, so that numbers agree with other programs.
    NeuroKit2 uses a quadratic spline at 100 Hz (773), hrv-analysis straight lines and 64 s segments (571). systole resamples at 5 Hz and
    takes only the mean off each segment, so drift leaks into VLF and LF. pyhrv does so too, with a Hamming
    window and segments of 75 s (all of it when that is under five minutes). All four count their bands in other ways too: see `band_power`.

    detrending: SMOOTHNESS_PRIORS takes the drift below about 0.035 Hz off each run first (lambda = 500); it costs 1.4 % of LF.
    Raises SignalError when no run holds four beats and two seconds.
    """
    even = beats if isinstance(beats, Resampled) else resample(beats)
    runs = list(even.samples)
    if not runs:
        raise SignalError(f"a spectrum needs {FEWEST_POINTS} beats in a row")
    if max(len(run) for run in runs) < _FEWEST_SAMPLES:
        raise SignalError(f"a spectrum needs {_FEWEST_SAMPLES / RESAMPLED_HZ:g} s of beats in a row")
    if detrending is Detrending.SMOOTHNESS_PRIORS:
        runs = [smoothness_priors(run) for run in runs]
    size = min(round(segment_s * RESAMPLED_HZ), max(len(run) for run in runs))
    bins = min(int(HIGHEST_HZ * size / RESAMPLED_HZ), size // 2) + 1
    hz = np.asarray(np.arange(bins) * (RESAMPLED_HZ / size), dtype=np.float64)
    density = _mean_density(runs, size, bins)
    if compensated:
        density /= spline_gain(np.asarray(hz * even.mean_rr_ms / 1000, dtype=np.float64)) ** 2
    words = f"Welch, cubic spline at {RESAMPLED_HZ:g} Hz, Hann {size / RESAMPLED_HZ:g} s, 50 % overlap, {detrending} detrending"
    return Spectrum(
        hz, density, words + (", spline gain compensated" if compensated else ""), size / RESAMPLED_HZ
    )


def spline_gain(cycles_per_beat: FloatArray) -> FloatArray:
    """Amplitude gain of cubic-spline interpolation of even samples at a frequency in cycles per sample (Unser 1999)."""
    gain: FloatArray = 3 * np.sinc(cycles_per_beat) ** 4 / (2 + np.cos(2 * np.pi * cycles_per_beat))
    return gain


def hann(size: int) -> FloatArray:
    """The periodic Hann window, shape (size,)."""
    window: FloatArray = 0.5 - 0.5 * np.cos(2 * np.pi * np.arange(size) / size)
    return window


def detrended(segments: FloatArray) -> FloatArray:
    """Segments (rows) less their least-squares straight lines."""
    k = np.arange(segments.shape[1]) - (segments.shape[1] - 1) / 2
    slopes = segments @ (k / (k @ k))
    centred = segments - segments.mean(axis=1, keepdims=True)
    centred -= slopes[:, None] * k
    return np.asarray(centred, dtype=np.float64)


def _mean_density(runs: list[FloatArray], size: int, bins: int) -> FloatArray:
    """Mean one-sided density (ms2/Hz) of all segments in all runs, the first `bins` frequencies."""
    window = hann(size)
    total, count = np.zeros(bins), 0
    for block in _blocks(runs, size):
        transformed = np.fft.rfft(detrended(block) * window)[:, :bins]
        total += (transformed.real**2 + transformed.imag**2).sum(axis=0)
        count += len(block)
    total *= 2 / (RESAMPLED_HZ * float(window @ window) * count)
    total[0] /= 2
    return total


def _blocks(runs: list[FloatArray], size: int) -> Iterator[FloatArray]:
    """The segments of all runs, a bounded number of rows at a time so that a whole day needs little memory."""
    step = size - size // 2
    for run in runs:
        if len(run) >= size:
            segments = np.lib.stride_tricks.sliding_window_view(run, size)[::step]
            for first in range(0, len(segments), _SEGMENTS_AT_ONCE):
                yield segments[first : first + _SEGMENTS_AT_ONCE]
