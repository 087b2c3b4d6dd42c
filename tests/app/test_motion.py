"""Breathing measured at the strap reaches the live estimate, the same live and replayed, and fails without harm."""

from __future__ import annotations

import asyncio
from contextlib import suppress

import pytest

from outbreath_app.recorder import line_of
from outbreath_app.session import Session
from outbreath_devices.events import LinkChange, Notification
from outbreath_devices.pmd import PmdKind
from outbreath_devices.recording.line import Line
from outbreath_devices.simulated import Fault, FaultKind, SimulatedHeart, SimulatedStrap
from outbreath_signal.estimate import BreathSource, Estimate
from support.clocks import ManualClock


class Over(Exception):
    """The time asked for is up."""


def simulated_lines(seconds: float, breath_per_min: float, faults: tuple[Fault, ...] = ()) -> list[Line]:
    clock = ManualClock(5_000_000_000)

    async def sleep(wait_s: float) -> None:
        clock.advance_s(wait_s)
        if clock.now_ns() > (5 + seconds) * 1e9:
            raise Over

    async def listen() -> list[Line]:
        heart = SimulatedHeart(natural_per_min=breath_per_min)
        strap = SimulatedStrap(heart, streams=list(PmdKind), faults=faults, clock=clock.now_ns, sleep=sleep)
        lines: list[Line] = [{"n": 1, "t": 5_000_000_000, "k": "head", "v": 1}]
        async with strap:
            with suppress(Over):
                async for event in strap:
                    at_ns = event.received_ns if isinstance(event, Notification) else event.at_ns
                    assert isinstance(event, Notification | LinkChange)
                    lines.append({"n": len(lines) + 1, "t": at_ns, **line_of(event)})
        return lines

    return asyncio.run(listen())


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
