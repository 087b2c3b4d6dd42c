"""Small private files replaced whole, and JSON read sanely whatever is in it."""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path
from typing import IO, Any

from outbreath_app.paths import PRIVATE_FOLDER
from outbreath_app.storage.errors import StorageError
from outbreath_app.storage.keys import locked_bytes, unlocked_bytes

__all__ = [
    "LARGEST_JSON_BYTES",
    "StorageError",
    "load_json",
    "overwrite",
    "replace_file",
    "save_json",
    "wipe",
]

LARGEST_JSON_BYTES = 8 << 20
_WIPE_BYTES = 1 << 20


def replace_file(path: Path, content: bytes) -> None:
    """Put a whole file in place of what was there, in one step and on the disk; readable by its owner only."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=PRIVATE_FOLDER)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def save_json(path: Path, values: dict[str, Any]) -> None:
    """Write an object as JSON, whole or not at all; locked where the folder is protected."""
    content = json.dumps(values, ensure_ascii=False, indent=1, allow_nan=False).encode()
    replace_file(path, locked_bytes(path, content))


def load_json(path: Path) -> dict[str, Any]:
    """The object in a JSON file; empty when there is no file. Raises StorageError when it is damaged or locked."""
    try:
        with path.open("rb") as file:
            raw = unlocked_bytes(path, file.read(LARGEST_JSON_BYTES + 1))
        values = json.loads(raw) if len(raw) <= LARGEST_JSON_BYTES else None
    except FileNotFoundError:
        return {}
    except (ValueError, RecursionError) as error:
        raise StorageError(
            f"{path} is damaged and cannot be read.", "Move it away to go on without it."
        ) from error
    if not isinstance(values, dict):
        raise StorageError(f"{path} is not what it should be.", "Move it away to go on without it.")
    return values


def wipe(path: Path) -> None:
    """Overwrite a file with zeros and remove it. What a drive keeps by itself is beyond any program's reach."""
    try:
        with path.open("r+b") as file:
            overwrite(file, names=1)
    except FileNotFoundError:
        return
    path.unlink(missing_ok=True)


def overwrite(file: IO[bytes], names: int) -> bool:
    """Put zeros in place of everything in an open file, on the disk.

    names: how many names it has that are ours to give up. A file with more (a backup made of hard links) is left, and
    False says so.
    """
    if file.closed:
        return True
    if os.fstat(file.fileno()).st_nlink > names:
        return False
    size = file.seek(0, os.SEEK_END)
    file.seek(0)
    for start in range(0, size, _WIPE_BYTES):
        file.write(bytes(min(_WIPE_BYTES, size - start)))
    file.flush()
    os.fsync(file.fileno())
    return True
