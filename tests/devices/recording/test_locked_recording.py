"""Envelopes with a cipher of the test's own: what the recording package does by itself, without any library for ciphers."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import pytest

from outbreath_devices.errors import RecordingError
from outbreath_devices.recording import RecordingWriter, read_recording
from outbreath_devices.recording.line import LONGEST_ENVELOPE_BYTES, seal
from outbreath_devices.recording.locked import (
    PIECE_BYTES,
    UNOPENED,
    UnlockedStream,
    _Ciphers,
    envelope,
    find_ciphers,
    hold_file,
    mark_of,
    no_cipher,
)

MARK = b"keyX" + b"file-number"


@dataclass(frozen=True)
class Toy:
    """Not a cipher to be trusted: a keystream and a tag out of a hash, enough to see what goes where."""

    mark: bytes = MARK

    def _stream(self, number: int, size: int) -> bytes:
        return hashlib.shake_256(self.mark + number.to_bytes(8, "big")).digest(size)

    def lock(self, number: int, plain: bytes) -> bytes:
        box = bytes(a ^ b for a, b in zip(plain, self._stream(number, len(plain)), strict=True))
        return box + hmac.digest(self.mark + b"%d" % number, box, "sha256")[:16]

    def unlock(self, number: int, box: bytes) -> bytes | None:
        body, tag = box[:-16], box[-16:]
        if hmac.digest(self.mark + b"%d" % number, body, "sha256")[:16] != tag:
            return None
        return bytes(a ^ b for a, b in zip(body, self._stream(number, len(body)), strict=True))


@pytest.fixture(autouse=True)
def toys():
    before = _Ciphers.find
    find_ciphers(lambda mark, path: Toy(mark))
    yield
    find_ciphers(before)


def written(path: Path) -> list[bytes]:
    clock = count(1_000_000_000, 1_000_000)  # every run writes the same bytes
    writer = RecordingWriter(
        path,
        {"program": "test"},
        cipher=Toy(),
        mono=lambda: next(clock),
        wall=lambda: 1_800_000_000_000_000_000,
    )
    return [
        writer.head,
        *(writer.put({"k": "mark", "text": f"mark {i}"}) for i in range(40)),
        writer.close(),
    ]


def test_what_is_written_locked_reads_as_what_was_put(tmp_path: Path) -> None:
    path = tmp_path / "one.jsonl"
    lines = written(path)
    assert b"mark 7" not in path.read_bytes()
    found = read_recording(path)
    assert found.report.whole
    assert [seal({k: v for k, v in line.items() if k != "c"}) for line in found.lines] == lines


def test_the_longest_line_there_may_be_fits_into_an_envelope() -> None:
    assert len(envelope(Toy(), 10**17, bytes(PIECE_BYTES))) <= LONGEST_ENVELOPE_BYTES
    with pytest.raises(RecordingError, match="longer"):
        envelope(Toy(), 1, bytes(PIECE_BYTES + 400))


def test_every_cut_of_a_locked_file_yields_the_lines_before_it(tmp_path: Path) -> None:
    path, cut = tmp_path / "one.jsonl", tmp_path / "cut.jsonl"
    written(path)
    whole = path.read_bytes()
    ends = [at + 1 for at, byte in enumerate(whole) if byte == 10]
    for at in (*range(ends[0], len(whole), 37), *(end - 1 for end in ends[1:])):
        cut.write_bytes(whole[:at])
        found = read_recording(cut)
        # an envelope that lacks only its newline opens
        assert len(found.lines) == sum(end <= at + 1 for end in ends)
        assert not found.report.whole
        assert found.report.torn == (at not in ends)
        assert found.report.bad == 0


def test_a_locked_file_without_its_last_newline_is_cut_as_one_that_is_not_locked(tmp_path: Path) -> None:
    locked, plain = tmp_path / "locked.jsonl", tmp_path / "plain.jsonl"
    lines = written(locked)
    locked.write_bytes(locked.read_bytes()[:-1])
    plain.write_bytes(b"".join(lines)[:-1])
    found = read_recording(locked)
    assert found.report == read_recording(plain).report
    assert len(found.lines) == len(lines)
    assert found.report.torn
    assert found.report.closed


def test_a_damaged_newline_between_envelopes_costs_neither(tmp_path: Path) -> None:
    path = tmp_path / "one.jsonl"
    lines = written(path)
    whole = bytearray(path.read_bytes())
    whole[whole.index(b"\n", 900)] = ord("x")
    path.write_bytes(whole)
    found = read_recording(path)
    assert len(found.lines) == len(lines)
    assert found.report.bad == 1


def test_damage_at_the_beginning_does_not_hide_that_the_rest_is_locked(tmp_path: Path) -> None:
    path = tmp_path / "one.jsonl"
    lines = written(path)
    path.write_bytes(bytes(3 << 20) + b"\n" + path.read_bytes()[10:])
    with path.open("rb") as file:
        assert mark_of(file) == MARK
    assert len(read_recording(path).lines) == len(lines) - 1


def test_lines_of_another_file_and_plain_ones_count_as_damage(tmp_path: Path) -> None:
    path = tmp_path / "one.jsonl"
    written(path)
    foreign = envelope(
        Toy(b"keyX" + b"other-file-"), 5, seal({"n": 5, "t": 1, "k": "mark", "text": "forged"})
    )
    plain = seal({"n": 6, "t": 1, "k": "mark", "text": "forged"})
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join([*lines[:4], foreign, plain, *lines[6:]]))
    found = read_recording(path)
    assert (found.report.bad, found.report.gaps) == (2, 2)
    assert not any(line.get("text") == "forged" for line in found.lines)
    with path.open("rb") as file:
        assert list(UnlockedStream(file, path).lines()).count(None) == 2
    assert UNOPENED.endswith(b"\n")


def test_a_program_without_keys_says_that_it_is_locked(tmp_path: Path) -> None:
    find_ciphers(no_cipher)
    path = tmp_path / "one.jsonl"
    written(path)
    with pytest.raises(RecordingError, match="locked with a passphrase"):
        read_recording(path)


def test_a_recording_that_is_going_on_is_held_until_it_ends(tmp_path: Path) -> None:
    pytest.importorskip("fcntl")
    path = tmp_path / "one.jsonl"
    writer = RecordingWriter(path, {"program": "test"})
    with path.open("rb") as file:
        assert not hold_file(file.fileno())
        writer.close()
        assert hold_file(file.fileno())
