"""What each group of measures gives for the usable part of a series, or why it gives nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from functools import cached_property

import numpy as np

from outbreath_signal.artifacts.labelling import Labelling
from outbreath_signal.beats import BeatSeries
from outbreath_signal.breathing.from_rr import WINDOW_S as BREATH_S
from outbreath_signal.breathing.from_rr import BreathTrack, breath_from_rr
from outbreath_signal.measures.geometric import geometric
from outbreath_signal.measures.nonlinear import (
    ALPHA1_SCALES,
    ALPHA2_SCALES,
    LONGEST_ENTROPY_BEATS,
    dfa_alpha,
    entropies,
)
from outbreath_signal.measures.poincare import poincare
from outbreath_signal.measures.porges_bohrer import SHORTEST_RUN_S, porges_bohrer_ln_ms2
from outbreath_signal.measures.registry import MEASURES, Group
from outbreath_signal.measures.time_domain import time_domain
from outbreath_signal.reasons import Reason, Why
from outbreath_signal.rsa.breaths import MIN_BREATHS
from outbreath_signal.rsa.whole import rsa_along
from outbreath_signal.spectra.lomb import lomb_scargle
from outbreath_signal.spectra.resampling import Resampled, resample, run_seconds, unbroken_runs
from outbreath_signal.spectra.spectrum import (
    HF_HZ,
    LF_HZ,
    TOTAL_HZ,
    VLF_HZ,
    Spectrum,
    band_power,
    peak_hz,
    spectral_concentration,
)
from outbreath_signal.spectra.welch import SEGMENT_S, Detrending, welch

Values = dict[str, float | str | None]

# Seconds of data a measure needs (Task Force 1996: ten waves of its slowest, and five minutes as the standard).
HF_S, LF_S, STANDARD_S = 60.0, 120.0, 300.0
# Breaths a minute below which breathing leaves the band: 0.15 Hz for HF, 0.12 Hz for Porges-Bohrer; and above which it does.
HF_LOWEST_PER_MIN, PORGES_LOWEST_PER_MIN, BAND_HIGHEST_PER_MIN = 9.0, 7.2, 24.0
LEVEL_KEYS = frozenset({"mean_rr_ms", "mean_hr_bpm"})


class Usable:
    """What of a series may be used, and what several groups of measures share; made once, filled in when asked.

    beats: the raw series; accepted, pairs: masks over it, as in Labelling. continued: the corrected series that methods
    without holes need; longest: its longest stretch without a break, of unbroken_s seconds. covered_s: what accepted
    intervals cover. slack_s: a five-minute recording cut at beats is short of five minutes by part of an interval at
    either end. Without a labelling every beat and every joined pair is taken.
    """

    def __init__(
        self,
        beats: BeatSeries,
        labelling: Labelling | None,
        track: BreathTrack | None = None,
        detrending: Detrending = Detrending.LINEAR,
    ) -> None:
        self.beats = beats
        self.accepted = labelling.accepted if labelling else np.ones(len(beats), dtype=np.bool_)
        self.pairs = labelling.pairs if labelling else beats.joined
        self.continued = labelling.corrected if labelling else beats
        self.detrending = detrending
        self._track = track
        seconds = {run_seconds(self.continued, run): run for run in unbroken_runs(self.continued)}
        self.unbroken_s = max(seconds, default=0.0)
        self.longest = seconds.get(self.unbroken_s, slice(0, 0))
        self.covered_s = float(beats.rr_ms[self.accepted].sum()) / 1000
        self.slack_s = 2 * float(beats.rr_ms.mean()) / 1000

    @cached_property
    def even(self) -> Resampled:
        """The continued series at 4 Hz."""
        return resample(self.continued)

    @cached_property
    def track(self) -> BreathTrack:
        """The breathing rate along time, measured or read from the intervals."""
        return self._track if self._track is not None else breath_from_rr(self.even)

    @cached_property
    def breath_rate_per_min(self) -> float | None:
        """How fast the person breathed, None when that is not known."""
        return self.track.typical_per_min()

    def lacking(self, needed_s: float, present_s: float, kind: Why = Why.NEEDS_UNBROKEN) -> Reason | None:
        """Why there is too little of it, None when there is enough."""
        if present_s + self.slack_s >= needed_s:
            return None
        return kind(needed_s=needed_s, present_s=present_s)

    def outside_breathing(self, lowest_per_min: float) -> Reason | None:
        """Why a breathing band does not hold the breathing, None when it does or nothing is known."""
        rate = self.breath_rate_per_min
        if rate is None or lowest_per_min <= rate <= BAND_HIGHEST_PER_MIN:
            return None
        return Why.BREATH_OUTSIDE_BAND(
            rate_per_min=rate, lowest_per_min=lowest_per_min, highest_per_min=BAND_HIGHEST_PER_MIN
        )


@dataclass(frozen=True, slots=True)
class Found:
    """A group's values, why some are withheld (key -> reason), and how they were made (words, '' when plain)."""

    values: Values
    withheld: Mapping[str, Reason] = field(default_factory=dict)
    method: str = ""


def compute(group: Group, usable: Usable, uninterpretable: Reason | None = None) -> Found:
    """All measures of one group. Every withheld value is None and has its reason.

    uninterpretable: why the rhythm's variability means nothing, None when it does; only its level is then given.
    """
    if uninterpretable and group is not Group.TIME:
        return _none_of(group, uninterpretable)
    found = _COMPUTERS[group](usable)
    if uninterpretable:
        values = {key: value if key in LEVEL_KEYS else None for key, value in found.values.items()}
        return Found(values, {key: uninterpretable for key in values if key not in LEVEL_KEYS})
    reasons = {
        key: found.withheld.get(key, Why.TOO_FEW_ACCEPTED())
        for key, value in found.values.items()
        if value is None
    }
    return Found(found.values, reasons, found.method)


def _time(usable: Usable) -> Found:
    return Found(asdict(time_domain(usable.beats.rr_ms, usable.accepted, usable.pairs)))


def _poincare(usable: Usable) -> Found:
    return Found(asdict(poincare(usable.beats.rr_ms, usable.accepted, usable.pairs)))


def _geometric(usable: Usable) -> Found:
    return Found(asdict(geometric(usable.beats.rr_ms[usable.accepted])))


def _frequency(usable: Usable) -> Found:
    present_s = usable.unbroken_s
    hf_lacks = usable.lacking(HF_S, present_s)
    # a wave slower than the longest stretch is long is in no segment, however many stretches there are
    vlf_lacks = usable.lacking(STANDARD_S, usable.covered_s, Why.NEEDS_ACCEPTED) or usable.lacking(
        SEGMENT_S, present_s
    )
    reasons = {
        "vlf_ms2": vlf_lacks,
        "total_ms2": vlf_lacks,
        "lf_ms2": usable.lacking(LF_S, present_s),
        "lf_peak_hz": usable.lacking(LF_S, present_s),
        "hf_ms2": hf_lacks or usable.outside_breathing(HF_LOWEST_PER_MIN),
        "hf_peak_hz": hf_lacks or usable.outside_breathing(HF_LOWEST_PER_MIN),
        "spectral_concentration": hf_lacks,
    }
    if hf_lacks:
        return _spectral({}, {key: reason or hf_lacks for key, reason in reasons.items()})
    spectrum = welch(usable.even, detrending=usable.detrending)
    readings: dict[str, Callable[[], float | None]] = {
        "vlf_ms2": lambda: band_power(spectrum, *VLF_HZ),
        "lf_ms2": lambda: band_power(spectrum, *LF_HZ),
        "hf_ms2": lambda: band_power(spectrum, *HF_HZ),
        "total_ms2": lambda: band_power(spectrum, *TOTAL_HZ),
        "lf_peak_hz": lambda: peak_hz(spectrum, *LF_HZ),
        "hf_peak_hz": lambda: peak_hz(spectrum, *HF_HZ),
        "spectral_concentration": lambda: spectral_concentration(spectrum),
    }
    return _spectral(readings, reasons, spectrum)


def _lomb(usable: Usable) -> Found:
    present_s = usable.covered_s
    hf_lacks = usable.lacking(HF_S, present_s, Why.NEEDS_ACCEPTED)
    reasons = {
        "lomb_lf_ms2": usable.lacking(LF_S, present_s, Why.NEEDS_ACCEPTED),
        "lomb_hf_ms2": hf_lacks or usable.outside_breathing(HF_LOWEST_PER_MIN),
    }
    if all(reasons.values()):
        return _spectral({}, reasons)
    spectrum = lomb_scargle(usable.beats, usable.accepted)
    readings: dict[str, Callable[[], float | None]] = {
        "lomb_lf_ms2": lambda: band_power(spectrum, *LF_HZ),
        "lomb_hf_ms2": lambda: band_power(spectrum, *HF_HZ),
    }
    return _spectral(readings, reasons, spectrum)


def _spectral(
    readings: Mapping[str, Callable[[], float | None]],
    reasons: Mapping[str, Reason | None],
    spectrum: Spectrum | None = None,
) -> Found:
    """Read what nothing speaks against."""
    values: Values = {key: None if reason else readings[key]() for key, reason in reasons.items()}
    withheld = {key: reason or Why.NO_PEAK() for key, reason in reasons.items()}
    return Found(values, withheld, spectrum.method if spectrum else "")


def _dfa(usable: Usable) -> Found:
    lacking = usable.lacking(STANDARD_S, usable.unbroken_s)
    if lacking:
        return _none_of(Group.DFA, lacking)
    rr = usable.continued.rr_ms[usable.longest]
    values: Values = {
        "dfa_alpha1": dfa_alpha(rr, ALPHA1_SCALES),
        "dfa_alpha2": dfa_alpha(rr, ALPHA2_SCALES),
    }
    return Found(values)


def _entropy(usable: Usable) -> Found:
    lacking = usable.lacking(STANDARD_S, usable.unbroken_s)
    rr = usable.continued.rr_ms[usable.longest]
    if not lacking and len(rr) > LONGEST_ENTROPY_BEATS:
        lacking = Why.TOO_LONG_FOR_ENTROPY(most=LONGEST_ENTROPY_BEATS, beats=len(rr))
    if lacking:
        return _none_of(Group.ENTROPY, lacking)
    found = entropies(rr)
    return Found({"sample_entropy": found.sample, "approximate_entropy": found.approximate})


def _porges_bohrer(usable: Usable) -> Found:
    reason = usable.outside_breathing(PORGES_LOWEST_PER_MIN)
    if reason:
        return _none_of(Group.PORGES_BOHRER, reason)
    present = Why.NEEDS_UNBROKEN(needed_s=SHORTEST_RUN_S, present_s=usable.unbroken_s)
    value = porges_bohrer_ln_ms2(usable.even)
    return Found({"porges_bohrer_ln_ms2": value}, {"porges_bohrer_ln_ms2": present})


def _breath(usable: Usable) -> Found:
    rate = usable.breath_rate_per_min
    if rate is None:
        return _none_of(Group.BREATH, _no_rate(usable))
    return Found({"breath_rate_per_min": rate, "breath_source": usable.track.source.value})


def _rsa(usable: Usable) -> Found:
    found = rsa_along(usable.beats, usable.accepted, usable.track)
    if found.rsa_ms is None:
        told = bool(np.isfinite(usable.track.rate_per_min).any())
        return _none_of(Group.RSA, Why.NEEDS_BREATHS(least=MIN_BREATHS) if told else _no_rate(usable))
    swing = {"rsa_ms": found.rsa_ms, "rsa_low_ms": found.low_ms, "rsa_high_ms": found.high_ms}
    return Found({**swing, "rsa_bpm": found.rsa_bpm})


def _no_rate(usable: Usable) -> Reason:
    own = usable.track.own_wave
    if own is not None and own.any():
        return Why.OWN_SLOW_WAVE()
    return usable.lacking(BREATH_S, usable.unbroken_s) or Why.RATE_NOT_KNOWN()


def _none_of(group: Group, reason: Reason) -> Found:
    keys = [measure.key for measure in MEASURES if measure.group is group]
    return Found(dict.fromkeys(keys), dict.fromkeys(keys, reason))


_COMPUTERS: dict[Group, Callable[[Usable], Found]] = {
    Group.TIME: _time,
    Group.POINCARE: _poincare,
    Group.GEOMETRIC: _geometric,
    Group.FREQUENCY: _frequency,
    Group.LOMB: _lomb,
    Group.DFA: _dfa,
    Group.ENTROPY: _entropy,
    Group.PORGES_BOHRER: _porges_bohrer,
    Group.BREATH: _breath,
    Group.RSA: _rsa,
}
