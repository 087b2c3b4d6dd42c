"""Archives sealed with a passphrase: scrypt for the key, AES-256-GCM for every block, nothing readable without it.

Layout: magic, 16 bytes salt, then blocks of at most 1 MiB, each a 4-byte length and its ciphertext. A block's number and
whether it is the last are authenticated with it, so that blocks cannot be cut off, left out or put in another order.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import struct
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from outbreath_app.storage.files import StorageError

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

MAGIC = b"OUTBREATH-SEALED-1\n"
BLOCK_BYTES = 1 << 20
_SALT_BYTES, _TAG_BYTES = 16, 16
# 128 MiB and about 0.4 s a try: the memory is what makes guessing dear (RFC 7914)
_SCRYPT_N, _SCRYPT_R, _SCRYPT_P = 1 << 17, 8, 1
SHORTEST_PASSPHRASE = 8
WRONG = "The passphrase does not open this archive, or the archive is damaged."


def is_sealed(path: Path) -> bool:
    """Whether a file begins as a sealed archive does."""
    with path.open("rb") as file:
        return file.read(len(MAGIC)) == MAGIC


def seal_file(source: Path, target: Path, passphrase: str) -> None:
    """Seal a file under a passphrase of at least eight characters."""
    if len(passphrase) < SHORTEST_PASSPHRASE:
        raise StorageError(
            f"A passphrase needs at least {SHORTEST_PASSPHRASE} characters; a few words are best."
        )
    salt = secrets.token_bytes(_SALT_BYTES)
    cipher = _cipher(passphrase, salt)
    with source.open("rb") as plain, target.open("xb") as out:
        target.chmod(0o600)
        out.write(MAGIC + salt)
        number, block = 0, plain.read(BLOCK_BYTES)
        while True:
            following = plain.read(BLOCK_BYTES)
            sealed = cipher.encrypt(_nonce(number), block, _about(number, last=not following))
            out.write(struct.pack("<I", len(sealed)) + sealed)
            if not following:
                break
            number, block = number + 1, following
        out.flush()
        os.fsync(out.fileno())


def open_sealed(source: Path, target: Path, passphrase: str) -> None:
    """Write what was sealed. Raises StorageError, the same for a wrong passphrase as for damage."""
    from cryptography.exceptions import InvalidTag

    with source.open("rb") as sealed, target.open("xb") as out:
        target.chmod(0o600)
        if sealed.read(len(MAGIC)) != MAGIC:
            raise StorageError(f"{source} is no sealed archive.")
        cipher = _cipher(passphrase, sealed.read(_SALT_BYTES))
        number, block = 0, _block(sealed.read(4), sealed)
        while True:
            length = sealed.read(4)
            try:
                out.write(cipher.decrypt(_nonce(number), block, _about(number, last=not length)))
            except InvalidTag as error:
                raise StorageError(WRONG) from error
            if not length:
                return
            number, block = number + 1, _block(length, sealed)


def _block(length: bytes, file: BinaryIO) -> bytes:
    size = struct.unpack("<I", length)[0] if len(length) == 4 else 0
    block = file.read(size) if _TAG_BYTES <= size <= BLOCK_BYTES + _TAG_BYTES else b""
    if len(block) != size or not block:
        raise StorageError(WRONG)
    return block


def _cipher(passphrase: str, salt: bytes) -> AESGCM:
    try:
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM as Cipher
    except ImportError as error:
        raise StorageError(
            "Sealing needs a library that is not installed: pip install 'outbreath[privacy]'."
        ) from error
    if len(salt) != _SALT_BYTES:
        raise StorageError(WRONG)
    key = hashlib.scrypt(
        passphrase.encode(), salt=salt, n=_SCRYPT_N, r=_SCRYPT_R, p=_SCRYPT_P, maxmem=1 << 28, dklen=32
    )
    return Cipher(key)


def _nonce(number: int) -> bytes:
    # the key is new with every file, so a counter never repeats under it
    return number.to_bytes(12, "big")


def _about(number: int, last: bool) -> bytes:
    return struct.pack("<Q?", number, last)
