"""The recorder: the process that owns the radio and the recording, and hands the same sealed lines to the window.

It has the program's only event loop. What the strap sends is stamped where it arrives, sealed, queued for the disk and
then printed; what the person does comes in on standard input and lands in the same file. A window that stalls, dies or
closes costs nothing: printing has a thread and a queue of its own, and when standard input ends the file is ended.
"""

from __future__ import annotations

import asyncio
import base64
import json
import logging
import signal
import sys
import threading
import time
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from outbreath_app import __version__
from outbreath_app.paths import OWN_PERSON, PRIVATE_FOLDER, person_place, recordings_folder
from outbreath_app.recorder.output import LineSink
from outbreath_app.stream.raw_lines import LineSource
from outbreath_devices.axis.clock_watch import ClockWatch
from outbreath_devices.ble.client import BleStrap
from outbreath_devices.errors import DeviceError, RecordingError
from outbreath_devices.recording.line import MAX_LINE_BYTES, Line
from outbreath_devices.recording.writer import RecordingWriter
from outbreath_devices.simulated.strap import SimulatedStrap
from outbreath_devices.strap.events import LinkChange, LinkState, Notification, Strap, StrapEvent

log = logging.getLogger(__name__)

CLOCK_EVERY_S = 10
# Leaving a strap politely; past it the file is ended first and the good-bye goes on.
LEAVE_WITHIN_S, GOODBYE_WITHIN_S = 1.0, 5.0
# What the window may write into the recording; anything else on standard input is not ours.
COMMAND_KINDS = frozenset({"pace", "phase", "mark", "note", "session", "checkin"})
STOP = "stop"
# The person's answer to what the strap's link asked: for the strap alone, the link's lines say what came of it.
ANSWER = "answer"


class Recorder:
    """Carries a strap's events and a person's doings into one recording, until it is told to stop.

    Each of the sinks gets every sealed line too; hear gets the strap's events as they are. clocks and sleep are
    the system's own unless a test brings others.
    """

    def __init__(
        self,
        strap: Strap,
        writer: RecordingWriter,
        sinks: Sequence[LineSink] = (),
        hear: Callable[[StrapEvent], None] | None = None,
        *,
        clocks: ClockWatch | None = None,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._strap, self._writer, self._sinks, self._hear = strap, writer, tuple(sinks), hear
        self._clocks, self._sleep = clocks or ClockWatch(), sleep
        self._stop = asyncio.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._ended = False
        self.trouble = ""

    def stop(self) -> None:
        """End the recording soon. Safe to call from any thread, before it runs and after it ended too."""
        self._soon(self._stop.set)

    async def run(self, seconds: float | None = None) -> None:
        """Record until stopped, until the strap ends, or for so many seconds; the file is whole afterwards."""
        self._loop = asyncio.get_running_loop()
        self._send(self._writer.head)
        self._send(self._writer.put_clock())
        strap = asyncio.create_task(self._follow_strap(), name="strap")
        tasks = {
            strap,
            asyncio.create_task(self._keep_clock(), name="clock"),
            asyncio.create_task(self._stop.wait(), name="stop"),
        }
        try:
            await asyncio.wait(tasks, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in tasks:
                task.cancel()
            _, late = await asyncio.wait(tasks, timeout=LEAVE_WITHIN_S)
            await self._end()
            if late:
                await asyncio.wait(late, timeout=GOODBYE_WITHIN_S)

    def command(self, line: Line) -> None:
        """Something the person did, or `stop`. What is not a known kind is left out, and said in the recording."""
        kind = line.get("k")
        if kind == STOP:
            self._stop.set()
        elif kind == ANSWER and isinstance(self._strap, BleStrap):
            self._strap.answer(line.get("yes") is True)
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
        self._soon(lambda: self._put({"k": "disk", "state": state}))

    async def _end(self) -> None:
        self._put({"k": "clk", "wall": time.time_ns()})
        self._ended = True
        # a full disk is waited for without holding up the strap's good-bye
        self._send(await asyncio.to_thread(self._writer.close))
        for sink in self._sinks:
            await asyncio.to_thread(sink.close)
        if self._writer.lost_lines:
            self._say_trouble(
                f"{self._writer.lost_lines} lines of the recording could not be written: {self._writer.state}"
            )

    async def _follow_strap(self) -> None:
        try:
            async with self._strap as strap:
                async for event in strap:
                    self._put(line_of(event), _stamp(event))
                    if self._hear is not None:
                        self._hear(event)
        except DeviceError as error:
            self._strap_ended(str(error))
        except Exception:
            # Whatever a strap's code comes up with, the file is ended whole and the person is told.
            log.exception("the strap ended unexpectedly")
            self._strap_ended("The strap's link ended unexpectedly; the log says why.")

    def _strap_ended(self, reason: str) -> None:
        self._say_trouble(reason)
        self._put({"k": "link", "state": str(LinkState.CLOSED), "reason": reason})

    def _say_trouble(self, words: str) -> None:
        self.trouble = f"{self.trouble} {words}".strip()

    async def _keep_clock(self) -> None:
        """Pair the clocks every ten seconds, and at once when one of them jumped."""
        second = 0
        while True:
            await self._sleep(1.0)
            second += 1
            words, jumped = self._clocks.look()
            if words:
                self._put({"k": "clk", "wall": time.time_ns(), "reason": words, **jumped})
            elif second % CLOCK_EVERY_S == 0:
                self._put({"k": "clk", "wall": time.time_ns()})

    def _put(self, line: Line, at_ns: int | None = None) -> None:
        if self._ended:
            return
        try:
            sealed = self._writer.put(line, at_ns)
        except RecordingError as error:
            sealed = self._writer.put(
                {"k": "note", "text": f"left out: {error.fact}", "kind": str(line.get("k"))}
            )
        self._send(sealed)

    def _send(self, sealed: bytes) -> None:
        for sink in self._sinks:
            sink.put(sealed)

    def _soon(self, act: Callable[[], None]) -> None:
        if self._loop is None:
            act()
            return
        try:
            self._loop.call_soon_threadsafe(act)
        except RuntimeError:
            # the loop has closed: the recording is over
            return


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


def head_of(strap_kind: str, address: str, name: str = "", settings: Line | None = None) -> Line:
    """The head line's own fields: program, time zone, strap and settings."""
    offset = datetime.now().astimezone().utcoffset()
    return {
        "zone": round(offset.total_seconds() / 60) if offset is not None else 0,
        "program": f"outbreath {__version__}",
        "strap": {"address": address, "name": name, "kind": strap_kind},
        "settings": settings or {},
    }


def new_recording_path(now: datetime, data: Path | None = None, person: str = OWN_PERSON) -> Path:
    """A name among the person's recordings for one that begins now, one that is not taken."""
    folder = person_place(recordings_folder(data), person)
    folder.mkdir(exist_ok=True, mode=PRIVATE_FOLDER)
    stem = now.strftime("%Y-%m-%d_%H-%M-%S")
    path, number = folder / f"{stem}.jsonl", 1
    while path.exists():
        number += 1
        path = folder / f"{stem}_{number}.jsonl"
    return path


def read_commands(stream: LineSource, loop: asyncio.AbstractEventLoop, recorder: Recorder) -> None:
    """Hand each JSON line of a stream to the recorder, from a thread; when the stream ends, end the recording."""

    def follow() -> None:
        while raw := stream.readline(MAX_LINE_BYTES):
            try:
                line = json.loads(raw)
            except (ValueError, RecursionError):
                line = {"k": "unreadable"}
            if isinstance(line, dict):
                with suppress(RuntimeError):  # the recording ended by itself, and the loop with it
                    loop.call_soon_threadsafe(recorder.command, line)
        recorder.stop()

    threading.Thread(target=follow, name="commands", daemon=True).start()


def stop_on_signals(loop: asyncio.AbstractEventLoop, stop: Callable[[], None]) -> None:
    """Ctrl-C, a polite kill and a closed terminal end the recording cleanly."""
    hangup = () if sys.platform == "win32" else (signal.SIGHUP,)
    for number in (signal.SIGINT, signal.SIGTERM, *hangup):
        if sys.platform == "win32":
            signal.signal(number, lambda *_: stop())
        else:
            loop.add_signal_handler(number, stop)


def _lead(strap: SimulatedStrap, line: Line) -> None:
    """Let the simulated person follow the pacer, ramps and slides included."""
    rate, at_ns = line.get("rate_per_min"), line.get("at")
    if rate is None:
        strap.set_pace(None)
    elif "ramp" in line or "slide" in line or line.get("varied") is True:
        _lead_along(strap, line)
    elif isinstance(rate, int | float):
        share, phase0 = float(line.get("inhale_share", 0.4)), float(line.get("phase0", 0.0))
        strap.set_pace(float(rate), share, at_ns if isinstance(at_ns, int) else None, phase0)


def _lead_along(strap: SimulatedStrap, line: Line) -> None:
    """A pace that changes as it goes; the pacing's arithmetic is loaded only when one comes."""
    from outbreath_app.pacing import Pacer, PacingError, pace_from_line

    try:
        pace = pace_from_line(line)
    except PacingError:
        return
    pacer, pattern = Pacer((pace,)), pace.pattern

    def at(t_ns: int) -> tuple[float, float, float]:
        now_ns = max(t_ns, pace.at_ns)
        share = 0.4 if pattern is None else pattern.inhale_share
        return pace.shown_rate_after((now_ns - pace.at_ns) / 1e9), share, pacer.phase_at(now_ns)

    strap.set_lead(at)


def _stamp(event: StrapEvent) -> int:
    return event.received_ns if isinstance(event, Notification) else event.at_ns
