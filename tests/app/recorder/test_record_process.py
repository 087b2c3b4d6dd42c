"""The recorder as the process it is: interrupts, a window that reads nothing, and a kill."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import pytest

from outbreath_devices.errors import RecordingError
from outbreath_devices.recording import Recording, read_recording
from outbreath_devices.recording.line import unseal

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals are a POSIX matter")
PATIENCE_S = 30.0


@contextmanager
def recording_to(path: Path, *options: str) -> Iterator[subprocess.Popen[bytes]]:
    command = [
        sys.executable,
        "-P",
        "-m",
        "outbreath_app",
        "record",
        "--simulate",
        "--out",
        str(path),
        *options,
    ]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(command, **pipes) as process:
        try:
            yield process
        finally:
            process.kill()


def until(path: Path, enough: Callable[[Recording], bool]) -> Recording:
    """The recording once it has what is waited for."""
    end = time.monotonic() + PATIENCE_S
    while time.monotonic() < end:
        try:
            recording = read_recording(path)
        except RecordingError:
            pass
        else:
            if enough(recording):
                return recording
        time.sleep(0.02)
    raise AssertionError(f"{path} did not get there in {PATIENCE_S} s")


def beats(recording: Recording) -> int:
    return sum(line["k"] == "n" for line in recording.lines)


def test_an_interrupt_ends_the_file_whole_and_says_what_was_recorded(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    with recording_to(path) as process:
        until(path, lambda recording: beats(recording) >= 2)
        process.send_signal(signal.SIGINT)
        out, said = process.communicate(timeout=PATIENCE_S)
    assert (process.returncode, out) == (0, b"")
    assert read_recording(path).report.whole
    assert b"Recorded 0 min" in said
    assert b"Traceback" not in said


def test_a_window_that_reads_nothing_and_goes_away_costs_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    marks = 20
    with recording_to(path, "--lines") as process:
        assert process.stdin is not None
        # a pipe holds 64 kB: the rest has to wait in the recorder
        for number in range(marks):
            line = {"k": "note", "text": f"{number} " + "x" * 30000}
            process.stdin.write(json.dumps(line).encode() + b"\n")
        process.stdin.flush()
        until(path, lambda recording: sum(line["k"] == "note" for line in recording.lines) == marks)
        process.stdin.close()
        until(path, lambda recording: recording.report.closed)
        assert process.wait(PATIENCE_S) == 0
        assert process.stderr is not None
        assert process.stderr.read() == b""
    assert read_recording(path).report.whole


def test_a_killed_recorder_leaves_a_file_that_opens_and_says_what_it_is(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    with recording_to(path, "--lines") as process:
        assert process.stdout is not None
        handed_over = 0
        while handed_over < 4:
            assert process.stdout.readline()
            handed_over += 1
        process.send_signal(signal.SIGKILL)
    recording = read_recording(path)
    assert len(recording.lines) >= handed_over
    assert not recording.report.bad
    assert "not ended by the recorder" in recording.report.sentence


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="prlimit is Linux's")
def test_a_disk_that_is_full_for_a_while_is_told_to_the_window_and_loses_nothing(tmp_path: Path) -> None:
    import resource

    path = tmp_path / "a.jsonl"
    with recording_to(path, "--lines") as process:
        assert process.stdout is not None
        assert process.stdin is not None
        assert process.stderr is not None
        until(path, lambda recording: beats(recording) >= 1)
        soft, hard = resource.prlimit(process.pid, resource.RLIMIT_FSIZE)
        resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (path.stat().st_size + 30, hard))
        process.stdin.write(b'{"k":"mark","text":"while it was full"}\n')
        process.stdin.flush()
        assert "the disk takes nothing" in next_state(process.stdout)
        assert read_recording(path).report.torn is False
        resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (soft, hard))
        assert next_state(process.stdout) == "ok"
        process.stdin.close()
        assert process.wait(PATIENCE_S) == 0
        assert b"Disk: the disk takes nothing" in process.stderr.read()
    recording = read_recording(path)
    assert recording.report.whole
    assert any(line.get("text") == "while it was full" for line in recording.lines)


def next_state(stdout: IO[bytes]) -> str:
    """The next thing the window is told of the disk."""
    for raw in stdout:
        line = unseal(raw)
        assert line is not None
        if line["k"] == "disk":
            return str(line["state"])
    raise AssertionError("the recorder ended")


def test_a_name_that_is_taken_is_one_sentence_and_no_damage(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"mine")
    with recording_to(path) as process:
        _, said = process.communicate(timeout=PATIENCE_S)
    assert process.returncode == 1
    assert b"is there already" in said
    assert path.read_bytes() == b"mine"
    assert list(tmp_path.iterdir()) == [path]
