"""`outbreath trends`: change over weeks, beside the person's own scatter."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import click

from outbreath_app.catalogue.trends_of_folder import load_trends
from outbreath_app.cli import print_json
from outbreath_app.paths import OWN_PERSON
from outbreath_app.trends.over_time import ComparedVisit, ResonanceVisit, Trend

_DAY = click.DateTime(["%Y-%m-%d"])


@click.command("trends")
@click.option("--person", default=OWN_PERSON, help="Whose (clinician mode); else your own.")
@click.option("--since", type=_DAY, help="From this day on.")
@click.option("--until", type=_DAY, help="Up to this day.")
@click.option(
    "--periods",
    type=_DAY,
    nargs=4,
    metavar="FROM TO FROM TO",
    help="Hold two periods against each other: the first and the last day of each.",
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def command(
    person: str,
    since: datetime | None,
    until: datetime | None,
    periods: tuple[datetime, datetime, datetime, datetime] | None,
    as_json: bool,
) -> None:
    """Resting and practice over time, kept apart: seven-day means, your own band, and what lies beyond measurement error.

    A log, without interpretation.
    """
    found = load_trends(person, since.date() if since else None, until.date() if until else None)
    changes: list[dict[str, Any]] = []
    if periods:
        first, last, then, end = (moment.date() for moment in periods)
        changes = found.between((first, last), (then, end))
    if as_json:
        print_json(found.as_dict() | ({"periods": changes} if periods else {}))
        return
    if found.simulated:
        click.echo("These numbers are a simulated heart's: no session with a strap is here yet.")
    _tell("Resting, RMSSD", found.rest)
    for trend in found.practice:
        _tell(f"Practice at {trend.rate_per_min:g}/min, RSA", trend)
    for visit in found.resonance:
        click.echo(f"Assessed {visit.day} ({visit.protocol}): {_found(visit)}")
    for one in found.comparisons:
        click.echo(
            f"Compared {one.day} at {one.rate_per_min:g}/min: {one.second} beside {one.first}: {_told(one)}"
        )
    click.echo(f"Practised on {found.practice_days} days, {found.practice_minutes:.0f} min in all.")
    for week in found.dose.weeks[-8:]:
        click.echo(f"  week to {week.end}  {week.minutes:4.0f} min on {week.days} days")
    for change in changes:
        rate = "" if change["rate_per_min"] is None else f" at {change['rate_per_min']:g}/min"
        click.echo(f"Two periods, {change['setting']}{rate}: {_change(change)}")
    if found.left_out:
        click.echo(f"{found.left_out} phases were left out: too many doubtful beats, or too little signal.")


def _found(visit: ResonanceVisit) -> str:
    if visit.resonance_per_min is not None:
        return f"{visit.resonance_per_min:.1f}/min ({visit.low_per_min:.1f} to {visit.high_per_min:.1f})"
    return "flat" if visit.flat else "not enough good data"


def _told(one: ComparedVisit) -> str:
    if one.difference_pct is None:
        return one.verdict
    return f"{one.verdict}, {one.difference_pct:+.0f} % ({one.low_pct:+.0f} to {one.high_pct:+.0f} %)"


def _change(change: dict[str, Any]) -> str:
    if change["difference"] is None:
        return str(change["reason_text"]) + "."
    word = "beyond" if change["beyond_error"] else "within"
    return (
        f"{change['difference_pct']:+.0f} % (95 % interval {change['low_pct']:+.0f} to {change['high_pct']:+.0f} %), "
        f"{word} measurement error, from {change['days'][0]} and {change['days'][1]} days."
    )


def _tell(title: str, trend: Trend) -> None:
    import math

    click.echo(f"{title}: {trend.sentence}")
    for week in trend.weeks:
        shown = f"{math.exp(week.mean):6.1f} ms" if week.mean is not None else "     -   "
        click.echo(f"  week to {week.end}  {shown}  {week.days} days  quality {week.quality:.2f}")
    if trend.band_low is not None and trend.band_high is not None:
        click.echo(f"  own band {math.exp(trend.band_low):.1f} to {math.exp(trend.band_high):.1f} ms")
