"""Measures in a window that rolls over hours or days, for all windows at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from outbreath_signal.artifacts.labelling import Labelling
from outbreath_signal.beats import BeatSeries, BoolArray, FloatArray
from outbreath_signal.errors import SignalError
from outbreath_signal.measures.groups import HF_S, LF_S
from outbreath_signal.spectra.resampling import resample
from outbreath_signal.spectra.spectrum import HF_HZ, LF_HZ, band_weights
from outbreath_signal.spectra.time_varying import spectra_at, window_starts

WINDOW_S = 300.0
STEP_S = 60.0
LEAST_COVERAGE = 0.5
# The parts of intervals at a window's edges that a spectrum cannot reach.
EDGE_S = 2.0
_ROUNDING_S = 5e-7

IndexArray = NDArray[np.intp]


@dataclass(frozen=True, slots=True, eq=False)
class Rolling:
    """One value a window, all of shape (m,); NaN where the window cannot support the measure.

    start_s, end_s: the window's edges on the series' time axis. coverage: share of it that accepted intervals fill.
    lf_ms2, hf_ms2: one Hann-windowed spectrum over the window less 2 s at either edge, NaN where a break falls in it.
    """

    start_s: FloatArray
    end_s: FloatArray
    coverage: FloatArray
    mean_rr_ms: FloatArray
    mean_hr_bpm: FloatArray
    sdnn_ms: FloatArray
    rmssd_ms: FloatArray
    lf_ms2: FloatArray
    hf_ms2: FloatArray


def rolling(
    beats: BeatSeries,
    labelling: Labelling | None = None,
    window_s: float = WINDOW_S,
    step_s: float = STEP_S,
) -> Rolling:
    """Time-domain measures and band powers in every window of window_s, each starting step_s after the one before.

    The same numbers as `time_domain` on each window's beats, from differences of running sums: 24 hours cost some 20 ms.
    Without a labelling every beat is taken. A window less than half covered by accepted beats gives NaN.
    Raises SignalError for an empty series, one longer than 31 days, or windows that `window_starts` refuses.
    """
    if not len(beats):
        raise SignalError("there are no beats to analyse")
    accepted = labelling.accepted if labelling else np.ones(len(beats), dtype=np.bool_)
    pairs = labelling.pairs if labelling else beats.joined
    begin_s = float(beats.t_s[0] - beats.rr_ms[0] / 1000)
    start_s = window_starts(begin_s, float(beats.t_s[-1]) + _ROUNDING_S, window_s, step_s)
    # A beat on an edge belongs to the window that ends there, whatever was rounded.
    first = np.searchsorted(beats.t_s, start_s + _ROUNDING_S, side="right")
    last = np.searchsorted(beats.t_s, start_s + window_s + _ROUNDING_S, side="right")
    mean, sdnn, used = _levels(beats.rr_ms, accepted, first, last)
    coverage = np.nan_to_num(np.minimum(used * mean / (1000 * window_s), 1.0))
    enough = coverage >= LEAST_COVERAGE
    mean = np.where(enough, mean, np.nan)
    lf, hf = _bands(labelling.corrected if labelling else beats, start_s, window_s)
    return Rolling(
        start_s=start_s,
        end_s=np.asarray(start_s + window_s, dtype=np.float64),
        coverage=coverage,
        mean_rr_ms=mean,
        mean_hr_bpm=np.asarray(60000 / mean, dtype=np.float64),
        sdnn_ms=np.where(enough, sdnn, np.nan),
        rmssd_ms=np.where(enough, _rmssd(beats.rr_ms, pairs, first, last), np.nan),
        lf_ms2=np.where(enough, lf, np.nan),
        hf_ms2=np.where(enough, hf, np.nan),
    )


def _levels(
    rr_ms: FloatArray, accepted: BoolArray, first: IndexArray, last: IndexArray
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Mean, SD (ddof = 1) and number of accepted intervals in each window; NaN where there are too few."""
    level = float(rr_ms.mean())
    centred = np.asarray(np.where(accepted, rr_ms - level, 0.0), dtype=np.float64)
    used = _window_sums(accepted.astype(np.float64), first, last)
    sums = _window_sums(centred, first, last)
    squares = _window_sums(np.square(centred), first, last)
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = level + sums / used
        variance = np.maximum(squares - sums**2 / used, 0.0) / np.where(used > 1, used - 1, np.nan)
    return np.asarray(mean, dtype=np.float64), np.sqrt(variance), used


def _rmssd(rr_ms: FloatArray, pairs: BoolArray, first: IndexArray, last: IndexArray) -> FloatArray:
    """RMSSD over the usable pairs with both beats in the window; NaN where there is none."""
    squares = np.zeros(len(rr_ms))
    squares[1:] = np.where(pairs[1:], np.diff(rr_ms) ** 2, 0.0)
    counted = pairs.astype(np.float64)
    counted[:1] = 0.0
    inner = np.minimum(first + 1, last)
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = _window_sums(squares, inner, last) / _window_sums(counted, inner, last)
    return np.asarray(np.sqrt(mean), dtype=np.float64)


def _window_sums(values: FloatArray, first: IndexArray, last: IndexArray) -> FloatArray:
    running = np.concatenate(([0.0], np.cumsum(values)))
    return np.asarray(running[last] - running[first], dtype=np.float64)


def _bands(continued: BeatSeries, start_s: FloatArray, window_s: float) -> tuple[FloatArray, FloatArray]:
    """LF and HF power in each window; NaN throughout when a window is too short for the band."""
    missing = np.full(len(start_s), np.nan)
    if window_s < HF_S:
        return missing, missing
    inner_s = np.asarray(start_s + EDGE_S, dtype=np.float64)
    hz, densities = spectra_at(resample(continued), inner_s, window_s - 2 * EDGE_S)
    lf, hf = (np.asarray(densities @ band_weights(hz, *band), dtype=np.float64) for band in (LF_HZ, HF_HZ))
    return lf if window_s >= LF_S else missing, hf
