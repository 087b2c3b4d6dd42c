"""Reading a recording back: what is sound, and a report of what is not. Damage never raises."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from outbreath_devices.errors import RecordingError
from outbreath_devices.recording.line import MAX_LINE_BYTES, Line, unseal

# More than a week of every stream a strap has; what unpacks to more is no session.
LARGEST_BYTES = 1 << 30
_GZIP = b"\x1f\x8b"


@dataclass(frozen=True, slots=True)
class DamageReport:
    """What a recording's file says of itself.

    lines: sound lines. bad_lines: numbers (from 1) of lines whose seal does not match. gaps: lines missing from the
    sequence. duplicates: lines left out because their number had come. torn: the file ends in the middle of a line.
    closed: the recorder ended it. cut: reading stopped at the size limit or where the compression broke.
    """

    lines: int = 0
    bad_lines: tuple[int, ...] = ()
    gaps: int = 0
    duplicates: int = 0
    torn: bool = False
    closed: bool = False
    cut: bool = False

    @property
    def whole(self) -> bool:
        """Whether nothing is missing."""
        return self.closed and not (self.bad_lines or self.gaps or self.duplicates or self.torn or self.cut)

    @property
    def sentence(self) -> str:
        """The report in one plain sentence."""
        found = [
            f"{len(self.bad_lines)} damaged lines" if self.bad_lines else "",
            f"{self.gaps} lines missing" if self.gaps else "",
            f"{self.duplicates} lines twice" if self.duplicates else "",
            "the last line is cut off" if self.torn else "",
            "the rest could not be unpacked" if self.cut else "",
            "it was not ended by the recorder" if not self.closed else "",
        ]
        told = ", ".join(text for text in found if text)
        return f"{self.lines} lines are sound; {told}." if told else f"{self.lines} lines, all sound."


@dataclass(frozen=True, slots=True)
class Recording:
    """A recording as read. header is the head line, empty when it is lost."""

    header: Line
    lines: tuple[Line, ...]
    report: DamageReport


def read_recording(path: Path) -> Recording:
    """The sound lines of a recording (plain or gzip) and a report of the rest.

    Raises RecordingError when the file is missing, a folder, unreadable, or holds not one sealed line.
    """
    try:
        with path.open("rb") as file:
            packed = file.read(2) == _GZIP
            file.seek(0)
            lines, report = _sound(gzip.GzipFile(fileobj=file) if packed else file)
    except IsADirectoryError as error:
        raise RecordingError(f"{path} is a folder.", "Choose a recording inside it.") from error
    except FileNotFoundError as error:
        raise RecordingError(f"There is no file {path}.") from error
    except OSError as error:
        raise RecordingError(f"{path} cannot be read: {error.strerror or error}.") from error
    if not lines:
        raise RecordingError(f"{path} is not an Outbreath recording: no line in it bears a seal.")
    header = next((line for line in lines if line.get("k") == "head"), {})
    return Recording(header, tuple(lines), report)


def _sound(file: IO[bytes]) -> tuple[list[Line], DamageReport]:
    lines: list[Line] = []
    bad: list[int] = []
    gaps = duplicates = last = number = size = 0
    torn = cut = closed = False
    for raw in _raw_lines(file):
        number += 1
        size += len(raw)
        if raw == b"" or size > LARGEST_BYTES:
            cut = True
            break
        line = unseal(raw) if raw.endswith(b"\n") else None
        sequence = line.get("n") if line is not None else None
        if line is None or type(sequence) is not int:
            torn = not raw.endswith(b"\n")
            if not torn:
                bad.append(number)
            continue
        if sequence <= last:
            duplicates += 1
            continue
        gaps += sequence - last - 1
        last = sequence
        closed = line.get("k") == "foot"
        lines.append(line)
    return lines, DamageReport(len(lines), tuple(bad), gaps, duplicates, torn, closed, cut)


def _raw_lines(file: IO[bytes]) -> Iterator[bytes]:
    """Lines with their newline; one that is too long comes as a single piece; empty bytes: the rest cannot be had."""
    while True:
        try:
            raw = file.readline(MAX_LINE_BYTES + 1)
            while raw and not raw.endswith(b"\n"):
                more = file.readline(MAX_LINE_BYTES + 1)
                if not more:
                    break
                raw = raw[:1] + more if more.endswith(b"\n") else raw
        except (EOFError, zlib.error, gzip.BadGzipFile):
            yield b""
            return
        if not raw:
            return
        yield raw
