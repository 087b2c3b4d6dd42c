"""WFDB annotation files (MIT format): beats of any sampled record, read in one pass that always ends.

Read here rather than with the wfdb package, whose reader was seen to loop for ever on damaged files; a test compares
this reader with what that package writes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from outbreath_app.importers.beat_times import session_of_times
from outbreath_app.importers.limits import MOST_BEATS, read_capped
from outbreath_app.importers.model import FileImportError, ImportedSession, Importer
from outbreath_app.importers.units import Unit

SUFFIXES = (".atr", ".ecg", ".qrs", ".ann", ".ari", ".man")
_SKIP, _NUM, _SUB, _CHN, _AUX = 59, 60, 61, 62, 63
_NOTE = 22
# annotation code -> symbol, for the codes that stand for a beat (PhysioNet, ecgcodes.h)
BEATS = {
    1: "N", 2: "L", 3: "R", 4: "a", 5: "V", 6: "F", 7: "J", 8: "A", 9: "S", 10: "E", 11: "j", 12: "/", 13: "Q", 25: "B",
    30: "?", 34: "e", 35: "n", 38: "f", 41: "r",
}  # fmt: skip
_RESOLUTION = re.compile(r"## time resolution: (\d{1,6}(?:\.\d{1,9})?)")
_HEADER = re.compile(r"^\S+\s+\d+(?:/\d+)?\s+(\d{1,6}(?:\.\d{1,9})?)")


def recognises(head: bytes, name: str) -> bool:
    return name.lower().endswith(SUFFIXES)


def read(path: Path, unit: Unit | None) -> list[ImportedSession]:
    """Beat annotations to intervals; the sampling rate comes from the file or the .hea beside it, never guessed."""
    rate = _rate_in_header(path.with_suffix(".hea"))
    beats: list[tuple[int, str]] = []
    for sample, code, note in _annotations(read_capped(path)):
        if code in BEATS:
            beats.append((sample, BEATS[code]))
        elif code == _NOTE and rate is None and (found := _RESOLUTION.search(note)):
            rate = float(found[1])
    if rate is None or not 1 <= rate <= 100_000:
        raise FileImportError("does not say its sampling rate; put its .hea file beside it")
    if not 2 <= len(beats) <= MOST_BEATS:
        raise FileImportError("holds no beats" if len(beats) < 2 else f"holds more than {MOST_BEATS} beats")
    t_s = np.array([sample for sample, _ in beats], dtype=np.float64) / rate
    session = session_of_times(t_s)
    kinds = sorted({kind for _, kind in beats} - {"N"})
    if kinds:
        said = ", ".join(f"{sum(k == kind for _, k in beats)} {kind}" for kind in kinds)
        session = session.with_note(f"beats annotated other than normal: {said}")
    return [session]


def _annotations(content: bytes) -> Iterator[tuple[int, int, str]]:
    """Sample, code and note of each annotation. Raises FileImportError where the file breaks off."""
    sample, place = 0, 0
    pending: tuple[int, int] | None = None
    note = ""
    while place + 2 <= len(content):
        word = int.from_bytes(content[place : place + 2], "little")
        place += 2
        code, interval = word >> 10, word & 0x3FF
        if code == _AUX:
            note = content[place : place + interval].split(b"\0")[0].decode("latin-1")
            place += interval + (interval & 1)
        elif code == _SKIP:
            high, low = content[place : place + 2], content[place + 2 : place + 4]
            sample += int.from_bytes(low + high, "little", signed=True)
            place += 4
        elif code not in (_NUM, _SUB, _CHN):
            if pending is not None:
                yield *pending, note
            if word == 0:
                return
            sample += interval
            pending, note = (sample, code), ""
    raise FileImportError("ends in the middle: the file was cut off")


def _rate_in_header(path: Path) -> float | None:
    try:
        with path.open("rb") as file:
            lines = file.read(1 << 16).decode("latin-1").splitlines()
    except OSError:
        return None
    first = next((line for line in lines if line.strip() and not line.startswith("#")), "")
    found = _HEADER.match(first)
    return float(found[1]) if found else None


WFDB = Importer("wfdb", "WFDB annotations", recognises, read)
