"""The log: facts about the program in a file of the data folder, never a number of anybody's heart."""

from __future__ import annotations

import logging
import os

LARGEST_BYTES = 1 << 20
_FORM = "%(asctime)s %(levelname)s %(name)s: %(message)s"


def log_to_file(name: str) -> None:
    """Send what is logged to logs/NAME.log, and nothing of it to the terminal. A folder that cannot be written is let be.

    Each process has a name of its own; a log grown large is put aside when the next one begins.
    """
    from outbreath_app.paths import PRIVATE_FILE, PRIVATE_FOLDER, data_place

    root = logging.getLogger()
    root.setLevel(logging.INFO)
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
    handler.setFormatter(logging.Formatter(_FORM))
    root.addHandler(handler)
