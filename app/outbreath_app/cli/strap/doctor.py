"""`outbreath doctor`: what is there, what is not, and what to do."""

from __future__ import annotations

from dataclasses import asdict

import click

from outbreath_app.cli import print_json
from outbreath_app.doctor import Check, examine
from outbreath_app.paths import data_folder

MARKS = {True: "ready", False: "missing", None: "without"}


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object per check.")
@click.pass_context
def doctor(ctx: click.Context, as_json: bool) -> None:
    """Look at Bluetooth, Qt, sound and the data folder. Exit code 1 when something the window needs is missing."""
    checks = examine(data_folder())
    for check in checks:
        if as_json:
            print_json(asdict(check))
        else:
            show(check)
    ctx.exit(1 if any(check.ready is False for check in checks) else 0)


def show(check: Check) -> None:
    """One check as a line, and what to do under it."""
    click.echo(f"{MARKS[check.ready]:8} {check.name}: {check.found}")
    if check.advice:
        click.echo(f"{'':8} {check.advice}")
