"""The published criteria and the course of assessments: known answers from a known rhythm."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from outbreath_app.assess.answer import Assessment
from outbreath_app.assess.criteria import Criteria, Criterion, best_paces, criteria_of
from outbreath_app.assess.protocol import Protocol
from outbreath_app.assess.reading import assess_recording
from outbreath_app.catalogue.assessment_history import (
    Finding,
    PastAssessment,
    compare,
    past_assessments,
    recheck_due,
)
from outbreath_app.paths import RECORDINGS
from outbreath_app.stream.bundled import bundled_folder
from outbreath_app.stream.sources import open_source
from outbreath_devices.recording.line import seal
from outbreath_signal.beats import BeatSeries

_DAY_NS = 86_400_000_000_000


def wave(rate_per_min: float, swing_ms: float, second_ms: float = 0.0) -> BeatSeries:
    """Two minutes of intervals that swing at one rate, and if wanted at another one in LF."""
    t_s, rr = [0.0], []
    while t_s[-1] < 120:
        at = t_s[-1] + 0.45
        swing = swing_ms / 2 * np.sin(2 * np.pi * rate_per_min / 60 * at)
        rr.append(900 + swing + second_ms / 2 * np.sin(2 * np.pi * 0.14 * at))
        t_s.append(t_s[-1] + rr[-1] / 1000)
    return BeatSeries.from_rr(rr)


def of(beats: BeatSeries, rate: float = 6.0) -> Criteria:
    return criteria_of(beats, np.ones(len(beats), dtype=np.bool_), rate, 0.0, 120.0, 0.9)


def test_the_power_of_one_wave_is_that_of_its_sinusoid() -> None:
    one = of(wave(6.0, 120.0))
    assert one.lf_ms2 == pytest.approx(120.0**2 / 8, rel=0.06)
    assert one.lf_peaks == 1
    assert one.peak_trough_bpm == pytest.approx(60000 / 840 - 60000 / 960, rel=0.06)
    assert one.concentration is not None
    assert one.concentration > 5


def test_a_second_wave_is_a_second_peak_and_less_concentrated() -> None:
    one, two = of(wave(6.0, 120.0)), of(wave(6.0, 120.0, second_ms=90.0))
    assert two.lf_peaks == 2
    assert one.concentration is not None
    assert two.concentration is not None
    assert two.concentration < one.concentration / 5


def test_twice_the_swing_is_four_times_the_power() -> None:
    small, large = of(wave(6.0, 60.0)), of(wave(6.0, 120.0))
    assert small.lf_ms2 is not None
    assert large.lf_ms2 == pytest.approx(4 * small.lf_ms2, rel=0.02)
    assert large.lf_peak_ms2_hz == pytest.approx(4 * (small.lf_peak_ms2_hz or 0), rel=0.02)


def test_phase_is_left_open_without_a_belt() -> None:
    assert of(wave(6.0, 120.0)).phase_deg is None
    assert best_paces([of(wave(6.0, 120.0))], Criterion.PHASE) == ()


def test_a_short_step_has_no_spectrum() -> None:
    beats = wave(6.0, 120.0)
    short = criteria_of(beats, np.ones(len(beats), dtype=np.bool_), 6.0, 0.0, 45.0, 0.9)
    assert short.lf_ms2 is None
    assert short.peak_trough_bpm is not None


def test_the_best_pace_by_each_criterion() -> None:
    many = [
        Criteria(6.0, 9.0, 900.0, 5e4, 8.0, 0.9, 2),
        Criteria(5.5, 12.0, 1500.0, 4e4, 9.0, 0.95, 1),
    ]
    assert best_paces(many, Criterion.PEAK_TROUGH) == (5.5,)
    assert best_paces(many, Criterion.LF_PEAK) == (6.0,)
    assert best_paces(many, Criterion.LF_PEAKS) == (5.5,)


def test_the_steps_of_a_recording_carry_them() -> None:
    step = assess_recording(open_source("resonance-stepped")).as_dict()["steps"][2]
    assert step["lf_peaks"] == 1
    assert 0 < step["lf_ms2"] < step["lf_peak_ms2_hz"]
    assert step["phase_deg"] is None
    assert step["breath_source"] == "rr"


def found(pace: float | None, half: float = 0.3, flat: bool = False) -> Assessment:
    if pace is None:
        return Assessment(Protocol.ADAPTIVE, 9.6, (), flat=flat)
    return Assessment(Protocol.ADAPTIVE, 9.6, (), pace, pace - half, pace + half)


def past(pace: float | None, day: int, flat: bool = False) -> PastAssessment:
    return PastAssessment(Path(f"{day}.jsonl"), day * _DAY_NS, 0, found(pace, flat=flat))


def test_the_first_assessment_has_nothing_to_be_compared_with() -> None:
    assert compare(found(5.5), []).finding is Finding.FIRST


def test_a_difference_within_both_intervals_is_no_change() -> None:
    comparison = compare(found(5.5), [past(5.7, 20), past(4.9, 10)])
    assert comparison.finding is Finding.WITHIN
    assert comparison.difference_per_min == pytest.approx(-0.2)
    assert comparison.low_per_min == pytest.approx(-0.2 - 0.3 * 2**0.5)


def test_a_difference_beyond_both_is_a_change() -> None:
    assert compare(found(5.2), [past(6.2, 20)]).finding is Finding.CHANGED


def test_what_named_no_pace_cannot_be_compared() -> None:
    assert compare(found(None), [past(5.5, 20)]).finding is Finding.UNKNOWN
    assert compare(found(5.5), [past(None, 20, flat=True)]).finding is Finding.UNKNOWN


def test_an_old_answer_is_worth_another_look() -> None:
    assert recheck_due([past(5.5, 10)], 60 * _DAY_NS) == 50
    assert recheck_due([past(5.5, 10)], 30 * _DAY_NS) is None
    assert recheck_due([past(None, 10)], 90 * _DAY_NS) is None
    assert recheck_due([], 90 * _DAY_NS) is None


def test_earlier_assessments_come_from_the_catalogue(tmp_path: Path) -> None:
    folder = tmp_path / RECORDINGS
    folder.mkdir()
    for name in ("resonance-stepped", "quiet-rest"):
        (folder / f"{name}.jsonl").write_bytes((bundled_folder() / f"{name}.jsonl").read_bytes())
    (one,) = past_assessments(tmp_path)
    read = assess_recording(open_source("resonance-stepped"))
    assert one.path == folder / "resonance-stepped.jsonl"
    assert one.found.resonance_per_min == pytest.approx(read.resonance_per_min, abs=1e-3)
    assert one.found.protocol is Protocol.STEPPED


def test_a_simulated_hearts_assessment_counts_only_while_there_is_no_other(tmp_path: Path) -> None:
    folder = tmp_path / RECORDINGS
    folder.mkdir()
    simulated = (bundled_folder() / "resonance-stepped.jsonl").read_bytes()
    (folder / "simulated.jsonl").write_bytes(simulated)
    assert [one.path.name for one in past_assessments(tmp_path)] == ["simulated.jsonl"]
    head, rest = simulated.split(b"\n", 1)
    line = {key: value for key, value in json.loads(head).items() if key != "c"}
    line["strap"] = {"address": "A0:9E:1A:00:00:01", "name": "A strap", "kind": "strap"}
    (folder / "own.jsonl").write_bytes(seal(line) + rest)
    assert [one.path.name for one in past_assessments(tmp_path)] == ["own.jsonl"]
