"""Where the program keeps what is the person's own: one data folder, private to them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

DATA_VARIABLE = "OUTBREATH_DATA"
RECORDINGS = "recordings"
OWN_PERSON = "me"
OWN_RANGES = "own-ranges.json"
PRIVATE_FOLDER, PRIVATE_FILE = 0o700, 0o600


@contextmanager
def chosen_data(folder: str | Path) -> Iterator[None]:
    """Within it, and in programs started from it, data live in that folder."""
    before = os.environ.get(DATA_VARIABLE)
    os.environ[DATA_VARIABLE] = str(Path(folder).expanduser().absolute())
    try:
        yield
    finally:
        if before is None:
            os.environ.pop(DATA_VARIABLE, None)
        else:
            os.environ[DATA_VARIABLE] = before


def data_folder(override: str | Path | None = None) -> Path:
    """The data folder, made (0700) when it is not there yet.

    The override (`--data FOLDER`) comes first, then OUTBREATH_DATA, then the platform's own place (XDG on Linux).
    Raises OSError when it can neither be found nor made.
    """
    folder = data_place(override)
    folder.mkdir(parents=True, exist_ok=True, mode=PRIVATE_FOLDER)
    return folder


def data_place(override: str | Path | None = None) -> Path:
    """Where the data folder is or would be; nothing is made."""
    chosen = override or os.environ.get(DATA_VARIABLE)
    if chosen:
        return Path(chosen).expanduser().absolute()
    import platformdirs

    return Path(platformdirs.user_data_dir("outbreath", appauthor=False))


def recordings_folder(override: str | Path | None = None) -> Path:
    """The recordings inside the data folder, made (0700) when it is not there yet."""
    folder = data_folder(override) / RECORDINGS
    folder.mkdir(exist_ok=True, mode=PRIVATE_FOLDER)
    return folder


def person_place(folder: Path, person: str) -> Path:
    """What is a person's inside a folder: the folder itself for oneself, one of its own for a client. Nothing is made."""
    return folder if person == OWN_PERSON else folder / person


def catalogue_path(override: str | Path | None = None) -> Path:
    """The index of the recordings."""
    return data_folder(override) / "catalogue.sqlite"
