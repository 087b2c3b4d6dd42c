"""Intervals on an even grid: every unbroken run resampled by a cubic spline, once, for all that needs it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from outbreath_signal.beats import BeatSeries, FloatArray, refuse_too_long
from outbreath_signal.numerics.spline import FEWEST_POINTS, even_samples

RESAMPLED_HZ = 4.0


@dataclass(frozen=True, slots=True, eq=False)
class Resampled:
    """The runs of a series that hold at least four beats, as even samples.

    begin_s, end_s: time of each run's first and last beat. samples: R-R (ms) at begin_s + k / 4 while before end_s.
    mean_rr_ms: mean interval of the whole series.
    """

    begin_s: tuple[float, ...]
    end_s: tuple[float, ...]
    samples: tuple[FloatArray, ...]
    mean_rr_ms: float


def resample(beats: BeatSeries) -> Resampled:
    """Every unbroken run of the series at 4 Hz; runs of fewer than four beats are left out.

    Raises SignalError when the runs hold more than 31 days together.
    """
    runs = [run for run in unbroken_runs(beats) if run.stop - run.start >= FEWEST_POINTS]
    refuse_too_long(sum(float(beats.t_s[run.stop - 1] - beats.t_s[run.start]) for run in runs))
    return Resampled(
        tuple(float(beats.t_s[run.start]) for run in runs),
        tuple(float(beats.t_s[run.stop - 1]) for run in runs),
        tuple(even_samples(beats.t_s[run], beats.rr_ms[run], RESAMPLED_HZ) for run in runs),
        float(beats.rr_ms.mean()) if len(beats) else 0.0,
    )


def unbroken_runs(beats: BeatSeries) -> list[slice]:
    """The stretches of beats without a break inside, in order."""
    if not len(beats):
        return []
    starts = [0, *(int(i) + 1 for i in np.flatnonzero(~beats.joined[1:]))]
    return [slice(start, end) for start, end in zip(starts, [*starts[1:], len(beats)], strict=True)]


def run_seconds(beats: BeatSeries, run: slice) -> float:
    """Seconds from the start of a run's first interval to its last beat."""
    return float(beats.t_s[run.stop - 1] - beats.t_s[run.start] + beats.rr_ms[run.start] / 1000)
