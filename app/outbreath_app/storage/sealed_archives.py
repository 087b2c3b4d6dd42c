"""Archives sealed with a passphrase: scrypt for the key, AES-256-GCM for every block, nothing readable without it.

Layout: magic, 16 bytes salt, then blocks of at most 1 MiB, each a 4-byte length and its ciphertext. A block's number and
whether it is the last are authenticated with it, so that blocks cannot be cut off, left out or put in another order.
"""

from __future__ import annotations

import hashlib
import io
import os
import secrets
import struct
from pathlib import Path
from typing import TYPE_CHECKING, Any

from outbreath_app.storage.errors import StorageError
from outbreath_app.words.codes import Trouble

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

MAGIC = b"OUTBREATH-SEALED-1\n"
BLOCK_BYTES = 1 << 20
_SALT_BYTES, _TAG_BYTES = 16, 16
_FRAME_BYTES = 4 + _TAG_BYTES
_HEAD_BYTES, _STRIDE_BYTES = len(MAGIC) + _SALT_BYTES, BLOCK_BYTES + _FRAME_BYTES
# 128 MiB and about 0.4 s a try: the memory is what makes guessing dear (RFC 7914)
_SCRYPT_N, _SCRYPT_R, _SCRYPT_P = 1 << 17, 8, 1
SHORTEST_PASSPHRASE = 8
_WRONG = Trouble.ARCHIVE_NOT_OPENED()


def is_sealed(path: Path) -> bool:
    """Whether a file begins as a sealed archive does."""
    with path.open("rb") as file:
        return file.read(len(MAGIC)) == MAGIC


class SealingFile(io.RawIOBase):
    """What is written to it is sealed at once: nothing plain reaches a disk. It cannot be read or wound back."""

    def __init__(self, target: Path, passphrase: str) -> None:
        """Raises StorageError for a passphrase of fewer than eight characters, OSError where nothing can be written."""
        super().__init__()
        if len(passphrase) < SHORTEST_PASSPHRASE:
            raise StorageError(
                f"A passphrase needs at least {SHORTEST_PASSPHRASE} characters; a few words are best."
            )
        salt = secrets.token_bytes(_SALT_BYTES)
        self._cipher = _cipher(passphrase, salt)
        self._out = target.open("xb")
        target.chmod(0o600)
        self._out.write(MAGIC + salt)
        self._waiting, self._number = bytearray(), 0

    def writable(self) -> bool:
        return True

    def write(self, data: Any, /) -> int:
        self._waiting += data
        while (
            len(self._waiting) > BLOCK_BYTES
        ):  # the last block is known to be the last only when it is closed
            self._seal(bytes(self._waiting[:BLOCK_BYTES]), last=False)
            del self._waiting[:BLOCK_BYTES]
        return len(data)

    def close(self) -> None:
        """Seal what is left, and have it on the disk."""
        if not self.closed:
            self._seal(bytes(self._waiting), last=True)
            self._out.flush()
            os.fsync(self._out.fileno())
            self._out.close()
        super().close()

    def _seal(self, block: bytes, last: bool) -> None:
        sealed = self._cipher.encrypt(_nonce(self._number), block, _about(self._number, last))
        self._out.write(struct.pack("<I", len(sealed)) + sealed)
        self._number += 1


class SealedFile(io.RawIOBase):
    """A sealed file to be read anywhere in it; blocks are opened as they are needed, in memory only.

    Raises StorageError, in the same words for a wrong passphrase as for damage: at once where the passphrase, the length
    or the end is wrong, later where a block in between is.
    """

    def __init__(self, source: Path, passphrase: str) -> None:
        super().__init__()
        self._file = source.open("rb")
        try:
            if self._file.read(len(MAGIC)) != MAGIC:
                raise StorageError(f"{source} is no sealed archive.")
            self._cipher = _cipher(passphrase, self._file.read(_SALT_BYTES))
            body = self._file.seek(0, os.SEEK_END) - _HEAD_BYTES
            self._blocks = max(1, -(-body // _STRIDE_BYTES))
            last = body - (self._blocks - 1) * _STRIDE_BYTES - _FRAME_BYTES
            self._size = (self._blocks - 1) * BLOCK_BYTES + last
            if last < 0:
                raise StorageError(_WRONG)
            self._at, self._held = 0, (self._blocks - 1, self._block(self._blocks - 1))
        except BaseException:
            self._file.close()
            raise

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = os.SEEK_SET, /) -> int:
        start = {os.SEEK_SET: 0, os.SEEK_CUR: self._at, os.SEEK_END: self._size}[whence]
        if start + offset < 0:
            raise OSError("before the beginning")
        self._at = start + offset
        return self._at

    def tell(self) -> int:
        return self._at

    def readinto(self, buffer: Any, /) -> int:
        number, inside = divmod(self._at, BLOCK_BYTES)
        if self._at >= self._size:
            return 0
        if self._held[0] != number:
            self._held = number, self._block(number)
        part = self._held[1][inside : inside + len(buffer)]
        buffer[: len(part)] = part
        self._at += len(part)
        return len(part)

    def close(self) -> None:
        self._file.close()
        super().close()

    def _block(self, number: int) -> bytes:
        from cryptography.exceptions import InvalidTag

        self._file.seek(_HEAD_BYTES + number * _STRIDE_BYTES)
        framed = self._file.read(_STRIDE_BYTES)
        if len(framed) < _FRAME_BYTES or struct.unpack("<I", framed[:4])[0] != len(framed) - 4:
            raise StorageError(_WRONG)
        try:
            return self._cipher.decrypt(
                _nonce(number), framed[4:], _about(number, last=number == self._blocks - 1)
            )
        except InvalidTag as error:
            raise StorageError(_WRONG) from error


def _cipher(passphrase: str, salt: bytes) -> AESGCM:
    try:
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM as Cipher
    except ImportError as error:
        raise StorageError(
            "Sealing needs a library that is not installed: pip install 'outbreath[privacy]'."
        ) from error
    if len(salt) != _SALT_BYTES:
        raise StorageError(_WRONG)
    key = hashlib.scrypt(
        passphrase.encode(), salt=salt, n=_SCRYPT_N, r=_SCRYPT_R, p=_SCRYPT_P, maxmem=1 << 28, dklen=32
    )
    return Cipher(key)


def _nonce(number: int) -> bytes:
    # the key is new with every file, so a counter never repeats under it
    return number.to_bytes(12, "big")


def _about(number: int, last: bool) -> bytes:
    return struct.pack("<Q?", number, last)
