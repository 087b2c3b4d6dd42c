"""People: one by default with nothing to set up; clients in clinician mode, each with a folder and a card of their own."""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import shutil
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, fields, replace
from datetime import UTC, datetime
from io import BufferedReader
from pathlib import Path
from typing import Any

from outbreath_app.paths import OWN_PERSON, PRIVATE_FOLDER, RECORDINGS
from outbreath_app.storage.access import Access, log_access
from outbreath_app.storage.content import keep_recording, keep_small, plain_chunks, plain_digest
from outbreath_app.storage.files import LARGEST_JSON_BYTES, StorageError, load_json, save_json
from outbreath_app.storage.sealed import SealedFile, SealingFile, is_sealed
from outbreath_app.storage.sidefile import SUFFIX

ARCHIVE_SUFFIX = ".zip"
_MANIFEST = "outbreath-archive.json"
LARGEST_ARCHIVE_BYTES = 4 << 30
LARGEST_MEMBER_BYTES = 1 << 30
MOST_MEMBERS = 200_000


@dataclass(frozen=True, slots=True)
class Person:
    """A client's card. id: the folder's name, random, so that no file name tells who it is. name: name or pseudonym.

    consent: what was agreed and when, in the clinician's words. archived: put away, not deleted.
    """

    id: str
    name: str
    created: str = ""
    consent: str = ""
    note: str = ""
    archived: bool = False


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
        if not name.strip() or len(name) > 200 or not name.isprintable():
            raise StorageError("A person needs a name or pseudonym of at most 200 printable characters.")
        if name == OWN_PERSON or any(p.name == name for p in self.all()):
            raise StorageError(f"There is already a person {name!r}.")
        person = Person(
            f"p-{secrets.token_hex(4)}", name.strip(), datetime.now(UTC).date().isoformat(), consent, note
        )
        self.save(person)
        return person

    def save(self, person: Person) -> None:
        save_json(self.cards / f"{person.id}.json", {"v": 1, **asdict(person)})

    def archive(self, person: Person, archived: bool = True) -> Person:
        """Put away, or take back."""
        changed = replace(person, archived=archived)
        self.save(changed)
        return changed

    def folder(self, name: str) -> Path:
        """Where a person's recordings are, made when needed."""
        person = self.find(name)
        folder = self.data / RECORDINGS / ("" if person.id == OWN_PERSON else person.id)
        folder.mkdir(parents=True, exist_ok=True, mode=PRIVATE_FOLDER)
        return folder

    def files(self, person: Person) -> list[Path]:
        """Everything that is theirs: recordings, side files, leftovers, the card."""
        if person.id == OWN_PERSON:
            folder = self.data / RECORDINGS
            return sorted(path for path in folder.glob("*") if path.is_file()) if folder.is_dir() else []
        folder = self.data / RECORDINGS / person.id
        found = sorted(path for path in folder.rglob("*") if path.is_file()) if folder.is_dir() else []
        card = self.cards / f"{person.id}.json"
        return [*found, *([card] if card.exists() else [])]

    def delete(self, person: Person, refresh: Callable[[], object]) -> list[str]:
        """Delete someone for good: files overwritten and removed, index refreshed and compacted.

        Returns what remains, which is nothing when it worked. Copies made elsewhere and the traces a drive keeps by
        itself are beyond any program's reach, and the caller says so.
        """
        log_access(self.data, Access.DELETED, person.id)
        for path in self.files(person):
            with path.open("r+b") as file:
                size = path.stat().st_size
                for start in range(0, size, 1 << 20):
                    file.write(bytes(min(1 << 20, size - start)))
                file.flush()
                os.fsync(file.fileno())
            path.unlink()
        if person.id != OWN_PERSON:
            shutil.rmtree(self.data / RECORDINGS / person.id, ignore_errors=True)
        refresh()
        return self.remains(person)

    def remains(self, person: Person) -> list[str]:
        """Files of the data folder that still hold or name the person, by looking into every one of them."""
        found = [str(path) for path in self.files(person)]
        if person.id == OWN_PERSON:
            return found
        words = [person.id.encode(), *([person.name.encode()] if len(person.name) > 2 else [])]
        for path in self.data.rglob("*"):
            if path.is_file() and path.name != "access.log" and _holds(path, words):
                found.append(str(path))
        return sorted(set(found))

    # --- archives ---

    def export_archive(self, person: Person, out: Path, passphrase: str = "") -> int:
        """Everything about one person as one zip with the hash of each file, sealed where there is a passphrase.

        Returns the number of files.
        """
        log_access(self.data, Access.EXPORTED, person.id)
        members = {}
        partial = out.with_name(out.name + ".part")
        partial.unlink(missing_ok=True)
        try:
            file: Any = SealingFile(partial, passphrase) if passphrase else partial.open("xb")
            with file, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
                partial.chmod(0o600)
                for path in self.files(person):
                    inside = "person.json" if path.parent == self.cards else f"recordings/{path.name}"
                    members[inside] = _put_in(archive, path, inside)
                manifest = {"format": "outbreath-archive", "v": 1, "person": person.id, "files": members}
                archive.writestr(_MANIFEST, json.dumps(manifest, indent=1))
            partial.replace(out)
        finally:
            partial.unlink(missing_ok=True)
        return len(members)

    def import_archive(self, path: Path, passphrase: str = "") -> tuple[str, list[Path]]:
        """Bring a person's archive in, sealed or not. Returns the person's id and the recordings that are new here.

        Names inside decide nothing about where files go, sizes are capped while unpacking, and every hash must match
        before anything is kept.
        """
        try:
            file = BufferedReader(SealedFile(path, passphrase)) if is_sealed(path) else path.open("rb")
            with file, zipfile.ZipFile(file) as archive:
                return self._take(archive, path)
        except (
            zipfile.BadZipFile,
            OSError,
            ValueError,
            KeyError,
            NotImplementedError,
            EOFError,
            RuntimeError,
        ) as error:
            if isinstance(error, OSError) and error.strerror:
                raise StorageError(f"{path} cannot be read: {error.strerror}.") from error
            raise StorageError(f"{path} is no archive of a person, or damaged.") from error
        except Exception as error:
            if isinstance(error, StorageError) or type(error).__module__ != "zlib":
                raise
            raise StorageError(f"{path} is damaged.") from error

    def _take(self, archive: zipfile.ZipFile, path: Path) -> tuple[str, list[Path]]:
        infos = archive.infolist()
        if len(infos) > MOST_MEMBERS or sum(info.file_size for info in infos) > LARGEST_ARCHIVE_BYTES:
            raise StorageError(
                f"{path} would unpack to more than an archive of one person holds, and is refused."
            )
        manifest = json.loads(_unpacked(archive, _MANIFEST, 64 << 20))
        if not isinstance(manifest, dict) or manifest.get("format") != "outbreath-archive":
            raise StorageError(f"{path} is no archive of a person.")
        if manifest.get("v") != 1:
            raise StorageError(f"{path} was made by a newer Outbreath.", "Import it with that.")
        hashes = manifest.get("files")
        if not isinstance(hashes, dict):
            raise StorageError(f"{path} is damaged: it does not list its files.")
        person = self._person_of(archive, hashes)
        names = [name for name in hashes if name.startswith("recordings/")]
        for name in names:
            plain = name.removeprefix("recordings/")
            allowed = plain.endswith((".jsonl", ".jsonl.gz", SUFFIX)) and not plain.startswith(".")
            if not allowed or Path(plain).name != plain or "\\" in plain or ":" in plain or "\0" in plain:
                raise StorageError(
                    f"{path} is refused: it holds {name[:80]!r}, which is no recording's place."
                )
        folder = self.data / RECORDINGS / ("" if person.id == OWN_PERSON else person.id)
        staging = self.data / f".import-{secrets.token_hex(4)}"
        staging.mkdir(parents=True, mode=PRIVATE_FOLDER)
        try:
            for name in names:
                target = staging / Path(name).name
                if _unpack(archive, name, target) != hashes[name]:
                    raise StorageError(f"{path} is damaged: {name} is not what was put in.")
            return person.id, self._keep(staging, folder, person)
        finally:
            shutil.rmtree(staging, ignore_errors=True)

    def _person_of(self, archive: zipfile.ZipFile, hashes: dict[str, str]) -> Person:
        if "person.json" not in hashes:
            return Person(OWN_PERSON, "")
        raw = _unpacked(archive, "person.json", 1 << 20)
        if hashlib.sha256(raw).hexdigest() != hashes["person.json"]:
            raise ValueError("person.json")
        return _person(json.loads(raw))

    def _keep(self, staging: Path, folder: Path, person: Person) -> list[Path]:
        folder.mkdir(parents=True, exist_ok=True, mode=PRIVATE_FOLDER)
        made: list[Path] = []
        for source in sorted(staging.iterdir()):
            target = folder / source.name
            if target.exists() and plain_digest(target) == plain_digest(source):
                continue
            if target.exists():
                raise StorageError(
                    f"{source.name} is already here with other content; nothing was changed from it on.",
                    "Move the one that is here away first.",
                )
            source.replace(target)
            if not source.name.endswith(SUFFIX):
                made.append(target)
        if person.id != OWN_PERSON:
            self.save(person)
            log_access(self.data, Access.IMPORTED, person.id)
        return made

    def _read(self, path: Path) -> Person:
        return _person({**load_json(path), "id": path.stem})


def name_of(data: Path, person: str) -> str:
    """The name to put on a report; none for oneself. Raises StorageError."""
    return People(data).find(person).name if person != OWN_PERSON else ""


def _person(values: object) -> Person:
    if not isinstance(values, dict):
        raise ValueError("a person's card is an object")
    key = values.get("id")
    if not isinstance(key, str) or not key.startswith("p-") or not key[2:].isalnum() or len(key) > 40:
        raise ValueError("a person's card needs its id")
    texts = {f.name: str(values.get(f.name, ""))[:20_000] for f in fields(Person) if f.name != "archived"}
    return Person(**texts, archived=values.get("archived") is True)


def _put_in(archive: zipfile.ZipFile, path: Path, inside: str) -> str:
    """Put a file's plain content into an archive; returns its hash."""
    digest = hashlib.sha256()
    info = zipfile.ZipInfo.from_file(path, inside, strict_timestamps=False)
    info.compress_type = zipfile.ZIP_DEFLATED
    with archive.open(info, "w", force_zip64=True) as member:
        for chunk in plain_chunks(path):
            digest.update(chunk)
            member.write(chunk)
    return digest.hexdigest()


def _holds(path: Path, words: list[bytes]) -> bool:
    with path.open("rb") as file:
        before = b""
        while block := file.read(1 << 20):
            if any(word in before + block for word in words):
                return True
            before = block[-256:]
    return False


def _unpacked(archive: zipfile.ZipFile, name: str, cap: int) -> bytes:
    with archive.open(name) as member:
        content = member.read(cap + 1)
    if len(content) > cap:
        raise ValueError(f"{name} is too large")
    return content


def _unpack(archive: zipfile.ZipFile, name: str, target: Path) -> str:
    """Unpack one file, kept as the folder keeps its files (locked where it is protected); returns its hash."""
    digest = hashlib.sha256()
    small = target.name.endswith(".json")
    most = LARGEST_JSON_BYTES if small else LARGEST_MEMBER_BYTES

    def content() -> Iterator[bytes]:
        size = 0
        with archive.open(name) as member:
            while block := member.read(1 << 20):
                size += len(block)
                if size > most:
                    raise StorageError(f"{name[:80]} unpacks to more than a recording holds, and is refused.")
                digest.update(block)
                yield block

    if small:
        keep_small(target, b"".join(content()))
    else:
        keep_recording(target, content())
    return digest.hexdigest()
