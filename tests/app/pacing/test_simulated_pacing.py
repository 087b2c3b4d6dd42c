"""The simulated person breathes with a pacer that slides or ramps, as with a steady one."""

from __future__ import annotations

import asyncio

import pytest

from outbreath_app.pacing import Pacer, Pattern, pace_line
from outbreath_app.recorder.process import _lead
from outbreath_devices.simulated.heart import Breathing
from outbreath_devices.simulated.strap import SimulatedStrap
from support.clocks import ManualClock

_NS = 1_000_000_000


def led_by(pacer: Pacer, clock: ManualClock) -> SimulatedStrap:
    """A strap that was told the pacer's latest change."""

    async def connect() -> SimulatedStrap:
        return await SimulatedStrap(clock=clock.now_ns).__aenter__()

    strap = asyncio.run(connect())
    _lead(strap, pace_line(pacer.paces[-1]))
    return strap


@pytest.mark.parametrize(
    "how", [{"slide_s": 0.067, "slide_breaths": 78.0}, {"to_rate_per_min": 5.0, "ramp_per_min": 0.5}, {}]
)
def test_breath_and_pacer_stay_together(how: dict[str, float]) -> None:
    clock = ManualClock()
    pacer = Pacer().changed(clock.now_ns() + 2 * _NS, Pattern(), 6.75, **how)  # type: ignore[arg-type]
    breathing = led_by(pacer, clock)._breathing
    for after_s in (2.0, 10.0, 95.0, 400.0):
        at_ns = clock.now_ns() + round(after_s * _NS)
        rate, share, phase = breathing.at(after_s)
        assert rate == pytest.approx(pacer.rate_at(at_ns))
        assert phase == pytest.approx(pacer.phase_at(at_ns), abs=1e-6)
        assert share == pytest.approx(0.4)


def test_a_stopped_pacer_lets_the_breath_go_its_own_way() -> None:
    clock = ManualClock()
    strap = led_by(Pacer().changed(clock.now_ns(), Pattern(), 6.75, slide_s=0.067, slide_breaths=78.0), clock)
    _lead(strap, {"k": "pace", "rate_per_min": None, "at": clock.now_ns()})
    assert strap._breathing.at(30.0)[0] == strap.heart.natural_per_min


def test_a_steady_pace_takes_the_place_of_a_lead() -> None:
    breathing = Breathing(13.0)
    breathing.led(lambda at_s: (5.0, 0.4, at_s * 5 / 60))
    assert breathing.at(12.0) == (5.0, 0.4, 1.0)
    breathing.follow(6.0, 0.5, 3.0, 10.0)
    assert breathing.at(20.0) == (6.0, 0.5, 4.0)
