"""The key of a protected data folder, and the file that holds it wrapped: under a passphrase and under recovery words.

One random 256-bit key locks everything in the folder. It is never stored but wrapped: AES-256-GCM under a key that
scrypt makes of the passphrase, and once more of the recovery words. Another passphrase wraps it anew and changes nothing else.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import secrets
import unicodedata
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from outbreath_app.storage.errors import StorageError
from outbreath_app.words.codes import Trouble
from outbreath_devices.errors import RecordingError

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEY_FILE, KEY_COPY, LOCK_FILE = "protection.json", "protection.copy.json", ".protection.lock"
SHORTEST_PASSPHRASE = 8
FORMAT, VERSION = "outbreath-protection", 1
BOX_MAGIC = b"OUTBREATH-LOCKED-1\n"
# 128 MiB and about 0.4 s a try: the memory is what makes guessing dear (RFC 7914). r and p are its usual 8 and 1.
SCRYPT_N, SCRYPT_R, SCRYPT_P = 1 << 17, 8, 1
# A key file from elsewhere may not ask for more memory than 1 GiB.
_MOST_N, _MOST_R, _MOST_MEMORY = 1 << 20, 32, 1 << 30
_KEY_BYTES, _SALT_BYTES, _NONCE_BYTES, _ID_BYTES, _FILE_BYTES = 32, 16, 12, 4, 11
PASSPHRASE, WORDS = "passphrase", "recovery words"
_WRONG = {PASSPHRASE: Trouble.PASSPHRASE_WRONG(), WORDS: Trouble.RECOVERY_WORDS_WRONG()}
LOST = "If passphrase and recovery words are both lost, what is locked is lost: nobody can open it."


class LockedError(StorageError, RecordingError):
    """Something is locked and the key is not at hand."""


@dataclass(frozen=True, slots=True)
class FileCipher:
    """Locks the lines of one recording (outbreath_devices.recording.locked.LineCipher).

    mark: id of the folder's key and id of the file. key: the file's own. A line's number is the nonce, so a line opens only
    in its file and under its number; no number is ever used for two different lines of a file.
    """

    mark: bytes
    key: bytes = field(repr=False)

    def lock(self, number: int, plain: bytes) -> bytes:
        return _aes(self.key).encrypt(number.to_bytes(_NONCE_BYTES, "big"), plain, self.mark)

    def unlock(self, number: int, box: bytes) -> bytes | None:
        return _opened(_aes(self.key), number.to_bytes(_NONCE_BYTES, "big"), box, self.mark)


@dataclass(frozen=True, slots=True)
class FolderKey:
    """The key of one data folder. id: 4 bytes that name it in every locked file."""

    id: bytes
    secret: bytes = field(repr=False)

    def new_file(self) -> FileCipher:
        """The cipher for a recording that begins now."""
        return self.file(self.id + secrets.token_bytes(_FILE_BYTES))

    def file(self, mark: bytes) -> FileCipher:
        """The cipher of a recording with that mark."""
        return FileCipher(mark, self._derived(b"recording", mark))

    def box(self, name: str, plain: bytes) -> bytes:
        """A small file's content locked; the name is locked with it, so that one file cannot stand for another."""
        nonce = secrets.token_bytes(_NONCE_BYTES)
        cipher = _aes(self._derived(b"file", name.encode()))
        return BOX_MAGIC + self.id + nonce + cipher.encrypt(nonce, plain, name.encode())

    def unbox(self, name: str, content: bytes) -> bytes | None:
        """What was in the box, or None."""
        at = len(BOX_MAGIC) + _ID_BYTES
        nonce, box = content[at : at + _NONCE_BYTES], content[at + _NONCE_BYTES :]
        if len(nonce) < _NONCE_BYTES:
            return None
        return _opened(_aes(self._derived(b"file", name.encode())), nonce, box, name.encode())

    def catalogue(self) -> bytes:
        """The catalogue's own key."""
        return self._derived(b"catalogue", b"")

    def _derived(self, purpose: bytes, about: bytes) -> bytes:
        return hmac.digest(self.secret, b"outbreath " + purpose + b"\0" + about, "sha256")


def boxed_by(content: bytes) -> bytes | None:
    """The id of the key a small file was locked with; None when it is not locked."""
    start = len(BOX_MAGIC)
    return content[start : start + _ID_BYTES] if content.startswith(BOX_MAGIC) else None


@dataclass(frozen=True, slots=True)
class Wrap:
    """The folder's key under one secret. by: what kind of secret."""

    by: str
    n: int
    r: int
    p: int
    salt: bytes
    box: bytes


@dataclass(frozen=True, slots=True)
class Protection:
    """A key file. turning: 'on' or 'off' while files are being changed over, else ''. keyring: whether the system's keyring holds the key too."""

    key_id: bytes
    wraps: tuple[Wrap, ...]
    turning: str = ""
    keyring: bool = False

    def open(self, by: str, secret: str) -> FolderKey:
        """The key. Raises LockedError, in the same words whatever was wrong."""
        for wrap in self.wraps:
            if wrap.by == by:
                key = _opened(
                    _aes(_stretched(secret, wrap)), bytes(_NONCE_BYTES), wrap.box, _about(by, self.key_id)
                )
                if key is not None and len(key) == _KEY_BYTES:
                    return FolderKey(self.key_id, key)
        raise LockedError(_WRONG[by])

    def wrapped(self, key: FolderKey, by: str, secret: str) -> Protection:
        """The same with another secret of that kind; the one before opens nothing any more."""
        if by == PASSPHRASE:
            check_passphrase(secret)
        empty = Wrap(by, SCRYPT_N, SCRYPT_R, SCRYPT_P, secrets.token_bytes(_SALT_BYTES), b"")
        # the stretched key is new with every salt, so the nonce may be nought
        box = _aes(_stretched(secret, empty)).encrypt(bytes(_NONCE_BYTES), key.secret, _about(by, key.id))
        kept = (wrap for wrap in self.wraps if wrap.by != by)
        return replace(self, wraps=(*kept, replace(empty, box=box)))


def new_protection(passphrase: str, words: str) -> tuple[Protection, FolderKey]:
    """A fresh key, wrapped both ways, for a folder whose files are yet to be changed over."""
    key = FolderKey(secrets.token_bytes(_ID_BYTES), secrets.token_bytes(_KEY_BYTES))
    made = Protection(key.id, (), turning="on")
    return made.wrapped(key, PASSPHRASE, passphrase).wrapped(key, WORDS, words), key


def check_passphrase(passphrase: str) -> None:
    """Raises StorageError for one that is too short."""
    if len(passphrase) < SHORTEST_PASSPHRASE:
        raise StorageError(
            f"A passphrase needs at least {SHORTEST_PASSPHRASE} characters; a few words are best."
        )


def _stretched(secret: str, wrap: Wrap) -> bytes:
    plain = unicodedata.normalize("NFKC", secret).encode()
    return hashlib.scrypt(
        plain, salt=wrap.salt, n=wrap.n, r=wrap.r, p=wrap.p, maxmem=256 * wrap.n * wrap.r, dklen=_KEY_BYTES
    )


def _about(by: str, key_id: bytes) -> bytes:
    return b"outbreath wrap\0" + by.encode() + b"\0" + key_id


@lru_cache(maxsize=256)
def _aes(key: bytes) -> AESGCM:
    try:
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM as Cipher
    except ImportError as error:
        raise StorageError(
            "Locking with a passphrase needs a library that is not installed: pip install 'outbreath[privacy]'."
        ) from error
    return Cipher(key)


def forget_ciphers() -> None:
    """Let go of every key that is at hand for speed."""
    _aes.cache_clear()


def _opened(cipher: AESGCM, nonce: bytes, box: bytes, about: bytes) -> bytes | None:
    from cryptography.exceptions import InvalidTag

    try:
        return cipher.decrypt(nonce, box, about)
    except (InvalidTag, ValueError):
        return None


# --- the file ---


def is_protected(data: Path) -> bool:
    """Whether a folder has a key file."""
    return (data / KEY_FILE).exists() or (data / KEY_COPY).exists()


def as_bytes(protection: Protection) -> bytes:
    """The key file's content: JSON with the hash of itself."""
    wraps = [
        {
            "by": w.by,
            "kdf": "scrypt",
            "n": w.n,
            "r": w.r,
            "p": w.p,
            "salt": _text(w.salt),
            "box": _text(w.box),
        }
        for w in protection.wraps
    ]
    values: dict[str, Any] = {"format": FORMAT, "v": VERSION, "key": protection.key_id.hex()}
    values |= {"turning": protection.turning, "keyring": protection.keyring, "wraps": wraps}
    return json.dumps({**values, "sha256": _hash(values)}, indent=1).encode() + b"\n"


def from_bytes(raw: bytes) -> Protection:
    """A key file read. Raises ValueError when it is not whole, StorageError when a newer program made it."""
    values = json.loads(raw)
    if not isinstance(values, dict) or values.get("format") != FORMAT:
        raise ValueError("no key file")
    if values.pop("sha256", None) != _hash(values):
        raise ValueError("damaged")
    if values["v"] != VERSION:
        raise StorageError("This folder was protected by a newer Outbreath.", "Use the newer program.")
    wraps = tuple(
        Wrap(
            w["by"],
            *_bounded(w["n"], w["r"], w["p"]),
            base64.b64decode(w["salt"]),
            base64.b64decode(w["box"]),
        )
        for w in values["wraps"]
    )
    return Protection(bytes.fromhex(values["key"]), wraps, values["turning"], values["keyring"])


def _bounded(n: object, r: object, p: object) -> tuple[int, int, int]:
    if type(n) is not int or type(r) is not int or type(p) is not int:
        raise ValueError("no numbers")
    if not (2 <= n <= _MOST_N and 1 <= r <= _MOST_R and 1 <= p <= _MOST_R and 128 * n * r <= _MOST_MEMORY):
        raise ValueError("out of bounds")
    return n, r, p


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode("ascii")


def _hash(values: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()
