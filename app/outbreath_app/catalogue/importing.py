"""Imported sessions become recordings of ours: R-R lines, the original's hash, and where everything came from."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

from outbreath_app import __version__
from outbreath_app.catalogue.indexing import index_recording
from outbreath_app.importers import FileImportError, ImportedSession, read_sessions
from outbreath_app.importers.clock import moment_in_name, unix_ns
from outbreath_app.importers.units import Unit
from outbreath_app.storage.content import keep_recording, plain_chunks, plain_digest
from outbreath_app.storage.sidefile import stem_of
from outbreath_app.stream.beats import decode_beats
from outbreath_app.stream.rr_lines import rr_lines
from outbreath_devices.recording.line import MAX_LINE_BYTES, Line, seal, unseal

_FIRST_NS = 1_000_000_000_000
_PHASES = {"rest": "baseline", "practice": "practice"}


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What became of one file. recordings: the files made, empty when nothing was. sessions: what each of them holds.
    said: plain sentences.
    """

    file: Path
    source_format: str = ""
    recordings: tuple[Path, ...] = ()
    beats: int = 0
    skipped: bool = False
    said: tuple[str, ...] = ()
    sessions: tuple[ImportedSession, ...] = ()

    @property
    def done(self) -> bool:
        return bool(self.recordings) or self.skipped


def importable(paths: Iterable[Path]) -> list[Path]:
    """The files to look at: those named, and those inside folders named (hidden ones and links left out)."""
    found: list[Path] = []
    for path in paths:
        if not path.is_dir():
            found.append(path)
            continue
        for root, folders, names in os.walk(path):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            found += [
                Path(root) / name
                for name in sorted(names)
                if not name.startswith(".")
                and not (Path(root) / name).is_symlink()
                and not name.endswith(".hea")
            ]
    return found


def import_files(
    paths: Iterable[Path],
    folder: Path,
    unit: Unit | None = None,
    key: str = "",
    kind: str = "",
    cancelled: Callable[[], bool] = lambda: False,
) -> Iterator[ImportResult]:
    """Import one file after another into a folder of recordings; a bad one is said and passed over."""
    for path in paths:
        if cancelled():
            return
        yield import_file(path, folder, unit, key, kind)


def import_file(
    path: Path, folder: Path, unit: Unit | None = None, key: str = "", kind: str = ""
) -> ImportResult:
    """Import one file. The same content is never imported twice into a folder."""
    try:
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        already = tuple(sorted(folder.glob(f"*_import-{digest[:12]}*.jsonl")))
        if already:
            return ImportResult(path, skipped=True, recordings=already, said=("was imported before",))
        if not key and (own := _own_recording(path, folder)) is not None:
            return own
        importer, sessions = read_sessions(path, unit, key)
        sessions = [_dated_by_name(session, path) for session in sessions]
        made = [
            _write(path, folder, importer.key, digest, session, number, kind)
            for number, session in enumerate(sessions, start=1)
        ]
    except (FileImportError, OSError) as error:
        said = error.strerror or str(error) if isinstance(error, OSError) else str(error)
        return ImportResult(path, said=(said,))
    notes = [
        note
        for session in sessions
        for note in (*session.notes, *(left.sentence for left in session.left_out))
    ]
    beats = sum(session.beats for session in sessions)
    return ImportResult(
        path, importer.key, tuple(made), beats, said=tuple(dict.fromkeys(notes)), sessions=tuple(sessions)
    )


def _dated_by_name(session: ImportedSession, path: Path) -> ImportedSession:
    """A session whose file bears no date inside takes the one in the file's name; without one that is said."""
    if session.started_ns is not None:
        return session
    named = moment_in_name(path.name)
    if named is not None:
        return replace(session, started_ns=unix_ns(named))
    return session.with_note("the file bears no date: dated by when it was last changed")


def _own_recording(path: Path, folder: Path) -> ImportResult | None:
    """A recording of this program is taken as it is, byte for byte; None when it is none."""
    with path.open("rb") as file:
        if unseal(file.readline(MAX_LINE_BYTES + 1)) is None:
            return None
    indexed = index_recording(path)
    if indexed.problem:
        return ImportResult(path, said=(indexed.problem,))
    target = folder / f"{stem_of(path)}.jsonl"
    if target.exists():
        if plain_digest(target) == plain_digest(path):
            return ImportResult(path, "outbreath", (target,), skipped=True, said=("was imported before",))
        return ImportResult(path, said=(f"is not imported: there is another recording called {target.name}",))
    keep_recording(target, plain_chunks(path))
    return ImportResult(path, "outbreath", (target,), indexed.beats)


def _write(
    path: Path, folder: Path, key: str, digest: str, session: ImportedSession, number: int, kind: str
) -> Path:
    wall_ns, wall_from = session.started_ns, "source"
    if wall_ns is None:
        wall_ns, wall_from = path.stat().st_mtime_ns, "file time"
    zone_min = session.zone_min
    local = datetime.fromtimestamp(wall_ns / 1e9, UTC).astimezone()
    if zone_min is None:
        offset = local.utcoffset()
        zone_min = round(offset.total_seconds() / 60) if offset else 0
    else:
        # as the file's own clock showed it, whatever zone this computer is in
        local = local.astimezone(timezone(timedelta(minutes=zone_min)))
    suffix = f"-{number}" if number > 1 else ""
    target = folder / f"{local:%Y-%m-%d_%H-%M-%S}_import-{digest[:12]}{suffix}.jsonl"
    head: Line = {
        "v": 1,
        "wall": wall_ns,
        "wall_from": wall_from,
        "zone": zone_min,
        "program": f"outbreath {__version__}",
        "strap": {"address": "import", "name": session.device, "kind": "import"},
        "settings": {},
        "source_format": key,
        "source_name": path.name[:255],
        "source_sha256": digest,
        "notes": list(session.notes),
        "intervals": session.intervals,
        "left_out": [{"reason": each.reason.value, "count": each.count} for each in session.left_out],
    }
    lines = list(_lines(head, session, kind))
    if (held := len(decode_beats(lines))) != session.beats:
        raise FileImportError(f"is not imported: of its {session.beats} beats a recording would hold {held}")
    keep_recording(target, (seal(line) for line in lines))
    return target


def _lines(head: Line, session: ImportedSession, kind: str) -> Iterator[Line]:
    timed: list[tuple[float, Line]] = []
    if kind:
        timed.append((0.0, {"k": "phase", "name": _PHASES[kind], "practice": "", "title": ""}))
        timed.append((0.0, {"k": "session", "event": "start"}))
    for stretch in session.stretches:
        ticks = None if stretch.rr_1024 is None else [int(t) for t in stretch.rr_1024]
        timed += rr_lines(stretch.start_s, [float(rr) for rr in stretch.rr_ms], ticks)
    timed += [(mark.at_s, {"k": "mark", "text": mark.text}) for mark in session.marks]
    timed.sort(key=lambda pair: pair[0])
    yield {"n": 1, "t": _FIRST_NS, "k": "head", **head}
    last_ns = _FIRST_NS
    for number, (at_s, line) in enumerate(timed, start=2):
        last_ns = _FIRST_NS + round(at_s * 1e9)
        yield {"n": number, "t": last_ns, **line}
    yield {"n": len(timed) + 2, "t": last_ns, "k": "foot", "lines": len(timed) + 2}
