"""The recording file keeps what it was handed, and says so when it could not."""

import errno
import gzip
import io
import os
import random
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outbreath_devices.errors import RecordingError
from outbreath_devices.recording import RecordingWriter, read_recording
from outbreath_devices.recording.line import Line, seal, unseal
from outbreath_devices.recording.reader import NAMED_BAD_LINES, LineReader


def written(path: Path, count: int = 40) -> list[bytes]:
    writer = RecordingWriter(path, {"program": "test"})
    sealed = [writer.head, *(writer.put({"k": "n", "s": "hr", "b": f"{i:04}"}) for i in range(count))]
    return [*sealed, writer.close()]


def test_the_head_is_in_the_file_before_anything_else_happens(tmp_path: Path) -> None:
    path = tmp_path / "begun.jsonl"
    writer = RecordingWriter(path, {})
    assert path.read_bytes() == writer.head
    writer.close()


def test_what_was_handed_over_is_read_back_in_order(tmp_path: Path) -> None:
    sealed = written(tmp_path / "a.jsonl")
    recording = read_recording(tmp_path / "a.jsonl")
    assert recording.report.whole
    assert [seal({k: v for k, v in line.items() if k != "c"}) for line in recording.lines] == sealed
    assert recording.header["program"] == "test"


def test_a_recording_is_private_and_never_overwritten(tmp_path: Path) -> None:
    written(tmp_path / "a.jsonl")
    assert (tmp_path / "a.jsonl").stat().st_mode & 0o777 == 0o600
    with pytest.raises(RecordingError, match="there already"):
        RecordingWriter(tmp_path / "a.jsonl", {})


def test_a_disk_full_for_a_while_loses_nothing(tmp_path: Path) -> None:
    states: list[str] = []
    calls = 0
    back = threading.Event()

    def full_for_a_while(file: int, data: bytes) -> int:
        nonlocal calls
        calls += 1
        if 2 <= calls <= 6:
            os.write(file, data[: len(data) // 2])  # a torn line, to be rolled back
            if calls == 6:
                back.set()
            raise OSError(errno.ENOSPC, "No space left on device")
        return os.write(file, data)

    writer = RecordingWriter(
        tmp_path / "a.jsonl", {}, on_state=states.append, write=full_for_a_while, retry_s=0.001
    )
    sealed = [writer.head]
    for i in range(50):
        sealed.append(writer.put({"k": "mark", "text": str(i)}))
    assert back.wait(10)
    sealed.append(writer.close())
    assert (tmp_path / "a.jsonl").read_bytes() == b"".join(sealed)
    assert "No space left" in states[0]
    assert states[-1] == "ok"


def test_a_disk_that_never_comes_back_keeps_whole_lines_only(tmp_path: Path) -> None:
    calls = 0

    def dying(file: int, data: bytes) -> int:
        nonlocal calls
        calls += 1
        if calls > 1:
            os.write(file, data[:7])
            raise OSError(errno.EIO, "Input/output error")
        return os.write(file, data)

    writer = RecordingWriter(tmp_path / "a.jsonl", {}, write=dying, retry_s=0.001, give_up_s=0.05)
    writer.put({"k": "mark", "text": "lost"})
    writer.close()
    content = (tmp_path / "a.jsonl").read_bytes()
    assert content.startswith(writer.head)
    assert content.endswith(b"\n")
    assert not read_recording(tmp_path / "a.jsonl").report.bad_lines


class Disk:
    """Write, truncate and fsync of a disk on which the chosen calls do not work."""

    def __init__(self, broken: Callable[[str, int], bool]) -> None:
        self.broken, self.calls = broken, {"write": 0, "truncate": 0, "fsync": 0}

    def _next(self, call: str) -> bool:
        self.calls[call] += 1
        return self.broken(call, self.calls[call])

    def write(self, file: int, data: bytes) -> int:
        if self._next("write"):
            os.write(file, data[: len(data) // 2 - 3])
            raise OSError(errno.EIO, "Input/output error")
        return os.write(file, data)

    def truncate(self, file: int, size: int) -> None:
        if self._next("truncate"):
            raise OSError(errno.EIO, "Input/output error")
        os.ftruncate(file, size)

    def fsync(self, file: int) -> None:
        if self._next("fsync"):
            raise OSError(errno.EIO, "Input/output error")


def recorded_on(disk: Disk, path: Path, lines: int = 6) -> tuple[list[bytes], list[str]]:
    """Lines written one by one, each waited for, so that every write is a call of its own."""
    states: list[str] = []
    writer = RecordingWriter(
        path, {}, on_state=states.append, write=disk.write, truncate=disk.truncate, fsync=disk.fsync,
        fsync_every_s=0.002, retry_s=0.001,
    )  # fmt: skip
    sealed = [writer.head]
    for i in range(lines):
        sealed.append(writer.put({"k": "mark", "text": str(i)}))
        for _ in range(2000):
            if not writer.waiting_bytes:
                break
            threading.Event().wait(0.001)
    sealed.append(writer.close())
    assert writer.lost_lines == 0
    return sealed, states


@pytest.mark.parametrize("turn", range(1, 9))
def test_each_write_in_turn_may_break_and_nothing_is_lost(tmp_path: Path, turn: int) -> None:
    disk = Disk(lambda call, number: call == "write" and number == turn)
    sealed, states = recorded_on(disk, tmp_path / "a.jsonl")
    assert (tmp_path / "a.jsonl").read_bytes() == b"".join(sealed)
    assert ("Input/output error" in states[0], states[-1]) == (True, "ok")


@pytest.mark.parametrize("turn", range(1, 9))
def test_a_torn_line_that_cannot_be_taken_off_costs_no_line(tmp_path: Path, turn: int) -> None:
    disk = Disk(
        lambda call, number: (call == "write" and number == turn) or (call == "truncate" and number <= 2)
    )
    sealed, _ = recorded_on(disk, tmp_path / "a.jsonl")
    recording = read_recording(tmp_path / "a.jsonl")
    assert [line["n"] for line in recording.lines] == list(range(1, len(sealed) + 1))
    assert (recording.report.bad, recording.report.gaps, recording.report.closed) == (1, 0, True)


def test_after_a_mended_line_a_later_tear_is_still_taken_off_at_the_right_place(tmp_path: Path) -> None:
    disk = Disk(
        lambda call, number: (call == "write" and number in (2, 5)) or (call == "truncate" and number <= 2)
    )
    sealed, _ = recorded_on(disk, tmp_path / "a.jsonl")
    recording = read_recording(tmp_path / "a.jsonl")
    assert len(recording.lines) == len(sealed)
    assert recording.report.bad == 1


@pytest.mark.parametrize("turn", [1, 2, 3, None])
def test_an_fsync_that_does_not_work_is_told_until_one_does(tmp_path: Path, turn: int | None) -> None:
    told = threading.Event()
    states: list[str] = []

    def hear(state: str) -> None:
        states.append(state)
        told.set()

    disk = Disk(lambda call, number: call == "fsync" and number == (turn or number))
    writer = RecordingWriter(tmp_path / "a.jsonl", {}, on_state=hear, fsync=disk.fsync, fsync_every_s=0.001)
    for _ in range(2000):
        writer.put({"k": "mark"})
        if told.wait(0.002):
            break
    writer.put({"k": "mark"})
    writer.close()
    assert "does not confirm" in states[0]
    assert (states[-1] == "ok") == (turn is not None)
    assert read_recording(tmp_path / "a.jsonl").report.whole


def test_what_an_fsync_did_not_confirm_is_written_again_before_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    again: list[tuple[int, int]] = []
    true_pwrite = os.pwrite

    def pwrite(file: int, data: bytes, at: int) -> int:
        again.append((at, len(data)))
        return true_pwrite(file, data, at)

    monkeypatch.setattr(os, "pwrite", pwrite)
    synced: list[int] = []

    def fsync(file: int) -> None:
        synced.append(os.fstat(file).st_size)
        if len(synced) == 1:
            raise OSError(errno.EIO, "Input/output error")

    writer = RecordingWriter(tmp_path / "a.jsonl", {}, fsync=fsync, fsync_every_s=60)
    writer.put({"k": "mark", "text": "a"})
    assert writer.wait_written(10)
    writer._make_durable()
    assert "does not confirm" in writer.state
    sealed = writer.put({"k": "mark", "text": "b"})
    assert writer.wait_written(10)
    writer._make_durable()
    assert again == [(0, synced[0] + len(sealed))]
    writer.close()
    assert len(again) == 1
    assert read_recording(tmp_path / "a.jsonl").report.whole


def test_another_file_in_the_recordings_place_is_never_written_to(tmp_path: Path) -> None:
    refused = iter([True, False])

    def fsync(file: int) -> None:
        if next(refused, False):
            raise OSError(errno.EIO, "Input/output error")

    writer = RecordingWriter(tmp_path / "a.jsonl", {}, fsync=fsync, fsync_every_s=60)
    assert writer.wait_written(10)
    writer._make_durable()
    (tmp_path / "a.jsonl").rename(tmp_path / "moved.jsonl")
    (tmp_path / "a.jsonl").write_bytes(b"somebody else's, and long enough to be hit" * 10)
    writer.close()
    assert (tmp_path / "a.jsonl").read_bytes() == b"somebody else's, and long enough to be hit" * 10
    assert read_recording(tmp_path / "moved.jsonl").report.whole


def test_whoever_waits_for_the_file_hears_when_it_has_everything(tmp_path: Path) -> None:
    room = threading.Event()

    def write(file: int, data: bytes) -> int:
        room.wait(10)
        return os.write(file, data)

    writer = RecordingWriter(tmp_path / "a.jsonl", {}, write=write)
    assert not writer.wait_written(0.001)
    room.set()
    assert writer.wait_written(10)
    assert (tmp_path / "a.jsonl").read_bytes() == writer.head
    writer.close()


def test_lines_beyond_the_memory_are_counted_and_told(tmp_path: Path) -> None:
    disk = Disk(lambda call, number: call == "write")
    writer = RecordingWriter(
        tmp_path / "a.jsonl", {}, write=disk.write, backlog_bytes=1000, retry_s=0.001,
        give_up_s=0.01,
    )  # fmt: skip
    for i in range(100):
        writer.put({"k": "mark", "text": str(i)})
    writer.close()
    assert writer.lost_lines == 102
    assert "lines are being lost" in writer.state
    assert (tmp_path / "a.jsonl").read_bytes() == b""


def test_a_line_that_cannot_be_sealed_is_refused_and_uses_no_number(tmp_path: Path) -> None:
    writer = RecordingWriter(tmp_path / "a.jsonl", {})
    with pytest.raises(RecordingError, match="JSON"):
        writer.put({"k": "mark", "value": float("nan")})
    with pytest.raises(RecordingError, match="longer"):
        writer.put({"k": "note", "text": "x" * 70000})
    writer.close()
    assert read_recording(tmp_path / "a.jsonl").report.whole


def test_a_file_cut_anywhere_yields_the_lines_before_the_cut(tmp_path: Path) -> None:
    sealed = written(tmp_path / "a.jsonl", 10)
    whole = b"".join(sealed)
    ends = [len(b"".join(sealed[: i + 1])) for i in range(len(sealed))]
    for cut in range(ends[0], len(whole)):
        (tmp_path / "cut.jsonl").write_bytes(whole[:cut])
        recording = read_recording(tmp_path / "cut.jsonl")
        assert len(recording.lines) == sum(end - 1 <= cut for end in ends)  # the newline alone adds nothing
        assert recording.report.torn == (cut not in ends)
        assert not recording.report.whole


def test_a_damaged_end_of_line_costs_neither_line(tmp_path: Path) -> None:
    sealed = written(tmp_path / "a.jsonl", 10)
    merged = b"".join(sealed[:4])[:-1] + b"\x0b" + b"".join(sealed[4:])
    (tmp_path / "b.jsonl").write_bytes(merged)
    recording = read_recording(tmp_path / "b.jsonl")
    assert len(recording.lines) == len(sealed)
    assert (recording.report.bad_lines, recording.report.whole) == ((4,), False)


def test_a_torn_line_in_the_middle_is_one_bad_line_and_hides_nothing_after_it(tmp_path: Path) -> None:
    sealed = written(tmp_path / "a.jsonl", 10)
    (tmp_path / "b.jsonl").write_bytes(b"".join([*sealed[:4], sealed[4][:20], *sealed[4:]]))
    recording = read_recording(tmp_path / "b.jsonl")
    assert len(recording.lines) == len(sealed)
    assert (recording.report.bad, recording.report.gaps, recording.report.duplicates) == (1, 0, 0)


def test_a_gzip_recording_reads_the_same_and_a_broken_one_says_so(tmp_path: Path) -> None:
    sealed = written(tmp_path / "a.jsonl", 400)
    packed = gzip.compress(b"".join(sealed))
    (tmp_path / "a.jsonl.gz").write_bytes(packed)
    assert read_recording(tmp_path / "a.jsonl.gz") == read_recording(tmp_path / "a.jsonl")
    (tmp_path / "b.jsonl.gz").write_bytes(packed[: len(packed) // 2])
    broken = read_recording(tmp_path / "b.jsonl.gz")
    assert 0 < len(broken.lines) < len(sealed)
    assert broken.report.cut
    assert "could not be unpacked" in broken.report.sentence


def test_what_unpacks_to_too_much_is_cut_short(tmp_path: Path) -> None:
    sealed = b"".join(written(tmp_path / "a.jsonl", 10))
    reader = LineReader(io.BytesIO(sealed + b"\n" * (6 << 20)), largest_bytes=3 << 20)
    assert len(list(reader)) == 12
    assert reader.report.cut
    assert len(reader.report.bad_lines) == NAMED_BAD_LINES
    assert reader.report.bad > 2 << 20


def test_lines_with_a_seal_but_without_form_are_damage(tmp_path: Path) -> None:
    odd: list[Line] = [
        {"n": 1},
        {"n": True, "t": 1, "k": "x"},
        {"n": -1, "t": 1, "k": "x"},
        {"n": 1, "t": 1.5, "k": "x"},
    ]
    reader = LineReader(io.BytesIO(b"".join([*map(seal, odd), seal({"n": 1, "t": 1, "k": "foot"})])))
    assert [line["k"] for line in reader] == ["foot"]
    assert reader.report.bad == 4


def test_a_later_format_is_read_and_said(tmp_path: Path) -> None:
    reader = LineReader(io.BytesIO(seal({"n": 1, "t": 1, "k": "head", "v": 2})))
    assert len(list(reader)) == 1
    assert "a later program wrote it" in reader.report.sentence


def test_no_flipped_bit_passes_unseen(tmp_path: Path) -> None:
    sealed = written(tmp_path / "a.jsonl", 10)
    whole = b"".join(sealed)
    chance = random.Random(1)
    true = [unseal(line) for line in sealed]
    for _ in range(400):
        at = chance.randrange(len(whole))
        damaged = bytearray(whole)
        damaged[at] ^= 1 << chance.randrange(8)
        (tmp_path / "b.jsonl").write_bytes(damaged)
        recording = read_recording(tmp_path / "b.jsonl")
        assert all(line in true for line in recording.lines)
        assert len(recording.lines) >= len(sealed) - 1
        assert not recording.report.whole


def test_lines_twice_and_lines_missing_are_counted(tmp_path: Path) -> None:
    sealed = written(tmp_path / "a.jsonl", 10)
    (tmp_path / "b.jsonl").write_bytes(b"".join([*sealed[:4], sealed[2], *sealed[6:]]))
    report = read_recording(tmp_path / "b.jsonl").report
    assert (report.duplicates, report.gaps, report.closed) == (1, 2, True)
    assert "1 line twice" in report.sentence


SEALED = [seal({"n": number, "t": number, "k": "mark", "text": str(number)}) for number in range(1, 21)]


@given(st.integers(1, 20), st.binary(max_size=300), st.integers(0, 20), st.booleans())
@settings(max_examples=200, deadline=None)
def test_a_power_cut_costs_only_what_came_after_the_last_fsync(
    durable: int, garbage: bytes, rest: int, zeros: bool
) -> None:
    tail = bytes(len(garbage)) if zeros else garbage
    content = b"".join(SEALED[:durable]) + tail + b"".join(SEALED[durable : durable + rest])[len(tail) :]
    lines = list(LineReader(io.BytesIO(content)))
    true = [unseal(sealed) for sealed in SEALED]
    assert lines[:durable] == true[:durable]
    assert all(line in true for line in lines)


@given(st.binary(max_size=400))
@settings(max_examples=200, deadline=None)
def test_no_bytes_make_a_line_without_a_seal(raw: bytes) -> None:
    assert unseal(raw) is None


@pytest.mark.parametrize("content", [b"", b"\x00" * 100, b"800\n810\n", b"\x1f\x8b garbage", b'{"n":1}\n'])
def test_what_is_no_recording_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x").write_bytes(content)
    with pytest.raises(RecordingError):
        read_recording(tmp_path / "x")


def test_a_folder_and_a_missing_file_are_named(tmp_path: Path) -> None:
    with pytest.raises(RecordingError, match="folder"):
        read_recording(tmp_path)
    with pytest.raises(RecordingError, match="no file"):
        read_recording(tmp_path / "nowhere.jsonl")
