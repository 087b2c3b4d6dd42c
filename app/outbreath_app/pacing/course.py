"""One stretch of pacing: how many breaths have passed so many seconds after it began, and the reverse.

Within a stretch the rate is steady, or changes linearly in time (a ramp), or each breath is longer than
the one before by a fixed time (a slide). All three have closed forms both ways, so nothing accumulates.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np

from outbreath_app.pacing.pattern import MAX_RATE_PER_MIN, MIN_RATE_PER_MIN, FloatArray, PacingError, Pattern
from outbreath_app.pacing.variation import block_ends, breaths_after, lengths_after, share_at

LONGEST_CHANGE_S = 86_400.0
MOST_BREATHS = 1e9


@dataclass(frozen=True, slots=True)
class Pace:
    """A stretch of pacing from at_ns on (monotonic ns) until the next one.

    pattern None: nothing is paced. phase0: cycles at at_ns. rate_per_min: the rate at at_ns.
    to_rate_per_min and ramp_per_min: a ramp to that rate by so many breaths/min each minute.
    slide_s and slide_breaths: every breath is longer by slide_s than the one before, over so many breaths;
    the rate at at_ns is then that of the first instant, and the rate reached is kept.
    varied: once the rate stays the same, its breaths vary in blocks about it (see `variation`), from the next whole breath on.
    """

    at_ns: int
    pattern: Pattern | None
    rate_per_min: float = 6.0
    phase0: float = 0.0
    to_rate_per_min: float | None = None
    ramp_per_min: float = 0.0
    slide_s: float = 0.0
    slide_breaths: float = 0.0
    name: str = ""
    varied: bool = False

    def __post_init__(self) -> None:
        if self.pattern is None:
            return
        target = self.to_rate_per_min if self.to_rate_per_min is not None else self.rate_per_min
        for rate in (self.rate_per_min, target, self.end_rate_per_min):
            if not (math.isfinite(rate) and MIN_RATE_PER_MIN - 1e-9 <= rate <= MAX_RATE_PER_MIN + 1e-9):
                raise PacingError(
                    f"the pace lies between {MIN_RATE_PER_MIN:g} and {MAX_RATE_PER_MIN:g} breaths a minute; "
                    f"received {rate!r}."
                )
        if target != self.rate_per_min and not (math.isfinite(self.ramp_per_min) and self.ramp_per_min > 0):
            raise PacingError(f"a ramp needs a speed above 0; received {self.ramp_per_min!r}.")
        if self.slide_s and target != self.rate_per_min:
            raise PacingError("a stretch of pacing ramps or slides, not both.")
        if not 0 <= self.settles_after_s <= LONGEST_CHANGE_S:
            raise PacingError(f"a ramp or a slide lasts at most a day; received {self.settles_after_s:g} s.")
        if not abs(self.phase0) < MOST_BREATHS:
            raise PacingError(f"the phase is a number of breaths; received {self.phase0!r}.")

    @property
    def ramp_s(self) -> float:
        """How long the ramp lasts (s), 0 without one."""
        if self.to_rate_per_min is None or self.to_rate_per_min == self.rate_per_min:
            return 0.0
        return abs(self.to_rate_per_min - self.rate_per_min) / self.ramp_per_min * 60.0

    @property
    def end_rate_per_min(self) -> float:
        """The rate once the ramp or slide is over."""
        if self.slide_s:
            period_s = 60.0 / self.rate_per_min + self.slide_s * self.slide_breaths
            return 60.0 / period_s if period_s > 0 else math.inf
        return self.rate_per_min if self.to_rate_per_min is None else self.to_rate_per_min

    @property
    def slide_length_s(self) -> float:
        """How long the slide lasts (s), 0 without one."""
        if not self.slide_s:
            return 0.0
        return 60.0 / self.rate_per_min * self.slide_breaths + self.slide_s * self.slide_breaths**2 / 2

    @property
    def settles_after_s(self) -> float:
        """Seconds from the start until the rate stays the same."""
        return max(self.ramp_s, self.slide_length_s)

    @property
    def _slope(self) -> float:
        """Signed ramp: breaths/min per minute."""
        return math.copysign(self.ramp_per_min, self.end_rate_per_min - self.rate_per_min)

    def cycles(self, elapsed_s: FloatArray) -> FloatArray:
        """Breaths since the start, after each elapsed time (s, >= 0)."""
        settled_s = self.settles_after_s
        early = np.minimum(elapsed_s, settled_s)
        late = np.maximum(elapsed_s - settled_s, 0.0)
        if self.slide_s:
            period_s = 60.0 / self.rate_per_min
            moved = 2 * early / (period_s + np.sqrt(period_s**2 + 2 * self.slide_s * early))
        else:
            moved = (self.rate_per_min * early + (self._slope if settled_s else 0.0) * early**2 / 120) / 60
        even = self.end_rate_per_min * late / 60
        result: FloatArray = moved + (self._varied(even) if self.varied else even)
        return result

    @property
    def _settled_cycles(self) -> float:
        """Breaths until the rate stays the same."""
        return float(replace(self, varied=False).cycles(np.array([self.settles_after_s]))[0])

    @property
    def _until_whole(self) -> float:
        """Part of a breath from where the rate stays the same to where blocks of breaths begin."""
        at = self.phase0 + self._settled_cycles
        return math.ceil(at - 1e-9) - at

    def _varied(self, even: FloatArray) -> FloatArray:
        """Breaths of a varied course after as much time as so many even ones take."""
        first = self._until_whole
        beyond = breaths_after(np.maximum(even - first, 0.0))
        return np.asarray(np.where(even <= first, even, first + beyond), dtype=np.float64)

    def _blocks_at(self, elapsed_s: float) -> float | None:
        """Breaths in blocks so far; None before the first block."""
        if not self.varied or elapsed_s < self.settles_after_s:
            return None
        done = float(self.cycles(np.array([elapsed_s]))[0]) - self._settled_cycles - self._until_whole
        return done if done >= -1e-9 else None

    def next_block_s(self, elapsed_s: float) -> float | None:
        """When the first block after a moment begins (s after the start); None where nothing varies."""
        if not self.varied:
            return None
        done = self._blocks_at(elapsed_s)
        ends = 0.0 if done is None else block_ends(max(done, 0.0))
        return self.seconds(self._settled_cycles + self._until_whole + ends)

    def seconds(self, cycles: float) -> float:
        """Seconds after the start at which so many breaths (>= 0) have passed: the inverse of cycles()."""
        settled_s = self.settles_after_s
        settled = float(self.cycles(np.array([settled_s]))[0]) if settled_s else 0.0
        if cycles > settled or not settled_s:
            left = cycles - settled
            if self.varied and left > self._until_whole:
                left = self._until_whole + lengths_after(left - self._until_whole)
            return settled_s + left * 60.0 / self.end_rate_per_min
        if self.slide_s:
            return 60.0 / self.rate_per_min * cycles + self.slide_s * cycles**2 / 2
        root = math.sqrt(max(self.rate_per_min**2 + 2 * self._slope * cycles, 0.0))
        return 120.0 * cycles / (self.rate_per_min + root)

    def rate_after(self, elapsed_s: float) -> float:
        """Breaths per minute asked for, elapsed_s after the start; of a varied pace the one its breaths vary about."""
        if elapsed_s >= self.settles_after_s:
            return self.end_rate_per_min
        if self.slide_s:
            done = float(self.cycles(np.array([elapsed_s]))[0])
            return 60.0 / (60.0 / self.rate_per_min + self.slide_s * done)
        return self.rate_per_min + self._slope * elapsed_s / 60

    def shown_rate_after(self, elapsed_s: float) -> float:
        """The rate of the breath under way, which a varied pace has other than the one asked for."""
        done = self._blocks_at(elapsed_s)
        return self.rate_after(elapsed_s) / (1.0 if done is None else share_at(max(done, 0.0)))


NO_PACING = Pace(at_ns=0, pattern=None)
