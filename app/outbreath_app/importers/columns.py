"""Text of numbers, whoever wrote it: which separator, which decimal sign, a header line or none, and which column is R-R."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from outbreath_app.importers.limits import number_or_none, shown
from outbreath_app.importers.model import FileImportError
from outbreath_app.importers.rows import Rows
from outbreath_app.importers.units import Unit

FloatArray = NDArray[np.float64]
_SEPARATORS = (";", "\t", ",", " ")
_UNIT_WORDS = {
    "ms": Unit.MS,
    "msec": Unit.MS,
    "s": Unit.S,
    "sec": Unit.S,
    "seconds": Unit.S,
    "us": Unit.US,
    "µs": Unit.US,
}
_UNIT_IN_HEADER = re.compile(
    r"[\[(]\s*(ms|msec|sec|seconds|s|us|µs|1/1024|1/1000|1/256)\s*s?\s*[\])]", re.IGNORECASE
)
_RR_WORD = re.compile(r"\b(r-?r|ibi|nni?|r-r intervals?|inter-?beat)", re.IGNORECASE)
# sample rates and column lengths that recorders write before the first interval
_RATES_HZ = (250, 256, 500, 512, 1000, 1024, 2000)
_MOST_EPOCH_S = 600
_AGREES = 0.02


@dataclass(frozen=True, slots=True)
class Column:
    """The intervals of a text: its rows, the unit its header names, and what the person should know."""

    rows: Rows
    unit: Unit | None = None
    notes: tuple[str, ...] = ()


def read_columns(text: str) -> Column:
    """The column of R-R intervals in a text of one or two columns of numbers; lines after # are comments.

    Raises FileImportError naming the line where that cannot be told.
    """
    lines = [(place, line.strip()) for place, line in enumerate(text.split("\n"), start=1)]
    lines = [(place, line) for place, line in lines if line and not line.startswith("#")]
    if not lines:
        raise FileImportError("holds no R-R intervals")
    unit, header = None, ""
    if not any(c.isdigit() for c in _UNIT_IN_HEADER.sub("", lines[0][1])) and len(lines) > 1:
        header = lines[0][1]
        unit, lines = _unit_named(header), lines[1:]
    separator = _separator([line for _, line in lines], header)
    if separator is None:
        values = [_value(line) for _, line in lines]
        _refuse_words(lines, values)
        skipped = _settings(values)
        rows = Rows(
            values[skipped:], [p for p, _ in lines[skipped:]], settings=tuple(p for p, _ in lines[:skipped])
        )
        return Column(rows, unit)
    return _of_two(lines, separator, header, unit)


def _unit_named(header: str) -> Unit | None:
    found = _UNIT_IN_HEADER.search(header)
    if not found:
        return None
    word = found[1].lower()
    return _UNIT_WORDS.get(word) or Unit(word)


def _separator(lines: Sequence[str], header: str) -> str | None:
    """What parts the columns, None where there is one column. A comma is a decimal sign unless both sides are intervals."""
    sample = [line.strip(",; \t") for line in lines[:200]]
    for separator in _SEPARATORS:
        rows = [line.split(separator) if separator != " " else line.split() for line in sample]
        many = sum(len(row) > 1 for row in rows)
        if many > 0.5 * len(rows) and not (separator == "," and "," not in header and _decimal_commas(rows)):
            return separator
    return None


def _decimal_commas(rows: list[list[str]]) -> bool:
    """Whether commas are decimal signs: one a line, and what follows is no interval by itself beside what precedes."""
    pairs = [row for row in rows if len(row) == 2]
    if len(pairs) < len([row for row in rows if len(row) > 1]):
        return False
    whole = [pair for pair in pairs if _is_interval(pair[0]) and _is_interval(pair[1])]
    return len(whole) <= 0.5 * len(pairs) and all(
        pair[0].strip().lstrip("+-").isdigit() and pair[1].strip().isdigit() for pair in pairs
    )


def _is_interval(word: str) -> bool:
    plain = word.strip()
    return plain.isdigit() and not plain.startswith("0") and 200 <= int(plain) <= 3000


def _value(text: str) -> float:
    found = number_or_none(text.strip(",; \t"))
    return np.nan if found is None else found


def _refuse_words(lines: list[tuple[int, str]], values: list[float]) -> None:
    """A text whose very first line is no number, and whose lines mostly are none, is something else: say where."""
    if values and np.count_nonzero(np.isnan(values)) > 0.1 * len(values):
        i = int(np.argmax(np.isnan(values)))
        raise FileImportError(
            f"has {shown(lines[i][1])} on line {lines[i][0]}, where one R-R interval should stand"
        )


def _settings(values: Sequence[float]) -> int:
    """How many numbers before the first interval are a recorder's settings: a sample rate and the length of its columns."""
    if len(values) < 10:
        return 0
    rate, length = values[0], values[1]
    rest = np.asarray(values[2:], dtype=np.float64)
    rest = rest[np.isfinite(rest)]
    alone = (
        len(rest) > 0
        and length < 0.5 * float(np.median(rest))
        and length < float(np.min(rest[rest > 0], initial=np.inf))
    )
    return 2 if rate in _RATES_HZ and 10 <= length <= _MOST_EPOCH_S and length == int(length) and alone else 0


def _of_two(lines: list[tuple[int, str]], separator: str, header: str, unit: Unit | None) -> Column:
    cells = [
        [each.strip() for each in (line.split(separator) if separator != " " else line.split())]
        for _, line in lines
    ]
    width = int(np.median([len(row) for row in cells]))
    if width > 2:
        raise FileImportError(
            f"has {width} columns of numbers under no header this program knows; keep the column of R-R intervals alone"
        )
    table = np.array([[_value(row[i]) if i < len(row) else np.nan for i in range(2)] for row in cells])
    places = [place for place, _ in lines]
    which, what = _which_is_rr(table, header, separator)
    other = table[:, 1 - which]
    notes = (f"column {which + 1} holds the intervals, column {2 - which} {what}",)
    if what != "the time":
        return Column(Rows(list(table[:, which]), places), unit, notes)
    scale = 1.0 if np.nanmedian(np.diff(other)) < 10 else 0.001
    stamps = np.where(np.isfinite(other), other, np.nan) * scale
    stamps = _filled(stamps)
    return Column(Rows(list(table[:, which]), places, stamps - stamps[0]), unit, notes)


def _filled(stamps: FloatArray) -> FloatArray:
    known = np.isfinite(stamps)
    return np.interp(np.arange(len(stamps)), np.flatnonzero(known), stamps[known])


def _which_is_rr(table: FloatArray, header: str, separator: str) -> tuple[int, str]:
    """The place of the intervals among two columns and what the other one is, told by the sums; else asked for."""
    for i in (0, 1):
        rr, other = table[:, i], table[:, 1 - i]
        sound = np.isfinite(rr) & np.isfinite(other) & (rr > 0)
        if np.count_nonzero(sound) < 3:
            continue
        rr, other = rr[sound], other[sound]
        steps = np.diff(other)
        for scale in (1.0, 0.001, 1000.0):
            off = np.abs(steps * scale - rr[1:])
            if np.all(steps >= 0) and np.median(off) <= _AGREES * np.median(rr):
                return i, "the time"
        for per_min in (60.0, 60_000.0):
            if np.median(np.abs(rr * other / per_min - 1)) <= _AGREES and _seems_rr(rr, per_min):
                return i, "the heart rate"
    names = re.split(r"[;,\t]", header) if header else []
    named = [i for i, name in enumerate(names[:2]) if _RR_WORD.search(name)]
    if len(named) == 1:
        return named[0], f"{names[1 - named[0]].strip() or 'something else'}"
    raise FileImportError(
        "has two columns, and neither is the time nor the heart rate of the other; keep the column of R-R intervals alone"
    )


def _seems_rr(rr: FloatArray, per_min: float) -> bool:
    """Of two columns whose product is 60 (or 60 000): R-R is the one below 10 s, or above 300 ms with a rate below 200."""
    median = float(np.median(rr))
    return median < 3 if per_min == 60.0 else median > 300
