"""A simulated strap's session as recording lines, on a manual clock."""

from __future__ import annotations

import asyncio
from contextlib import suppress

from outbreath_app.recorder.process import line_of
from outbreath_devices.pmd.frames import PmdKind
from outbreath_devices.recording.line import Line
from outbreath_devices.simulated.strap import Fault, SimulatedHeart, SimulatedStrap
from outbreath_devices.strap.events import LinkChange, Notification
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
