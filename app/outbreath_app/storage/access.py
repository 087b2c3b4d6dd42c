"""The access log of clinician mode: who was looked at, exported or deleted, when; ids only, no names and no health data."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from outbreath_app.paths import PRIVATE_FILE

LOG = "access.log"


class Access(StrEnum):
    """What was done."""

    LISTED = "listed"
    TRENDS = "trends"
    REPORT = "report"
    EXPORTED = "exported"
    IMPORTED = "imported"
    DELETED = "deleted"


def log_access(data: Path, what: Access, person: str) -> None:
    """Append one line, only where there are clients; a folder that may only be read keeps no log."""
    if not (data / "people").is_dir() or not person.startswith("p-"):
        return
    entry = {"at": datetime.now(UTC).isoformat(timespec="seconds"), "what": what.value, "person": person}
    try:
        handle = os.open(data / LOG, os.O_WRONLY | os.O_APPEND | os.O_CREAT, PRIVATE_FILE)
    except OSError:
        return
    with os.fdopen(handle, "ab", buffering=0) as file:
        file.write(json.dumps(entry).encode() + b"\n")
