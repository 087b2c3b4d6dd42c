"""Which fault, if any, explains the intervals around a beat better than a healthy heart does.

For each doubtful place the intervals are weighed under 'nothing is wrong' and under each fault, as log likelihoods with
heavy tails, less the improbability of such a fault. 'Nothing is wrong' may take the better of several views: the
intervals fit what is on both sides; or what is before; or what is after (the rhythm has changed level); or the first
fits what is before and the second what is after closely (the level jumps, as in deep breathing); or one beat is held
back and the rest is in time, as a burst of vagal activity does it. Nothing natural brings a single beat early by much
and the next one late by as much, so those are faults.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from outbreath_signal.artifacts.expectation import (
    SIDE,
    Around,
    Features,
    Floats,
    Index,
    View,
    around,
    centred,
    weigh,
    weights_of,
)
from outbreath_signal.beats import BoolArray

_TAIL = 4.0  # degrees of freedom of natural residuals
_TAIL_IN_FAULT = 12.0  # a fault has to leave behind intervals that fit well
_ONE_SIDED = 1.0  # log odds against a change of level at just this place
_SMOOTH_RARER = 1.5  # and further where both sides together foretell much better than one
_JUMP = 1.0  # against a change of level from one beat to the next, each fitting its own side closely
_RISE = 0.25  # share of an interval from which the level has risen so suddenly that it may overshoot
_HELD_BACK = 1.5  # and against a single late beat
_SMALLEST = 0.04  # share of an interval below which a misplaced beat is not looked for
_FAR_EARLY = 0.30  # no healthy beat comes so much earlier than all that surrounds it
_FAR_LATE = (
    1.7  # so many times its surroundings an interval holds a missed beat, however little is known of them
)
EARLY = 0.15  # share from which a premature beat is called ectopic, else misaligned
# log improbability of each fault where 2 % of the beats are faulty
_ODDS = {"shift": 0.25, "extra": -0.7, "missed": 3.0, "reset": 1.3, "early": 4.0, "lone": 8.0, "couplet": 5.0}


class Fault(IntEnum):
    """What may be wrong from interval i on."""

    SHIFT = 0  # beat i is misplaced: one interval too long by what the other is too short
    EXTRA = 1  # beat i is no heart beat: i and i + 1 are one interval
    MISSED = 2  # one beat was missed within interval i
    MISSED_TWO = 3
    RESET = 4  # beat i came early and the rhythm began anew from it
    LONE = 5  # interval i alone fits nothing
    COUPLET = 6  # two early beats, then a pause


SPOILT = {Fault.SHIFT: 2, Fault.EXTRA: 2, Fault.RESET: 2, Fault.COUPLET: 3}  # intervals; else 1


@dataclass(frozen=True, slots=True, eq=False)
class Expected:
    """What was expected at the candidates `at`, ms, and how far off the misplaced beat would be. Shapes (m,).

    far_off: whether the interval is more than 30 % shorter than any view of its surroundings expects, or 70 % longer than they are.
    """

    at: Index
    single: Floats
    total: Floats
    step: Floats
    base: Floats
    shift: Floats
    far_off: BoolArray


@dataclass(frozen=True, slots=True, eq=False)
class Faults:
    """Faults found: the interval each begins at, its kind, by how much the beat is late (ms), what was expected (ms)."""

    at: Index
    kind: NDArray[np.int64]
    late_ms: Floats
    off_share: Floats
    first_ms: Floats
    second_ms: Floats

    def starting(self, kind: Fault) -> Index:
        return np.asarray(self.at[self.kind == kind])

    def where(self, chosen: BoolArray) -> Faults:
        """Those chosen, shape (faults,)."""
        return Faults(
            self.at[chosen],
            self.kind[chosen],
            self.late_ms[chosen],
            self.off_share[chosen],
            self.first_ms[chosen],
            self.second_ms[chosen],
        )

    def kinds(self) -> list[Fault]:
        """The kinds there are, in the order of Fault."""
        return [Fault(kind) for kind in sorted(set(self.kind.tolist()))]


def candidates(
    x: Floats, of: Features, weights: Floats, scale: Floats, eager: BoolArray, among: Index | None = None
) -> Index:
    """Places where x (ms) is far enough from expectation to be weighed; nearly everywhere that is eager.

    of: features of every interval, or of those at `among`, which alone are then looked at.
    """
    if among is None:
        i = np.arange(len(x))
        here, after, sizes, soon = x, np.append(x[1:], x[-1]), scale, eager
        one, total, step = (
            weigh(weights[view], features)
            for view, features in zip(View, (of.one, of.two, of.across), strict=False)
        )
    else:
        i = among
        here, after, sizes, soon = x[i], x[np.minimum(i + 1, len(x) - 1)], scale[:, i], eager[i]
        own = weights_of(weights, i)
        one, total, step = (
            np.einsum("mj,jm->m", own[view], features)
            for view, features in zip(View, (of.one, of.two, of.across), strict=False)
        )
    off_one = (here - of.one_mean - one) / sizes[View.SINGLE]
    off_total = (here + after - 2 * of.two_mean - total) / sizes[View.TOTAL]
    off_step = (here - after - step) / sizes[View.STEP]
    off_pair = off_total * off_total + off_step * off_step
    far = (off_pair > 5.5) | (off_one * off_one > 9.0) | (soon & (off_pair > 1.0))
    return np.asarray(i[far & (i < len(x) - 1)])


def weigh_faults(
    x: Floats,
    y: Floats,
    at: Index,
    weights: Floats,
    scale: Floats,
    base: Floats,
    joined: BoolArray,
    eager: Floats,
) -> tuple[Floats, Expected]:
    """Gain (log odds, shape (7, m)) of each fault at the candidates `at` over nothing being wrong.

    x: intervals weighed; y: intervals with earlier findings mended, which supply the neighbours (ms, shape (n,)).
    weights, scale: by View. eager: log odds in favour of premature beats, shape (n,).
    """
    near, own, sizes = around(y, at), weights_of(weights, at), scale[:, at]
    one, middle = centred(near.left, near.right)
    two, middle_two = centred(near.left, near.beyond)
    # the interval alone and two as one, each foretold from around one place and from around two
    single_one, total_one = np.einsum("vmj,jm->vm", own[:2], one)
    single_two, total_two = np.einsum("vmj,jm->vm", own[:2], two)
    expected_one = middle + single_one
    expected_total = 2 * middle_two + total_two
    expected_step = np.einsum("mj,jm->m", own[View.STEP], near.left - near.beyond)
    merged, split = middle_two + single_two, 2 * middle + total_one
    first, second = x[at], x[np.minimum(at + 1, len(x) - 1)]
    s1, s_total, s_step, _ = sizes
    t = base[at]
    off_step, off_total = first - second - expected_step, first + second - expected_total
    off_one = first - expected_one
    z_total = (off_total / s_total) ** 2
    pair, alone, least_early = _nothing_wrong(
        first, second, near, own[View.ONWARD], sizes, t, off_step, off_total, off_one
    )
    room_step, room_total = np.log(t / s_step), np.log(t / s_total)
    shift = off_step / 2
    early = np.where(shift < 0, eager[at], 0.0)
    gain = np.full((len(Fault), len(at)), -np.inf)
    gain[Fault.SHIFT] = pair - _tail(z_total, 1, _TAIL_IN_FAULT) - room_step - _ODDS["shift"] + early
    gain[Fault.EXTRA] = pair - _tail(((first + second - merged) / s1) ** 2, 1) - room_step - _ODDS["extra"]
    far_late = first > _FAR_LATE * t
    missed = np.where(far_late, 0.0, _ODDS["missed"])
    gain[Fault.MISSED] = alone - _tail(((first - split) / s_total) ** 2, 1) - missed
    three = (first - 1.5 * split) / (1.5 * s_total)
    gain[Fault.MISSED_TWO] = alone - _tail(three**2, 1) - missed - 2.0
    gain[Fault.RESET] = pair - room_step - room_total - _ODDS["reset"] + eager[at]
    lone = np.where(off_one < -0.2 * t, _ODDS["early"], _ODDS["lone"])
    gain[Fault.LONE] = alone - np.log(t / s1) - lone
    gain[Fault.COUPLET] = _couplet(x, near, at, s1, t)
    _rule_out(gain, x, at, t, shift, off_one, (off_total + off_step) / 2, joined)
    return gain, Expected(
        at, expected_one, expected_total, expected_step, t, shift, (least_early < -_FAR_EARLY * t) | far_late
    )


def _tail(z_squared: Floats, dimensions: int, freedom: float = _TAIL) -> Floats:
    """Negative log density of a t distribution, constants left out."""
    return np.asarray((freedom + dimensions) / 2 * np.log1p(z_squared / freedom))


def _nothing_wrong(
    first: Floats,
    second: Floats,
    near: Around,
    onward: Floats,
    scale: Floats,
    t: Floats,
    off_step: Floats,
    off_total: Floats,
    off_one: Floats,
) -> tuple[Floats, Floats, Floats]:
    """How improbable the pair, and the first interval alone, are for a healthy heart: the best of the views.

    onward: the weights (m, SIDE) that foretell from one side; scale: (4, m), by View. Also gives how far the first interval is off
    in the view in which it is least early (ms).
    """
    s1, s_total, s_step, s_on = scale
    # foretold from the left, from the left and the first, from the right and the second, and from the right of one or two
    sides = np.empty((SIDE, 5, len(first)), dtype=near.left.dtype)
    sides[:, 0], sides[0, 1], sides[1:, 1] = near.left, first, near.left[:-1]
    sides[:, 2], sides[0, 3], sides[1:, 3] = near.beyond, second, near.beyond[:-1]
    sides[:, 4] = near.right
    shape, mean = centred(sides)
    foretold = mean + np.einsum("mj,jkm->km", onward, shape)
    first_left, second_left, second_right, first_second, first_right = (
        np.stack([first, second, second, first, first]) - foretold
    )
    sides = np.minimum(
        np.minimum(first_left**2 + second_left**2, second_right**2 + first_second**2),
        first_left**2 + second_right**2,
    )
    rarer = _SMOOTH_RARER * np.log(np.maximum(1.414 * s_on / s_step, 1.0))
    pair = np.minimum(
        _tail((off_step / s_step) ** 2 + (off_total / s_total) ** 2, 2),
        _tail(sides / s_on**2, 2) + np.log(2 * s_on**2 / (s_step * s_total)) + _ONE_SIDED + rarer,
    )
    s_each = np.sqrt(s_step**2 + s_total**2) / 2
    closely = np.log(2 * s_each**2 / (s_step * s_total))
    jump = first_left**2 + np.minimum(np.abs(second_right), _beyond_the_rise(second, near, t)) ** 2
    pair = np.minimum(pair, _tail(jump / s_each**2, 2) + closely + _JUMP)
    held = np.log(t / s_each) + _HELD_BACK + closely
    off_first: Floats = (off_total + off_step) / 2
    off_second: Floats = (off_total - off_step) / 2
    for late, other in ((off_first, off_second), (off_second, off_first)):
        natural = (late > 0) & (late < 0.6 * t)
        view = np.where(natural, _tail(np.square(other / s_each), 1) + held, np.inf)
        pair = np.minimum(pair, view)
    alone = np.minimum(
        _tail((off_one / s1) ** 2, 1),
        _tail(np.minimum(first_left**2, first_right**2) / s_on**2, 1) + np.log(s_on / s1) + _ONE_SIDED,
    )
    return pair, alone, np.maximum(off_first, np.maximum(first_left, first_right))


def _beyond_the_rise(second: Floats, near: Around, t: Floats) -> Floats:
    """How far the second interval (ms) is from where a rise by a quarter and more may take it, infinite where there is none.

    The heart that slows so suddenly may overshoot what the beats to come foretell, by as much as twice their next step.
    """
    after, step = near.beyond[0], np.abs(near.beyond[0] - near.beyond[1])
    outside = np.maximum(np.maximum(after - second, second - after - 2 * step), 0.0)
    return np.where(after - near.left[0] > _RISE * t, outside, np.inf)


def _couplet(x: Floats, near: Around, at: Index, s1: Floats, t: Floats) -> Floats:
    """Gain of three intervals, the first short and the third long, that together are three as expected."""
    last = len(x) - 1
    level = (near.left[0] + near.left[1] + near.beyond[1] + near.beyond[2]) / 4
    off = np.stack([x[np.minimum(at + k, last)] - level for k in range(3)])
    s = 1.3 * s1
    gain = (
        _tail((off**2).sum(axis=0) / s**2, 3)
        - _tail(off.sum(axis=0) ** 2 / (3 * s**2 + (0.2 * t) ** 2), 1)
        - 2 * np.log(t / s)
        - _ODDS["couplet"]
    )
    # against their own sides too, which a jump of level is not
    dip = np.maximum(near.left[0], near.left[1]) - x[at]
    peak = x[np.minimum(at + 2, last)] - np.minimum(near.beyond[1], near.beyond[2])
    plain = (off[0] < -0.15 * t) & (off[2] > 0.15 * t) & (dip > 0.1 * t) & (peak > 0.1 * t)
    return np.where(plain & (at + 2 <= last), gain, -np.inf)


def _rule_out(
    gain: Floats,
    x: Floats,
    at: Index,
    t: Floats,
    shift: Floats,
    off_one: Floats,
    off_first: Floats,
    joined: BoolArray,
) -> None:
    """Strike out faults that cannot be: too small, too large, across a break."""
    last = len(x) - 1
    next_joined = joined[np.minimum(at + 1, last)] & (at < last)
    third_joined = joined[np.minimum(at + 2, last)] & (at + 1 < last)
    gain[Fault.SHIFT, (np.abs(shift) < _SMALLEST * t) | (np.abs(shift) > 0.7 * t)] = -np.inf
    gain[Fault.LONE, np.abs(off_one) < 2 * _SMALLEST * t] = -np.inf
    gain[Fault.RESET, off_first > -EARLY * t] = -np.inf
    for fault in (Fault.SHIFT, Fault.EXTRA, Fault.RESET, Fault.COUPLET):
        gain[fault, ~next_joined] = -np.inf
    gain[Fault.COUPLET, ~third_joined] = -np.inf
    for fault in (Fault.MISSED, Fault.MISSED_TWO):
        gain[fault, x[at] < 1.35 * t] = -np.inf


def choose(gain: Floats, expected: Expected, length: int, x: Floats) -> Faults:
    """The best fault at each place where one gains, at most one within two intervals of another."""
    kind = gain.argmax(axis=0) if len(expected.at) else np.zeros(0, dtype=np.int64)
    best = gain[kind, np.arange(len(kind))]
    k = np.flatnonzero(best > 0)
    if len(k):
        around_it = np.full(length + 4, -np.inf)
        around_it[expected.at + 2] = best
        here = expected.at[k]
        k = k[best[k] == np.max([around_it[here + shift] for shift in range(5)], axis=0)]
    at = expected.at[k]
    return Faults(
        at,
        kind[k],
        expected.shift[k],
        (x[at] - expected.single[k]) / expected.base[k],
        np.where(kind[k] == Fault.LONE, expected.single[k], (expected.total[k] + expected.step[k]) / 2),
        (expected.total[k] - expected.step[k]) / 2,
    )


def mend(x: Floats, faults: Faults) -> Floats:
    """Intervals (ms) as they would be without the faults, one for one."""
    y = x.copy()
    last = len(x) - 1
    for kind in faults.kinds():
        rows = np.flatnonzero(faults.kind == kind)
        at = faults.at[rows]
        after = np.minimum(at + 1, last)
        if kind is Fault.SHIFT:
            y[at], y[after] = x[at] - faults.late_ms[rows], x[after] + faults.late_ms[rows]
        elif kind in (Fault.EXTRA, Fault.RESET):
            y[at], y[after] = faults.first_ms[rows], faults.second_ms[rows]
        elif kind is Fault.COUPLET:
            level = (x[np.maximum(at - 1, 0)] + x[np.minimum(at + 3, last)]) / 2
            y[at] = y[after] = y[np.minimum(at + 2, last)] = level
        elif kind is Fault.LONE:
            y[at] = faults.first_ms[rows]
        else:
            y[at] = x[at] / (2 if kind is Fault.MISSED else 3)
    return y


def is_ectopic(faults: Faults) -> BoolArray:
    """Which faults are called ectopic: premature beats; the smaller ones count as misaligned."""
    early = (faults.kind == Fault.SHIFT) & (
        faults.late_ms < -EARLY * (faults.first_ms + faults.second_ms) / 2
    )
    lone = (faults.kind == Fault.LONE) & (faults.off_share < 0)
    return np.asarray(early | lone | _several_early(faults))


def is_early(faults: Faults) -> BoolArray:
    """Which faults are beats that came too early, by whatever little."""
    shifted = (faults.kind == Fault.SHIFT) & (faults.late_ms < 0)
    lone = (faults.kind == Fault.LONE) & (faults.off_share < 0)
    return np.asarray(shifted | lone | _several_early(faults))


def _several_early(faults: Faults) -> BoolArray:
    return np.asarray((faults.kind == Fault.RESET) | (faults.kind == Fault.COUPLET))
