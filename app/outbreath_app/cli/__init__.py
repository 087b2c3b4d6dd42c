"""The command line. Each command is a module of its own, imported only when it is called."""

from __future__ import annotations

import importlib
import json
import sys
from typing import Any

import click

from outbreath_app import __version__
from outbreath_app.paths import chosen_data
from outbreath_devices.errors import DeviceError
from outbreath_signal.errors import SignalError

# command -> "module:function"; the order is the order in --help
COMMANDS: dict[str, str] = {
    "demo": "outbreath_app.cli.recording.demo:demo",
    "scan": "outbreath_app.cli.strap.scan:command",
    "beats": "outbreath_app.cli.recording.beats:command",
    "analyse": "outbreath_app.cli.recording.analyse:command",
    "breath": "outbreath_app.cli.recording.breath:command",
    "export": "outbreath_app.cli.recording.export:command",
    "ecg": "outbreath_app.cli.recording.ecg:command",
    "assess": "outbreath_app.cli.practice.assess:assess",
    "compare": "outbreath_app.cli.practice.compare:compare",
    "summary": "outbreath_app.cli.recording.summary:command",
    "practices": "outbreath_app.cli.practice.practices:practices",
    "record": "outbreath_app.cli.strap.record:record",
    "repair": "outbreath_app.cli.recording.repair:command",
    "replay": "outbreath_app.cli.recording.replay:replay",
    "simulate": "outbreath_app.cli.recording.simulate:simulate",
    "sessions": "outbreath_app.cli.data.sessions:command",
    "import": "outbreath_app.cli.data.import_:command",
    "note": "outbreath_app.cli.data.note:command",
    "trends": "outbreath_app.cli.data.trends:command",
    "report": "outbreath_app.cli.data.report:command",
    "people": "outbreath_app.cli.data.people:people",
    "protect": "outbreath_app.cli.data.protect:protect",
    "rebuild": "outbreath_app.cli.data.sessions:rebuild",
    "doctor": "outbreath_app.cli.strap.doctor:doctor",
}


DATA, PASSPHRASE = "data", "passphrase_file"


def data_option() -> click.Option:
    """`--data FOLDER`, which every command takes: programs started from here find the same folder."""
    return click.Option(
        [f"--{DATA}"],
        metavar="FOLDER",
        expose_value=False,
        callback=_choose_data,
        help="Keep data in this folder instead of the platform's own.",
    )


def _choose_data(ctx: click.Context, param: click.Parameter, value: str | None) -> None:
    if value:
        ctx.with_resource(chosen_data(value))


def _choose_language(ctx: click.Context, param: click.Parameter, value: str | None) -> None:
    if value:
        from outbreath_app.words.language import language_in_use, use_language

        before = language_in_use()
        use_language(value)
        ctx.call_on_close(lambda: use_language(before))


def add_common_options(command: click.Command) -> None:
    """`--data` and `--passphrase-file` for a command and those within it, where they have none of their own."""
    from outbreath_app.cli.passphrase import passphrase_option

    for name, made in ((DATA, data_option), (PASSPHRASE, passphrase_option)):
        if not any(option.name == name for option in command.params):
            command.params.append(made())
    if isinstance(command, click.Group):
        for inner in command.commands.values():
            add_common_options(inner)


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
        add_common_options(command)
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; what it could not do ends as one clear sentence on stderr and exit code 1."""
        from outbreath_app.cli.passphrase import ask_for_key
        from outbreath_app.storage.keys import ask_with, lock_all

        ask_with(ask_for_key)
        try:
            return super().invoke(ctx)
        except (DeviceError, SignalError) as error:
            from outbreath_app.words.language import error_text

            raise click.ClickException(error_text(error)) from error
        except BrokenPipeError:
            # the reader of our output left (`| head`): nothing to say, nothing lost
            sys.stderr.close()
            raise SystemExit(0) from None
        except OSError as error:
            raise click.ClickException(_sentence(error)) from error
        finally:
            ask_with(None)
            lock_all()


def _sentence(error: OSError) -> str:
    where = f"{error.filename}: " if error.filename else ""
    return f"{where}{error.strerror or error}."


def print_json(row: object) -> None:
    """One JSON object on one line of standard output."""
    click.echo(json.dumps(row, allow_nan=False, ensure_ascii=False))


@click.group(cls=LazyGroup, invoke_without_command=True)
@click.version_option(__version__, prog_name="outbreath")
@click.option(
    f"--{DATA}",
    metavar="FOLDER",
    expose_value=False,
    callback=_choose_data,
    help="Keep data in this folder instead of the platform's own.",
)
@click.option(
    "--language",
    type=click.Choice(["en", "de"]),
    expose_value=False,
    callback=_choose_language,
    help="What reasons are said in; English if not given.",
)
@click.pass_context
def cli(ctx: click.Context) -> None:
    """Practise slow breathing with a longer out-breath, and watch your heart answer.

    Without a command the window opens. A practice tool, not a medical device.
    """
    if ctx.invoked_subcommand is None:
        from outbreath_app.ui.shell.run import open_window

        raise SystemExit(open_window())
