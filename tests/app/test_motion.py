"""Breathing measured at the strap reaches the live estimate, the same live and replayed, and fails without harm."""

from __future__ import annotations

import pytest

from outbreath_app.session import Session
from outbreath_devices.recording.line import Line
from outbreath_devices.simulated import Fault, FaultKind
from outbreath_signal.estimate import BreathSource, Estimate
from support.simulated_session import simulated_lines


def estimates_of(lines: list[Line]) -> list[Estimate]:
    session = Session()
    return [estimate for line in lines for estimate in session.feed(line).estimates]


@pytest.mark.parametrize("rate_per_min", [5.0, 12.0])
def test_the_chest_tells_the_breathing_rate(rate_per_min: float) -> None:
    lines = simulated_lines(100, rate_per_min)
    estimates = estimates_of(lines)
    last = estimates[-1]
    assert last.breath_source is BreathSource.ACCELEROMETER
    assert last.breath_rate_per_min == pytest.approx(rate_per_min, abs=0.5)
    assert estimates_of(lines) == estimates


def test_without_motion_the_heart_tells_it() -> None:
    lines = [line for line in simulated_lines(150, 12.0) if line.get("s") not in ("pmd_data", "pmd_control")]
    last = estimates_of(lines)[-1]
    assert last.breath_source in (BreathSource.RR, None)


def test_damaged_and_foreign_frames_change_nothing() -> None:
    lines = simulated_lines(60, 6.0)
    beats_only = [line for line in lines if line.get("s") != "pmd_data"]
    damaged = [{**line, "b": str(line["b"])[:9]} if line.get("s") == "pmd_data" else line for line in lines]
    assert estimates_of(damaged) == estimates_of(beats_only)


def test_a_lost_link_begins_the_motion_anew() -> None:
    lines = simulated_lines(150, 6.0, (Fault(FaultKind.LINK_LOST, 60, 80),))
    last = estimates_of(lines)[-1]
    assert last.breath_source is BreathSource.ACCELEROMETER
    assert last.breath_rate_per_min == pytest.approx(6.0, abs=0.5)
