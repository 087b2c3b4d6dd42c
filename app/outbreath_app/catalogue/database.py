"""The catalogue's database: plain SQLite, or where the folder is protected SQLCipher under a key made from the folder's.

Without SQLCipher a protected folder's catalogue lives in memory, and is kept as one sealed snapshot when it is closed.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from outbreath_app.paths import PRIVATE_FILE
from outbreath_app.storage.errors import StorageError
from outbreath_app.storage.files import replace_file
from outbreath_app.storage.keys import folder_key
from outbreath_app.storage.protection import FolderKey

PLAIN, CIPHERED, SNAPSHOT = "catalogue.sqlite", "catalogue.sqlcipher", "catalogue.sealed"
_BUSY_S = 20.0
_TRY_AGAIN_S = 0.02
# SQLite's words for a disk that is full, faulty or may only be read; any other error is the caller's to hear
_NOT_ON_THE_DISK = ("is full", "disk I/O error", "readonly", "unable to open")


def ciphered_sqlite() -> Any:
    """SQLCipher's own sqlite3 module, None where it is not installed."""
    try:
        from sqlcipher3 import dbapi2
    except ImportError:
        return None
    return dbapi2


class Database:
    """One open database. migrate brings it up to date and may raise StorageError; errors are of `module`'s classes."""

    def __init__(self, data: Path, migrate: Callable[[sqlite3.Connection, Path], None]) -> None:
        self._data, self._migrate = data, migrate
        self._key = folder_key(data)
        ciphered = ciphered_sqlite() if self._key is not None else None
        self.module: Any = ciphered if ciphered is not None else sqlite3
        self.path = data / (PLAIN if self._key is None else SNAPSHOT if ciphered is None else CIPHERED)
        self.note = (
            ""  # a sentence, where the catalogue cannot be kept on the disk and lives in memory this once
        )
        self.base = self._open()

    def close(self) -> None:
        """Close it; a snapshot is kept first, where there is something new in it and the folder can be written."""
        try:
            if self.path.name == SNAPSHOT and self._key is not None and self.base.total_changes:
                content = self._key.box(self.path.name, self.base.serialize())
                if os.access(self._data, os.W_OK):
                    replace_file(self.path, content)
        finally:
            self.base.close()

    def _open(self) -> sqlite3.Connection:
        """The database, brought up to date; a damaged one is put aside, since the files hold everything."""
        try:
            return self._connect()
        except self.module.DatabaseError as error:
            if isinstance(error, self.module.OperationalError):
                if any(word in str(error) for word in _NOT_ON_THE_DISK):
                    return self._prepared(self._copy_in_memory(str(error)))
                raise StorageError(
                    f"The catalogue {self.path} cannot be opened: {error}.",
                    "The recordings themselves are untouched.",
                ) from error
            self._put_aside()
            return self._connect()

    def _connect(self) -> sqlite3.Connection:
        if self._key is not None and self.path.name == SNAPSHOT:
            return self._prepared(self._from_snapshot(self._key))
        if not self.path.exists():
            try:
                self.path.touch(mode=PRIVATE_FILE)
            except OSError as error:
                return self._prepared(self._copy_in_memory(error.strerror or str(error)))
        if not os.access(self.path, os.W_OK) or not os.access(self._data, os.W_OK):
            return self._prepared(self._copy_in_memory("it may only be read"))
        base = self.module.connect(self.path, timeout=_BUSY_S, isolation_level=None)
        if self._key is not None:
            base.execute(f"PRAGMA key = \"x'{self._key.catalogue().hex()}'\"")
        return self._prepared(base)

    def _in_memory(self) -> sqlite3.Connection:
        base: sqlite3.Connection = self.module.connect(":memory:", isolation_level=None)
        return base

    def _copy_in_memory(self, reason: str) -> sqlite3.Connection:
        """For a folder that may only be read, or a full disk: what the kept catalogue holds, as far as it can be read."""
        self.note = (
            f"The catalogue {self.path} cannot be kept up to date: {reason}. It is kept in memory this once."
        )
        base = self._in_memory()
        if self._key is None and self.path.exists():
            kept = sqlite3.connect(f"{self.path.absolute().as_uri()}?immutable=1", uri=True)
            try:
                kept.backup(base)
            except sqlite3.DatabaseError:
                base.close()
                return self._in_memory()
            finally:
                kept.close()
        return base

    def _from_snapshot(self, key: FolderKey) -> sqlite3.Connection:
        base = self._in_memory()
        content = key.unbox(self.path.name, self.path.read_bytes()) if self.path.exists() else None
        if content:
            base.deserialize(content)
        return base

    def _prepared(self, base: sqlite3.Connection) -> sqlite3.Connection:
        try:
            self._into_wal(base)
            base.execute("PRAGMA synchronous = NORMAL")
            base.execute("PRAGMA foreign_keys = ON")
            self._migrate(base, self.path)
        except BaseException:
            base.close()
            raise
        return base

    def _into_wal(self, base: sqlite3.Connection) -> None:
        """Journal by write-ahead log. SQLite's own waiting does not cover this change: two programs that begin at once
        would meet here, and one would be told at once that the database is locked."""
        until_s = time.monotonic() + _BUSY_S
        while True:
            try:
                base.execute("PRAGMA journal_mode = WAL")
                return
            except self.module.OperationalError as error:
                busy = getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_BUSY or "locked" in str(
                    error
                )
                if not busy or time.monotonic() > until_s:
                    raise
            time.sleep(_TRY_AGAIN_S)

    def _put_aside(self) -> None:
        for suffix in ("", "-wal", "-shm"):
            path = self.path.with_name(self.path.name + suffix)
            if path.exists():
                path.replace(path.with_name(path.name + ".damaged"))
