"""`outbreath trends`: change over weeks, beside the person's own scatter."""

from __future__ import annotations

from datetime import datetime

import click

from outbreath_app.cli import print_json
from outbreath_app.paths import OWN_PERSON
from outbreath_app.storage.trending import load_trends
from outbreath_app.trends import Trend

_DAY = click.DateTime(["%Y-%m-%d"])


@click.command("trends")
@click.option("--person", default=OWN_PERSON, help="Whose (clinician mode); else your own.")
@click.option("--since", type=_DAY, help="From this day on.")
@click.option("--until", type=_DAY, help="Up to this day.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def command(person: str, since: datetime | None, until: datetime | None, as_json: bool) -> None:
    """Resting and practice over time, kept apart: seven-day means, your own band, and what lies beyond measurement error.

    A log, without interpretation.
    """
    found = load_trends(person, since.date() if since else None, until.date() if until else None)
    if as_json:
        print_json(found.as_dict())
        return
    _tell("Resting, RMSSD", found.rest)
    for trend in found.practice:
        _tell(f"Practice at {trend.rate_per_min:g}/min, RSA", trend)
    click.echo(f"Practised on {found.practice_days} days, {found.practice_minutes:.0f} min in all.")
    if found.left_out:
        click.echo(f"{found.left_out} phases were left out: too many doubtful beats, or too little signal.")


def _tell(title: str, trend: Trend) -> None:
    import math

    click.echo(f"{title}: {trend.sentence}")
    for week in trend.weeks:
        shown = f"{math.exp(week.mean):6.1f} ms" if week.mean is not None else "     -   "
        click.echo(f"  week to {week.end}  {shown}  {week.days} days  quality {week.quality:.2f}")
    if trend.band_low is not None and trend.band_high is not None:
        click.echo(f"  own band {math.exp(trend.band_low):.1f} to {math.exp(trend.band_high):.1f} ms")
