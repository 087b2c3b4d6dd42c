"""`outbreath people`: clients under names or pseudonyms."""

from __future__ import annotations

from dataclasses import asdict

import click

from outbreath_app.catalogue.sessions import Catalogue
from outbreath_app.cli import print_json
from outbreath_app.paths import data_folder
from outbreath_app.storage.access import CLIENT, entries
from outbreath_app.storage.errors import StorageError
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
@click.option(
    "--json", "as_json", is_flag=True, help="What was removed and what remains, as one JSON object."
)
def delete(name: str, yes: bool, as_json: bool) -> None:
    """Delete a client for good, and print what was removed, and look through the whole data folder for what remains."""
    data = data_folder()
    kept = People(data)
    person = kept.find(name)
    if not yes:
        click.confirm(f"Delete {len(kept.files(person))} files of {name} for good?", abort=True, err=True)
    with Catalogue(data) as catalogue:
        done = kept.delete(person, catalogue.forget)
    if as_json:
        print_json(asdict(done))
    else:
        for path in done.removed:
            click.echo(path)
    if done.remains:
        raise StorageError(f"These still hold something of {person.id}: {', '.join(done.remains)}.")
    click.echo(
        f"Deleted: {len(done.removed)} files. Every file of the data folder was looked through: none holds or names them now. "
        "Exports and backups you made are yours to delete, and a drive may keep old copies by itself.",
        err=True,
    )


@people.command("edit")
@click.argument("name")
@click.option("--name", "new_name", help="Another name or pseudonym.")
@click.option("--consent", help="What was agreed, and when.")
@click.option("--note", help="A note of your own.")
def edit(name: str, new_name: str | None, consent: str | None, note: str | None) -> None:
    """Rename a client, or write down consent or a note."""
    kept = People(data_folder())
    person = kept.find(name)
    kept.change(
        person,
        person.name if new_name is None else new_name,
        person.consent if consent is None else consent,
        person.note if note is None else note,
    )


@people.command("log")
@click.option("--person", help="Only about this person.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object an entry.")
def log(person: str | None, as_json: bool) -> None:
    """Show who looked at, exported or deleted which client's sessions, and when."""
    data = data_folder()
    key = person if person is None or person.startswith(CLIENT) else People(data).find(person).id
    for entry in entries(data, key or ""):
        if as_json:
            print_json(asdict(entry))
        else:
            click.echo(
                f"{entry.at}  {entry.person:<10}  {entry.what:<8}  {entry.session:<20}  {entry.by}".rstrip()
            )
