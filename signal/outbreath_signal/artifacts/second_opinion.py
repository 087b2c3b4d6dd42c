"""A second weighing of doubtful places, by what linear prediction foretells of four intervals: it finds lone faults in deep breathing.

Under each hypothesis the four intervals from a place on are foretold one after another from a past that is mended as the
hypothesis says. After Citi, Brown & Barbieri, IEEE Trans Biomed Eng 2012 (doi:10.1109/TBME.2012.2214385), with a linear
prediction and heavy tails in the place of their inverse Gaussian density. Whole recordings are weighed forwards and backwards.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from outbreath_signal.artifacts.hypotheses import Fault, Faults
from outbreath_signal.artifacts.prediction import Prediction, predict
from outbreath_signal.beats import BoolArray, FloatArray

FAR, LEAST_FAR = (
    2.5,
    0.025,
)  # scales, and share of what is foretold, within which an interval needs no weighing
_OUTLIER = 0.004  # share of natural outliers, spread evenly over _SPREAD_MS
_SPREAD_MS = 1500.0
LEAST, MOST = 0.3, 3.0  # times the level: nothing beyond is foretold
BAR, _BAR_EITHER, _BAR_FORWARD = (
    7.0,
    6.0,
    10.0,
)  # log odds from one direction, from both, from the forward one alone
# hearts seldom make an interval by this share shorter than both its neighbours: less is asked there of one direction, or _BAR of both
DEEP_TROUGH, BAR_TROUGH = 0.18, 4.0
_PLAIN = 6.0  # log odds that a shape no heart makes is worth
_PLAIN_EARLY, _TROUGH, _TROUGH_SCALES = (
    3.0,
    0.1,
    6.0,
)  # and that one hardly a heart makes is: shares of an interval, scales
_LEAST_MOVE, _MOST_MOVE = 0.08, 0.7  # shares by which a misplaced beat is off
_EARLY = 0.88  # a premature beat with its rhythm begun anew leaves an interval below this share
FITS, CLAIMED = (
    1.5,
    4.0,
)  # scales within which an interval is as foretold, and by which a fault would have moved it
_EDGE = 12  # beats from an end that are weighed from the other side alone
KINDS = (Fault.MISSED, Fault.EXTRA, Fault.SHIFT, Fault.RESET)


@dataclass(frozen=True, slots=True, eq=False)
class _Weighed:
    """For every interval what speaks for each of KINDS beginning there over nothing being wrong (log odds, shape (4, n)), and the
    two intervals that should be there (ms, shapes (n,))."""

    gain: FloatArray
    first_ms: FloatArray
    second_ms: FloatArray

    def turned(self) -> _Weighed:
        """The same of the series the other way round: a fault of two intervals begins at what was its second."""
        gain = self.gain[:, ::-1].copy()
        first, second = self.first_ms[::-1].copy(), self.second_ms[::-1].copy()
        for kind in (Fault.EXTRA, Fault.SHIFT):
            row = KINDS.index(kind)
            gain[row] = np.append(gain[row, 1:], -np.inf)
        return _Weighed(gain, np.append(second[1:], second[-1]), first)


@dataclass(frozen=True, slots=True, eq=False)
class BothWays:
    """What is foretold of a series from what comes before, and of the series turned round from what comes after."""

    forward: Prediction
    backward: Prediction

    @classmethod
    def of(cls, y: FloatArray, sound: BoolArray) -> BothWays:
        """y: intervals (ms, shape (n,)) in which what was found before is mended. sound: the ones to learn from."""
        return cls(predict(y, sound), predict(np.ascontiguousarray(y[::-1]), sound[::-1]))

    def find(self, y: FloatArray, joined: BoolArray, gap: BoolArray) -> Faults:
        """Faults left in y. joined: whether each begins at the beat before. gap: silences, which are no intervals."""
        onward = np.append(joined[1:], False)[::-1]
        ahead = _weigh(y, self.forward, joined, gap)
        back = _weigh(np.ascontiguousarray(y[::-1]), self.backward, onward, gap[::-1])
        return _decide(y, ahead, back.turned())

    def refute(self, rr: FloatArray, faults: Faults) -> BoolArray:
        """Which faults are none: both directions foretell the interval (ms, shape (n,)) as it is, closely beside what the fault claims.

        The corners where a deep breath turns look like early beats to those around, but not to what foretells them.
        """
        at = faults.at
        ahead, ahead_scale = self.forward.at(rr, at)
        behind, behind_scale = self.backward.at(rr[::-1], len(rr) - 1 - at)
        x = rr[at]
        scale = np.maximum(ahead_scale, behind_scale)
        fits = (np.abs(x - ahead) < FITS * scale) & (np.abs(x - behind) < FITS * scale)
        inside = (at >= _EDGE) & (at < len(rr) - _EDGE)
        return np.asarray(inside & fits & (np.abs(x - faults.first_ms) > CLAIMED * scale))


def _decide(y: FloatArray, forward: _Weighed, backward: _Weighed) -> Faults:
    """Faults on which both directions agree, or of which the one is sure; near an end the one that has a past."""
    n = len(y)
    edge = min(_EDGE, n // 2)
    ahead, behind = forward.gain.max(axis=0), backward.gain.max(axis=0)
    near = behind.copy()
    near[1:] = np.maximum(near[1:], behind[:-1])
    near[:-1] = np.maximum(near[:-1], behind[1:])
    told = ((ahead > _BAR_EITHER) & (near > _BAR_EITHER)) | (ahead > _BAR_FORWARD)
    told |= _lone_trough(y) & (np.minimum(ahead, near) > 0) & (ahead + near > BAR)
    told[:edge], told[n - edge :] = behind[:edge] > BAR, ahead[n - edge :] > BAR
    score = np.where(told, ahead + np.maximum(near, 0.0), -np.inf)
    score[:edge] = np.where(told[:edge], behind[:edge], -np.inf)
    padded = np.concatenate([np.full(2, -np.inf), score, np.full(2, -np.inf)])
    best = np.lib.stride_tricks.sliding_window_view(padded, 5).max(axis=1)
    at = np.flatnonzero(told & (score == best))
    early = at < edge
    kinds = np.array(KINDS)[
        np.where(early, backward.gain[:, at].argmax(axis=0), forward.gain[:, at].argmax(axis=0))
    ]
    first = np.where(early, backward.first_ms[at], forward.first_ms[at])
    second = np.where(early, backward.second_ms[at], forward.second_ms[at])
    total = y[at] + y[np.minimum(at + 1, n - 1)]
    moved = kinds == Fault.SHIFT  # its two intervals keep their sum
    share = first / (first + second)
    first, second = np.where(moved, share * total, first), np.where(moved, (1 - share) * total, second)
    merged = kinds == Fault.EXTRA
    first, second = np.where(merged, total, first), np.where(merged, total, second)
    return Faults(at, kinds, y[at] - first, y[at] / first - 1.0, first, second)


def _lone_trough(y: FloatArray) -> BoolArray:
    """Which intervals (ms) are far shorter than both their neighbours; hearts seldom make such a one."""
    found = np.zeros(len(y), dtype=np.bool_)
    found[1:-1] = np.minimum(y[:-2], y[2:]) - y[1:-1] > DEEP_TROUGH * np.minimum(y[:-2], y[2:])
    return found


@dataclass(slots=True)
class Course:
    """What has come so far at each doubtful place under one hypothesis: a past (latest first, ms), and the log odds so far."""

    weights: FloatArray
    level: FloatArray
    past: FloatArray

    def next(self) -> FloatArray:
        """The interval foretold (ms, shape (m,))."""
        shares = self.past / self.level[:, None] - 1.0
        foretold = self.weights[:, 0] + np.einsum("mj,mj->m", self.weights[:, 1:], shares)
        return np.asarray(self.level * np.clip(1.0 + foretold, LEAST, MOST))

    def after(self, rr_ms: FloatArray) -> Course:
        """The course once an interval has come (ms, shape (m,))."""
        return Course(self.weights, self.level, np.column_stack([rr_ms, self.past[:, :-1]]))


def _log_density(off: FloatArray, scale: FloatArray) -> FloatArray:
    """Of intervals that miss what is foretold by `off` (ms): t with four degrees of freedom, and a few outliers."""
    t = 0.375 / scale * (1.0 + (off / scale) ** 2 / 4.0) ** -2.5
    return np.asarray(np.log((1.0 - _OUTLIER) * t + _OUTLIER / _SPREAD_MS))


def _weigh(x: FloatArray, of: Prediction, joined: BoolArray, gap: BoolArray) -> _Weighed:
    """Weigh each interval that strays from what is foretold of it."""
    n = len(x)
    off = np.abs(x - of.foretold_ms)
    at = np.flatnonzero((off > np.maximum(FAR * of.scale_ms, LEAST_FAR * of.foretold_ms)) & ~gap)
    gain = np.full((len(KINDS), n), -np.inf)
    first, second = of.foretold_ms.copy(), of.foretold_ms.copy()
    if not len(at):
        return _Weighed(gain, first, second)
    places = np.minimum(at[:, None] + np.arange(4), n - 1)
    there = (at[:, None] + np.arange(4) < n) & ~gap[places]
    there[:, 1:] &= joined[places[:, 1:]]
    there = np.logical_and.accumulate(there, axis=1)
    start = Course(of.weights_of(at), of.level_ms[at], of.past[at])
    gain[:, at], first[at], second[at] = hypotheses(x[places], there, start, of.scale_ms[at])
    before = x[np.maximum(at[:, None] - np.array([2, 1]), 0)]
    gain[:, at] += (at > 1) * plain_shapes(before, x[places], there, of.scale_ms[at])
    return _Weighed(gain, first, second)


def _rest(x: FloatArray, there: BoolArray, course: Course, scale: FloatArray, begin: int) -> FloatArray:
    """Log density of what comes from column `begin` on."""
    total = np.zeros(len(x))
    for k in range(begin, x.shape[1]):
        total += np.where(there[:, k], _log_density(x[:, k] - course.next(), scale), 0.0)
        course = course.after(x[:, k])
    return total


def hypotheses(
    x: FloatArray, there: BoolArray, start: Course, scale: FloatArray
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Gain of each of KINDS (shape (4, m)) for four intervals each (ms, shape (m, 4)), and the two foretold first (ms)."""
    m = start.next()
    expected = start.after(m)
    m2 = expected.next()
    both = scale * np.sqrt(1.0 + (1.0 + start.weights[:, 1]) ** 2)
    off = x[:, 0] - m
    normal = _log_density(off, scale) + _rest(x, there, start.after(x[:, 0]), scale, 1)
    as_foretold = _rest(x, there, expected, scale, 1)
    held_back = np.log(_OUTLIER / _SPREAD_MS) + as_foretold
    normal = np.where(off > 0, np.maximum(normal, held_back), normal)
    share = m / (m + m2)

    def split(total: FloatArray) -> Course:
        return start.after(share * total).after((1.0 - share) * total)

    missed = _log_density(x[:, 0] - m - m2, both) + _rest(x, there, split(x[:, 0]), scale, 1)
    two = x[:, 0] + x[:, 1]
    extra = (
        _log_density(two - m, scale)
        - np.log(np.maximum(two, 1.0))
        + _rest(x, there, start.after(two), scale, 2)
    )
    moved = _log_density(two - m - m2, both) - np.log(0.8 * m) + _rest(x, there, split(two), scale, 2)
    moved[(np.abs(off) < _LEAST_MOVE * m) | (np.abs(off) > _MOST_MOVE * m)] = -np.inf
    reset = np.where(x[:, 0] < _EARLY * m, -np.log(0.6 * m) + as_foretold, -np.inf)
    pair = there[:, 1]
    gain = np.stack([missed, np.where(pair, extra, -np.inf), np.where(pair, moved, -np.inf), reset])
    return gain - normal, m, m2


def plain_shapes(before: FloatArray, x: FloatArray, there: BoolArray, scale: FloatArray) -> FloatArray:
    """How much likelier (log odds, shape (4, m)) a fault is by shapes that breathing never makes.

    before: the two intervals before (ms, shape (m, 2)), x: the four from the place on (ms, shape (m, 4)) as far as there, scale: of what is
    foretold (ms, shape (m,)). Half of a long interval fits its neighbours; two short ones together fit theirs; one alone is
    shorter than both its neighbours by more than a breath makes it and by many scales.
    """
    last, x0 = before[:, 1], x[:, 0]
    x1, x2 = (
        np.where(there[:, 1], x[:, 1], last),
        np.where(there[:, 2], x[:, 2], last),
    )  # at an end the one before stands for them
    made = np.zeros((len(KINDS), len(x)))
    half = x0 / 2 / ((before[:, 0] + last + x1 + x2) / 4)
    made[KINDS.index(Fault.MISSED)] = (x0 > 1.45 * np.maximum(last, x1)) & (half > 0.75) & (half < 1.35)
    whole = (x0 + x1) / (last + x2) * 2
    made[KINDS.index(Fault.EXTRA)] = (
        (np.maximum(x0, x1) < 0.82 * np.minimum(last, x2)) & (whole > 0.78) & (whole < 1.25)
    )
    made *= _PLAIN
    trough = np.minimum(last, x1) - x0
    made[KINDS.index(Fault.RESET)] = _PLAIN_EARLY * (
        trough > np.maximum(_TROUGH * last, _TROUGH_SCALES * scale)
    )
    return np.asarray(made)
