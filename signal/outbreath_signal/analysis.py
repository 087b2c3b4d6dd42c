"""Offline analysis of a whole series: one flat result, every withheld measure with its reason."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from outbreath_signal.artifacts import Labelling, label_beats
from outbreath_signal.beats import BeatSeries, BoolArray
from outbreath_signal.catalogue import MEASURES, Group, chosen_keys
from outbreath_signal.errors import SignalError
from outbreath_signal.geometric import geometric
from outbreath_signal.labels import Label
from outbreath_signal.poincare import poincare
from outbreath_signal.time_domain import time_domain

SHORTEST_RR_MS, LONGEST_RR_MS = 1.0, 600_000.0


@dataclass(frozen=True, slots=True)
class Analysis:
    """Everything known about one series. None: withheld or not asked for, and `notes` says why it is withheld.

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
    missed: int = 0
    extra: int = 0
    ectopic: int = 0
    misaligned: int = 0
    gaps: int = 0
    quality: float = 0.0
    reasons: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, object]:
        """The result as plain JSON types, in the order above."""
        return {k: list(v) if isinstance(v, tuple) else v for k, v in asdict(self).items()}


@dataclass(frozen=True, slots=True, eq=False)
class _Usable:
    """What of a series may be used: masks over the raw beats, and the evenly continued series for spectra."""

    beats: BeatSeries
    accepted: BoolArray
    pairs: BoolArray
    continued: BeatSeries

    @property
    def covered_s(self) -> float:
        return float(self.beats.rr_ms[self.accepted].sum()) / 1000


def analyse(
    beats: BeatSeries,
    labelling: Labelling | None = None,
    correct: bool = True,
    measures: Collection[str] | None = None,
) -> Analysis:
    """All measures of a whole series, or those of the groups and keys in `measures`.

    labelling: the artifact labels when they are already known; else they are found here. correct = False takes every
    beat as it is: nothing is labelled, and only breaks are respected. Raises SignalError for an empty series, an
    interval no heart makes, or an unknown name in `measures`.
    """
    wanted = chosen_keys(measures)
    _check(beats)
    if correct and labelling is None:
        labelling = label_beats(beats)
    if not correct:
        labelling = None
    usable = _usable(beats, labelling)
    values: dict[str, Any] = {}
    notes: list[str] = []
    for group in Group:
        if wanted & {measure.key for measure in MEASURES if measure.group is group}:
            values.update(_compute(group, usable))
    values = {key: value for key, value in values.items() if key in wanted}
    notes += [f"{key}: {_TOO_FEW}" for key, value in values.items() if value is None]
    return Analysis(
        beats=len(beats),
        duration_s=beats.duration_s,
        quality=min(1.0, usable.covered_s / beats.duration_s),
        notes=tuple(notes),
        **values,
        **_trust(beats, labelling),
    )


_TOO_FEW = "withheld, too few accepted beats"


def _check(beats: BeatSeries) -> None:
    if not len(beats):
        raise SignalError("there are no beats to analyse")
    wrong = (beats.rr_ms < SHORTEST_RR_MS) | (beats.rr_ms > LONGEST_RR_MS)
    if wrong.any():
        i = int(np.argmax(wrong))
        raise SignalError(f"{beats.rr_ms[i]:g} ms at index {i} is no R-R interval; intervals must be in ms")


def _usable(beats: BeatSeries, labelling: Labelling | None) -> _Usable:
    if labelling is None:
        return _Usable(beats, np.ones(len(beats), dtype=np.bool_), beats.joined, beats)
    return _Usable(beats, labelling.accepted, labelling.pairs, labelling.corrected)


def _compute(group: Group, usable: _Usable) -> dict[str, Any]:
    rr, accepted, pairs = usable.beats.rr_ms, usable.accepted, usable.pairs
    match group:
        case Group.TIME:
            return asdict(time_domain(rr, accepted, pairs))
        case Group.POINCARE:
            return asdict(poincare(rr, accepted, pairs))
        case Group.GEOMETRIC:
            return asdict(geometric(rr[accepted]))


def _trust(beats: BeatSeries, labelling: Labelling | None) -> dict[str, Any]:
    """Counts of labels, per cent corrected and the reasons for less trust."""
    breaks = int(np.count_nonzero(~beats.joined[1:]))
    if labelling is None:
        return {"gaps": breaks, "reasons": ("artifacts were not looked for",)}
    counts = {
        label.word: int(np.count_nonzero(labelling.codes == label))
        for label in (Label.MISSED, Label.EXTRA, Label.ECTOPIC, Label.MISALIGNED)
    }
    gaps = int(np.count_nonzero(labelling.codes == Label.GAP))
    return {
        "corrected_pct": labelling.corrected_pct,
        "gaps": max(gaps, breaks),
        "reasons": labelling.reasons,
        **counts,
    }
