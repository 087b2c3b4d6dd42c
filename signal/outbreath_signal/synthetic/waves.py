"""Slow waves of the heart's own, of every kind met at rest, and hearts drawn with them: what is not breath and looks like it.

Resting intervals hold rhythms of 0.04 to 0.15 Hz that breathing does not drive (Julien 2006, doi:10.1016/j.cardiores.2005.11.008).
A program that reads breathing from beats alone must be tried on hearts in which these are as large as the breath's swing.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from outbreath_signal.beats import BeatSeries, FloatArray
from outbreath_signal.errors import SignalError

GRID_HZ = 20.0
_BANDS_HZ = {"narrow": (0.095, 0.105), "middle": (0.07, 0.13), "broad": (0.04, 0.15), "low": (0.06, 0.09)}


class WaveKind(StrEnum):
    """Bands of noise (Hz): .095-.105, .07-.13, .04-.15, .06-.09; a soft peak with tails, sharp or blunt; and one pure line."""

    NARROW = "narrow"
    MIDDLE = "middle"
    BROAD = "broad"
    LOW = "low"
    SHARP = "sharp"
    BLUNT = "blunt"
    LINE = "line"


@dataclass(frozen=True, slots=True, eq=False)
class DrawnHeart:
    """Beats and the breaths they were drawn with: starts of the breaths (s, shape (b,)); the swing asked for (ms)."""

    beats: BeatSeries
    breath_start_s: FloatArray
    rsa_ms: float

    def rate_within(self, begin_s: float, end_s: float) -> float:
        """Breaths a minute between two times (s), parts of breaths included."""
        number = np.arange(len(self.breath_start_s), dtype=np.float64)
        first, last = np.interp((begin_s, end_s), self.breath_start_s, number)
        return float(60 * (last - first) / (end_s - begin_s))


def own_waves(
    kind: WaveKind, sd_ms: float, duration_s: float, rng: np.random.Generator, at_hz: float | None = None
) -> FloatArray:
    """Waves (ms) of one kind on a grid of 20 Hz. at_hz: the middle of a peak or a line; drawn from .06 to .11 Hz when None."""
    n = int(duration_s * GRID_HZ)
    centre = at_hz if at_hz is not None else float(rng.uniform(0.06, 0.11))
    if kind is WaveKind.LINE:
        centre = at_hz if at_hz is not None else float(rng.uniform(0.09, 0.11))
        turn = 2 * np.pi * (centre * np.arange(n) / GRID_HZ + rng.uniform())
        return np.asarray(sd_ms * np.sqrt(2) * np.sin(turn), dtype=np.float64)
    hz = np.fft.rfftfreq(n, 1 / GRID_HZ)
    if kind in (WaveKind.SHARP, WaveKind.BLUNT):
        half = rng.uniform(0.003, 0.008) if kind is WaveKind.SHARP else rng.uniform(0.01, 0.03)
        shape = np.where((hz > 0.02) & (hz < 0.3), 1 / np.sqrt(1 + ((hz - centre) / half) ** 2), 0.0)
    else:
        low, high = _BANDS_HZ[kind.value]
        shape = ((hz >= low) & (hz <= high)).astype(np.float64)
    return _shaped(shape, sd_ms, n, rng)


def drifting(sd_ms: float, duration_s: float, rng: np.random.Generator) -> FloatArray:
    """Drift with power as 1/f (ms) on a grid of 20 Hz."""
    n = int(duration_s * GRID_HZ)
    hz = np.fft.rfftfreq(n, 1 / GRID_HZ)
    return _shaped(
        np.where((hz > 0.002) & (hz < 0.5), 1 / np.sqrt(np.maximum(hz, 0.002)), 0.0), sd_ms, n, rng
    )


def drawn_breaths(
    rate_per_min: float, length_cv: float, duration_s: float, rng: np.random.Generator
) -> FloatArray:
    """Starts of breaths (s) whose lengths vary by so much (standard deviation over mean), from before 0 to past the end."""
    if not 1 <= rate_per_min <= 60:
        raise SignalError(f"a breathing rate must be 1 to 60 a minute, got {rate_per_min}")
    count = int(duration_s * rate_per_min / 60 * 1.5) + 40
    factor = np.exp(rng.normal(0.0, length_cv, count)) if length_cv else np.ones(count)
    lengths = 60 / rate_per_min * np.clip(factor, 0.4, 2.5)
    return np.asarray(np.cumsum(lengths) - lengths[0] - 2 * 60 / rate_per_min, dtype=np.float64)


def drawn_heart(
    breath_start_s: FloatArray,
    rsa_ms: float,
    waves_ms: FloatArray,
    rng: np.random.Generator,
    *,
    mean_rr_ms: float = 900.0,
    depth_cv: float = 0.15,
    inhale_share: float = 0.4,
    noise_ms: float = 2.0,
    lag_s: float = 0.5,
) -> DrawnHeart:
    """An integrating heart (a beat at each whole number of the rate's integral) that breath and waves drive.

    breath_start_s: starts of breaths (s), shape (b,). rsa_ms: mean largest-smallest swing of a breath. waves_ms: shape (n,), at 20 Hz,
    everything else that moves the intervals; n sets the length. noise_ms: white noise on each beat's time.
    """
    t_s = np.arange(len(waves_ms)) / GRID_HZ
    depth = (
        np.exp(rng.normal(0.0, depth_cv, len(breath_start_s))) if depth_cv else np.ones(len(breath_start_s))
    )
    at = np.clip(np.searchsorted(breath_start_s, t_s - lag_s, side="right") - 1, 0, len(breath_start_s) - 2)
    share = (t_s - lag_s - breath_start_s[at]) / (breath_start_s[at + 1] - breath_start_s[at])
    inward = share < inhale_share
    turn = np.where(inward, share / inhale_share, 1 + (share - inhale_share) / (1 - inhale_share))
    rr = mean_rr_ms + waves_ms + 0.5 * rsa_ms * depth[at] * np.cos(np.pi * turn)
    turned = np.concatenate(([0.0], np.cumsum(1000 / np.clip(rr, 300, 2000)) / GRID_HZ))
    beat_s = np.interp(np.arange(1, int(turned[-1])), turned, np.arange(len(turned)) / GRID_HZ)
    beat_s = beat_s + rng.normal(0.0, noise_ms / 1000 / np.sqrt(2), len(beat_s))
    ticks = np.rint(np.diff(beat_s) * 1024) * (1000 / 1024)
    return DrawnHeart(BeatSeries.from_rr(np.maximum(ticks, 250.0), float(beat_s[0])), breath_start_s, rsa_ms)


def _shaped(shape: FloatArray, sd_ms: float, n: int, rng: np.random.Generator) -> FloatArray:
    """Noise with this amplitude spectrum and standard deviation, shape (n,)."""
    wave = np.fft.irfft(shape * (rng.normal(size=len(shape)) + 1j * rng.normal(size=len(shape))), n)
    return np.asarray(wave * (sd_ms / max(float(np.std(wave)), 1e-12)), dtype=np.float64)
