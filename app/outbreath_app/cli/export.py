"""`outbreath export`: beats in the formats of other programs."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import click
import numpy as np

from outbreath_app.rrtext import Unit
from outbreath_app.sources import BeatSource, open_source


def kubios_text(source: BeatSource) -> bytes:
    """R-R in ms, one a line. A strap's 1/1024 s is a finite decimal in ms, so nothing is rounded; text is given back as read."""
    return "".join(f"{rr:.10f}".rstrip("0").rstrip(".") + "\n" for rr in source.beats.rr_ms).encode()


# format -> what turns a source into the file's bytes
Writer = Callable[[BeatSource], bytes]
FORMATS: dict[str, Writer] = {"kubios": kubios_text}


@click.command("export")
@click.argument("file", metavar="FILE")
@click.option("--to", "to_format", type=click.Choice([*FORMATS]), required=True, help="The format to write.")
@click.option("--out", metavar="FILE", required=True, help="Where to write it; - is standard output.")
@click.option(
    "--unit",
    type=click.Choice([unit.value for unit in Unit]),
    help="What the numbers of a text file are; else recognised.",
)
def command(file: str, to_format: str, out: str, unit: str | None) -> None:
    """Write the raw beats of a recording or R-R text file (- is standard input) for another program."""
    source = open_source(file, unit)
    for warning in (*source.warnings, *_lost_breaks(source, to_format)):
        click.echo(warning, err=True)
    write: Writer = FORMATS[to_format]
    content = write(source)
    if out == "-":
        sys.stdout.buffer.write(content)
        return
    if file != "-" and Path(out).exists() and Path(out).samefile(file):
        raise click.UsageError("--out is FILE itself; an export never overwrites its source.")
    Path(out).write_bytes(content)


def _lost_breaks(source: BeatSource, to_format: str) -> list[str]:
    breaks = int(np.count_nonzero(~source.beats.joined[1:]))
    if to_format != "kubios" or not breaks:
        return []
    return [
        f"{breaks} break(s) in {source.name}: R-R text cannot mark them, so the beats around each stand side by side."
    ]
