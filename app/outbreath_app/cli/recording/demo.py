"""`outbreath demo`: the trainer on a bundled recording, as if the strap were on now."""

from __future__ import annotations

import click

from outbreath_app.stream.bundled import DEMO, resolve


@click.command()
def demo() -> None:
    """Open the trainer on a bundled recording. No strap needed, nothing is recorded."""
    from outbreath_app.ui.shell.run import open_window

    raise SystemExit(open_window(source=resolve(DEMO), speed=1.0))
