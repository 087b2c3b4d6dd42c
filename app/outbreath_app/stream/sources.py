"""Opening FILE: a recording, a text file with one R-R interval a line, or standard input, as one kind of beat source."""

from __future__ import annotations

import shutil
import stat
import sys
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import IO

import numpy as np
from numpy.typing import NDArray

from outbreath_app.importers.limits import looks_binary
from outbreath_app.importers.model import FileImportError, ImportedSession
from outbreath_app.importers.plain_text import read_text
from outbreath_app.importers.units import Unit
from outbreath_app.stream.bundled import resolve
from outbreath_app.words.codes import Trouble
from outbreath_devices.errors import DeviceError, RecordingError
from outbreath_devices.recording.line import Line, unseal
from outbreath_signal.artifacts.origin import RrOrigin
from outbreath_signal.beats import BeatSeries
from outbreath_signal.errors import SignalError

STANDARD_INPUT = "-"
# A month of beats is some 16 MB of text; what is larger is something else, and would take long to refuse line by line.
LARGEST_TEXT_BYTES = 16 << 20
_SNIFFED_BYTES = 1 << 17
_GZIP = b"\x1f\x8b"


class SourceError(DeviceError):
    """A FILE that holds no usable beats. The message is one sentence: the fact, and what would work."""


class SourceKind(StrEnum):
    """What a FILE turned out to be."""

    RECORDING = "recording"
    RR_TEXT = "rr text"


@dataclass(frozen=True, slots=True, eq=False)
class BeatSource:
    """The beats of one FILE.

    rr_1024: the strap's own integers (1/1024 s), -1 where a beat had none; None when the source has none at all.
    lines: a recording's lines in order, empty for text. origin: what a recording's clock says of the intervals where it
    contradicts them. warnings: plain sentences for the person.
    """

    name: str
    kind: SourceKind
    beats: BeatSeries
    rr_1024: NDArray[np.int64] | None
    warnings: tuple[str, ...] = ()
    lines: tuple[Line, ...] = ()
    origin: RrOrigin | None = None


def open_source(name: str, unit: str | None = None) -> BeatSource:
    """The beats of FILE `name`: a path, the name of a bundled recording, or `-` for standard input.

    unit (ms or s) says what the numbers of a text file are. Raises SourceError with one clear sentence for anything that holds no usable beats.
    """
    named = Unit(unit) if unit else None
    if not name:
        raise SourceError(Trouble.FILE_NAME_EMPTY())
    if name == STANDARD_INPUT:
        return _from_stream(sys.stdin.buffer, "standard input", None, named)
    path = resolve(name)
    # A name may hold anything; control characters must not reach a terminal.
    name = name if name.isprintable() else repr(name)
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            raise SourceError(Trouble.FILE_IS_FOLDER(file=name))
        with path.open("rb") as stream:
            return _from_stream(stream, name, path if stat.S_ISREG(mode) else None, named)
    except FileNotFoundError as error:
        raise SourceError(Trouble.FILE_MISSING(file=name)) from error
    except PermissionError as error:
        raise SourceError(Trouble.FILE_FORBIDDEN(file=name)) from error
    except OSError as error:
        raise SourceError(f"{name} cannot be read: {error.strerror or error}.") from error


def _from_stream(stream: IO[bytes], name: str, path: Path | None, unit: Unit | None) -> BeatSource:
    """Decide by the first bytes. `path` is the file when the stream is an ordinary one, None for a pipe."""
    head = stream.read(_SNIFFED_BYTES)
    if not head:
        raise SourceError(Trouble.FILE_EMPTY(file=name))
    if _is_recording(head):
        if path is not None:
            return _from_recording(name, path)
        with _spooled(head, stream) as copy:
            return _from_recording(name, copy)
    if looks_binary(head):
        raise SourceError(
            f"{name} is neither a recording nor text with one R-R interval a line{_importable(path)}."
        )
    content = head + stream.read(LARGEST_TEXT_BYTES + 1 - len(head))
    if len(content) > LARGEST_TEXT_BYTES:
        raise SourceError(Trouble.FILE_TOO_LARGE(file=name, most_mb=LARGEST_TEXT_BYTES >> 20))
    return _from_text(name, content, unit, path)


def _importable(path: Path | None) -> str:
    """What would read a file of another program, '' where nothing here knows it."""
    from outbreath_app.importers import recognise
    from outbreath_app.importers.plain_text import ELITE_HRV, KUBIOS

    if path is None:
        return ""
    try:
        importer = recognise(path)
    except (FileImportError, OSError):
        return ""
    known = importer not in (ELITE_HRV, KUBIOS)
    return f"; as {importer.title} it can be brought in with `outbreath import`" if known else ""


def _is_recording(head: bytes) -> bool:
    """Whether any whole line among the first bytes bears a recording's seal; damage to some lines does not hide it."""
    if head.startswith(_GZIP):
        try:
            head = zlib.decompressobj(wbits=31).decompress(head, _SNIFFED_BYTES)
        except zlib.error:
            return False
    return any(unseal(line) is not None for line in head.split(b"\n"))


@contextmanager
def _spooled(head: bytes, rest: IO[bytes]) -> Iterator[Path]:
    """A pipe's content as a file that vanishes afterwards, for the reader that needs one."""
    with tempfile.TemporaryDirectory(prefix="outbreath-") as folder:
        copy = Path(folder) / ("piped.jsonl.gz" if head.startswith(_GZIP) else "piped.jsonl")
        with copy.open("wb") as target:
            target.write(head)
            shutil.copyfileobj(rest, target)
        yield copy


def _from_text(name: str, content: bytes, unit: Unit | None, path: Path | None) -> BeatSource:
    if other := _importable(path):
        raise SourceError(f"{name} is a file of another program{other}.")
    try:
        session = read_text(content, unit)
        beats = series_of(session)
    except FileImportError as error:
        raise SourceError(f"{name} {error}.") from error
    except SignalError as error:
        raise SourceError(f"{name} cannot be used: {error}.") from error
    told = [*session.notes, *(each.sentence for each in session.left_out)]
    return BeatSource(name, SourceKind.RR_TEXT, beats, None, tuple(f"{name}: {note}." for note in told))


def series_of(session: ImportedSession) -> BeatSeries:
    """An imported session's beats as the core's arrays, every stretch broken from the one before it."""
    ends, joined = [], []
    for stretch in session.stretches:
        ends.append(stretch.start_s + np.cumsum(stretch.rr_ms) / 1000)
        joined.append(np.arange(len(stretch.rr_ms)) > 0)
    rr_ms = np.concatenate([stretch.rr_ms for stretch in session.stretches])
    return BeatSeries(np.concatenate(ends), rr_ms, np.concatenate(joined))


def _from_recording(name: str, path: Path) -> BeatSource:
    # Imported when a recording comes: text needs none of it.
    from outbreath_app.stream.beats import as_series, decode_with_origin
    from outbreath_devices.recording import read_recording

    try:
        recording = read_recording(path)
    except RecordingError as error:
        raise SourceError(f"{name} cannot be read: {error}") from error
    beats, origin = decode_with_origin(recording.lines)
    if not beats:
        raise SourceError(Trouble.RECORDING_WITHOUT_BEATS(file=name))
    integers = [-1 if beat.rr_1024 is None else beat.rr_1024 for beat in beats]
    return BeatSource(
        name,
        SourceKind.RECORDING,
        as_series(beats),
        np.array(integers, dtype=np.int64),
        () if recording.report.whole else (f"{name}: {recording.report.sentence}",),
        recording.lines,
        origin,
    )
