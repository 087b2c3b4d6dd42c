"""What an importer hands over: sessions as they stood in another program's file, with nothing guessed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from outbreath_app.importers.rr_text import Unit
from outbreath_devices.errors import DeviceError


class FileImportError(DeviceError):
    """A file that cannot be imported; one sentence: the fact, and what would work."""


@dataclass(frozen=True, slots=True, eq=False)
class Stretch:
    """Unbroken intervals. start_s: where the first begins, seconds from the session's start. rr_ms: shape (n,), ms.

    rr_1024: the strap's integers where the file kept them.
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
    """

    stretches: tuple[Stretch, ...]
    started_ns: int | None = None
    zone_min: int | None = None
    marks: tuple[Mark, ...] = ()
    device: str = ""
    notes: tuple[str, ...] = ()

    @property
    def beats(self) -> int:
        return sum(len(stretch.rr_ms) for stretch in self.stretches)


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
