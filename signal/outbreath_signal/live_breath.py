"""The breathing rate just now, read from the spectrum of the last minute of intervals; silent where it does not tell."""

from __future__ import annotations

from dataclasses import dataclass
from math import log

import numpy as np

from outbreath_signal.live_spectrum import STEP_HZ, LiveSpectrum
from outbreath_signal.rsa import FASTEST_PER_MIN, SLOWEST_PER_MIN

LEAST_QUALITY = 0.4
_LOW_BIN, _HIGH_BIN = 14, 128  # 3.3 to 30 a minute
_HALF_PEAK_BINS = 6  # 0.025 Hz
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

    quality: the share of the weighted power within 0.025 Hz of the peak. The interval is that of a sinusoid's frequency in
    noise (Rife and Boorstyn 1974, doi:10.1109/TIT.1974.1055282) with the power beside the peak as noise, over the span seen,
    and never narrower than a hundredth of a breath. None where no peak stands, or it holds less than 0.4.
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
    if quality < LEAST_QUALITY or not SLOWEST_PER_MIN <= rate <= FASTEST_PER_MIN:
        return None
    noise = max(1 - quality, 0.0) / max(quality, 1e-9)
    cycles = (
        0.78 * (noise / (spectrum.span_s * 2)) ** 0.5
    )  # sqrt(6) / pi cycles over the span, at 1 effective beat/s
    half = max(60 * 1.96 * cycles / spectrum.span_s, 0.01)
    return RateNow(rate, rate - half, rate + half, min(quality, 1.0))
