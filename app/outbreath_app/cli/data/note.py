"""`outbreath note`: what a person adds to a recorded session, kept beside the recording."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from outbreath_app.catalogue.sessions import Catalogue
from outbreath_app.cli import print_json
from outbreath_app.paths import data_folder
from outbreath_app.storage.sidefile import DETAILS, Side, load_side, save_side


@click.command("note")
@click.argument("session", metavar="SESSION")
@click.option("--text", help="The note; replaces the one there is ('' takes it away).")
@click.option("--tag", "tags", multiple=True, metavar="TAG", help="Add a tag; may be given again.")
@click.option("--untag", "untags", multiple=True, metavar="TAG", help="Take a tag away.")
@click.option("--posture", help="Seated, lying, standing, or in your own words.")
@click.option(
    "--kind", type=click.Choice(["rest", "practice", "recorded"]), help="Where the recording does not say."
)
@click.option("--eyes", help="Open or closed.")
@click.option("--breathing", help="The way of breathing.")
@click.option("--place", help="Where it was.")
@click.option("--before", help="In the hours before: coffee, food, exercise.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def command(
    session: str,
    text: str | None,
    tags: tuple[str, ...],
    untags: tuple[str, ...],
    posture: str | None,
    kind: str | None,
    as_json: bool,
    **details: str | None,
) -> None:
    """Add a note, tags, posture and details to SESSION (its id, see `outbreath sessions`, or a recording's file).

    Without options: show what is kept. The recording itself is never changed.
    """
    path = _path_of(session)
    side = load_side(path)
    changed = _changed(side, text, tags, untags, posture, kind, details)
    if changed != side:
        save_side(path, changed)
        with Catalogue(data_folder()) as catalogue:
            catalogue.refresh()
    row = {
        "file": str(path), "note": changed.note, "tags": list(changed.tags), "posture": changed.posture,
        "kind": changed.kind, "details": dict(changed.details), "labels_by_hand": len(changed.labels),
    }  # fmt: skip
    if as_json:
        print_json(row)
        return
    for name, value in row.items():
        said = ", ".join(value) if isinstance(value, list) else value
        if isinstance(value, dict):
            said = "; ".join(f"{key}: {text}" for key, text in value.items())
        click.echo(f"{name.replace('_', ' ')}: {said}")


def _changed(
    side: Side,
    text: str | None,
    tags: tuple[str, ...],
    untags: tuple[str, ...],
    posture: str | None,
    kind: str | None,
    details: dict[str, str | None],
) -> Side:
    added = [tag.strip() for tag in tags if tag.strip()]
    kept = tuple(tag for tag in dict.fromkeys((*side.tags, *added)) if tag not in untags)
    told = dict(side.details) | {key: value.strip() for key, value in details.items() if value is not None}
    return replace(
        side,
        note=side.note if text is None else text.strip(),
        tags=kept,
        posture=side.posture if posture is None else posture.strip(),
        kind=side.kind if kind is None else kind.replace("recorded", ""),
        details={key: told[key] for key in DETAILS if told.get(key)},
    )


def _path_of(session: str) -> Path:
    path = Path(session)
    if path.is_file():
        return path
    with Catalogue(data_folder()) as catalogue:
        catalogue.refresh()
        return catalogue.session(session).path
