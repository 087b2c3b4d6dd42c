"""`outbreath sessions` and `outbreath rebuild`: the index of what was recorded."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import click

from outbreath_app.catalogue.sessions import Catalogue, Refreshed, SessionRow
from outbreath_app.cli import print_json
from outbreath_app.paths import data_folder
from outbreath_app.storage.access import Access, log_access
from outbreath_app.storage.people import People


@click.command("sessions")
@click.option("--person", help="Only this person's.")
@click.option("--search", default="", help="Words that occur in practice, marks, note or tags.")
@click.option("--tag", default="", help="Only those with this tag.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a session.")
def command(person: str | None, search: str, tag: str, as_json: bool) -> None:
    """List the sessions in the data folder, newest first."""
    with Catalogue(data_folder()) as catalogue:
        say_problems(catalogue.refresh())
        person = People(data_folder()).find(person).id if person else None
        rows = catalogue.sessions(person, search, tag)
        for each in sorted({row.person for row in rows}):
            log_access(data_folder(), Access.LISTED, each)
    if not rows and not as_json:
        click.echo("No sessions.", err=True)
    for row in rows:
        if as_json:
            print_json(session_json(row))
        else:
            click.echo(
                f"{row.id}  {started_at(row)[:16].replace('T', ' ')}  {row.duration_s / 60:6.1f} min  {row.beats:6d} beats"
                f"  {row.kind:<11}  quality {row.quality:.2f}  {row.practice}".rstrip()
            )


@click.command("rebuild")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def rebuild(as_json: bool) -> None:
    """Make the catalogue anew from the recordings and their side files."""
    with Catalogue(data_folder()) as catalogue:
        found = catalogue.refresh(_progress if not as_json else None, everything=True)
    say_problems(found)
    if as_json:
        print_json(
            {
                "recordings": found.seen,
                "read": found.read,
                "gone": found.gone,
                "problems": list(found.problems),
            }
        )
    else:
        click.echo(f"{found.seen} recordings read; {len(found.problems)} cannot be used.", err=True)


def _progress(done: int, of: int) -> None:
    if done == of or done % 100 == 0:
        click.echo(f"{done} of {of} recordings", err=True)


def say_problems(found: Refreshed) -> None:
    """What could not be used or kept, on standard error."""
    for sentence in filter(None, (found.note, *found.problems)):
        click.echo(sentence, err=True)


def started_at(row: SessionRow) -> str:
    """ISO 8601 with the zone in which the session was recorded."""
    at = datetime.fromtimestamp(row.started_ns / 1e9, UTC).astimezone(
        timezone(timedelta(minutes=row.zone_min))
    )
    return at.isoformat(timespec="seconds")


def session_json(row: SessionRow) -> dict[str, Any]:
    """The JSON shape of a session."""
    return {
        "id": row.id,
        "person": row.person,
        "started_at": started_at(row),
        "duration_s": round(row.duration_s, 3),
        "beats": row.beats,
        "kind": row.kind,
        "practice": row.practice or None,
        "quality": round(row.quality, 4),
        "source_format": row.source_format,
        "corrected_pct": round(row.corrected_pct, 3),
        "tags": list(row.tags),
        "note": row.note,
        "file": str(row.path),
        "damage": row.damage or None,
        "problem": row.problem or None,
    }
