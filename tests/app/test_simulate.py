"""A simulated session holds every beat of its rhythm, once and in order, as a strap would have sent it."""

import itertools
import struct
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from outbreath_app.beatstream import payload_of
from outbreath_app.cli import cli
from outbreath_app.simulate import FIRST_NS, Outage, Plan, heart_rate_payload, session_lines
from outbreath_devices.recording.line import Line, unseal
from outbreath_signal.synth import synthesise


def intervals(lines: list[Line]) -> list[int]:
    payloads = [payload_of(line) for line in lines if line["k"] == "n" and line["s"] == "hr"]
    return [rr for payload in payloads for (rr,) in struct.iter_unpack("<H", payload[2:])]


def test_every_interval_is_sent_once_and_in_order() -> None:
    rhythm = synthesise(120, rsa_ms=150, seed=3)
    lines = list(session_lines(rhythm.beats.t_s, rhythm.rr_1024, Plan()))
    assert intervals(lines) == rhythm.rr_1024.tolist()
    assert [line["n"] for line in lines] == list(range(1, len(lines) + 1))
    assert all(a["t"] <= b["t"] for a, b in itertools.pairwise(lines))


def test_no_beat_is_sent_before_it_happened() -> None:
    rhythm = synthesise(60, seed=5)
    told = 0
    for line in session_lines(rhythm.beats.t_s, rhythm.rr_1024, Plan()):
        if line["k"] == "n" and line["s"] == "hr":
            told += len(intervals([line]))
            assert told == 0 or rhythm.beats.t_s[told - 1] <= (line["t"] - FIRST_NS) / 1e9


def test_an_outage_silences_exactly_the_intervals_it_touches() -> None:
    rhythm = synthesise(60, seed=5)
    start = rhythm.beats.t_s - rhythm.beats.rr_ms / 1000
    lost = (start < 30) & (rhythm.beats.t_s > 20)
    lines = list(session_lines(rhythm.beats.t_s, rhythm.rr_1024, Plan(outages=[Outage(20, 30)])))
    assert intervals(lines) == rhythm.rr_1024[~lost].tolist()
    assert [line["state"] for line in lines if line["k"] == "link"] == ["connected", "lost", "connected"]


def test_a_packet_without_contact_says_so_and_holds_nothing() -> None:
    assert heart_rate_payload([], contact=False) == bytes([0x04, 0])
    assert heart_rate_payload([1024]) == bytes([0x16, 60, 0, 4])


def test_the_command_writes_the_same_bytes_for_the_same_seed(tmp_path: Path) -> None:
    for name in ("a", "b"):
        arguments = ["simulate", "--minutes", "1", "--rate-per-min", "6", "--rsa-ms", "100", "--seed", "7"]
        result = CliRunner().invoke(cli, [*arguments, "--out", str(tmp_path / name)])
        assert result.exit_code == 0, result.output
    written = (tmp_path / "a").read_bytes()
    assert written == (tmp_path / "b").read_bytes()
    assert all(unseal(line) is not None for line in written.splitlines())


def test_the_command_never_writes_over_a_file(tmp_path: Path) -> None:
    there = tmp_path / "mine.jsonl"
    there.write_text("kept")
    arguments = ["simulate", "--minutes", "1", "--rate-per-min", "6", "--rsa-ms", "100", "--out", str(there)]
    result = CliRunner().invoke(cli, arguments)
    assert result.exit_code == 1
    assert "mine.jsonl" in result.output
    assert there.read_text() == "kept"


@pytest.mark.parametrize("rate", ["2", "40", "fast"])
def test_an_impossible_rate_is_wrong_use(tmp_path: Path, rate: str) -> None:
    arguments = [
        "simulate",
        "--minutes",
        "1",
        "--rate-per-min",
        rate,
        "--rsa-ms",
        "100",
        "--out",
        str(tmp_path / "x"),
    ]
    assert CliRunner().invoke(cli, arguments).exit_code == 2


def test_fast_natural_breathing_is_nobodys_request(tmp_path: Path) -> None:
    out = tmp_path / "fast.jsonl"
    arguments = ["simulate", "--minutes", "1", "--rate-per-min", "18", "--rsa-ms", "40", "--out", str(out)]
    assert CliRunner().invoke(cli, arguments).exit_code == 0
    lines = [unseal(raw) for raw in out.read_bytes().splitlines()]
    assert not [line for line in lines if line is not None and line["k"] == "pace"]
    assert np.isclose(
        60.0, max(line["t"] for line in lines if line is not None) / 1e9 - FIRST_NS / 1e9, atol=3.0
    )
