"""Locked recordings: every line in an envelope that tells only its file, its number and that it is whole.

An envelope is a line like any other, closed by a CRC-32, so that damage is told apart from a wrong key and costs one
line. What is in it is the line itself, newline and all: unlocked, a recording is byte for byte what it would have been.
The cipher comes from outside; this package only knows where it goes.
"""

from __future__ import annotations

import base64
import binascii
import re
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO, Protocol

from outbreath_devices.errors import RecordingError
from outbreath_devices.recording.line import LONGEST_ENVELOPE_BYTES, MAX_LINE_BYTES, unseal

KEY_BYTES, FILE_BYTES = 4, 11
# What a line holds at most; longer stretches of damage are locked in pieces.
PIECE_BYTES = MAX_LINE_BYTES
BEGIN = b'{"x":"'
# Stands for an envelope that could not be opened: a damaged line to the reader.
UNOPENED = b"{an envelope that does not open}..\n"
_CHUNK_BYTES = 1 << 20
# Damage at the beginning does not hide what the rest is, within what a reader looks through.
_SEARCHED_CHUNKS = 32
_PLAIN = b'{"n":'
_SEAL_BYTES = len(',"c":"00000000"}')
_ENVELOPE = re.compile(
    rb'\{"x":"([A-Za-z0-9_-]{20})","n":([1-9][0-9]{0,17}),"e":"([A-Za-z0-9+/=]*)","c":"([0-9a-f]{8})"\}'
)


class LineCipher(Protocol):
    """Locks and unlocks the lines of one file. mark: which key and which file, as it stands in every envelope."""

    @property
    def mark(self) -> bytes: ...

    def lock(self, number: int, plain: bytes) -> bytes: ...

    def unlock(self, number: int, box: bytes) -> bytes | None:
        """What was locked under that number, or None."""


CipherFor = Callable[[bytes, Path | None], LineCipher]
"""The cipher for a mark found in a file. Raises RecordingError when its key is not at hand."""


def no_cipher(mark: bytes, path: Path | None) -> LineCipher:
    """What a program does that holds no key."""
    raise RecordingError(
        f"{path or 'The recording'} is locked with a passphrase.", "Unlock its folder first."
    )


class _Ciphers:
    """Where this process finds ciphers. Readers are called from everywhere; the key is one thing of the process."""

    find: CipherFor = staticmethod(no_cipher)


def find_ciphers(find: CipherFor) -> None:
    """From now on readers in this process ask `find` for what opens a locked file."""
    _Ciphers.find = staticmethod(find)


def envelope(cipher: LineCipher, number: int, plain: bytes) -> bytes:
    """One line in its envelope, with a newline."""
    body = b'{"x":"%b","n":%d,"e":"%b"' % (
        base64.urlsafe_b64encode(cipher.mark),
        number,
        base64.b64encode(cipher.lock(number, plain)),
    )
    if len(body) > LONGEST_ENVELOPE_BYTES - _SEAL_BYTES:
        raise RecordingError(f"a line of {len(plain)} bytes is longer than {PIECE_BYTES} bytes allow.")
    return body + b',"c":"%08x"}\n' % zlib.crc32(body)


def mark_in(raw: bytes) -> bytes | None:
    """The mark in a sound envelope; None for anything else."""
    found = _opened(raw)
    return found[0] if found is not None else None


def mark_of(file: BinaryIO) -> bytes | None:
    """The mark in the first sound line of an open file where that is an envelope; the place in the file stays."""
    place = file.tell()
    try:
        # the first line nearly always tells; damage makes the search longer
        chunk = file.readline(LONGEST_ENVELOPE_BYTES)
        for _ in range(_SEARCHED_CHUNKS):
            for raw in chunk.split(b"\n"):
                if (mark := mark_in(raw)) is not None:
                    return mark
                if raw.startswith(_PLAIN) and unseal(raw) is not None:
                    return None
            chunk = file.read(_CHUNK_BYTES)
            if not chunk:
                break
        return None
    finally:
        file.seek(place)


class UnlockedStream:
    """A locked file read as what is in its envelopes. The first sound envelope says whose file it is.

    What does not open under that file's key (damaged, from another file, moved to another place, not locked at all) is
    given as one damaged line.
    """

    def __init__(self, file: BinaryIO, path: Path | None, find: CipherFor | None = None) -> None:
        self._file, self._path, self._find = file, path, find or _Ciphers.find
        self._cipher: LineCipher | None = None
        self._pieces = self._opening()

    def read1(self, size: int = -1) -> bytes:
        """The next stretch of plain bytes; empty at the end."""
        return next(self._pieces, b"")

    def lines(self) -> Iterator[bytes | None]:
        """The content of each envelope in turn; None for a stretch that does not open."""
        for raw, _ in self._raw_lines():
            yield from self._contents(raw)

    def _opening(self) -> Iterator[bytes]:
        whole: list[bytes] = []
        size = 0
        for raw, ended in self._raw_lines():
            pieces = [UNOPENED if plain is None else plain for plain in self._contents(raw)]
            if not ended:
                # what a cut envelope holds is told as a cut line, as in a file that is not locked
                pieces[-1] = pieces[-1].removesuffix(b"\n")
            whole += pieces
            size += sum(map(len, pieces))
            if size >= 1 << 16:
                yield b"".join(whole)
                whole, size = [], 0
        if whole:
            yield b"".join(whole)

    def _raw_lines(self) -> Iterator[tuple[bytes, bool]]:
        """Each line without its newline, and whether it had one."""
        rest = b""
        while chunk := self._file.read(_CHUNK_BYTES):
            *raws, rest = (rest + chunk).split(b"\n")
            yield from ((raw, True) for raw in raws)
            if len(rest) > 2 * LONGEST_ENVELOPE_BYTES:
                rest = rest[-LONGEST_ENVELOPE_BYTES:]
                yield b"too long", True
        if rest:
            yield rest, False

    def _contents(self, raw: bytes) -> Iterator[bytes | None]:
        found = _opened(raw)
        if found is not None:
            yield self._unlocked(*found)
            return
        yield None
        # where a newline was what was damaged, the envelopes on either side are whole
        for inner in _ENVELOPE.finditer(raw):
            found = _opened(inner.group())
            if found is not None:
                yield self._unlocked(*found)

    def _unlocked(self, mark: bytes, number: int, box: bytes) -> bytes | None:
        if self._cipher is None:
            self._cipher = self._find(mark, self._path)
        if mark != self._cipher.mark:
            return None
        return self._cipher.unlock(number, box)


def _opened(raw: bytes) -> tuple[bytes, int, bytes] | None:
    """Mark, number and box of a sound envelope."""
    found = _ENVELOPE.fullmatch(raw) if raw.startswith(BEGIN) and len(raw) <= LONGEST_ENVELOPE_BYTES else None
    if found is None or found[4] != b"%08x" % zlib.crc32(raw[:-_SEAL_BYTES]):
        return None
    try:
        box = base64.b64decode(found[3], validate=True)
    except binascii.Error:
        return None
    return base64.urlsafe_b64decode(found[1]), int(found[2]), box


def hold_file(handle: int) -> bool:
    """Hold an open file as long as its handle is open, so that nobody rewrites a recording that is going on.

    False when another holds it. The system lets go by itself when a program dies. Windows keeps open files by itself.
    """
    try:
        import fcntl
    except ImportError:
        return True
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:  # some network folders know no locks
        return True
    return True
