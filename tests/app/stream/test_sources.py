"""Opening recordings: whole, damaged, compressed, piped, by name; and what the commands make of them."""

from __future__ import annotations

import gzip
import itertools
import json
from fractions import Fraction

import numpy as np
import pytest
from click.testing import CliRunner

from outbreath_app.cli import cli
from outbreath_app.stream.bundled import bundled_folder
from outbreath_app.stream.sources import SourceError, SourceKind, open_source
from outbreath_devices.recording.line import seal

NAME = "difficult-day"
PATH = bundled_folder() / f"{NAME}.jsonl"


def test_a_recording_keeps_the_straps_integers_and_its_breaks():
    source = open_source(str(PATH))
    assert source.kind is SourceKind.RECORDING
    assert source.warnings == ()
    assert source.rr_1024 is not None
    assert source.beats.rr_ms == pytest.approx(source.rr_1024 * 1000 / 1024, abs=0)
    assert np.count_nonzero(~source.beats.joined) > 1
    assert source.lines[0]["k"] == "head"


def test_a_bundled_recording_is_found_by_name():
    assert len(open_source(NAME).beats) == len(open_source(str(PATH)).beats)


@pytest.mark.parametrize("packed", [False, True])
def test_a_piped_recording_is_read_like_a_file(packed):
    content = gzip.compress(PATH.read_bytes()) if packed else PATH.read_bytes()
    result = CliRunner().invoke(cli, ["beats", "-", "--json"], input=content)
    assert len(result.stdout.splitlines()) == len(open_source(NAME).beats)


def test_damage_is_told_and_the_rest_read(tmp_path):
    damaged = tmp_path / "damaged.jsonl"
    content = bytearray(PATH.read_bytes()[:-40])
    content[3000] ^= 1
    damaged.write_bytes(content)
    source = open_source(str(damaged))
    assert len(source.beats) > 500
    assert "1 damaged line" in source.warnings[0]
    assert "cut off" in source.warnings[0]


def test_a_recording_without_beats_says_so(tmp_path):
    quiet = tmp_path / "quiet.jsonl"
    quiet.write_bytes(seal({"n": 1, "t": 5, "k": "head", "v": 1}))
    with pytest.raises(SourceError, match="without a single heart beat"):
        open_source(str(quiet))


def test_rows_and_export_are_exact_to_the_straps_unit():
    rows = [
        json.loads(line) for line in CliRunner().invoke(cli, ["beats", NAME, "--json"]).stdout.splitlines()
    ]
    exported = CliRunner().invoke(cli, ["export", NAME, "--to", "kubios", "--out", "-"])
    lines = exported.stdout.splitlines()
    assert [Fraction(line) for line in lines] == [Fraction(row["rr_1024"] * 1000, 1024) for row in rows]
    assert {row["label"] for row in rows} >= {"normal", "missed", "ectopic", "gap"}
    assert "break(s)" in exported.stderr
    assert all(a["t_s"] < b["t_s"] for a, b in itertools.pairwise(rows))
