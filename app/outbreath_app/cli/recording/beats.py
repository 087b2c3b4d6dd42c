"""`outbreath beats`: one line a beat, raw beside what the artifact check made of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import click
import numpy as np

from outbreath_app.cli import print_json
from outbreath_app.importers.units import UNIT_WORDS
from outbreath_app.review.logged import open_logged
from outbreath_app.stream.sources import BeatSource
from outbreath_signal.artifacts.labelling import label_beats
from outbreath_signal.artifacts.side_by_side import side_by_side
from outbreath_signal.labels import Label

COLUMNS = ("t_s", "rr_ms", "rr_1024", "label", "corrected_t_s", "inserted_t_s")


@click.command("beats")
@click.argument("file", metavar="FILE")
@click.option(
    "--unit",
    type=click.Choice(UNIT_WORDS, case_sensitive=False),
    help="What the numbers of a text file are; else recognised.",
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object a beat.")
def command(file: str, unit: str | None, as_json: bool) -> None:
    """List the beats of a recording or R-R text file (- is standard input).

    t_s is seconds from the start, rr_ms the interval that ends there, rr_1024 the strap's own integer where it had one,
    corrected_t_s where the artifact check would put the beat (nothing where it would take it out), inserted_t_s the beats
    it would put in before it.
    """
    source = open_logged(file, unit)
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
    labelling = label_beats(beats)
    beside = side_by_side(beats.t_s, labelling.corrected.t_s)
    integers = source.rr_1024 if source.rr_1024 is not None else np.full(len(beats), -1)
    for i in range(len(beats)):
        corrected = float(beside.corrected_t_s[i])
        yield {
            "t_s": float(beats.t_s[i]),
            "rr_ms": float(beats.rr_ms[i]),
            "rr_1024": int(integers[i]) if integers[i] >= 0 else None,
            "label": words[labelling.codes[i]],
            "corrected_t_s": None if np.isnan(corrected) else corrected,
            "inserted_t_s": [float(t) for t in beside.inserted_t_s[i]],
        }


def _shown(value: object) -> str:
    if isinstance(value, list):
        return ",".join(str(item) for item in value)
    return "" if value is None else str(value)
