"""The recorder: the process that owns the radio and the recording, and hands the same sealed lines to the window.

It has the program's only event loop. What the strap sends is stamped where it arrives, sealed, queued for the disk and
then printed; what the person does comes in on standard input and lands in the same file. A window that stalls, dies or
closes costs nothing: printing has a thread and a queue of its own, and when standard input ends the file is ended.
"""

from __future__ import annotations

import asyncio
import base64
import json
import queue
import signal
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import IO

from outbreath_app import __version__
from outbreath_app.paths import recordings_folder
from outbreath_devices.errors import DeviceError
from outbreath_devices.events import LinkChange, LinkState, Notification, Strap, StrapEvent
from outbreath_devices.recording.line import Line
from outbreath_devices.recording.writer import RecordingWriter
from outbreath_devices.simulated import SimulatedStrap

CLOCK_EVERY_S = 10.0
# What the window may write into the recording; anything else on standard input is not ours.
COMMAND_KINDS = frozenset({"pace", "phase", "mark", "note", "session", "checkin"})
STOP = "stop"


class LinePrinter:
    """Prints sealed lines from a thread of its own, so that a reader that stalls or dies never holds up the strap."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._lines: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="line-printer", daemon=True)
        self._thread.start()

    def put(self, sealed: bytes) -> None:
        self._lines.put(sealed)

    def close(self, wait_s: float = 1.0) -> None:
        """Print what is left, for at most wait_s."""
        self._lines.put(None)
        self._thread.join(wait_s)

    def _run(self) -> None:
        while (sealed := self._lines.get()) is not None:
            try:
                self._stream.write(sealed)
                self._stream.flush()
            except (OSError, ValueError):
                # nobody listens any more; the file has it all
                return


class Recorder:
    """Carries a strap's events and a person's doings into one recording, until it is told to stop."""

    def __init__(
        self,
        strap: Strap,
        writer: RecordingWriter,
        printer: LinePrinter | None = None,
        tell: Callable[[str], None] | None = None,
    ) -> None:
        self._strap, self._writer, self._printer, self._tell = strap, writer, printer, tell
        self._stop = asyncio.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self.trouble = ""

    def stop(self) -> None:
        """End the recording soon. Safe to call from any thread once it runs."""
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._stop.set)

    async def run(self, seconds: float | None = None) -> None:
        """Record until stopped, until the strap ends, or for so many seconds; the file is whole afterwards."""
        self._loop = asyncio.get_running_loop()
        if self._printer is not None:
            self._printer.put(self._writer.head)
        self._put({"k": "clk", "wall": time.time_ns()})
        tasks = [asyncio.create_task(self._follow_strap()), asyncio.create_task(self._keep_clock())]
        stopped = asyncio.create_task(self._stop.wait())
        try:
            await asyncio.wait([tasks[0], stopped], timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in (*tasks, stopped):
                task.cancel()
            await asyncio.gather(*tasks, stopped, return_exceptions=True)
            self._put({"k": "clk", "wall": time.time_ns()})
            foot = self._writer.close()
            if self._printer is not None:
                self._printer.put(foot)
                self._printer.close()

    def command(self, line: Line) -> None:
        """Something the person did, or `stop`. What is not a known kind is left out, and said in the recording."""
        kind = line.get("k")
        if kind == STOP:
            self._stop.set()
        elif kind in COMMAND_KINDS:
            given = {key: value for key, value in line.items() if key not in ("n", "t", "c")}
            self._put(given)
            if kind == "pace" and isinstance(self._strap, SimulatedStrap):
                _lead(self._strap, given)
        else:
            self._put(
                {"k": "note", "text": "the recorder was sent a line of no known kind", "kind": str(kind)[:40]}
            )

    def tell_disk(self, state: str) -> None:
        """The disk's state changed; the window hears of it whatever the disk does. Called from the writer's threads."""
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._put, {"k": "disk", "state": state})

    async def _follow_strap(self) -> None:
        try:
            async with self._strap as strap:
                async for event in strap:
                    self._put(line_of(event), _stamp(event))
                    if self._tell is not None and isinstance(event, LinkChange):
                        self._tell(event.reason or f"Strap: {event.state}.")
        except DeviceError as error:
            self.trouble = str(error)
            self._put({"k": "link", "state": str(LinkState.CLOSED), "reason": str(error)})

    async def _keep_clock(self) -> None:
        while True:
            await asyncio.sleep(CLOCK_EVERY_S)
            self._put({"k": "clk", "wall": time.time_ns()})

    def _put(self, line: Line, at_ns: int | None = None) -> None:
        sealed = self._writer.put(line, at_ns)
        if self._printer is not None:
            self._printer.put(sealed)


def line_of(event: StrapEvent) -> Line:
    """A strap's event as a line, without number and stamp."""
    match event:
        case Notification():
            return {"k": "n", "s": str(event.source), "b": base64.b64encode(event.payload).decode("ascii")}
        case LinkChange():
            line: Line = {"k": "link", "state": str(event.state), "reason": event.reason}
            if event.strap is not None:
                line["strap"] = asdict(event.strap)
            if event.details:
                line["details"] = dict(event.details)
            return line


def head_of(strap_kind: str, address: str, name: str = "") -> Line:
    """The head line's own fields: program, time zone and strap."""
    offset = datetime.now().astimezone().utcoffset()
    return {
        "zone": round(offset.total_seconds() / 60) if offset is not None else 0,
        "program": f"outbreath {__version__}",
        "strap": {"address": address, "name": name, "kind": strap_kind},
        "settings": {},
    }


def new_recording_path(now: datetime, data: Path | None = None) -> Path:
    """A name in the data folder for a recording that begins now, one that is not taken."""
    folder = recordings_folder(data)
    stem = now.strftime("%Y-%m-%d_%H-%M-%S")
    path, number = folder / f"{stem}.jsonl", 1
    while path.exists():
        number += 1
        path = folder / f"{stem}_{number}.jsonl"
    return path


def read_commands(stream: IO[bytes], loop: asyncio.AbstractEventLoop, recorder: Recorder) -> None:
    """Hand each JSON line of a stream to the recorder, from a thread; when the stream ends, end the recording."""

    def follow() -> None:
        for raw in iter(stream.readline, b""):
            try:
                line = json.loads(raw)
            except (ValueError, RecursionError):
                line = {"k": "unreadable"}
            if isinstance(line, dict):
                loop.call_soon_threadsafe(recorder.command, line)
        recorder.stop()

    threading.Thread(target=follow, name="commands", daemon=True).start()


def stop_on_signals(loop: asyncio.AbstractEventLoop, stop: Callable[[], None]) -> None:
    """Ctrl-C and a polite kill end the recording cleanly."""
    for number in (signal.SIGINT, signal.SIGTERM):
        if sys.platform == "win32":
            signal.signal(number, lambda *_: stop())
        else:
            loop.add_signal_handler(number, stop)


def _lead(strap: SimulatedStrap, line: Line) -> None:
    """Let the simulated person follow the pacer."""
    rate, at_ns = line.get("rate_per_min"), line.get("at")
    if rate is None:
        strap.set_pace(None)
    elif isinstance(rate, int | float):
        share, phase0 = float(line.get("inhale_share", 0.4)), float(line.get("phase0", 0.0))
        strap.set_pace(float(rate), share, at_ns if isinstance(at_ns, int) else None, phase0)


def _stamp(event: StrapEvent) -> int:
    return event.received_ns if isinstance(event, Notification) else event.at_ns
