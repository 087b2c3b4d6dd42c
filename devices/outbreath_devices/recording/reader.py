"""Reading a recording back: what is sound, and a report of what is not. Damage never raises."""

from __future__ import annotations

import gzip
import re
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from outbreath_devices.errors import RecordingError
from outbreath_devices.recording.line import FORMAT_VERSION, MAX_LINE_BYTES, Line, unseal
from outbreath_devices.recording.locked import UnlockedStream, mark_of

# Three days of every stream a strap has; what unpacks to more is no session.
LARGEST_BYTES = 1 << 29
# So much without one sealed line is no recording, however it came to its name.
FOREIGN_BYTES = 1 << 25
# Numbers of damaged lines that are kept one by one; all are counted.
NAMED_BAD_LINES = 1000
_CHUNK_BYTES = 1 << 20
_SHORTEST_LINE = len('{"n":1,"t":1,"k":"","c":"00000000"}')
_GZIP = b"\x1f\x8b"
_SEAL = b',"c":"'
_SEALED = re.compile(rb',"c":"[0-9a-f]{8}"\}')
_BEGIN = b'{"n":'
# Nested objects and torn lines before a sound one begin alike; more of them in a row is not what damage does.
_BEGINNINGS = 8


@dataclass(frozen=True, slots=True)
class DamageReport:
    """What a recording's file says of itself.

    lines: sound lines. bad: damaged lines; bad_lines: the numbers (from 1) of the first of them. gaps: lines missing
    from the sequence. duplicates: lines left out because their number had come. torn: the file ends in the middle of a
    line. closed: the recorder ended it. cut: reading stopped at the size limit or where the compression broke.
    newer: a later version of the format, of which what is known here was read.
    """

    lines: int = 0
    bad_lines: tuple[int, ...] = ()
    gaps: int = 0
    duplicates: int = 0
    torn: bool = False
    closed: bool = False
    cut: bool = False
    bad: int = 0
    newer: bool = False

    @property
    def whole(self) -> bool:
        """Whether nothing is missing."""
        return self.closed and not (self.bad or self.gaps or self.duplicates or self.torn or self.cut)

    @property
    def sentence(self) -> str:
        """The report in one plain sentence."""
        found = [
            _counted(self.bad, "damaged line", "damaged lines") if self.bad else "",
            _counted(self.gaps, "line missing", "lines missing") if self.gaps else "",
            _counted(self.duplicates, "line twice", "lines twice") if self.duplicates else "",
            "the last line is cut off" if self.torn else "",
            "the rest could not be unpacked" if self.cut else "",
            "it was not ended by the recorder" if not self.closed else "",
            "a later program wrote it" if self.newer else "",
        ]
        told = ", ".join(text for text in found if text)
        if not told:
            return f"{self.lines} lines, all sound."
        return f"{_counted(self.lines, 'line is', 'lines are')} sound; {told}."


@dataclass(frozen=True, slots=True)
class Recording:
    """A recording as read. header is the head line, empty when it is lost."""

    header: Line
    lines: tuple[Line, ...]
    report: DamageReport


class Chunks(Protocol):
    """Bytes to be read in stretches; an empty one is the end."""

    def read1(self, size: int, /) -> bytes: ...


@dataclass(slots=True)
class LineReader:
    """The sound lines of an open recording, one by one, and afterwards the report. Memory does not grow with the file."""

    file: Chunks
    largest_bytes: int = LARGEST_BYTES
    foreign_bytes: int = FOREIGN_BYTES
    _lines: int = 0
    _bad: int = 0
    _bad_lines: list[int] = field(default_factory=list)
    _gaps: int = 0
    _duplicates: int = 0
    _last: int = 0
    _number: int = 0
    _torn: bool = False
    _closed: bool = False
    _cut: bool = False
    _newer: bool = False

    def __iter__(self) -> Iterator[Line]:
        rest = b""
        for chunk in self._chunks():
            if _SEAL not in rest + chunk:
                # nothing of ours: counted as a whole, so that any amount of junk is soon read
                *whole, rest = (rest + chunk).rsplit(b"\n", 1)
                rest = rest[-MAX_LINE_BYTES:]
                self._skip(whole[0].count(b"\n") + 1 if whole else 0)
                continue
            *raws, rest = (rest + chunk).split(b"\n")
            for raw in raws:
                if len(raw) < _SHORTEST_LINE:
                    self._skip(1)
                else:
                    yield from self._line(raw)
            if len(rest) > MAX_LINE_BYTES:
                # too long to be a line, but one may begin within it
                rest = rest[-MAX_LINE_BYTES:]
        if rest:
            self._torn = True
            yield from self._line(rest)

    @property
    def report(self) -> DamageReport:
        """What was found so far; of the whole file once all lines were taken."""
        bad_lines = tuple(self._bad_lines)
        return DamageReport(
            self._lines, bad_lines, self._gaps, self._duplicates, self._torn, self._closed, self._cut,
            self._bad, self._newer,
        )  # fmt: skip

    def _chunks(self) -> Iterator[bytes]:
        size = 0
        while True:
            try:
                chunk = self.file.read1(_CHUNK_BYTES)
            except (EOFError, zlib.error, gzip.BadGzipFile):
                self._cut = True
                return
            if not chunk:
                return
            yield chunk
            size += len(chunk)
            if size >= self.largest_bytes or (self._lines == 0 and size >= self.foreign_bytes):
                self._cut = True
                return

    def _line(self, raw: bytes) -> Iterator[Line]:
        """The line in raw; of a damaged stretch, the sealed lines within it (a line's end can be what was damaged)."""
        self._number += 1
        line = unseal(raw)
        if line is not None and _has_form(line):
            yield from self._take(line)
            return
        self._number -= 1
        self._skip(0 if self._torn else 1)
        for line in _within(raw):
            yield from self._take(line)

    def _take(self, line: Line) -> Iterator[Line]:
        sequence = line["n"]
        if sequence <= self._last:
            self._duplicates += 1
            return
        self._gaps += sequence - self._last - 1
        self._last = sequence
        self._lines += 1
        self._closed = line["k"] == "foot"
        if line["k"] == "head":
            version = line.get("v")
            self._newer = type(version) is int and version > FORMAT_VERSION
        yield line

    def _skip(self, lines: int) -> None:
        if len(self._bad_lines) < NAMED_BAD_LINES:
            named = min(lines, NAMED_BAD_LINES - len(self._bad_lines))
            self._bad_lines += range(self._number + 1, self._number + 1 + named)
        self._number += lines
        self._bad += lines


def read_recording(path: Path) -> Recording:
    """The sound lines of a recording (plain or gzip) and a report of the rest.

    Raises RecordingError when the file is missing, a folder, unreadable, or holds not one sealed line.
    """
    with open_lines(path) as reader:
        lines = tuple(reader)
    if not lines:
        raise foreign(path)
    header = next((line for line in lines if line["k"] == "head"), {})
    return Recording(header, lines, reader.report)


@contextmanager
def open_lines(path: Path) -> Iterator[LineReader]:
    """A recording (plain, gzip or locked) to be read line by line.

    Raises RecordingError when the file cannot be read, and when it is locked with a key that is not at hand.
    """
    try:
        with path.open("rb") as file:
            packed = file.read(2) == _GZIP
            file.seek(0)
            source = gzip.GzipFile(fileobj=file) if packed else file
            yield LineReader(
                UnlockedStream(file, path) if not packed and mark_of(file) is not None else source
            )
    except IsADirectoryError as error:
        raise RecordingError(f"{path} is a folder.", "Choose a recording inside it.") from error
    except FileNotFoundError as error:
        raise RecordingError(f"There is no file {path}.") from error
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else error
        raise RecordingError(f"{path} cannot be read: {reason}.") from error


def foreign(path: Path) -> RecordingError:
    """What is said of a file without one sealed line."""
    return RecordingError(f"{path} is not an Outbreath recording: no line in it bears a seal.")


def _within(raw: bytes) -> Iterator[Line]:
    """The sound lines inside a damaged stretch; the time it takes grows only with its length."""
    start = 0
    for seal in _SEALED.finditer(raw):
        begin = seal.start()
        for _ in range(_BEGINNINGS):
            begin = raw.rfind(_BEGIN, start, begin)
            if begin < 0:
                break
            line = unseal(raw[begin : seal.end()])
            if line is not None and _has_form(line):
                yield line
                break
        start = seal.end()


def _has_form(line: Line) -> bool:
    """Whether a sealed object has what every line has: a number above 0, a time and a kind."""
    number, stamp, kind = line.get("n"), line.get("t"), line.get("k")
    return type(number) is int and number > 0 and type(stamp) is int and isinstance(kind, str)


def _counted(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
