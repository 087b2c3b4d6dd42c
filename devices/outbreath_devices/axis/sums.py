"""The sum of a strap's intervals against the clock: over minutes without a hole the two must agree.

With t the moment of a notification, S the sum of all intervals so far and r the interval that comes next, the constant C between the two
clocks is at most t - S, for the last beat was over, and more than t - S - r, for the next one was not. Where a later part leaves
only such constants as an earlier part rules out, the sum runs away from the clock: intervals were left out, or sent more than once,
or are milliseconds where 1/1024 s belong. A single lost beat is a step and not this.
"""

from __future__ import annotations

from collections import deque
from enum import StrEnum

LEAST_S, _MOST_S = 60.0, 300.0  # looked at together
_LOOK_EVERY_S = 5.0
LIMIT = 0.005  # share by which sum and clock may differ; crystals differ by a hundredth of that
# Straps hold a beat back by up to a quarter of a second, and radios jitter.
_SLACK_S = 0.3
# 1000 / 1024 of the truth, with what a minute can tell; and how steady that must be
_MILLISECONDS, _STEADY = (0.0205, 0.0275), (0.012, 0.036)
_LEAST_HALF = 0.25  # of the whole drift: less in one half is a step in the other


class ClockSum(StrEnum):
    """How the sum of a strap's intervals stands to the clock."""

    UNKNOWN = "unknown"
    AGREES = "agrees"
    TOO_MANY = "too many"
    TOO_FEW = "too few"
    MILLISECONDS = "milliseconds"


class SumWatch:
    """Feed it every notification of a link in order. verdict: UNKNOWN until a minute without a hole has been seen; then the latest."""

    def __init__(self) -> None:
        self.verdict = ClockSum.UNKNOWN
        self._sum_s = 0.0
        self._ceilings: deque[tuple[float, float]] = deque()  # (t, t - S)
        self._floors: deque[tuple[float, float]] = deque()  # (t, t - S - r)
        self._looked_s = float("-inf")

    def restart(self) -> None:
        """A hole: beats may be missing here. What was found stands until another minute has been seen."""
        self._ceilings.clear()
        self._floors.clear()
        self._looked_s = float("-inf")

    def feed(self, arrival_s: float, made_s: float | None, intervals_s: list[float]) -> None:
        """Intervals of a notification that arrived at arrival_s. made_s: when the one before was made at the latest, None in one burst with it."""
        if intervals_s and made_s is not None:
            self._floors.append((made_s, made_s - self._sum_s - intervals_s[0]))
        if not intervals_s:
            return
        self._sum_s += sum(intervals_s)
        self._ceilings.append((arrival_s, arrival_s - self._sum_s))
        for kept in (self._ceilings, self._floors):
            while kept and kept[0][0] < arrival_s - _MOST_S:
                kept.popleft()
        if self._looked_s == float("-inf"):
            self._looked_s = arrival_s
        if arrival_s - self._looked_s >= _LOOK_EVERY_S and arrival_s - self._ceilings[0][0] >= LEAST_S:
            self._looked_s = arrival_s
            self.verdict = self._judge(self._ceilings[0][0], arrival_s)

    def _judge(self, begin_s: float, end_s: float) -> ClockSum:
        third_s = (end_s - begin_s) / 3
        parts: list[tuple[float, float]] = []
        for k in range(3):
            low, high = begin_s + k * third_s, begin_s + (k + 1) * third_s
            ceilings = [c for t, c in self._ceilings if low <= t <= high]
            floors = [f for t, f in self._floors if low <= t <= high]
            if not ceilings or not floors:
                return self.verdict
            parts.append((min(ceilings), max(floors)))
        (first, first_floor), (middle, _), (last, last_floor) = parts
        drift = (last - first) / (2 * third_s)
        halves = (middle - first) / third_s, (last - middle) / third_s
        proven = last_floor > first + _SLACK_S if drift > 0 else last < first_floor - _SLACK_S
        both = min(each / drift for each in halves) > _LEAST_HALF if drift else False
        if not proven or not both or abs(drift) < LIMIT:
            return ClockSum.AGREES
        if drift < 0:
            return ClockSum.TOO_MANY
        lowest, highest = _STEADY
        steady = all(lowest < each < highest for each in halves)
        exact = _MILLISECONDS[0] <= drift <= _MILLISECONDS[1]
        return ClockSum.MILLISECONDS if exact and steady else ClockSum.TOO_FEW
