"""Whoever shows a client's recording notes it in the access log; reading one for the program's own ends does not."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from outbreath_app.cli import cli
from outbreath_app.review.logged import open_logged
from outbreath_app.review.opened import open_session
from outbreath_app.storage.access import entries
from outbreath_app.storage.people import People, Person
from outbreath_app.stream.bundled import bundled_folder
from outbreath_app.stream.sources import open_source

SHOWN = ("opened", "2026-01-01_10-00-00")


@pytest.fixture
def theirs(tmp_path: Path) -> Path:
    """A client's recording in a data folder."""
    people = People(tmp_path)
    person = people.add("Alder")
    assert isinstance(person, Person)
    path = people.folder(person.id) / "2026-01-01_10-00-00.jsonl"
    path.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(bundled_folder() / "resonance-stepped.jsonl", path)
    return path


def logged(data: Path) -> list[tuple[str, str]]:
    return [(entry.what, entry.session) for entry in entries(data)]


def test_reading_a_source_writes_no_log(theirs: Path, tmp_path: Path) -> None:
    before = logged(tmp_path)
    open_source(str(theirs))
    assert logged(tmp_path) == before


def test_a_text_and_a_bundled_recording_are_nobodys(theirs: Path, tmp_path: Path) -> None:
    text = theirs.with_name("beats.txt")
    text.write_text("\n".join(["800"] * 40))
    before = logged(tmp_path)
    open_logged(str(text))
    open_logged("quiet-rest")
    assert logged(tmp_path) == before


def test_a_page_that_shows_a_session_is_logged_once(theirs: Path, tmp_path: Path) -> None:
    before = logged(tmp_path)
    open_session(theirs)
    assert logged(tmp_path) == [*before, SHOWN]


@pytest.mark.parametrize("command", ["analyse", "assess", "beats", "breath", "export", "summary"])
def test_a_command_that_shows_a_session_is_logged_once(command: str, theirs: Path, tmp_path: Path) -> None:
    before = logged(tmp_path)
    more = ["--to", "csv", "--out", str(tmp_path / "out.csv")] if command == "export" else []
    result = CliRunner().invoke(cli, [command, str(theirs), *more, "--data", str(tmp_path)])
    assert result.exit_code == 0, result.output
    assert logged(tmp_path) == [*before, SHOWN]
