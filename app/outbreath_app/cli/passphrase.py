"""How the command line comes by a passphrase: a prompt, a file, or standard input; never an argument or a variable."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

import click

from outbreath_app.storage.errors import StorageError
from outbreath_app.storage.keys import load_protection, unlock
from outbreath_app.storage.protection import PASSPHRASE, FolderKey, LockedError
from outbreath_app.storage.system_keyring import key_from_keyring

OPTION = "passphrase_file"
STANDARD_INPUT = "-"
_TRIES = 3
_LONGEST = 4096


def passphrase_option() -> click.Option:
    """`--passphrase-file FILE`, which every command takes."""
    return click.Option(
        ["--passphrase-file"],
        metavar="FILE",
        expose_value=False,
        callback=_choose,
        help="The first line of FILE (- is standard input) unlocks a protected folder; else it is asked for.",
    )


@dataclass(slots=True)
class _Chosen:
    """The file named on the command line, and what was read from it."""

    file: str = ""
    read: str | None = None


def _choose(ctx: click.Context, param: click.Parameter, value: str | None) -> None:
    if value:
        ctx.find_root().meta[OPTION] = _Chosen(value)


def _chosen() -> _Chosen | None:
    ctx = click.get_current_context(silent=True)
    found = ctx.find_root().meta.get(OPTION) if ctx is not None else None
    return found if isinstance(found, _Chosen) else None


def first_line(file: str) -> str:
    """The first line of a file, or of standard input, whose rest stays to be read. Raises StorageError."""
    try:
        if file == STANDARD_INPUT:
            raw = sys.stdin.buffer.readline(_LONGEST)
        else:
            with Path(file).open("rb") as stream:
                raw = stream.readline(_LONGEST)
        text = raw.decode("utf-8").rstrip("\r\n")
    except OSError as error:
        raise StorageError(f"{file} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise StorageError(f"{file} holds no text in UTF-8.") from error
    if not text:
        raise StorageError(
            f"{'Standard input' if file == STANDARD_INPUT else file} begins with no passphrase."
        )
    return text


def given_passphrase() -> str | None:
    """The passphrase from --passphrase-file, None where there is none."""
    chosen = _chosen()
    if chosen is None:
        return None
    if chosen.read is None:
        chosen.read = first_line(chosen.file)
    return chosen.read


def on_terminal() -> bool:
    """Whether somebody can be asked."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def asked(words: str, confirm: bool = False) -> str:
    """Ask on the terminal, without showing what is typed. Raises StorageError where nobody can be asked."""
    if not on_terminal():
        raise StorageError(
            "A passphrase is needed.", "Run this in a terminal to be asked for it, or name a file."
        )
    return str(click.prompt(words, hide_input=True, confirmation_prompt=confirm, err=True))


def ask_for_key(data: Path) -> FolderKey | None:
    """The key of a locked folder: from the keyring, --passphrase-file, or a prompt. None where nobody can tell."""
    protection = load_protection(data)
    key = key_from_keyring(protection)
    if key is not None:
        return key
    given = given_passphrase()
    if given is not None:
        return unlock(data, given)
    if not on_terminal():
        return None
    for turn in range(_TRIES):
        try:
            return unlock(data, asked(f"Passphrase of {data}"), PASSPHRASE)
        except LockedError as error:
            if turn == _TRIES - 1:
                raise
            click.echo(str(error), err=True)
    return None
