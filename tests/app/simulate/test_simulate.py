"""A simulated session holds every beat of its rhythm, once and in order, as a strap would have sent it."""

import itertools
import json
import struct
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from outbreath_app.cli import cli
from outbreath_app.simulate.recording import FIRST_NS, Outage, Plan, heart_rate_payload, session_lines
from outbreath_app.stream.beats import payload_of
from outbreath_devices.recording.line import Line, unseal
from outbreath_signal.synthetic.rhythm import synthesise


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


def simulated(tmp_path: Path, *options: str) -> tuple[Path, Path, Path]:
    """A session of five minutes with a truth file and exact intervals beside it."""
    out, truth, text = (tmp_path / name for name in ("s.jsonl", "s.truth", "s.txt"))
    arguments = ["simulate", "--minutes", "5", "--rsa-ms", "120", *options, "--out", str(out)]
    result = CliRunner().invoke(cli, [*arguments, "--truth", str(truth), "--rr-text", str(text)])
    assert result.exit_code == 0, result.output
    return out, truth, text


def json_lines(text: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in text.splitlines()]


def test_every_knob_is_in_the_truth_and_the_program_reads_back_what_was_put_in(tmp_path: Path) -> None:
    knobs = {
        "--rate-per-min": "7", "--inhale-share": "0.3333", "--lag-cycles": "0.2", "--depth-sd-pct": "5",
        "--rate-sd-pct": "1", "--depth-drift-pct": "10", "--resonance-per-min": "7", "--resonance-q": "3",
        "--mayer-ms": "2", "--vlf-ms": "5", "--noise-ms": "3", "--missed-pct": "1", "--extra-pct": "1",
        "--ectopic-pct": "1", "--misaligned-pct": "0.5", "--seed": "2",
    }  # fmt: skip
    out, truth_file, _ = simulated(tmp_path, *itertools.chain.from_iterable(knobs.items()))
    truth = json_lines(truth_file.read_text())
    made = truth[0]
    for option, value in knobs.items():
        assert made[option[2:].replace("-", "_")] == float(value), option
    breaths = [line for line in truth if line["k"] == "breath"]
    assert 33 <= len(breaths) <= 37
    faults = [line for line in truth if line["k"] == "fault"]
    assert {line["label"] for line in faults} == {"missed", "extra", "ectopic", "misaligned"}
    beats = [line for line in truth if line["k"] == "beat"]
    listed = json_lines(CliRunner().invoke(cli, ["beats", str(out), "--json"]).stdout)
    assert [line["rr_1024"] for line in listed] == [line["rr_1024"] for line in beats]
    spoilt = {fault["beat"] for fault in faults}
    named = {i for i, line in enumerate(listed) if line["label"] != "normal"}
    assert all({fault - 1, fault, fault + 1} & named for fault in spoilt)  # type: ignore[operator]
    found = json.loads(CliRunner().invoke(cli, ["analyse", str(out), "--json"]).stdout)
    rsa = np.mean([float(str(line["rsa_ms"])) for line in beats])
    assert found["rsa_ms"] == pytest.approx(rsa, rel=0.05)
    assert found["rsa_low_ms"] < rsa < found["rsa_high_ms"]
    assert found["breath_rate_per_min"] == pytest.approx(7, abs=0.1)


def test_a_change_of_rate_is_paced_and_breathed(tmp_path: Path) -> None:
    out, truth_file, _ = simulated(
        tmp_path, "--rate-per-min", "7", "--then", "100", "6", "--then", "200", "5"
    )
    lines = [unseal(raw) for raw in out.read_bytes().splitlines()]
    paces = [line for line in lines if line is not None and line["k"] == "pace"]
    assert [pace["rate_per_min"] for pace in paces] == [7, 6, 5]
    rates = [
        float(str(line["breath_rate_per_min"]))
        for line in json_lines(truth_file.read_text())
        if line["k"] == "beat"
    ]
    assert rates[0] == 7
    assert rates[-1] == 5


def test_exact_intervals_are_those_the_strap_rounds_to_its_clock(tmp_path: Path) -> None:
    _, truth_file, text = simulated(tmp_path, "--rate-per-min", "6", "--noise-ms", "5")
    exact = np.array([float(line) for line in text.read_text().split()])
    ticks = [int(str(line["rr_1024"])) for line in json_lines(truth_file.read_text()) if line["k"] == "beat"]
    apart = exact - np.array(ticks) * 1000 / 1024
    assert 0.2 < apart.std() < 0.6
    assert np.abs(apart.cumsum()).max() < 1.0, "the clock is rounded, not each interval"


def test_what_the_link_holds_back_comes_at_once_and_nothing_is_lost() -> None:
    rhythm = synthesise(90, seed=5)
    lines = list(session_lines(rhythm.beats.t_s, rhythm.rr_1024, Plan(holds=[(20.0, 8.0), (86.0, 30.0)])))
    assert intervals(lines) == rhythm.rr_1024.tolist()
    came = np.array(
        [(line["t"] - FIRST_NS) / 1e9 for line in lines if line["k"] == "n" and line["s"] == "hr"]
    )
    assert not ((came > 20) & (came < 28)).any()
    assert (came == 28).sum() == 8
    assert came[-1] == 116
    assert lines[-1]["k"] == "foot"
    assert lines[-1]["t"] >= lines[-2]["t"]


def test_a_held_back_burst_makes_no_break(tmp_path: Path) -> None:
    out, _, _ = simulated(tmp_path, "--rate-per-min", "6", "--hold", "60", "10", "--every-s", "2")
    found = json.loads(CliRunner().invoke(cli, ["analyse", str(out), "--json"]).stdout)
    assert found["gaps"] == 0
    assert found["rsa_ms"] == pytest.approx(120, rel=0.02)


@pytest.mark.parametrize("name", ["s.jsonl", "s.truth", "s.txt"])
def test_no_file_is_written_when_one_of_them_is_there(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("kept")
    arguments = ["simulate", "--minutes", "1", "--rate-per-min", "6", "--rsa-ms", "50"]
    for option, file in (("--out", "s.jsonl"), ("--truth", "s.truth"), ("--rr-text", "s.txt")):
        arguments += [option, str(tmp_path / file)]
    result = CliRunner().invoke(cli, arguments)
    assert result.exit_code == 1
    assert name in result.output
    assert [path.name for path in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize(
    "options", [("--missed-pct", "15", "--extra-pct", "15"), ("--then", "60", "5", "--then", "40", "6")]
)
def test_what_cannot_be_made_is_said_in_a_sentence(tmp_path: Path, options: tuple[str, ...]) -> None:
    arguments = ["simulate", "--minutes", "2", "--rate-per-min", "6", "--rsa-ms", "50", *options]
    result = CliRunner().invoke(cli, [*arguments, "--out", str(tmp_path / "s.jsonl")])
    assert result.exit_code == 1
    assert isinstance(result.exception, SystemExit)
