"""`outbreath record`: the recorder as a command; the window starts the same one."""

from __future__ import annotations

import asyncio
import json
import sys
import time
from collections.abc import Sequence
from contextlib import nullcontext
from datetime import datetime
from pathlib import Path

import click

from outbreath_app.logfile import log_to_file
from outbreath_app.paths import OWN_PERSON, data_folder
from outbreath_app.recorder.output import LinePrinter, LineSink
from outbreath_app.recorder.process import (
    Recorder,
    head_of,
    new_recording_path,
    read_commands,
    stop_on_signals,
)
from outbreath_app.recorder.progress import Progress
from outbreath_app.recorder.strap_lock import only_recorder_of
from outbreath_app.settings import SettingsFile
from outbreath_app.sharing.options import outlets_of, sharing_options
from outbreath_app.sharing.outlet import Outlet
from outbreath_app.storage.keys import new_cipher, taken_over
from outbreath_app.stream.raw_lines import LineSource, RawLines
from outbreath_devices.ble.client import BleStrap, quiet_about_background
from outbreath_devices.ble.finder import same_address
from outbreath_devices.phone.bridge import PhoneBridge
from outbreath_devices.phone.discovery import Phone, parse_address
from outbreath_devices.pmd.link import EVERY_KIND
from outbreath_devices.recording.line import MAX_LINE_BYTES
from outbreath_devices.recording.locked import LineCipher
from outbreath_devices.recording.writer import RecordingWriter
from outbreath_devices.simulated.strap import TROUBLE, SimulatedHeart, SimulatedStrap
from outbreath_devices.strap.events import LinkChange, LinkState, Strap, StrapEvent, StrapInfo
from outbreath_devices.strap.no_strap import NoStrap


@click.command()
@click.option("--device", metavar="ADDRESS", help="The strap's address, as `outbreath scan` shows it.")
@click.option(
    "--bridge",
    metavar="HOST[:PORT]|auto",
    help="A phone on the local network that hands on what its strap sends; auto: the only one that answers.",
)
@click.option("--adapter", default="", help="Which Bluetooth adapter, such as hci1 (Linux); else the first.")
@click.option("--simulate", is_flag=True, help="A simulated strap in place of a real one.")
@click.option("--no-strap", is_flag=True, help="No strap: what the person does is recorded, and no heart.")
@click.option("--beats-only", is_flag=True, help="Leave ECG and chest motion out, where the strap has them.")
@click.option("--trouble", is_flag=True, help="The simulated strap loses contact, link and more, each once.")
@click.option("--seconds", type=click.FloatRange(min=0.1), help="Stop by itself after so long.")
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    help="A file that is not there yet. Default: a new one in the data folder.",
)
@click.option("--data", type=click.Path(path_type=Path, file_okay=False), help="Another data folder.")
@click.option(
    "--lines", is_flag=True, help="For the window: print every line, take what the person does on stdin."
)
@click.option(
    "--rsa-ms",
    type=click.FloatRange(0, 500),
    default=150.0,
    show_default=True,
    help="Simulated RSA at the resonance pace.",
)
@click.option(
    "--rate-per-min",
    type=click.FloatRange(3, 24),
    default=13.0,
    show_default=True,
    help="Simulated natural breathing.",
)
@click.option(
    "--seed", type=click.IntRange(min=0), default=0, show_default=True, help="Seed of the simulated strap."
)
@click.option("--person", help="Whose it is (clinician mode): a client's name or id; else your own.")
@click.option(
    "--key-stdin", is_flag=True, help="For the window: the first line of stdin holds the recording's key."
)
@sharing_options
def record(
    device: str | None, bridge: str | None, adapter: str, simulate: bool, no_strap: bool, beats_only: bool, trouble: bool, seconds: float | None, out: Path | None, data: Path | None, lines: bool,
    person: str | None, key_stdin: bool,
    rsa_ms: float, rate_per_min: float, seed: int, lsl: bool, osc: str | None, allow_network: bool,
) -> None:  # fmt: skip
    """Record a strap to a file until Ctrl-C (or for --seconds). Every notification is on disk before it is used."""
    if lines:  # the window keeps no terminal to read messages on
        log_to_file("recorder")
    if simulate + no_strap + (device is not None) + (bridge is not None) != 1:
        raise click.UsageError("Say one of --device ADDRESS, --bridge HOST, --simulate and --no-strap.")
    phone = phone_at(bridge) if bridge is not None else None
    streams = frozenset() if beats_only else EVERY_KIND
    outlets = outlets_of(lsl, osc, allow_network)
    path = out or new_recording_path(datetime.now(), data, person_id(data, person))
    commands = RawLines(sys.stdin.fileno()) if lines or key_stdin else None
    cipher = key_on_stdin(commands) if key_stdin and commands is not None else new_cipher(path)
    if device is not None:
        strap: Strap = BleStrap(
            device, name=known_name(device), streams=streams, asking=lines, adapter=adapter
        )
        head = head_of("ble", device)
    elif bridge is not None:
        strap, head = PhoneBridge(phone), head_of("phone", bridge)
    elif no_strap:
        strap, head = NoStrap(), head_of("none", "")
    else:
        heart = SimulatedHeart(rsa_ms=rsa_ms, natural_per_min=rate_per_min, seed=seed)
        strap = SimulatedStrap(heart, streams=streams, faults=TROUBLE if trouble else ())
        simulated = {"rsa_ms": rsa_ms, "rate_per_min": rate_per_min, "seed": seed}
        head = head_of("simulated", "simulated", "Simulated strap", {"simulated": simulated})
    try:
        with only_recorder_of(device) if device is not None else nullcontext():
            stopped_by = asyncio.run(
                run(strap, path, head, seconds, commands if lines else None, outlets, cipher)
            )
    finally:
        for outlet in outlets:
            outlet.close()
    if stopped_by:
        raise click.ClickException(stopped_by)


def phone_at(text: str) -> Phone | None:
    """The phone that is named; None for `auto`."""
    if text.strip().lower() == "auto":
        return None
    try:
        return parse_address(text)
    except ValueError as error:
        raise click.BadParameter(f"{text!r} is neither HOST, HOST:PORT nor auto.") from error


def known_name(address: str) -> str:
    """The name of the strap used last, if it is this one: by it a strap that took a new address is found again."""
    settings = SettingsFile().load()
    return settings.strap_name if same_address(settings.strap_address, address) else ""


def person_id(data: Path | None, person: str | None) -> str:
    """The id of whoever is named; one's own without a name. Raises StorageError."""
    if person is None:
        return OWN_PERSON
    from outbreath_app.storage.people import People

    return People(data_folder(data)).find(person).id


def key_on_stdin(commands: LineSource) -> LineCipher:
    """The cipher that the window hands over before anything else. Raises StorageError."""
    try:
        line = json.loads(commands.readline(MAX_LINE_BYTES))
    except ValueError:
        line = None
    return taken_over(line)


async def run(
    strap: Strap,
    path: Path,
    head: dict[str, object],
    seconds: float | None,
    commands: LineSource | None,
    outlets: Sequence[Outlet] = (),
    cipher: LineCipher | None = None,
) -> str:
    """Record; returns what stopped it, empty when it ended as wished. commands: of the window that follows the lines."""
    lines = commands is not None
    recorders: list[Recorder] = []

    def on_disk(state: str) -> None:
        click.echo(f"Disk: {state}", err=True)
        for recorder in recorders:
            recorder.tell_disk(state)

    writer = RecordingWriter(path, head, cipher=cipher, on_state=on_disk)
    sinks: list[LineSink] = []
    if lines:
        printer = LinePrinter(
            sys.stdout.fileno(), settled=writer.wait_written, in_file=lambda: writer.all_written
        )
        writer.when_written(printer.written)
        sinks.append(printer)
    if outlets:
        from outbreath_app.sharing.broadcast import Broadcaster

        sinks.append(Broadcaster(outlets))
    teller = None if lines else Teller()
    recorder = Recorder(strap, writer, sinks, teller.hear if teller is not None else None)
    recorders.append(recorder)
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(quiet_about_background)
    stop_on_signals(loop, recorder.stop)
    if teller is None:
        assert commands is not None
        read_commands(commands, loop, recorder)
        await recorder.run(seconds)
        return recorder.trouble
    click.echo(f"Recording to {path}. Ctrl-C ends it.", err=True)
    telling = asyncio.create_task(teller.keep_telling())
    await recorder.run(seconds)
    telling.cancel()
    teller.end(path)
    if teller.strap is not None and teller.strap.kind == "ble":
        remember(teller.strap)
    return recorder.trouble


def remember(strap: StrapInfo) -> None:
    """The window and the next scan know the strap as the one used last. It is no matter if that cannot be kept."""
    file = SettingsFile()
    before = file.load()
    after = before.changed(**before.with_strap(strap.address, strap.name))
    if after != before and not file.problem:
        file.save(after)


class Teller:
    """Says on stderr how a recording without a window goes: on a terminal one line that changes, else one a minute."""

    def __init__(self) -> None:
        self._progress = Progress(time.monotonic_ns())
        self._terminal = sys.stderr.isatty()
        self._said = ""
        self.strap: StrapInfo | None = None  # that was connected

    def hear(self, event: StrapEvent) -> None:
        self._progress.hear(event)
        if isinstance(event, LinkChange):
            if event.state is LinkState.CONNECTED and event.strap is not None:
                self.strap = event.strap
            words = event.reason or f"Strap: {event.state}."
            if words != self._said:
                self._said = words
                self._fresh_line()
                click.echo(words, err=True)

    async def keep_telling(self) -> None:
        while True:
            await asyncio.sleep(1.0 if self._terminal else 60.0)
            line = self._progress.line(time.monotonic_ns())
            click.echo(f"\r{line}\033[K" if self._terminal else line, err=True, nl=not self._terminal)

    def end(self, path: Path) -> None:
        self._fresh_line()
        click.echo(self._progress.summary(time.monotonic_ns(), path), err=True)

    def _fresh_line(self) -> None:
        if self._terminal:
            click.echo("\r\033[K", err=True, nl=False)
