"""Many recordings at once: one pure function a file, under any executor, resumable, and no bad file stops the rest."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Collection, Iterator
from concurrent.futures import FIRST_COMPLETED, CancelledError, Executor, Future, wait
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Any

from outbreath_app.breathing.along import measured_breath
from outbreath_app.review.logged import open_logged
from outbreath_app.storage.errors import StorageError
from outbreath_app.stream.sources import SourceError
from outbreath_signal.errors import SignalError
from outbreath_signal.measures.analysis import analyse
from outbreath_signal.spectra.welch import Detrending

ENDINGS = (".jsonl", ".jsonl.gz", ".txt", ".rr")
_IN_FLIGHT_PER_WORKER = 4
_TRIES = 3
Row = dict[str, Any]


def analyse_path(
    path: str,
    measures: Collection[str] | None = None,
    unit: str | None = None,
    correct: bool = True,
    detrend: str = Detrending.LINEAR.value,
) -> Row:
    """One file's row: every measure, or `error` with a sentence. Pure: the same file gives the same row anywhere."""
    try:
        source = open_logged(path, unit)
        result = analyse(
            source.beats,
            correct=correct,
            measures=measures,
            detrending=Detrending(detrend),
            breathing=measured_breath(source),
            origin=source.origin,
        )
    except (SourceError, SignalError) as error:
        return {"file": path, "error": str(error)}
    except (MemoryError, RecursionError, ArithmeticError) as error:
        return {"file": path, "error": f"{path} cannot be analysed ({type(error).__name__})."}
    return {"file": path, "error": None, **result.as_dict()}


def files_in(folder: Path) -> list[str]:
    """The recordings and R-R texts under a folder, in order; hidden ones are left out."""
    found = []
    for root, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        found += [str(Path(root) / n) for n in sorted(names) if n.endswith(ENDINGS) and not n.startswith(".")]
    return found


class Journal:
    """Rows already there, one JSON object a line, so that a run broken off goes on where it was.

    A row counts only while its file has the size and time it had, and the same was asked of it.
    """

    def __init__(self, path: Path, asked: str = "") -> None:
        self.path = path
        self.asked = asked

    def rows(self) -> dict[str, Row]:
        """Finished rows by file; torn and foreign lines are passed over."""
        found: dict[str, Row] = {}
        if not self.path.exists():
            return found
        with self.path.open("rb") as file:
            for raw in file:
                try:
                    entry = json.loads(raw)
                except ValueError:
                    continue
                if isinstance(entry, dict) and isinstance(entry.get("row"), dict):
                    name = str(entry["row"].get("file"))
                    if entry.get("state") == _state(name) and entry.get("asked", "") == self.asked:
                        found[name] = entry["row"]
        return found

    def add(self, row: Row) -> None:
        """Keep a row; a torn line before it is closed first."""
        with self.path.open("ab") as file:
            lead = b"" if file.tell() == 0 or self._ends_whole() else b"\n"
            entry = {"state": _state(str(row["file"])), "asked": self.asked, "row": row}
            file.write(lead + json.dumps(entry, allow_nan=False).encode() + b"\n")

    def _ends_whole(self) -> bool:
        with self.path.open("rb") as file:
            file.seek(-1, os.SEEK_END)
            return file.read(1) == b"\n"


def _state(name: str) -> list[int]:
    try:
        found = Path(name).stat()
    except OSError:
        return [0, 0]
    return [found.st_size, found.st_mtime_ns]


def analyse_many(
    names: list[str],
    pool: Callable[[], Executor],
    measures: Collection[str] | None = None,
    unit: str | None = None,
    in_flight: int = 8,
    gave_up: type[Exception] | None = None,
    correct: bool = True,
    detrend: str = Detrending.LINEAR.value,
) -> Iterator[Row]:
    """Rows as they are done. A worker that dies takes nothing with it: its files are given to a fresh pool.

    A file that kills its worker three times is given up with a sentence. gave_up: what an executor that tries again by
    itself raises for such a file. Raises StorageError when the executor is lost: what is done has been yielded.
    """
    waiting = list(reversed(names))
    tries: dict[str, int] = {}
    while waiting:
        running: dict[Future[Row], str] = {}
        with pool() as executor:
            try:
                while waiting or running:
                    # after a death one at a time, so that the file at fault is known
                    room = 1 if tries else in_flight
                    while waiting and len(running) < room:
                        name = waiting.pop()
                        work = executor.submit(analyse_path, name, measures, unit, correct, detrend)
                        running[work] = name
                    done, _ = wait(running, return_when=FIRST_COMPLETED)
                    for future in done:
                        row = _row_of(future, running[future], gave_up)
                        tries.pop(running.pop(future), None)
                        yield row
            except CancelledError as error:
                raise StorageError(
                    f"The workers can no longer be reached; {len(waiting) + len(running)} files are left.",
                    "The same command goes on where it was.",
                ) from error
            except BrokenProcessPool:
                for name in running.values():
                    tries[name] = tries.get(name, 0) + 1
                    if tries[name] < _TRIES:
                        waiting.append(name)
                    else:
                        del tries[name]
                        yield _given_up(name)


def _row_of(future: Future[Row], name: str, gave_up: type[Exception] | None) -> Row:
    fault = future.exception()
    if gave_up is not None and isinstance(fault, gave_up):
        return _given_up(name)
    return future.result()


def _given_up(name: str) -> Row:
    return {"file": name, "error": f"{name} ended its worker {_TRIES} times and is left out."}


def in_flight_for(workers: int) -> int:
    """How many files may wait at the workers at once."""
    return workers * _IN_FLIGHT_PER_WORKER
