"""`outbreath record`: the recorder as a command; the window starts the same one."""

from __future__ import annotations

import asyncio
import sys
from datetime import datetime
from pathlib import Path

import click

from outbreath_app.recorder import (
    LinePrinter,
    Recorder,
    head_of,
    new_recording_path,
    read_commands,
    stop_on_signals,
)
from outbreath_devices.ble import BleStrap, quiet_about_background
from outbreath_devices.events import Strap
from outbreath_devices.nostrap import NoStrap
from outbreath_devices.pmd_link import EVERY_KIND
from outbreath_devices.recording.writer import RecordingWriter
from outbreath_devices.simulated import SimulatedHeart, SimulatedStrap


@click.command()
@click.option("--device", metavar="ADDRESS", help="The strap's address, as `outbreath scan` shows it.")
@click.option("--simulate", is_flag=True, help="A simulated strap in place of a real one.")
@click.option("--no-strap", is_flag=True, help="No strap: what the person does is recorded, and no heart.")
@click.option("--beats-only", is_flag=True, help="Leave ECG and chest motion out, where the strap has them.")
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
def record(
    device: str | None, simulate: bool, no_strap: bool, beats_only: bool, seconds: float | None, out: Path | None, data: Path | None, lines: bool,
    rsa_ms: float, rate_per_min: float, seed: int,
) -> None:  # fmt: skip
    """Record a strap to a file until Ctrl-C (or for --seconds). Every notification is on disk before it is used."""
    if simulate + no_strap + (device is not None) != 1:
        raise click.UsageError("Say one of --device ADDRESS, --simulate and --no-strap.")
    streams = frozenset() if beats_only else EVERY_KIND
    path = out or new_recording_path(datetime.now(), data)
    if device is not None:
        strap: Strap = BleStrap(device, streams=streams)
        head = head_of("ble", device)
    elif no_strap:
        strap, head = NoStrap(), head_of("none", "")
    else:
        heart = SimulatedHeart(rsa_ms=rsa_ms, natural_per_min=rate_per_min, seed=seed)
        strap = SimulatedStrap(heart, streams=streams)
        head = head_of("simulated", "simulated", "Simulated strap")
    trouble = asyncio.run(run(strap, path, head, seconds, lines))
    if trouble:
        raise click.ClickException(trouble)
    click.echo(f"Recorded to {path}.", err=True)


async def run(strap: Strap, path: Path, head: dict[str, object], seconds: float | None, lines: bool) -> str:
    """Record; returns what stopped it, empty when it ended as wished."""
    tellers: list[Recorder] = []

    def on_disk(state: str) -> None:
        click.echo(f"Disk: {state}", err=True)
        for recorder in tellers:
            recorder.tell_disk(state)

    writer = RecordingWriter(path, head, on_state=on_disk)
    said = [""]

    def on_link(words: str) -> None:
        if words != said[-1]:
            click.echo(words, err=True)
            said.append(words)

    printer = LinePrinter(sys.stdout.buffer) if lines else None
    recorder = Recorder(strap, writer, printer, None if lines else on_link)
    tellers.append(recorder)
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(quiet_about_background)
    stop_on_signals(loop, recorder.stop)
    if lines:
        read_commands(sys.stdin.buffer, loop, recorder)
    else:
        click.echo(f"Recording to {path}. Ctrl-C ends it.", err=True)
    await recorder.run(seconds)
    return recorder.trouble
