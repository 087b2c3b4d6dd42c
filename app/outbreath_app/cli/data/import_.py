"""`outbreath import`: sessions from other programs' files, and people's archives."""

from __future__ import annotations

from pathlib import Path

import click

from outbreath_app.catalogue.importing import ImportResult, import_files, importable
from outbreath_app.catalogue.sessions import Catalogue
from outbreath_app.cli import print_json
from outbreath_app.cli.passphrase import first_line
from outbreath_app.importers import IMPORTERS
from outbreath_app.importers.units import UNIT_WORDS, Unit
from outbreath_app.paths import data_folder, recordings_folder
from outbreath_app.storage.archives import ARCHIVE_SUFFIX, import_archive
from outbreath_app.storage.errors import StorageError
from outbreath_app.storage.people import People
from outbreath_app.storage.sealed_archives import is_sealed


@click.command("import")
@click.argument("files", metavar="FILE|FOLDER...", nargs=-1, type=click.Path(path_type=Path))
@click.option("--person", help="Whose they are (clinician mode); else your own, or whose an archive is.")
@click.option(
    "--unit", type=click.Choice(UNIT_WORDS, case_sensitive=False), help="What the numbers of plain text are."
)
@click.option(
    "--format", "key", type=click.Choice([each.key for each in IMPORTERS]), help="Instead of recognising it."
)
@click.option(
    "--kind", type=click.Choice(["rest", "practice"]), help="What was recorded, where the file cannot say."
)
@click.option(
    "--archive-passphrase-file",
    metavar="FILE",
    help="Of a sealed archive: the first line of FILE instead of asking.",
)
@click.option("--formats", is_flag=True, help="List the formats.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a session.")
def command(
    files: tuple[Path, ...],
    person: str | None,
    unit: str | None,
    key: str | None,
    kind: str | None,
    archive_passphrase_file: str | None,
    formats: bool,
    as_json: bool,
) -> None:
    """Import sessions, one file, many, or whole folders; a .zip is a person's archive from `outbreath export --person`.

    The original's hash is kept; the same content is never imported twice. Ctrl-C stops after the file at hand.
    """
    if formats:
        for each in IMPORTERS:
            click.echo(f"{each.key:<20}  {each.title}")
        return
    if not files:
        raise click.UsageError("Missing argument 'FILE|FOLDER...'.")
    data = data_folder()
    folder = People(data).folder(person) if person else recordings_folder()
    paths = importable(files)
    archives = [path for path in paths if path.suffix.lower() == ARCHIVE_SUFFIX]
    results = [_archive(path, data, archive_passphrase_file, person) for path in archives]
    for result in results:
        _say(result, as_json, len(paths), 0)
    rest = [path for path in paths if path not in archives]
    named = Unit(unit) if unit else None
    try:
        for number, result in enumerate(import_files(rest, folder, named, key or "", kind or ""), start=1):
            results.append(result)
            _say(result, as_json, len(rest), number)
    except KeyboardInterrupt:
        click.echo("Stopped; what was imported stays.", err=True)
        raise click.exceptions.Exit(1) from None
    with Catalogue(data) as catalogue:
        catalogue.refresh()
    failed = sum(not result.done for result in results)
    if len(results) > 1:
        click.echo(f"{len(results) - failed} of {len(results)} files imported.", err=True)
    if failed or not results:
        raise click.exceptions.Exit(1)


def _archive(path: Path, data: Path, passphrase_file: str | None, person: str | None) -> ImportResult:
    people = People(data)
    try:
        into = people.find(person) if person else None
        found = import_archive(people, path, _passphrase(path, passphrase_file), into)
    except StorageError as error:
        return ImportResult(path, said=(str(error),))
    said = (f"person {found.person.id}", *found.said)
    return ImportResult(path, "archive", found.recordings, skipped=not found.recordings, said=said)


def _passphrase(path: Path, file: str | None) -> str:
    """The passphrase of a sealed archive; empty for a plain one."""
    try:
        sealed = is_sealed(path)
    except OSError as error:
        raise StorageError(f"{path} cannot be read: {error.strerror}.") from error
    if not sealed:
        return ""
    return (
        first_line(file)
        if file
        else str(click.prompt(f"Passphrase of {path.name}", hide_input=True, err=True))
    )


def _say(result: ImportResult, as_json: bool, of: int, number: int) -> None:
    if as_json:
        for row in _rows(result):
            print_json(row)
    said = "; ".join(result.said)
    if not result.done:
        click.echo(f"Error: {result.file} {said}.", err=True)
    elif not as_json:
        made = "was imported before" if result.skipped else f"{result.source_format}, {result.beats} beats"
        counted = f"{number}/{of} " if of > 1 and number else ""
        click.echo(f"{counted}{result.file}: {made}{'; ' + said if said and not result.skipped else ''}")


def _rows(result: ImportResult) -> list[dict[str, object]]:
    """A row a session: intervals in the file = beats + what was left out. A file that made none has one row."""
    about: dict[str, object] = {
        "file": str(result.file),
        "ok": result.done,
        "format": result.source_format or None,
        "skipped": result.skipped,
    }
    ids: list[str | None] = [path.name.removesuffix(".jsonl") for path in result.recordings]
    if not result.sessions:
        rest = {"beats": result.beats, "notes": list(result.said)}
        return [{**about, "id": each, **rest} for each in ids or [None]]
    return [
        {
            **about,
            "id": each,
            "intervals": session.intervals,
            "beats": session.beats,
            "left_out": [
                {"reason": left.reason.value, "count": left.count, "places": list(left.places[:100])}
                for left in session.left_out
            ],
            "breaks": session.breaks,
            "notes": list(session.notes),
        }
        for each, session in zip(ids, result.sessions, strict=True)
    ]
