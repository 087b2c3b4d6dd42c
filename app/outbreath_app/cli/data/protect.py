"""`outbreath protect`: a passphrase for the data folder."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from outbreath_app.cli import print_json
from outbreath_app.cli.passphrase import ask_for_key, asked, first_line, given_passphrase
from outbreath_app.paths import data_folder
from outbreath_app.storage.encrypting import Turned, change_protection, turn_off, turn_on, unlocked_files
from outbreath_app.storage.errors import StorageError
from outbreath_app.storage.keys import load_protection, unlock, use_key
from outbreath_app.storage.protection import (
    LOST,
    PASSPHRASE,
    WORDS,
    FolderKey,
    LockedError,
    check_passphrase,
    is_protected,
    new_protection,
)
from outbreath_app.storage.recovery_words import new_words, read_words
from outbreath_app.storage.system_keyring import put_in_keyring, take_from_keyring

SSD = (
    "The unlocked files were overwritten, but solid-state drives, snapshots and backups may keep old copies; "
    "the system's disk encryption guards against that."
)
_NEW = click.option(
    "--new-passphrase-file", metavar="FILE", help="The new passphrase: the first line of FILE."
)


@click.group("protect", invoke_without_command=True)
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@click.pass_context
def protect(ctx: click.Context, as_json: bool) -> None:
    """Lock the data folder with a passphrase, or say whether it is locked.

    Recordings, notes, people and the catalogue are encrypted. A lost passphrase can be replaced with the recovery words;
    without both, nobody can open the folder.
    """
    if ctx.invoked_subcommand is not None:
        return
    data = data_folder()
    protected = is_protected(data)
    protection = load_protection(data) if protected else None
    open_files = unlocked_files(data)
    turning = protection.turning if protection is not None else ""
    if as_json:
        keyring = protection is not None and protection.keyring
        row = {"folder": str(data), "protected": protected, "turning": turning or None, "keyring": keyring}
        print_json({**row, "unlocked_files": len(open_files)})
        return
    if protection is None:
        click.echo(f"{data} is not protected.")
        return
    click.echo(f"{data} is protected{' (the keyring holds the key)' if protection.keyring else ''}.")
    if turning:
        click.echo(f"Turning it {turning} was broken off: `outbreath protect {turning}` goes on with it.")
    elif open_files:
        click.echo(f"Files in it that are not locked: {len(open_files)}; `outbreath protect on` locks them.")


@protect.command("on")
@click.option(
    "--keyring", is_flag=True, help="Let the system's keyring hold the key too, so that nothing is asked."
)
def on(keyring: bool) -> None:
    """Encrypt everything in the folder, or go on where that was broken off. Prints the recovery words."""
    data = data_folder()
    if is_protected(data):
        key, protection = _key(data), load_protection(data)
    else:
        passphrase = given_passphrase() or asked("New passphrase", confirm=True)
        check_passphrase(passphrase)
        words = new_words()
        protection, key = new_protection(passphrase, words)
        use_key(key)
        click.echo("Write these recovery words on paper and keep them apart from this computer:", err=True)
        click.echo(words)
        click.echo(LOST, err=True)
    if keyring:
        put_in_keyring(key)
        protection = replace(protection, keyring=True)
    done = turn_on(data, protection, key, _progress)
    _tell(done, "on")
    click.echo(f"{data} is protected; {done.changed} files were locked. {SSD}", err=True)


@protect.command("off")
def off() -> None:
    """Decrypt everything in the folder, or go on where that was broken off."""
    data = data_folder()
    _must_be_protected(data)
    key = _key(data)
    keyring = load_protection(data).keyring
    done = turn_off(data, key, _progress)
    _tell(done, "off")
    if keyring:
        take_from_keyring(key.id)
    click.echo(f"{data} is not protected any more; {done.changed} files were unlocked.", err=True)


@protect.command("change")
@_NEW
def change(new_passphrase_file: str | None) -> None:
    """Another passphrase. Only the key is wrapped anew; no file is touched."""
    data = data_folder()
    _must_be_protected(data)
    key = _key(data, from_keyring=False)
    _give_passphrase(data, key, new_passphrase_file)
    click.echo("The passphrase is changed. Backups made before still open with the old one.", err=True)


@protect.command("recover")
@click.option(
    "--words-file", metavar="FILE", help="The recovery words: the first line of FILE (- is standard input)."
)
@_NEW
def recover(words_file: str | None, new_passphrase_file: str | None) -> None:
    """A new passphrase with the recovery words, when the old one is lost."""
    data = data_folder()
    _must_be_protected(data)
    typed = first_line(words_file) if words_file else asked("Recovery words")
    key = unlock(data, read_words(typed), WORDS)
    _give_passphrase(data, key, new_passphrase_file)
    click.echo("The new passphrase is set; the recovery words stay as they are.", err=True)


@protect.command("words")
def words() -> None:
    """Print new recovery words; the ones before open nothing any more."""
    data = data_folder()
    _must_be_protected(data)
    key = _key(data, from_keyring=False)
    made = new_words()
    change_protection(data, lambda found: found.wrapped(key, WORDS, made))
    click.echo(made)
    click.echo(LOST, err=True)


@protect.command("keyring")
@click.argument("state", type=click.Choice(["on", "off"]))
def keyring(state: str) -> None:
    """Let the system's keyring hold the key, or take it out again. It is off unless you turn it on."""
    data = data_folder()
    _must_be_protected(data)
    key = _key(data, from_keyring=False)
    if state == "on":
        put_in_keyring(key)
    else:
        take_from_keyring(key.id)
    change_protection(data, lambda found: replace(found, keyring=state == "on"))


def _must_be_protected(data: Path) -> None:
    if not is_protected(data):
        raise StorageError(f"{data} is not protected.", "`outbreath protect on` protects it.")


def _key(data: Path, from_keyring: bool = True) -> FolderKey:
    """The folder's key. What changes the protection asks for the passphrase whatever the keyring holds."""
    if not from_keyring:
        return unlock(data, given_passphrase() or asked(f"Passphrase of {data}"))
    key = ask_for_key(data)
    if key is None:
        raise LockedError(
            f"{data} is locked with a passphrase.",
            "Run this in a terminal to be asked for it, or give --passphrase-file FILE.",
        )
    use_key(key)
    return key


def _give_passphrase(data: Path, key: FolderKey, file: str | None) -> None:
    passphrase = first_line(file) if file else asked("New passphrase", confirm=True)
    change_protection(data, lambda found: found.wrapped(key, PASSPHRASE, passphrase))


def _progress(done: int, of: int) -> None:
    if done == of or done % 20 == 0:
        click.echo(f"{done} of {of} files", err=True)


def _tell(done: Turned, state: str) -> None:
    for sentence in done.left:
        click.echo(sentence, err=True)
    if done.busy:
        raise StorageError(
            f"{len(done.busy)} recording(s) are going on now and stay as they are: {', '.join(done.busy)}.",
            f"Run `outbreath protect {state}` again when they have ended.",
        )
