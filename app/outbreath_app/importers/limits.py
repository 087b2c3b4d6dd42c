"""How much of a stranger's file is believed: caps on bytes, beats and work, and text in whatever encoding it came."""

from __future__ import annotations

import time
import zlib
from pathlib import Path

from outbreath_app.importers.model import FileImportError

# Eight days of 130 000 beats a day are below this; so is a week of FIT or EDF+ without raw ECG.
LARGEST_BYTES = 64 << 20
MOST_BEATS = 1_500_000
# Work for one file, seconds of this process's own processor time, never of the clock on the wall: a loaded machine
# refuses no sound file. FIT takes about 10 s a MB on a slow one.
LONGEST_CPU_S = 8.0
LONGEST_CPU_S_PER_MB = 40.0
SNIFFED_BYTES = 1 << 16
AN_INTERVAL, A_UNIX_TIME = "an R-R interval", "a time in Unix ms"
# what a place of a file should hold, as it is told
WANTED = (AN_INTERVAL, A_UNIX_TIME)
_SHOWN = 40
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r\f")) + b"\x7f"


class WorkLimit:
    """Processor time for one file of so many bytes. `check()` raises FileImportError when it is used up."""

    def __init__(self, size_bytes: int) -> None:
        self._until = time.process_time() + LONGEST_CPU_S + LONGEST_CPU_S_PER_MB * size_bytes / (1 << 20)

    def check(self) -> None:
        if time.process_time() > self._until:
            raise FileImportError(
                "takes far too long to read for its size: it is damaged, or made to be slow"
            )


def read_capped(path: Path) -> bytes:
    """The whole file, unpacked when it is gzip; refused above the cap without reading further."""
    with path.open("rb") as file:
        content = file.read(LARGEST_BYTES + 1)
    if len(content) > LARGEST_BYTES:
        raise FileImportError(f"is larger than {LARGEST_BYTES >> 20} MB, more than heart beats need")
    if not content:
        raise FileImportError("is an empty file")
    return unpacked(content, LARGEST_BYTES) if content.startswith(b"\x1f\x8b") else content


def unpacked(content: bytes, most: int) -> bytes:
    """Gzip content unpacked, refused above `most` bytes. Raises FileImportError."""
    unpacker = zlib.decompressobj(wbits=31)
    try:
        found = unpacker.decompress(content, most + 1)
    except zlib.error as error:
        raise FileImportError("is packed with gzip and damaged") from error
    if len(found) > most:
        raise FileImportError(f"unpacks to more than {most >> 20} MB and is refused")
    return found


def text_of(content: bytes) -> str:
    """Text in whatever encoding these programs use: UTF-8 (with or without mark), UTF-16 with mark, else cp1252.

    Line ends of every system become a newline. Raises FileImportError for what is no text.
    """
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = content.decode("utf-16", errors="replace")
    elif b"\0" in content:
        raise FileImportError("holds binary data where text should stand")
    else:
        try:
            text = content.removeprefix(b"\xef\xbb\xbf").decode("utf-8")
        except UnicodeDecodeError:
            text = content.decode("cp1252", errors="replace")
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def looks_binary(head: bytes) -> bool:
    """Whether the first bytes of a file cannot be text: a control character that no text file holds."""
    return not head.startswith((b"\xff\xfe", b"\xfe\xff")) and len(head.translate(None, _CONTROLS)) < len(
        head
    )


def head_text(head: bytes) -> str:
    """The beginning of a file as text for recognising it; '' where it is none. A cut last character does no harm."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head[: len(head) & ~1]
    try:
        return text_of(head)
    except FileImportError:
        return ""


def number(text: str, place: int, what: str = AN_INTERVAL) -> float:
    """A plain decimal number (comma or point), or FileImportError naming the line."""
    value = number_or_none(text)
    if value is None:
        raise FileImportError(f"has {shown(text)} on line {place}, where {what} should stand")
    return value


def number_or_none(text: str) -> float | None:
    """A plain decimal number (comma or point), None for anything else; NaN and infinity are none."""
    plain = text.strip().strip('"')
    if plain.count(",") == 1 and "." not in plain:
        plain = plain.replace(",", ".")
    try:
        value = float(plain) if plain.isascii() and "_" not in plain and len(plain) < _SHOWN else float("nan")
    except ValueError:
        return None
    return value if abs(value) < 1e300 else None


def shown(text: str) -> str:
    """A piece of a stranger's text, short and printable."""
    return repr(text if len(text) <= _SHOWN else text[:_SHOWN] + "...")
