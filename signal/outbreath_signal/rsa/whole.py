"""RSA over a whole recording: every stretch measured at the rate it was breathed at, all breaths taken together."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from outbreath_signal.beats import BeatSeries, BoolArray, FloatArray
from outbreath_signal.breathing.from_rr import BreathTrack
from outbreath_signal.rsa.breaths import MIN_BREATHS, as_bpm, half_interval, not_below_none, rsa_over_breaths


@dataclass(frozen=True, slots=True)
class WholeRsa:
    """Mean RSA over all measured breaths (ms) with its 95 % interval, and as a swing of heart rate (bpm) about the mean of the
    beats in them; None when fewer than three could be measured."""

    rsa_ms: float | None
    low_ms: float | None
    high_ms: float | None
    rsa_bpm: float | None
    breaths: int


def rsa_along(beats: BeatSeries, accepted: BoolArray, track: BreathTrack) -> WholeRsa:
    """RSA of the raw accepted beats, block by block along a track of breathing rates.

    Blocks are as long as the track's windows and follow one another without overlap; each is measured by
    `rsa_over_breaths` at its own rate, and one whose rate is not told adds nothing. The interval is that of
    `half_interval` over breaths.
    """
    measured: list[FloatArray] = [np.zeros(0)]
    beats_in = total_ms = 0.0
    free_from_s = -np.inf
    for middle_s, rate in zip(track.t_s, track.rate_per_min, strict=True):
        begin_s = middle_s - track.window_s / 2
        if np.isnan(rate) or begin_s < free_from_s - 1e-6:
            continue
        free_from_s = begin_s + track.window_s
        first, last = np.searchsorted(beats.t_s, (begin_s - 1e-6, free_from_s + 1e-6))
        block = slice(int(first), int(last))
        found = rsa_over_breaths(beats.t_s[block], beats.rr_ms[block], accepted[block], float(rate))
        measured.append(found.breath_rsa_ms[np.isfinite(found.breath_rsa_ms)])
        if len(measured[-1]):
            own = beats.rr_ms[block][accepted[block]]
            beats_in, total_ms = beats_in + len(own), total_ms + float(own.sum())
    breaths = np.concatenate(measured)
    if len(breaths) < MIN_BREATHS:
        return WholeRsa(None, None, None, None, len(breaths))
    mean, low, high = not_below_none(float(breaths.mean()), half_interval(breaths))
    return WholeRsa(mean, low, high, as_bpm(mean, total_ms / beats_in), len(breaths))
