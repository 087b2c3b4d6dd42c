"""What is documented is what is written: bundled, recorded, repaired and simulated lines against the JSON Schema."""

from __future__ import annotations

import asyncio
import json
import re
from pathlib import Path

import jsonschema
import pytest

from outbreath_app.pacing.lines import pace_line
from outbreath_app.pacing.pacer import Pacer
from outbreath_app.pacing.pattern import Pattern
from outbreath_app.recorder.process import Recorder, head_of
from outbreath_app.stream.rr_lines import rr_lines
from outbreath_devices.recording import RecordingWriter, read_recording, repair_recording
from outbreath_devices.recording.line import FORMAT_VERSION, Line, seal
from support.scripted_strap import ScriptedStrap, scripted_session

ROOT = Path(__file__).resolve().parents[3]
SCHEMA = json.loads((ROOT / "docs/recording.schema.json").read_text(encoding="utf-8"))
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)
DOCUMENT = (ROOT / "docs/recording-format.md").read_text(encoding="utf-8")


def every_line_fits(path: Path) -> set[str]:
    kinds = set()
    for raw in path.read_bytes().splitlines():
        line = json.loads(raw)
        VALIDATOR.validate(line)
        kinds.add(line["k"])
    return kinds


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["$defs"]["head"]["properties"]["v"]["const"] == FORMAT_VERSION
    assert f"version {FORMAT_VERSION}" in DOCUMENT.splitlines()[0]


@pytest.mark.parametrize("path", sorted((ROOT / "recordings").glob("*.jsonl")), ids=lambda path: path.stem)
def test_bundled_recordings_fit_the_schema(path: Path) -> None:
    assert {"head", "n", "clk", "foot"} <= every_line_fits(path)
    assert read_recording(path).report.whole


def test_what_the_recorder_and_repair_write_fits_the_schema(tmp_path: Path) -> None:
    commands: list[Line] = [
        pace_line(Pacer().changed(1, Pattern(), 6.0).paces[-1]),
        {"k": "phase", "name": "practice", "practice": "resonance", "title": "Resonance"},
        {"k": "session", "event": "start"},
        {"k": "mark", "text": "a"},
        {"k": "note", "text": "b"},
        {"k": "checkin", "when": "before", "items": {"calm": 4}},
        {"k": "unknown"},
    ]

    async def run() -> None:
        strap = ScriptedStrap(scripted_session(), stays=True)
        recorder = Recorder(strap, RecordingWriter(tmp_path / "a.jsonl", head_of("ble", "AA")))
        running = asyncio.create_task(recorder.run())
        await strap.said_all.wait()
        for line in commands:
            recorder.command(line)
        recorder.tell_disk("the disk takes nothing")
        recorder.stop()
        await running

    asyncio.run(run())
    kinds = every_line_fits(tmp_path / "a.jsonl")
    assert kinds == {
        "head", "clk", "link", "n", "pace", "phase", "session", "mark", "note", "checkin", "disk", "foot"
    }  # fmt: skip
    (tmp_path / "b.jsonl").write_bytes((tmp_path / "a.jsonl").read_bytes()[:-9])
    repair_recording(tmp_path / "b.jsonl", tmp_path / "c.jsonl")
    assert "foot" in every_line_fits(tmp_path / "c.jsonl")


def test_ready_made_intervals_fit_the_schema(tmp_path: Path) -> None:
    lines = [line for _, line in rr_lines(0.0, [800.0, 810.5], [819, 830])]
    content = b"".join(seal({"n": i + 1, "t": i, **line}) for i, line in enumerate(lines))
    (tmp_path / "a.jsonl").write_bytes(content)
    assert every_line_fits(tmp_path / "a.jsonl") == {"rr"}


@pytest.mark.parametrize(
    "line",
    [
        {"n": 0, "t": 1, "k": "mark", "text": "", "c": "00000000"},
        {"n": 1, "t": 1.5, "k": "mark", "text": "", "c": "00000000"},
        {"n": 1, "t": 1, "k": "n", "s": "hr", "b": "not base64", "c": "00000000"},
        {"n": 1, "t": 1, "k": "link", "state": "gone", "reason": "", "c": "00000000"},
        {"n": 1, "t": 1, "k": "clk", "c": "00000000"},
    ],
)
def test_the_schema_refuses_what_the_document_does(line: Line) -> None:
    assert not VALIDATOR.is_valid(line)


def test_the_reader_in_the_document_reads_a_recording() -> None:
    code = re.search(r"In Python:\n\n((?:    .*\n)+)", DOCUMENT)
    assert code is not None
    space: dict[str, object] = {}
    exec("\n".join(text[4:] for text in code.group(1).splitlines()), space)
    read = space["read"]
    assert callable(read)
    path = ROOT / "recordings/quiet-rest.jsonl"
    raws = path.read_bytes().splitlines()
    assert [read(raw)["n"] for raw in raws] == list(range(1, len(raws) + 1))
    assert read(raws[0].replace(b"head", b"heaD")) is None


def test_every_kind_stands_in_the_document() -> None:
    for definition in SCHEMA["allOf"]:
        kind = definition["if"]["properties"]["k"]
        for name in kind.get("enum", [kind.get("const")]):
            assert f"`{name}`" in DOCUMENT
