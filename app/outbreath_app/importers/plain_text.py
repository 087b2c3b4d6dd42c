"""One interval a line: Kubios text (comments with #, ms or s) and Elite HRV (whole ms, nothing else)."""

from __future__ import annotations

import re
from pathlib import Path

from outbreath_app.importers.clock import moment_in_name, unix_ns
from outbreath_app.importers.limits import checked_rr, number, read_capped, text_of
from outbreath_app.importers.model import FileImportError, ImportedSession, Importer, Stretch
from outbreath_app.importers.rr_text import Unit

_NUMBER_LINE = re.compile(rb"^\s*\d{1,6}([.,]\d{1,12})?\s*$")


def _lines(head: bytes) -> list[bytes]:
    lines = head.removeprefix(b"\xef\xbb\xbf").replace(b"\r", b"\n").split(b"\n")
    return [line for line in lines[:-1] or lines if line.strip()]


def recognises_elite(head: bytes, name: str) -> bool:
    """Whole ms on every line and a file named by its time, as Elite HRV writes them."""
    rows = _lines(head)
    return bool(rows) and moment_in_name(name) is not None and all(row.strip().isdigit() for row in rows)


def recognises_kubios(head: bytes, name: str) -> bool:
    """Numbers one a line, comments allowed."""
    rows = [line for line in _lines(head) if not line.lstrip().startswith(b"#")]
    return bool(rows) and all(_NUMBER_LINE.match(row) for row in rows[:50])


def read(path: Path, unit: Unit | None) -> list[ImportedSession]:
    """One session, unbroken: the format knows no breaks."""
    values: list[float] = []
    places: list[int] = []
    for place, line in enumerate(text_of(read_capped(path)).splitlines(), start=1):
        entry = line.strip()
        if entry and not entry.startswith("#"):
            values.append(number(entry, place))
            places.append(place)
    rr_ms, _, notes = checked_rr(values, unit, places)
    return [_session(path, rr_ms, notes)]


def _session(path: Path, rr_ms: object, notes: tuple[str, ...]) -> ImportedSession:
    import numpy as np

    started = moment_in_name(path.name)
    return ImportedSession(
        (Stretch(0.0, np.asarray(rr_ms, dtype=np.float64)),),
        started_ns=unix_ns(started) if started else None,
        notes=notes,
    )


def recognises_report(head: bytes, name: str) -> bool:
    """A Kubios HRV results file."""
    return b"Kubios HRV" in head[:4000]


def read_report(path: Path, unit: Unit | None) -> list[ImportedSession]:
    """The R-R block of a Kubios report: numbers after an 'RR Interval' heading (s or ms), until something else comes."""
    values: list[float] = []
    places: list[int] = []
    within = False
    for place, line in enumerate(text_of(read_capped(path)).splitlines(), start=1):
        entry = line.strip().strip(",;")
        if not within:
            within = "rr interval" in entry.lower() and "(" not in entry.split("rr")[0]
            continue
        cells = [cell.strip() for cell in re.split(r"[,;\t]", entry) if cell.strip()]
        if cells and _NUMBER_LINE.match(cells[-1].encode("ascii", "replace")) and len(cells) <= 2:
            values.append(number(cells[-1], place))
            places.append(place)
        elif values:
            break
    if not values:
        raise FileImportError(
            "is a Kubios report without a block of R-R intervals; export the R-R data as text"
        )
    rr_ms, _, notes = checked_rr(values, unit, places)
    return [_session(path, rr_ms, notes)]


ELITE_HRV = Importer("elite_hrv", "Elite HRV text", recognises_elite, read, asks_unit=True)
KUBIOS = Importer("kubios", "Kubios text, one interval a line", recognises_kubios, read, asks_unit=True)
KUBIOS_REPORT = Importer("kubios_report", "Kubios HRV report", recognises_report, read_report, asks_unit=True)
