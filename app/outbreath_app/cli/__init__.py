"""The command line. Each command is a module of its own, imported only when it is called."""

from __future__ import annotations

import importlib

import click

from outbreath_app import __version__

# command -> "module:function"; the order is the order in --help
COMMANDS: dict[str, str] = {}


class LazyGroup(click.Group):
    """A group that imports a command's module when the command is used, so that the others cost nothing."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module, name = COMMANDS[cmd_name].split(":")
        command = getattr(importlib.import_module(module), name)
        assert isinstance(command, click.Command)
        return command


@click.group(cls=LazyGroup, invoke_without_command=True)
@click.version_option(__version__, prog_name="outbreath")
@click.pass_context
def cli(ctx: click.Context) -> None:
    """Practise slow breathing with a longer out-breath, and watch your heart answer.

    Without a command the window opens. A practice tool, not a medical device.
    """
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())
