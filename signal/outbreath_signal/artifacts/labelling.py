"""Labels for beats that are not where the heart put them, and what may be computed from the rest.

Nothing is rewritten: the raw series stays as it came, labels stand beside it, and a corrected series is offered for
methods that need one without holes. How beats are judged: `artifacts_hypotheses`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from outbreath_signal.artifacts.correction import broken_at, correct
from outbreath_signal.artifacts.expectation import (
    SIDE,
    Floats,
    Index,
    around,
    features,
    learn,
    scales,
)
from outbreath_signal.artifacts.halved import LEAST_RUN, halved_runs
from outbreath_signal.artifacts.hypotheses import (
    SPOILT,
    Expected,
    Fault,
    Faults,
    candidates,
    choose,
    is_early,
    is_ectopic,
    mend,
    weigh_faults,
)
from outbreath_signal.artifacts.origin import RrOrigin
from outbreath_signal.artifacts.rhythm import interpretation
from outbreath_signal.artifacts.second_opinion import BothWays
from outbreath_signal.artifacts.suspicion import Suspicion, suspect, too_long
from outbreath_signal.beats import BeatSeries, BoolArray, FloatArray
from outbreath_signal.labels import Label
from outbreath_signal.numerics.running_count import running_count
from outbreath_signal.reasons import Reason, Why

UNRELIABLE_PCT = 5.0
FEWEST = 8  # intervals below which there is nothing to compare with
_SURE = 4.0  # log odds from which a fault counts as sure
_RATE_SPAN = 1201  # beats over which sure faults are counted
_FAULTY = 0.02  # share of sure ones from which a fault is as likely as it gets
_LONELY, _SLIGHT = 0.00015, 0.15
# share of sure faults of measuring from which a slight one needs only its own evidence, and the most that counts
_COMPANY, _MOST_COMPANY = 0.0112, 0.014
_EARLY_VOUCHES = 0.3  # of a fault of measuring
OFTEN_EARLY = 0.015  # share of early beats from which it is asked how much hangs on where early begins
_DOUBT = 2.0  # log odds by which a label may be doubted
# by kind of fault
_LABELS = np.array(
    [
        Label.MISALIGNED,
        Label.EXTRA,
        Label.MISSED,
        Label.MISSED,
        Label.ECTOPIC,
        Label.NOISE,
        Label.ECTOPIC,
    ],
    dtype=np.int8,
)
_LEAST_MENDED_MS = 1.0  # among intervals that are no heart's, mending may lead below 0
_ROUNDS = 2  # looks of the second opinion at what is left
_DENSE_COUNT, _DENSE_SPAN = 3, 13  # so many labels within so many beats: nothing between them is used


@dataclass(frozen=True, slots=True, eq=False)
class Labelling:
    """What each beat of a series was taken for. Arrays have shape (n,); entry i is the beat that ends interval i.

    codes: values of Label. A beat that is ectopic, misaligned or extra is labelled itself, a missed beat at the beat
        that ends the interval it is missing from, a gap at the beat after it.
    accepted: True where the interval may be used by itself. A fault spoils the intervals on both sides of its beat, and
        where faults crowd (three within thirteen beats) nothing between them is used.
    pairs: True at i where the difference between intervals i - 1 and i may be used: both are accepted and joined.
    corrected: the series with missed beats put in, extra beats taken out and misplaced ones moved, broken at every gap; never
        in place of the raw series.
    corrected_pct: beats labelled missed, extra, ectopic, misaligned or noise, per cent.
    interpretable: False where variability of this rhythm cannot be interpreted; `reasons` say why.
    """

    codes: NDArray[np.int8]
    accepted: BoolArray
    pairs: BoolArray
    corrected: BeatSeries
    corrected_pct: float
    interpretable: bool
    reasons: tuple[Reason, ...]


def label_beats(beats: BeatSeries, origin: RrOrigin | None = None) -> Labelling:
    """Label every beat of a series; any finite positive intervals are taken, however few.

    origin: where the intervals come from, when more is known of it than they tell by themselves.

    Each doubtful place is weighed against its neighbours under every kind of fault (`artifacts_hypotheses`). Faults are
    held more likely where there are sure ones, so that a clean recording is left alone. Slow breathing up to 400 ms
    peak-to-trough is expected by the neighbours and passes. What is left is weighed once more by linear prediction from both
    sides (`second_opinion`), which finds lone faults in deep breathing. Eight intervals are needed to judge any but a gap.
    Compare Lipponen & Tarvainen, J Med Eng Technol 2019, whose thresholds see one interval at a time.
    """
    judgement = judge(beats.rr_ms, beats.joined)
    codes = judgement.codes
    accepted = judgement.sound & ~_crowded(codes)
    codes[1:][~beats.joined[1:]] = Label.GAP
    pairs = usable_pairs(accepted, beats.joined)
    silences = (codes == Label.GAP) & ~judgement.sound
    silences[:1] |= ~judgement.sound[:1]  # nothing before it to mend the first interval by
    corrected = broken_at(correct(beats, judgement.found), beats.t_s[silences])
    n = len(beats)
    faulty = int(np.count_nonzero((codes != Label.NORMAL) & (codes != Label.GAP)))
    corrected_pct = 100.0 * faulty / n if n else 0.0
    interpretable, reasons = interpretation(beats, codes, accepted, _hinge(beats, judgement), origin)
    lost = _longest_halved(judgement.found)
    if lost:
        reasons = (*reasons, Why.EVERY_SECOND_BEAT(intervals=lost))
    if corrected_pct > UNRELIABLE_PCT:
        reasons = (Why.UNRELIABLE(corrected_pct=corrected_pct), *reasons)
    return Labelling(codes, accepted, pairs, corrected, corrected_pct, interpretable, reasons)


@dataclass(frozen=True, slots=True, eq=False)
class Judgement:
    """What `judge` found: label of each beat, whether its interval is spoilt by no fault, the faults."""

    codes: NDArray[np.int8]
    sound: BoolArray
    found: tuple[Faults, ...] = ()


def judge(rr: Floats, joined: BoolArray, caution: float = 0.0, second: bool = True) -> Judgement:
    """Weigh every beat (intervals in ms, shape (n,)).

    joined: whether each interval begins at the beat before it; breaks as such are not labelled here.
    caution: log odds further against any fault. second: whether a second opinion is asked.
    """
    codes = np.zeros(len(rr), dtype=np.int8)
    sound = np.ones(len(rr), dtype=np.bool_)
    if len(rr) < FEWEST:
        gap = too_long(rr, np.sort(rr)[(len(rr) - 1) // 2 :][:1])
        codes[gap] = Label.GAP
        return Judgement(codes, ~gap)
    single = rr.astype(np.float32)
    first = suspect(single, joined)
    found: tuple[Faults, ...] = _search(single, joined & ~first.gap, first, caution)
    if second:
        found = _reviewed(rr, joined, first, found)
    for faults in found:
        _mark(faults, codes, sound)
    codes[first.gap] = Label.GAP
    return Judgement(codes, sound & ~first.gap, found)


def _longest_halved(found: tuple[Faults, ...]) -> int:
    """Intervals in the longest row of missed beats, 0 where it is no row that tells of every second beat lost."""
    at = (
        np.sort(np.concatenate([faults.starting(Fault.MISSED) for faults in found])) if found else np.zeros(0)
    )
    if not len(at):
        return 0
    ends = np.flatnonzero(np.concatenate([[True], np.diff(at) > 1, [True]]))
    longest = int(np.diff(ends).max())
    return longest if longest >= LEAST_RUN else 0


def usable_pairs(accepted: BoolArray, joined: BoolArray) -> BoolArray:
    """Where the difference between an interval and the one before may be used: both are accepted and joined."""
    pairs = accepted & joined
    pairs[1:] &= accepted[:-1]
    pairs[:1] = False
    return pairs


def _hinge(beats: BeatSeries, judgement: Judgement) -> tuple[float, float] | None:
    """RMSSD (ms) with fewer and with more beats labelled than are, None where few come early by nature.

    Beats come early by nature where most faults are early beats; a strap's own faults fall on either side.
    """
    if not any(len(faults.at) for faults in judgement.found):
        return None
    early = sum(int(np.count_nonzero(is_early(faults))) for faults in judgement.found)
    if (
        not early
        or early < OFTEN_EARLY * len(beats)
        or early < 2 * (sum(len(faults.at) for faults in judgement.found) - early)
    ):
        return None
    values = []
    for caution in (_DOUBT, -_DOUBT):
        other = judge(beats.rr_ms, beats.joined, caution)
        pairs = usable_pairs(other.sound & ~_crowded(other.codes), beats.joined)
        differences = np.diff(beats.rr_ms, prepend=beats.rr_ms[0])[pairs]
        values.append(float(np.sqrt(np.mean(differences**2))) if len(differences) else 0.0)
    return values[0], values[1]


def _search(rr: Floats, joined: BoolArray, first: Suspicion, caution: float) -> tuple[Faults, Faults]:
    """A look at all beats, one with the first one's findings mended, then one close to what was found."""
    of = features(around(first.y))
    weights = learn(first.y, first.sound, of)
    scale, base = scales(first.y, first.sound, of, weights)
    eager = first.eager > 0
    at = candidates(rr, of, weights, scale, eager)
    at = at[~first.gap[at]]
    gain, expected = weigh_faults(rr, first.y, at, weights, scale, base, joined, first.eager)
    y = mend(rr, choose(gain, expected, len(rr), rr))
    y[first.gap] = first.y[first.gap]
    changed = np.flatnonzero(y != first.y)
    if len(changed):
        at = _again(at, rr, changed, y, weights, scale, eager)
        at = at[~first.gap[at]]
        gain, expected = weigh_faults(rr, y, at, weights, scale, base, joined, first.eager)
    sure = choose(gain - _SURE, expected, len(rr), rr)
    gain = gain - _improbable(sure, len(rr), expected, caution)
    faults = choose(gain, expected, len(rr), rr)
    if not len(faults.at):
        return faults, faults
    y = mend(rr, faults)
    y[first.gap] = first.y[first.gap]
    at = _close(faults.at, len(rr), 6)
    at = at[(at < len(rr) - 1) & ~first.gap[at]]
    gain, expected = weigh_faults(y, y, at, weights, scale, base, joined, first.eager)
    gain[Fault.LONE, np.isin(at, _close(faults.at, len(rr), 2), kind="table")] += 4.0
    more = choose(gain - _improbable(sure, len(rr), expected, caution), expected, len(rr), y)
    return faults, more


def _reviewed(
    rr: Floats, joined: BoolArray, first: Suspicion, found: tuple[Faults, ...]
) -> tuple[Faults, ...]:
    """`found` as a second opinion leaves it: what it refutes taken out, runs of missed beats and what else it finds put in."""
    raw = np.asarray(rr, dtype=np.float64)
    runs = halved_runs(raw, first.gap)
    y, sound = _mended(rr, first, (*found, runs))
    ways = BothWays.of(y, sound)
    kept = tuple(faults.where(~ways.refute(raw, faults)) if len(faults.at) else faults for faults in found)
    if any(len(a.at) < len(b.at) for a, b in zip(kept, found, strict=True)):
        y, sound = _mended(rr, first, (*kept, runs))
        ways = BothWays.of(y, sound)
    kept = (*kept, runs) if len(runs.at) else kept
    for _ in range(_ROUNDS):
        faults = ways.find(y, joined, first.gap)
        if not len(faults.at):
            break
        kept = (*kept, faults)
        y, sound = _mended(rr, first, kept)
        ways = BothWays.of(y, sound)
    return kept


def _mended(rr: Floats, first: Suspicion, found: tuple[Faults, ...]) -> tuple[FloatArray, BoolArray]:
    """The intervals (ms) with the faults mended and silences filled, and which of them are as they came."""
    y = np.asarray(rr, dtype=np.float64)
    sound = ~first.gap
    codes = np.zeros(len(y), dtype=np.int8)
    for faults in found:
        y = np.asarray(mend(y, faults), dtype=np.float64)
        _mark(faults, codes, sound)
    y[first.gap] = first.y[first.gap]
    return np.maximum(y, _LEAST_MENDED_MS), sound


def _close(at: Index, n: int, reach: int) -> Index:
    """The beats that lie at most so many from one of `at`, in order."""
    near = np.zeros(n + 2 * reach, dtype=np.bool_)
    for k in range(2 * reach + 1):
        near[at + k] = True
    return np.flatnonzero(near[reach : reach + n])


def _again(
    at: Index, rr: Floats, changed: Index, y: Floats, weights: Floats, scale: Floats, eager: BoolArray
) -> Index:
    """The candidates once the neighbours have changed to y at `changed`: only those close to a change are looked at anew."""
    near = np.zeros(len(rr) + 2 * SIDE + 1, dtype=np.bool_)
    for k in range(2 * SIDE + 2):
        near[changed + k] = True
    near = near[SIDE + 1 : SIDE + 1 + len(rr)]
    close = np.flatnonzero(near)
    anew = candidates(rr, features(around(y, close)), weights, scale, eager, close)
    return np.sort(np.concatenate([at[~near[at]], anew]))


def _improbable(sure: Faults, n: int, expected: Expected, caution: float) -> Floats:
    """Log odds against faults of each kind, shape (kinds, m), by how many sure ones lie around.

    A beat that is far too early or late needs no company. A beat slightly out of place does not count as its own: where it is the
    only one far and wide it is more likely the heart's own whim. What vouches for it are faults of measuring; early beats, which
    the heart makes, say little, and only of one that is early too.
    """
    at = expected.at
    low, high = np.maximum(at - _RATE_SPAN // 2, 0), np.minimum(at + _RATE_SPAN // 2 + 1, n)

    def share_of_others(of: Index, itself: bool = False) -> Floats:
        count = np.searchsorted(of, high) - np.searchsorted(of, low)
        return np.asarray((count - (not itself) * np.isin(at, of, kind="table")) / (high - low))

    rate = np.minimum(share_of_others(sure.at, True), _FAULTY)
    against = np.empty((len(Fault), len(at)))
    against[:] = np.log(_FAULTY / (rate + 0.002)) + caution
    slight = np.abs(expected.shift) < _SLIGHT * expected.base
    by_nature = is_ectopic(sure)
    others = share_of_others(sure.at[~by_nature]) + np.where(
        expected.shift < 0, _EARLY_VOUCHES * share_of_others(sure.at[by_nature]), 0.0
    )
    others = np.minimum(others, _MOST_COMPANY)
    against[Fault.SHIFT, slight] = np.log(_COMPANY / (others[slight] + _LONELY)) + caution
    against[:, expected.far_off] = 0.0
    return against


def _mark(faults: Faults, codes: NDArray[np.int8], sound: BoolArray) -> None:
    """Write the labels of the faults, earlier ones standing, and strike the intervals they spoil."""
    if not len(faults.at):
        return
    label = np.where(is_ectopic(faults), np.int8(Label.ECTOPIC), _LABELS[faults.kind])
    free = codes[faults.at] == Label.NORMAL
    codes[faults.at[free]] = label[free]
    second = faults.starting(Fault.COUPLET) + 1
    codes[second[codes[second] == Label.NORMAL]] = Label.ECTOPIC
    last = len(codes) - 1
    for kind in faults.kinds():
        at: Index = faults.starting(kind)
        for k in range(SPOILT.get(kind, 1)):
            sound[np.minimum(at + k, last)] = False


def _crowded(codes: NDArray[np.int8]) -> BoolArray:
    """Beats close to a label that has two more near it."""
    if not codes.any():
        return np.zeros(len(codes), dtype=np.bool_)
    labelled = (codes != Label.NORMAL) & (codes != Label.GAP)
    crowd = labelled & (running_count(labelled, _DENSE_SPAN) >= _DENSE_COUNT)
    return np.asarray(running_count(crowd, _DENSE_SPAN) > 0)
