"""How fast was breathed in each phase of a recording: measured by motion or ECG where it holds them, else told by the beats."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from outbreath_app.breathing.along import measured_breath
from outbreath_app.stream.sources import BeatSource, SourceKind
from outbreath_app.trends.over_time import near_pace
from outbreath_devices.recording.line import Line
from outbreath_signal.artifacts.labelling import Labelling
from outbreath_signal.beats import BeatSeries
from outbreath_signal.breathing.from_rr import BreathTrack, breath_from_rr
from outbreath_signal.errors import SignalError
from outbreath_signal.estimate import BreathSource
from outbreath_signal.spectra.resampling import resample

MIN_TOLD = 0.5  # share of a phase's windows that must tell a rate
_SHORT_WINDOW_S = 30.0
_LEAST_S = 45.0


@dataclass(frozen=True, slots=True)
class BreathingRate:
    """Breaths a minute in a phase and what told them. From the beats alone it is circular beside RSA, and labelled so."""

    rate_per_min: float
    source: BreathSource


class PartRates:
    """The breathing along one recording, asked for phase by phase."""

    def __init__(self, track: BreathTrack | None) -> None:
        self._track = track

    def within(self, start_s: float, end_s: float) -> BreathingRate | None:
        """The median rate of the windows that lie in the phase (a quarter may stand out); None where too few tell one."""
        track = self._track
        if track is None:
            return None
        half_s = track.window_s / 4
        inside = (track.t_s >= start_s + half_s) & (track.t_s <= end_s - half_s)
        rates = track.rate_per_min[inside]
        told = np.isfinite(rates)
        if not len(rates) or told.mean() < MIN_TOLD:
            return None
        return BreathingRate(float(np.median(rates[told])), track.source)


def rates_of(lines: Sequence[Line], beats: BeatSeries, labelling: Labelling | None) -> PartRates:
    """The breathing along a recording's lines and beats."""
    if labelling is None or beats.duration_s < _LEAST_S:
        return PartRates(None)
    track: BreathTrack | None = None
    try:
        if any(str(line.get("s", "")).startswith("pmd") for line in lines):
            track = measured_breath(BeatSource("", SourceKind.RECORDING, beats, None, lines=tuple(lines)))
        if track is None:
            track = breath_from_rr(resample(labelling.corrected), _SHORT_WINDOW_S)
    except SignalError:
        return PartRates(None)
    return PartRates(track)


def rate_breathed(asked_per_min: float | None, measured: BreathingRate | None) -> float | None:
    """The rate to measure RSA at: the pace where it was followed or nothing else is known, else what was measured.

    Without a pace a sensor must have told the rate: what the beats tell by themselves would be scored against itself.
    """
    if measured is None:
        return asked_per_min
    if asked_per_min is None:
        return None if measured.source is BreathSource.RR else measured.rate_per_min
    return asked_per_min if near_pace(asked_per_min, measured.rate_per_min) else measured.rate_per_min
