"""Rows of intervals to a session, under one law: intervals in the file = beats + intervals named as left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from outbreath_app.importers.clock import unix_ns, zone_min
from outbreath_app.importers.limits import MOST_BEATS
from outbreath_app.importers.model import FileImportError, ImportedSession, LeftOut, LeftOutReason, Stretch
from outbreath_app.importers.stamps import TimeOrder, in_time_order, starts_of_stretches
from outbreath_app.importers.units import Unit

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]
LONGEST_RR_MS = 600_000.0
PLAUSIBLE_MS = (200.0, 3000.0)
# A unit is recognised only where the median is a resting heart's, 30 to 180 beats a minute; else it is asked for.
_RESTING_MS = (60_000 / 180, 60_000 / 30)
_SECONDS_BELOW = 10.0
# More rows than this share that hold no interval: the file is something else, or a column was taken for another.
_MOST_UNREADABLE = 0.1
# The clock and the sum of intervals of one minute and more, where nothing is missing, agree to this share.
_SHARE_OFF, _CHECKED_FROM_S, _STAMP_S = 0.005, 60.0, 3.0


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """The intervals of a file as they stand in it.

    values: shape (n,), in the file's unit, NaN where a row holds no number. places: the line of each, None for files
    without lines. stamps_s: when each was received, seconds after `started`, None where the file does not say.
    broken_before: rows before which the file itself tells of a break. rr_1024: the strap's integers. settings: numbers
    before the first interval that are none.
    """

    values: Sequence[float] | FloatArray
    places: Sequence[int] | None = None
    stamps_s: Sequence[float] | FloatArray | None = None
    started: datetime | None = None
    broken_before: Sequence[bool] | BoolArray | None = None
    rr_1024: NDArray[np.int64] | None = None
    settings: tuple[int, ...] = ()


def session_of(rows: Rows, unit: Unit | None = None) -> ImportedSession:
    """The session that rows make. unit None: recognised from the median where that leaves no doubt, and said.

    Raises FileImportError where they are no intervals of a heart at all.
    """
    raw = np.asarray(rows.values, dtype=np.float64)
    if not len(raw):
        raise FileImportError("holds no R-R intervals")
    if len(raw) > MOST_BEATS:
        raise FileImportError(f"holds more than {MOST_BEATS} beats")
    chosen, notes = _unit_of(raw, unit)
    rr_ms = np.asarray(raw * chosen.in_ms, dtype=np.float64)
    wrong = _unusable(rr_ms)
    _refuse_other_things(raw, wrong, rows.places)
    usable = ~np.logical_or.reduce(list(wrong.values()))
    time = _time_order(rows, np.where(usable, rr_ms, 0.0))
    kept, broken = _kept(time.order, usable, rows.broken_before)
    beats, clock = rr_ms[time.order[kept]], time.clock_s[kept]
    starts = starts_of_stretches(beats, None if rows.stamps_s is None else clock, broken)
    ticks = None if rows.rr_1024 is None else rows.rr_1024[time.order[kept]]
    stretches = _stretches(beats, ticks, starts)
    notes += _odd(beats)
    if rows.stamps_s is not None:
        notes += _clock_notes(rows, time, stretches, clock)
    left_out = [LeftOut(LeftOutReason.SETTINGS, rows.settings)] if rows.settings else []
    repeated = np.isin(np.arange(len(raw)), time.repeated)
    wrong = {reason: found & ~repeated for reason, found in wrong.items()} | {
        LeftOutReason.REPEATED: repeated
    }
    for reason, found in wrong.items():
        if found.any():
            left_out.append(LeftOut(reason, _places(rows, np.flatnonzero(found)), rows.places is not None))
    return ImportedSession(
        stretches,
        _began_ns(rows, time.order[kept[0]], float(beats[0])),
        zone_min(rows.started) if rows.started else None,
        notes=notes,
        left_out=tuple(left_out),
    )


def _places(rows: Rows, found: NDArray[np.int64]) -> tuple[int, ...]:
    return tuple(int(i) + 1 if rows.places is None else rows.places[int(i)] for i in found)


def _unit_of(raw: FloatArray, unit: Unit | None) -> tuple[Unit, tuple[str, ...]]:
    sound = raw[np.isfinite(raw) & (raw > 0)]
    if not len(sound):
        raise FileImportError("holds no usable R-R interval")
    median = float(np.median(sound))
    _refuse_thousands(sound)
    if unit is None:
        chosen = Unit.S if median < _SECONDS_BELOW else Unit.MS
        low, high = _RESTING_MS
        if not low <= median * chosen.in_ms <= high:
            raise FileImportError(
                f"has a median interval of {median:g}, which is neither seconds nor ms; say which with --unit"
            )
        notes: tuple[str, ...] = (f"intervals taken as {chosen} (median {median * chosen.in_ms:.0f} ms)",)
        return chosen, notes
    low, high = PLAUSIBLE_MS
    if not low <= median * unit.in_ms <= high:
        fits = [other for other in Unit if _RESTING_MS[0] <= median * other.in_ms <= _RESTING_MS[1]]
        hint = f"; --unit {fits[0]} would fit" if fits else ""
        raise FileImportError(f"has a median interval of {median:g} {unit}, which is no heart rhythm{hint}")
    return unit, ()


def _refuse_thousands(sound: FloatArray) -> None:
    """1.020 beside 999: a point that parts thousands, or two units; nobody can tell which."""
    small = (sound < _SECONDS_BELOW) & (np.abs(sound * 1000 - np.round(sound * 1000)) < 1e-6)
    large = sound >= PLAUSIBLE_MS[0]
    if np.count_nonzero(small) > 0.02 * len(sound) and np.count_nonzero(large) > 0.02 * len(sound):
        raise FileImportError(
            f"has intervals such as {sound[small][0]:.3f} beside others such as {sound[large][0]:g}: a point that "
            "parts thousands, or two units; write them all in ms without it"
        )


def _unusable(rr_ms: FloatArray) -> dict[LeftOutReason, BoolArray]:
    """Which rows hold no interval, by the reason."""
    unreadable = ~np.isfinite(rr_ms)
    known = np.where(unreadable, 1.0, rr_ms)
    return {
        LeftOutReason.ZERO: known == 0,
        LeftOutReason.NEGATIVE: known < 0,
        LeftOutReason.UNREADABLE: unreadable,
        LeftOutReason.TOO_LONG: known > LONGEST_RR_MS,
    }


def _refuse_other_things(
    raw: FloatArray, wrong: dict[LeftOutReason, BoolArray], places: Sequence[int] | None
) -> None:
    strange = wrong[LeftOutReason.NEGATIVE] | wrong[LeftOutReason.UNREADABLE] | wrong[LeftOutReason.TOO_LONG]
    if np.count_nonzero(strange) <= _MOST_UNREADABLE * len(raw):
        return
    i = int(np.argmax(strange))
    what = f"{raw[i]:g}" if np.isfinite(raw[i]) else "no number"
    where = f"as interval {i + 1}" if places is None else f"on line {places[i]}"
    raise FileImportError(
        f"has {what} {where}, and {np.count_nonzero(strange)} of {len(raw)} rows hold no R-R interval (a number above 0)"
    )


def _time_order(rows: Rows, rr_ms: FloatArray) -> TimeOrder:
    if rows.stamps_s is not None:
        return in_time_order(np.asarray(rows.stamps_s, dtype=np.float64), rr_ms)
    nothing = np.array([], dtype=np.int64)
    return TimeOrder(np.arange(len(rr_ms)), np.zeros(len(rr_ms)), nothing, nothing, ())


def _kept(
    order: NDArray[np.int64], usable: BoolArray, told: Sequence[bool] | BoolArray | None
) -> tuple[NDArray[np.int64], BoolArray]:
    """Places in the order that are beats, and before which of them an interval is missing."""
    sound = usable[order]
    kept = np.flatnonzero(sound)
    broken = np.concatenate([[False], np.diff(kept) > 1])
    if told is not None:
        missing = np.cumsum(np.asarray(told, dtype=np.bool_)[order])
        broken |= np.concatenate([[False], np.diff(missing[kept]) > 0])
    return kept, broken


def _stretches(
    rr_ms: FloatArray, ticks: NDArray[np.int64] | None, starts: list[tuple[int, float]]
) -> tuple[Stretch, ...]:
    ends = [first for first, _ in starts[1:]] + [len(rr_ms)]
    return tuple(
        Stretch(start_s, rr_ms[first:end], None if ticks is None else ticks[first:end])
        for (first, start_s), end in zip(starts, ends, strict=True)
    )


def _began_ns(rows: Rows, first: int, rr_ms: float) -> int | None:
    """Unix time at which the first interval began: it was received when it was over."""
    if rows.started is None:
        return None
    stamp_s = 0.0 if rows.stamps_s is None else float(rows.stamps_s[int(first)])
    return unix_ns(rows.started) + round(stamp_s * 1e9) - round(rr_ms * 1e6)


def _odd(rr_ms: FloatArray) -> tuple[str, ...]:
    low, high = PLAUSIBLE_MS
    odd = int(np.count_nonzero((rr_ms < low) | (rr_ms > high)))
    if not odd:
        return ()
    notes: tuple[str, ...] = (
        f"{odd} of {len(rr_ms)} intervals lie outside {low:g} to {high:g} ms; they are kept as they are",
    )
    return notes


def _clock_notes(
    rows: Rows, time: TimeOrder, stretches: tuple[Stretch, ...], clock_s: FloatArray
) -> tuple[str, ...]:
    """What the stamps and the intervals say of each other."""
    notes: tuple[str, ...] = ()
    if len(time.moved):
        first = _line(rows, time.moved[0])
        notes += (
            f"{len(time.moved)} rows stood out of order (from line {first}); put in order by their stamps",
        )
    for row, seconds in time.set_back[:3]:
        where = _line(rows, row)
        notes += (f"the stamps go back by {seconds:.0f} s at line {where}: taken as a clock that was set",)
    if len(time.set_back) > 3:
        notes += (f"the stamps go back {len(time.set_back)} times in all",)
    if len(stretches) > 1:
        notes += (f"{len(stretches) - 1} break(s), where the clock ran on without beats",)
    last = stretches[-1]
    covered_s = last.start_s + float(np.sum(last.rr_ms) - stretches[0].rr_ms[0]) / 1000
    seen_s = float(clock_s[-1] - clock_s[0])
    if covered_s > _CHECKED_FROM_S and abs(covered_s - seen_s) > max(_STAMP_S, _SHARE_OFF * seen_s):
        notes += (
            f"the intervals and breaks add up to {covered_s:.0f} s where the stamps saw {seen_s:.0f} s: beats are doubled, "
            "missing, or in another unit",
        )
    return notes


def _line(rows: Rows, row: int) -> int:
    return _places(rows, np.array([row]))[0]
