"""`outbreath beats`: one line a beat, raw beside what the artifact check made of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import click
import numpy as np

from outbreath_app.cli import print_json
from outbreath_app.rrtext import Unit
from outbreath_app.sources import BeatSource, open_source
from outbreath_signal.artifacts import label_beats
from outbreath_signal.labels import Label

COLUMNS = ("t_s", "rr_ms", "rr_1024", "label")


@click.command("beats")
@click.argument("file", metavar="FILE")
@click.option(
    "--unit",
    type=click.Choice([unit.value for unit in Unit]),
    help="What the numbers of a text file are; else recognised.",
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object a beat.")
def command(file: str, unit: str | None, as_json: bool) -> None:
    """List the beats of a recording or R-R text file (- is standard input).

    t_s is seconds from the start, rr_ms the interval that ends there, rr_1024 the strap's own integer where it had one.
    """
    source = open_source(file, unit)
    for warning in source.warnings:
        click.echo(warning, err=True)
    if not as_json:
        click.echo("\t".join(COLUMNS))
    for row in beat_rows(source):
        if as_json:
            print_json(row)
        else:
            click.echo("\t".join(_shown(value) for value in row.values()))


def beat_rows(source: BeatSource) -> Iterator[dict[str, Any]]:
    """One row a beat, keys as in COLUMNS."""
    words = [label.word for label in Label]
    beats = source.beats
    integers = source.rr_1024 if source.rr_1024 is not None else np.full(len(beats), -1)
    for t, rr, integer, code in zip(beats.t_s, beats.rr_ms, integers, label_beats(beats).codes, strict=True):
        own = int(integer) if integer >= 0 else None
        yield {"t_s": float(t), "rr_ms": float(rr), "rr_1024": own, "label": words[code]}


def _shown(value: object) -> str:
    return "" if value is None else str(value)
