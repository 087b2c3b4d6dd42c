"""Lomb-Scargle power spectrum of intervals: beats as they stand, no resampling, gaps left open."""

from __future__ import annotations

import numpy as np

from outbreath_signal.beats import BeatSeries, BoolArray, FloatArray, refuse_too_long
from outbreath_signal.errors import SignalError
from outbreath_signal.spectra.nonuniform import ComplexArray, fourier_sums
from outbreath_signal.spectra.spectrum import Spectrum
from outbreath_signal.spectra.welch import HIGHEST_HZ

OVERSAMPLING = 2
_FEWEST_BEATS = 4


def lomb_scargle(beats: BeatSeries, accepted: BoolArray | None = None) -> Spectrum:
    """Power spectral density (ms2/Hz) up to 0.5 Hz from accepted beats alone, a straight line taken off first.

    accepted: True where a beat may be used, shape (n,); all by default. Frequencies are multiples of 1 / (2 D), D being
    the time from the first to the last of those beats. The density is Scargle's power times 2 C / n, with n beats covering
    C seconds, so that a wave of amplitude A holds A^2 / 2 whatever the heart rate. Scargle's power itself equals
    scipy.signal.lombscargle to 1e-8; it is built from four Fourier sums (Scargle 1982; Press & Rybicki 1989 for the form).

    Being free of interpolation it is the estimate that calibration confirms: LF and HF of known series come back within
    1 %. NeuroKit2 and hrv-analysis integrate astropy's power without that factor and so read A^2 / 2 times half the number
    of samples per second (NeuroKit2 0.2.13 resamples to 100 Hz first: 57 times too much); pyhrv takes Hz for radians.
    Raises SignalError for fewer than four accepted beats, or more than 31 days of them.
    """
    used = np.ones(len(beats), dtype=np.bool_) if accepted is None else accepted
    t_s, rr_ms = beats.t_s[used], beats.rr_ms[used]
    if len(t_s) < _FEWEST_BEATS:
        raise SignalError(f"a spectrum needs {_FEWEST_BEATS} accepted beats, got {len(t_s)}")
    t_s = t_s - t_s[0]
    span_s = float(t_s[-1])
    refuse_too_long(span_s)
    covered_s = float(rr_ms[1:].sum()) / 1000
    step_hz = 1 / (OVERSAMPLING * span_s)
    highest = max(int(HIGHEST_HZ / step_hz), 1)
    power = _scargle_power(t_s * step_hz, _without_line(t_s, rr_ms), highest)
    return Spectrum(
        np.asarray(np.arange(1, highest + 1) * step_hz, dtype=np.float64),
        np.asarray(power * (2 * covered_s / len(t_s)), dtype=np.float64),
        f"Lomb-Scargle, beats as they stand, linear detrending, {OVERSAMPLING} times oversampled",
        span_s,
    )


def _without_line(t_s: FloatArray, values: FloatArray) -> FloatArray:
    centred_t, centred = t_s - t_s.mean(), values - values.mean()
    line: FloatArray = centred - centred_t * float(centred_t @ centred) / float(centred_t @ centred_t)
    return line


def _scargle_power(cycles: FloatArray, x: FloatArray, highest: int) -> FloatArray:
    """Scargle's power at k = 1 to highest, for times given as cycles at k = 1."""
    n = len(x)
    x_sums, one_sums = fourier_sums(cycles, np.stack((x, np.ones(n))), 2 * highest)
    signal, twice = x_sums[1 : highest + 1], one_sums[2::2]
    # Turning the phase by half the angle of the double-frequency sum makes sine and cosine orthogonal on these times.
    length = np.sqrt(twice.real**2 + twice.imag**2)
    cosine, sine = _half_angle(twice, length)
    cosines, sines = (n + length) / 2, (n - length) / 2
    power = (signal.real * cosine + signal.imag * sine) ** 2 / cosines
    uneven = sines > 1e-9 * n
    across = (signal.imag * cosine - signal.real * sine) ** 2
    np.divide(across, sines, out=across, where=uneven)
    power += np.where(uneven, across, 0.0)
    return np.asarray(0.5 * power, dtype=np.float64)


def _half_angle(z: ComplexArray, length: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Cosine and sine of half the angle of complex numbers of these lengths, without loss where the angle is near 0 or pi."""
    length = np.maximum(length, 1e-300)
    along = z.real / length
    large = np.sqrt((1 + np.abs(along)) / 2)
    small = np.abs(z.imag) / (2 * length * large)
    ahead = along >= 0
    return np.where(ahead, large, small), np.copysign(np.where(ahead, small, large), z.imag)
