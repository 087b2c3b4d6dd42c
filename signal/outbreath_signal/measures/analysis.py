"""Offline analysis of a whole series: one flat result, every withheld measure with its reason."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, fields
from typing import Any

import numpy as np

from outbreath_signal.artifacts.labelling import Labelling, label_beats
from outbreath_signal.artifacts.origin import RrOrigin
from outbreath_signal.beats import BeatSeries
from outbreath_signal.breathing.from_rr import BreathTrack
from outbreath_signal.errors import SignalError
from outbreath_signal.labels import Label
from outbreath_signal.measures.groups import Usable, compute
from outbreath_signal.measures.registry import MEASURES, Group, chosen_keys
from outbreath_signal.reasons import Reason, Why
from outbreath_signal.spectra.welch import Detrending

FEWEST_S = 10.0  # RMSSD means something from 10 to 30 s up (Munoz 2015, doi:10.1371/journal.pone.0138921)
SHORTEST_RR_MS, LONGEST_RR_MS = 1.0, 600_000.0


@dataclass(frozen=True, slots=True)
class Analysis:
    """Everything known about one series. None: withheld or not asked for, and `withheld` says why (key -> reason).

    quality: 0 to 1, the share of the series' duration that accepted intervals cover. reasons: what lowers the trust in
    the numbers. corrected_pct: beats with an artifact label, per cent.
    """

    beats: int
    duration_s: float
    mean_rr_ms: float | None = None
    mean_hr_bpm: float | None = None
    sdnn_ms: float | None = None
    rmssd_ms: float | None = None
    ln_rmssd: float | None = None
    sdsd_ms: float | None = None
    pnn50_pct: float | None = None
    rmssd_per_mean_rr_pct: float | None = None
    sd1_ms: float | None = None
    sd2_ms: float | None = None
    ellipse_area_ms2: float | None = None
    triangular_index: float | None = None
    tinn_ms: float | None = None
    corrected_pct: float = 0.0
    vlf_ms2: float | None = None
    lf_ms2: float | None = None
    hf_ms2: float | None = None
    total_ms2: float | None = None
    lomb_lf_ms2: float | None = None
    lomb_hf_ms2: float | None = None
    lf_peak_hz: float | None = None
    hf_peak_hz: float | None = None
    spectral_concentration: float | None = None
    dfa_alpha1: float | None = None
    dfa_alpha2: float | None = None
    sample_entropy: float | None = None
    approximate_entropy: float | None = None
    breath_rate_per_min: float | None = None
    breath_source: str | None = None
    rsa_ms: float | None = None
    rsa_low_ms: float | None = None
    rsa_high_ms: float | None = None
    rsa_bpm: float | None = None
    porges_bohrer_ln_ms2: float | None = None
    missed: int = 0
    extra: int = 0
    ectopic: int = 0
    misaligned: int = 0
    gaps: int = 0
    quality: float = 0.0
    reasons: tuple[Reason, ...] = ()
    withheld: Mapping[str, Reason] = field(default_factory=dict)
    methods: tuple[str, ...] = ()

    @property
    def notes(self) -> tuple[str, ...]:
        """What is withheld and why, in English: one sentence a measure."""
        return tuple(f"{key}: withheld, {reason}" for key, reason in self.withheld.items())

    def as_dict(self) -> dict[str, object]:
        """The result as plain JSON types, in the order above: reasons as codes, their English sentences beside them."""
        made: dict[str, object] = {each.name: getattr(self, each.name) for each in fields(self)}
        return made | {
            "reasons": [reason.code for reason in self.reasons],
            "reason_texts": [str(reason) for reason in self.reasons],
            "withheld": {key: reason.code for key, reason in self.withheld.items()},
            "notes": list(self.notes),
            "methods": list(self.methods),
        }


def analyse(
    beats: BeatSeries,
    labelling: Labelling | None = None,
    correct: bool = True,
    measures: Collection[str] | None = None,
    detrending: Detrending = Detrending.LINEAR,
    breathing: BreathTrack | None = None,
    origin: RrOrigin | None = None,
) -> Analysis:
    """All measures of a whole series, or those of the groups and keys in `measures`.

    labelling: the artifact labels when they are already known; else they are found here. correct = False takes every
    beat as it is: nothing is labelled, and only breaks are respected. detrending: for the Welch spectrum.
    breathing: measured breathing rates along time; without them the rate is read from the intervals, and marked so.
    origin: where the intervals come from, when more is known of it than they tell by themselves.
    Raises SignalError for an empty series, an interval no heart makes, or an unknown name in `measures`.
    """
    wanted = chosen_keys(measures)
    _check(beats)
    if not correct:
        labelling = None
    elif labelling is None:
        labelling = label_beats(beats, origin)
    usable = Usable(beats, labelling, breathing, detrending)
    uninterpretable = _uninterpretable(labelling)
    values: dict[str, Any] = {}
    withheld: dict[str, Reason] = {}
    methods: list[str] = []
    for group in Group:
        if any(measure.key in wanted for measure in MEASURES if measure.group is group):
            found = compute(group, usable, uninterpretable)
            values |= found.values
            withheld |= found.withheld
            methods += [found.method] if found.method else []
    return Analysis(
        beats=len(beats),
        duration_s=beats.duration_s,
        quality=min(1.0, usable.covered_s / beats.duration_s),
        withheld={key: reason for key, reason in withheld.items() if key in wanted},
        methods=tuple(methods),
        **{key: value for key, value in values.items() if key in wanted},
        **_trust(beats, labelling),
    )


def _uninterpretable(labelling: Labelling | None) -> Reason | None:
    """Why the variability of this rhythm is not interpretable, None when it is."""
    if labelling is None or labelling.interpretable:
        return None
    why = tuple(
        reason for reason in labelling.reasons if reason.kind not in (Why.UNRELIABLE, Why.EVERY_SECOND_BEAT)
    )
    return Why.NOT_INTERPRETABLE(why=why)


def _check(beats: BeatSeries) -> None:
    if not len(beats):
        raise SignalError("there are no beats to analyse")
    wrong = (beats.rr_ms < SHORTEST_RR_MS) | (beats.rr_ms > LONGEST_RR_MS)
    if wrong.any():
        i = int(np.argmax(wrong))
        raise SignalError(f"{beats.rr_ms[i]:g} ms at index {i} is no R-R interval; intervals must be in ms")


def _trust(beats: BeatSeries, labelling: Labelling | None) -> dict[str, Any]:
    """Counts of labels, per cent corrected and the reasons for less trust."""
    breaks = int(np.count_nonzero(~beats.joined[1:]))
    usable_s = float(beats.rr_ms[labelling.accepted].sum() if labelling else beats.rr_ms.sum()) / 1000
    few = (Why.TOO_SHORT_FOR_SPREAD(usable_s=usable_s),) if usable_s < FEWEST_S else ()
    if labelling is None:
        return {"gaps": breaks, "reasons": (Why.NOT_LOOKED_FOR(), *few)}
    counts = {
        label.word: int(np.count_nonzero(labelling.codes == label))
        for label in (Label.MISSED, Label.EXTRA, Label.ECTOPIC, Label.MISALIGNED)
    }
    gaps = int(np.count_nonzero(labelling.codes == Label.GAP))
    return {
        "corrected_pct": labelling.corrected_pct,
        "gaps": max(gaps, breaks),
        "reasons": (*labelling.reasons, *few),
        **counts,
    }
