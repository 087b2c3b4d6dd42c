"""Rows to a Parquet file, every column of one type."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from outbreath_app.storage.errors import StorageError


def write_parquet(path: Path, rows: list[dict[str, Any]]) -> None:
    """Write rows (all with the same keys). Raises StorageError when pyarrow is not installed."""
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError as error:
        raise StorageError(
            "Parquet needs a library that is not installed: pip install 'outbreath[formats]'."
        ) from error
    names = list(rows[0]) if rows else ["file"]
    columns = {name: [row[name] for row in rows] for name in names}
    parquet.write_table(pyarrow.table(columns), path)
