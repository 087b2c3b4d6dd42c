"""The second opinion as beats come: a linear prediction that learns with each beat, from a past in which faults are mended.

Recursive least squares that forgets (Haykin, Adaptive Filter Theory, ch. 10); places that stray from what is foretold are
weighed as in `artifacts.second_opinion`, forwards alone. A run in which every second beat was missed, and a silence, are told too.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from outbreath_signal.artifacts.halved import HALVED, LEVEL_OF, STILL_HALVED
from outbreath_signal.artifacts.hypotheses import EARLY, Fault
from outbreath_signal.artifacts.prediction import CLIP, FLOOR_SHARE, LEVEL_BEATS, ORDER, PRIOR
from outbreath_signal.artifacts.second_opinion import (
    BAR,
    BAR_TROUGH,
    CLAIMED,
    DEEP_TROUGH,
    FAR,
    FITS,
    KINDS,
    LEAST,
    LEAST_FAR,
    MOST,
    Course,
    hypotheses,
    plain_shapes,
)
from outbreath_signal.artifacts.suspicion import GAP_SHARE, SHORTEST_GAP_MS
from outbreath_signal.beats import FloatArray
from outbreath_signal.labels import Label

_FORGET = 0.985
_GAIN = 0.02  # share by which each error renews the scale
_FIRST_SHARE = 0.03  # of an interval: scale before anything is known


@dataclass(frozen=True, slots=True)
class Finding:
    """What the interval looked at is taken for, and how many intervals the fault takes up."""

    label: Label
    length: int = 1


class ForwardWatch:
    """Ask it about each interval in order, with the three after it as far as they are known.

    refutes_early: whether the interval just looked at is so closely what was foretold that its beat cannot have come 15 % early.
    """

    def __init__(self) -> None:
        self._past: deque[float] = deque(maxlen=LEVEL_BEATS)  # the latest last, ms
        self._weights: FloatArray = np.array(PRIOR)
        self._inverse: FloatArray = np.diag([0.01] + [5.0] * ORDER)
        self._scale = _FIRST_SHARE  # as a share of the level
        self._learnt = 0
        self._halved = False
        self.refutes_early = False

    def look(self, rr_ms: Sequence[float], joined: Sequence[bool]) -> Finding | None:
        """What is wrong with the first of one to four intervals (ms); joined: whether each begins at the beat before."""
        x0 = rr_ms[0]
        self.refutes_early = False
        if len(self._past) < ORDER:
            self._past.append(x0)
            return None
        usual = sorted(list(self._past)[-LEVEL_OF:])[LEVEL_OF // 2]
        if x0 > max(GAP_SHARE * usual, SHORTEST_GAP_MS):
            self._halved = False
            return Finding(Label.GAP)
        if self._in_halved_run(rr_ms, usual):
            self._past.extend((x0 / 2, x0 / 2))
            return Finding(Label.MISSED)
        level, past, shares = self._now()
        foretold = level * (1.0 + float(self._weights @ shares))
        scale = self._scale * level
        self.refutes_early = abs(x0 - foretold) < FITS * scale and CLAIMED * scale < EARLY * foretold
        if abs(x0 - foretold) > max(FAR * scale, LEAST_FAR * foretold):
            found = self._weigh(rr_ms, joined, level, past, scale)
            if found is not None:
                return found
        self._learn(x0, level, shares)
        self._past.append(x0)
        return None

    def mend(self) -> None:
        """The interval just looked at is a fault after all: what was foretold of it stands in its place."""
        if len(self._past) > ORDER:
            del self._past[-1]
            level, _, shares = self._now()
            self._past.append(level * min(max(1.0 + float(self._weights @ shares), LEAST), MOST))

    def _now(self) -> tuple[float, list[float], FloatArray]:
        """The level (ms), the latest intervals (ms, latest first) and what the weights are applied to."""
        level = sum(self._past) / len(self._past)
        past = [self._past[-k] for k in range(1, ORDER + 1)]
        return level, past, np.array([1.0, *(each / level - 1.0 for each in past)])

    def _in_halved_run(self, rr_ms: Sequence[float], usual: float) -> bool:
        low, high = STILL_HALVED if self._halved else HALVED
        asked = rr_ms[:1] if self._halved else rr_ms
        self._halved = len(rr_ms) == 4 and all(low * usual < each < high * usual for each in asked)
        return self._halved

    def _weigh(
        self, rr_ms: Sequence[float], joined: Sequence[bool], level: float, past: list[float], scale: float
    ) -> Finding | None:
        known = len(rr_ms)
        x = np.array([[*rr_ms, *([rr_ms[-1]] * (4 - known))]])
        there = np.logical_and.accumulate([True, *joined[1:], *([False] * (4 - known))])[None]
        course = Course(self._weights[None], np.array([level]), np.array([past]))
        gain, first, second = hypotheses(x, there, course, np.array([scale]))
        before = np.array([[self._past[-2], self._past[-1]]])
        gain += plain_shapes(before, x, there, np.array([scale]))
        best = int(gain[:, 0].argmax())
        kind, x0 = KINDS[best], rr_ms[0]
        beside = min(self._past[-1], rr_ms[1]) if known > 1 else x0
        bar = BAR_TROUGH if kind is Fault.RESET and beside - x0 > DEEP_TROUGH * beside else BAR
        if gain[best, 0] <= bar:
            return None
        share = float(first[0] / (first[0] + second[0]))
        if kind is Fault.MISSED:
            self._past.extend((share * x0, (1 - share) * x0))
            return Finding(Label.MISSED)
        if kind is Fault.RESET:
            self._past.append(float(first[0]))
            return Finding(Label.ECTOPIC)
        total = x0 + rr_ms[1]
        if kind is Fault.EXTRA:
            self._past.append(total)
            return Finding(Label.EXTRA, 2)
        self._past.extend((share * total, (1 - share) * total))
        return Finding(Label.ECTOPIC if x0 - share * total < -EARLY * total / 2 else Label.MISALIGNED, 2)

    def _learn(self, x0: float, level: float, shares: FloatArray) -> None:
        """Renew weights and scale by one sound interval."""
        error = x0 / level - 1.0 - float(self._weights @ shares)
        most = CLIP * self._scale
        error = min(max(error, -most), most)
        along = self._inverse @ shares
        step = along / (_FORGET + float(shares @ along))
        self._weights = self._weights + step * error
        self._inverse = (self._inverse - step[:, None] * along) / _FORGET
        if (
            self._inverse[0, 0] > 1e3 or self._inverse.trace() > 1e6
        ):  # nothing moves: what is forgotten must not run away
            self._inverse = np.diag([0.01] + [5.0] * ORDER)
        self._learnt += 1
        gain = max(_GAIN, 1.0 / (self._learnt + 3))
        self._scale = max(FLOOR_SHARE, ((1 - gain) * self._scale**2 + gain * error * error) ** 0.5)
