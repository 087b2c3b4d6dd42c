"""The breathing along a recording from the best that it holds: the chest's motion, the R peaks of an ECG, or the beats alone."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from outbreath_app.stream.beats import payload_of
from outbreath_app.stream.ecg import ecg_of
from outbreath_app.stream.motion import MotionFollower
from outbreath_app.stream.sources import BeatSource
from outbreath_devices.strap.events import LinkState, Source
from outbreath_signal.artifacts.labelling import label_beats
from outbreath_signal.beats import FloatArray
from outbreath_signal.breathing.from_motion import WINDOW_S as MOTION_WINDOW_S
from outbreath_signal.breathing.from_motion import MotionRate
from outbreath_signal.breathing.from_rr import BreathTrack, breath_from_ecg, breath_from_rr, heights_beside
from outbreath_signal.breathing.track_phase import with_phase
from outbreath_signal.ecg.peaks import PeakFinder
from outbreath_signal.estimate import BreathSource
from outbreath_signal.spectra.resampling import Resampled, resample

# Share of the recording that ECG must cover to be used; a strap begins to send it up to half a minute late.
_LEAST_COVER = 0.75
_LEAST_ECG_S = 10.0
# Share of its windows in which motion must tell a rate.
_LEAST_TOLD = 0.5
_PMD = (Source.PMD_DATA, Source.PMD_CONTROL)


def breath_along(source: BeatSource) -> BreathTrack:
    """The breathing rate along what FILE holds."""
    measured = measured_breath(source)
    return (
        breath_from_rr(resample(label_beats(source.beats, source.origin).corrected))
        if measured is None
        else measured
    )


def breath_with_phase(source: BeatSource) -> BreathTrack:
    """The breathing rate along what FILE holds, with the phase of the breath at each of its times."""
    even = resample(label_beats(source.beats, source.origin).corrected)
    measured = _measured(source, even)
    if measured is None:
        return with_phase(breath_from_rr(even), even)
    return with_phase(measured.track, even, measured.heights)


@dataclass(frozen=True, slots=True, eq=False)
class _Measured:
    """A track from motion, or from an ECG with the R heights on the grid of the intervals."""

    track: BreathTrack
    heights: Resampled | None = None


def measured_breath(source: BeatSource) -> BreathTrack | None:
    """The breathing rate that something beside the intervals tells: motion where it tells enough, else ECG, else None."""
    measured = _measured(source, None)
    return None if measured is None else measured.track


def _measured(source: BeatSource, even: Resampled | None) -> _Measured | None:
    if not source.lines:
        return None
    motion = _from_motion(source)
    if motion is not None:
        return _Measured(motion)
    peaks_s, heights = _r_heights(source)
    if not len(peaks_s):
        return None
    even = resample(label_beats(source.beats, source.origin).corrected) if even is None else even
    return _Measured(breath_from_ecg(even, peaks_s, heights), heights_beside(even, peaks_s, heights))


def _from_motion(source: BeatSource) -> BreathTrack | None:
    """The accelerometer's windows, as they were told live; None when they tell less than half of the recording."""
    follower = MotionFollower(int(source.lines[0]["t"]))
    told: list[MotionRate] = []
    for line in source.lines:
        if line.get("k") == "n" and line.get("s") in _PMD:
            told += follower.feed(str(line["s"]), int(line["t"]), payload_of(line))
        elif line.get("k") == "link" and line.get("state") in (LinkState.LOST, LinkState.CLOSED):
            follower.link_lost()
    rates = np.array(
        [np.nan if one.rate_per_min is None else one.rate_per_min for one in told], dtype=np.float64
    )
    if len(told) < 2:
        return None
    ends_s = np.array([one.t_s for one in told], dtype=np.float64)
    covered_s = float(ends_s[-1] - ends_s[0]) + MOTION_WINDOW_S
    if covered_s < _LEAST_COVER * source.beats.duration_s or float(np.isfinite(rates).mean()) < _LEAST_TOLD:
        return None
    quality = np.array([one.quality for one in told], dtype=np.float64)
    middles_s = np.asarray(ends_s - MOTION_WINDOW_S / 2, dtype=np.float64)
    phases = np.array(
        [np.nan if one.mid_phase_cycles is None else one.mid_phase_cycles for one in told], dtype=np.float64
    )
    return BreathTrack(
        middles_s,
        rates,
        quality,
        MOTION_WINDOW_S,
        BreathSource.ACCELEROMETER,
        phases,
        np.array([one.mid_phase_quality for one in told], dtype=np.float64),
    )


def _r_heights(source: BeatSource) -> tuple[FloatArray, FloatArray]:
    """Time (s) and height (uV, highest less lowest around it) of every R peak; empty when ECG covers too little."""
    nothing = np.zeros(0), np.zeros(0)
    stretches = [one for one in ecg_of(source.lines) if len(one.ecg_uv) > _LEAST_ECG_S * one.rate_hz]
    covered_s = sum(len(one.ecg_uv) / one.rate_hz for one in stretches)
    if covered_s < _LEAST_COVER * source.beats.duration_s:
        return nothing
    times: list[FloatArray] = [np.zeros(0)]
    heights: list[FloatArray] = [np.zeros(0)]
    for one in stretches:
        peaks = [peak for peak in PeakFinder(one.rate_hz).feed(one.ecg_uv) if peak.clear]
        times.append(np.array([one.begin_s + peak.at / one.rate_hz for peak in peaks], dtype=np.float64))
        heights.append(np.array([peak.height_uv for peak in peaks], dtype=np.float64))
    return np.concatenate(times), np.concatenate(heights)
