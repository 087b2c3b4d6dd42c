"""The shape of one breath: how its time is shared between in, pause, out and pause."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float64]

MIN_RATE_PER_MIN = 3.0
MAX_RATE_PER_MIN = 15.0
MIN_MOVING_SHARE = 0.1  # a breath in or out shorter than a tenth of the cycle is not one a person can follow
_SHARE_SLACK = 1e-6


class PacingError(ValueError):
    """A pattern or a pace that cannot be breathed, with the value received."""


class PartKind(StrEnum):
    """What to do now. NONE: nothing is paced, breathe as you like."""

    IN = "in"
    HOLD_IN = "hold after in"
    OUT = "out"
    HOLD_OUT = "hold after out"
    NONE = "free"


@dataclass(frozen=True, slots=True)
class Part:
    """One stretch of the cycle: from start to end (cycles, 0 to 1), the level going from level_from to level_to."""

    kind: PartKind
    start: float
    end: float
    level_from: float
    level_to: float


@dataclass(frozen=True)
class Pattern:
    """Shares of one cycle (they sum to 1): in, pause after in, out, pause after out.

    top_up_share is the last piece of the in-breath's share, taken as a second small in-breath that
    lifts the level from top_up_level to 1; 0 leaves a single in-breath.
    """

    in_share: float = 0.4
    hold_in_share: float = 0.0
    out_share: float = 0.6
    hold_out_share: float = 0.0
    top_up_share: float = 0.0
    top_up_level: float = 0.8

    def __post_init__(self) -> None:
        shares = (self.in_share, self.hold_in_share, self.out_share, self.hold_out_share)
        if not all(math.isfinite(share) and 0 <= share <= 1 for share in shares):
            raise PacingError(f"the shares of a breath lie between 0 and 1; received {shares}.")
        if abs(sum(shares) - 1) > _SHARE_SLACK:
            raise PacingError(f"the shares of a breath add up to 1; received {shares}, sum {sum(shares):g}.")
        if self.in_share < MIN_MOVING_SHARE or self.out_share < MIN_MOVING_SHARE:
            raise PacingError(
                f"the in-breath and the out-breath each take at least {MIN_MOVING_SHARE:g} of the breath; "
                f"received in {self.in_share:g}, out {self.out_share:g}."
            )
        if not 0 <= self.top_up_share < self.in_share:
            raise PacingError(
                f"the top-up is part of the in-breath: 0 to {self.in_share:g}; received {self.top_up_share!r}."
            )
        if not 0 < self.top_up_level < 1:
            raise PacingError(f"the level before the top-up lies in 0 to 1; received {self.top_up_level!r}.")

    @classmethod
    def from_seconds(
        cls, in_s: float, out_s: float, hold_in_s: float = 0.0, hold_out_s: float = 0.0, top_up_s: float = 0.0
    ) -> Pattern:
        """The pattern with these times (the top-up inside in_s). Raises PacingError when it cannot be breathed."""
        times = (in_s, hold_in_s, out_s, hold_out_s, top_up_s)
        if not all(math.isfinite(time_s) and time_s >= 0 for time_s in times) or not in_s + out_s > 0:
            raise PacingError(f"the times of a breath are positive seconds; received {times}.")
        total_s = in_s + hold_in_s + out_s + hold_out_s
        return cls(
            in_s / total_s, hold_in_s / total_s, out_s / total_s, hold_out_s / total_s, top_up_s / total_s
        )

    @property
    def inhale_share(self) -> float:
        """The in-breath's part of the moving time: in / (in + out)."""
        return self.in_share / (self.in_share + self.out_share)

    @property
    def has_holds(self) -> bool:
        return self.hold_in_share > 0 or self.hold_out_share > 0

    def without_holds(self) -> Pattern:
        """The same breath with its pauses left out, in and out keeping their proportion."""
        moving = self.in_share + self.out_share
        return replace(
            self,
            in_share=self.in_share / moving,
            hold_in_share=0.0,
            out_share=self.out_share / moving,
            hold_out_share=0.0,
            top_up_share=self.top_up_share / moving,
        )

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """The parts in order, empty ones left out."""
        first = self.in_share - self.top_up_share
        split = self.top_up_level if self.top_up_share else 1.0
        lengths = (
            (PartKind.IN, first, 0.0, split),
            (PartKind.IN, self.top_up_share, split, 1.0),
            (PartKind.HOLD_IN, self.hold_in_share, 1.0, 1.0),
            (PartKind.OUT, self.out_share, 1.0, 0.0),
            (PartKind.HOLD_OUT, self.hold_out_share, 0.0, 0.0),
        )
        parts, start = [], 0.0
        for kind, length, level_from, level_to in lengths:
            if length > 0:
                parts.append(Part(kind, start, start + length, level_from, level_to))
                start += length
        last = parts[-1]
        parts[-1] = Part(last.kind, last.start, 1.0, last.level_from, last.level_to)
        return tuple(parts)

    @cached_property
    def _ends(self) -> FloatArray:
        return np.array([part.end for part in self.parts[:-1]])

    def part_index(self, phase: FloatArray) -> npt.NDArray[np.intp]:
        """Which part each phase (cycles) falls in."""
        index: npt.NDArray[np.intp] = np.searchsorted(self._ends, phase - np.floor(phase), side="right")
        return index

    def part_at(self, phase: float) -> Part:
        return self.parts[int(self.part_index(np.array([phase]))[0])]

    def level(self, phase: FloatArray) -> FloatArray:
        """Breath level 0 (empty) to 1 (full) at each phase (cycles): a raised cosine in every moving part."""
        within = phase - np.floor(phase)
        index = np.searchsorted(self._ends, within, side="right")
        start = np.array([part.start for part in self.parts])[index]
        length = np.array([part.end - part.start for part in self.parts])[index]
        low = np.array([part.level_from for part in self.parts])[index]
        high = np.array([part.level_to for part in self.parts])[index]
        eased = 0.5 - 0.5 * np.cos(np.pi * np.clip((within - start) / length, 0.0, 1.0))
        result: FloatArray = low + (high - low) * eased
        return result

    def phase_like(self, other: Pattern, phase: float) -> float:
        """The phase of this pattern that continues `other` at `phase`: the same breath, level and direction.

        A pause that this pattern lacks ends at once, so the next part begins.
        """
        whole = math.floor(phase)
        part = other.part_at(phase)
        if part.kind in (PartKind.HOLD_IN, PartKind.HOLD_OUT):
            fraction = (phase - whole - part.start) / (part.end - part.start)
            return whole + self._hold_phase(part.kind, fraction)
        level = float(other.level(np.array([phase]))[0])
        return whole + self._moving_phase(part.kind, level)

    def _hold_phase(self, kind: PartKind, fraction: float) -> float:
        for part in self.parts:
            if part.kind is kind:
                return part.start + fraction * (part.end - part.start)
        if kind is PartKind.HOLD_OUT:
            return 1.0
        return next(part.start for part in self.parts if part.kind is PartKind.OUT)

    def _moving_phase(self, kind: PartKind, level: float) -> float:
        """Where this pattern, moving that way, has this level."""
        moving = [part for part in self.parts if part.kind is kind]
        for part in moving:
            low, high = sorted((part.level_from, part.level_to))
            if low <= level <= high or part is moving[-1]:
                eased = min(max((level - part.level_from) / (part.level_to - part.level_from), 0.0), 1.0)
                return part.start + (part.end - part.start) * math.acos(1 - 2 * eased) / math.pi
        raise AssertionError("a pattern always has an in-breath and an out-breath")
