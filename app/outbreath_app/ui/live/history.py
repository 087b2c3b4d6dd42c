"""The last minutes as arrays for drawing: beats, and the RSA of each breath."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from outbreath_devices.strap.beat import Beat
from outbreath_signal.estimate import Estimate

FloatArray = npt.NDArray[np.float64]
KEEP_S = 180.0
KEEP_BREATHS = 1200
_POINTS_A_BEAT = 6


@dataclass(frozen=True, slots=True)
class BreathPoint:
    """RSA of one breath (ms) with the 95 % interval of that breath alone, where known."""

    t_s: float
    rsa_ms: float
    low_ms: float | None
    high_ms: float | None


class History:
    """Keeps what is drawn and no more."""

    def __init__(self) -> None:
        self._t_s: list[float] = []
        self._bpm: list[float] = []
        self._joined: list[bool] = []
        self.breaths: list[BreathPoint] = []

    def add(self, beats: tuple[Beat, ...], estimates: tuple[Estimate, ...]) -> bool:
        """Take in news. True when a new breath came with it."""
        for beat in beats:
            self._t_s.append(beat.t_s)
            self._bpm.append(60000.0 / beat.rr_ms)
            self._joined.append(beat.joined)
        if beats:
            oldest = beats[-1].t_s - KEEP_S
            drop = sum(1 for t in self._t_s[:64] if t < oldest)
            del self._t_s[:drop], self._bpm[:drop], self._joined[:drop]
        added = [self._add_breath(estimate) for estimate in estimates]
        return any(added)

    def _add_breath(self, estimate: Estimate) -> bool:
        end_s, rsa_ms = estimate.breath_end_s, estimate.breath_rsa_ms
        if end_s is None or rsa_ms is None or (self.breaths and end_s <= self.breaths[-1].t_s):
            return False
        self.breaths.append(
            BreathPoint(end_s, rsa_ms, estimate.breath_rsa_low_ms, estimate.breath_rsa_high_ms)
        )
        del self.breaths[:-KEEP_BREATHS]
        return True

    def wave(self) -> tuple[FloatArray, FloatArray]:
        """Heart rate (bpm) over time (s) for drawing: a smooth line through the beats, NaN at every break."""
        return smooth_line(np.array(self._t_s), np.array(self._bpm), np.array(self._joined, dtype=np.bool_))

    def bpm_between(self, from_s: float, to_s: float) -> tuple[float, float] | None:
        """Lowest and highest heart rate in a stretch of time, None without beats."""
        inside = [bpm for t, bpm in zip(self._t_s, self._bpm, strict=True) if from_s <= t <= to_s]
        return (min(inside), max(inside)) if inside else None

    @property
    def last_beat_s(self) -> float | None:
        return self._t_s[-1] if self._t_s else None


def smooth_line(
    t_s: FloatArray, value: FloatArray, joined: npt.NDArray[np.bool_]
) -> tuple[FloatArray, FloatArray]:
    """A monotone cubic through the points of each unbroken run (it never passes a measured extreme).

    t_s, value, joined: shape (n,); joined False breaks the line before its point. Returns times and values, with NaN
    between runs. Slopes after Fritsch and Carlson 1980 (doi:10.1137/0717021), harmonic mean form.
    """
    if len(t_s) == 0:
        return np.empty(0), np.empty(0)
    starts = np.flatnonzero(~joined)
    if not len(starts) or starts[0] != 0:
        starts = np.concatenate([[0], starts])
    ends = np.append(starts[1:], len(t_s))
    times: list[FloatArray] = []
    values: list[FloatArray] = []
    for start, end in zip(starts, ends, strict=True):
        run_t, run_v = _smooth_run(t_s[start:end], value[start:end])
        times += [run_t, run_t[-1:]]
        values += [run_v, np.array([np.nan])]
    return np.concatenate(times), np.concatenate(values)


def _smooth_run(t_s: FloatArray, value: FloatArray) -> tuple[FloatArray, FloatArray]:
    if len(t_s) < 3:
        return t_s, value
    step = np.diff(t_s)
    slope = np.diff(value) / step
    same = slope[:-1] * slope[1:] > 0
    inner = np.zeros(len(t_s) - 2)
    inner[same] = 2 * slope[:-1][same] * slope[1:][same] / (slope[:-1][same] + slope[1:][same])
    tangent = np.concatenate([slope[:1], inner, slope[-1:]])
    u = np.arange(_POINTS_A_BEAT) / _POINTS_A_BEAT
    h00, h10 = (1 + 2 * u) * (1 - u) ** 2, u * (1 - u) ** 2
    h01, h11 = u**2 * (3 - 2 * u), u**2 * (u - 1)
    times = t_s[:-1, None] + step[:, None] * u
    values = (
        value[:-1, None] * h00
        + (step * tangent[:-1])[:, None] * h10
        + value[1:, None] * h01
        + (step * tangent[1:])[:, None] * h11
    )
    return np.append(times.ravel(), t_s[-1]), np.append(values.ravel(), value[-1])
