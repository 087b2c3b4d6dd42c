"""The schema in the documentation is the one the types give."""

from __future__ import annotations

from pathlib import Path

from outbreath_devices.recording.lines import KINDS
from support.tools import load_tool

ROOT = Path(__file__).parents[2]


def test_the_schema_in_the_documentation_is_current() -> None:
    make_schema = load_tool("make_schema")
    assert make_schema.SCHEMA.read_text(encoding="utf-8") == make_schema.schema_text()
    assert (ROOT / "docs/recording.schema.json").samefile(make_schema.SCHEMA)


def test_the_schema_has_every_kind() -> None:
    made = load_tool("make_schema").recording_schema()
    assert list(made["$defs"]) == [kind.KIND for kind in KINDS]
