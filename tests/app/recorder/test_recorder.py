"""The recorder carries a strap's events and a person's doings into one whole file, whatever ends it."""

from __future__ import annotations

import asyncio
import base64
import io
import os
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from outbreath_app.recorder import output as recorder_output
from outbreath_app.recorder import process as recorder_module
from outbreath_app.recorder.output import LinePrinter
from outbreath_app.recorder.process import Recorder, head_of, new_recording_path, read_commands
from outbreath_app.recorder.progress import Progress
from outbreath_devices.axis.clock_watch import ClockWatch
from outbreath_devices.ble.client import BleStrap
from outbreath_devices.errors import LinkError
from outbreath_devices.recording import Recording, RecordingWriter, read_recording
from outbreath_devices.recording.line import Line, unseal
from outbreath_devices.strap.events import LinkChange, LinkState, Notification
from support.scripted_strap import INFO, ScriptedStrap, scripted_session


class Heard:
    """A sink that keeps what it is given."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.closed = False

    def put(self, sealed: bytes) -> None:
        line = unseal(sealed)
        assert line is not None
        self.lines.append(line)

    def close(self) -> None:
        self.closed = True


def record(
    path: Path, strap: ScriptedStrap, act: Callable[[Recorder], None] | None = None, **options: object
) -> tuple[Recorder, Recording, Heard]:
    """Record a scripted strap; act is done once the strap has said all, and then the recording is stopped."""
    heard = Heard()

    async def run() -> Recorder:
        writer = RecordingWriter(path, head_of("scripted", INFO.address), retry_s=0.001)
        recorder = Recorder(strap, writer, [heard], **options)  # type: ignore[arg-type]
        running = asyncio.create_task(recorder.run())
        await strap.said_all.wait()
        if act is not None:
            act(recorder)
            recorder.stop()
        await running
        return recorder

    return asyncio.run(run()), read_recording(path), heard


def test_every_event_lands_with_its_own_stamp_and_the_sinks_get_the_same_lines(tmp_path: Path) -> None:
    events = scripted_session()
    recorder, recording, heard = record(tmp_path / "a.jsonl", ScriptedStrap(events))
    assert recorder.trouble == ""
    assert recording.report.whole
    assert list(recording.lines) == heard.lines
    assert heard.closed
    notified = [line for line in recording.lines if line["k"] == "n"]
    sent = [event for event in events if isinstance(event, Notification)]
    assert [(line["t"], line["s"], base64.b64decode(line["b"])) for line in notified] == [
        (event.received_ns, event.source, event.payload) for event in sent
    ]
    link = next(line for line in recording.lines if line["k"] == "link")
    assert (link["state"], link["strap"]["address"]) == ("connected", INFO.address)
    assert [line["k"] for line in recording.lines[:2]] == ["head", "clk"]
    assert recording.lines[-1]["counts"]["n"] == len(sent)


def test_what_the_person_does_lands_in_the_same_file(tmp_path: Path) -> None:
    def act(recorder: Recorder) -> None:
        recorder.command({"k": "mark", "text": "here", "n": 99, "t": 5, "c": "x"})
        recorder.command({"k": "rm", "text": "-rf"})
        recorder.command({"k": "note", "text": "x" * 70000})
        recorder.command({"k": "mark", "value": float("nan")})

    _, recording, _ = record(tmp_path / "a.jsonl", ScriptedStrap(scripted_session(), stays=True), act)
    assert recording.report.whole
    mark = next(line for line in recording.lines if line["k"] == "mark")
    assert mark["text"] == "here"
    assert mark["n"] != 99
    assert mark["t"] != 5
    notes = [line["text"] for line in recording.lines if line["k"] == "note"]
    assert len(notes) == 3
    assert "no known kind" in notes[0]
    assert "longer" in notes[1]
    assert "JSON" in notes[2]


def test_stop_on_standard_input_and_its_end_end_the_recording(tmp_path: Path) -> None:
    for number, content in enumerate(
        [b'{"k":"mark","text":"a"}\n{"k":"stop"}\n', b'not json\n[1]\n{"k":"mark"}\n']
    ):
        path = tmp_path / f"{number}.jsonl"

        async def run(path: Path = path, content: bytes = content) -> None:
            recorder = Recorder(ScriptedStrap([], stays=True), RecordingWriter(path, {}))
            read_commands(io.BytesIO(content), asyncio.get_running_loop(), recorder)
            await asyncio.wait_for(recorder.run(), 20)

        asyncio.run(run())
        recording = read_recording(path)
        assert recording.report.whole
        assert any(line["k"] == "mark" for line in recording.lines)


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (LinkError("The strap cannot be reached.", "Wear it."), "The strap cannot be reached. Wear it."),
        (ZeroDivisionError("odd"), "ended unexpectedly; the log says why"),
    ],
)
def test_a_strap_that_ends_in_trouble_leaves_a_whole_file_and_is_told(
    tmp_path: Path, fault: Exception, words: str
) -> None:
    recorder, recording, _ = record(tmp_path / "a.jsonl", ScriptedStrap(scripted_session(), fault=fault))
    assert words in recorder.trouble
    assert recording.report.whole
    closed = [line for line in recording.lines if line["k"] == "link"][-1]
    assert closed["state"] == "closed"
    assert words in closed["reason"]


def test_a_strap_that_cannot_be_left_does_not_keep_the_file_from_its_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recorder_module, "LEAVE_WITHIN_S", 0.02)
    monkeypatch.setattr(recorder_module, "GOODBYE_WITHIN_S", 0.02)
    strap = ScriptedStrap(scripted_session(), stays=True, never_leaves=True)
    _, recording, _ = record(tmp_path / "a.jsonl", strap, lambda recorder: None)
    assert recording.report.whole


def test_a_wall_clock_that_jumps_is_written_down_at_once(tmp_path: Path) -> None:
    walls = iter([0, 0, 3_600_000_000_000])
    looks = asyncio.Event()

    async def sleep(seconds: float) -> None:
        if looks.is_set():
            await asyncio.Event().wait()
        await asyncio.sleep(0)

    def wall_ns() -> int:
        value = next(walls, None)
        if value is None:
            looks.set()
            return 3_600_000_000_000
        return value

    clocks = ClockWatch(lambda: 0, wall_ns, lambda: 0.0)
    strap = ScriptedStrap(scripted_session(), stays=True)

    async def run() -> None:
        recorder = Recorder(strap, RecordingWriter(tmp_path / "a.jsonl", {}), clocks=clocks, sleep=sleep)
        running = asyncio.create_task(recorder.run())
        await looks.wait()
        recorder.stop()
        await running

    asyncio.run(run())
    jumps = [line for line in read_recording(tmp_path / "a.jsonl").lines if "wall_jump_s" in line]
    assert [(line["k"], line["reason"], line["wall_jump_s"]) for line in jumps] == [
        ("clk", "The computer's clock was set.", 3600.0)
    ]


def test_lines_the_disk_never_took_are_told_at_the_end(tmp_path: Path) -> None:
    def full(file: int, data: bytes) -> int:
        raise OSError(28, "No space left on device")

    heard = Heard()

    async def run() -> Recorder:
        writer = RecordingWriter(tmp_path / "a.jsonl", {}, write=full, retry_s=0.001, give_up_s=0.01)
        recorder = Recorder(ScriptedStrap(scripted_session()), writer, [heard])
        await recorder.run()
        return recorder

    recorder = asyncio.run(run())
    assert "lines of the recording could not be written" in recorder.trouble
    assert "No space left on device" in recorder.trouble
    assert heard.lines[-1]["k"] == "foot"


def test_the_disks_state_reaches_the_window_as_a_line(tmp_path: Path) -> None:
    _, recording, heard = record(
        tmp_path / "a.jsonl",
        ScriptedStrap(scripted_session(), stays=True),
        lambda recorder: recorder.tell_disk("the disk takes nothing"),
    )
    assert [line["state"] for line in heard.lines if line["k"] == "disk"] == ["the disk takes nothing"]
    assert recording.report.whole


def test_a_reader_that_stalls_holds_nobody_up_and_one_that_left_costs_nothing() -> None:
    go_on, written = threading.Event(), []

    def stalled(descriptor: int, data: bytes) -> int:
        go_on.wait(10)
        written.append(data[:3])
        return min(len(data), 3)

    printer = LinePrinter(1, write=stalled, close_within_s=10)
    for _ in range(50):
        printer.put(b"abcdef")
    go_on.set()
    printer.close()
    assert b"".join(written) == b"abcdef" * 50

    read_end, write_end = os.pipe()
    os.close(read_end)
    printer = LinePrinter(write_end)
    for _ in range(50):
        printer.put(b"nobody reads\n")
    printer.close()
    os.close(write_end)


def test_what_a_window_sees_is_in_the_file_first_and_a_slow_disk_is_waited_for_once() -> None:
    did: list[str] = []
    answers = iter([True, False, False, True, True])

    def settled(timeout_s: float) -> bool:
        did.append(f"wait {timeout_s}")
        return next(answers)

    def write(descriptor: int, data: bytes) -> int:
        did.append("print")
        return len(data)

    printer = LinePrinter(1, settled=settled, write=write, close_within_s=10)
    for _ in range(5):
        printer.put(b"line\n")
    printer.close()
    waits = [f"wait {seconds}" for seconds in (0.05, 0.05, 0.0, 0.0, 0.05)]
    assert did == [step for wait in waits for step in (wait, "print")]


def test_whoever_writes_the_file_prints_too_what_the_file_has_and_where_that_waits_for_nobody(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(recorder_output, "OVERDUE_S", 60.0)
    printed: list[tuple[str, bytes]] = []
    in_file, room, done = threading.Event(), threading.Event(), threading.Event()

    def write(descriptor: int, data: bytes) -> int:
        printed.append((threading.current_thread().name, data))
        if data == b"end\n":
            done.set()
        return len(data)

    printer = LinePrinter(
        1,
        settled=in_file.wait,
        in_file=in_file.is_set,
        write=write,
        ready=room.is_set,
        close_within_s=10,
    )
    own = threading.current_thread().name
    room.set()
    printer.put(b"first\n")
    printer.written()
    assert printed == []  # another line was put meanwhile: the file has not everything
    in_file.set()
    printer.written()
    assert printed == [(own, b"first\n")]
    room.clear()
    in_file.clear()
    printer.put(b"second\n")
    in_file.set()
    printer.written()
    printer.put(b"end\n")
    assert done.wait(10)
    printer.close()
    assert printed[1:] == [("line-printer", b"second\n"), ("line-printer", b"end\n")]


def test_a_pipe_that_is_full_is_left_to_the_printers_own_thread() -> None:
    read_end, write_end = os.pipe()
    printer = LinePrinter(write_end, in_file=lambda: True, close_within_s=10)
    lines = [b"%05d %s\n" % (number, b"x" * 990) for number in range(300)]
    for line in lines:
        printer.put(line)
        printer.written()
    with os.fdopen(read_end, "rb") as reading:
        assert [reading.readline() for _ in lines] == lines
        printer.close()
    os.close(write_end)


def test_progress_counts_and_tells_in_plain_words(tmp_path: Path) -> None:
    progress = Progress(0)
    for event in scripted_session():
        progress.hear(event)
    assert progress.line(61_000_000_000) == "1 min 1 s, 66 bpm, 3 R-R intervals, battery 80 %"
    progress.hear(LinkChange(0, LinkState.LOST))
    told = progress.summary(3_600_000_000_000, Path("a.jsonl"))
    assert told == "Recorded 1 h 0 min 0 s and 3 R-R intervals, with 1 break of the link to a.jsonl."


def test_a_new_name_is_not_taken(tmp_path: Path) -> None:
    from datetime import datetime

    moment = datetime(2026, 1, 2, 3, 4, 5)
    first = new_recording_path(moment, tmp_path)
    first.touch()
    assert (first.name, new_recording_path(moment, tmp_path).name) == (
        "2026-01-02_03-04-05.jsonl",
        "2026-01-02_03-04-05_2.jsonl",
    )


def test_an_answer_of_the_persons_goes_to_the_strap_and_not_into_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers: list[bool] = []
    strap = BleStrap("F0:00:00:00:00:01")
    monkeypatch.setattr(strap, "answer", answers.append)
    path = tmp_path / "a.jsonl"
    recorder = Recorder(strap, RecordingWriter(path, head_of("ble", "F0:00:00:00:00:01")))
    for yes in (True, False, "true", None):
        recorder.command({"k": "answer", "yes": yes})
    recorder._writer.close()
    assert answers == [True, False, False, False]
    assert b"answer" not in path.read_bytes()
