"""`outbreath export`: beats in the formats of other programs, and everything about one person as one archive."""

from __future__ import annotations

import sys
from pathlib import Path

import click
import numpy as np

from outbreath_app.cli.passphrase import first_line
from outbreath_app.exporters import FORMATS
from outbreath_app.importers.units import UNIT_WORDS
from outbreath_app.paths import data_folder
from outbreath_app.review.logged import open_logged
from outbreath_app.stream.sources import BeatSource


@click.command("export")
@click.argument("file", metavar="FILE", required=False)
@click.option("--to", "to_format", type=click.Choice([*FORMATS]), help="The format to write.")
@click.option("--person", help="Everything about this person ('me' is you), as one .zip to import elsewhere.")
@click.option("--encrypt", is_flag=True, help="Seal the person's archive with a passphrase (asked for).")
@click.option(
    "--archive-passphrase-file",
    metavar="FILE",
    help="With --encrypt: the first line of FILE instead of asking.",
)
@click.option("--out", metavar="FILE", required=True, help="Where to write it; - is standard output.")
@click.option(
    "--unit",
    type=click.Choice(UNIT_WORDS, case_sensitive=False),
    help="What the numbers of a text file are; else recognised.",
)
def command(
    file: str | None,
    to_format: str | None,
    person: str | None,
    encrypt: bool,
    archive_passphrase_file: str | None,
    out: str,
    unit: str | None,
) -> None:
    """Write the raw beats of a recording or R-R text file (- is standard input) for another program.

    bids writes two files: NAME_physio.tsv.gz and NAME_physio.json.
    """
    if person is not None:
        if file is not None or to_format is not None:
            raise click.UsageError("--person stands alone: no FILE and no --to.")
        _person(person, Path(out), encrypt, archive_passphrase_file)
        return
    if encrypt:
        raise click.UsageError("--encrypt goes with --person.")
    if file is None or to_format is None:
        raise click.UsageError("Give FILE and --to FORMAT, or --person.")
    source = open_logged(file, unit)
    for warning in (*source.warnings, *_lost_breaks(source, to_format)):
        click.echo(warning, err=True)
    contents = FORMATS[to_format](source, Path(out))
    if out == "-":
        if len(contents) > 1:
            raise click.UsageError(f"{to_format} is more than one file; give --out a name.")
        sys.stdout.buffer.write(next(iter(contents.values())))
        return
    for path, content in contents.items():
        if file != "-" and path.exists() and path.samefile(file):
            raise click.UsageError("--out is FILE itself; an export never overwrites its source.")
        path.write_bytes(content)


def _person(name: str, out: Path, encrypt: bool, passphrase_file: str | None) -> None:
    from outbreath_app.storage.archives import export_archive
    from outbreath_app.storage.people import People

    people = People(data_folder())
    person = people.find(name)
    if not encrypt:
        count = export_archive(people, person, out)
        click.echo(
            f"{out}: {count} files. It is not encrypted: keep it where only you can read it.", err=True
        )
        return
    passphrase = (
        first_line(passphrase_file)
        if passphrase_file
        else str(
            click.prompt("Passphrase of the archive", hide_input=True, confirmation_prompt=True, err=True)
        )
    )
    count = export_archive(people, person, out, passphrase)
    click.echo(f"{out}: {count} files, sealed. A lost passphrase cannot be recovered by anyone.", err=True)


def _lost_breaks(source: BeatSource, to_format: str) -> list[str]:
    breaks = int(np.count_nonzero(~source.beats.joined[1:]))
    if to_format != "kubios" or not breaks:
        return []
    return [
        f"{breaks} break(s) in {source.name}: R-R text cannot mark them, so the beats around each stand side by side."
    ]
