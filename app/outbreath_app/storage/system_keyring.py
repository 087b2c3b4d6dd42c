"""The system's keyring, where there is one and the person wants it: it holds the folder's key, so that nothing is asked."""

from __future__ import annotations

import base64
import logging
from typing import Any

from outbreath_app.storage.errors import StorageError
from outbreath_app.storage.protection import FolderKey, Protection

log = logging.getLogger(__name__)
SERVICE = "outbreath"
NONE_HERE = "This system has no keyring that can be used now; the passphrase always works."


def key_from_keyring(protection: Protection) -> FolderKey | None:
    """The key, where the folder says that the keyring holds it and it does; the passphrase is asked for otherwise."""
    if not protection.keyring:
        return None
    try:
        text = _keyring().get_password(SERVICE, protection.key_id.hex())
        key = base64.b64decode(text or "", validate=True)
    except Exception as error:  # backends raise what they like
        log.warning("the keyring cannot be read: %s", type(error).__name__)
        return None
    return FolderKey(protection.key_id, key) if len(key) == 32 else None


def put_in_keyring(key: FolderKey) -> None:
    """Raises StorageError where there is no keyring."""
    try:
        _keyring().set_password(SERVICE, key.id.hex(), base64.b64encode(key.secret).decode("ascii"))
    except Exception as error:  # backends raise what they like
        raise StorageError(NONE_HERE) from error


def take_from_keyring(key_id: bytes) -> None:
    """Take it out again; a keyring without it is left as it is."""
    try:
        _keyring().delete_password(SERVICE, key_id.hex())
    except Exception as error:  # backends raise what they like
        log.warning("the keyring keeps what it has: %s", type(error).__name__)


def _keyring() -> Any:
    import keyring

    return keyring
