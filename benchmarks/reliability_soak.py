"""A day of a simulated strap with faults, recorded and analysed at high speed: what is lost and how memory grows.

python benchmarks/reliability_soak.py [--hours 24] [--faults 143]
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import random
import tempfile
import time
from pathlib import Path

import psutil

from outbreath_app.recorder.process import Recorder, head_of
from outbreath_app.stream.session import Session
from outbreath_devices.recording import RecordingWriter
from outbreath_devices.recording.line import unseal
from outbreath_devices.recording.reader import open_lines
from outbreath_devices.simulated.strap import Fault, FaultKind, SimulatedStrap
from outbreath_devices.strap.events import Notification, Source, StrapEvent
from outbreath_devices.strap.heart_rate import parse_heart_rate

GROWTH_MB = 5.0
# The live engine's and the axis's buffers are full by then; what grows afterwards grows for ever.
SETTLED_S = 1800.0


class FastClock:
    """Time that passes as fast as it is slept."""

    def __init__(self) -> None:
        self.now_ns = 0

    def monotonic_ns(self) -> int:
        return self.now_ns

    async def sleep(self, seconds: float) -> None:
        self.now_ns += round(seconds * 1e9)
        await asyncio.sleep(0)


class Following:
    """A sink that does what the window's process does with every line, and watches its own memory."""

    def __init__(self, writer: RecordingWriter) -> None:
        self._writer, self._session = writer, Session()
        self._process = psutil.Process()
        self._next_s = 0.0
        self.beats = 0
        self.memory_mb: list[tuple[float, float]] = []

    def put(self, sealed: bytes) -> None:
        line = unseal(sealed)
        assert line is not None
        update = self._session.feed(line)
        self.beats += len(update.beats)
        if update.state.t_s >= self._next_s:
            self._next_s = update.state.t_s + 600
            self._writer.wait_written(10)
            gc.collect()
            self.memory_mb.append((update.state.t_s, self._process.memory_info().rss / 1e6))

    def close(self) -> None:
        return None


def faults_over(hours: float, count: int) -> list[Fault]:
    """Faults of every kind, spread over the time, from seconds to ten minutes long, never two at once."""
    kinds = list(FaultKind)
    slot_s = hours * 3600 / (count + 1)
    faults = []
    for number in range(count):
        start_s = slot_s * (number + 0.5) + random.uniform(0, slot_s / 4)
        length_s = random.uniform(5, min(600, slot_s / 4))
        faults.append(Fault(kinds[number % len(kinds)], start_s, start_s + length_s))
    return faults


async def soak(path: Path, hours: float, faults: list[Fault]) -> tuple[Following, int]:
    clock = FastClock()
    strap = SimulatedStrap(
        faults=faults, battery_pct=100, battery_pct_per_hour=0.5, clock=clock.monotonic_ns, sleep=clock.sleep
    )
    writer = RecordingWriter(path, head_of("simulated", "simulated"), mono=clock.monotonic_ns)
    following = Following(writer)
    sent = 0

    def hear(event: StrapEvent) -> None:
        nonlocal sent
        if isinstance(event, Notification) and event.source is Source.HEART_RATE:
            packet = parse_heart_rate(event.payload)
            sent += len(packet.rr_1024) - len(packet.rejected)
        if clock.now_ns >= hours * 3.6e12:
            recorder.stop()

    recorder = Recorder(strap, writer, [following], hear)
    await recorder.run()
    return following, sent


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--hours", type=float, default=24.0)
    parser.add_argument("--faults", type=int, default=143)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    random.seed(chosen.seed)
    faults = faults_over(chosen.hours, chosen.faults)
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "soak.jsonl"
        following, sent = asyncio.run(soak(path, chosen.hours, faults))
        lasted_s = time.monotonic() - began
        with open_lines(path) as lines:
            for _ in lines:
                pass
        size_mb = path.stat().st_size / 1e6
    settled = [mb for at_s, mb in following.memory_mb if at_s >= SETTLED_S]
    growth_mb = max(settled) - settled[0]
    print(
        f"soak: {chosen.hours:g} h with {len(faults)} faults in {lasted_s:.0f} s; {sent} intervals sent, "
        f"{following.beats} beats kept; memory {settled[0]:.1f} MB after {SETTLED_S / 60:.0f} min, at most "
        f"{max(settled):.1f} MB later (growth {growth_mb:.2f} MB); file {size_mb:.1f} MB: {lines.report.sentence}"
    )
    raise SystemExit(0 if growth_mb < GROWTH_MB and lines.report.whole else 1)


if __name__ == "__main__":
    main()
