"""`outbreath breath`: the breathing rate along a recording."""

from __future__ import annotations

import math

import click

from outbreath_app.breathing import breath_along
from outbreath_app.cli import print_json
from outbreath_app.rrtext import Unit
from outbreath_app.sources import open_source

COLUMNS = ("t_s", "rate_per_min", "quality", "source")


@click.command("breath")
@click.argument("file", metavar="FILE")
@click.option(
    "--unit",
    type=click.Choice([unit.value for unit in Unit]),
    help="What the numbers of a text file are; else recognised.",
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object a window.")
def command(file: str, unit: str | None, as_json: bool) -> None:
    """Show the breathing rate along a recording or R-R text file (- is standard input).

    t_s is the middle of each window; quality runs from 0 to 1; a rate that the window does not tell is left empty.
    The chest's motion tells it where a recording holds enough of it (source accelerometer), else the height of the R
    peaks of its ECG beside the beats (source ecg). A rate read from the beats alone (source rr) follows the same swings
    that RSA is measured on.
    """
    source = open_source(file, unit)
    for warning in source.warnings:
        click.echo(warning, err=True)
    track = breath_along(source)
    if not len(track.t_s):
        raise click.ClickException(f"{file} holds no {track.window_s:g} s of beats without a break.")
    if not as_json:
        click.echo("\t".join(COLUMNS))
    for t_s, rate, quality in zip(track.t_s, track.rate_per_min, track.quality, strict=True):
        told = None if math.isnan(rate) else float(rate)
        row = dict(zip(COLUMNS, (float(t_s), told, float(quality), track.source.value), strict=True))
        if as_json:
            print_json(row)
        else:
            click.echo("\t".join("" if value is None else str(value) for value in row.values()))
