"""R-R intervals from text: one number a line, the unit named or recognised, anything else refused with its line."""

from __future__ import annotations

import math
from enum import StrEnum

import numpy as np

from outbreath_signal.beats import FloatArray

# 20 to 300 beats a minute: a series whose median lies outside is in another unit, or is no heart.
_MEDIAN_LOW_MS, _MEDIAN_HIGH_MS = 200.0, 3000.0
_SECONDS_BELOW = 10.0
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r\f")) + b"\x7f"
_SHOWN_CHARACTERS = 30


class Unit(StrEnum):
    """The unit of the intervals in a text file."""

    MS = "ms"
    S = "s"

    @property
    def in_ms(self) -> float:
        return 1000.0 if self is Unit.S else 1.0


class RRTextError(ValueError):
    """Text that is no list of R-R intervals; the message says what is wrong and where."""


def looks_binary(head: bytes) -> bool:
    """Whether the first bytes of a file cannot be text: a control character that no text file holds."""
    return not head.startswith((b"\xff\xfe", b"\xfe\xff")) and len(head.translate(None, _CONTROLS)) < len(
        head
    )


def parse_rr_text(content: bytes, unit: Unit | None = None) -> tuple[FloatArray, Unit]:
    """The intervals in ms, shape (n,), and the unit they were written in.

    Lines that are blank or start with # are passed over. Without a unit, a median below 10 means seconds and one of 200
    to 3000 means ms; anything between is refused, never guessed. Raises RRTextError.
    """
    if looks_binary(content):
        raise RRTextError("is neither a recording nor text")
    numbers, places = _numbers(_decode(content))
    if not len(numbers):
        raise RRTextError("holds no R-R intervals")
    wrong = ~np.isfinite(numbers) | (numbers <= 0)
    if wrong.any():
        i = int(np.argmax(wrong))
        raise RRTextError(f"has {numbers[i]:g} on line {places[i]}; an R-R interval must be a number above 0")
    median = float(np.median(numbers))
    chosen = unit or _recognised(median)
    if not _MEDIAN_LOW_MS <= median * chosen.in_ms <= _MEDIAN_HIGH_MS:
        other = Unit.S if chosen is Unit.MS else Unit.MS
        fits = _MEDIAN_LOW_MS <= median * other.in_ms <= _MEDIAN_HIGH_MS
        hint = f"; --unit {other} would fit" if fits else ""
        raise RRTextError(f"has a median interval of {median:g} {chosen}, which is no heart rhythm{hint}")
    return np.asarray(numbers * chosen.in_ms, dtype=np.float64), chosen


def _recognised(median: float) -> Unit:
    if median < _SECONDS_BELOW:
        return Unit.S
    if _MEDIAN_LOW_MS <= median <= _MEDIAN_HIGH_MS:
        return Unit.MS
    raise RRTextError(
        f"has a median interval of {median:g}, which is neither seconds (below {_SECONDS_BELOW:g}) nor ms "
        f"({_MEDIAN_LOW_MS:g} to {_MEDIAN_HIGH_MS:g})"
    )


def _decode(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    return content.removeprefix(b"\xef\xbb\xbf").decode("latin-1")


def _numbers(text: str) -> tuple[FloatArray, list[int]]:
    """Every number and the line it stands on; the first line that is not one number is refused."""
    values: list[float] = []
    places: list[int] = []
    for place, line in enumerate(text.split("\n"), start=1):
        entry = line.strip()
        if not entry or entry.startswith("#"):
            continue
        values.append(_number(entry, place))
        places.append(place)
    return np.array(values, dtype=np.float64), places


def _number(entry: str, place: int) -> float:
    try:
        value = float(entry)
    except ValueError:
        value = math.nan
    if math.isnan(value) or "_" in entry:
        shown = entry if len(entry) <= _SHOWN_CHARACTERS else entry[:_SHOWN_CHARACTERS] + "..."
        raise RRTextError(f"has {shown!r} on line {place}, where one R-R interval should stand")
    return value
