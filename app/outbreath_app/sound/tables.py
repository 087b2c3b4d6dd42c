"""The raw material of the sound, computed once: seamless loops of tone and noise, and the strokes of bells.

Every frequency is a multiple of 1/4 Hz, so that a loop of four seconds closes without a seam and a tone is a
look-up by sample index. Peaks are 1 or less; the renderer's weights leave no room for clipping.
"""

from __future__ import annotations

from functools import cache

import numpy as np
import numpy.typing as npt

from outbreath_app.flow.view import Cue
from outbreath_app.sound.scene import Timbre, Weather

FloatArray = npt.NDArray[np.float64]
Table = npt.NDArray[np.float32]

RATE_HZ = 48_000
TONE_SAMPLES = 4 * RATE_HZ
NOISE_SAMPLES = 1 << 20  # 21.8 s: long enough not to be heard as a loop
BELL_SAMPLES = 5 * RATE_HZ

IN_HZ = 196.0
OUT_HZ = 147.0  # a fourth lower: in and out are told apart with closed eyes
TOP_UP_HZ = 294.0

# (frequency as a multiple of the fundamental, amplitude)
_PARTIALS: dict[Timbre, tuple[tuple[float, float], ...]] = {
    Timbre.WARM: ((1, 1.0), (2, 0.35), (3, 0.12), (4, 0.05)),
    Timbre.GLASS: ((1, 1.0), (2.76, 0.22), (5.4, 0.07), (2, 0.1)),
    Timbre.REED: ((1, 1.0), (3, 0.45), (5, 0.22), (7, 0.1), (2, 0.12)),
}
_CHOIR_DETUNE_HZ = (-0.75, 0.0, 0.5)
_AIR_BANDS_HZ = {IN_HZ: (500.0, 350.0), OUT_HZ: (300.0, 220.0), TOP_UP_HZ: (800.0, 450.0)}


def _quarter_hz(frequency_hz: float) -> float:
    return round(frequency_hz * 4) / 4


def _tone(partials: tuple[tuple[float, float], ...]) -> FloatArray:
    """Four seconds of sines: (frequency in Hz on the 1/4 Hz grid, amplitude), peak 1."""
    time_s = np.arange(TONE_SAMPLES) / RATE_HZ
    wave = np.zeros(TONE_SAMPLES)
    for number, (frequency_hz, amplitude) in enumerate(partials):
        # phases apart keep the peak low
        wave += amplitude * np.sin(2 * np.pi * (frequency_hz * time_s + number * number * 0.19))
    return wave


@cache
def tone(timbre: Timbre, frequency_hz: float) -> Table:
    """A seamless loop of the timbre, peak 1, shape (TONE_SAMPLES,)."""
    if timbre is Timbre.AIR:
        centre_hz, width_hz = _AIR_BANDS_HZ[frequency_hz]
        return _table(_noise(TONE_SAMPLES, centre_hz, width_hz, seed=round(frequency_hz)))
    if timbre is Timbre.CHOIR:
        partials = tuple(
            (_quarter_hz(frequency_hz * multiple + detune * multiple**0.5), amplitude)
            for multiple, amplitude in ((1, 1.0), (2, 0.4), (3, 0.18), (4, 0.1), (5, 0.05))
            for detune in _CHOIR_DETUNE_HZ
        )
        return _table(_tone(partials))
    return _table(_tone(tuple((_quarter_hz(frequency_hz * m), size) for m, size in _PARTIALS[timbre])))


def _noise(samples: int, centre_hz: float, width_hz: float, seed: int) -> FloatArray:
    """Seamless noise with a bell-shaped band, peak 1: random phases over the loop's own harmonics."""
    frequency_hz = np.fft.rfftfreq(samples, 1 / RATE_HZ)
    magnitude = np.exp(-0.5 * ((frequency_hz - centre_hz) / width_hz) ** 2)
    return _from_spectrum(magnitude, samples, seed)


def _from_spectrum(magnitude: FloatArray, samples: int, seed: int) -> FloatArray:
    magnitude = magnitude.copy()
    magnitude[0] = 0.0
    phase = np.random.default_rng(seed).uniform(0, 2 * np.pi, magnitude.size)
    wave = np.fft.irfft(magnitude * np.exp(1j * phase), samples)
    scaled: FloatArray = wave / np.max(np.abs(wave))
    return scaled


def _table(wave: FloatArray) -> Table:
    """The wave as kept: peak 1."""
    table: Table = (wave / np.max(np.abs(wave))).astype(np.float32)
    return table


@cache
def weather(kind: Weather) -> Table:
    """A seamless loop of that weather, peak 1, shape (NOISE_SAMPLES,)."""
    frequency_hz = np.fft.rfftfreq(NOISE_SAMPLES, 1 / RATE_HZ)
    above = np.maximum(frequency_hz, 20.0)
    if kind is Weather.WAVES:
        surf = above**-0.9 * np.exp(-((frequency_hz / 4000) ** 2))
        return _table(_from_spectrum(surf, NOISE_SAMPLES, 11))
    if kind is Weather.WIND:
        magnitude = np.exp(-0.5 * ((frequency_hz - 300) / 160) ** 2) + 0.1 * np.exp(
            -0.5 * ((frequency_hz - 700) / 200) ** 2
        )
        return _table(_from_spectrum(magnitude, NOISE_SAMPLES, 13))
    hiss = _from_spectrum(
        above**-0.35 * (1 - np.exp(-((frequency_hz / 400) ** 2))) * np.exp(-((frequency_hz / 9000) ** 2)),
        NOISE_SAMPLES,
        12,
    )
    return _table(0.5 * hiss + 0.5 * _drops())


def _drops() -> FloatArray:
    """Rain drops here and there: short soft pings wrapped round the loop."""
    random = np.random.default_rng(21)
    wave = np.zeros(NOISE_SAMPLES)
    time_s = np.arange(RATE_HZ // 20) / RATE_HZ
    for _ in range(400):
        pitch_hz, size = random.uniform(900, 2600), random.uniform(0.1, 0.6) ** 2
        drop = size * np.sin(2 * np.pi * pitch_hz * time_s) * np.exp(-time_s / 0.008)
        drop *= 1 - np.exp(-time_s / 0.001)
        start = random.integers(NOISE_SAMPLES)
        wave[(start + np.arange(drop.size)) % NOISE_SAMPLES] += drop
    return wave


# Partials of a small bowl: (frequency in Hz, amplitude, decay in s)
_BOWL = ((1.0, 1.0, 1.6), (2.71, 0.5, 0.9), (5.13, 0.2, 0.45), (2.02, 0.15, 1.1))
_STROKES: dict[Cue, tuple[float, float, tuple[float, ...]]] = {
    Cue.START: (330.0, 1.0, (0.0,)),
    Cue.CHANGE: (440.0, 0.5, (0.0,)),
    Cue.END: (294.0, 1.0, (0.0, 1.4)),
}


@cache
def bell(cue: Cue) -> Table:
    """The sound of a bell from its stroke on, peak 1 or less, ending in silence, shape (BELL_SAMPLES,)."""
    pitch_hz, strength, strokes = _STROKES[cue]
    time_s = np.arange(BELL_SAMPLES) / RATE_HZ
    wave = np.zeros(BELL_SAMPLES)
    for stroke_s in strokes:
        since = np.maximum(time_s - stroke_s, 0.0)
        for multiple, amplitude, decay_s in _BOWL:
            ring = np.sin(2 * np.pi * pitch_hz * multiple * since) * np.exp(-since / decay_s)
            wave += amplitude * ring * (1 - np.exp(-since / 0.003)) * (time_s >= stroke_s)
    closing = np.clip((time_s[-1] - time_s) / 0.5, 0.0, 1.0)
    return np.float32(strength) * _table(wave * closing)


def prepare(timbre: Timbre, kind: Weather) -> None:
    """Compute what these need now (some 0.1 s), so that the sound thread does not have to wait for it."""
    for frequency_hz in (IN_HZ, OUT_HZ, TOP_UP_HZ):
        tone(timbre, frequency_hz)
    for cue in Cue:
        bell(cue)
    if kind is not Weather.NONE:
        weather(kind)
