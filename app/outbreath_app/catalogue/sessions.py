"""The catalogue: an SQLite index of the recordings, refreshed from the files and rebuilt from them at any time."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from outbreath_app.catalogue.database import Database
from outbreath_app.catalogue.indexing import Indexed, index_recording
from outbreath_app.paths import OWN_PERSON, RECORDINGS
from outbreath_app.storage.errors import StorageError
from outbreath_app.storage.sidefile import SUFFIX, stem_of

VERSION = 4
_SCHEMA = (
    """
    CREATE TABLE session (
        id TEXT PRIMARY KEY, person TEXT NOT NULL, path TEXT NOT NULL UNIQUE,
        size INTEGER NOT NULL, changed_ns INTEGER NOT NULL, side_ns INTEGER NOT NULL,
        started_ns INTEGER NOT NULL, zone_min INTEGER NOT NULL, duration_s REAL NOT NULL, beats INTEGER NOT NULL,
        kind TEXT NOT NULL, practice TEXT NOT NULL, quality REAL NOT NULL, corrected_pct REAL NOT NULL,
        source_format TEXT NOT NULL, checkins TEXT NOT NULL, words TEXT NOT NULL, tags TEXT NOT NULL,
        note TEXT NOT NULL, posture TEXT NOT NULL, damage TEXT NOT NULL, problem TEXT NOT NULL
    ) STRICT;
    CREATE INDEX session_when ON session (person, started_ns);
    CREATE TABLE part (
        session TEXT NOT NULL REFERENCES session (id) ON DELETE CASCADE, place INTEGER NOT NULL,
        name TEXT NOT NULL, practice TEXT NOT NULL, title TEXT NOT NULL, start_s REAL NOT NULL, end_s REAL NOT NULL,
        beats INTEGER NOT NULL, quality REAL NOT NULL, mean_hr_bpm REAL, ln_rmssd REAL, rsa_ms REAL, rsa_low_ms REAL,
        rsa_high_ms REAL, rate_per_min REAL, corrected_pct REAL NOT NULL, interpretable INTEGER NOT NULL,
        PRIMARY KEY (session, place)
    ) STRICT, WITHOUT ROWID;
    """,
    # 2: breathing as measured, and what assessments found; the files are read again for them
    """
    ALTER TABLE session ADD COLUMN answer TEXT NOT NULL DEFAULT '';
    ALTER TABLE part ADD COLUMN measured_per_min REAL;
    ALTER TABLE part ADD COLUMN measured_with TEXT NOT NULL DEFAULT '';
    UPDATE session SET size = -1;
    """,
    # 3: hearts that were made up are told from the person's own
    """
    ALTER TABLE session ADD COLUMN simulated INTEGER NOT NULL DEFAULT 0;
    UPDATE session SET size = -1;
    """,
    # 4: RSA over the breaths of a session's own page; the files are read again for it
    """
    UPDATE session SET size = -1;
    """,
)


@dataclass(frozen=True, slots=True)
class SessionRow:
    """One session as listed."""

    id: str
    person: str
    path: Path
    started_ns: int
    zone_min: int
    duration_s: float
    beats: int
    kind: str
    practice: str
    quality: float
    corrected_pct: float
    source_format: str
    tags: tuple[str, ...]
    note: str
    posture: str
    damage: str
    problem: str
    checkins: dict[str, dict[str, int]]


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What a refresh found. problems: one sentence for each recording that cannot be used; note: one where the catalogue
    itself cannot be kept, else ''."""

    seen: int
    read: int
    gone: int
    problems: tuple[str, ...] = ()
    note: str = ""


Progress = Callable[[int, int], None]


class Catalogue:
    """The index of one data folder. Use it as a context manager; several programs may hold one at once."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self._database = Database(data, _migrate)
        self.path, self._base = self._database.path, self._database.base

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        self._database.close()

    # --- filling ---

    def refresh(self, progress: Progress | None = None, everything: bool = False) -> Refreshed:
        """Bring the index up to the files: new and changed ones are read, vanished ones dropped.

        everything: read all of them again (`outbreath rebuild`).
        """
        indexed = self._known()
        known = {} if everything else indexed
        files = dict(recording_files(self.data / RECORDINGS))
        changed = [(key, found) for key, found in files.items() if known.get(key) != found]
        gone = [key for key in indexed if key not in files]
        with self._transaction():
            self._base.executemany("DELETE FROM session WHERE path = ?", [(key,) for key in gone])
        problems: list[str] = []
        batch: list[tuple[str, tuple[int, int, int], Indexed]] = []
        for number, (key, found) in enumerate(changed, start=1):
            row = index_recording(self.data / RECORDINGS / key)
            if row.problem:
                problems.append(f"{key}: {row.problem}")
            batch.append((key, found, row))
            if len(batch) == 200 or number == len(changed):
                with self._transaction():
                    for each in batch:
                        self._put(*each)
                batch = []
            if progress is not None:
                progress(number, len(changed))
        return Refreshed(len(files), len(changed), len(gone), tuple(problems), self._database.note)

    def forget(self) -> None:
        """Refresh, and leave no trace of what vanished in the index's own file."""
        self._base.execute("PRAGMA secure_delete = ON")
        self.refresh()
        self._base.execute("VACUUM")
        self._base.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def _known(self) -> dict[str, tuple[int, int, int]]:
        rows = self._base.execute("SELECT path, size, changed_ns, side_ns FROM session")
        return {path: (size, changed, side) for path, size, changed, side in rows}

    def _put(self, key: str, found: tuple[int, int, int], row: Indexed) -> None:
        identity = str(Path(key).parent / stem_of(Path(key)))
        person = Path(key).parts[0] if len(Path(key).parts) > 1 else OWN_PERSON
        words = " ".join((row.practice, row.kind, row.marks, row.side.note, *row.side.tags)).casefold()
        self._base.execute("DELETE FROM session WHERE path = ? OR id = ?", (key, identity))
        values = (
            identity, person, key, *found, row.started_ns, row.zone_min, row.duration_s, row.beats, row.kind,
            row.practice, row.quality, row.corrected_pct, row.source_format, row.checkins, words,
            json.dumps(row.side.tags), row.side.note, row.side.posture, row.damage, row.problem, row.answer,
            int(row.simulated),
        )  # fmt: skip
        self._base.execute(f"INSERT INTO session VALUES ({','.join('?' * len(values))})", values)
        for place, part in enumerate(row.parts):
            fields = tuple(asdict(part).values())
            self._base.execute(
                f"INSERT INTO part VALUES ({','.join('?' * (len(fields) + 2))})", (identity, place, *fields)
            )

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        try:
            self._base.execute("BEGIN IMMEDIATE")
        except self._database.module.OperationalError as error:
            raise StorageError(f"The catalogue {self.path} cannot be written: {error}.") from error
        try:
            yield
            self._base.execute("COMMIT")
        except self._database.module.OperationalError as error:
            self._base.rollback()
            raise StorageError(f"The catalogue {self.path} cannot be written: {error}.") from error
        except BaseException:
            self._base.rollback()
            raise

    # --- asking ---

    def sessions(self, person: str | None = None, search: str = "", tag: str = "") -> list[SessionRow]:
        """Sessions, newest first. search: every word must occur in practice, kind, marks, note or tags."""
        where, values = ["1"], []
        if person is not None:
            where.append("person = ?")
            values.append(person)
        for word in search.casefold().split():
            where.append("instr(words, ?) > 0")
            values.append(word)
        if tag:
            where.append("EXISTS (SELECT 1 FROM json_each(tags) WHERE value = ?)")
            values.append(tag)
        rows = self._base.execute(
            "SELECT id, person, path, started_ns, zone_min, duration_s, beats, kind, practice, quality, corrected_pct, "
            "source_format, tags, note, posture, damage, problem, checkins FROM session WHERE "
            f"{' AND '.join(where)} ORDER BY started_ns DESC, id",
            values,
        )
        return [self._row(row) for row in rows]

    def _row(self, row: tuple[Any, ...]) -> SessionRow:
        values = list(row)
        values[2] = self.data / RECORDINGS / values[2]
        values[12] = tuple(json.loads(values[12]))
        values[17] = json.loads(values[17])
        return SessionRow(*values)

    def session(self, name: str) -> SessionRow:
        """The session of that id (or the beginning of just one). Raises StorageError."""
        found = [row for row in self.sessions() if row.id == name]
        found = found or [row for row in self.sessions() if row.id.startswith(name) or row.path.name == name]
        if len(found) != 1:
            known = "no session" if not found else f"{len(found)} sessions"
            raise StorageError(f"There is {known} called {name!r}.", "`outbreath sessions` lists them.")
        return found[0]

    def parts(self, person: str | None = None) -> list[dict[str, Any]]:
        """Every phase with its session's id, start and posture, oldest first, as flat rows."""
        base = self._base.execute(
            "SELECT session.id, started_ns, zone_min, place, name, start_s, end_s, part.quality, ln_rmssd, rsa_ms, "
            "rate_per_min, part.corrected_pct, interpretable, part.practice, measured_per_min, measured_with, "
            "simulated FROM part "
            "JOIN session ON session.id = part.session WHERE (?1 IS NULL OR person = ?1) ORDER BY started_ns, place",
            (person,),
        )
        names = [column[0] for column in base.description]
        return [dict(zip(names, row, strict=True)) for row in base]

    def answers(self, person: str | None = None) -> list[dict[str, Any]]:
        """What assessments and comparisons found, oldest first: id, started_ns, zone_min and the answer's own keys."""
        base = self._base.execute(
            "SELECT id, started_ns, zone_min, simulated, answer FROM session WHERE answer <> '' AND (?1 IS NULL OR person = ?1) "
            "ORDER BY started_ns, id",
            (person,),
        )
        return [
            {
                "session": name,
                "started_ns": started_ns,
                "zone_min": zone_min,
                "simulated": simulated,
                **json.loads(answer),
            }
            for name, started_ns, zone_min, simulated, answer in base
        ]


def recording_files(folder: Path) -> Iterator[tuple[str, tuple[int, int, int]]]:
    """Every recording under the folder: its relative path with size, time of change, and its side file's.

    Plain text in place of Path objects: of a hundred thousand files they would be the larger cost.
    """
    yield from _files_below(str(folder), "")


def _files_below(folder: str, lead: str) -> Iterator[tuple[str, tuple[int, int, int]]]:
    try:
        with os.scandir(folder) as scan:
            entries = {entry.name: entry for entry in scan if not entry.name.startswith(".")}
    except OSError:
        return
    for name in sorted(entries):
        entry = entries[name]
        if not name.endswith((".jsonl", ".jsonl.gz")):
            if entry.is_dir(follow_symlinks=False):
                yield from _files_below(entry.path, f"{lead}{name}/")
            continue
        side = entries.get(name.removesuffix(".gz").removesuffix(".jsonl") + SUFFIX)
        try:
            if not _storable(name) or not entry.is_file():
                continue
            state = entry.stat()
            side_ns = side.stat().st_mtime_ns if side is not None else 0
        except OSError:
            continue
        yield lead + name, (state.st_size, state.st_mtime_ns, side_ns)


def _storable(name: str) -> bool:
    """A name in bytes that are no UTF-8 cannot be kept in the index; such files are not ours."""
    return name.encode("utf-8", "replace").decode() == name


def _migrate(base: sqlite3.Connection, path: Path) -> None:
    """Bring a database up to this version; refuse a newer one."""
    (version,) = base.execute("PRAGMA user_version").fetchone()
    if version > VERSION:
        raise StorageError(
            f"The catalogue {path} was made by a newer Outbreath (version {version}, this one knows {VERSION}).",
            "Use the newer program, or move the catalogue away: it can be rebuilt from the recordings.",
        )
    if version == VERSION:
        return
    base.execute("BEGIN IMMEDIATE")
    try:
        (version,) = base.execute("PRAGMA user_version").fetchone()  # another program may have been quicker
        for step in _SCHEMA[version:]:
            for statement in step.split(";"):
                base.execute(statement)
        base.execute(f"PRAGMA user_version = {VERSION}")
        base.execute("COMMIT")
    except BaseException:
        base.execute("ROLLBACK")
        raise


def single_row(path: Path) -> SessionRow:
    """The row of one recording wherever it is, without a catalogue. Raises StorageError when it holds nothing."""
    found = index_recording(path)
    if found.problem:
        raise StorageError(found.problem if found.problem.endswith(".") else f"{path} {found.problem}.")
    return SessionRow(
        stem_of(path), OWN_PERSON, path, found.started_ns, found.zone_min, found.duration_s, found.beats, found.kind,
        found.practice, found.quality, found.corrected_pct, found.source_format, found.side.tags, found.side.note,
        found.side.posture, found.damage, found.problem, json.loads(found.checkins),
    )  # fmt: skip
