"""`outbreath repair`: the sound part of a damaged recording in a file of its own."""

from __future__ import annotations

from pathlib import Path

import click

from outbreath_app.storage.keys import new_cipher
from outbreath_devices.recording import read_recording, repair_recording

REPAIRED = ".repaired.jsonl"


@click.command()
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    help=f"A file that is not there yet. Default: FILE's name with {REPAIRED}, beside it.",
)
def command(file: Path, out: Path | None) -> None:
    """Write the sound lines of a damaged recording to a new file, and say what was lost. FILE itself is never changed."""
    report = read_recording(file).report
    if report.whole and out is None:
        click.echo(f"{file} is whole, with {report.lines} lines: there is nothing to repair.", err=True)
        return
    target = out or file.with_name(file.name.removesuffix(".gz").removesuffix(".jsonl") + REPAIRED)
    report = repair_recording(file, target, new_cipher(target))
    click.echo(f"{file}: {report.sentence}", err=True)
    click.echo(f"The sound lines are in {target}.", err=True)
