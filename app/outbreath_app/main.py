"""The program's entry: the command line, and from there the window."""

from __future__ import annotations


def main() -> None:
    """Run the command line; with no command it opens the window."""
    from outbreath_app.cli import cli

    cli(prog_name="outbreath")
