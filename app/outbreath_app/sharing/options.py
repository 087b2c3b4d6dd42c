"""The command line's sharing options, the same for every command that has beats to share."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

import click

from outbreath_app.sharing.outlet import Outlet, SharingError

_OPTIONS = (
    click.option("--lsl", is_flag=True, help="Share beats, estimates and markers by Lab Streaming Layer."),
    click.option("--osc", metavar="HOST:PORT", help="Send beats, estimates and markers there by OSC."),
    click.option(
        "--allow-network",
        is_flag=True,
        help="Let --lsl and --osc reach other computers; else heart data stay on this one.",
    ),
)


def sharing_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add --lsl, --osc and --allow-network to a command."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def outlets_of(lsl: bool, osc: str | None, allow_network: bool) -> list[Outlet]:
    """The outlets that were asked for. Raises SharingError where one cannot be had, UsageError for odd options."""
    from outbreath_app.sharing.lsl import LslOutlet
    from outbreath_app.sharing.osc import OscOutlet, parse_target

    if allow_network and not (lsl or osc):
        raise click.UsageError("--allow-network goes with --lsl or --osc.")
    outlets: list[Outlet] = []
    if osc is not None:
        outlets.append(OscOutlet(*parse_target(osc), allow_network))
    try:
        if lsl:
            outlets.append(LslOutlet(uuid.uuid4().hex[:12], allow_network))
    except SharingError:
        for outlet in outlets:
            outlet.close()
        raise
    return outlets
