"""What is in a file of the data folder, locked or not, as plain bytes; and keeping plain bytes the way the folder is kept."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from outbreath_app.paths import PRIVATE_FILE, PRIVATE_FOLDER
from outbreath_app.storage.files import replace_file
from outbreath_app.storage.json_files import LARGEST_JSON_BYTES
from outbreath_app.storage.keys import locked_bytes, new_cipher, unlocked_bytes
from outbreath_app.storage.protection import BOX_MAGIC
from outbreath_devices.recording.locked import PIECE_BYTES, UNOPENED, UnlockedStream, envelope, mark_of

_CHUNK_BYTES = 1 << 20


def plain_chunks(path: Path) -> Iterator[bytes]:
    """The file's content as it was before it was locked, in stretches. Raises LockedError, StorageError and OSError."""
    with path.open("rb") as file:
        begin = file.read(len(BOX_MAGIC))
        file.seek(0)
        if begin == BOX_MAGIC:
            yield unlocked_bytes(path, file.read(2 * LARGEST_JSON_BYTES))
        elif mark_of(file) is not None:
            for plain in UnlockedStream(file, path).lines():
                yield UNOPENED if plain is None else plain
        else:
            while chunk := file.read(_CHUNK_BYTES):
                yield chunk


def plain_digest(path: Path) -> str:
    """The SHA-256 of the plain content, hexadecimal."""
    digest = hashlib.sha256()
    for chunk in plain_chunks(path):
        digest.update(chunk)
    return digest.hexdigest()


def keep_small(path: Path, content: bytes) -> None:
    """Keep a small file, locked where the folder is protected."""
    replace_file(path, locked_bytes(path, content))


def keep_recording(path: Path, chunks: Iterable[bytes]) -> None:
    """Keep a recording's plain bytes, whole or not at all, locked line by line where the folder is protected."""
    cipher = new_cipher(path)
    path.parent.mkdir(parents=True, exist_ok=True, mode=PRIVATE_FOLDER)
    partial = path.with_name(f".{path.name}.part")
    partial.unlink(missing_ok=True)
    try:
        with partial.open("xb") as file:
            partial.chmod(PRIVATE_FILE)
            if cipher is None:
                file.writelines(chunks)
            else:
                for number, line in enumerate(_lines(chunks), start=1):
                    file.write(envelope(cipher, number, line))
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)


def _lines(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The same bytes cut after each newline, overlong lines in parts."""
    rest = b""
    for chunk in chunks:
        *lines, rest = (rest + chunk).split(b"\n")
        for line in lines:
            yield from _parts(line + b"\n")
        while len(rest) > PIECE_BYTES:
            yield rest[:PIECE_BYTES]
            rest = rest[PIECE_BYTES:]
    if rest:
        yield rest


def _parts(line: bytes) -> Iterator[bytes]:
    for start in range(0, len(line), PIECE_BYTES):
        yield line[start : start + PIECE_BYTES]
