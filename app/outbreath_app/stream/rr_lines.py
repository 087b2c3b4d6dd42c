"""The recording's `rr` lines: intervals that came ready-made from another program, exact, with their breaks."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from outbreath_devices.recording.line import Line
from outbreath_devices.strap.beat import Beat

PER_LINE = 256
_LONGEST_MS = 600_000.0
_LARGEST_S = 1e9


def rr_lines(
    start_s: float, rr_ms: Sequence[float], rr_1024: Sequence[int] | None = None
) -> Iterator[tuple[float, Line]]:
    """Lines for one unbroken stretch of intervals, each with the time (s) at which its last beat stands.

    start_s: where the first interval begins, seconds from the recording's first line. rr_1024: the strap's integers
    where the source kept them.
    """
    at_s = start_s
    for first in range(0, len(rr_ms), PER_LINE):
        part = [float(rr) for rr in rr_ms[first : first + PER_LINE]]
        line: Line = {"k": "rr", "at_s": at_s, "joined": first > 0, "rr_ms": part}
        if rr_1024 is not None:
            line["rr_1024"] = [int(rr) for rr in rr_1024[first : first + PER_LINE]]
        for rr in part:
            at_s += rr / 1000
        yield at_s, line


def beats_of(line: Line, last_s: float | None) -> tuple[Beat, ...]:
    """The beats of an `rr` line: every interval that is one, whatever else the line says wrongly.

    last_s: the time of the beat before it, None at the start. A line that would go back in time begins after that beat,
    with a break before it. An interval that is none leaves a break. Integers that do not fit their intervals are not used.
    """
    at_s, values = line.get("at_s"), line.get("rr_ms")
    if not isinstance(values, list):
        return ()
    known = _is_number(at_s, 0.0, _LARGEST_S)
    end_s = float(at_s) if known and isinstance(at_s, int | float) else last_s or 0.0
    joined = known and line.get("joined") is True and last_s is not None
    if last_s is not None and end_s < last_s - 1e-6:
        end_s, joined = last_s, False
    integers = line.get("rr_1024")
    if not _are_integers(integers, len(values)):
        integers = None
    beats = []
    for i, rr in enumerate(values):
        if not _is_number(rr, 1e-6, _LONGEST_MS):
            joined = False
            continue
        end_s += rr / 1000
        beats.append(Beat(end_s, float(rr), integers[i] if integers and integers[i] > 0 else None, joined))
        joined = True
    return tuple(beats)


def _is_number(value: object, low: float, high: float) -> bool:
    return (
        isinstance(value, int | float)
        and not isinstance(value, bool)
        and low <= value <= high
        and not math.isnan(value)
    )


def _are_integers(values: object, count: int) -> bool:
    return (
        isinstance(values, list)
        and len(values) == count
        and all(type(v) is int and -1 <= v < 1 << 31 for v in values)
    )
