"""From a strap's notification to the estimate on its beats: through D-Bus, bleak, the recorder, its pipe and the session.

The fake BlueZ of the tests sends; the recorder is a process of its own, as in the program; the session here feeds the
live core. Run: python benchmarks/latency.py [notifications]
"""

from __future__ import annotations

import asyncio
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from outbreath_app.stream.session import Session
from outbreath_devices.recording.line import unseal
from support.fake_bluez import FakeBluez
from support.fake_strap import FakeStrap
from support.strap_bytes import heart_rate

SPACING_S = 0.025
BEATS = 2  # in each notification
MEDIAN_MS, P99_MS = 2.0, 20.0


async def send(strap: FakeStrap, count: int, sent_ns: list[int]) -> None:
    await strap.subscribed.wait()
    await asyncio.sleep(0.5)  # the reads after connecting are over
    for k in range(count):
        payload = heart_rate(60, [900 + k % 100, 950 - k % 50])
        sent_ns.append(time.monotonic_ns())
        strap.beat(payload)
        await asyncio.sleep(SPACING_S)


async def measure(count: int) -> list[float]:
    """Milliseconds from each notification to the estimate that follows from it."""
    delays_ms: list[float] = []
    async with FakeBluez() as bluez:
        strap, sent_ns = FakeStrap(bluez), []
        with tempfile.TemporaryDirectory() as folder:
            command = [
                sys.executable,
                "-P",
                "-m",
                "outbreath_app",
                "record",
                "--device",
                strap.address,
                "--lines",
            ]
            recorder = await asyncio.create_subprocess_exec(
                *command, "--out", str(Path(folder) / "latency.jsonl"),
                stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
                env={**os.environ, "DBUS_SYSTEM_BUS_ADDRESS": bluez.address},
            )  # fmt: skip
            sending = asyncio.create_task(send(strap, count, sent_ns))
            session, estimates = Session(), 0
            assert recorder.stdout is not None
            assert recorder.stdin is not None
            while len(delays_ms) < count:
                line = unseal((await recorder.stdout.readline()).rstrip(b"\n"))
                if line is None:
                    raise SystemExit("the recorder ended early")
                update = session.feed(line)
                estimates += len(update.estimates)
                while len(delays_ms) < estimates // BEATS:
                    delays_ms.append((time.monotonic_ns() - sent_ns[len(delays_ms)]) / 1e6)
            await sending
            recorder.stdin.close()
            await recorder.wait()
    return delays_ms


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    delays_ms = sorted(asyncio.run(measure(count)))
    median, p99 = statistics.median(delays_ms), delays_ms[int(0.99 * len(delays_ms))]
    print(f"notification to estimate, {count} notifications of 2 beats, ms")
    print(
        f"median {median:.2f} (goal {MEDIAN_MS:g})  p99 {p99:.2f} (goal {P99_MS:g})  longest {delays_ms[-1]:.2f}"
    )


if __name__ == "__main__":
    main()
