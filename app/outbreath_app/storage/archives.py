"""Everything about one person as one archive, and bringing such an archive in elsewhere.

What is inside is plain (or sealed as a whole), whatever protects the folder it came from; what comes in is kept as the
folder here is kept.
"""

from __future__ import annotations

import hashlib
import json
import secrets
import shutil
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from io import BufferedReader
from pathlib import Path
from typing import Any

from outbreath_app.paths import OWN_PERSON, OWN_RANGES, PRIVATE_FOLDER, RECORDINGS
from outbreath_app.storage.access import Access, log_access
from outbreath_app.storage.content import keep_recording, keep_small, plain_chunks, plain_digest
from outbreath_app.storage.errors import StorageError
from outbreath_app.storage.json_files import LARGEST_JSON_BYTES
from outbreath_app.storage.people import People, Person, person_from
from outbreath_app.storage.sealed_archives import SealedFile, SealingFile, is_sealed
from outbreath_app.storage.sidefile import SUFFIX, side_path, stem_of

ARCHIVE_SUFFIX = ".zip"
LARGEST_ARCHIVE_BYTES = 4 << 30
LARGEST_MEMBER_BYTES = 1 << 30
MOST_MEMBERS = 200_000
_MANIFEST = "outbreath-archive.json"
_CARD = "person.json"


@dataclass(frozen=True, slots=True)
class Imported:
    """What came in. recordings: those that are new here. said: a sentence for each thing that was here otherwise."""

    person: Person
    recordings: tuple[Path, ...]
    said: tuple[str, ...] = ()


def export_archive(people: People, person: Person, out: Path, passphrase: str = "") -> int:
    """Everything about one person as one zip with the hash of each file, sealed where there is a passphrase.

    Returns the number of files. Raises StorageError and OSError; then nothing is left at `out` that was not there.
    """
    log_access(people.data, Access.EXPORTED, person.id)
    members: dict[str, str] = {}
    partial = out.with_name(out.name + ".part")
    partial.unlink(missing_ok=True)
    try:
        file: Any = SealingFile(partial, passphrase) if passphrase else partial.open("xb")
        with file, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            partial.chmod(0o600)
            for path in people.files(person):
                if path.name.startswith("."):
                    continue
                inside = _CARD if path.parent == people.cards else f"{RECORDINGS}/{path.name}"
                members[inside] = _put_in(archive, path, inside)
            manifest = {"format": "outbreath-archive", "v": 1, "person": person.id, "files": members}
            archive.writestr(_MANIFEST, json.dumps(manifest, indent=1))
        partial.replace(out)
    finally:
        partial.unlink(missing_ok=True)
    return len(members)


def import_archive(people: People, path: Path, passphrase: str = "", into: Person | None = None) -> Imported:
    """Bring a person's archive in, sealed or not; `into` makes its sessions those of a person who is here.

    Names inside decide nothing about where files go, sizes are capped while unpacking, and every hash must match before
    anything is kept. What is here with other content stays: a recording then comes in under a name beside it.
    """
    try:
        file = BufferedReader(SealedFile(path, passphrase)) if is_sealed(path) else path.open("rb")
        with file, zipfile.ZipFile(file) as archive:
            return _take(people, archive, path, into)
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


def _take(people: People, archive: zipfile.ZipFile, path: Path, into: Person | None) -> Imported:
    hashes = _hashes(archive, path)
    said: list[str] = []
    person = into or _arrived(people, _person_of(archive, hashes), said)
    names = [name for name in hashes if name.startswith(f"{RECORDINGS}/")]
    for name in names:
        plain = name.removeprefix(f"{RECORDINGS}/")
        allowed = plain.endswith((".jsonl", ".jsonl.gz", SUFFIX)) or plain == OWN_RANGES
        outside = Path(plain).name != plain or plain.startswith(".") or any(c in plain for c in "\\:\0")
        if outside or not allowed:
            raise StorageError(f"{path} is refused: it holds {name[:80]!r}, which is no recording's place.")
    staging = people.data / f".import-{secrets.token_hex(4)}"
    staging.mkdir(parents=True, mode=PRIVATE_FOLDER)
    try:
        for name in names:
            if _unpack(archive, name, staging / Path(name).name) != hashes[name]:
                raise StorageError(f"{path} is damaged: {name} is not what was put in.")
        if person.id != OWN_PERSON and into is None:
            people.save(person)
        made = _keep(staging, people.folder_of(person), people.ranges_of(person), said)
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    log_access(people.data, Access.IMPORTED, person.id)
    return Imported(person, tuple(made), tuple(said))


def _hashes(archive: zipfile.ZipFile, path: Path) -> dict[str, str]:
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
    return hashes


def _person_of(archive: zipfile.ZipFile, hashes: dict[str, str]) -> Person:
    if _CARD not in hashes:
        return Person(OWN_PERSON, "")
    raw = _unpacked(archive, _CARD, 1 << 20)
    if hashlib.sha256(raw).hexdigest() != hashes[_CARD]:
        raise ValueError(_CARD)
    return person_from(json.loads(raw))


def _arrived(people: People, person: Person, said: list[str]) -> Person:
    """The person as they will be here: the card here stands, and no two people have one name."""
    if person.id == OWN_PERSON:
        return person
    there = people.all()
    same = next((one for one in there if one.id == person.id), None)
    if same is not None:
        if replace(same, archived=person.archived) != person:
            said.append(f"{same.id} is here already; the card that is here stays as it is")
        return same
    names = {one.name for one in there} | {OWN_PERSON}
    if person.name not in names:
        return person
    number = next(n for n in range(2, len(names) + 3) if f"{person.name} ({n})" not in names)
    said.append(f"there is another {person.name!r} here; this one is called '{person.name} ({number})'")
    return replace(person, name=f"{person.name} ({number})")


def _keep(staging: Path, folder: Path, ranges: Path, said: list[str]) -> list[Path]:
    folder.mkdir(parents=True, exist_ok=True, mode=PRIVATE_FOLDER)
    made: list[Path] = []
    recordings = sorted(each for each in staging.iterdir() if not each.name.endswith(".json"))
    for source in recordings:
        target = folder / source.name
        side = side_path(source)
        if target.exists() and plain_digest(target) == plain_digest(source):
            _keep_side(side, side_path(target), said)
            continue
        if target.exists():
            target = _beside(target)
            said.append(f"{source.name} is here with other content; the one that came is {target.name}")
        source.replace(target)
        made.append(target)
        _keep_side(side, side_path(target), said)
    for left in sorted(staging.iterdir()):
        _keep_side(left, ranges if left.name == OWN_RANGES else folder / left.name, said)
    return made


def _keep_side(source: Path, target: Path, said: list[str]) -> None:
    if not source.exists():
        return
    content = b"".join(plain_chunks(source))
    source.unlink()
    if target.exists():
        if b"".join(plain_chunks(target)) != content:
            said.append(f"{target.name} is here with other content and stays as it is")
        return
    keep_small(target, content)


def _beside(target: Path) -> Path:
    stem = stem_of(target)
    ending = target.name[len(stem) :]
    number = 2
    while (made := target.with_name(f"{stem}_{number}{ending}")).exists():
        number += 1
    return made


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
