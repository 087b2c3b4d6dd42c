"""Where in the breath somebody is: the phase of the breathing wave in a chest's motion, in R heights or in intervals.

Over the latest breaths, or those around a moment, a wave at the breathing rate is fitted beside a slow trend, nearer samples
weighing more; rates a little slower and faster are tried, since a rate is a mean and breaths are not alike.

A chest tells its turns, but a strap does not know which way is out, and R heights may rise or fall with the breath. The heart
quickens with the in-breath in most people at most rates, though it may lag (Lehrer et al. 2020 found a mean lag far from none
at resonance), so of the two turns of the chest the one nearer to where the heart quickens is taken for the in-breath, and
that is said.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import atan2, pi

import numpy as np

from outbreath_signal.beats import FloatArray
from outbreath_signal.errors import SignalError
from outbreath_signal.estimate import PhaseZero

LEAST_QUALITY = 0.5  # below, a phase is not told
LEAST_AGREEMENT = 0.35  # mean cosine between chest and heart below which the sides are not told apart
_BREATHS = 2.5
_LEAST_BREATHS = 1.2
_RATE_STEP_PER_MIN = 0.1
_DRIFTS = np.linspace(-0.15, 0.15, 7)


@dataclass(frozen=True, slots=True)
class WavePhase:
    """A wave's phase (cycles, 0 to 1; 0 at its crest), its rate there (per minute), and quality: 0 to 1, the share of the
    movement that the wave explains."""

    cycles: float
    rate_per_min: float
    quality: float


def phase_at_end(samples: FloatArray, rate_hz: float, rate_per_min: float) -> WavePhase | None:
    """Phase at the last sample of the breathing wave near a rate, from the last two and a half breaths.

    samples: evenly sampled at rate_hz, shape (n,). None when they hold less than 1.2 breaths or stand still. Raises SignalError
    for a rate that is not above 0.
    """
    return _phase(samples, rate_hz, rate_per_min, centred=False)


def phase_at_middle(samples: FloatArray, rate_hz: float, rate_per_min: float) -> WavePhase | None:
    """Phase at the middle sample (number n // 2), from the breaths on both sides; else as `phase_at_end`."""
    return _phase(samples, rate_hz, rate_per_min, centred=True)


def _phase(samples: FloatArray, rate_hz: float, rate_per_min: float, centred: bool) -> WavePhase | None:
    if not rate_per_min > 0:
        raise SignalError(f"a breathing rate is above 0, got {rate_per_min:g}")
    breath = 60 * rate_hz / rate_per_min
    count = min(len(samples), round(_BREATHS * breath))
    if count < _LEAST_BREATHS * breath or count < 8:
        return None
    begin = len(samples) // 2 - count // 2 if centred else len(samples) - count
    step = max(round(rate_per_min / _RATE_STEP_PER_MIN), 1)
    basis = _basis(step, rate_hz, count, centred)
    weighted = samples[begin : begin + count] - samples.item(begin)
    weighted *= basis.weights
    parts = (basis.waves @ weighted).tolist()
    whole = float(weighted @ weighted)
    moving = whole - parts[0] ** 2 - parts[1] ** 2
    power = [parts[k] ** 2 + parts[k + 1] ** 2 for k in range(2, len(parts), 2)]
    highest = max(power)
    best = power.index(highest)
    if moving <= 1e-12 * max(whole, 1e-300):
        return None
    along, across = parts[2 * best + 2], parts[2 * best + 3]
    (a, b), (c, d) = basis.turns[best]
    cycles = atan2(-(c * along + d * across), a * along + b * across) / (2 * pi) % 1.0
    return WavePhase(cycles, 60 * basis.rates_per_s[best], min(highest / moving, 1.0))


@dataclass(frozen=True, slots=True, eq=False)
class _Basis:
    """What turns n samples into waves at d rates.

    rates_per_s: d of them. weights: square roots of the weights, shape (n,). waves: an orthonormal trend, then for each
    rate an orthonormal pair with the trend taken off, shape (2 + 2 d, n). turns: for each rate the rows of the matrix that
    makes of a pair's parts cosine and sine at the moment asked about.
    """

    rates_per_s: list[float]
    weights: FloatArray
    waves: FloatArray
    turns: list[list[list[float]]]


@lru_cache(maxsize=512)
def _basis(step: int, rate_hz: float, count: int, centred: bool) -> _Basis:
    """Waves at rates around step / 10 a minute in so many samples."""
    rates_per_s = np.asarray(step * _RATE_STEP_PER_MIN / 60 * (1 + _DRIFTS), dtype=np.float64)
    place = np.arange(count, dtype=np.float64)
    at_s = (place - (count // 2 if centred else count - 1)) / rate_hz
    rise = np.sin(np.pi * (place + 0.5) / count) if centred else np.sin(np.pi / 2 * (place + 0.5) / count)
    weights = np.asarray(rise, dtype=np.float64)
    trend, _ = np.linalg.qr(weights[:, None] * np.stack([np.ones(count), place - place.mean()], axis=1))
    angle = 2 * np.pi * rates_per_s[:, None] * at_s
    pairs = weights[:, None] * np.stack([np.cos(angle), np.sin(angle)], axis=2)
    apart = pairs - trend @ (trend.T @ pairs)
    orthonormal, upper = np.linalg.qr(apart)
    waves = orthonormal.transpose(0, 2, 1).reshape(-1, count)
    return _Basis(
        rates_per_s.tolist(),
        weights,
        np.asarray(np.concatenate((trend.T, waves)), dtype=np.float64),
        np.linalg.inv(upper).tolist(),
    )


def nearer_turn(chest_cycles: float, agreement: float) -> tuple[float, PhaseZero]:
    """Of a chest's two turns the one that the heart's quickening says is the in-breath's beginning.

    chest_cycles: phase from one of the two (cycles); agreement: mean cosine of chest minus heart phase (-1 to 1) lately.
    """
    if abs(agreement) < LEAST_AGREEMENT:
        return chest_cycles % 1.0, PhaseZero.CHEST
    return (chest_cycles + (0.5 if agreement < 0 else 0.0)) % 1.0, PhaseZero.CHEST_BY_HEART
