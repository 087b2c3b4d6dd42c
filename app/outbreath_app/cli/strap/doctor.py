"""`outbreath doctor`: what is there, what is not, and what to do."""

from __future__ import annotations

import asyncio
import json
from dataclasses import asdict
from pathlib import Path

import click

from outbreath_app.cli import print_json
from outbreath_app.doctor import Check, examine
from outbreath_app.paths import data_folder

MARKS = {True: "ready", False: "missing", None: "without"}


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object per check.")
@click.option(
    "--strap",
    metavar="[ADDRESS]",
    is_flag=False,
    flag_value="",
    help="Walk the way to a strap's first beats, and say where it stops. Without an address: the one that is heard.",
)
@click.option(
    "--report",
    type=click.Path(path_type=Path, dir_okay=False),
    help="With --strap: write what was found to a file, without names, addresses or health data.",
)
@click.pass_context
def doctor(ctx: click.Context, as_json: bool, strap: str | None, report: Path | None) -> None:
    """Look at Bluetooth, Qt, sound and the data folder. Exit code 1 when something the window needs is missing."""
    if report is not None and strap is None:
        raise click.UsageError("--report goes with --strap.")
    if strap is None:
        checks = examine(data_folder())
        for check in checks:
            tell(check, as_json)
    else:
        checks = walked(strap or None, as_json)
    if report is not None:
        write_report(report, checks)
    ctx.exit(1 if any(check.ready is False for check in checks) else 0)


def walked(address: str | None, as_json: bool) -> list[Check]:
    """The steps to a strap, each told as it is taken."""
    from outbreath_app.strap_doctor import walk
    from outbreath_devices.ble.client import quiet_about_background

    async def go() -> list[Check]:
        asyncio.get_running_loop().set_exception_handler(quiet_about_background)
        return await walk(address, lambda check: tell(check, as_json))

    return asyncio.run(go())


def write_report(path: Path, checks: list[Check]) -> None:
    """The report, readable by its owner alone until it is handed on."""
    from outbreath_app.strap_doctor import report_of

    try:
        path.write_text(json.dumps(report_of(checks), indent=2) + "\n", encoding="utf-8")
        path.chmod(0o600)
    except OSError as error:
        raise click.ClickException(f"{path}: {error.strerror}.") from error
    click.echo(f"Written to {path}, without names, addresses or health data.", err=True)


def tell(check: Check, as_json: bool) -> None:
    """One check as a JSON object, or as a line with what to do under it."""
    if as_json:
        print_json(asdict(check))
        return
    click.echo(f"{MARKS[check.ready]:8} {check.name}: {check.found}")
    if check.advice:
        click.echo(f"{'':8} {check.advice}")
