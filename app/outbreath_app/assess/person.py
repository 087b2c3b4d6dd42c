"""A simulated person with a known resonance pace, who breathes (mostly) as asked and whose heart answers.

The breath drives a second-order resonance (a band-pass with its peak at the chosen pace); its output is the RSA. Added
are what real hearts add: waves near 0.1 Hz that breathing does not cause, a very slow drift, noise from beat to beat, breaths of
unequal depth, a slow rise or fall of RSA over the session, artifacts, and stretches breathed off pace.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from outbreath_app.pacing import Pattern

FloatArray = NDArray[np.float64]
LONGER_OUT = Pattern()
_STEP_S = 0.1


@dataclass(frozen=True, slots=True)
class Constitution:
    """Who the simulated person is. Rates in breaths/min, times in ms, sharpness is the resonance's Q (0: flat).

    lapses: share of the steps breathed at another pace. artifacts: share of beats missed, extra or early.
    depth_cv: how unequal breaths are. drift_per_min: relative change of RSA per minute.
    """

    peak_per_min: float = 5.5
    sharpness: float = 2.0
    rsa_ms: float = 120.0
    mean_rr_ms: float = 900.0
    noise_ms: float = 8.0
    mayer_ms: float = 8.0
    slow_ms: float = 15.0
    depth_cv: float = 0.12
    drift_per_min: float = 0.0
    lapses: float = 0.0
    artifacts: float = 0.0


def drawn_constitution(random: np.random.Generator, peak_per_min: float | None = None) -> Constitution:
    """A person drawn at random: resonance 4.5 to 6.8/min unless given, everything else as people differ."""
    peak = float(random.uniform(4.5, 6.8)) if peak_per_min is None else peak_per_min
    return Constitution(
        peak_per_min=peak,
        sharpness=float(random.uniform(1.6, 4.0)),
        rsa_ms=float(np.exp(random.normal(np.log(110), 0.45))),
        mean_rr_ms=float(random.normal(880, 90)),
        noise_ms=float(random.uniform(3, 12)),
        mayer_ms=float(random.uniform(3, 14)),
        slow_ms=float(random.uniform(5, 25)),
        depth_cv=float(random.uniform(0.05, 0.18)),
        drift_per_min=float(random.normal(0, 0.015)),
        lapses=float(random.choice([0.0, 0.0, 0.1, 0.2])),
        artifacts=float(random.choice([0.0, 0.0, 0.005, 0.02])),
    )


class SimulatedPerson:
    """Breathes step by step; time, breath phase and the heart's resonance carry on from step to step."""

    def __init__(self, constitution: Constitution, seed: int) -> None:
        self.constitution = constitution
        self._random = np.random.default_rng([seed, 0x5EED])
        self._now_s = 0.0
        self._phase = 0.0
        self._state = np.zeros(2)
        self._slow = 0.0
        self._mayer = self._random.normal(size=2)
        self._beat_phase = float(self._random.random())
        self._last_beat_s: float | None = None

    @property
    def now_s(self) -> float:
        """Seconds lived so far."""
        return self._now_s

    def breathe(
        self, rate_per_min: FloatArray | float, duration_s: float, shape: Pattern = LONGER_OUT
    ) -> tuple[FloatArray, FloatArray]:
        """Breathe at a pace (a number, or one value for each 0.1 s) for a while.

        Returns the beats that came: times (s) and intervals (ms), as a strap with 1/1024 s resolution gives them.
        """
        count = round(duration_s / _STEP_S)
        asked = np.broadcast_to(np.asarray(rate_per_min, dtype=np.float64), (count,))
        if self._random.random() < self.constitution.lapses:
            asked = asked * self._random.choice([0.7, 1.45, 2.0])
        rr_ms = self._heart(self._breath(asked, shape))
        times, intervals = self._beats(rr_ms)
        self._now_s += count * _STEP_S
        return self._disturb(times, intervals)

    def _breath(self, rate_per_min: FloatArray, shape: Pattern) -> FloatArray:
        """The breath wave, -1 to 1 and smooth, with unequal depth from breath to breath."""
        cycles = self._phase + np.cumsum(rate_per_min) * _STEP_S / 60
        self._phase = float(cycles[-1])
        wave = 2 * shape.level(cycles) - 1
        number = np.floor(cycles).astype(int) - int(np.floor(cycles[0]))
        depth = np.maximum(0.2, 1 + self.constitution.depth_cv * self._random.normal(size=number[-1] + 1))
        return np.asarray(wave * depth[number], dtype=np.float64)

    def _heart(self, breath: FloatArray) -> FloatArray:
        """R-R (ms) at every step: mean, resonance driven by the breath, 0.1 Hz waves, slow drift."""
        own = self.constitution
        answer = self._resonate(breath)
        at_min = (self._now_s + _STEP_S * np.arange(len(breath))) / 60
        rsa = own.rsa_ms / 2 * np.exp(own.drift_per_min * at_min) * answer
        noise = self._random.normal(size=(len(breath), 3))
        turn, keep = np.exp(2j * np.pi * 0.1 * _STEP_S), np.exp(-_STEP_S / 20)
        waves = _along(
            turn * keep, np.sqrt(1 - keep**2) * (noise[:, 0] + 1j * noise[:, 1]), complex(*self._mayer)
        )
        slow = _along(1 - _STEP_S / 90, np.sqrt(2 * _STEP_S / 90) * noise[:, 2], self._slow).real
        self._mayer, self._slow = np.array([waves[-1].real, waves[-1].imag]), float(slow[-1])
        return np.asarray(
            own.mean_rr_ms + rsa + own.mayer_ms * waves.real + own.slow_ms * slow, dtype=np.float64
        )

    def _resonate(self, breath: FloatArray) -> FloatArray:
        """The band-pass's output: gain 1 at its peak, 1 / sqrt(1 + Q^2 (f/f0 - f0/f)^2) elsewhere."""
        own = self.constitution
        if own.sharpness <= 0:
            return breath
        from scipy.signal import lfilter

        # bilinear transform of (w0/Q) s / (s^2 + (w0/Q) s + w0^2), prewarped at the peak
        w0 = 2 * np.pi * own.peak_per_min / 60
        k = w0 / np.tan(w0 * _STEP_S / 2)
        band = w0 / own.sharpness
        a0 = k * k + band * k + w0 * w0
        b = np.array([band * k, 0.0, -band * k]) / a0
        a = np.array([1.0, (2 * w0 * w0 - 2 * k * k) / a0, (k * k - band * k + w0 * w0) / a0])
        answer, self._state = lfilter(b, a, breath, zi=self._state)
        return np.asarray(answer, dtype=np.float64)

    def _beats(self, rr_ms: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Integrate-and-fire: a beat whenever the integral of 1/RR passes a whole number."""
        grown = self._beat_phase + np.concatenate(
            [[0.0], np.cumsum(_STEP_S * 1000 / np.maximum(rr_ms, 300.0))]
        )
        at_s = self._now_s + _STEP_S * np.arange(len(grown))
        times = np.interp(np.arange(np.floor(grown[0]) + 1, np.floor(grown[-1]) + 1), grown, at_s)
        self._beat_phase = float(grown[-1] % 1.0)
        before = times[:1] - 0.9 if self._last_beat_s is None else np.array([self._last_beat_s])
        intervals = np.diff(np.concatenate([before, times])) * 1000
        self._last_beat_s = float(times[-1])
        jitter = np.diff(self._random.normal(size=len(times) + 1)) * self.constitution.noise_ms / np.sqrt(2)
        return times, np.round((intervals + jitter) * 1.024) / 1.024

    def _disturb(self, times: FloatArray, intervals: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Missed, extra and early beats at the person's rate of artifacts."""
        for _ in range(self._random.poisson(self.constitution.artifacts * len(intervals))):
            i = int(self._random.integers(1, max(2, len(intervals) - 2)))
            kind = self._random.integers(3)
            if kind == 0 and len(intervals) > 4:
                intervals[i + 1] += intervals[i]
                times, intervals = np.delete(times, i), np.delete(intervals, i)
            elif kind == 1:
                share = float(self._random.uniform(0.3, 0.7))
                times = np.insert(times, i, times[i] - (1 - share) * intervals[i] / 1000)
                whole = intervals[i]
                intervals[i] = (1 - share) * whole
                intervals = np.insert(intervals, i, share * whole)
            else:
                early = float(self._random.uniform(0.2, 0.4)) * intervals[i]
                times[i] -= early / 1000
                intervals[i] -= early
                intervals[i + 1] += early
        return times, intervals


def _along(keep: complex, pushes: NDArray[Any], before: complex) -> NDArray[np.complex128]:
    """What is kept of the value before and a push, one after another: x[i] = keep x[i-1] + pushes[i]."""
    from scipy.signal import lfilter

    values, _ = lfilter([1.0], [1.0, -keep], np.asarray(pushes, dtype=np.complex128), zi=[keep * before])
    return np.asarray(values, dtype=np.complex128)
