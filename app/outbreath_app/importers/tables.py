"""Tables of strangers: HRV Logger, Polar Sensor Logger, Polar Flow, OpenHRV; a header names the columns."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import numpy as np

from outbreath_app.importers.clock import moment, split_at_breaks, unix_ns, zone_min
from outbreath_app.importers.limits import A_UNIX_TIME, checked_rr, number, read_capped, text_of
from outbreath_app.importers.model import FileImportError, ImportedSession, Importer, Mark, Stretch
from outbreath_app.importers.rr_text import Unit


def _first_line(head: bytes) -> str:
    return (
        head.removeprefix(b"\xef\xbb\xbf")
        .split(b"\n", 1)[0]
        .decode("latin-1")
        .strip()
        .lower()
        .replace('"', "")
    )


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


def _cell(row: list[str], index: int, place: int) -> str:
    if index >= len(row):
        raise FileImportError(f"ends in the middle of line {place}: the file was cut off")
    return row[index]


def _from_arrivals(
    values: list[float], stamps: list[float], places: list[int], unit: Unit, started: datetime | None
) -> ImportedSession:
    """A session from intervals and the seconds at which each was received."""
    rr_ms, _, notes = checked_rr(values, unit, places)
    stretches = split_at_breaks(rr_ms, stamps)
    if len(stretches) > 1:
        notes += (f"{len(stretches) - 1} break(s), where the clock ran on without beats",)
    # the first interval began before it was received
    began_ns = unix_ns(started) - round(rr_ms[0] * 1e6) if started else None
    return ImportedSession(stretches, began_ns, zone_min(started) if started else None, notes=notes)


def _stamp(text: str, place: int) -> datetime:
    at = moment(text)
    if at is None:
        raise FileImportError(f"has {text[:40]!r} on line {place}, where a date and time should stand")
    return at


# --- HRV Logger -------------------------------------------------------------------------------------------------


def recognises_hrv_logger(head: bytes, name: str) -> bool:
    return _first_line(head).replace(" ", "") in ("date,rr,sincestart", "timestamp,rr,since_start")


def read_hrv_logger(path: Path, unit: Unit | None) -> list[ImportedSession]:
    """Both writings: dates with a zone, or Unix ms."""
    values, stamps, places = [], [], []
    started: datetime | None = None
    for place, row in _rows(path, ","):
        word = _cell(row, 0, place).strip()
        if word.isdigit():
            ms = number(word, place, A_UNIX_TIME)
            if not 6e11 < ms < 4.2e12:
                raise FileImportError(f"has {word[:40]!r} on line {place}, where {A_UNIX_TIME} should stand")
            at = datetime.fromtimestamp(ms / 1000).astimezone()
        else:
            at = _stamp(word, place)
        started = started or at
        stamps.append((unix_ns(at) - unix_ns(started)) / 1e9)
        values.append(number(_cell(row, 1, place), place))
        places.append(place)
    return [_from_arrivals(values, stamps, places, unit or Unit.MS, started)]


# --- Polar Sensor Logger ----------------------------------------------------------------------------------------


def recognises_sensor_logger(head: bytes, name: str) -> bool:
    line = _first_line(head)
    return line.startswith("phone timestamp") and "rr-interval" in line


def read_sensor_logger(path: Path, unit: Unit | None) -> list[ImportedSession]:
    """`Phone timestamp;RR-interval [ms]`, semicolons or commas; the phone's time is local and bears no zone."""
    header = text_of(read_capped(path)).splitlines()[0]
    delimiter = ";" if ";" in header else ","
    columns = [cell.strip().strip('"').lower() for cell in header.split(delimiter)]
    at = next((i for i, name in enumerate(columns) if name.startswith("rr-interval")), None)
    if at is None:
        raise FileImportError("names no column RR-interval")
    said = Unit.S if "[s]" in columns[at] else Unit.MS
    values, stamps, places = [], [], []
    started: datetime | None = None
    for place, row in _rows(path, delimiter):
        time = _stamp(_cell(row, 0, place), place)
        started = started or time
        stamps.append((unix_ns(time) - unix_ns(started)) / 1e9)
        values.append(number(_cell(row, at, place), place))
        places.append(place)
    return [_from_arrivals(values, stamps, places, unit or said, started)]


# --- Polar Flow -------------------------------------------------------------------------------------------------


def recognises_flow(head: bytes, name: str) -> bool:
    return _first_line(head).replace(" ", "") == "duration,offline"


def read_flow(path: Path, unit: Unit | None) -> list[ImportedSession]:
    """`duration,offline` in ms; an offline row is time without contact, not an interval."""
    stretches: list[Stretch] = []
    current: list[float] = []
    at_s = start_s = 0.0
    notes: tuple[str, ...] = ()
    everything: list[float] = []
    for place, row in _rows(path, ","):
        ms, offline = number(_cell(row, 0, place), place), _cell(row, 1, place).strip()
        if not 0 < ms < 864e5 or offline not in ("0", "1"):
            raise FileImportError(f"has {','.join(row)[:40]!r} on line {place}, which is no interval")
        at_s += ms / 1000
        if offline == "1":
            if current:
                stretches.append(Stretch(start_s, np.array(current)))
            current, start_s = [], at_s
        else:
            current.append(ms)
            everything.append(ms)
    if current:
        stretches.append(Stretch(start_s, np.array(current)))
    _, _, notes = checked_rr(everything, unit or Unit.MS)
    return [ImportedSession(tuple(stretches), notes=notes)]


# --- OpenHRV ----------------------------------------------------------------------------------------------------


def recognises_openhrv(head: bytes, name: str) -> bool:
    return _first_line(head).replace(" ", "") == "event,value,timestamp"


def read_openhrv(path: Path, unit: Unit | None) -> list[ImportedSession]:
    """`event,value,timestamp` with commas unquoted inside values: the event is first, the time last.

    A known fault of the recorder repeats some intervals; they are kept, and the note says to look at them.
    """
    values, stamps, places = [], [], []
    marks: list[Mark] = []
    started: datetime | None = None
    for place, line in enumerate(text_of(read_capped(path)).splitlines(), start=1):
        if place == 1 or not line.strip():
            continue
        event, _, rest = line.partition(",")
        value, found, time = rest.rpartition(",")
        if not found:
            raise FileImportError(f"ends in the middle of line {place}: the file was cut off")
        at = _stamp(time, place)
        started = started or at
        at_s = (unix_ns(at) - unix_ns(started)) / 1e9
        if event.strip() == "InterBeatInterval":
            values.append(number(value.strip("[] "), place))
            stamps.append(at_s)
            places.append(place)
        elif event.strip() == "Annotation":
            marks.append(Mark(max(0.0, at_s), value.strip()[:1000]))
    if not values:
        raise FileImportError("holds no InterBeatInterval rows")
    session = _from_arrivals(values, stamps, places, unit or Unit.MS, started)
    repeats = int(np.count_nonzero(np.diff(np.array(values)) == 0))
    notes = session.notes
    if repeats > 0.1 * len(values):
        notes += (f"{repeats} intervals equal the one before; this recorder is known to repeat beats",)
    return [
        ImportedSession(session.stretches, session.started_ns, session.zone_min, tuple(marks), notes=notes)
    ]


HRV_LOGGER = Importer("hrv_logger", "HRV Logger csv", recognises_hrv_logger, read_hrv_logger)
POLAR_SENSOR_LOGGER = Importer(
    "polar_sensor_logger", "Polar Sensor Logger RR", recognises_sensor_logger, read_sensor_logger
)
POLAR_FLOW = Importer("polar_flow", "Polar Flow RR csv", recognises_flow, read_flow)
OPENHRV = Importer("openhrv", "OpenHRV csv", recognises_openhrv, read_openhrv)
