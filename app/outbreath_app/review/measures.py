"""What was measured in each phase of an opened session, and the RSA of its breaths, under labels given by hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from outbreath_app.catalogue.indexing import Span
from outbreath_app.review.opened import OpenedSession
from outbreath_app.summaries.breathing import NO_BREATHS, Breaths, Followed, PartBreathing
from outbreath_app.summaries.hand_labels import labels_of_part, relabelled
from outbreath_app.summaries.of_session import LEAST_RMSSD_S, Measured, mean_heart_rate, mean_rsa, rmssd
from outbreath_signal.artifacts.labelling import Labelling, label_beats
from outbreath_signal.artifacts.origin import ORIGIN_REASONS
from outbreath_signal.breathing.from_rr import BreathTrack
from outbreath_signal.labels import Label
from outbreath_signal.reasons import Reason
from outbreath_signal.rsa.breaths import half_interval
from outbreath_signal.spectra.resampling import Resampled, resample

FloatArray = npt.NDArray[np.float64]

AROUND_BREATHS = 9  # the mean along time is over so many breaths, at most so many seconds apart
AROUND_S = 300.0
_FEWEST_AROUND = 3


@dataclass(frozen=True, slots=True)
class PhaseMeasures:
    """One phase. None: the data do not support the number, and reasons (the core's) say why where it is known.

    quality: 0 to 1, the share of its time that accepted intervals cover. inhale_share: of the pace at its end.
    typical_per_min: median breathing rate of its windows, from what `OpenedSession.breathing` names.
    """

    span: Span
    beats: int = 0
    quality: float = 0.0
    corrected_pct: float = 0.0
    interpretable: bool = True
    hr_bpm: Measured | None = None
    rmssd_ms: Measured | None = None
    rsa_ms: Measured | None = None
    followed: Followed | None = None
    typical_per_min: float | None = None
    inhale_share: float | None = None
    reasons: tuple[Reason, ...] = ()

    @property
    def seconds(self) -> float:
        return self.span.end_s - self.span.start_s


@dataclass(frozen=True, slots=True, eq=False)
class BreathMeans:
    """RSA of each breath (ms) and the mean of the breaths around it with its 95 % interval; NaN where there are too few.

    phase: the number of the phase that a breath is in, shape (k,).
    """

    end_s: FloatArray
    rsa_ms: FloatArray
    mean_ms: FloatArray
    low_ms: FloatArray
    high_ms: FloatArray
    phase: npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True, eq=False)
class MeasuredSession:
    """Everything that follows the labels. even: the corrected intervals at 4 Hz, for spectra.

    by_hand: the labels it was measured under. of_phases: the breaths of each phase.
    """

    labelling: Labelling
    phases: tuple[PhaseMeasures, ...]
    breaths: BreathMeans
    even: Resampled
    by_hand: Mapping[int, Label]
    of_phases: tuple[Breaths, ...]


def measure_session(
    opened: OpenedSession, by_hand: Mapping[int, Label], before: MeasuredSession | None = None
) -> MeasuredSession:
    """Measure every phase under the labels found with those given by hand over them.

    before: an earlier result for the same session; phases whose labels are as they were then are taken from it.
    """
    beats = opened.source.beats
    labelling = relabelled(opened.found, by_hand, beats)
    changed_s = _changed_s(opened, by_hand, before)
    phases: list[PhaseMeasures] = []
    breaths: list[Breaths] = []
    for place, span in enumerate(opened.spans):
        if before is not None and not np.any((changed_s >= span.start_s) & (changed_s <= span.end_s)):
            phase, found = before.phases[place], before.of_phases[place]
        else:
            phase, found = _measure(opened, labelling, span)
        phases.append(phase)
        breaths.append(found)
    even = resample(labelling.corrected)
    return MeasuredSession(labelling, tuple(phases), around(breaths), even, dict(by_hand), tuple(breaths))


def _changed_s(
    opened: OpenedSession, by_hand: Mapping[int, Label], before: MeasuredSession | None
) -> FloatArray:
    """Times (s) that a changed label may reach: its beat's and its neighbours'."""
    old = before.by_hand if before is not None else {}
    changed = [each for each in by_hand.keys() | old.keys() if by_hand.get(each) != old.get(each)]
    reach = np.array(changed, dtype=np.intp)[:, None] + np.arange(-2, 3)
    times = opened.source.beats.t_s[np.clip(reach.ravel(), 0, len(opened.source.beats) - 1)]
    return np.asarray(times, dtype=np.float64)


def _measure(opened: OpenedSession, labelling: Labelling, span: Span) -> tuple[PhaseMeasures, Breaths]:
    beats = opened.source.beats
    first, last = np.searchsorted(beats.t_s, (span.start_s, span.end_s + 1e-6), side="right")
    inside = slice(int(first), int(last))
    own, part = beats[inside], labels_of_part(labelling, inside, span.start_s, span.end_s)
    if int(np.count_nonzero(part.accepted)) < 2:
        return PhaseMeasures(span, len(own)), NO_BREATHS
    use, rr = part.accepted, own.rr_ms
    asked = label_beats(own)  # whether a rhythm can be interpreted is asked of the phase alone
    # where intervals come from shows better in many of them: what is so of all is so of each phase
    made_up = tuple(reason for reason in opened.found.reasons if reason in ORIGIN_REASONS.values())
    trusted = asked.interpretable and not made_up
    seconds = span.end_s - span.start_s
    breathing = PartBreathing(own, part, opened.pacer, opened.first_ns, _within(opened.measured, span))
    paced = span.rate_per_min is not None
    followed = breathing.followed(()) if paced else None
    found = breathing.breaths(followed) if trusted else NO_BREATHS
    told = opened.breathing.rate_per_min[_places(opened.breathing, span)]
    pattern = opened.pacer.pace_at(opened.first_ns + round(span.end_s * 1e9) - 1).pattern
    measures = PhaseMeasures(
        span=span,
        beats=len(own),
        quality=min(1.0, float(rr[use].sum()) / 1000 / seconds),
        corrected_pct=part.corrected_pct,
        interpretable=trusted,
        hr_bpm=mean_heart_rate(own.t_s[use], rr[use]),
        rmssd_ms=rmssd(own.t_s, rr, part.pairs) if trusted and seconds >= LEAST_RMSSD_S else None,
        rsa_ms=mean_rsa(found.rsa_ms),
        followed=followed,
        typical_per_min=float(np.median(told[np.isfinite(told)])) if np.isfinite(told).any() else None,
        inhale_share=pattern.inhale_share if paced and pattern is not None else None,
        reasons=() if trusted else tuple(dict.fromkeys((*made_up, *asked.reasons))),
    )
    return measures, found


def _places(track: BreathTrack, span: Span) -> npt.NDArray[np.bool_]:
    """The windows whose middle lies in the phase."""
    return np.asarray((track.t_s >= span.start_s) & (track.t_s <= span.end_s), dtype=np.bool_)


def _within(track: BreathTrack | None, span: Span) -> BreathTrack | None:
    """The part of a measured track that lies in the phase; None where it has too little of it."""
    if track is None:
        return None
    kept = _places(track, span)
    if int(kept.sum()) < 2:
        return None
    return BreathTrack(
        track.t_s[kept], track.rate_per_min[kept], track.quality[kept], track.window_s, track.source
    )


def around(stretches: list[Breaths]) -> BreathMeans:
    """The breaths of all phases in order of time; each mean is over breaths of its own phase alone."""
    parts = [_around(each) for each in stretches]
    if not parts:
        nothing = np.zeros(0)
        return BreathMeans(nothing, nothing, nothing, nothing, nothing, nothing.astype(np.intp))
    end_s, rsa, mean, low, high = (np.concatenate(column) for column in zip(*parts, strict=True))
    phase = np.repeat(np.arange(len(parts), dtype=np.intp), [len(part[0]) for part in parts])
    return BreathMeans(end_s, rsa, mean, low, high, phase)


def _around(breaths: Breaths) -> tuple[FloatArray, FloatArray, FloatArray, FloatArray, FloatArray]:
    end_s, rsa_ms = breaths.end_s, breaths.rsa_ms
    mean, half = np.full(len(rsa_ms), np.nan), np.full(len(rsa_ms), np.nan)
    reach = AROUND_BREATHS // 2
    for place in range(len(rsa_ms)):
        near = slice(max(0, place - reach), place + reach + 1)
        own = rsa_ms[near][np.abs(end_s[near] - end_s[place]) <= AROUND_S / 2]
        if len(own) >= _FEWEST_AROUND:
            mean[place], half[place] = float(own.mean()), half_interval(own)
    return end_s, rsa_ms, mean, np.maximum(mean - half, 0.0), mean + half
