"""Tables of strangers: HRV Logger, Polar Sensor Logger, Polar Flow, OpenHRV and this program's own; a header names the columns."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from outbreath_app.importers.clock import moment, seconds_between
from outbreath_app.importers.limits import (
    A_UNIX_TIME,
    head_text,
    number_or_none,
    read_capped,
    shown,
    text_of,
)
from outbreath_app.importers.model import FileImportError, ImportedSession, Importer, Mark
from outbreath_app.importers.rows import Rows, session_of
from outbreath_app.importers.units import Unit

_MOST_WITHOUT_TIME = 0.1
_LONGEST_OFFLINE_MS = 864e5


def _first_line(head: bytes) -> str:
    return head_text(head).split("\n", 1)[0].strip().lower().replace('"', "")


def _rows(path: Path, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Rows after the header with their line numbers; blank rows are passed over."""
    text = text_of(read_capped(path))
    try:
        rows = csv.reader(io.StringIO(text), delimiter=delimiter)
        for place, row in enumerate(rows, start=1):
            if place > 1 and any(cell.strip() for cell in row):
                yield place, row
    except csv.Error as error:
        raise FileImportError("is a damaged table: a cell never ends") from error


def _cell(row: list[str], index: int) -> str:
    return row[index].strip() if index < len(row) else ""


@dataclass
class _Stamped:
    """Rows with the moment each was received, as they are read."""

    values: list[float] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    moments: list[datetime | None] = field(default_factory=list)

    def add(self, place: int, at: datetime | None, value: str) -> None:
        found = number_or_none(value.strip("[] "))
        self.values.append(np.nan if found is None else found)
        self.places.append(place)
        self.moments.append(at)

    def rows(self) -> Rows:
        """Rows with stamps; the few whose time cannot be read stand between their neighbours'."""
        if not self.values:
            raise FileImportError("holds no R-R intervals")
        known = [i for i, at in enumerate(self.moments) if at is not None]
        if len(known) < (1 - _MOST_WITHOUT_TIME) * len(self.moments):
            i = next(i for i, at in enumerate(self.moments) if at is None)
            raise FileImportError(f"has no date and time on line {self.places[i]}, where one should stand")
        started = next(at for at in self.moments if at is not None)
        seconds = [seconds_between(started, self.moments[i] or started) for i in known]
        stamps = np.interp(np.arange(len(self.moments)), known, seconds)
        return Rows(self.values, self.places, stamps, started)


# --- HRV Logger -------------------------------------------------------------------------------------------------


def recognises_hrv_logger(head: bytes, name: str) -> bool:
    return _first_line(head).replace(" ", "") in ("date,rr,sincestart", "timestamp,rr,since_start")


def read_hrv_logger(path: Path, unit: Unit | None) -> list[ImportedSession]:
    """Both writings, dates with a zone or Unix ms; the marks of the events file beside it come with it."""
    found = _Stamped()
    for place, row in _rows(path, ","):
        found.add(place, _hrv_logger_time(_cell(row, 0), place), _cell(row, 1))
    session = session_of(found.rows(), unit or Unit.MS)
    return [_with_events(session, path)]


def _hrv_logger_time(word: str, place: int) -> datetime | None:
    if not word.isdigit():
        return moment(word)
    ms = number_or_none(word)
    if ms is None or not 6e11 < ms < 4.2e12:
        raise FileImportError(f"has {shown(word)} on line {place}, where {A_UNIX_TIME} should stand")
    return datetime.fromtimestamp(ms / 1000, UTC)


def _with_events(session: ImportedSession, path: Path) -> ImportedSession:
    beside = path.with_name(re.sub(r"_RR\b|_RR(?=_)", "_Events", path.name, count=1))
    if beside == path or not beside.is_file() or session.started_ns is None:
        return session
    marks = []
    for _, row in _rows(beside, ","):
        at = moment(_cell(row, 0))
        text = _cell(row, 2)
        if at is not None and at.tzinfo is not None and text:
            seconds = at.timestamp() - session.started_ns / 1e9
            marks.append(Mark(max(0.0, seconds), text[:1000]))
    return replace(session, marks=tuple(marks)).with_note(f"{len(marks)} mark(s) from {beside.name}")


def recognises_events(head: bytes, name: str) -> bool:
    return _first_line(head).replace(" ", "") == "date,timestamp,annotation,manual"


def read_events(path: Path, unit: Unit | None) -> list[ImportedSession]:
    """Marks without beats: they come in with the file of intervals beside them."""
    raise FileImportError(
        "holds HRV Logger's marks and no beats; import the _RR_ file of the same session with this one beside it, and "
        "its marks come too"
    )


# --- Polar Sensor Logger ----------------------------------------------------------------------------------------


def recognises_sensor_logger(head: bytes, name: str) -> bool:
    line = _first_line(head)
    return line.startswith("phone timestamp") and "rr-interval" in line


def read_sensor_logger(path: Path, unit: Unit | None) -> list[ImportedSession]:
    """`Phone timestamp;RR-interval [ms]`, semicolons or commas; the phone's time is local and bears no zone."""
    header = text_of(read_capped(path)).split("\n", 1)[0]
    delimiter = ";" if ";" in header else ","
    columns = [cell.strip().strip('"').lower() for cell in header.split(delimiter)]
    at = next((i for i, name in enumerate(columns) if name.startswith("rr-interval")), None)
    if at is None:
        raise FileImportError("names no column RR-interval")
    said = Unit.S if "[s]" in columns[at] else Unit.MS
    found = _Stamped()
    for place, row in _rows(path, delimiter):
        found.add(place, moment(_cell(row, 0)), _cell(row, at))
    return [session_of(found.rows(), unit or said)]


# --- Polar Flow -------------------------------------------------------------------------------------------------


def recognises_flow(head: bytes, name: str) -> bool:
    return _first_line(head).replace(" ", "") == "duration,offline"


def read_flow(path: Path, unit: Unit | None) -> list[ImportedSession]:
    """`duration,offline` in ms; an offline row is time without contact, not an interval."""
    values: list[float] = []
    places: list[int] = []
    ends: list[float] = []
    broken: list[bool] = []
    at_s, offline_before = 0.0, False
    for place, row in _rows(path, ","):
        found, offline = number_or_none(_cell(row, 0)), _cell(row, 1).lower()
        known = found is not None and 0 <= found < _LONGEST_OFFLINE_MS and offline in _OFFLINE
        at_s += (found or 0.0) / 1000 if known else 0.0
        if known and _OFFLINE[offline]:
            offline_before = bool(values)
            continue
        values.append(found if known and found is not None else np.nan)
        places.append(place)
        ends.append(at_s)
        broken.append(offline_before)
        offline_before = False
    session = session_of(Rows(values, places, ends, broken_before=broken), unit or Unit.MS)
    return [session]


_OFFLINE = {"0": False, "1": True, "false": False, "true": True}


# --- OpenHRV ----------------------------------------------------------------------------------------------------


def recognises_openhrv(head: bytes, name: str) -> bool:
    return _first_line(head).replace(" ", "") == "event,value,timestamp"


def read_openhrv(path: Path, unit: Unit | None) -> list[ImportedSession]:
    """`event,value,timestamp` with commas unquoted inside values: the event is first, the time last.

    A known fault of the recorder repeats some intervals; they are kept, and the note says to look at them.
    """
    found = _Stamped()
    told: list[tuple[datetime, str]] = []
    for place, line in enumerate(text_of(read_capped(path)).split("\n"), start=1):
        if place == 1 or not line.strip():
            continue
        event, _, rest = line.partition(",")
        value, _, time = rest.rpartition(",")
        at = moment(time)
        if event.strip() == "InterBeatInterval":
            found.add(place, at, value)
        elif event.strip() == "Annotation" and at is not None:
            told.append((at, value.strip()[:1000]))
    if not found.values:
        raise FileImportError("holds no InterBeatInterval rows")
    rows = found.rows()
    session = session_of(rows, unit or Unit.MS)
    repeats = int(np.count_nonzero(np.diff(np.array(found.values)) == 0))
    if repeats > 0.1 * len(found.values):
        session = session.with_note(
            f"{repeats} intervals equal the one before; this recorder is known to repeat beats"
        )
    first_s = float(session.stretches[0].rr_ms[0]) / 1000
    marks = tuple(
        Mark(max(0.0, seconds_between(rows.started, at) + first_s), text)
        for at, text in told
        if rows.started is not None
    )
    return [replace(session, marks=marks)]


# --- this program's own -----------------------------------------------------------------------------------------


def recognises_own(head: bytes, name: str) -> bool:
    return _first_line(head).replace(" ", "") == "t_s,rr_ms,rr_1024,label,joined"


def read_own(path: Path, unit: Unit | None) -> list[ImportedSession]:
    """The program's own table of beats, as `outbreath export --to csv` writes it: every beat comes back to the bit."""
    values: list[float] = []
    places: list[int] = []
    ends: list[float] = []
    broken: list[bool] = []
    ticks: list[int] = []
    for place, row in _rows(path, ","):
        found = [number_or_none(_cell(row, i)) for i in range(3)]
        values.append(np.nan if found[1] is None else found[1])
        places.append(place)
        ends.append(found[0] if found[0] is not None else (ends[-1] if ends else 0.0))
        broken.append(bool(values[:-1]) and _cell(row, 4) != "true")
        ticks.append(-1 if found[2] is None else int(found[2]))
    integers = np.array(ticks, dtype=np.int64)
    rows = Rows(
        values,
        places,
        np.array(ends) - (ends[0] if ends else 0.0),
        broken_before=broken,
        rr_1024=integers if (integers >= 0).any() else None,
    )
    return [session_of(rows, unit or Unit.MS)]


HRV_LOGGER = Importer("hrv_logger", "HRV Logger csv", recognises_hrv_logger, read_hrv_logger)
HRV_LOGGER_EVENTS = Importer("hrv_logger_events", "HRV Logger marks", recognises_events, read_events)
POLAR_SENSOR_LOGGER = Importer(
    "polar_sensor_logger", "Polar Sensor Logger RR", recognises_sensor_logger, read_sensor_logger
)
POLAR_FLOW = Importer("polar_flow", "Polar Flow RR csv", recognises_flow, read_flow)
OPENHRV = Importer("openhrv", "OpenHRV csv", recognises_openhrv, read_openhrv)
OWN_CSV = Importer("outbreath_csv", "Outbreath's own table of beats", recognises_own, read_own)
