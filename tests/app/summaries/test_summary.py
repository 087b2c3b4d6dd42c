"""The summary against sessions with known truth."""

from __future__ import annotations

import numpy as np
import pytest

from outbreath_app.pacing import Pacer, Pattern, pace_line
from outbreath_app.simulate.recording import FIRST_NS, Plan, session_lines
from outbreath_app.summaries.of_session import (
    LEAST_RMSSD_S,
    Measured,
    mean_heart_rate,
    mean_of,
    rmssd,
    summarise,
)
from outbreath_signal.synthetic.rhythm import synthesise

NS = 1_000_000_000


def at(seconds: float) -> int:
    return FIRST_NS + round(seconds * NS)


def event(name: str, seconds: float, **more: object) -> tuple[float, dict[str, object]]:
    return seconds, {"k": "session", "event": name, "at": at(seconds), **more}


def phase(name: str, seconds: float) -> tuple[float, dict[str, object]]:
    return seconds, {"k": "phase", "name": name, "title": name.capitalize(), "at": at(seconds)}


def practice_session() -> list[dict[str, object]]:
    """Baseline 120 s, practice at 6/min 300 s with a pause of 20 s, recovery 120 s; mean R-R 900 ms throughout."""
    rhythm = synthesise(570.0, rate_per_min=6.0, rsa_ms=100.0, mean_rr_ms=900.0, noise_ms=6.0, seed=2)
    pacer = Pacer().changed(at(120), Pattern(), 6.0)
    events = [
        event("start", 0.0, title="Soothing rhythm"),
        phase("baseline", 0.0),
        phase("practice", 120.0),
        (120.0, pace_line(pacer.paces[-1])),
        event("pause", 200.0),
        (200.0, pace_line(pacer.stopped(at(200)).paces[-1])),
        event("resume", 220.0),
        (220.0, pace_line(pacer.stopped(at(200)).changed(at(220), Pattern(), 6.0).paces[-1])),
        phase("recovery", 440.0),
        (440.0, pace_line(pacer.stopped(at(440)).paces[-1])),
        event("stop", 560.0, complete=True),
        (1.0, {"k": "checkin", "when": "before", "items": {"calm": 3}}),
        (561.0, {"k": "checkin", "when": "after", "items": {"calm": 6, "safe": 5}}),
    ]
    return list(session_lines(rhythm.beats.t_s, rhythm.rr_1024, Plan(events=events)))


def test_each_part_has_its_time_and_numbers() -> None:
    summary = summarise(practice_session())
    assert summary.title == "Soothing rhythm"
    assert [part.kind for part in summary.parts] == ["baseline", "practice", "recovery"]
    assert [part.seconds for part in summary.parts] == pytest.approx([120, 300, 120])
    assert summary.complete
    assert not summary.discomfort
    for part in summary.parts:
        assert part.hr_bpm is not None
        assert part.hr_bpm.value == pytest.approx(60000 / 900, rel=0.02)
        assert part.hr_bpm.low is not None
        assert part.hr_bpm.high is not None
        assert part.hr_bpm.low < part.hr_bpm.value < part.hr_bpm.high
        assert part.usable_pct == pytest.approx(100, abs=3)


def test_rsa_of_the_practice_is_the_one_that_was_made() -> None:
    practice = summarise(practice_session()).parts[1]
    assert practice.rsa_ms is not None
    assert practice.rsa_ms.value == pytest.approx(100, rel=0.08)
    assert practice.rate_per_min == 6.0


def test_free_parts_have_no_pace_and_no_following() -> None:
    baseline = summarise(practice_session()).parts[0]
    assert baseline.rate_per_min is None
    assert baseline.followed_pct is None


def test_baseline_and_recovery_are_compared_with_an_interval() -> None:
    (change,) = summarise(practice_session()).changes
    assert change.measure == "heart rate"
    assert change.low < 0 < change.high, "nothing changed in this heart"


def test_check_ins_stand_side_by_side() -> None:
    assert summarise(practice_session()).checkin == {"calm": (3, 6), "safe": (None, 5)}


def test_rmssd_is_the_definition() -> None:
    rr = np.array([800.0, 820.0, 790.0, 810.0])
    measured = rmssd(np.cumsum(rr) / 1000, rr, np.array([False, True, True, True]))
    assert measured == Measured(pytest.approx(np.sqrt((400 + 900 + 400) / 3)))


def test_a_short_part_has_no_rmssd() -> None:
    lines = [
        line
        for line in practice_session()
        if not (line.get("k") == "phase" and line.get("name") != "baseline")
    ]
    stop = {"k": "session", "event": "stop", "at": at(LEAST_RMSSD_S - 5), "t": at(LEAST_RMSSD_S - 5)}
    cut = [line for line in lines if line["t"] < at(LEAST_RMSSD_S - 5)] + [stop]
    (part,) = summarise(cut).parts
    assert part.rmssd_ms is None
    assert part.hr_bpm is not None


def test_two_values_have_no_interval() -> None:
    assert mean_of(np.array([1.0, 2.0])) is None
    assert mean_heart_rate(np.array([1.0]), np.array([900.0])) is None


def test_a_recording_without_a_session_has_no_parts() -> None:
    rhythm = synthesise(30.0, seed=1)
    summary = summarise(session_lines(rhythm.beats.t_s, rhythm.rr_1024, Plan()))
    assert summary.parts == ()
    assert summary.practised_s == 0.0


def test_a_session_that_nobody_ended_lasted_as_long_as_it_was_recorded() -> None:
    lines = practice_session()
    whole = next(i for i, line in enumerate(lines) if line.get("t", 0) >= at(320))
    summary = summarise(lines[:whole])
    assert [part.seconds for part in summary.parts] == pytest.approx([120, 180], abs=1.5)
    assert not summary.complete
    assert summary.parts[-1].usable_pct is not None
    assert summary.parts[-1].usable_pct > 95
