"""Memory of the live path over an 8-hour session at high speed: lines to packets to beats to estimates."""

from __future__ import annotations

import base64
import resource
import struct
import sys
import time

from outbreath_app.stream.session import Session

HOURS = 8


def resident_mb() -> float:
    """The most memory this process has held (MB)."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1 << 20) if sys.platform == "darwin" else peak / 1024


def main() -> None:
    session = Session()
    session.feed({"n": 1, "t": 0, "k": "head", "v": 1, "strap": {"name": "benchmark"}})
    session.feed(
        {"n": 2, "t": 0, "k": "pace", "rate_per_min": 6.0, "inhale_share": 0.4, "at": 0, "phase0": 0.0}
    )
    beats, marks = 0, {}
    began = time.monotonic()
    for second in range(1, HOURS * 3600 + 1):
        ticks = 1024 + (second * 37) % 61 - 30
        payload = base64.b64encode(struct.pack("<BBH", 0x16, 60, ticks)).decode("ascii")
        beats += len(
            session.feed({"n": second + 2, "t": second * 10**9, "k": "n", "s": "hr", "b": payload}).estimates
        )
        if second % 3600 == 0:
            marks[second // 3600] = resident_mb()
    took_s = time.monotonic() - began
    print(
        f"{HOURS} h of beats ({beats} estimates) in {took_s:.1f} s, {1e6 * took_s / max(beats, 1):.0f} us a beat"
    )
    print("peak memory by hour (MB): " + ", ".join(f"{hour} h {mb:.1f}" for hour, mb in marks.items()))
    print(f"growth from hour 1 to hour {HOURS}: {marks[HOURS] - marks[1]:.2f} MB")


if __name__ == "__main__":
    main()
