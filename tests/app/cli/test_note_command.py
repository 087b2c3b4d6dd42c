"""`outbreath note`: kept beside the recording, found by a search, shown in the report; the recording stays as it is."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from outbreath_app.cli import cli
from outbreath_app.storage.sidefile import Side, load_side, save_side
from outbreath_app.stream.bundled import bundled_folder
from outbreath_signal.labels import Label


@pytest.fixture
def recording(tmp_path: Path) -> Path:
    folder = tmp_path / "recordings"
    folder.mkdir()
    return Path(shutil.copy(bundled_folder() / "quiet-rest.jsonl", folder))


def run(data: Path, *words: str) -> Result:
    return CliRunner().invoke(cli, [*words, "--data", str(data)])


def test_notes_tags_posture_and_details_are_kept_searched_and_reported(recording, tmp_path):
    raw = recording.read_bytes()
    save_side(recording, Side(labels={3: Label.NOISE}))
    given = [
        "--text",
        "by the window",
        "--tag",
        "morning",
        "--tag",
        "retreat",
        "--posture",
        "seated",
        "--eyes",
        "closed",
    ]
    assert run(tmp_path, "note", "quiet-rest", *given).exit_code == 0
    side = load_side(recording)
    assert (side.note, side.tags, side.posture, side.details) == (
        "by the window", ("morning", "retreat"), "seated", {"eyes": "closed"},
    )  # fmt: skip
    assert side.labels == {3: Label.NOISE}
    assert "quiet-rest" in run(tmp_path, "sessions", "--search", "window", "--tag", "retreat").stdout
    said = run(tmp_path, "report", "quiet-rest", "--methods").stdout
    assert "posture: seated; eyes: closed" in said
    assert recording.read_bytes() == raw


def test_what_is_kept_is_shown_and_taken_away(recording, tmp_path):
    run(tmp_path, "note", str(recording), "--tag", "a", "--tag", "b", "--kind", "rest", "--place", "home")
    run(tmp_path, "note", "quiet-rest", "--untag", "a", "--kind", "recorded", "--place", "")
    shown = json.loads(run(tmp_path, "note", "quiet-rest", "--json").stdout)
    assert shown["tags"] == ["b"]
    assert shown["kind"] == ""
    assert shown["details"] == {}
    assert "tags: b" in run(tmp_path, "note", "quiet-rest").stdout


def test_a_session_that_is_not_there_is_said(tmp_path):
    result = run(tmp_path, "note", "nothing", "--text", "x")
    assert result.exit_code == 1
    assert "no session" in result.output
