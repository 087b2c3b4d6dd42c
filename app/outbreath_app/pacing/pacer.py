"""The pacer: where the breath is at any moment, from the list of pace changes alone."""

from __future__ import annotations

import bisect
import math
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from outbreath_app.pacing.course import NO_PACING, Pace
from outbreath_app.pacing.pattern import (
    MAX_RATE_PER_MIN,
    MIN_RATE_PER_MIN,
    FloatArray,
    Part,
    PartKind,
    Pattern,
)

MAX_RAMP_PER_MIN = 0.5  # breaths/min each minute: slow enough not to be felt as a push
_NS = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Position:
    """The breath at one moment.

    level: 0 empty to 1 full. phase: cycles since pacing began. breath: 1 for the first breath, 0 when not paced.
    part_fraction: 0 to 1 through the part. part_left_s, part_length_s: seconds left in it and its whole length.
    count: 1, 2, 3... by the second within the part.
    """

    kind: PartKind
    level: float = 0.0
    phase: float = 0.0
    breath: int = 0
    part_fraction: float = 0.0
    part_left_s: float = 0.0
    part_length_s: float = 0.0
    count: int = 0
    rate_per_min: float | None = None

    @property
    def paced(self) -> bool:
        return self.kind is not PartKind.NONE


@dataclass(frozen=True, slots=True)
class PartStart:
    """The moment a part begins (ns) and how long it lasts."""

    at_ns: int
    part: Part
    length_s: float

    @property
    def kind(self) -> PartKind:
        return self.part.kind


@dataclass(frozen=True)
class Pacer:
    """Pace changes in order of time. Immutable: a change gives a new pacer, so any thread may keep one."""

    paces: tuple[Pace, ...] = ()

    def pace_at(self, t_ns: int) -> Pace:
        """The stretch in force at t_ns; nothing is paced before the first."""
        index = bisect.bisect_right(self.paces, t_ns, key=lambda pace: pace.at_ns)
        return self.paces[index - 1] if index else NO_PACING

    def _end_ns(self, pace: Pace) -> int | None:
        index = bisect.bisect_right(self.paces, pace.at_ns, key=lambda each: each.at_ns)
        return self.paces[index].at_ns if index < len(self.paces) else None

    def rate_at(self, t_ns: int) -> float | None:
        """Breaths per minute asked for at t_ns, None when nothing is paced."""
        pace = self.pace_at(t_ns)
        return None if pace.pattern is None else pace.rate_after((t_ns - pace.at_ns) / _NS)

    def phase_at(self, t_ns: int) -> float:
        """Cycles at t_ns."""
        pace = self.pace_at(t_ns)
        if pace.pattern is None:
            return pace.phase0
        return pace.phase0 + float(pace.cycles(np.array([(t_ns - pace.at_ns) / _NS]))[0])

    def position(self, t_ns: int) -> Position:
        """The breath at t_ns (monotonic ns)."""
        pace = self.pace_at(t_ns)
        if pace.pattern is None:
            return Position(PartKind.NONE, phase=pace.phase0)
        phase = self.phase_at(t_ns)
        part = pace.pattern.part_at(phase)
        whole = math.floor(phase)
        before_s = (t_ns - pace.at_ns) / _NS
        left_s = self._part_left_s(pace, t_ns, whole + part.end)
        gone_s = before_s - _seconds_at(pace, whole + part.start)
        return Position(
            kind=part.kind,
            level=float(pace.pattern.level(np.array([phase]))[0]),
            phase=phase,
            breath=whole + 1,
            part_fraction=min(max((phase - whole - part.start) / (part.end - part.start), 0.0), 1.0),
            part_left_s=left_s,
            part_length_s=gone_s + left_s,
            count=max(1, math.floor(gone_s + 1e-6) + 1),
            rate_per_min=pace.rate_after(before_s),
        )

    def _part_left_s(self, pace: Pace, t_ns: int, end_phase: float) -> float:
        """Seconds until end_phase, through a later stretch when that one begins first."""
        left_s = max(_seconds_at(pace, end_phase) - (t_ns - pace.at_ns) / _NS, 0.0)
        end_ns = self._end_ns(pace)
        if end_ns is None or t_ns + round(left_s * _NS) <= end_ns:
            return left_s
        follows = self.pace_at(end_ns)
        until_s = (end_ns - t_ns) / _NS
        if follows.pattern is None:
            return until_s
        part = follows.pattern.part_at(follows.phase0)
        assert pace.pattern is not None
        if part.kind is not pace.pattern.part_at(math.nextafter(end_phase, -math.inf)).kind:
            return until_s
        return until_s + self._part_left_s(follows, end_ns, math.floor(follows.phase0) + part.end)

    def levels(self, t_ns: npt.NDArray[np.int64]) -> FloatArray:
        """Breath level at each time (ns, ascending); NaN where nothing is paced."""
        levels = np.full(t_ns.shape, np.nan)
        for pace, where in self._stretches(t_ns):
            if pace.pattern is not None:
                elapsed_s = ((t_ns[where] - pace.at_ns) / _NS).astype(np.float64)
                phase = np.asarray(pace.phase0 + pace.cycles(elapsed_s), dtype=np.float64)
                levels[where] = pace.pattern.level(phase)
        return levels

    def _stretches(self, t_ns: npt.NDArray[np.int64]) -> Iterator[tuple[Pace, slice]]:
        """Each stretch in force within the times, with the slice of times it covers."""
        starts = np.searchsorted(t_ns, np.array([pace.at_ns for pace in self.paces], dtype=np.int64))
        for index, pace in enumerate(self.paces):
            stop = int(starts[index + 1]) if index + 1 < len(self.paces) else t_ns.size
            if stop > starts[index]:
                yield pace, slice(int(starts[index]), stop)

    def part_starts(self, from_ns: int, to_ns: int) -> Iterator[PartStart]:
        """Every part that begins in from_ns <= t < to_ns, in order.

        A change of pace in mid-part begins no part; one that starts pacing or ends a pause does.
        """
        for index, pace in enumerate(self.paces):
            end_ns = self.paces[index + 1].at_ns if index + 1 < len(self.paces) else to_ns
            if pace.pattern is None or pace.at_ns >= to_ns or end_ns <= from_ns:
                continue
            yield from self._parts_of(pace, max(from_ns, pace.at_ns), min(end_ns, to_ns))

    def _parts_of(self, pace: Pace, from_ns: int, to_ns: int) -> Iterator[PartStart]:
        assert pace.pattern is not None
        first = pace.phase0 + float(pace.cycles(np.array([(from_ns - pace.at_ns) / _NS]))[0])
        breath = math.floor(first)
        while True:
            for part in pace.pattern.parts:
                at_s = _seconds_at(pace, breath + part.start)
                at_ns = pace.at_ns + round(at_s * _NS)
                if at_ns >= to_ns:
                    return
                if at_ns >= from_ns:
                    length_s = self._part_left_s(pace, at_ns, breath + part.end)
                    yield PartStart(at_ns, part, length_s)
            breath += 1

    def part_changes(self, from_ns: int, to_ns: int) -> list[tuple[int, Part | None]]:
        """The part in force at from_ns, and every change of part before to_ns with its time; None: nothing is paced."""
        changes: list[tuple[int, Part | None]] = [(from_ns, self._part_now(self.pace_at(from_ns), from_ns))]
        for index, pace in enumerate(self.paces):
            end_ns = min(self.paces[index + 1].at_ns if index + 1 < len(self.paces) else to_ns, to_ns)
            if from_ns < pace.at_ns < to_ns:
                changes.append((pace.at_ns, self._part_now(pace, pace.at_ns)))
            if pace.pattern is not None and end_ns > from_ns:
                start_ns = max(pace.at_ns, from_ns) + 1
                for start in self._parts_of(pace, start_ns, end_ns):
                    changes.append((start.at_ns, start.part))
        return changes

    def _part_now(self, pace: Pace, t_ns: int) -> Part | None:
        if pace.pattern is None:
            return None
        return pace.pattern.part_at(
            pace.phase0 + float(pace.cycles(np.array([(t_ns - pace.at_ns) / _NS]))[0])
        )

    # --- changes: each gives the pacer that follows ---

    def changed(
        self,
        at_ns: int,
        pattern: Pattern | None = None,
        rate_per_min: float | None = None,
        *,
        to_rate_per_min: float | None = None,
        ramp_per_min: float = MAX_RAMP_PER_MIN,
        slide_s: float = 0.0,
        slide_breaths: float = 0.0,
        name: str | None = None,
        varied: bool | None = None,
    ) -> Pacer:
        """Pace from at_ns on; what is not given stays as it was. The breath goes on where it is: no jump.

        Later changes that were already planned are dropped. When nothing was paced, a new breath begins.
        """
        current = self.pace_at(at_ns)
        shape = pattern or current.pattern or Pattern()
        rate = rate_per_min if rate_per_min is not None else (self.rate_at(at_ns) or 6.0)
        if current.pattern is None:
            phase0 = float(math.ceil(current.phase0))
        else:
            phase0 = shape.phase_like(current.pattern, self.phase_at(at_ns))
        pace = Pace(
            at_ns=at_ns,
            pattern=shape,
            rate_per_min=rate,
            phase0=phase0,
            to_rate_per_min=to_rate_per_min,
            ramp_per_min=ramp_per_min if to_rate_per_min is not None else 0.0,
            slide_s=slide_s,
            slide_breaths=slide_breaths,
            name=current.name if name is None else name,
            varied=current.varied if varied is None else varied,
        )
        return self._with(pace)

    def held(self, at_ns: int) -> Pacer:
        """A ramp or slide stopped where it is: the rate of this moment is kept."""
        rate = self.rate_at(at_ns)
        if rate is None:
            return self
        return self.changed(at_ns, rate_per_min=min(max(rate, MIN_RATE_PER_MIN), MAX_RATE_PER_MIN))

    def resumed(self, at_ns: int, pace: Pace, stopped_ns: int) -> Pacer:
        """What `pace` would still have done when it was stopped at stopped_ns, from at_ns on, with a new breath."""
        if pace.pattern is None:
            return self.stopped(at_ns)
        gone_s = (stopped_ns - pace.at_ns) / _NS
        done = float(pace.cycles(np.array([min(gone_s, pace.slide_length_s)]))[0]) if pace.slide_s else 0.0
        breaths_left = max(pace.slide_breaths - done, 0.0)
        return self.changed(
            at_ns,
            pace.pattern,
            pace.rate_after(gone_s),
            to_rate_per_min=pace.to_rate_per_min if gone_s < pace.ramp_s else None,
            ramp_per_min=pace.ramp_per_min,
            slide_s=pace.slide_s if breaths_left > 0 else 0.0,
            slide_breaths=breaths_left,
            name=pace.name,
            varied=pace.varied,
        )

    def stopped(self, at_ns: int) -> Pacer:
        """Nothing is paced from at_ns on."""
        return self._with(replace(NO_PACING, at_ns=at_ns, phase0=self.phase_at(at_ns)))

    def _with(self, pace: Pace) -> Pacer:
        kept = tuple(each for each in self.paces if each.at_ns < pace.at_ns)
        return Pacer((*kept, pace))


def _seconds_at(pace: Pace, phase: float) -> float:
    """Seconds after the stretch's start at which the phase is reached; before the start the first rate is extended."""
    cycles = phase - pace.phase0
    return pace.seconds(cycles) if cycles >= 0 else cycles * 60.0 / pace.rate_per_min
