"""People: one by default with nothing to set up; clients in clinician mode, each with a folder and a card of their own."""

from __future__ import annotations

import json
import secrets
import shutil
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from outbreath_app.paths import OWN_PERSON, OWN_RANGES, PRIVATE_FOLDER, RECORDINGS, person_place
from outbreath_app.storage.access import LOG, Access, log_access
from outbreath_app.storage.content import plain_chunks
from outbreath_app.storage.errors import StorageError
from outbreath_app.storage.files import wipe
from outbreath_app.storage.json_files import load_json, save_json
from outbreath_app.words.codes import Trouble

_LONGEST_NAME = 200  # characters
_MOST_TEXT = 20_000
# Names shorter than this occur everywhere by chance.
_SHORTEST_NAME = 3


@dataclass(frozen=True, slots=True)
class Person:
    """A client's card. id: the folder's name, random, so that no file name tells who it is. name: name or pseudonym.

    consent: what was agreed and when, in the clinician's words. archived: put away, not deleted. pace_per_min: the pace found
    for them and accepted, as the settings keep one's own.
    """

    id: str
    name: str
    created: str = ""
    consent: str = ""
    note: str = ""
    archived: bool = False
    pace_per_min: float | None = None


@dataclass(frozen=True, slots=True)
class Deletion:
    """What was deleted: the files, named from the data folder. remains: what still holds or names the person; nothing, when it worked."""

    person: str
    removed: tuple[str, ...]
    remains: tuple[str, ...]


class People:
    """The people of one data folder."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.cards = data / "people"

    def all(self, archived: bool = True) -> list[Person]:
        """Everyone with a card, by name."""
        paths = sorted(self.cards.glob("*.json")) if self.cards.is_dir() else []
        found = [self._read(path) for path in paths]
        return sorted((p for p in found if archived or not p.archived), key=lambda p: p.name.casefold())

    def find(self, name: str) -> Person:
        """By id or by name. Raises StorageError."""
        if name == OWN_PERSON:
            return Person(OWN_PERSON, "")
        found = [p for p in self.all() if p.id == name] or [p for p in self.all() if p.name == name]
        if len(found) != 1:
            raise StorageError(
                f"There is {'no' if not found else 'more than one'} person {name!r}.",
                "`outbreath people` lists them.",
            )
        return found[0]

    def add(self, name: str, consent: str = "", note: str = "") -> Person:
        """A new client under a name or pseudonym."""
        name = self._free(name)
        person = Person(
            f"p-{secrets.token_hex(4)}", name, datetime.now(UTC).date().isoformat(), consent, note
        )
        self.save(person)
        return person

    def change(self, person: Person, name: str, consent: str, note: str) -> Person:
        """Another name, consent or note. Raises StorageError."""
        if name != person.name:
            name = self._free(name)
        changed = replace(person, name=name, consent=consent[:_MOST_TEXT], note=note[:_MOST_TEXT])
        self.save(changed)
        log_access(self.data, Access.CHANGED, person.id)
        return changed

    def _free(self, name: str) -> str:
        name = name.strip()
        if not name or len(name) > _LONGEST_NAME or not name.isprintable():
            raise StorageError(Trouble.PERSON_NAME_UNUSABLE(most=_LONGEST_NAME))
        if name == OWN_PERSON or any(p.name == name for p in self.all()):
            raise StorageError(Trouble.PERSON_EXISTS(name=name))
        return name

    def save(self, person: Person) -> None:
        save_json(self.cards / f"{person.id}.json", {"v": 1, **asdict(person)})

    def archive(self, person: Person, archived: bool = True) -> Person:
        """Put away, or take back."""
        changed = replace(person, archived=archived)
        self.save(changed)
        return changed

    def folder(self, name: str) -> Path:
        """Where a person's recordings are, made when needed."""
        folder = self.folder_of(self.find(name))
        folder.mkdir(parents=True, exist_ok=True, mode=PRIVATE_FOLDER)
        return folder

    def folder_of(self, person: Person) -> Path:
        """Where a person's recordings are or would be."""
        return person_place(self.data / RECORDINGS, person.id)

    def ranges_of(self, person: Person) -> Path:
        """Where a person's own ranges are or would be."""
        return (self.data if person.id == OWN_PERSON else self.folder_of(person)) / OWN_RANGES

    def files(self, person: Person) -> list[Path]:
        """Everything that is theirs: recordings, side files, ranges, leftovers, the card."""
        folder = self.folder_of(person)
        if person.id == OWN_PERSON:
            found = [path for path in folder.glob("*") if path.is_file()]
            return sorted([*found, *([self.ranges_of(person)] if self.ranges_of(person).exists() else [])])
        found = sorted(path for path in folder.rglob("*") if path.is_file())
        card = self.cards / f"{person.id}.json"
        return [*found, *([card] if card.exists() else [])]

    def delete(self, person: Person, refresh: Callable[[], object]) -> Deletion:
        """Delete someone for good: files overwritten and removed, index refreshed and compacted, everything looked through.

        Copies made elsewhere and the traces a drive keeps by itself are beyond any program's reach, and the caller says so.
        """
        log_access(self.data, Access.DELETED, person.id)
        removed = []
        for path in self.files(person):
            wipe(path)
            removed.append(str(path.relative_to(self.data)))
        if person.id != OWN_PERSON:
            shutil.rmtree(self.folder_of(person), ignore_errors=True)
        refresh()
        return Deletion(person.id, tuple(removed), tuple(self.remains(person)))

    def remains(self, person: Person) -> list[str]:
        """Files of the data folder that still hold or name the person, by looking into every one of them, unlocked.

        The access log keeps the id (which says nothing of who it was) and is left out.
        """
        found = [str(path) for path in self.files(person)]
        if person.id == OWN_PERSON:
            return found
        words = [person.id.encode(), *_forms_of(person.name)]
        for path in self.data.rglob("*"):
            if person.id in path.name or (path.is_file() and path.name != LOG and _holds(path, words)):
                found.append(str(path))
        return sorted(set(found))

    def _read(self, path: Path) -> Person:
        return person_from({**load_json(path), "id": path.stem})


def name_of(data: Path, person: str) -> str:
    """The name to put on a report; none for oneself. Raises StorageError."""
    return People(data).find(person).name if person != OWN_PERSON else ""


def person_from(values: object) -> Person:
    """A card read sanely. Raises ValueError."""
    if not isinstance(values, dict):
        raise ValueError("a person's card is an object")
    key = values.get("id")
    if not isinstance(key, str) or not key.startswith("p-") or not key[2:].isalnum() or len(key) > 40:
        raise ValueError("a person's card needs its id")
    texts = {
        name: str(values.get(name, ""))[:_MOST_TEXT] for name in ("id", "name", "created", "consent", "note")
    }
    pace = values.get("pace_per_min")
    if not isinstance(pace, int | float) or isinstance(pace, bool) or not 3 <= pace <= 15:
        pace = None
    return Person(**texts, archived=values.get("archived") is True, pace_per_min=pace)


def _forms_of(name: str) -> list[bytes]:
    """A name as it may stand in files: as text, and escaped as JSON; none for one so short that it occurs by chance."""
    if len(name) < _SHORTEST_NAME:
        return []
    return [
        name.encode("utf-8", "replace"),
        json.dumps(name)[1:-1].encode(),
        name.casefold().encode("utf-8", "replace"),
    ]


def _holds(path: Path, words: list[bytes]) -> bool:
    """Whether any of the words stands in a file, unlocked where its key is at hand; and as it lies on the disk."""
    longest = max(map(len, words))
    for chunks in (_raw_chunks(path), plain_chunks(path)):
        before = b""
        try:
            for block in chunks:
                if any(word in before + block for word in words):
                    return True
                before = (before + block)[-longest:]
        except StorageError:  # what does not open names nobody
            continue
    return False


def _raw_chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            yield block
