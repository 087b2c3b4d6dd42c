"""The JSON Schema of a recording's lines, made from their types."""

from __future__ import annotations

from typing import Any

from outbreath_devices.recording.line import FORMAT_VERSION
from outbreath_devices.recording.lines import HeadLine, Line
from outbreath_devices.recording.parsing import COLUMNS
from outbreath_devices.recording.values import Schema, object_schema


def recording_schema() -> dict[str, Any]:
    """The schema of one line (2020-12). Unknown kinds and keys are allowed, for a later program may write them."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"One line of an Outbreath recording, version {FORMAT_VERSION}",
        "description": "A line also needs a seal that matches its bytes; docs/recording-format.md says how. "
        "Unknown kinds and keys are allowed.",
        "type": "object",
        "required": ["n", "t", "k", "c"],
        "properties": {
            "n": {"type": "integer", "minimum": 1},
            "t": {"type": "integer", "description": "monotonic ns"},
            "k": {"type": "string"},
            "c": {"type": "string", "pattern": "^[0-9a-f]{8}$"},
        },
        "allOf": [
            {
                "if": {"properties": {"k": {"const": kind.KIND}}},
                "then": {"$ref": f"#/$defs/{kind.KIND}"},
            }
            for kind in COLUMNS
        ],
        "$defs": {kind.KIND: _definition(kind) for kind in COLUMNS},
    }


def _definition(kind: type[Line]) -> Schema:
    made = object_schema(COLUMNS[kind])
    if kind is HeadLine:
        made["properties"]["v"] = {"const": FORMAT_VERSION}
    return {"description": (kind.__doc__ or "").split("\n", 1)[0], **made}
