"""How much of a stranger's file is believed: caps on bytes, rows, beats and time, and checks of every interval."""

from __future__ import annotations

import time
import zlib
from collections.abc import Iterable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from outbreath_app.importers.model import FileImportError
from outbreath_app.importers.rr_text import Unit

# Eight days of 130 000 beats a day are below this; so is a week of FIT or EDF+ without raw ECG.
LARGEST_BYTES = 64 << 20
MOST_BEATS = 1_500_000
LONGEST_S = 8.0
SNIFFED_BYTES = 1 << 16
# what a place of a file should hold, as it is told
AN_INTERVAL, A_UNIX_TIME = "an R-R interval", "a time in Unix ms"
WANTED = (AN_INTERVAL, A_UNIX_TIME)
LONGEST_RR_MS = 600_000.0
_PLAUSIBLE_MS = (200.0, 3000.0)
_SECONDS_BELOW = 10.0
_SHOWN = 40


class Deadline:
    """Time for one file. `check()` raises FileImportError when it is over."""

    def __init__(self, seconds: float = LONGEST_S) -> None:
        self._until = time.monotonic() + seconds

    def check(self) -> None:
        if time.monotonic() > self._until:
            raise FileImportError("takes too long to read: it is not what its name says, or it is damaged")


def read_capped(path: Path) -> bytes:
    """The whole file, unpacked when it is gzip; refused above the cap without reading further."""
    with path.open("rb") as file:
        content = file.read(LARGEST_BYTES + 1)
    if len(content) > LARGEST_BYTES:
        raise FileImportError(f"is larger than {LARGEST_BYTES >> 20} MB, more than heart beats need")
    if not content:
        raise FileImportError("is an empty file")
    return _unpacked(content) if content.startswith(b"\x1f\x8b") else content


def _unpacked(content: bytes) -> bytes:
    unpacker = zlib.decompressobj(wbits=31)
    try:
        found = unpacker.decompress(content, LARGEST_BYTES + 1)
    except zlib.error as error:
        raise FileImportError("is packed with gzip and damaged") from error
    if len(found) > LARGEST_BYTES:
        raise FileImportError(f"unpacks to more than {LARGEST_BYTES >> 20} MB and is refused")
    return found


def text_of(content: bytes) -> str:
    """Text in whatever encoding these programs use: UTF-8 (with or without mark), UTF-16 with mark, else cp1252."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    if b"\0" in content:
        raise FileImportError("holds binary data where text should stand")
    try:
        return content.removeprefix(b"\xef\xbb\xbf").decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def number(text: str, place: int, what: str = AN_INTERVAL) -> float:
    """A plain decimal number (comma or point), or FileImportError naming the line."""
    plain = text.strip().strip('"')
    if plain.count(",") == 1 and "." not in plain:
        plain = plain.replace(",", ".")
    try:
        value = float(plain) if plain.isascii() and "_" not in plain and len(plain) < _SHOWN else float("nan")
    except ValueError:
        value = float("nan")
    if not abs(value) < 1e300:
        raise FileImportError(f"has {shown(text)} on line {place}, where {what} should stand")
    return value


def shown(text: str) -> str:
    """A piece of a stranger's text, short and printable."""
    return repr(text if len(text) <= _SHOWN else text[:_SHOWN] + "...")


def checked_rr(
    values: Iterable[float] | NDArray[np.float64], unit: Unit | None, places: list[int] | None = None
) -> tuple[NDArray[np.float64], Unit, tuple[str, ...]]:
    """Intervals in ms, the unit they were in, and notes; anything no heart makes is refused with its place.

    unit None: a median below 10 is seconds, one of 200 to 3000 ms, anything else is refused, and a note says what was
    taken.
    """
    rr = values if isinstance(values, np.ndarray) else np.fromiter(values, dtype=np.float64)
    if not len(rr):
        raise FileImportError("holds no R-R intervals")
    if len(rr) > MOST_BEATS:
        raise FileImportError(f"holds more than {MOST_BEATS} beats")
    wrong = ~np.isfinite(rr) | (rr <= 0)
    if wrong.any():
        i = int(np.argmax(wrong))
        if places:
            raise FileImportError(f"has {rr[i]:g} on line {places[i]}; an R-R interval is a number above 0")
        raise FileImportError(f"has {rr[i]:g} as interval {i + 1}; an R-R interval is a number above 0")
    median = float(np.median(rr))
    chosen = unit or _recognised(median)
    rr_ms: NDArray[np.float64] = np.asarray(rr * chosen.in_ms, dtype=np.float64)
    low, high = _PLAUSIBLE_MS
    if not low <= median * chosen.in_ms <= high:
        raise FileImportError(f"has a median interval of {median:g} {chosen}, which is no heart rhythm")
    if (rr_ms > LONGEST_RR_MS).any():
        i = int(np.argmax(rr_ms))
        raise FileImportError(f"has an interval of {rr_ms[i]:g} ms (number {i + 1}), which is none")
    notes: tuple[str, ...] = (
        () if unit else (f"intervals taken as {chosen} (median {median * chosen.in_ms:.0f} ms)",)
    )
    odd = int(np.count_nonzero((rr_ms < low) | (rr_ms > high)))
    if odd:
        notes += (
            f"{odd} of {len(rr)} intervals lie outside {low:g} to {high:g} ms; they are kept as they are",
        )
    return rr_ms, chosen, notes


def _recognised(median: float) -> Unit:
    low, high = _PLAUSIBLE_MS
    if median < _SECONDS_BELOW:
        return Unit.S
    if low <= median <= high:
        return Unit.MS
    raise FileImportError(
        f"has a median interval of {median:g}, which is neither seconds nor ms; say which with --unit"
    )
