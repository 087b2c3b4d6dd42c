"""`outbreath repair` in words and exit codes."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner

from outbreath_app.cli import cli
from outbreath_devices.recording import RecordingWriter, read_recording


def test_a_damaged_recording_is_repaired_beside_it_and_told(tmp_path: Path) -> None:
    RecordingWriter(tmp_path / "a.jsonl", {}).close()
    (tmp_path / "b.jsonl").write_bytes((tmp_path / "a.jsonl").read_bytes()[:-4])
    done = CliRunner().invoke(cli, ["repair", str(tmp_path / "b.jsonl")])
    assert (done.exit_code, done.stdout) == (0, "")
    assert "1 line is sound; the last line is cut off, it was not ended by the recorder." in done.stderr
    assert read_recording(tmp_path / "b.repaired.jsonl").report.whole
    again = CliRunner().invoke(cli, ["repair", str(tmp_path / "b.jsonl")])
    assert again.exit_code == 1
    assert "there already" in again.stderr


def test_nothing_is_written_when_there_is_nothing_to_repair(tmp_path: Path) -> None:
    RecordingWriter(tmp_path / "a.jsonl", {}).close()
    done = CliRunner().invoke(cli, ["repair", str(tmp_path / "a.jsonl")])
    assert done.exit_code == 0
    assert "nothing to repair" in done.stderr
    assert list(tmp_path.iterdir()) == [tmp_path / "a.jsonl"]


def test_what_is_no_recording_ends_with_a_sentence(tmp_path: Path) -> None:
    for name in ("nowhere.jsonl", "."):
        done = CliRunner().invoke(cli, ["repair", str(tmp_path / name)])
        assert done.exit_code == 1
        assert done.stderr.startswith("Error: ")
        assert "Traceback" not in done.stderr
