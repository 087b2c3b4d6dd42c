"""Changing a data folder over: everything in it locked, or unlocked again; broken off anywhere, it goes on where it was.

Each file is written anew beside the old one, read back and compared, and only then put in its place in one step. When
locking, the old content is overwritten with zeros before it is given up; what a drive keeps of it by itself is beyond reach.
"""

from __future__ import annotations

import gzip
import hashlib
import os
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO

from outbreath_app.paths import OWN_RANGES, PRIVATE_FILE, RECORDINGS
from outbreath_app.storage.errors import StorageError
from outbreath_app.storage.file_locks import exclusive
from outbreath_app.storage.files import overwrite, replace_file, wipe
from outbreath_app.storage.keys import load_protection
from outbreath_app.storage.protection import (
    KEY_COPY,
    KEY_FILE,
    LOCK_FILE,
    FolderKey,
    Protection,
    as_bytes,
    boxed_by,
    is_protected,
)
from outbreath_app.storage.sidefile import SUFFIX as SIDE_SUFFIX
from outbreath_devices.recording.locked import (
    PIECE_BYTES,
    UNOPENED,
    UnlockedStream,
    envelope,
    hold_file,
    mark_of,
)

TURNING_SUFFIX = ".turning"
_GZIP = b"\x1f\x8b"

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Turned:
    """What a change-over did. changed: files. busy: recordings that are going on now; left: a sentence for each file that stays as it is."""

    changed: int
    busy: tuple[str, ...] = ()
    left: tuple[str, ...] = ()

    @property
    def whole(self) -> bool:
        return not self.busy


def change_protection(data: Path, change: Callable[[Protection], Protection]) -> None:
    """Change the key file: another passphrase, other words. Raises StorageError when another program is at it."""
    with _alone(data):
        _save(data, change(load_protection(data)))


def _save(data: Path, protection: Protection) -> None:
    for name in (KEY_FILE, KEY_COPY):
        replace_file(data / name, as_bytes(protection))


def turn_on(data: Path, protection: Protection, key: FolderKey, progress: Progress | None = None) -> Turned:
    """Lock everything in a folder. With the protection of a change-over broken off it goes on with that."""
    with _alone(data):
        if is_protected(data):
            there = load_protection(data)
            if there.key_id != key.id:
                raise StorageError(f"{data} is protected already.")
            protection = there
        elif orphans := len(recordings_in(data)) + len(small_files_in(data)) - len(unlocked_files(data)):
            raise StorageError(
                f"{orphans} files in {data} are locked already, and their key file ({KEY_FILE}) is missing.",
                "Bring it back from a backup, or move these files away.",
            )
        if protection.turning != "on":
            protection = replace(protection, turning="on")
        _save(data, protection)
        done = _change(data, key, lock=True, progress=progress)
        for path in data.glob("catalogue.sqlite*"):
            wipe(path)
        if done.whole:
            _save(data, replace(protection, turning=""))
        return done


def turn_off(data: Path, key: FolderKey, progress: Progress | None = None) -> Turned:
    """Unlock everything in a folder, and take the key file away."""
    with _alone(data):
        _save(data, replace(load_protection(data), turning="off"))
        done = _change(data, key, lock=False, progress=progress)
        for path in [*data.glob("catalogue.sealed*"), *data.glob("catalogue.sqlcipher*")]:
            path.unlink(missing_ok=True)
        if done.whole:
            for name in (KEY_COPY, KEY_FILE):
                wipe(data / name)
        return done


def _alone(data: Path) -> exclusive:
    return exclusive(data / LOCK_FILE, f"Another program is changing the protection of {data} now.")


def recordings_in(data: Path) -> list[Path]:
    """Every recording, everybody's."""
    found = (data / RECORDINGS).rglob("*.jsonl*")
    return sorted(
        p for p in found if p.name.endswith((".jsonl", ".jsonl.gz")) and p.name[0] != "." and p.is_file()
    )


def small_files_in(data: Path) -> list[Path]:
    """Every small file with something personal in it: notes and labels, cards, ranges."""
    found = [*(data / RECORDINGS).rglob(f"*{SIDE_SUFFIX}"), *(data / RECORDINGS).rglob(OWN_RANGES)]
    found += [*(data / "people").glob("*.json"), data / OWN_RANGES]
    return sorted(p for p in found if p.name[0] != "." and p.is_file())


def unlocked_files(data: Path) -> list[Path]:
    """Files with something personal in them that are not locked."""
    found = []
    for path in small_files_in(data):
        with path.open("rb") as file:
            if boxed_by(file.read(64)) is None:
                found.append(path)
    for path in recordings_in(data):
        with path.open("rb") as file:
            if mark_of(file) is None:
                found.append(path)
    return found


def _change(data: Path, key: FolderKey, lock: bool, progress: Progress | None) -> Turned:
    _remove_leftovers(data, wiped=lock)
    small, large = small_files_in(data), recordings_in(data)
    changed, busy, left = 0, [], []
    for number, path in enumerate([*small, *large], start=1):
        try:
            if number <= len(small):
                changed += _lock_small(path, key) if lock else _unlock_small(path, key)
            else:
                changed += _lock_recording(path, key) if lock else _unlock_recording(path, key)
        except _BusyError:
            busy.append(str(path))
        except _LinkedError:
            changed += 1
            left.append(
                f"{path} is locked, but what it held has another name outside (a hard link) and stays there"
            )
        except (StorageError, OSError) as error:
            reason = error.strerror if isinstance(error, OSError) and error.strerror else error
            left.append(f"{path} stays as it is: {reason}")
        if progress is not None:
            progress(number, len(small) + len(large))
    return Turned(changed, tuple(busy), tuple(left))


class _BusyError(Exception):
    """A recording is going on."""


class _LinkedError(Exception):
    """The old content has another name."""


def _remove_leftovers(data: Path, wiped: bool) -> None:
    """What an earlier change-over that was broken off had not yet put in place."""
    for path in [*data.rglob(f".*{TURNING_SUFFIX}")]:
        if wiped:
            wipe(path)
        else:
            path.unlink(missing_ok=True)


def _lock_small(path: Path, key: FolderKey) -> bool:
    with path.open("r+b") as old:
        content = old.read()
        if boxed_by(content) is not None:
            return False
        replace_file(path, key.box(path.name, content))
        _give_up(old, names=0)
    return True


def _unlock_small(path: Path, key: FolderKey) -> bool:
    content = path.read_bytes()
    if boxed_by(content) is None:
        return False
    plain = key.unbox(path.name, content)
    if plain is None:
        raise StorageError("it does not open, being damaged or under another name.")
    replace_file(path, plain)
    return True


def _lock_recording(path: Path, key: FolderKey) -> bool:
    with path.open("r+b") as old:
        if mark_of(old) is not None:
            return False
        if not hold_file(old.fileno()):
            raise _BusyError
        packed = old.read(2) == _GZIP
        target = _unpacked_name(path, old) if packed else path
        cipher = key.new_file()
        digest = hashlib.sha256()

        def envelopes() -> Iterator[bytes]:
            old.seek(0)
            for number, piece in enumerate(pieces(old), start=1):
                digest.update(piece)
                yield envelope(cipher, number, piece)

        partial = _written(target, envelopes())
        with partial.open("rb") as file:
            stream = UnlockedStream(file, partial, lambda mark, _: key.file(mark))
            back = hashlib.sha256()
            for plain in stream.lines():
                back.update(UNOPENED if plain is None else plain)
        if back.digest() != digest.digest():
            raise StorageError("what was written of it does not read back the same.")
        _put_in_place(partial, target, old)
        try:
            _give_up(old, names=int(target != path))
        finally:
            if target != path:
                path.unlink()
    return True


def _give_up(old: IO[bytes], names: int) -> None:
    """Overwrite what was there before. Raises _LinkedError where it lives on under another name."""
    if not overwrite(old, names):
        raise _LinkedError


def _unlock_recording(path: Path, key: FolderKey) -> bool:
    with path.open("rb") as old:
        if mark_of(old) is None:
            return False
        if not hold_file(old.fileno()):
            raise _BusyError
        stream = UnlockedStream(old, path, lambda mark, _: key.file(mark))
        # a line that does not open is lost; its place stays to be seen
        partial = _written(path, (UNOPENED if plain is None else plain for plain in stream.lines()))
        _put_in_place(partial, path, old)
    return True


def pieces(file: IO[bytes]) -> Iterator[bytes]:
    """The content of a plain recording, unpacked: its lines with their newlines, overlong ones in parts."""
    packed = file.read(2) == _GZIP
    file.seek(0)
    source: IO[bytes] | gzip.GzipFile = gzip.GzipFile(fileobj=file) if packed else file
    try:
        while piece := source.readline(PIECE_BYTES):
            yield piece
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise StorageError("it is packed with gzip and damaged; repair it first.") from error


def _unpacked_name(path: Path, old: IO[bytes]) -> Path:
    """NAME.jsonl for NAME.jsonl.gz, unless another recording has that name."""
    plain = path.with_suffix("")
    return path if plain.exists() else plain


def _written(target: Path, content: Iterable[bytes]) -> Path:
    partial = target.with_name(f".{target.name}{TURNING_SUFFIX}")
    with partial.open("xb") as file:
        partial.chmod(PRIVATE_FILE)
        file.writelines(content)
        file.flush()
        os.fsync(file.fileno())
    return partial


def _put_in_place(partial: Path, target: Path, old: IO[bytes]) -> None:
    found = os.fstat(old.fileno())
    os.utime(partial, ns=(found.st_atime_ns, found.st_mtime_ns))
    if os.name == "nt":  # Windows replaces no file that is open
        old.close()
    partial.replace(target)
    if os.name != "nt":
        folder = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
