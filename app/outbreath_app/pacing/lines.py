"""Pace changes as lines of the recording, and the exact pacer back from them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import Any

from outbreath_app.pacing.course import NO_PACING, Pace
from outbreath_app.pacing.pacer import Pacer
from outbreath_app.pacing.pattern import PacingError, Pattern

Line = dict[str, Any]

_LARGEST_NS = 1 << 62


def pace_line(pace: Pace) -> Line:
    """The line for one pace change, without the sequence number and stamp that the recorder adds."""
    line: Line = {"k": "pace", "rate_per_min": None, "at": pace.at_ns, "phase0": pace.phase0}
    pattern = pace.pattern
    if pattern is None:
        return line
    period_s = 60.0 / pace.rate_per_min
    line |= {
        "rate_per_min": pace.rate_per_min,
        "inhale_share": pattern.inhale_share,
        "hold_in_s": pattern.hold_in_share * period_s,
        "hold_out_s": pattern.hold_out_share * period_s,
        "shares": [pattern.in_share, pattern.hold_in_share, pattern.out_share, pattern.hold_out_share],
    }
    if pattern.top_up_share:
        line["top_up"] = {"share": pattern.top_up_share, "level": pattern.top_up_level}
    if pace.to_rate_per_min is not None:
        line["ramp"] = {"to_rate_per_min": pace.to_rate_per_min, "per_min": pace.ramp_per_min}
    if pace.slide_s:
        line["slide"] = {"longer_s": pace.slide_s, "breaths": pace.slide_breaths}
    if pace.varied:
        line["varied"] = True
    if pace.name:
        line["pattern"] = pace.name
    return line


def pace_from_line(line: Mapping[str, Any]) -> Pace:
    """The pace change in a line. Raises PacingError when it cannot be one."""
    at_ns = line.get("at", line.get("t"))
    if not isinstance(at_ns, int) or isinstance(at_ns, bool) or abs(at_ns) > _LARGEST_NS:
        raise PacingError(f"a pace line needs its time in ns; received {at_ns!r}.")
    phase0 = _number(line, "phase0", 0.0)
    if line.get("rate_per_min") is None:
        return Pace(at_ns=at_ns, pattern=None, phase0=phase0)
    rate = _number(line, "rate_per_min", math.nan)
    ramp, slide = _table(line, "ramp"), _table(line, "slide")
    return Pace(
        at_ns=at_ns,
        pattern=_pattern(line, rate),
        rate_per_min=rate,
        phase0=phase0,
        to_rate_per_min=_number(ramp, "to_rate_per_min", math.nan) if ramp else None,
        ramp_per_min=_number(ramp, "per_min", 0.0),
        slide_s=_number(slide, "longer_s", 0.0),
        slide_breaths=_number(slide, "breaths", 0.0),
        name=str(line.get("pattern", "")),
        varied=line.get("varied") is True,
    )


def _table(line: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    table = line.get(key)
    return table if isinstance(table, Mapping) else {}


def _pattern(line: Mapping[str, Any], rate_per_min: float) -> Pattern:
    shares, top_up = line.get("shares"), _table(line, "top_up")
    if isinstance(shares, list) and len(shares) == 4:
        breath_in, hold_in, out, hold_out = (_number({"shares": each}, "shares", math.nan) for each in shares)
        top_up_share, level = _number(top_up, "share", 0.0), _number(top_up, "level", 0.8)
        return Pattern(breath_in, hold_in, out, hold_out, top_up_share, level)
    if not rate_per_min > 0:
        raise PacingError(f"the pace is a number of breaths a minute; received {rate_per_min!r}.")
    hold_in = _number(line, "hold_in_s", 0.0) * rate_per_min / 60
    hold_out = _number(line, "hold_out_s", 0.0) * rate_per_min / 60
    inhale = _number(line, "inhale_share", 0.4)
    moving = 1 - hold_in - hold_out
    return Pattern(moving * inhale, hold_in, moving * (1 - inhale), hold_out)


def _number(line: Mapping[str, Any], key: str, default: float) -> float:
    value = line.get(key, default)
    if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) < 1e12:
        if isinstance(value, float) and math.isnan(value):
            raise PacingError(f"a pace line needs {key}.")
        raise PacingError(f"{key} in a pace line is a number; received {value!r}.")
    return float(value)


def pacer_from_lines(lines: Iterable[Mapping[str, Any]]) -> Pacer:
    """The pacer exactly as it was, from a recording's lines; a pace line that cannot be used stops the pacing there."""
    paces: list[Pace] = []
    for line in lines:
        if line.get("k") != "pace":
            continue
        try:
            pace = pace_from_line(line)
        except PacingError:
            stamp = line.get("at", line.get("t"))
            if not isinstance(stamp, int) or abs(stamp) > _LARGEST_NS:
                continue
            pace = Pace(at_ns=stamp, pattern=NO_PACING.pattern)
        paces = [each for each in paces if each.at_ns < pace.at_ns]
        paces.append(pace)
    return Pacer(tuple(paces))
