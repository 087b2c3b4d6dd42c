"""A simulated person of another make than the program's own: nothing of how the heart answers is what the fit assumes.

The swing follows the pace by a skewed bump over a floor, not by a second-order resonance; it takes some breaths to change. Breaths
are deeper where they are slower, unequal in length as well as depth, with a sigh now and then. Noise is pink, waves near 0.1 Hz come
and go, the mean drifts, and the swing goes with the mean. Who does not follow the pacer wanders off within a step.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.signal import lfilter

FloatArray = NDArray[np.float64]
_STEP_S = 0.1
_PACES = np.linspace(3.5, 8.5, 1001)


@dataclass(frozen=True, slots=True)
class OtherConstitution:
    """top_per_min: the bump's top; below, above: its widths in ln pace; floor: the swing far from it, 0 to 1 (1: flat).

    deeper: how much deeper slower breaths are (exponent). The pace of the largest swing is `peak_per_min`.
    """

    top_per_min: float
    below: float
    above: float
    floor: float
    deeper: float
    swing_ms: float
    mean_rr_ms: float
    lag_s: float
    pink_ms: float
    waves_ms: float
    waves_hz: float
    depth_cv: float
    length_cv: float
    drift_ms_per_min: float
    wanders: float
    faults: float

    def gain(self, rate_per_min: FloatArray | float) -> FloatArray:
        """Expected swing at a pace, as a share of swing_ms."""
        rate = np.asarray(rate_per_min, dtype=np.float64)
        away = np.log(rate / self.top_per_min)
        width = np.where(away < 0, self.below, self.above)
        bump = self.floor + (1 - self.floor) * np.exp(-0.5 * (away / width) ** 2)
        return np.asarray(bump * (6.0 / rate) ** self.deeper, dtype=np.float64)

    @property
    def peak_per_min(self) -> float:
        """The pace at which the swing is largest."""
        return float(_PACES[int(np.argmax(self.gain(_PACES)))])


def drawn_other(random: np.random.Generator, flat: bool = False, sharp: bool = False) -> OtherConstitution:
    """A person drawn at random whose largest swing lies from 4.5 to 6.8/min."""
    while True:
        width = float(random.uniform(0.10, 0.16) if sharp else random.uniform(0.12, 0.26))
        skew = float(random.uniform(0.75, 1.35))
        made = OtherConstitution(
            top_per_min=float(random.uniform(4.5, 6.9)),
            below=width * skew,
            above=width / skew,
            floor=1.0 if flat else float(random.uniform(0.15, 0.4)),
            deeper=0.0 if flat else float(random.uniform(0.0, 0.15)),
            swing_ms=float(np.exp(random.normal(np.log(105), 0.5))),
            mean_rr_ms=float(random.normal(900, 110)),
            lag_s=float(random.uniform(2, 9)),
            pink_ms=float(random.uniform(4, 14)),
            waves_ms=float(random.uniform(2, 16)),
            waves_hz=float(random.uniform(0.085, 0.115)),
            depth_cv=float(random.uniform(0.06, 0.2)),
            length_cv=float(random.uniform(0.01, 0.05)),
            drift_ms_per_min=float(random.normal(0, 2.5)),
            wanders=float(random.choice([0.0, 0.0, 0.0, 0.12, 0.25])),
            faults=float(random.choice([0.0, 0.0, 0.004, 0.015])),
        )
        if flat or 4.5 <= made.peak_per_min <= 6.8:
            return made


class OtherPerson:
    """Breathes like the program's own simulated person, by the same call."""

    def __init__(self, constitution: OtherConstitution, seed: int) -> None:
        self.constitution = constitution
        self._random = np.random.default_rng([seed, 0x07E8])
        self.now_s = 0.0
        self._phase = 0.0
        self._swing = float(constitution.gain(13.0))
        self._octaves = self._random.normal(size=8)
        self._beat_phase = float(self._random.random())
        self._last_beat_s = -0.9
        self._wave_phase = float(self._random.uniform(0, 2 * np.pi))
        self._wave_size = 1.0

    def breathe(
        self, rate_per_min: FloatArray | float, duration_s: float, inhale_share: float = 0.4
    ) -> tuple[FloatArray, FloatArray]:
        """Breathe at a pace for a while; the beats that came: times (s) and intervals (ms)."""
        count = round(duration_s / _STEP_S)
        asked = np.array(np.broadcast_to(np.asarray(rate_per_min, dtype=np.float64), (count,)))
        if self._random.random() < self.constitution.wanders:
            begin = int(self._random.integers(0, max(1, count // 2)))
            asked[begin:] = float(self._random.uniform(9.0, 16.0))
        rr_ms = self._heart(asked)
        times, intervals = self._beats(rr_ms)
        self.now_s += count * _STEP_S
        return self._faulty(times, intervals)

    def _heart(self, asked: FloatArray) -> FloatArray:
        own, random = self.constitution, self._random
        count = len(asked)
        breaths = int(asked.sum() * _STEP_S / 60) + 3
        length = np.exp(own.length_cv * random.normal(size=breaths))
        length /= length.mean()
        depth = np.maximum(0.25, 1 + own.depth_cv * random.normal(size=breaths))
        depth[random.random(breaths) < 0.015] *= 1.8  # a sigh
        cycles = np.empty(count)
        phase, began = self._phase, int(self._phase)
        for i in range(count):
            number = min(int(phase) - began, breaths - 1)
            phase += asked[i] * _STEP_S / 60 / length[number]
            cycles[i] = phase
        self._phase = phase
        number = np.minimum(cycles.astype(int) - began, breaths - 1)
        keep = float(np.exp(-_STEP_S / own.lag_s))
        wanted = (1 - keep) * own.gain(asked) * depth[number]
        swing, _ = lfilter([1.0], [1.0, -keep], wanted, zi=[keep * self._swing])
        self._swing = float(swing[-1])
        angle = 2 * np.pi * (cycles - 0.12)
        wave = (np.sin(angle) + 0.18 * np.sin(2 * angle + 0.7)) / 1.05
        at_s = self.now_s + _STEP_S * np.arange(count)
        mean = own.mean_rr_ms + own.drift_ms_per_min * at_s / 60
        swung = own.swing_ms / 2 * swing * wave * mean / own.mean_rr_ms
        return np.asarray(mean + swung + self._pink(count) + self._waves(count), dtype=np.float64)

    def _pink(self, count: int) -> FloatArray:
        """Noise of equal strength in every octave from 0.4 s to 50 s."""
        total = np.zeros(count)
        for place in range(8):
            every = 2**place * 4
            for i in range(0, count, every):
                if self._random.random() < 0.8:
                    self._octaves[place] = self._random.normal()
                total[i : i + every] += self._octaves[place]
        return total * self.constitution.pink_ms / np.sqrt(8)

    def _waves(self, count: int) -> FloatArray:
        """Waves near 0.1 Hz whose size comes and goes."""
        pushes = 0.004 + 0.06 * self._random.normal(size=count)
        sizes, _ = lfilter([1.0], [1.0, -0.996], pushes, zi=[0.996 * self._wave_size])
        phases = self._wave_phase + 2 * np.pi * self.constitution.waves_hz * _STEP_S * np.arange(1, count + 1)
        self._wave_size, self._wave_phase = float(sizes[-1]), float(phases[-1])
        return np.asarray(
            self.constitution.waves_ms * np.clip(sizes, 0.0, 2.5) * np.sin(phases), dtype=np.float64
        )

    def _beats(self, rr_ms: FloatArray) -> tuple[FloatArray, FloatArray]:
        """A beat whenever the interval that was in force at the one before it is over."""
        grid_s = self.now_s + _STEP_S * np.arange(len(rr_ms))
        end_s = self.now_s + _STEP_S * len(rr_ms)
        times: list[float] = []
        intervals: list[float] = []
        last = self._last_beat_s
        while True:
            value = max(float(np.interp(last + 0.45, grid_s, rr_ms)), 330.0)
            if last + value / 1000 >= end_s:
                break
            last += value / 1000
            times.append(last)
            intervals.append(round(value * 1.024) / 1.024)
        self._last_beat_s = last
        return np.array(times), np.array(intervals)

    def _faulty(self, times: FloatArray, intervals: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Bursts of merged and split beats."""
        for _ in range(self._random.poisson(self.constitution.faults * len(intervals) / 2)):
            i = int(self._random.integers(1, max(2, len(intervals) - 4)))
            for _ in range(int(self._random.integers(1, 4))):
                if i + 1 >= len(intervals):
                    break
                if self._random.random() < 0.6:
                    intervals[i + 1] += intervals[i]
                    times, intervals = np.delete(times, i), np.delete(intervals, i)
                else:
                    half = intervals[i] * float(self._random.uniform(0.35, 0.65))
                    times = np.insert(times, i, times[i] - (intervals[i] - half) / 1000)
                    intervals[i] -= half
                    intervals = np.insert(intervals, i, half)
                i += 2
        return times, intervals
