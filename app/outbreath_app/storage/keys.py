"""The keys at hand in this process: which folder is unlocked, and what opens and locks a file in it.

A key is one thing of a process: readers and writers everywhere ask here. Where a key is missing, whoever set `ask_with`
(the command line) may unlock the folder; else LockedError says that it is locked.
"""

from __future__ import annotations

import base64
from collections.abc import Callable
from pathlib import Path
from typing import Any

from outbreath_app.paths import data_place
from outbreath_app.storage.errors import StorageError
from outbreath_app.storage.file_locks import exclusive
from outbreath_app.storage.files import replace_file
from outbreath_app.storage.protection import (
    KEY_COPY,
    KEY_FILE,
    LOCK_FILE,
    PASSPHRASE,
    FileCipher,
    FolderKey,
    LockedError,
    Protection,
    as_bytes,
    boxed_by,
    forget_ciphers,
    from_bytes,
    is_protected,
)
from outbreath_devices.recording.locked import KEY_BYTES, find_ciphers

Asker = Callable[[Path], FolderKey | None]


class _AtHand:
    keys: dict[bytes, FolderKey] = {}  # noqa: RUF012
    ask: Asker | None = None


def ask_with(ask: Asker | None) -> None:
    """Who is asked for the key of a folder; None in answer means that nobody can tell."""
    _AtHand.ask = ask


def load_protection(data: Path) -> Protection:
    """The folder's key file, or its copy where the first is damaged. Raises StorageError."""
    for name in (KEY_FILE, KEY_COPY):
        try:
            return from_bytes((data / name).read_bytes())
        except (OSError, ValueError, KeyError, TypeError):
            continue
    raise StorageError(
        f"The key file {data / KEY_FILE} and its copy cannot be read.",
        "Bring one of them back from a backup: without it nothing in the folder can be opened.",
    )


def unlock(data: Path, secret: str, by: str = PASSPHRASE) -> FolderKey:
    """Unlock a folder for this process. Raises LockedError, always in the same words."""
    key = load_protection(data).open(by, secret)
    use_key(key)
    _mend(data)
    return key


def _mend(data: Path) -> None:
    """Make the key file and its copy one again, where a kill or damage came between them; left where another is at it."""
    try:
        with exclusive(data / LOCK_FILE, "another program is at it"):
            content = as_bytes(load_protection(data))
            for path in (data / KEY_FILE, data / KEY_COPY):
                if not path.exists() or path.read_bytes() != content:
                    replace_file(path, content)
    except (OSError, StorageError):  # a folder that may only be read stays as it is
        return


def use_key(key: FolderKey) -> None:
    """Have a folder's key at hand from now on."""
    _AtHand.keys[key.id] = key


def keys_at_hand() -> tuple[FolderKey, ...]:
    """The keys of every unlocked folder, for this program's own worker processes."""
    return tuple(_AtHand.keys.values())


def lock_all() -> None:
    """Let go of every key in this process."""
    _AtHand.keys.clear()
    forget_ciphers()


def protected_folder(path: Path) -> Path | None:
    """The nearest folder at or above a path that has a key file."""
    return next((each for each in (path, *path.parents) if is_protected(each)), None)


def is_unlocked(data: Path) -> bool:
    """Whether what is in a folder can be read now, being plain or its key at hand."""
    return not is_protected(data) or load_protection(data).key_id in _AtHand.keys


def folder_key(path: Path) -> FolderKey | None:
    """The key with which to write at a path; None where nothing is protected. Raises LockedError."""
    data = protected_folder(path.absolute())
    if data is None:
        return None
    protection = load_protection(data)
    if protection.turning == "off":
        return None
    return _AtHand.keys.get(protection.key_id) or _asked(data, protection.key_id)


def new_cipher(path: Path) -> FileCipher | None:
    """The cipher for a recording that is to be written there; None where nothing is protected. Raises LockedError."""
    key = folder_key(path)
    return None if key is None else key.new_file()


def locked_bytes(path: Path, content: bytes) -> bytes:
    """A small file's content as it is to be kept there."""
    key = folder_key(path)
    return content if key is None else key.box(path.name, content)


def unlocked_bytes(path: Path, content: bytes) -> bytes:
    """A small file's content as it was before it was locked. Raises LockedError, and StorageError when it is damaged."""
    key_id = boxed_by(content)
    if key_id is None:
        return content
    plain = _key(key_id, path).unbox(path.name, content)
    if plain is None:
        raise StorageError(
            f"{path} does not open: it is damaged, or was locked under another name.",
            "Give it its own name back, or move it away to go on without it.",
        )
    return plain


def _key(key_id: bytes, path: Path | None) -> FolderKey:
    found = _AtHand.keys.get(key_id)
    if found is not None:
        return found
    near = protected_folder(path.absolute()) if path else None
    folders = [
        data for data in dict.fromkeys((near, data_place())) if data is not None and is_protected(data)
    ]
    for data in folders:
        if load_protection(data).key_id == key_id:
            return _asked(data, key_id)
    what = path or "This recording"
    if not folders:
        raise LockedError(
            f"{what} is locked, and there is no key file ({KEY_FILE}) in its folder.",
            "Bring it back from a backup, or name the folder it is from with --data.",
        )
    raise LockedError(
        f"{what} is locked with the passphrase of another data folder.", "Name that folder with --data."
    )


def _asked(data: Path, key_id: bytes) -> FolderKey:
    key = _AtHand.ask(data) if _AtHand.ask is not None else None
    if key is None or key.id != key_id:
        raise LockedError(
            f"{data} is locked with a passphrase.",
            "Run this in a terminal to be asked for it, or give --passphrase-file FILE.",
        )
    use_key(key)
    return key


def _cipher_for(mark: bytes, path: Path | None) -> FileCipher:
    return _key(mark[:KEY_BYTES], path).file(mark)


find_ciphers(_cipher_for)


# --- handing a key to another process of this program, through a pipe ---


def handed_over(cipher: FileCipher) -> dict[str, Any]:
    """One recording's cipher as a line of JSON for the recorder's standard input: it opens that one file and no other."""
    return {"k": "key", "mark": _text(cipher.mark), "key": _text(cipher.key)}


def taken_over(line: object) -> FileCipher:
    """The cipher in such a line. Raises StorageError."""
    try:
        if not isinstance(line, dict) or line.get("k") != "key":
            raise ValueError("no key")
        cipher = FileCipher(base64.b64decode(line["mark"]), base64.b64decode(line["key"]))
        if (len(cipher.mark), len(cipher.key)) != (15, 32):
            raise ValueError("no key")
    except (KeyError, ValueError, TypeError) as error:
        raise StorageError("The recorder was not given its key.") from error
    return cipher


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode("ascii")
