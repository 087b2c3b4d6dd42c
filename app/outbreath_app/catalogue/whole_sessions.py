"""Single sessions handled as wholes: a recording with its side file is deleted for good or given to another person."""

from __future__ import annotations

import os
from pathlib import Path

from outbreath_app.catalogue.sessions import SessionRow
from outbreath_app.storage.access import Access, log_access
from outbreath_app.storage.errors import StorageError
from outbreath_app.storage.people import People
from outbreath_app.storage.sidefile import side_path

_BLOCK = 1 << 20


def delete_session(data: Path, row: SessionRow) -> None:
    """Delete a recording and its side file for good: overwritten, then removed. Raises StorageError.

    Copies made elsewhere, and what a drive keeps by itself, are beyond any program's reach; the caller says so.
    """
    if not row.path.exists():
        raise StorageError(f"The recording {row.path.name} is no longer there.")
    try:
        for path in (row.path, side_path(row.path)):
            if path.exists():
                _erase(path)
    except OSError as error:
        raise StorageError(
            f"{error.filename or row.path} cannot be deleted: {error.strerror or error}."
        ) from error
    log_access(data, Access.DELETED, row.person)


def _erase(path: Path) -> None:
    with path.open("r+b") as file:
        size = path.stat().st_size
        for start in range(0, size, _BLOCK):
            file.write(bytes(min(_BLOCK, size - start)))
        file.flush()
        os.fsync(file.fileno())
    path.unlink()


def move_session(data: Path, path: Path, person: str) -> Path:
    """Give a recording and its side file to another person of the data folder; where it is then. Raises StorageError."""
    folder = People(data).folder(person)
    target = folder / path.name
    if not path.exists():
        raise StorageError(f"The recording {path.name} is no longer there.")
    if target == path:
        return path
    side, new_side = side_path(path), side_path(target)
    for taken in (target, new_side):
        if taken.exists():
            raise StorageError(f"There is already a {taken.name} there; nothing was moved.")
    try:
        if side.exists():
            side.rename(new_side)
        path.rename(target)
    except OSError as error:
        if new_side.exists() and not target.exists():
            new_side.rename(side)
        raise StorageError(f"{path.name} cannot be moved: {error.strerror or error}.") from error
    return target
