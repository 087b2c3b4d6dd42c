"""Write docs/recording.schema.json from the types of a recording's lines. Run: python tools/make_schema.py"""

from __future__ import annotations

import json
from pathlib import Path

from outbreath_devices.recording.schema import recording_schema

SCHEMA = Path(__file__).parents[1] / "docs" / "recording.schema.json"


def schema_text() -> str:
    """The schema as it stands in the file."""
    return json.dumps(recording_schema(), indent=2) + "\n"


if __name__ == "__main__":
    SCHEMA.write_text(schema_text(), encoding="utf-8")
