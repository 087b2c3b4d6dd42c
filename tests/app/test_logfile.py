"""The log goes to a private file and never to the terminal."""

from __future__ import annotations

import logging
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from outbreath_app.logfile import LARGEST_BYTES, log_to_file
from outbreath_app.paths import chosen_data


@pytest.fixture(autouse=True)
def same_handlers() -> Iterator[None]:
    root = logging.getLogger()
    before, level = list(root.handlers), root.level
    yield
    for handler in [one for one in root.handlers if one not in before]:
        root.removeHandler(handler)
        handler.close()
    root.setLevel(level)


def test_what_is_logged_lands_in_a_private_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with chosen_data(tmp_path):
        log_to_file("window")
    logging.getLogger("outbreath_app.test").warning("the strap went away")
    path = tmp_path / "logs" / "window.log"
    assert "WARNING outbreath_app.test: the strap went away" in path.read_text()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert capsys.readouterr().err == ""


def test_a_fault_is_told_without_what_it_quotes(tmp_path: Path) -> None:
    with chosen_data(tmp_path):
        log_to_file("window")
    try:
        try:
            raise KeyError("Juniper felt 62 bpm")
        except KeyError as error:
            raise ValueError("the note of Juniper") from error
    except ValueError:
        logging.getLogger("outbreath_app.test").exception("a fault in the window")
    logging.getLogger("bleak.backends").info("Polar H10 of Juniper")
    said = (tmp_path / "logs" / "window.log").read_text()
    assert "builtins.ValueError" in said
    assert "builtins.KeyError" in said
    assert "test_logfile.py" in said
    assert "Juniper" not in said


def test_a_large_log_is_put_aside(tmp_path: Path) -> None:
    (tmp_path / "logs").mkdir()
    (tmp_path / "logs" / "window.log").write_bytes(b"x" * (LARGEST_BYTES + 1))
    with chosen_data(tmp_path):
        log_to_file("window")
    assert (tmp_path / "logs" / "window.log").stat().st_size == 0
    assert (tmp_path / "logs" / "window.old.log").stat().st_size == LARGEST_BYTES + 1


def test_a_folder_that_cannot_be_made_is_let_be(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with chosen_data(tmp_path / "file"):
        log_to_file("window")
    logging.getLogger("outbreath_app.test").warning("said to nobody")
