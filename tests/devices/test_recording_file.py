"""The recording file keeps what it was handed, and says so when it could not."""

import errno
import os
import random
import threading
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outbreath_devices.errors import RecordingError
from outbreath_devices.recording import RecordingWriter, read_recording
from outbreath_devices.recording.line import seal, unseal


def written(path: Path, count: int = 40) -> list[bytes]:
    writer = RecordingWriter(path, {"program": "test"})
    sealed = [writer.head, *(writer.put({"k": "n", "s": "hr", "b": f"{i:04}"}) for i in range(count))]
    return [*sealed, writer.close()]


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
        assert len(recording.lines) == sum(end <= cut for end in ends)
        assert recording.report.torn == (cut not in ends)
        assert not recording.report.whole


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
        assert len(recording.lines) >= len(sealed) - 2
        assert not recording.report.whole


def test_lines_twice_and_lines_missing_are_counted(tmp_path: Path) -> None:
    sealed = written(tmp_path / "a.jsonl", 10)
    (tmp_path / "b.jsonl").write_bytes(b"".join([*sealed[:4], sealed[2], *sealed[6:]]))
    report = read_recording(tmp_path / "b.jsonl").report
    assert (report.duplicates, report.gaps, report.closed) == (1, 2, True)
    assert "1 lines twice" in report.sentence


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
