"""A strap's intervals checked against its own ECG: R peaks found anew, matched to the beats, compared one by one."""

from __future__ import annotations

from dataclasses import dataclass
from operator import itemgetter

import numpy as np
from numpy.typing import ArrayLike, NDArray

from outbreath_signal.beats import BoolArray, FloatArray
from outbreath_signal.errors import SignalError
from outbreath_signal.numerics.order import middle

LEAST_S = 10.0
# The strap's clock and the beat-time axis may stand so far apart.
USUAL_OFFSETS_S = (-1.5, 1.5)
_OFFSET_STEP_S = 0.05
_MATCH_S, _ALIKE_MS = 0.15, 10.0
_AT_ONCE = 1 << 15  # beats that offsets are tried on together


@dataclass(frozen=True, slots=True)
class EcgCheck:
    """How the strap's beats compare with its ECG.

    seconds: length of ECG looked at. beats: strap beats inside it. peaks: R peaks found. matched: beats with a peak.
    compared: intervals with a peak at both ends; bias_ms, low_ms, high_ms: mean and 95 % limits of strap minus ECG;
    within_10_ms: share of them. None where fewer than 10 could be compared. offset_s: beat times minus peak times.
    """

    seconds: float
    beats: int
    peaks: int
    matched: int
    compared: int
    bias_ms: float | None
    low_ms: float | None
    high_ms: float | None
    within_10_ms: float | None
    offset_s: float


def r_peaks(ecg_uv: ArrayLike, rate_hz: float) -> FloatArray:
    """Times of the R peaks, s from the first sample, between samples by a parabola.

    ecg_uv: evenly sampled ECG, uV, shape (n,), of either polarity. Peaks: NeuroKit2's gradient method (Makowski et al.
    2021, doi:10.3758/s13428-020-01516-y). Raises SignalError below 10 s or 60 Hz, and for a sample
    that is not finite, with its index.
    """
    ecg = np.asarray(ecg_uv, dtype=np.float64)
    if not 60 <= rate_hz < 1e5 or ecg.ndim != 1 or len(ecg) < LEAST_S * rate_hz:
        raise SignalError(
            f"R peaks need {LEAST_S:g} s of ECG at 60 Hz or more, got {len(ecg)} samples at {rate_hz:g} Hz"
        )
    wrong = ~np.isfinite(ecg)
    if wrong.any():
        raise SignalError(
            f"the ECG has {ecg[wrong][0]:g} at index {int(np.argmax(wrong))}, which is no voltage"
        )
    import neurokit2

    clean = neurokit2.ecg_clean(ecg, sampling_rate=round(rate_hz))
    clean, _ = neurokit2.ecg_invert(clean, sampling_rate=round(rate_hz))
    _, found = neurokit2.ecg_peaks(clean, sampling_rate=round(rate_hz))
    at = np.asarray(found["ECG_R_Peaks"], dtype=np.int64)
    at = at[(at > 0) & (at < len(clean) - 1)]
    before, top, after = clean[at - 1], clean[at], clean[at + 1]
    bend = before - 2 * top + after
    shift = np.where(bend < 0, 0.5 * (before - after) / np.where(bend < 0, bend, -1.0), 0.0)
    return np.asarray((at + np.clip(shift, -1, 1)) / rate_hz, dtype=np.float64)


def check_beats(
    peaks_s: ArrayLike,
    beat_t_s: ArrayLike,
    rr_ms: ArrayLike,
    joined: ArrayLike,
    offsets_s: tuple[float, float] = USUAL_OFFSETS_S,
) -> EcgCheck:
    """Compare intervals with the distances of the peaks they end at.

    peaks_s: R peaks, s; beat_t_s, rr_ms, joined: the strap's beats, on the same clock to within offsets_s (least and most
    that a beat's time may be after its peak's, s), shape (n,). One offset between the two is sought first: the one at which
    most intervals are those between their peaks to 10 ms, and of those alike the one at which most beats have a peak within 0.15 s.
    """
    peaks = np.asarray(peaks_s, dtype=np.float64)
    times, rr, joins = np.asarray(beat_t_s), np.asarray(rr_ms), np.asarray(joined, dtype=np.bool_)
    if not (times.shape == rr.shape == joins.shape):
        raise SignalError("beats need as many times as intervals and joins")
    if len(peaks) < 3 or not len(times):
        return EcgCheck(0.0, 0, len(peaks), 0, 0, None, None, None, None, 0.0)
    inside = (times > peaks[0] - 0.5 + min(offsets_s[0] + 1.5, 0)) & (
        times < peaks[-1] + 0.5 + max(offsets_s[1] - 1.5, 0)
    )
    times, rr, joins = times[inside], rr[inside], joins[inside]
    grid = np.arange(offsets_s[0], offsets_s[1] + 1e-9, _OFFSET_STEP_S)
    coarse_s = max(
        zip(_scores(peaks, times, rr, joins, grid), grid.tolist(), strict=True), key=itemgetter(0)
    )[1]
    _, away = _nearest(peaks, times - coarse_s)
    near = np.abs(away) < _MATCH_S
    offset_s = coarse_s + (middle(away[near]) if near.any() else 0.0)
    near, errors = _compared(peaks, times, rr, joins, offset_s)
    span_s = float(peaks[-1] - peaks[0])
    counted = (span_s, len(times), len(peaks), int(near.sum()), len(errors))
    if len(errors) < 10:
        return EcgCheck(*counted, None, None, None, None, offset_s)
    bias, half = float(errors.mean()), 1.96 * float(errors.std(ddof=1))
    alike = float(np.mean(np.abs(errors) <= _ALIKE_MS))
    return EcgCheck(*counted, bias, bias - half, bias + half, alike, offset_s)


def _compared(
    peaks: FloatArray, times: FloatArray, rr: FloatArray, joins: BoolArray, offset_s: float
) -> tuple[BoolArray, FloatArray]:
    """Which beats have a peak, and how far the intervals with a peak at both ends are from the distance of these (ms)."""
    index, away = _nearest(peaks, times - offset_s)
    near = np.abs(away) < _MATCH_S
    follows = np.zeros(len(times), dtype=np.bool_)
    follows[1:] = near[1:] & near[:-1] & joins[1:] & (np.diff(index) == 1)
    return near, rr[follows] - 1000 * (peaks[index[follows]] - peaks[index[follows] - 1])


def _scores(
    peaks: FloatArray, times: FloatArray, rr: FloatArray, joins: BoolArray, offsets_s: FloatArray
) -> list[tuple[int, int]]:
    """Of each offset, how many intervals are alike and how many beats have a peak; as many offsets at once as stay in the cache."""
    scores: list[tuple[int, int]] = []
    at_once = max(_AT_ONCE // max(len(times), 1), 1)
    for first in range(0, len(offsets_s), at_once):
        index, away = _nearest(peaks, times - offsets_s[first : first + at_once, None])
        near = np.abs(away) < _MATCH_S
        after = index[:, 1:]
        follows = near[:, 1:] & near[:, :-1] & joins[1:] & (after - index[:, :-1] == 1)
        errors = np.where(follows, rr[1:] - 1000 * (peaks[after] - peaks[after - 1]), np.inf)
        alike = np.count_nonzero(np.abs(errors) <= _ALIKE_MS, axis=1)
        scores += zip(alike.tolist(), np.count_nonzero(near, axis=1).tolist(), strict=True)
    return scores


def _nearest(peaks: FloatArray, times: FloatArray) -> tuple[NDArray[np.int64], FloatArray]:
    """The index of the peak nearest to each time, and the time minus it."""
    after = np.clip(np.searchsorted(peaks, times), 1, len(peaks) - 1)
    index = np.where(times - peaks[after - 1] < peaks[after] - times, after - 1, after)
    return np.asarray(index, dtype=np.int64), np.asarray(times - peaks[index], dtype=np.float64)
