"""`outbreath people`: clients under names or pseudonyms."""

from __future__ import annotations

from dataclasses import asdict

import click

from outbreath_app.cli import data_option, print_json
from outbreath_app.paths import data_folder
from outbreath_app.storage.catalogue import Catalogue
from outbreath_app.storage.files import StorageError
from outbreath_app.storage.people import People


@click.group("people", invoke_without_command=True)
@click.option("--json", "as_json", is_flag=True, help="One JSON object a person.")
@click.pass_context
def people(ctx: click.Context, as_json: bool) -> None:
    """List clients, or add, archive and delete them. Your own sessions need no card."""
    if ctx.invoked_subcommand is not None:
        return
    for person in People(data_folder()).all():
        if as_json:
            print_json(asdict(person))
        else:
            click.echo(f"{person.id}  {person.name}{'  (archived)' if person.archived else ''}")


@people.command("add")
@click.argument("name")
@click.option("--consent", default="", help="What was agreed, and when.")
@click.option("--note", default="", help="A note of your own.")
def add(name: str, consent: str, note: str) -> None:
    """Add a client under a name or pseudonym."""
    click.echo(People(data_folder()).add(name, consent, note).id)


@people.command("archive")
@click.argument("name")
@click.option("--back", is_flag=True, help="Take back out of the archive.")
def archive(name: str, back: bool) -> None:
    """Put a client away without deleting anything."""
    kept = People(data_folder())
    kept.archive(kept.find(name), archived=not back)


@people.command("delete")
@click.argument("name")
@click.option("--yes", is_flag=True, help="Do not ask.")
def delete(name: str, yes: bool) -> None:
    """Delete a client for good, and look through the whole data folder for what remains."""
    data = data_folder()
    kept = People(data)
    person = kept.find(name)
    if not yes:
        click.confirm(f"Delete {len(kept.files(person))} files of {name} for good?", abort=True, err=True)
    with Catalogue(data) as catalogue:
        remains = kept.delete(person, catalogue.forget)
    if remains:
        raise StorageError(f"These still hold something of {name}: {', '.join(remains)}.")
    click.echo(
        "Deleted. Nothing in the data folder holds or names them now; exports and backups you made are yours to delete.",
        err=True,
    )


for each in (add, archive, delete):
    each.params.append(data_option())
