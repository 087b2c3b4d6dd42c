"""The latest minutes of beats as even samples: sound intervals joined by straight lines at whole quarters of a second.

The grid stands still while the window moves, so what lies in the past is sampled the same at every beat.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor

import numpy as np

from outbreath_signal.beats import BoolArray, FloatArray, every, latest_unset
from outbreath_signal.spectra.resampling import RESAMPLED_HZ, Resampled

_FEWEST = 8  # beats
# Longest window at 4 Hz; longer ones, which a break of the clock can make, are cut.
_MOST_SAMPLES = 1024
_STEPS = np.asarray(np.arange(_MOST_SAMPLES) / RESAMPLED_HZ, dtype=np.float64)


@dataclass(frozen=True, slots=True, eq=False)
class EvenBeats:
    """Samples (ms, shape (n,)) at (first + k) / 4 s."""

    first: int
    samples: FloatArray

    @property
    def end(self) -> int:
        """One past the number of the last sample."""
        return self.first + len(self.samples)

    def between(self, first: int, end: int) -> FloatArray:
        """The samples with these numbers, which must be held."""
        return self.samples[first - self.first : end - self.first]

    def since(self, t_s: float) -> EvenBeats | None:
        """The samples from a moment (s) on, None where there are fewer than eight."""
        first = max(ceil(t_s * RESAMPLED_HZ), self.first) if t_s > -1e12 else self.first
        if self.end - first < _FEWEST:
            return None
        return self if first == self.first else EvenBeats(first, self.samples[first - self.first :])

    def as_run(self, first: int, end: int) -> Resampled:
        """The samples with these numbers as one run, with what straight lines take off given back."""
        begin_s = first / RESAMPLED_HZ
        return Resampled((begin_s,), (end / RESAMPLED_HZ,), (unflattened(self.between(first, end)),), 0.0)


def unflattened(samples: FloatArray) -> FloatArray:
    """Samples of intervals joined by straight lines with their quick waves given back, shape (n,), in ms at 4 Hz.

    Lines between values T apart leave sinc(f T)^2 of a wave of frequency f: 43 % less at 24 breaths a minute and 60 beats, so slow
    waves are taken for the breath. A twelfth of T squared times the curvature is what is missing, up to terms of f^4.
    """
    curve = samples[2:] - 2 * samples[1:-1] + samples[:-2]
    given_back = samples.copy()
    given_back[1:-1] -= (RESAMPLED_HZ / 1000) ** 2 / 12 * samples[1:-1] ** 2 * curve
    return given_back


def even_beats(t_s: FloatArray, rr_ms: FloatArray, joined: BoolArray, ok: BoolArray) -> EvenBeats | None:
    """The beats since the last break, at most four minutes; None with fewer than eight sound ones. Arrays of shape (n,)."""
    begin = latest_unset(joined)
    at, rr, used = t_s[begin:], rr_ms[begin:], ok[begin:]
    if not every(used):
        at, rr = at[used], rr[used]
    if len(at) < _FEWEST:
        return None
    end = floor(at.item(-1) * RESAMPLED_HZ) + 1
    first = max(ceil(at.item(0) * RESAMPLED_HZ), end - _MOST_SAMPLES)
    if first >= end:
        return None
    samples: FloatArray = np.interp(first / RESAMPLED_HZ + _STEPS[: end - first], at, rr)
    return EvenBeats(first, samples)
