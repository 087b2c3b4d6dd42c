"""The slow rhythm of a series of intervals, and what tells breath from a slow wave of the heart's own.

Breaths are alike and the heart's answer to one is not a sine: the envelope of slow breathing is even, and its second harmonic runs
with it. A narrow band of noise has an envelope that comes and goes (its spread over its mean is that of a Rayleigh variable, .52),
and nothing at twice its frequency that keeps step.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from outbreath_signal.beats import FloatArray
from outbreath_signal.spectra.resampling import RESAMPLED_HZ

ComplexArray = NDArray[np.complex128]

SLOWEST_HZ, FASTEST_HZ = 3.4 / 60, 8.5 / 60
CUT_S = 5  # what a band's ends spoil, on both sides
_EVERY = 4  # an analytic signal has no negative frequencies: one sample a second holds all up to 1 Hz
_SMOOTHED_BINS = 1.5
_CYCLES = 3


@dataclass(frozen=True, slots=True, eq=False)
class Bands:
    """A series at 4 Hz with its parabola off, its spectrum, and the bands of it as analytic signals of one sample a second."""

    moving: FloatArray
    transform: ComplexArray
    length_s: int
    padded: int

    def band(self, low_hz: float, high_hz: float, cut: bool = True) -> ComplexArray:
        """The analytic signal between two frequencies (edges a tenth as wide as they are high), its ends cut unless told, shape (m,)."""
        hz = _bins_hz(self.padded)
        low_edge, high_edge = 0.1 * low_hz, 0.1 * high_hz
        mask = np.clip(np.minimum((hz - low_hz) / low_edge + 0.5, (high_hz - hz) / high_edge + 0.5), 0, 1)
        wave = np.fft.ifft(self.transform * mask)[: self.length_s] * (2 / _EVERY)
        return np.asarray(wave[CUT_S:-CUT_S] if cut else wave, dtype=np.complex128)


@dataclass(frozen=True, slots=True, eq=False)
class SlowRhythm:
    """The strongest rhythm from 3.4 to 8.5 a minute.

    hz: its frequency. unevenness: spread of its envelope over the mean (without unit). wander: the same of its cycles' lengths, in threes. swing_ms: mean
    peak to trough. harmonic: power about twice its frequency over its own. locking: how far that keeps step with it (0 to 1).
    turn: its unit phasor, one a second, shape (m,). power: its mean square (ms2).
    """

    hz: float
    unevenness: float
    wander: float
    swing_ms: float
    harmonic: float
    locking: float
    turn: ComplexArray
    power: float

    @property
    def unlocked(self) -> float:
        """The part of the harmonic that does not keep step, over the rhythm's own power."""
        return self.harmonic * (1 - self.locking**2)


def bands_of(samples: FloatArray, degree: int = 2) -> Bands:
    """Take apart samples at 4 Hz (ms), shape (n,), at least 25 s of them; a polynomial of that degree is taken off."""
    length = len(samples) // _EVERY * _EVERY
    slow = _polynomials(length, degree)
    held = samples[-length:]
    moving = held - slow @ (slow.T @ held)
    padded = 256 * -(-length // 256)
    if padded - length < 4 * _EVERY * CUT_S:
        padded += 256
    transform = np.fft.rfft(moving, padded)[: padded // _EVERY]
    return Bands(moving, np.asarray(transform, dtype=np.complex128), length // _EVERY, padded)


def slow_rhythm(bands: Bands) -> SlowRhythm:
    """Measure the slow rhythm in a series taken apart."""
    fs = slow_peak_hz(bands.moving)
    wave = bands.band(0.6 * fs, 1.6 * fs)
    size = np.maximum(np.abs(wave), 1e-9)
    turn = wave / size
    harmonic = bands.band(1.7 * fs, 2.4 * fs)
    near = float(np.mean(np.abs(harmonic) ** 2))
    power = float(np.mean(size**2))
    return SlowRhythm(
        fs,
        float(size.std() / size.mean()),
        _wander(turn),
        2 * float(np.sqrt(power)),
        near / max(power, 1e-12),
        locked(harmonic, turn, 2),
        turn,
        power,
    )


def locked(wave: ComplexArray, turn: ComplexArray, times: int) -> float:
    """How far a wave keeps step with so many times a rhythm's phase, 0 to 1, each moment weighted with its size."""
    total = float(np.abs(wave).sum())
    return float(abs(np.sum(wave * np.conj(turn) ** times))) / total if total > 0 else 0.0


def slow_peak_hz(moving: FloatArray) -> float:
    """Where power times frequency, smoothed, is highest from 3.4 to 8.5 a minute (Hz)."""
    n = len(moving)
    taper, hz, blur = _shapes(n)
    spectrum = np.abs(np.fft.rfft(moving * taper)[: len(hz)]) ** 2 * hz
    smooth = np.convolve(spectrum, blur, mode="same")
    within = np.flatnonzero((hz >= SLOWEST_HZ) & (hz <= FASTEST_HZ))
    if not len(within):
        return (SLOWEST_HZ + FASTEST_HZ) / 2
    at = int(within[np.argmax(smooth[within])])
    left, top, right = (float(each) for each in smooth[at - 1 : at + 2])
    bend = left - 2 * top + right
    shift = min(max(0.5 * (left - right) / bend, -0.5), 0.5) if bend < 0 else 0.0
    return float(min(max((at + shift) * RESAMPLED_HZ / n, SLOWEST_HZ), FASTEST_HZ))


def _wander(turn: ComplexArray) -> float:
    """Spread over mean of the times that three whole cycles of a phase take, times the root of three; 0 with fewer than five cycles.

    Of breaths that vary each by itself it is the spread of one; what noise does to the phase of a line grows no further with cycles.
    """
    phase = np.maximum.accumulate(np.unwrap(np.angle(turn)) / (2 * np.pi))
    whole = np.arange(np.ceil(phase[0]), np.floor(phase[-1]) + 1)
    if len(whole) < _CYCLES + 3:
        return 0.0
    at = np.interp(whole, phase, np.arange(len(phase)))
    lengths = at[_CYCLES:] - at[:-_CYCLES]
    return float(lengths.std() / lengths.mean() * _CYCLES**0.5)


@lru_cache(maxsize=32)
def _bins_hz(padded: int) -> FloatArray:
    return np.asarray(np.arange(padded // _EVERY) * (RESAMPLED_HZ / padded), dtype=np.float64)


@lru_cache(maxsize=32)
def _polynomials(length: int, degree: int) -> FloatArray:
    slow, _ = np.linalg.qr(np.vander(np.linspace(-1.0, 1.0, length), degree + 1))
    return np.asarray(slow, dtype=np.float64)


@lru_cache(maxsize=32)
def _shapes(n: int) -> tuple[FloatArray, FloatArray, FloatArray]:
    """A Hann window, the frequencies up to 0.5 Hz, and the blur of 1.5 bins."""
    taper = 0.5 - 0.5 * np.cos(2 * np.pi * (np.arange(n) + 0.5) / n)
    hz = np.arange(n // 8 + 1) * (RESAMPLED_HZ / n)
    blur = np.exp(-0.5 * (np.arange(-5, 6) / _SMOOTHED_BINS) ** 2)
    return (
        np.asarray(taper, dtype=np.float64),
        np.asarray(hz, dtype=np.float64),
        np.asarray(blur / blur.sum(), dtype=np.float64),
    )
