"""What a person saw live is what a replay of the recording gives, number for number."""

from __future__ import annotations

import asyncio
from pathlib import Path

from outbreath_app.pacing import Pattern
from outbreath_app.pacing.lines import pace_line
from outbreath_app.pacing.pacer import Pacer
from outbreath_app.recorder.process import Recorder, head_of
from outbreath_app.stream.replaying import estimates_of
from outbreath_app.stream.session import Session
from outbreath_app.stream.sources import open_source
from outbreath_devices.recording import RecordingWriter
from outbreath_devices.recording.line import unseal
from outbreath_devices.simulated.strap import Fault, FaultKind, SimulatedHeart, SimulatedStrap
from outbreath_signal.estimate import Estimate

MINUTES = 4


class Watch:
    """A sink that computes estimates as the window does, from each line as it comes."""

    def __init__(self) -> None:
        self._session = Session()
        self.seen: list[Estimate] = []

    def put(self, sealed: bytes) -> None:
        line = unseal(sealed)
        assert line is not None
        self.seen.extend(self._session.feed(line).estimates)

    def close(self) -> None:
        pass


class ManualClock:
    """Time that passes only when somebody sleeps."""

    def __init__(self, until_s: float) -> None:
        self.now_ns, self._until_ns = 5_000_000_000, round(until_s * 1e9)
        self.over = asyncio.Event()

    def __call__(self) -> int:
        return self.now_ns

    async def sleep(self, seconds: float) -> None:
        if self.now_ns > self._until_ns:
            self.over.set()
            await asyncio.Event().wait()
        self.now_ns += round(seconds * 1e9)
        await asyncio.sleep(0)


async def lived(path: Path) -> list[Estimate]:
    """A paced session with a drop and lost contact, recorded; the estimates as they were seen."""
    clock, watch = ManualClock(60 * MINUTES), Watch()
    faults = [Fault(FaultKind.LINK_LOST, 80, 95), Fault(FaultKind.CONTACT_LOST, 150, 160)]
    strap = SimulatedStrap(SimulatedHeart(seed=3), faults=faults, clock=clock, sleep=clock.sleep)
    writer = RecordingWriter(path, head_of("simulated", "simulated"), mono=clock)
    recorder = Recorder(strap, writer, [watch])
    running = asyncio.create_task(recorder.run())
    await asyncio.sleep(0)
    recorder.command(pace_line(Pacer().changed(clock.now_ns, Pattern(), 6.0).paces[-1]))
    await clock.over.wait()
    recorder.stop()
    await running
    return watch.seen


def test_a_replay_gives_the_live_estimates_beat_for_beat(tmp_path: Path) -> None:
    path = tmp_path / "lived.jsonl"
    seen = asyncio.run(lived(path))
    again = list(estimates_of(open_source(str(path))))
    assert len(seen) > 200
    assert again == seen
    assert any(one.rsa_ms is not None for one in seen)
    assert any(one.reasons for one in seen)
