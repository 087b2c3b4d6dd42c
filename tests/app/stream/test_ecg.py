"""The strap's intervals against its ECG: the simulated strap's agree, a lost beat and a foreign ECG are seen."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from outbreath_app.cli import cli
from outbreath_app.stream.beats import decode_beats
from outbreath_app.stream.ecg import ecg_of
from outbreath_devices.recording.line import seal
from outbreath_devices.simulated.strap import Fault, FaultKind
from outbreath_signal.ecg.check import check_beats, r_peaks
from outbreath_signal.errors import SignalError
from support.simulated_session import simulated_lines


def test_the_simulated_straps_intervals_agree_with_its_ecg() -> None:
    lines = simulated_lines(90, 6.0)
    (stretch,) = ecg_of(lines)
    assert stretch.rate_hz == pytest.approx(130, rel=0.002)
    beats = decode_beats(lines)
    peaks_s = stretch.begin_s + r_peaks(stretch.ecg_uv, stretch.rate_hz)
    check = check_beats(peaks_s, [b.t_s for b in beats], [b.rr_ms for b in beats], [b.joined for b in beats])
    assert check.matched >= check.beats - 5  # the axis settles during the first seconds
    assert check.compared > 80
    assert check.bias_ms == pytest.approx(0, abs=1)
    assert check.within_10_ms == pytest.approx(1, abs=0.02)
    upside_down = stretch.begin_s + r_peaks(-stretch.ecg_uv, stretch.rate_hz)
    assert len(upside_down) == pytest.approx(len(peaks_s), abs=2)


def test_a_beat_the_strap_missed_shows_in_the_comparison() -> None:
    peaks = np.cumsum(np.full(60, 0.9))
    times, rr = np.delete(peaks, 30), np.full(59, 900.0)
    rr[30] = 1800.0
    check = check_beats(peaks, times, rr, np.ones(59, dtype=bool))
    assert (check.beats, check.peaks, check.matched) == (59, 60, 59)
    assert check.compared == 57
    assert check.bias_ms == pytest.approx(0, abs=1e-6)


def test_a_hole_in_the_ecg_makes_two_stretches() -> None:
    lines = simulated_lines(90, 6.0, (Fault(FaultKind.LINK_LOST, 40, 50),))
    assert len(ecg_of(lines)) == 2


def test_too_little_ecg_is_refused() -> None:
    with pytest.raises(SignalError, match="10 s"):
        r_peaks(np.zeros(100), 130.0)


def test_the_command_prints_one_object_or_says_that_there_is_no_ecg(tmp_path: Path) -> None:
    whole, without = tmp_path / "ecg.jsonl", tmp_path / "rr.jsonl"
    lines = simulated_lines(60, 6.0)
    whole.write_bytes(b"".join(seal(line) for line in lines))
    without.write_bytes(b"".join(seal(line) for line in lines if line.get("s") != "pmd_data"))
    result = CliRunner().invoke(cli, ["ecg", str(whole), "--json"])
    assert result.exit_code == 0, result.output
    row = json.loads(result.stdout)
    assert row["within_10_ms"] > 0.97
    result = CliRunner().invoke(cli, ["ecg", str(without)])
    assert result.exit_code == 1
    assert "holds no ECG" in result.stderr
