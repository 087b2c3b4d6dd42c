"""The sessions of a data folder for the pages that look back: what is indexed at once, what changed meanwhile after it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from outbreath_app.catalogue.sessions import Catalogue, Refreshed, SessionRow
from outbreath_app.paths import OWN_PERSON
from outbreath_app.storage.access import Access, log_access
from outbreath_app.storage.people import People, Person

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Sessions:
    """Sessions, newest first. refreshed: what a look into the folder found; None where it was not looked into.

    people: everyone there is, by id, with the name to show; only oneself where there are no clients.
    """

    rows: tuple[SessionRow, ...]
    refreshed: Refreshed | None = None
    people: Mapping[str, str] = field(default_factory=dict)


def load_sessions(data: Path, person: str | None, look: bool, progress: Progress | None = None) -> Sessions:
    """A person's sessions, or everyone's (None); `look` reads what is new or changed in the folder first.

    Raises DeviceError or OSError.
    """
    if not data.is_dir():
        return Sessions(())
    with Catalogue(data) as catalogue:
        refreshed = catalogue.refresh(progress) if look else None
        rows = tuple(catalogue.sessions(person))
    for each in sorted({row.person for row in rows}) if person is None else [person]:
        log_access(data, Access.LISTED, each)
    return Sessions(rows, refreshed, {each.id: each.name for each in people_there(data)})


def people_there(data: Path) -> list[Person]:
    """Oneself and the clients that are not put away; only oneself where there are none."""
    clients = People(data).all(archived=False) if (data / "people").is_dir() else []
    return [Person(OWN_PERSON, ""), *clients]
