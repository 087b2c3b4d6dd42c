"""Repair keeps every sound line as it was, says what is lost, and leaves the damaged file alone."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from outbreath_devices.errors import RecordingError
from outbreath_devices.recording import RecordingWriter, read_recording, repair_recording


def written(path: Path) -> list[bytes]:
    writer = RecordingWriter(path, {"program": "test"})
    sealed = [writer.head, *(writer.put({"k": "n", "s": "hr", "b": f"{i:04}"}) for i in range(20))]
    return [*sealed, writer.close()]


def test_a_torn_recording_is_ended_and_says_so(tmp_path: Path) -> None:
    sealed = written(tmp_path / "a.jsonl")
    damaged = b"".join(sealed[:10]) + sealed[10][:-5]
    (tmp_path / "b.jsonl").write_bytes(damaged)
    report = repair_recording(tmp_path / "b.jsonl", tmp_path / "c.jsonl")
    assert (report.torn, report.lines) == (True, 10)
    assert (tmp_path / "b.jsonl").read_bytes() == damaged
    assert (tmp_path / "c.jsonl").read_bytes().startswith(b"".join(sealed[:10]))
    repaired = read_recording(tmp_path / "c.jsonl")
    assert repaired.report.whole
    assert repaired.lines[-1]["repaired"]["torn"]
    assert (tmp_path / "c.jsonl").stat().st_mode & 0o777 == 0o600


def test_what_is_missing_stays_visible(tmp_path: Path) -> None:
    sealed = written(tmp_path / "a.jsonl")
    packed = gzip.compress(b"".join([*sealed[:5], sealed[5][:9] + b"\n", *sealed[6:]]))
    (tmp_path / "b.jsonl.gz").write_bytes(packed)
    report = repair_recording(tmp_path / "b.jsonl.gz", tmp_path / "c.jsonl")
    assert (report.bad, report.gaps) == (1, 1)
    assert (tmp_path / "c.jsonl").read_bytes() == b"".join([*sealed[:5], *sealed[6:]])
    assert read_recording(tmp_path / "c.jsonl").report.gaps == 1


def test_repairing_what_is_whole_copies_it_byte_for_byte(tmp_path: Path) -> None:
    sealed = written(tmp_path / "a.jsonl")
    assert repair_recording(tmp_path / "a.jsonl", tmp_path / "b.jsonl").whole
    assert (tmp_path / "b.jsonl").read_bytes() == b"".join(sealed)


def test_no_recording_and_a_taken_name_are_refused_and_nothing_is_left_behind(tmp_path: Path) -> None:
    (tmp_path / "junk").write_bytes(b"800\n" * 100)
    with pytest.raises(RecordingError, match="not an Outbreath recording"):
        repair_recording(tmp_path / "junk", tmp_path / "c.jsonl")
    assert not (tmp_path / "c.jsonl").exists()
    written(tmp_path / "a.jsonl")
    with pytest.raises(RecordingError, match="there already"):
        repair_recording(tmp_path / "a.jsonl", tmp_path / "junk")
    assert (tmp_path / "junk").read_bytes() == b"800\n" * 100
    with pytest.raises(RecordingError, match="folder"):
        repair_recording(tmp_path, tmp_path / "c.jsonl")
