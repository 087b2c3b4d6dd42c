"""The log: facts about the program in a file of the data folder; no names, no notes, no number of anybody's heart."""

from __future__ import annotations

import logging
import os
import traceback
from types import TracebackType

LARGEST_BYTES = 1 << 20
_FORM = "%(asctime)s %(levelname)s %(name)s: %(message)s"


_OWN = ("outbreath_app", "outbreath_devices", "outbreath_signal")

_Fault = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class DiscreetFormatter(logging.Formatter):
    """Where in the program a fault arose and of what kind it was; its message is left out, for it may quote what was read."""

    def format(self, record: logging.LogRecord) -> str:
        # another handler's wording of the fault would be taken for ours
        theirs, record.exc_text = record.exc_text, None
        try:
            return super().format(record)
        finally:
            record.exc_text = theirs

    def formatException(self, ei: _Fault) -> str:
        fault = ei[1]
        told: list[str] = []
        while fault is not None:
            frames = traceback.extract_tb(fault.__traceback__)
            told += [f"  {frame.filename}:{frame.lineno} in {frame.name}" for frame in frames]
            told.append(f"{type(fault).__module__}.{type(fault).__qualname__}")
            fault = fault.__cause__ or (None if fault.__suppress_context__ else fault.__context__)
        return "\n".join(told)


def log_to_file(name: str) -> None:
    """Send what is logged to logs/NAME.log, and nothing of it to the terminal. A folder that cannot be written is let be.

    Each process has a name of its own; a log grown large is put aside when the next one begins.
    """
    from outbreath_app.paths import PRIVATE_FILE, PRIVATE_FOLDER, data_place

    root = logging.getLogger()
    root.setLevel(logging.WARNING)  # other people's libraries tell more than is wanted here
    for own in _OWN:
        logging.getLogger(own).setLevel(logging.INFO)
    try:
        folder = data_place() / "logs"
        folder.mkdir(parents=True, exist_ok=True, mode=PRIVATE_FOLDER)
        path = folder / f"{name}.log"
        if path.exists() and path.stat().st_size > LARGEST_BYTES:
            path.replace(path.with_suffix(".old.log"))
        os.close(os.open(path, os.O_CREAT | os.O_WRONLY | os.O_APPEND, PRIVATE_FILE))
        handler: logging.Handler = logging.FileHandler(path, encoding="utf-8")
    except OSError:
        handler = logging.NullHandler()
    handler.setFormatter(DiscreetFormatter(_FORM))
    root.addHandler(handler)
