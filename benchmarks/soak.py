"""24 hours of a simulated strap with faults, at high speed: strap, recording file, session; memory and beats counted.

Run: python benchmarks/soak.py [hours] [faults]
"""

from __future__ import annotations

import asyncio
import random
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from outbreath_app.beatstream import decode_beats
from outbreath_app.recorder import line_of
from outbreath_app.session import Session
from outbreath_devices.events import LinkChange, LinkState, Notification, Source
from outbreath_devices.heart_rate import is_beat, parse_heart_rate
from outbreath_devices.recording import RecordingWriter, read_recording
from outbreath_devices.recording.line import unseal
from outbreath_devices.simulated import Fault, FaultKind, SimulatedHeart, SimulatedStrap

WARM_UP_S = 3600.0


class Over(Exception):
    """The time asked for is up."""


@dataclass(slots=True)
class Tally:
    """What happened. Memory in MB: after the warm-up, at its highest since, and at the end."""

    delivered: int = 0
    kept: int = 0
    joins_lost: int = 0
    links_lost: int = 0
    estimates: int = 0
    warm_mb: float = 0.0
    highest_mb: float = 0.0
    end_mb: float = 0.0


def resident_mb() -> float:
    """Memory of this process that is in use (Linux)."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * 4096 / 1e6


def faults_of(hours: float, count: int, seed: int = 1) -> list[Fault]:
    """Faults of every kind, spread evenly, 4 to 120 s long."""
    chance = random.Random(seed)
    kinds, faults = list(FaultKind), []
    spacing_s = hours * 3600 / (count + 1)
    for k in range(count):
        start_s = spacing_s * (k + 1)
        faults.append(
            Fault(kinds[k % len(kinds)], start_s, start_s + chance.uniform(4, min(120, spacing_s / 2)))
        )
    return faults


async def live(hours: float, faults: list[Fault], path: Path) -> Tally:
    """Record and follow the whole time; the clock is moved by the strap's own waiting."""
    now_ns, tally, session = 0, Tally(), Session()
    writer = RecordingWriter(path, {"program": "soak", "strap": {"kind": "simulated"}})

    async def sleep(wait_s: float) -> None:
        nonlocal now_ns
        now_ns += round(wait_s * 1e9)
        if now_ns > hours * 3.6e12:
            raise Over

    heart = SimulatedHeart(mean_rr_ms=895, natural_per_min=6)
    strap = SimulatedStrap(heart, faults=faults, battery_pct_per_hour=0.1, clock=lambda: now_ns, sleep=sleep)
    try:
        async with strap:
            async for event in strap:
                if isinstance(event, Notification) and event.source is Source.HEART_RATE:
                    tally.delivered += sum(map(is_beat, parse_heart_rate(event.payload).rr_1024))
                tally.links_lost += isinstance(event, LinkChange) and event.state is LinkState.LOST
                line = unseal(writer.put(line_of(event), now_ns).rstrip(b"\n"))
                assert line is not None
                update = session.feed(line)
                tally.kept += len(update.beats)
                tally.joins_lost += sum(not beat.joined for beat in update.beats)
                tally.estimates += len(update.estimates)
                if now_ns > WARM_UP_S * 1e9 and event is not None and now_ns % 60_000_000_000 < 1_000_000_000:
                    tally.warm_mb = tally.warm_mb or resident_mb()
                    tally.highest_mb = max(tally.highest_mb, resident_mb())
    except Over:
        pass
    tally.end_mb = resident_mb()
    writer.close()
    return tally


def main() -> None:
    hours = float(sys.argv[1]) if len(sys.argv) > 1 else 24.0
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 150
    faults = faults_of(hours, count)
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "soak.jsonl"
        tally = asyncio.run(live(hours, faults, path))
        taken_s = time.monotonic() - started
        recording = read_recording(path)
        reread = len(decode_beats(recording.lines))
    print(f"{hours:g} h with {count} faults ({tally.links_lost} lost links) in {taken_s:.0f} s")
    print(
        f"beats delivered {tally.delivered}, on the axis {tally.kept}, read back {reread}, breaks {tally.joins_lost}"
    )
    print(f"the file is {'whole' if recording.report.whole else recording.report.sentence}")
    growth = tally.end_mb - tally.warm_mb
    print(
        f"memory {tally.warm_mb:.1f} MB after 1 h, highest {tally.highest_mb:.1f}, end {tally.end_mb:.1f}: growth {growth:.1f} MB"
    )


if __name__ == "__main__":
    main()
