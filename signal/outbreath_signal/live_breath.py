"""The breathing rate just now, read from the spectrum of the last minute of intervals; silent where it does not tell."""

from __future__ import annotations

from dataclasses import dataclass
from math import log

import numpy as np
from numpy.typing import NDArray

from outbreath_signal.beats import FloatArray
from outbreath_signal.live_spectrum import STEP_HZ, LiveSpectrum
from outbreath_signal.rsa import FASTEST_PER_MIN, SLOWEST_PER_MIN

LEAST_QUALITY = 0.5
_LOW_BIN, _HIGH_BIN = 14, 128  # 3.3 to 30 a minute
_HALF_PEAK_BINS = 6  # 0.025 Hz
_LEAST_HALF_PER_MIN, _LEAST_HALF_SHARE = 0.1, 0.018  # breaths are not alike in length
_APART_BINS = 10  # 0.04 Hz
_RIVAL = 0.5
_HZ = np.arange(_HIGH_BIN + 1) * STEP_HZ


@dataclass(frozen=True, slots=True)
class RateNow:
    """A breathing rate (per minute), its 95 % interval, and its quality (0 to 1)."""

    rate_per_min: float
    low_per_min: float
    high_per_min: float
    quality: float


def rate_now(spectrum: LiveSpectrum) -> RateNow | None:
    """The rate whose peak stands highest in the power weighted by frequency, from 3.5 to 24 a minute.

    quality: the share of the weighted power within 0.025 Hz of the peak. The interval is half a resolved frequency (30 / span a
    minute) times the root of the power beside the peak over that in it; on synthetic breathing that varies by 4 % from breath
    to breath it held the mean rate in 9 windows of 10 or more (benchmarks/live.py). None where no peak stands, it holds
    less than half, or another that is not its double holds half as much: breathing and a wave near 0.1 Hz cannot be told apart.
    """
    power = spectrum.power
    weighted = power * _HZ
    inner = weighted[_LOW_BIN - 1 : _HIGH_BIN + 1]
    middle = inner[1:-1]
    tops = np.flatnonzero((middle > inner[:-2]) & (middle >= inner[2:]))
    if not len(tops):
        return None
    at = _LOW_BIN + int(tops[np.argmax(middle[tops])])
    left, top, right = (log(max(float(power[at + shift]), 1e-300)) for shift in (-1, 0, 1))
    bend = left - 2 * top + right
    shift = min(max(0.5 * (left - right) / bend, -1.0), 1.0) if bend < 0 else 0.0
    rate = 60 * STEP_HZ * (at + shift)
    total = float(weighted[_LOW_BIN : _HIGH_BIN + 1].sum())
    near = float(weighted[max(at - _HALF_PEAK_BINS, _LOW_BIN) : at + _HALF_PEAK_BINS + 1].sum())
    quality = near / total if total > 0 else 0.0
    if _rival(weighted, tops + _LOW_BIN, at, total) > _RIVAL * quality:
        return None
    if quality < LEAST_QUALITY or not SLOWEST_PER_MIN <= rate <= FASTEST_PER_MIN:
        return None
    noise = max(1 - quality, 0.0) / quality
    half = max(30 / spectrum.span_s * noise**0.5, _LEAST_HALF_PER_MIN, _LEAST_HALF_SHARE * rate)
    return RateNow(rate, rate - half, rate + half, min(quality, 1.0))


def _rival(weighted: FloatArray, tops: NDArray[np.intp], at: int, total: float) -> float:
    """Share of the weighted power in the highest other peak that is neither near nor the double of the one chosen."""
    others = tops[(np.abs(tops - at) > _APART_BINS) & (np.abs(tops - 2 * at) > _HALF_PEAK_BINS)]
    if not len(others) or total <= 0:
        return 0.0
    rival = int(others[np.argmax(weighted[others])])
    return float(weighted[max(rival - _HALF_PEAK_BINS, _LOW_BIN) : rival + _HALF_PEAK_BINS + 1].sum()) / total
