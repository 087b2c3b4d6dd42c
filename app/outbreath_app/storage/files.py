"""Small private files replaced whole, and files removed so that their content is gone."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import IO

from outbreath_app.paths import PRIVATE_FOLDER

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
