"""Notifications that got lost on the way: told from ones that are late, by what the intervals and the clock leave possible.

A link keeps its order and a strap sends what it has about once a second. So of any moment t at which a notification
was made, two things are certain: the last beat in it was over by then, and the next beat was not. With S the sum of all
intervals up to the last beat, r the next interval and C the constant between the two clocks:

    C <= t - S        and        t - S - r < C

Of many notifications the first gives the lowest C still possible from above (`_ceilings`), the second shows how far below
it a strap's own habits reach (`_excesses`). Beats that were made and never came add their time to t - S: after them the
second inequality breaks, however late or in however few packets the rest arrives, as soon as the interval after is known.
A delay adds to t - S as well, but only until the next notification comes in its own time: t is at most one usual spacing
before that. What was neither refuted nor proven after three intervals is left joined, and C is learned anew from there, so
that a loss which passed unseen is never marked later, at a place where nothing is missing.
"""

from __future__ import annotations

from collections import deque
from enum import Enum

# About half a minute of notifications: beats have then been of nearly every age, and clock drift stays below 10 ms.
_RECENT = 32
# A strap's habits are learned from more of them: a late one in a hundred is a habit too.
_HABITS, _HABITS_KNOWN = 256, 64
# So many ceilings are needed before an interval can speak against them.
_KNOWN_AFTER = 2
# The jitter of a radio and of the computer's clock; and that of a strap whose habits are not known yet, or that notifies
# in step with the beats. Real straps were up to 0.25 s late with a beat.
_SLACK_S, _CAUTION_S = 0.1, 0.25
# Some straps give milliseconds for 1/1024 s, and their sums run away from the clock: a floor of the latest ceilings that
# has risen by more than this is no chance, and such a strap is believed less.
_RUNAWAY_S, _LATEST = 0.2, 8
# A lost beat leaves at least this share of a neighbour's interval.
_LEAST_SHARE = 0.6
_MOST_EVIDENCE = 3


class Verdict(Enum):
    """What became of the beats before a notification that followed a hole."""

    OPEN = "open"
    WHOLE = "whole"
    LOST = "lost"
    UNKNOWN = "unknown"


class LossWatch:
    """Ask it about each notification after a hole; it learns from all the others. Times are seconds of one clock."""

    def __init__(self) -> None:
        self._ceilings: deque[float] = deque(maxlen=_RECENT)
        self._excesses: deque[float] = deque(maxlen=_HABITS)
        self._out_of_step: deque[float] = deque(maxlen=_HABITS)
        self._evidence = 0
        self._held_s = 0.0

    def restart(self) -> None:
        """Another constant from here on: beats were lost, or may have been. A strap's habits stay."""
        self._ceilings.clear()

    def learn_age(self, made_s: float, sum_s: float) -> None:
        """A notification that was made at the latest at made_s held the last beat of sum_s."""
        self._ceilings.append(made_s - sum_s)

    def learn_interval(self, made_s: float, sum_s: float, next_s: float, since_s: float, beats: int) -> None:
        """The beat that ends the interval next_s was not yet in the notification made at made_s; nothing was lost.

        since_s: from that notification to the one that brought the interval; that one held so many beats.
        """
        self._out_of_step.append(abs(since_s - next_s) if beats == 1 else since_s)
        if len(self._ceilings) >= _KNOWN_AFTER:
            self._excesses.append(self.age_s(made_s, sum_s) - next_s)

    def age_s(self, made_s: float, sum_s: float) -> float:
        """The least age of the last beat of sum_s at a moment; 0 while nothing is known."""
        return made_s - sum_s - min(self._ceilings) if len(self._ceilings) >= _KNOWN_AFTER else 0.0

    def open_s(self) -> float:
        """How far below the lowest ceiling the constant may still lie, by the latest intervals; unknown: without end."""
        latest = list(self._excesses)[-_RECENT:]
        return max(0.0, -max(latest)) if len(latest) >= _LATEST else float("inf")

    def begin(self, since_s: float, spacing_s: float) -> None:
        """A notification came after a hole of since_s: what follows is evidence for it.

        One that follows a lost one comes in its turn; how far it is out of turn is how long it may have been held up.
        """
        self._evidence = 0
        self._held_s = abs(since_s - spacing_s * round(since_s / spacing_s))

    def judge_age(self, made_s: float, sum_s: float, interval_s: float) -> Verdict:
        """Whether the last beat is so young that none can be missing before it. interval_s: the shortest one nearby."""
        if len(self._ceilings) < _KNOWN_AFTER:
            return Verdict.OPEN
        young = self.age_s(made_s, sum_s) < _LEAST_SHARE * interval_s - _SLACK_S
        return Verdict.WHOLE if young else Verdict.OPEN

    def judge_interval(self, made_s: float, sum_s: float, next_s: float) -> Verdict:
        """Whether the next interval contradicts what was known before the hole."""
        if len(self._ceilings) < _KNOWN_AFTER:
            return Verdict.UNKNOWN
        excess_s = self.age_s(made_s, sum_s) - next_s
        if excess_s > self._most_s() + self._runaway_s():
            return Verdict.LOST
        if excess_s <= 0:
            # what lies above may be a loss that cannot be proven, and is no habit to learn from
            self._excesses.append(excess_s)
        self._evidence += 1
        return Verdict.UNKNOWN if self._evidence >= _MOST_EVIDENCE else Verdict.OPEN

    def _most_s(self) -> float:
        """How much longer than its next interval this strap may leave a beat the last one."""
        usual_s = max(self._excesses, default=0.0)
        count = len(self._excesses)
        if count < _HABITS_KNOWN:
            return max(0.0, usual_s) + max(_CAUTION_S, _SLACK_S + self._held_s)
        nearly_all_s = sorted(self._excesses)[-1 - count // 50]
        if nearly_all_s < -_CAUTION_S and max(self._out_of_step) < _CAUTION_S:
            # a notification for each beat: none is ever old, and a missing one makes the next too old at once
            return nearly_all_s + _CAUTION_S
        return max(0.0, usual_s) + _SLACK_S + self._held_s

    def _runaway_s(self) -> float:
        """How far the clocks drew apart among the ceilings; 0 where that is within chance."""
        latest = list(self._ceilings)[-_LATEST:]
        risen_s = min(latest) - min(self._ceilings)
        return risen_s if risen_s > _RUNAWAY_S else 0.0
