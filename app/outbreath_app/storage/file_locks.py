"""One program at a time: a lock the system lets go of by itself when a program dies."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from types import TracebackType

from outbreath_app.paths import PRIVATE_FILE
from outbreath_app.storage.errors import HeldError, StorageError
from outbreath_devices.recording.locked import hold_file


class exclusive:
    """Hold a lock file while inside. Raises HeldError, with `busy`, when another program holds it, and StorageError when the file cannot be made."""

    def __init__(self, path: Path, busy: str) -> None:
        self._path, self._busy = path, busy
        self._handle = -1

    def __enter__(self) -> None:
        try:
            self._handle = os.open(self._path, os.O_RDWR | os.O_CREAT, PRIVATE_FILE)
        except OSError as error:
            raise StorageError(f"{self._path.parent} cannot be changed: {error.strerror}.") from error
        if not self._held():
            os.close(self._handle)
            raise HeldError(self._busy, "Wait until it is done.")

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        os.close(self._handle)

    def _held(self) -> bool:
        if sys.platform == "win32":
            import msvcrt

            try:
                msvcrt.locking(self._handle, msvcrt.LK_NBLCK, 1)
            except OSError:
                return False
            return True
        return hold_file(self._handle)
