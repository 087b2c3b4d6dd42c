"""The six published criteria of a resonance pace (Shaffer & Meehan 2020), beside the score this program goes by.

They are phase synchrony, peak to trough of the heart rate, LF power, the height of the LF peak, smoothness, and the
fewest peaks in LF. Phase needs a breathing belt: a strap's motion and the height of its R waves tell the rate of the
breath, but not which way is in, so phase is left open rather than guessed (and heart and breath are often not in phase at
resonance, Lehrer 2020).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from outbreath_signal.beats import BeatSeries, BoolArray
from outbreath_signal.errors import SignalError
from outbreath_signal.spectra.spectrum import LF_HZ, Spectrum, band_power, spectral_concentration
from outbreath_signal.spectra.welch import welch

# A spectrum of less than this does not tell LF's peaks apart.
SHORTEST_S = 50.0
# A peak counts when it stands at least so high, as a share of the highest.
COUNTED_PEAK = 0.25
_BEATS_A_BREATH = 4


class Criterion(StrEnum):
    """The six, in their published order."""

    PHASE = "phase"
    PEAK_TROUGH = "peak_trough_bpm"
    LF = "lf_ms2"
    LF_PEAK = "lf_peak_ms2_hz"
    SMOOTHNESS = "smoothness"
    LF_PEAKS = "lf_peaks"


@dataclass(frozen=True, slots=True)
class Criteria:
    """One pace by the published criteria. None: it cannot be told here.

    peak_trough_bpm: heart rate's highest less its lowest within a breath, mean over breaths. lf_ms2: power from 0.04 to
    0.15 Hz. lf_peak_ms2_hz: height of the highest peak there. concentration: P / (T - P) as in the core's
    spectral_concentration. smoothness: share of the variance of the intervals that one wave at the pace explains (0 to
    1). lf_peaks: peaks in LF of at least a quarter of the highest; fewer is better.
    """

    pace_per_min: float
    peak_trough_bpm: float | None
    lf_ms2: float | None
    lf_peak_ms2_hz: float | None
    concentration: float | None
    smoothness: float | None
    lf_peaks: int | None
    phase_deg: float | None = None

    def value(self, criterion: Criterion) -> float | None:
        """What this pace has by one criterion."""
        values = {
            Criterion.PHASE: self.phase_deg,
            Criterion.PEAK_TROUGH: self.peak_trough_bpm,
            Criterion.LF: self.lf_ms2,
            Criterion.LF_PEAK: self.lf_peak_ms2_hz,
            Criterion.SMOOTHNESS: self.smoothness,
            Criterion.LF_PEAKS: self.lf_peaks,
        }
        return values[criterion]


def criteria_of(
    beats: BeatSeries,
    accepted: BoolArray,
    pace_per_min: float,
    begin_s: float,
    end_s: float,
    smoothness: float | None,
) -> Criteria:
    """The criteria of the beats between two times (s). accepted: which of the beats may be used, shape (n,)."""
    first, last = np.searchsorted(beats.t_s, (begin_s, end_s))
    inside = slice(int(first), int(last))
    part, good = beats[inside], accepted[inside]
    spectrum = _spectrum(part, good) if end_s - begin_s >= SHORTEST_S else None
    if spectrum is None:
        return Criteria(
            pace_per_min, _peak_trough(part, good, pace_per_min, begin_s), None, None, None, smoothness, None
        )
    heights = _lf_peaks(spectrum)
    return Criteria(
        pace_per_min,
        _peak_trough(part, good, pace_per_min, begin_s),
        band_power(spectrum, *LF_HZ),
        max(heights, default=None),
        spectral_concentration(spectrum),
        smoothness,
        sum(height >= COUNTED_PEAK * max(heights) for height in heights) if heights else None,
    )


def best_paces(criteria: Sequence[Criteria], criterion: Criterion) -> tuple[float, ...]:
    """The pace that is best by a criterion, several where they are equal, none where it is known at none."""
    known = [(one.pace_per_min, value) for one in criteria if (value := one.value(criterion)) is not None]
    if not known:
        return ()
    values = [value for _, value in known]
    best = min(values) if criterion in (Criterion.LF_PEAKS, Criterion.PHASE) else max(values)
    return tuple(pace for pace, value in known if value == best)


def _spectrum(part: BeatSeries, accepted: BoolArray) -> Spectrum | None:
    """One spectrum over the accepted beats of a step; a left-out beat is bridged, since a break would cut it short."""
    good = part.t_s[accepted]
    if len(good) < _BEATS_A_BREATH * 2:
        return None
    joined = np.ones(len(good), dtype=np.bool_)
    joined[0] = False
    bridged = BeatSeries(good, part.rr_ms[accepted], joined)
    try:
        return welch(bridged, segment_s=bridged.duration_s)
    except SignalError:
        return None


def _lf_peaks(spectrum: Spectrum) -> list[float]:
    """Heights of the local maxima within LF (ms2/Hz)."""
    density = spectrum.ms2_per_hz
    middle = density[1:-1]
    inside = (spectrum.hz[1:-1] >= LF_HZ[0]) & (spectrum.hz[1:-1] <= LF_HZ[1])
    return [float(top) for top in middle[inside & (middle > density[:-2]) & (middle >= density[2:])]]


def _peak_trough(part: BeatSeries, accepted: BoolArray, pace_per_min: float, begin_s: float) -> float | None:
    """Mean over breaths of the highest less the lowest heart rate within one (bpm)."""
    bpm = 60000.0 / part.rr_ms[accepted]
    number = np.floor((part.t_s[accepted] - begin_s) * pace_per_min / 60).astype(int)
    swings = [
        float(np.ptp(bpm[number == one]))
        for one in np.unique(number)
        if (number == one).sum() >= _BEATS_A_BREATH
    ]
    return float(np.mean(swings)) if swings else None
