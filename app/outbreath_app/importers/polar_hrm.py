"""Polar .hrm files whose heart-rate data are R-R intervals (Interval=238)."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from outbreath_app.importers.clock import unix_ns
from outbreath_app.importers.limits import checked_rr, number, read_capped, text_of
from outbreath_app.importers.model import FileImportError, ImportedSession, Importer, Stretch
from outbreath_app.importers.rr_text import Unit

RR_INTERVAL = "238"


def recognises(head: bytes, name: str) -> bool:
    return b"[Params]" in head and (b"Interval=" in head or name.lower().endswith(".hrm"))


def read(path: Path, unit: Unit | None) -> list[ImportedSession]:
    """The [HRData] section, ms one a line. Files that hold 5 s averages have no R-R and are refused."""
    params: dict[str, str] = {}
    values: list[float] = []
    places: list[int] = []
    section = ""
    for place, line in enumerate(text_of(read_capped(path)).splitlines(), start=1):
        entry = line.strip()
        if entry.startswith("["):
            section = entry
        elif section == "[Params]":
            key, _, value = entry.partition("=")
            params[key] = value
        elif section == "[HRData]" and entry:
            values.append(number(entry, place))
            places.append(place)
    if params.get("Interval") != RR_INTERVAL:
        raise FileImportError("holds heart rates, not R-R intervals (its Interval is not 238)")
    rr_ms, _, notes = checked_rr(values, unit or Unit.MS, places)
    started = _started(params)
    return [
        ImportedSession(
            (Stretch(0.0, rr_ms),), unix_ns(started) if started else None, device="Polar", notes=notes
        )
    ]


def _started(params: dict[str, str]) -> datetime | None:
    try:
        return datetime.strptime(
            f"{params.get('Date', '')} {params.get('StartTime', '').split('.')[0]}", "%Y%m%d %H:%M:%S"
        )
    except ValueError:
        return None


POLAR_HRM = Importer("polar_hrm", "Polar .hrm with R-R", recognises, read)
