"""Sessions from other programs' files: the format is recognised by content, the unit is never guessed silently."""

from __future__ import annotations

from pathlib import Path

from outbreath_app.importers.binary import EDF_PLUS, GARMIN_FIT
from outbreath_app.importers.limits import SNIFFED_BYTES
from outbreath_app.importers.model import FileImportError, ImportedSession, Importer
from outbreath_app.importers.plain_text import ELITE_HRV, KUBIOS, KUBIOS_REPORT
from outbreath_app.importers.polar_hrm import POLAR_HRM
from outbreath_app.importers.straplog import STRAPLOG
from outbreath_app.importers.tables import (
    HRV_LOGGER,
    HRV_LOGGER_EVENTS,
    OPENHRV,
    OWN_CSV,
    POLAR_FLOW,
    POLAR_SENSOR_LOGGER,
)
from outbreath_app.importers.units import Unit
from outbreath_app.importers.wfdb_annotations import WFDB

__all__ = ["IMPORTERS", "FileImportError", "ImportedSession", "Importer", "read_sessions", "recognise"]

# the order in which they are asked: the most telling first, plain numbers last
IMPORTERS: tuple[Importer, ...] = (
    STRAPLOG, GARMIN_FIT, EDF_PLUS, KUBIOS_REPORT, POLAR_HRM, OWN_CSV, HRV_LOGGER, HRV_LOGGER_EVENTS,
    POLAR_SENSOR_LOGGER, POLAR_FLOW, OPENHRV,
    WFDB, ELITE_HRV, KUBIOS,
)  # fmt: skip


def recognise(path: Path) -> Importer:
    """The importer for a file. Raises FileImportError when none knows it."""
    with path.open("rb") as file:
        head = file.read(SNIFFED_BYTES)
    if head.startswith(b"\x1f\x8b"):
        import zlib

        try:
            head = zlib.decompressobj(wbits=31).decompress(head, SNIFFED_BYTES)
        except zlib.error as error:
            raise FileImportError("is packed with gzip and damaged") from error
    if not head:
        raise FileImportError("is an empty file")
    for importer in IMPORTERS:
        if importer.recognises(head, path.name):
            return importer
    raise FileImportError("is in no format that can be imported; see `outbreath import --formats`")


def read_sessions(
    path: Path, unit: Unit | None = None, key: str = ""
) -> tuple[Importer, list[ImportedSession]]:
    """The sessions of a file and the format they were read as. key names the format instead of recognising it.

    Raises FileImportError, its message beginning with a verb (put the file's name before it), or OSError.
    """
    if path.is_dir():
        raise FileImportError("is a folder")
    importer = next((each for each in IMPORTERS if each.key == key), None) if key else recognise(path)
    if importer is None:
        raise FileImportError(f"cannot be read as {key!r}: there is no such format")
    return importer, importer.read(path, unit)
