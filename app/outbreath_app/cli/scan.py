"""`outbreath scan`: the straps within reach, as they are found."""

from __future__ import annotations

import asyncio
from contextlib import aclosing
from dataclasses import asdict

import click

from outbreath_app.cli import print_json
from outbreath_app.settings import SettingsFile
from outbreath_devices.ble import quiet_about_background
from outbreath_devices.finder import FoundStrap, same_address, scan

SCAN_S = 10.0


@click.command("scan")
@click.option(
    "--seconds", type=click.FloatRange(min=0.5), default=SCAN_S, show_default=True, help="How long to look."
)
@click.option(
    "--json", "as_json", is_flag=True, help="One JSON object a line, again when a strap's strength changes."
)
def command(seconds: float, as_json: bool) -> None:
    """Look for straps with the Bluetooth heart rate service; any make will do. Known is the strap used last."""
    last_used = SettingsFile().load().strap_address
    try:
        count = asyncio.run(look(seconds, as_json, last_used))
    except KeyboardInterrupt:
        return
    if not count:
        click.echo(
            "No strap was heard. Wear it with moistened pads, come nearer, and close other apps that use it.",
            err=True,
        )


async def look(seconds: float, as_json: bool, last_used: str) -> int:
    """Print straps while looking; returns how many there were."""
    asyncio.get_running_loop().set_exception_handler(quiet_about_background)
    seen: dict[str, FoundStrap] = {}
    async with aclosing(scan(seconds)) as found:
        async for strap in found:
            before = seen.get(strap.address)
            seen[strap.address] = strap
            known = bool(last_used) and same_address(strap.address, last_used)
            if as_json:
                print_json({**asdict(strap), "known": known})
            elif before is None:
                click.echo(row(strap, known))
    return len(seen)


def row(strap: FoundStrap, known: bool) -> str:
    """One strap as a line: address, strength, name, and what is special about it."""
    strength = "connected" if strap.connected else f"{strap.rssi_dbm} dBm"
    return f"{strap.address}  {strength:>9}  {strap.name or '(no name)'}{'  last used' if known else ''}"
