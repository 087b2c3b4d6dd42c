"""`outbreath breath`: a rate per window, empty where it is not told."""

from __future__ import annotations

import json

import numpy as np
import pytest
from click.testing import CliRunner

from outbreath_app.cli import cli
from outbreath_devices.recording.line import seal
from support.simulated_session import simulated_lines


def test_the_practised_rate_is_told_along_the_recording():
    result = CliRunner().invoke(cli, ["breath", "practice-6-per-min", "--json"])
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    practised = [row["rate_per_min"] for row in rows if row["t_s"] < 260]
    assert result.exit_code == 0
    told = [rate for rate in practised if rate is not None]
    assert told == pytest.approx([6.0] * len(told), abs=0.25)
    # the last windows reach into the free breathing after it, where a slow rate needs evidence
    assert practised[:20] == told[:20]
    assert {row["source"] for row in rows} == {"rr"}
    assert all(0 <= row["quality"] <= 1 for row in rows)


def test_what_is_not_told_is_null_and_too_little_is_refused():
    rng = np.random.default_rng(1)
    noise = "\n".join(f"{rr:.0f}" for rr in 900 + 30 * rng.standard_normal(200))
    rows = [
        json.loads(line)
        for line in CliRunner().invoke(cli, ["breath", "-", "--json"], input=noise).stdout.splitlines()
    ]
    assert sum(row["rate_per_min"] is None for row in rows) > len(rows) / 2
    refused = CliRunner().invoke(cli, ["breath", "-"], input="800\n" * 20)
    assert refused.exit_code == 1
    assert "without a break" in refused.stderr


def test_the_phase_of_the_breath_is_given_with_what_it_rests_on(tmp_path):
    lines = simulated_lines(150, 7.0)
    with_motion, beats_only = tmp_path / "motion.jsonl", tmp_path / "beats.jsonl"
    with_motion.write_bytes(b"".join(seal(line) for line in lines))
    beats_only.write_bytes(b"".join(seal(line) for line in lines if line.get("s") != "pmd_data"))
    for file, source, zero in (
        (with_motion, "accelerometer", "turn of the chest nearest to where the heart quickens"),
        (beats_only, "rr", "heart begins to quicken"),
    ):
        result = CliRunner().invoke(cli, ["breath", str(file), "--json"])
        rows = [json.loads(line) for line in result.stdout.splitlines()]
        told = [row for row in rows if row["phase_cycles"] is not None]
        assert len(told) > 0.8 * sum(row["rate_per_min"] is not None for row in rows)
        assert len(told) > 5
        assert {(row["phase_source"], row["phase_zero"]) for row in told} == {(source, zero)}
        assert all(0 <= row["phase_cycles"] < 1 and 0.5 <= row["phase_quality"] <= 1 for row in told)
        drift = [(row["phase_cycles"] - 7 / 60 * row["t_s"] + 0.5) % 1 for row in told]
        assert np.ptp(np.angle(np.exp(2j * np.pi * (np.array(drift) - drift[0])))) / (2 * np.pi) < 0.15
