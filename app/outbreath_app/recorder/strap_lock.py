"""One recorder a strap: a second program would share its link, and by ending would end it for the first."""

from __future__ import annotations

import hashlib
import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager

from outbreath_app.paths import PRIVATE_FOLDER
from outbreath_app.settings import settings_path
from outbreath_app.storage.errors import HeldError, StorageError
from outbreath_app.storage.file_locks import exclusive

log = logging.getLogger(__name__)

# a recorder that is ending says good-bye to its strap for so long
WAIT_S = 6.0
BUSY = "Another Outbreath on this computer is using this strap."


@contextmanager
def only_recorder_of(address: str) -> Iterator[None]:
    """Hold a strap while inside. Raises StorageError when another recorder keeps it for longer than it takes to end.

    The lock's name does not tell the address. Where no lock can be made the strap is used without one.
    """
    lock = _taken(address)
    try:
        yield
    finally:
        if lock is not None:
            lock.__exit__(None, None, None)


def _taken(address: str) -> exclusive | None:
    name = hashlib.sha256(address.replace("-", ":").upper().encode()).hexdigest()[:16]
    path = settings_path().parent / f"strap-{name}.lock"
    until_s = time.monotonic() + WAIT_S
    while True:
        try:
            path.parent.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
            lock = exclusive(path, BUSY)
            lock.__enter__()
        except HeldError as error:
            if time.monotonic() > until_s:
                raise StorageError(BUSY, "Close it there, or choose another strap.") from error
            time.sleep(0.1)
        except (OSError, StorageError) as error:
            log.info("no lock for the strap: %s", error)
            return None
        else:
            return lock
