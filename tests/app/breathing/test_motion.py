"""Breathing measured at the strap reaches the live estimate, the same live and replayed, and fails without harm."""

from __future__ import annotations

import cmath
import math

import pytest

from outbreath_app.stream.session import Session
from outbreath_devices.recording.line import Line
from outbreath_devices.simulated.strap import Fault, FaultKind
from outbreath_signal.estimate import BreathSource, Estimate, PhaseZero
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


@pytest.mark.parametrize("rate_per_min", [5.0, 12.0])
def test_the_chest_tells_where_in_the_breath_a_beat_is(rate_per_min: float) -> None:
    told = [e for e in estimates_of(simulated_lines(120, rate_per_min)) if e.t_s > 60]
    assert {e.breath_phase_source for e in told} == {BreathSource.ACCELEROMETER}
    zeros = {e.breath_phase_zero for e in told}
    # fast breaths pass while the beats are still under way, so then the heart may not tell the chest's sides apart
    assert zeros <= {PhaseZero.CHEST_BY_HEART, PhaseZero.CHEST}
    assert rate_per_min > 8 or zeros == {PhaseZero.CHEST_BY_HEART}
    # the simulated person breathes in at whole numbers of breaths since the strap began, 5 s into its clock as the recording is
    steps = [
        (e.breath_phase_cycles - rate_per_min / 60 * e.t_s) % 1.0
        for e in told
        if e.breath_phase_cycles is not None
    ]
    centre = cmath.phase(sum(cmath.exp(2j * math.pi * step) for step in steps)) / (2 * math.pi)
    assert len(steps) > 50
    assert max(abs((step - centre + 0.5) % 1 - 0.5) for step in steps) < 0.1
    assert rate_per_min > 8 or abs((centre + 0.5) % 1 - 0.5) < 0.2
