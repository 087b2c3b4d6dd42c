"""`outbreath scan`: the straps within reach, as they are found."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import asdict

import click

from outbreath_app.cli import print_json
from outbreath_app.settings import Settings, SettingsFile
from outbreath_devices.ble.client import quiet_about_background
from outbreath_devices.ble.finder import FoundStrap, same_address, scan

SCAN_S = 10.0


@click.command("scan")
@click.option(
    "--seconds", type=click.FloatRange(min=0.5), default=SCAN_S, show_default=True, help="How long to look."
)
@click.option(
    "--json", "as_json", is_flag=True, help="One JSON object a line, again when a strap's strength changes."
)
@click.option(
    "--all", "everything", is_flag=True, help="Devices too that do not say that they send a heart rate."
)
@click.option("--adapter", default="", help="Which Bluetooth adapter, such as hci1 (Linux); else the first.")
def command(seconds: float, as_json: bool, everything: bool, adapter: str) -> None:
    """Look for straps with the Bluetooth heart rate service; any make will do. Known are those used before."""
    settings = SettingsFile().load()
    try:
        count = asyncio.run(look(scan(seconds, everything=everything, adapter=adapter), as_json, settings))
    except KeyboardInterrupt:
        return
    if not count:
        click.echo(
            "No strap was heard. Wear it with moistened pads, come nearer, and close other apps that use it.",
            err=True,
        )


async def look(straps: AsyncGenerator[FoundStrap, None], as_json: bool, settings: Settings) -> int:
    """Print straps while looking; returns how many there were."""
    asyncio.get_running_loop().set_exception_handler(quiet_about_background)
    seen: dict[str, FoundStrap] = {}
    async with aclosing(straps) as found:
        async for strap in found:
            before = seen.get(strap.address)
            seen[strap.address] = strap
            last_used = bool(settings.strap_address) and same_address(strap.address, settings.strap_address)
            known = last_used or any(same_address(strap.address, one) for one in settings.straps_used.split())
            if as_json:
                print_json({**asdict(strap), "known": known, "last_used": last_used})
            elif before is None:
                click.echo(row(strap, known, last_used))
    return len(seen)


def row(strap: FoundStrap, known: bool, last_used: bool) -> str:
    """One strap as a line: address, strength, name, and what is special about it."""
    strength = "connected" if strap.connected else f"{strap.rssi_dbm} dBm"
    if not strap.strap and not known:
        return f"{strap.address}  {strength:>9}  {strap.name or '(no name)'}  does not say that it sends a heart rate"
    habit = "last used" if last_used else "used before" if known else "new"
    return f"{strap.address}  {strength:>9}  {strap.name or '(no name)'}  {habit}"
