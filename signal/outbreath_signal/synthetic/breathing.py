"""Breathing with known truth: when each breath begins, how fast it is, how deep, and the wave it gives the heart."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from outbreath_signal.beats import FloatArray
from outbreath_signal.errors import SignalError

Schedule = float | Sequence[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Resonance:
    """A second-order peak: how much a rhythm at each frequency is amplified; 1 at `frequency_hz`.

    q: sharpness; the gain at twice the frequency is about 1 / sqrt(1 + (1.5 q)^2).
    """

    frequency_hz: float = 0.1
    q: float = 1.5

    def __post_init__(self) -> None:
        if not (0 < self.frequency_hz < 1 and self.q > 0):
            raise SignalError(
                f"a resonance needs 0 to 1 Hz and q above 0, got {self.frequency_hz} Hz, q {self.q}"
            )

    def gain(self, rate_hz: ArrayLike) -> FloatArray:
        """Amplification (dimensionless, 0 to 1) at each frequency (Hz) of a band-pass resonator."""
        f = np.maximum(np.asarray(rate_hz, dtype=np.float64), 1e-9)
        detuning = f / self.frequency_hz - self.frequency_hz / f
        return np.asarray(1.0 / np.sqrt(1.0 + (self.q * detuning) ** 2))


@dataclass(frozen=True, slots=True, eq=False)
class Breathing:
    """The truth about the breathing of a synthetic recording.

    knot_s, knot_cycles: shape (k,): between knots the breath phase (cycles; whole numbers where an inhalation
        begins) runs straight.
    breath_start_s: shape (b,): where each inhalation begins.
    breath_rate_per_min, breath_depth: shape (b,): mean rate of each breath and its depth relative to 1.
    inhale_share: share of each breath spent breathing in.
    """

    knot_s: FloatArray
    knot_cycles: FloatArray
    breath_start_s: FloatArray
    breath_rate_per_min: FloatArray
    breath_depth: FloatArray
    inhale_share: float

    def phase_at(self, t_s: ArrayLike) -> FloatArray:
        """Breath phase (cycles since the first inhalation) at each time (s)."""
        return np.asarray(
            np.interp(np.asarray(t_s, dtype=np.float64), self.knot_s, self.knot_cycles), dtype=np.float64
        )

    def rate_at(self, t_s: ArrayLike) -> FloatArray:
        """Breathing rate (breaths/min) at each time (s)."""
        slope = np.diff(self.knot_cycles) / np.diff(self.knot_s)
        k = np.searchsorted(self.knot_s, np.asarray(t_s, dtype=np.float64), side="right") - 1
        return np.asarray(60.0 * slope[np.clip(k, 0, len(slope) - 1)], dtype=np.float64)

    def depth_at(self, t_s: ArrayLike) -> FloatArray:
        """Depth of breathing (1 = as asked) at each time (s), running smoothly from breath to breath."""
        return np.asarray(
            np.interp(np.asarray(t_s, dtype=np.float64), self.breath_start_s, self.breath_depth),
            dtype=np.float64,
        )

    def chest_at(self, t_s: ArrayLike) -> FloatArray:
        """How far the chest is out (-1 empty to 1 full, times the depth) at each time (s): what a belt would read."""
        wave = breath_wave(self.phase_at(t_s), self.inhale_share)
        return np.asarray(-wave * self.depth_at(t_s), dtype=np.float64)


def breath_wave(phase_cycles: ArrayLike, inhale_share: float) -> FloatArray:
    """One half cosine down while breathing in, one up while breathing out: 1 at the start of each inhalation.

    This is the shape respiration gives to the R-R interval: shorter through the inhalation, longer after it.
    """
    u = np.mod(np.asarray(phase_cycles, dtype=np.float64), 1.0)
    down = np.cos(np.pi * u / inhale_share)
    up = -np.cos(np.pi * (u - inhale_share) / (1.0 - inhale_share))
    return np.asarray(np.where(u < inhale_share, down, up), dtype=np.float64)


def fundamental_share(inhale_share: float) -> float:
    """Amplitude of the sinusoid at the breath rate within `breath_wave`: 1 at equal halves, 0.994 at 4:6, 0.982 at 1:2.

    From the Fourier integral of each half cosine, in closed form where it exists and as its limit where the half
    is exactly half a breath.
    """
    total = 0j
    for begin, share, sign in ((0.0, inhale_share, 1.0), (inhale_share, 1.0 - inhale_share, -1.0)):
        k, w = math.pi / share, 2.0 * math.pi
        for turn in (k, -k):
            step = turn - w
            part = share if abs(step) < 1e-12 else (np.exp(1j * step * share) - 1.0) / (1j * step)
            total += sign * 0.5 * part * np.exp(-1j * w * begin)
    return float(2.0 * abs(total))


def breathe(
    duration_s: float,
    rate_per_min: Schedule,
    *,
    inhale_share: float = 0.4,
    rate_sd_pct: float = 0.0,
    depth_sd_pct: float = 0.0,
    depth_drift_pct: float = 0.0,
    rng: np.random.Generator | None = None,
) -> Breathing:
    """Lay out the breaths of a recording (seconds), phase-continuous through every change of rate.

    rate_per_min: one rate, or a schedule of (start_s, rate) steps whose first starts at 0.
    rate_sd_pct, depth_sd_pct: how much rate and depth vary from breath to breath (standard deviation, percent).
    depth_drift_pct: how much deeper the last breath is than the first, percent.
    Raises SignalError for a rate outside 1 to 60/min, a share outside 0.1 to 0.9, or steps out of order.
    """
    steps = _steps(rate_per_min)
    if not 0.1 <= inhale_share <= 0.9:
        raise SignalError(f"the inhalation must take 0.1 to 0.9 of a breath, got {inhale_share}")
    rng = rng or np.random.default_rng(0)
    knot_s, knot_cycles = [0.0], [0.0]
    starts: list[float] = []
    while knot_s[-1] < duration_s + 60.0:
        starts.append(knot_s[-1])
        factor = math.exp(rng.normal(0.0, rate_sd_pct / 100)) if rate_sd_pct else 1.0
        _one_breath(knot_s, knot_cycles, steps, factor)
    start = np.array(starts)
    depth: FloatArray = np.asarray(
        1.0 + depth_drift_pct / 100 * start / max(duration_s, 1.0), dtype=np.float64
    )
    if depth_sd_pct:
        depth = np.asarray(depth * np.exp(rng.normal(0.0, depth_sd_pct / 100, len(start))), dtype=np.float64)
    lengths = np.append(start[1:], knot_s[-1]) - start
    rate: FloatArray = np.asarray(60.0 / lengths, dtype=np.float64)
    return Breathing(np.array(knot_s), np.array(knot_cycles), start, rate, depth, inhale_share)


def _one_breath(
    knot_s: list[float], knot_cycles: list[float], steps: list[tuple[float, float]], factor: float
) -> None:
    """Append the knots of one more breath, bending where the schedule steps within it."""
    left = 1.0
    while left > 1e-12:
        t = knot_s[-1]
        current = max(i for i, (begin, _) in enumerate(steps) if begin <= t + 1e-9)
        rate_hz = steps[current][1] / 60.0 * factor
        until = steps[current + 1][0] if current + 1 < len(steps) else math.inf
        turned = min(left, (until - t) * rate_hz)
        knot_s.append(t + turned / rate_hz)
        knot_cycles.append(knot_cycles[-1] + turned)
        left -= turned
    knot_cycles[-1] = float(round(knot_cycles[-1]))


def _steps(rate_per_min: Schedule) -> list[tuple[float, float]]:
    if isinstance(rate_per_min, int | float):
        steps = [(0.0, float(rate_per_min))]
    else:
        steps = [(float(begin), float(rate)) for begin, rate in rate_per_min]
    if not steps or steps[0][0] != 0.0:
        raise SignalError("a breathing schedule begins with a step at 0 s")
    if any(later[0] <= earlier[0] for earlier, later in itertools.pairwise(steps)):
        raise SignalError("the steps of a breathing schedule must come in order of time")
    for begin, rate in steps:
        if not 1.0 <= rate <= 60.0:
            raise SignalError(f"a breathing rate must be 1 to 60 a minute, got {rate} at {begin} s")
    return steps
