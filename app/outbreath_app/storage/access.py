"""The access log of clinician mode: who looked at, exported or deleted whose sessions, and when; ids, no health data."""

from __future__ import annotations

import getpass
import json
import os
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from outbreath_app.paths import PRIVATE_FILE, RECORDINGS

LOG = "access.log"
CLIENT = "p-"


class Access(StrEnum):
    """What was done."""

    LISTED = "listed"
    OPENED = "opened"
    TRENDS = "trends"
    REPORT = "report"
    EXPORTED = "exported"
    IMPORTED = "imported"
    CHANGED = "changed"
    DELETED = "deleted"


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the log. at: ISO 8601, UTC. by: the account on this computer. session: the one it was about, if it was one."""

    at: str
    what: str
    person: str
    by: str = ""
    session: str = ""


def log_access(data: Path, what: Access, person: str, session: str = "") -> None:
    """Append one line, only where there are clients; a folder that may only be read keeps no log."""
    if not person.startswith(CLIENT) or not (data / "people").is_dir():
        return
    at = datetime.now(UTC).isoformat(timespec="seconds")
    entry = {"at": at, "what": what.value, "person": person, "by": _account()}
    if session:
        entry["session"] = session
    try:
        handle = os.open(data / LOG, os.O_WRONLY | os.O_APPEND | os.O_CREAT, PRIVATE_FILE)
    except OSError:
        return
    with os.fdopen(handle, "ab", buffering=0) as file:
        file.write(json.dumps(entry).encode() + b"\n")


def log_opened(recording: Path) -> None:
    """A client's session was looked at, wherever its data folder is; anybody else's, and other files, are not logged."""
    folder = recording.absolute().parent
    if folder.name.startswith(CLIENT) and folder.parent.name == RECORDINGS:
        log_access(folder.parent.parent, Access.OPENED, folder.name, recording.name.split(".")[0])


def entries(data: Path, person: str = "") -> list[Entry]:
    """The log, oldest first, of everybody or one person; lines that make no sense are left out."""
    try:
        lines = (data / LOG).read_bytes().splitlines()
    except OSError:
        return []
    found = []
    for line in lines:
        try:
            values = json.loads(line)
        except ValueError:
            continue
        if isinstance(values, dict) and (not person or values.get("person") == person):
            texts = {key: str(values.get(key, ""))[:200] for key in ("at", "what", "person", "by", "session")}
            found.append(Entry(**texts))
    return found


def _account() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # an account without a name
        return ""
