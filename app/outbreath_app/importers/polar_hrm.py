"""Polar .hrm files whose heart-rate data are R-R intervals (Interval=238)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

from outbreath_app.importers.limits import head_text, number_or_none, read_capped, text_of
from outbreath_app.importers.model import FileImportError, ImportedSession, Importer
from outbreath_app.importers.rows import Rows, session_of
from outbreath_app.importers.units import Unit

RR_INTERVAL = "238"


def recognises(head: bytes, name: str) -> bool:
    text = head_text(head)
    return "[Params]" in text and ("Interval=" in text or name.lower().endswith(".hrm"))


def read(path: Path, unit: Unit | None) -> list[ImportedSession]:
    """The [HRData] section, ms one a line. Files that hold 5 s averages have no R-R and are refused."""
    params: dict[str, str] = {}
    values: list[float] = []
    places: list[int] = []
    section = ""
    for place, line in enumerate(text_of(read_capped(path)).split("\n"), start=1):
        entry = line.strip()
        if entry.startswith("["):
            section = entry
        elif section == "[Params]":
            key, _, value = entry.partition("=")
            params[key] = value
        elif section == "[HRData]" and entry:
            found = number_or_none(entry)
            values.append(float("nan") if found is None else found)
            places.append(place)
    if params.get("Interval") != RR_INTERVAL:
        raise FileImportError("holds heart rates, not R-R intervals (its Interval is not 238)")
    session = session_of(Rows(values, places, started=_started(params)), unit or Unit.MS)
    # StartTime is when the recording began, not when its first interval was received
    began = session.started_ns
    if began is not None:
        began += round(float(session.stretches[0].rr_ms[0]) * 1e6)
    return [replace(session, started_ns=began, device="Polar")]


def _started(params: dict[str, str]) -> datetime | None:
    try:
        return datetime.strptime(
            f"{params.get('Date', '')} {params.get('StartTime', '').split('.')[0]}", "%Y%m%d %H:%M:%S"
        )
    except ValueError:
        return None


POLAR_HRM = Importer("polar_hrm", "Polar .hrm with R-R", recognises, read)
