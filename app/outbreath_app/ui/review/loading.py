"""The sessions of a data folder for the pages that look back: what is indexed at once, what changed meanwhile after it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from outbreath_app.paths import OWN_PERSON
from outbreath_app.storage.access import Access, log_access
from outbreath_app.storage.catalogue import Catalogue, Refreshed, SessionRow
from outbreath_app.storage.people import People, Person

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Sessions:
    """Sessions, newest first. refreshed: what a look into the folder found; None where it was not looked into."""

    rows: tuple[SessionRow, ...]
    refreshed: Refreshed | None = None


def load_sessions(data: Path, person: str, look: bool, progress: Progress | None = None) -> Sessions:
    """A person's sessions; `look` reads what is new or changed in the folder first. Raises DeviceError or OSError."""
    if not data.is_dir():
        return Sessions(())
    with Catalogue(data) as catalogue:
        refreshed = catalogue.refresh(progress) if look else None
        rows = tuple(catalogue.sessions(person))
    log_access(data, Access.LISTED, person)
    return Sessions(rows, refreshed)


def people_there(data: Path) -> list[Person]:
    """Oneself and the clients that are not put away; only oneself where there are none."""
    clients = People(data).all(archived=False) if (data / "people").is_dir() else []
    return [Person(OWN_PERSON, ""), *clients]
