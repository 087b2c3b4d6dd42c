"""The bundled recordings are whole, hold what their index says, and give the numbers they are known to give."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner

from outbreath_app.cli import cli
from outbreath_app.stream.beats import payload_of
from outbreath_app.stream.bundled import bundled_folder, bundled_names, resolve
from outbreath_app.stream.replaying import estimates_of
from outbreath_app.stream.sources import open_source
from outbreath_devices.recording import read_recording
from outbreath_devices.strap.heart_rate import parse_heart_rate
from outbreath_signal.artifacts.labelling import label_beats
from outbreath_signal.labels import Label
from outbreath_signal.measures.analysis import analyse

INDEX: list[dict[str, Any]] = json.loads((bundled_folder() / "index.json").read_text())


def test_the_index_names_every_recording() -> None:
    assert sorted(Path(entry["file"]).stem for entry in INDEX) == bundled_names()
    assert len(INDEX) >= 4


@pytest.mark.parametrize("entry", INDEX, ids=lambda entry: entry["file"])
def test_a_recording_is_whole_and_carries_its_truth(entry: dict[str, Any]) -> None:
    recording = read_recording(bundled_folder() / entry["file"])
    assert recording.report.whole, recording.report.sentence
    assert recording.header["truth"] == entry["truth"]


@pytest.mark.parametrize("entry", INDEX, ids=lambda entry: entry["file"])
def test_a_recording_gives_its_known_numbers(entry: dict[str, Any]) -> None:
    source = open_source(str(bundled_folder() / entry["file"]))
    found = analyse(source.beats).as_dict()
    expected = dict(entry["expected"])
    labels = expected.pop("labels")
    for key, value in expected.items():
        assert found[key] == pytest.approx(value, rel=1e-9), key
    words = [Label(code).word for code in label_beats(source.beats).codes]
    assert {word: words.count(word) for word in sorted(set(words))} == labels


def test_the_practice_shows_its_true_swing() -> None:
    """Truth: 190 ms at 5.8/min with Q 1.8, breathed at 6/min: 190 times the gain there."""
    truth = next(entry["truth"] for entry in INDEX if entry["file"] == "practice-6-per-min.jsonl")
    ratio = truth["paced_per_min"] / truth["resonance_per_min"]
    swing = truth["rsa_ms"] / np.sqrt(1 + (truth["resonance_q"] * (ratio - 1 / ratio)) ** 2)
    estimates = [
        one for one in estimates_of(open_source(str(resolve("practice-6-per-min")))) if 100 < one.t_s < 295
    ]
    told = [one.rsa_ms for one in estimates if one.rsa_ms is not None]
    assert len(told) > 0.9 * len(estimates)
    assert np.mean(told) == pytest.approx(swing, rel=0.05)


def test_the_difficult_day_marks_every_break() -> None:
    source = open_source(str(resolve("difficult-day")))
    outages = next(entry["truth"]["outages_s"] for entry in INDEX if entry["file"] == "difficult-day.jsonl")
    breaks = source.beats.t_s[~source.beats.joined]
    for start_s, end_s, _ in outages:
        assert ((breaks > start_s - 1) & (breaks < end_s + 3)).sum() == 1
    packets = [parse_heart_rate(payload_of(line)) for line in source.lines if line.get("s") == "hr"]
    impossible = sum(len(packet.rejected) for packet in packets)
    assert len(breaks) == 1 + len(outages) + impossible


def test_replay_prints_one_line_for_every_beat_with_the_promised_keys() -> None:
    result = CliRunner().invoke(cli, ["replay", "quiet-rest", "--headless", "--json"])
    assert result.exit_code == 0
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert len(rows) == next(
        entry["expected"]["beats"] for entry in INDEX if entry["file"] == "quiet-rest.jsonl"
    )
    promised = {
        "t_s", "hr_bpm", "rmssd_ms", "rsa_ms", "rsa_low_ms", "rsa_high_ms", "breath_rate_per_min", "breath_source",
        "quality", "reasons",
    }  # fmt: skip
    assert all(
        promised <= row.keys() and 0 <= row["quality"] <= 1 and isinstance(row["reasons"], list)
        for row in rows
    )
