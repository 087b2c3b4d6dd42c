"""Labels given by hand laid over those found: what may be used, what was corrected and the corrected beats all follow."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from outbreath_signal.artifacts.labelling import UNRELIABLE_PCT, Labelling
from outbreath_signal.beats import BeatSeries
from outbreath_signal.labels import Label
from outbreath_signal.reasons import Reason, Why

_TWO_INTERVALS = frozenset({Label.EXTRA, Label.ECTOPIC, Label.MISALIGNED})  # they spoil the one after as well
_SAME_S = 1e-6


def relabelled(found: Labelling, by_hand: Mapping[int, Label], beats: BeatSeries | None = None) -> Labelling:
    """The labelling with the person's own labels in place of those found.

    beats: the raw series, from which the corrected one is made anew around every label by hand; without it the corrected
    series stays as it was found. Labels beyond the last beat are left out.
    """
    mine = {index: label for index, label in by_hand.items() if index < len(found.codes)}
    if not mine:
        return found
    codes, accepted, pairs = found.codes.copy(), found.accepted.copy(), found.pairs.copy()
    last = len(codes) - 1
    for index, label in mine.items():
        codes[index] = label
        accepted[index] = label in (Label.NORMAL, Label.GAP)
    for index, label in mine.items():
        after = min(index + 1, last)
        if after == index or after in mine or codes[after] not in (Label.NORMAL, Label.GAP):
            continue
        if label in _TWO_INTERVALS:
            accepted[after] = False
        elif int(found.codes[index]) in _TWO_INTERVALS:
            accepted[after] = True
    gap = codes == Label.GAP
    inner = accepted[1:] & accepted[:-1] & ~gap[1:]
    touched = np.zeros(len(codes), dtype=np.bool_)
    for index in mine:
        touched[index : index + 3] = True
    pairs[1:] = np.where(touched[1:], inner, pairs[1:])
    pairs[:1] = False
    faulty = int(np.count_nonzero((codes != Label.NORMAL) & (codes != Label.GAP)))
    share = 100.0 * faulty / len(codes)
    corrected = found.corrected if beats is None else _corrected(beats, found.corrected, mine)
    return Labelling(codes, accepted, pairs, corrected, share, found.interpretable, _reasons(found, share))


def labels_of_part(labelling: Labelling, inside: slice, from_s: float, to_s: float) -> Labelling:
    """The labels of a slice of the beats, with its own corrected beats (from_s to to_s) and their share."""
    codes, accepted = labelling.codes[inside], labelling.accepted[inside]
    pairs = labelling.pairs[inside].copy()
    pairs[:1] = False
    faulty = (codes != Label.NORMAL) & (codes != Label.GAP)
    share = 100.0 * float(faulty.mean()) if len(codes) else 0.0
    whole = labelling.corrected
    first, last = np.searchsorted(whole.t_s, (from_s, to_s + 1e-6), side="right")
    corrected = whole[int(first) : int(last)]
    return Labelling(codes, accepted, pairs, corrected, share, labelling.interpretable, ())


def _reasons(found: Labelling, corrected_pct: float) -> tuple[Reason, ...]:
    """The reasons found, the one that tells the share of corrected beats made anew."""
    others = tuple(reason for reason in found.reasons if reason.kind is not Why.UNRELIABLE)
    if corrected_pct <= UNRELIABLE_PCT:
        return others
    return (Why.UNRELIABLE(corrected_pct=corrected_pct), *others)


def _corrected(beats: BeatSeries, corrected: BeatSeries, by_hand: Mapping[int, Label]) -> BeatSeries:
    """The corrected series with the beats between each labelled beat's neighbours put as its label says.

    A sound, noisy or broken-off beat stands where it was; an extra one is gone; a missed one is put in the middle of its
    interval; an early, late or misplaced one stands midway between its neighbours.
    """
    t_s: NDArray[np.float64] = corrected.t_s
    for index, label in sorted(by_hand.items()):
        here = float(beats.t_s[index])
        before = float(beats.t_s[index - 1]) if index else here - float(beats.rr_ms[index]) / 1000
        after = float(beats.t_s[index + 1]) if index + 1 < len(beats) else here
        within = (t_s > before + _SAME_S) & (t_s < max(after, here + 2 * _SAME_S) - _SAME_S)
        t_s = np.sort(np.concatenate([t_s[~within], _placed(label, before, here, after)]))
    made = _joined(beats, t_s)
    return _with_intervals_of(_with_intervals_of(made, corrected), beats)


def _placed(label: Label, before_s: float, here_s: float, after_s: float) -> list[float]:
    match label:
        case Label.EXTRA:
            return []
        case Label.MISSED:
            return [(before_s + here_s) / 2, here_s]
        case Label.ECTOPIC | Label.MISALIGNED if after_s > here_s:
            return [(before_s + after_s) / 2]
    return [here_s]


def _joined(beats: BeatSeries, t_s: NDArray[np.float64]) -> BeatSeries:
    """Beats at these times as a series; none is joined across a break of the raw one, where its own interval stands."""
    breaks = np.flatnonzero(~beats.joined)
    # how many of the raw breaks lie at or before each beat: where the number grows, a break lies between
    passed = np.searchsorted(beats.t_s[breaks] - beats.rr_ms[breaks] / 1000 + _SAME_S, t_s)
    joined = np.append(False, passed[1:] == passed[:-1])
    rr = np.diff(t_s, prepend=t_s[:1]) * 1000
    for place in map(int, np.flatnonzero(~joined)):
        raw = int(breaks[max(int(passed[place]) - 1, 0)])
        rr[place] = beats.rr_ms[raw]
    return BeatSeries(t_s, np.asarray(rr, dtype=np.float64), joined)


def _with_intervals_of(made: BeatSeries, other: BeatSeries) -> BeatSeries:
    """The series with the other's own interval wherever both have the same beat after the same beat.

    A strap's interval and the difference of two beat times are not quite the same.
    """
    place = np.minimum(np.searchsorted(other.t_s, made.t_s), len(other) - 1)
    alike = other.t_s[place] == made.t_s
    follows = np.append(False, alike[1:] & alike[:-1] & (place[1:] == place[:-1] + 1))
    same = follows & made.joined & other.joined[place]
    return BeatSeries(made.t_s, np.where(same, other.rr_ms[place], made.rr_ms), made.joined)
