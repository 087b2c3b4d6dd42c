"""Small JSON files of a data folder, locked where it is, and read sanely whatever is in them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from outbreath_app.storage.errors import StorageError
from outbreath_app.storage.files import replace_file
from outbreath_app.storage.keys import locked_bytes, unlocked_bytes

LARGEST_JSON_BYTES = 8 << 20


def save_json(path: Path, values: dict[str, Any]) -> None:
    """Write an object as JSON, whole or not at all; locked where the folder is protected."""
    content = json.dumps(values, ensure_ascii=False, indent=1, allow_nan=False).encode()
    replace_file(path, locked_bytes(path, content))


def load_json(path: Path) -> dict[str, Any]:
    """The object in a JSON file; empty when there is no file. Raises StorageError when it is damaged or locked."""
    try:
        with path.open("rb") as file:
            raw = unlocked_bytes(path, file.read(LARGEST_JSON_BYTES + 1))
        values = json.loads(raw) if len(raw) <= LARGEST_JSON_BYTES else None
    except FileNotFoundError:
        return {}
    except (ValueError, RecursionError) as error:
        raise StorageError(
            f"{path} is damaged and cannot be read.", "Move it away to go on without it."
        ) from error
    if not isinstance(values, dict):
        raise StorageError(f"{path} is not what it should be.", "Move it away to go on without it.")
    return values
