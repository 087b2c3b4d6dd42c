"""Texts of intervals: Kubios text and reports, Elite HRV, and any text of one or two columns of numbers."""

from __future__ import annotations

import re
from pathlib import Path

from outbreath_app.importers.clock import moment_in_name
from outbreath_app.importers.columns import read_columns
from outbreath_app.importers.limits import head_text, number_or_none, read_capped, text_of
from outbreath_app.importers.model import FileImportError, ImportedSession, Importer
from outbreath_app.importers.rows import Rows, session_of
from outbreath_app.importers.units import Unit

_NUMBERS_LINE = re.compile(r"^[\s\d.,;+\-eE]*\d[\s\d.,;+\-eE]*$")
_RR_COLUMN = re.compile(r"^r-?r[ _-]?interval", re.IGNORECASE)
_UNIT_CELL = re.compile(r"^\((ms|s)\)$", re.IGNORECASE)
_MOST_WORDS = 0.1


def _lines(head: bytes) -> list[str]:
    lines = head_text(head).split("\n")
    return [
        line.strip() for line in lines[:-1] or lines if line.strip() and not line.lstrip().startswith("#")
    ]


def recognises_elite(head: bytes, name: str) -> bool:
    """Whole ms on every line and a file named by its time, as Elite HRV writes them."""
    rows = _lines(head)
    return bool(rows) and moment_in_name(name) is not None and all(row.isdigit() for row in rows)


def recognises_numbers(head: bytes, name: str) -> bool:
    """Lines of numbers, comments and one header line allowed."""
    rows = _lines(head)[:200]
    numbers = sum(bool(_NUMBERS_LINE.match(row)) for row in rows)
    return numbers > 0 and numbers >= (1 - _MOST_WORDS) * (len(rows) - 1)


def read(path: Path, unit: Unit | None) -> list[ImportedSession]:
    """One session from a text of numbers. The format knows no breaks; a time column shows them."""
    return [read_text(read_capped(path), unit)]


def read_text(content: bytes, unit: Unit | None) -> ImportedSession:
    """The session in a text of numbers, whatever its encoding, line ends, separator and decimal sign."""
    column = read_columns(text_of(content))
    session = session_of(column.rows, unit or column.unit)
    for note in column.notes:
        session = session.with_note(note)
    return session


def recognises_report(head: bytes, name: str) -> bool:
    """A Kubios HRV results file."""
    start = head_text(head[:4000])
    return "Kubios HRV" in start or start.lstrip().startswith("HRV ANALYSIS RESULTS")


def read_report(path: Path, unit: Unit | None) -> list[ImportedSession]:
    """The R-R block of a Kubios report: the column headed 'RR interval' under its unit, whatever columns stand beside."""
    rows = [_cells(line) for line in text_of(read_capped(path)).split("\n")]
    for place, cells in enumerate(rows):
        at = next((i for i, cell in enumerate(cells) if _RR_COLUMN.match(cell)), None)
        if at is None:
            continue
        found = _block(rows, place + 1, at)
        if found is not None:
            return [session_of(found[0], unit or found[1])]
    raise FileImportError("is a Kubios report without a block of R-R intervals; export the R-R data as text")


def _cells(line: str) -> list[str]:
    """The cells of a row. Reports of commas as decimal signs part their columns by tabs or semicolons."""
    separator = "\t" if "\t" in line else ";" if ";" in line else ","
    return [cell.strip() for cell in line.split(separator)]


def _block(rows: list[list[str]], first: int, at: int) -> tuple[Rows, Unit | None] | None:
    """The numbers under a heading, after its row of units where it has one; None where no block of them follows."""
    unit: Unit | None = None
    values: list[float] = []
    places: list[int] = []
    for place in range(first, len(rows)):
        cells = rows[place]
        cell = cells[at] if at < len(cells) else ""
        named = _UNIT_CELL.match(cell)
        if not values and named:
            unit = Unit(named[1].lower())
            continue
        value = number_or_none(cell) if cell else None
        if value is None:
            if values or any(number_or_none(each) is not None for each in cells if each):
                break
            if place > first + 2:
                return None
            continue
        values.append(value)
        places.append(place + 1)
    return (Rows(values, places), unit) if len(values) >= 2 else None


ELITE_HRV = Importer("elite_hrv", "Elite HRV text", recognises_elite, read, asks_unit=True)
KUBIOS = Importer("kubios", "Kubios text, one interval a line", recognises_numbers, read, asks_unit=True)
KUBIOS_REPORT = Importer("kubios_report", "Kubios HRV report", recognises_report, read_report, asks_unit=True)
