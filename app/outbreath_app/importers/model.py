"""What an importer hands over: sessions as they stood in another program's file, with every interval accounted for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from outbreath_app.importers.units import Unit
from outbreath_devices.errors import DeviceError


class FileImportError(DeviceError):
    """A file that cannot be imported; one sentence: the fact, and what would work."""


class LeftOutReason(StrEnum):
    """Why an interval that stands in a file is no beat of the recording. The values are stable: programs read them."""

    ZERO = "zero_interval"
    NEGATIVE = "negative_interval"
    UNREADABLE = "unreadable_interval"
    TOO_LONG = "longer_than_10_min"
    REPEATED = "repeated_row"
    SETTINGS = "settings_value"


_SAID = {
    LeftOutReason.ZERO: "is zero",
    LeftOutReason.NEGATIVE: "is below zero",
    LeftOutReason.UNREADABLE: "is no number",
    LeftOutReason.TOO_LONG: "is longer than 10 minutes",
    LeftOutReason.REPEATED: "repeats rows before it",
    LeftOutReason.SETTINGS: "is a setting of the recorder",
}
_PLACES_SAID = 3


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Intervals of a file that are no beats: why, and on which lines (of text) or as which intervals (of the file)."""

    reason: LeftOutReason
    places: tuple[int, ...]
    of_lines: bool = True

    @property
    def count(self) -> int:
        return len(self.places)

    @property
    def sentence(self) -> str:
        """In words, with the first few places."""
        what = "line" if self.of_lines else "interval"
        first = ", ".join(str(place) for place in self.places[:_PLACES_SAID])
        more = ", ..." if self.count > _PLACES_SAID else ""
        if self.count == 1:
            return f"1 interval left out: {what} {first} {_SAID[self.reason]}"
        return f"{self.count} intervals left out, each {_SAID[self.reason]} ({what}s {first}{more})"


@dataclass(frozen=True, slots=True, eq=False)
class Stretch:
    """Unbroken intervals. start_s: where the first begins, seconds from the session's start. rr_ms: shape (n,), ms.

    rr_1024: the strap's integers where the file kept them, shape (n,), 1/1024 s; -1 where a beat has none.
    """

    start_s: float
    rr_ms: NDArray[np.float64]
    rr_1024: NDArray[np.int64] | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """A remark at a time, seconds from the session's start."""

    at_s: float
    text: str


@dataclass(frozen=True, slots=True, eq=False)
class ImportedSession:
    """One session of a file.

    started_ns: Unix time in ns, None when the file does not say. zone_min: minutes east of UTC, None when the file's
    times bear no zone (then started_ns took them as this computer's local time). notes: what the person should know.
    left_out: the intervals of the file that are no beats; beats and these together are all that stood in it.
    """

    stretches: tuple[Stretch, ...]
    started_ns: int | None = None
    zone_min: int | None = None
    marks: tuple[Mark, ...] = ()
    device: str = ""
    notes: tuple[str, ...] = ()
    left_out: tuple[LeftOut, ...] = ()

    @property
    def beats(self) -> int:
        return sum(len(stretch.rr_ms) for stretch in self.stretches)

    @property
    def intervals(self) -> int:
        """How many intervals stood in the file: those that are beats and those that were left out."""
        return self.beats + sum(each.count for each in self.left_out)

    @property
    def breaks(self) -> int:
        return max(0, len(self.stretches) - 1)

    def with_note(self, note: str) -> ImportedSession:
        return replace(self, notes=(*self.notes, note))


@dataclass(frozen=True, slots=True)
class Importer:
    """One format. key: its word on the command line and in recordings. recognises(head, name): by the first bytes and
    the file's name. read(path, unit): the sessions, or FileImportError. asks_unit: whether `unit` means anything to it.
    """

    key: str
    title: str
    recognises: Callable[[bytes, str], bool]
    read: Callable[[Path, Unit | None], list[ImportedSession]]
    asks_unit: bool = False
