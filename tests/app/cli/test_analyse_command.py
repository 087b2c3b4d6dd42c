"""`outbreath analyse`, `beats` and `export` on R-R text: data on stdout, words on stderr, one sentence for bad input."""

from __future__ import annotations

import json
import os
import time

import pytest
from click.testing import CliRunner, Result

from outbreath_app.cli import cli

MS = "# resting\n" + "\n".join(str(800 + 7 * (i % 5)) for i in range(40)) + "\n"


def run(*words: object, stdin: str | bytes | None = None) -> Result:
    return CliRunner().invoke(cli, [str(word) for word in words], input=stdin)


@pytest.fixture
def rr_file(tmp_path):
    path = tmp_path / "rest.txt"
    path.write_text(MS)
    return path


def test_one_json_object_per_file_and_messages_on_stderr(rr_file, tmp_path):
    seconds = tmp_path / "seconds.txt"
    seconds.write_text("\n".join(f"{0.8 + 0.007 * (i % 5):.3f}" for i in range(40)))
    result = run("analyse", rr_file, seconds, "--json")
    first, second = (json.loads(line) for line in result.stdout.splitlines())
    assert result.exit_code == 0
    assert (first["file"], first["beats"]) == (str(rr_file), 40)
    assert first["duration_s"] == pytest.approx(32.56)
    assert second["rmssd_ms"] == pytest.approx(first["rmssd_ms"])
    assert "taken as ms" in result.stderr
    assert "taken as s" in result.stderr


def test_a_named_unit_is_not_talked_about(rr_file):
    assert run("analyse", rr_file, "--unit", "ms", "--json").stderr == ""


def test_standard_input_is_read_for_a_dash():
    result = run("analyse", "-", "--json", stdin=MS)
    assert json.loads(result.stdout)["beats"] == 40


def test_a_bad_file_among_good_ones_is_named_and_the_rest_still_printed(rr_file, tmp_path):
    result = run("analyse", tmp_path / "none.txt", rr_file, "--json")
    assert result.exit_code == 1
    assert json.loads(result.stdout)["beats"] == 40
    assert "none.txt" in result.stderr


def test_measures_can_be_chosen_and_unknown_ones_are_wrong_use(rr_file):
    chosen = json.loads(run("analyse", rr_file, "--json", "--measures", "rmssd_ms,geometric").stdout)
    assert {"rmssd_ms", "tinn_ms", "notes"} <= chosen.keys()
    assert "sdnn_ms" not in chosen
    assert run("analyse", rr_file, "--measures", "magic").exit_code == 2


def test_the_detrending_can_be_chosen_and_is_named():
    result = run("analyse", "quiet-rest", "--json", "--measures", "vlf_ms2", "--detrend", "smoothness-priors")
    plain = run("analyse", "quiet-rest", "--json", "--measures", "vlf_ms2")
    found, usual = json.loads(result.stdout), json.loads(plain.stdout)
    assert found["vlf_ms2"] < usual["vlf_ms2"]
    assert "smoothness-priors detrending" in found["methods"][0]


def test_table_names_units(rr_file):
    shown = run("analyse", rr_file).stdout
    assert "RMSSD" in shown
    assert "bpm" in shown
    assert shown == run("analyse", rr_file, "--table").stdout
    assert run("analyse", rr_file, "--table", "--json").exit_code == 2


def test_the_table_says_each_reason_once_with_all_it_withholds(tmp_path):
    path = tmp_path / "short.txt"
    path.write_text("\n".join(["800", "830", "850", "820", "790"] * 20))
    lines = [line for line in run("analyse", path).stdout.splitlines() if "Withheld" in line]
    reasons = [line.rsplit(": ", 1)[1] for line in lines]
    assert len(set(reasons)) == len(reasons)
    assert any("dfa_alpha1" in line and "sample_entropy" in line and "needs 300 s" in line for line in lines)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.hrm", b"[Params]\r\nVersion=106\r\nInterval=238\r\n[HRData]\r\n800\r\n810\r\n"),
        ("a.csv", b"duration,offline\n800,0\n810,0\n"),
    ],
)
def test_a_file_of_another_program_is_pointed_to_the_import(name, content, tmp_path):
    path = tmp_path / name
    path.write_bytes(content)
    result = run("analyse", path)
    assert_refused(result)
    assert "outbreath import" in result.stderr


def test_beats_are_one_json_line_each(rr_file):
    rows = [json.loads(line) for line in run("beats", rr_file, "--json").stdout.splitlines()]
    assert len(rows) == 40
    assert rows[1]["t_s"] == pytest.approx(1.607)
    assert rows[1]["rr_ms"] == 807.0
    assert rows[1]["rr_1024"] is None
    assert rows[1]["label"] == "normal"


def test_kubios_export_gives_back_what_was_read(rr_file, tmp_path):
    out = tmp_path / "kubios.txt"
    assert run("export", rr_file, "--to", "kubios", "--out", out).exit_code == 0
    assert out.read_text() == MS.split("\n", 1)[1]
    assert run("export", rr_file, "--to", "kubios", "--out", rr_file).exit_code == 2
    assert rr_file.read_text() == MS


BAD = {
    "empty": b"",
    "only comments": b"# nothing\n\n",
    "binary": bytes(range(256)) * 40,
    "nan": b"800\n810\nnan\n820\n",
    "infinite": b"800\ninf\n",
    "negative": b"800\n-810\n820\n",
    "two columns": b"0.0 800\n0.8 810\n",
    "words": b"date, rr, since start\n2025, 966, 0\n",
    "neither unit": b"45\n46\n47\n",
    "not a recording": b'{"n": 1, "t": 2}\n' * 50,
    "huge number": b"1" * 400 + b"\n",
    "broken gzip": b"\x1f\x8b" + b"\x00" * 500,
    "grouped digits": b"1_000\n" * 9,
}


@pytest.mark.parametrize("content", BAD.values(), ids=BAD.keys())
@pytest.mark.parametrize("command", ["analyse", "beats"])
def test_bad_content_ends_with_one_sentence(content, command, tmp_path):
    path = tmp_path / "bad.txt"
    path.write_bytes(content)
    assert_refused(run(command, path, "--json"))


def assert_refused(result: Result) -> None:
    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr.startswith("Error: ")
    assert len(result.stderr.strip().splitlines()) == 1
    assert result.stderr.strip().endswith(".")


@pytest.mark.parametrize(("unit", "content"), [("s", MS), ("ms", "0.8\n0.9\n0.8\n")])
def test_a_wrong_unit_is_refused_with_the_one_that_fits(unit, content):
    result = run("analyse", "-", "--unit", unit, stdin=content)
    assert_refused(result)
    assert "would fit" in result.stderr


def test_a_missing_file_and_a_folder_are_refused(tmp_path):
    assert_refused(run("beats", tmp_path / "missing"))
    assert_refused(run("beats", tmp_path))
    assert_refused(run("export", tmp_path, "--to", "kubios", "--out", tmp_path / "x"))


def test_odd_names_are_said_without_their_control_characters():
    for name in ("", "x\x1b[31mred", "line\nbreak", "half\udcff"):
        assert_refused(run("beats", name))
        assert "\x1b" not in run("beats", name).stderr


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="this user may read everything")
def test_a_forbidden_file_is_refused(rr_file):
    rr_file.chmod(0)
    assert_refused(run("beats", rr_file))


@pytest.mark.parametrize("filler", [b"\x00\xff", b"800\n", b"{]\n", b"8"])
def test_a_hundred_megabytes_of_junk_are_refused_in_under_two_seconds(filler, tmp_path):
    path = tmp_path / "junk"
    path.write_bytes(filler * (100_000_000 // len(filler)))
    began = time.perf_counter()
    assert_refused(run("analyse", path, "--json"))
    assert time.perf_counter() - began < 2
