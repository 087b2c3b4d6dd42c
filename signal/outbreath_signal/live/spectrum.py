"""The spectrum of the last minute of beats, cheap enough for every beat, and the concentration read from it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from outbreath_signal.beats import BoolArray, FloatArray, every, latest_unset

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


def prepare() -> None:
    """Load NumPy's transforms now, which takes some 20 ms, so that no beat waits for them."""
    np.fft.rfft(np.zeros(2))


def live_spectrum(
    t_s: FloatArray, rr_ms: FloatArray, joined: BoolArray, ok: BoolArray
) -> LiveSpectrum | None:
    """Spectrum of the intervals in the last 64 s, or since the last break; None below 28 s or with too many left out.

    Accepted intervals are joined by straight lines at 4 Hz, a line is taken off, and a Hann window applied. Arrays of shape (n,).
    """
    now = t_s.item(-1)
    first = int(t_s.searchsorted(now - SPAN_S))
    first += latest_unset(joined[first:])
    at, rr, used = t_s[first:], rr_ms[first:], ok[first:]
    if not every(used):
        at, rr = at[used], rr[used]
    if len(at) < 8:
        return None
    span = now - t_s.item(first)
    if span < LEAST_SPAN_S or np.add.reduce(rr) < 1000 * LEAST_COVER * span:
        return None
    count = int(span * GRID_HZ)
    grid_s, line, taper = _shapes(count)
    samples = np.interp(now - span + grid_s, at, rr)
    samples -= line @ (samples @ line)
    samples *= taper
    parts = np.fft.rfft(samples, _TRANSFORM)[:_TOP_BIN].view(np.float64)
    parts *= parts
    return LiveSpectrum(np.asarray(parts[::2] + parts[1::2], dtype=np.float64), span)


def concentration(spectrum: LiveSpectrum) -> float | None:
    """Power within 0.015 Hz of the largest peak between 0.04 and 0.26 Hz over the rest of the power up to 0.40 Hz.

    Regularity of the rhythm, without unit; not vagal tone. None when there is no power.
    """
    power = spectrum.power
    peak = _CONCENTRATION_BINS.start + int(power[_CONCENTRATION_BINS].argmax())
    near = sum(power[peak - _NEAR_BINS : peak + _NEAR_BINS + 1].tolist())
    rest = float(np.add.reduce(power[_TOTAL_BINS])) - near
    return near / rest if rest > 1e-12 * near else None


@lru_cache(maxsize=512)
def _shapes(count: int) -> tuple[FloatArray, FloatArray, FloatArray]:
    """So many samples' times (s), an orthonormal constant and slope, shape (count, 2), and a Hann window."""
    place = np.asarray(np.arange(count), dtype=np.float64)
    slope = place - (count - 1) / 2
    line = np.column_stack([np.full(count, count**-0.5), slope / np.linalg.norm(slope)])
    taper = 0.5 - 0.5 * np.cos(2 * np.pi * place / count)
    return place / GRID_HZ, line, taper
