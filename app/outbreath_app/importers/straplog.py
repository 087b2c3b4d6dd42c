"""StrapLog databases: SQLite with one or more recordings, opened so that nothing can be written or run."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

import numpy as np

from outbreath_app.importers.limits import LARGEST_BYTES, MOST_BEATS, WorkLimit
from outbreath_app.importers.model import FileImportError, ImportedSession, Importer
from outbreath_app.importers.rows import Rows, session_of
from outbreath_app.importers.units import Unit


def recognises(head: bytes, name: str) -> bool:
    return head.startswith(b"SQLite format 3\0")


def read(path: Path, unit: Unit | None) -> list[ImportedSession]:
    """One session a recording, beats in the order of their id; a clock gap above 3 s is a break."""
    if path.stat().st_size > 16 * LARGEST_BYTES:
        raise FileImportError("is larger than a strap's log can be")
    if path.with_name(path.name + "-wal").exists():
        raise FileImportError("is still open in its program (there is a -wal file); close it there first")
    try:
        return _sessions(path)
    except (sqlite3.Error, OverflowError, UnicodeDecodeError) as error:
        raise FileImportError(f"is no StrapLog database, or damaged ({error})") from error


def _sessions(path: Path) -> list[ImportedSession]:
    base = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
    limit = WorkLimit(path.stat().st_size)

    def over() -> int:
        try:
            limit.check()
        except FileImportError:
            return 1
        return 0

    try:
        base.execute("PRAGMA trusted_schema = OFF")
        base.execute("PRAGMA query_only = ON")
        base.set_progress_handler(over, 20_000)
        columns = {str(row[1]) for row in base.execute("PRAGMA table_info(beat)")}
        if not {"t_end_ms_est", "rr_ms"} <= columns:
            raise FileImportError("is an SQLite file without StrapLog's table of beats")
        owner = "recording_id" if "recording_id" in columns else "0"
        integer = "rr_1024" if "rr_1024" in columns else "NULL"
        rows = base.execute(
            f"SELECT {owner}, t_end_ms_est, rr_ms, {integer} FROM beat ORDER BY id LIMIT {MOST_BEATS + 1}"
        ).fetchall()
    finally:
        base.close()
    if len(rows) > MOST_BEATS:
        raise FileImportError(f"holds more than {MOST_BEATS} beats")
    if not rows:
        raise FileImportError("holds no beats")
    grouped: dict[object, list[tuple[float, float, object]]] = {}
    for key, end_ms, rr, ticks in rows:
        if not isinstance(end_ms, int | float) or not abs(end_ms) < 1e15:
            raise FileImportError("has a beat outside all time: it is damaged")
        value = float(rr) if isinstance(rr, int | float) and abs(rr) < 1e15 else float("nan")
        grouped.setdefault(key, []).append((float(end_ms), value, ticks))
    return [_session(beats) for beats in grouped.values()]


def _session(beats: list[tuple[float, float, object]]) -> ImportedSession:
    """Beats end where the log says; a strap's integers, where it kept them, are the intervals before it rounded them."""
    rr_ms = np.array([rr for _, rr, _ in beats])
    kept = all(type(ticks) is int and abs(ticks * 1000 / 1024 - rr) < 1.0 for _, rr, ticks in beats)
    integers = np.array([ticks for _, _, ticks in beats], dtype=np.int64) if kept else None
    if integers is not None:
        rr_ms = integers * (1000 / 1024)
    end_s = np.array([end for end, _, _ in beats]) / 1000
    session = session_of(Rows(rr_ms, None, end_s - end_s[0], rr_1024=integers), Unit.MS)
    began_ms = float(end_s[0] * 1000 - session.stretches[0].rr_ms[0])
    plausible = 6e11 < began_ms < 4.2e12  # Unix ms from 1989 to 2103
    return replace(session, started_ns=round(began_ms * 1e6) if plausible else None, zone_min=0)


STRAPLOG = Importer("straplog", "StrapLog SQLite", recognises, read)
