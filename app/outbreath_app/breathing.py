"""The breathing along a recording from the best that it holds: the R peaks of an ECG beside the beats, or the beats alone."""

from __future__ import annotations

import numpy as np

from outbreath_app.sources import BeatSource
from outbreath_signal.artifacts import label_beats
from outbreath_signal.beats import FloatArray
from outbreath_signal.resampling import resample
from outbreath_signal.rr_breath import BreathTrack, breath_from_ecg, breath_from_rr

# Share of the recording that ECG must cover to be used; a strap begins to send it up to half a minute late.
_LEAST_COVER = 0.75
_REACH_S = 0.1


def breath_along(source: BeatSource) -> BreathTrack:
    """The breathing rate along what FILE holds."""
    even = resample(label_beats(source.beats).corrected)
    peaks_s, heights = _r_heights(source)
    if len(peaks_s):
        return breath_from_ecg(even, peaks_s, heights)
    return breath_from_rr(even)


def _r_heights(source: BeatSource) -> tuple[FloatArray, FloatArray]:
    """Time (s) and height (uV, highest less lowest around it) of every R peak; empty when ECG covers too little."""
    nothing = np.zeros(0), np.zeros(0)
    if not source.lines:
        return nothing
    from outbreath_app.ecgstream import ecg_of
    from outbreath_signal.ecg_check import LEAST_S, r_peaks

    stretches = [one for one in ecg_of(source.lines) if len(one.ecg_uv) > LEAST_S * one.rate_hz]
    covered_s = sum(len(one.ecg_uv) / one.rate_hz for one in stretches)
    if covered_s < _LEAST_COVER * source.beats.duration_s:
        return nothing
    times: list[FloatArray] = [np.zeros(0)]
    heights: list[FloatArray] = [np.zeros(0)]
    for one in stretches:
        peaks_s = r_peaks(one.ecg_uv, one.rate_hz)
        reach = round(_REACH_S * one.rate_hz)
        at = np.rint(peaks_s * one.rate_hz).astype(np.intp)
        inside = (at >= reach) & (at < len(one.ecg_uv) - reach)
        around = one.ecg_uv[at[inside, None] + np.arange(-reach, reach + 1)]
        times.append(np.asarray(one.begin_s + peaks_s[inside], dtype=np.float64))
        heights.append(np.asarray(np.ptp(around, axis=1), dtype=np.float64))
    return np.concatenate(times), np.concatenate(heights)
