"""`outbreath breath`: the breathing rate along a recording."""

from __future__ import annotations

import math
from collections.abc import Iterator

import click
import numpy as np

from outbreath_app.breathing.along import breath_with_phase
from outbreath_app.cli import print_json
from outbreath_app.importers.units import UNIT_WORDS
from outbreath_app.review.logged import open_logged
from outbreath_signal.breathing.from_rr import BreathTrack

COLUMNS = (
    *("t_s", "rate_per_min", "quality", "source"),
    *("phase_cycles", "phase_quality", "phase_source", "phase_zero"),
)


@click.command("breath")
@click.argument("file", metavar="FILE")
@click.option(
    "--unit",
    type=click.Choice(UNIT_WORDS, case_sensitive=False),
    help="What the numbers of a text file are; else recognised.",
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object a window.")
def command(file: str, unit: str | None, as_json: bool) -> None:
    """Show the breathing rate along a recording or R-R text file (- is standard input).

    t_s is the middle of each window; quality runs from 0 to 1; a rate that the window does not tell is left empty.
    The chest's motion tells it where a recording holds enough of it (source accelerometer), else the height of the R
    peaks of its ECG beside the beats (source ecg). A rate read from the beats alone (source rr) follows the same swings
    that RSA is measured on. phase_cycles is where in the breath t_s lies, 0 to 1, from what phase_zero says; told by motion
    or R heights it is measured, told by the beats (phase_source rr) it is circular as their rate is.
    """
    source = open_logged(file, unit)
    for warning in source.warnings:
        click.echo(warning, err=True)
    track = breath_with_phase(source)
    if not len(track.t_s):
        raise click.ClickException(f"{file} holds no {track.window_s:g} s of beats without a break.")
    if not as_json:
        click.echo("\t".join(COLUMNS))
    for values in rows(track):
        row = dict(zip(COLUMNS, values, strict=True))
        if as_json:
            print_json(row)
        else:
            click.echo("\t".join("" if value is None else str(value) for value in row.values()))


def rows(track: BreathTrack) -> Iterator[tuple[float | str | None, ...]]:
    """The values of COLUMNS at each time of a track; None where one is not told."""
    nothing = np.full(len(track.t_s), np.nan)
    phases = nothing if track.phase_cycles is None else track.phase_cycles
    phase_quality = np.zeros(len(track.t_s)) if track.phase_quality is None else track.phase_quality
    zero = None if track.phase_zero is None else track.phase_zero.value
    columns = (track.t_s, track.rate_per_min, track.quality, phases, phase_quality)
    for t_s, rate, quality, phase, sure in zip(*(each.tolist() for each in columns), strict=True):
        told = (None, sure, None, None) if math.isnan(phase) else (phase, sure, track.source.value, zero)
        yield t_s, None if math.isnan(rate) else rate, quality, track.source.value, *told
