"""`outbreath breath`: a rate per window, empty where it is not told."""

from __future__ import annotations

import json

import numpy as np
import pytest
from click.testing import CliRunner

from outbreath_app.cli import cli


def test_the_practised_rate_is_told_along_the_recording():
    result = CliRunner().invoke(cli, ["breath", "practice-6-per-min", "--json"])
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    practised = [row["rate_per_min"] for row in rows if row["t_s"] < 260]
    assert result.exit_code == 0
    assert practised == pytest.approx([6.0] * len(practised), abs=0.25)
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
