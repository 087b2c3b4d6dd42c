"""Breathing rate from the motion of the chest, as a strap's accelerometer sees it; silent where it does not tell.

The strap tilts by a degree or so with each breath. What else moves it is the heart (faster), the person (bursts and
shifts of posture) and noise. The rate is that of a wave with one overtone, fitted to the axis along which the chest
moves most; it counts when that wave explains most of the movement.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from numpy.typing import ArrayLike

from outbreath_signal.beats import FloatArray
from outbreath_signal.breathing.phase import LEAST_QUALITY as PHASE_QUALITY
from outbreath_signal.breathing.phase import phase_at_end, phase_at_middle
from outbreath_signal.errors import SignalError
from outbreath_signal.numerics.order import middle
from outbreath_signal.reasons import Reason, Why

WINDOW_S = 40.0
STEP_S = 2.0
SLOWEST_PER_MIN, FASTEST_PER_MIN = 3.5, 24.0
LEAST_QUALITY = 0.7
# Below the heart, above the breath.
_EVEN_HZ = 5.0
_BIN_LATE_S = -0.5 / _EVEN_HZ  # a mean is named by the beginning of its samples and speaks of their middle
_LEAST_S, _LEAST_BREATHS = 16.0, 1.9
# A second's means further apart than so many typical steps, and than a breath can move a strap, are a shift of posture.
_SHIFT_TIMES, _SHIFT_MG = 6.0, 60.0
# A chest that moves the strap by less than this is not told from noise.
_LEAST_MG = 1.5
_GRID_PER_MIN = 0.1
_HOLE_S = 1.0


@dataclass(frozen=True, slots=True)
class MotionRate:
    """Breathing rate at the end of a window.

    t_s: end of the window, s. rate_per_min: None when the movement does not tell one. quality: 0 to 1, the share of the
    movement that the breath explains. reason: why there is no rate, None when there is. phase_cycles: phase of the breath at
    t_s, 0 to 1 from one of the chest's two turns, and mid_phase_cycles 20 s (half a window) before; None without a rate or
    where the latest breaths are not told from other movement. phase_quality, mid_phase_quality: the share of the movement
    around there that the breath explains. axis: the direction along which the chest moves, a unit vector.
    """

    t_s: float
    rate_per_min: float | None
    quality: float
    reason: Reason | None = None
    phase_cycles: float | None = None
    phase_quality: float = 0.0
    mid_phase_cycles: float | None = None
    mid_phase_quality: float = 0.0
    axis: tuple[float, float, float] | None = None


def motion_rate(t_s: ArrayLike, mg: ArrayLike, axis: tuple[float, float, float] | None = None) -> MotionRate:
    """The breathing rate in the last 40 s of accelerometer samples.

    t_s: times, s, increasing, shape (n,). mg: acceleration, mg, shape (n, 3). The samples after the last shift of
    posture and the last hole longer than 1 s are averaged to 5 Hz; along their principal axis, a trend and a wave with
    one overtone are fitted by least squares at every rate from 3.5 to 24 a minute. Quality is the share of the
    detrended movement that the best wave explains; from 0.7 on, with nearly two breaths in the window, it is told.
    axis: that of a window before, so that the phase keeps to the same turn of the chest.
    Raises SignalError when the shapes do not fit, and for a sample that is not finite, with its index.
    """
    times, motion = np.asarray(t_s, dtype=np.float64), np.asarray(mg, dtype=np.float64)
    if times.ndim != 1 or motion.shape != (len(times), 3):
        raise SignalError(
            f"acceleration needs one time and three axes a sample, got {times.shape} and {motion.shape}"
        )
    wrong = ~(np.isfinite(times) & np.isfinite(motion).all(axis=1))
    if wrong.any():
        raise SignalError(f"time and acceleration must be finite; sample {int(np.argmax(wrong))} is not")
    if not len(times):
        return MotionRate(0.0, None, 0.0, Why.NO_MOTION())
    end_s = float(times[-1])
    recent = times > end_s - WINDOW_S
    even_s, even = _steady(*_averaged(times[recent], motion[recent]))
    span_s = len(even_s) / _EVEN_HZ
    if span_s < _LEAST_S:
        return MotionRate(end_s, None, 0.0, Why.MOTION_UNSTEADY(steady_s=span_s, needed_s=_LEAST_S))
    return _fit(end_s, even, axis)


def _averaged(times: FloatArray, motion: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Means over 0.2 s, of the samples after the last hole."""
    holes = np.flatnonzero(np.diff(times) > _HOLE_S)
    begin = int(holes[-1]) + 1 if len(holes) else 0
    times, motion = times[begin:], motion[begin:]
    bins = ((times - times[-1]) * _EVEN_HZ - 0.5).round().astype(np.int64)
    bins -= bins[0]
    counts = np.bincount(bins)
    even = (
        np.stack([np.bincount(bins, motion[:, k]) for k in range(3)], axis=1) / np.maximum(counts, 1)[:, None]
    )
    empty = np.flatnonzero(counts == 0)
    even[empty] = even[empty - 1]  # never the first; a hole is shorter than 1 s
    even_s = np.asarray((np.arange(len(even)) - len(even) + 1) / _EVEN_HZ, dtype=np.float64)
    return even_s, np.asarray(even, dtype=np.float64)


def _steady(even_s: FloatArray, even: FloatArray) -> tuple[FloatArray, FloatArray]:
    """What came after the last shift of posture, half a second later."""
    width = int(_EVEN_HZ)
    if len(even) < 3 * width:
        return even_s, even
    sums = np.cumsum(np.vstack([np.zeros(3), even]), axis=0)
    means = (sums[width:] - sums[:-width]) / width
    steps = np.linalg.norm(means[width:] - means[:-width], axis=1)
    limit = max(_SHIFT_MG, _SHIFT_TIMES * middle(steps))
    shifts = np.flatnonzero(steps > limit)
    begin = int(shifts[-1]) + 2 * width if len(shifts) else 0
    return even_s[begin:], even[begin:]


def _fit(end_s: float, even: FloatArray, before: tuple[float, float, float] | None) -> MotionRate:
    fitted = _waves(len(even))
    rates = fitted.rates_per_min
    moving = even - fitted.trend @ (fitted.trend.T @ even)
    _, _, axes = np.linalg.svd(moving, full_matrices=False)
    axis = _same_way(axes[0], before)
    along = moving @ axis
    explained = _explained(fitted, along)
    best = int(np.argmax(explained))
    rate, quality = _refined(rates, explained, best), float(np.clip(explained[best], 0.0, 1.0))
    amplitude_mg = float(np.sqrt(2 * np.mean(along**2) * quality))
    if amplitude_mg < _LEAST_MG:
        return MotionRate(end_s, None, 0.0, Why.CHEST_HARDLY_MOVES())
    if quality < LEAST_QUALITY:
        return MotionRate(end_s, None, quality, Why.MOVEMENT_HIDES_BREATH())
    if best in (0, len(rates) - 1):
        return MotionRate(end_s, None, 0.0, Why.BREATH_OUT_OF_RANGE())
    told = MotionRate(end_s, rate, quality, axis=(float(axis[0]), float(axis[1]), float(axis[2])))
    return _with_phase(told, even @ axis, rate)


def _same_way(axis: FloatArray, before: tuple[float, float, float] | None) -> FloatArray:
    """The axis or its opposite: the one nearer to that before, else the one whose largest part is above 0."""
    way = float(axis @ np.array(before)) if before is not None else float(axis[np.argmax(np.abs(axis))])
    return axis if way >= 0 else np.asarray(-axis, dtype=np.float64)


def _with_phase(told: MotionRate, along: FloatArray, rate_per_min: float) -> MotionRate:
    latest = phase_at_end(along, _EVEN_HZ, rate_per_min)
    # the middle of the whole window, wherever the steady part of it begins
    after = round(WINDOW_S / 2 * _EVEN_HZ)
    around = along[max(len(along) - 2 * after, 0) :]
    middle = phase_at_middle(around, _EVEN_HZ, rate_per_min) if len(around) >= 2 * after - 1 else None
    if latest is not None and latest.quality >= PHASE_QUALITY:
        at_end = latest.cycles + latest.rate_per_min / 60 * _BIN_LATE_S
        told = replace(told, phase_cycles=at_end % 1.0, phase_quality=latest.quality)
    if middle is not None and middle.quality >= PHASE_QUALITY:
        before_end_s = (len(around) - 1 - len(around) // 2) / _EVEN_HZ + _BIN_LATE_S
        at_middle = middle.cycles + middle.rate_per_min / 60 * (before_end_s - WINDOW_S / 2)
        told = replace(told, mid_phase_cycles=at_middle % 1.0, mid_phase_quality=middle.quality)
    return told


@dataclass(frozen=True, slots=True, eq=False)
class _Waves:
    """What is fitted to n samples at 5 Hz: trend (n, 3), and at each rate (per minute, shape (r,)) four waves with the trend
    taken off (4 r, n) and the inverse of their products (r, 4, 4)."""

    trend: FloatArray
    rates_per_min: FloatArray
    waves: FloatArray
    inverse: FloatArray


@lru_cache(maxsize=3)  # a window's length hardly ever changes; each holds a megabyte
def _waves(count: int) -> _Waves:
    t_s = (np.arange(count) - count + 1) / _EVEN_HZ
    trend, _ = np.linalg.qr(np.stack([np.ones(count), t_s, t_s**2], axis=1))
    slowest = max(SLOWEST_PER_MIN, 60.0 * _LEAST_BREATHS * _EVEN_HZ / count)
    rates = np.arange(slowest, FASTEST_PER_MIN + 1e-9, _GRID_PER_MIN)
    angle = 2 * np.pi / 60 * rates[:, None] * t_s[None, :]
    waves = np.stack([np.cos(angle), np.sin(angle), np.cos(2 * angle), np.sin(2 * angle)], axis=1)
    waves -= (waves @ trend) @ trend.T
    gram = waves @ waves.transpose(0, 2, 1) + 1e-9 * count * np.eye(4)
    flat = waves.reshape(-1, count)
    return _Waves(*(np.asarray(each, dtype=np.float64) for each in (trend, rates, flat, np.linalg.inv(gram))))


def _explained(fitted: _Waves, signal: FloatArray) -> FloatArray:
    """Share of a detrended signal's variance that a wave with one overtone explains, at each rate. Shape (rates,)."""
    power = float(signal @ signal)
    if power <= 0:
        return np.zeros(len(fitted.rates_per_min))
    right = (fitted.waves @ signal).reshape(-1, 4)
    solved = (fitted.inverse @ right[..., None])[..., 0]
    share = np.einsum("rk,rk->r", right, solved) / power
    # half the true rate fits as well, all of it by its overtone
    ground, overtone = np.sum(solved[:, :2] ** 2, axis=1), np.sum(solved[:, 2:] ** 2, axis=1)
    return np.where(ground >= overtone, share, 0.0)


def _refined(rates: FloatArray, explained: FloatArray, best: int) -> float:
    """The peak between grid points, by a parabola through the three highest."""
    if best in (0, len(rates) - 1):
        return float(rates[best])
    before, top, after = explained[best - 1 : best + 2]
    bend = before - 2 * top + after
    return float(rates[best] + (0.5 * (before - after) / bend * _GRID_PER_MIN if bend < 0 else 0.0))


class MotionBreath:
    """Feed it samples as they come; it keeps the window and tells a rate every 2 s of them."""

    def __init__(self) -> None:
        self._t_s: FloatArray = np.zeros(0)
        self._mg: FloatArray = np.zeros((0, 3))
        self._next_s: float | None = None
        self._axis: tuple[float, float, float] | None = None

    def feed(self, t_s: ArrayLike, mg: ArrayLike) -> list[MotionRate]:
        """Add samples (times in s, shape (m,); mg, shape (m, 3)); those not after the latest are left out."""
        times, motion = np.asarray(t_s, dtype=np.float64), np.asarray(mg, dtype=np.float64)
        if len(self._t_s):
            later = times > self._t_s[-1]
            times, motion = times[later], motion[later]
        if not len(times):
            return []
        self._t_s, self._mg = np.concatenate([self._t_s, times]), np.concatenate([self._mg, motion])
        kept = self._t_s > self._t_s[-1] - WINDOW_S
        self._t_s, self._mg = self._t_s[kept], self._mg[kept]
        end_s = float(self._t_s[-1])
        if self._next_s is None:
            self._next_s = end_s + STEP_S
        if end_s < self._next_s:
            return []
        self._next_s = end_s + STEP_S
        found = motion_rate(self._t_s, self._mg, self._axis)
        self._axis = found.axis or self._axis
        return [found]
