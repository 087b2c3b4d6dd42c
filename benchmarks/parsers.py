"""How fast the parsers of the devices package are, in processor time: the best of five. Run: python benchmarks/parsers.py"""

from __future__ import annotations

import random
import struct
import time
from collections.abc import Callable

from outbreath_devices.axis.beat_axis import BeatAxis
from outbreath_devices.pmd.frames import parse_pmd_frame
from outbreath_devices.strap.heart_rate import parse_heart_rate

SECONDS, REPEATS = 0.3, 5


def rate(work: Callable[[], object]) -> float:
    """Calls a second of processor time, the best of a few stretches."""
    best = 0.0
    for _ in range(REPEATS):
        count, started = 0, time.process_time()
        while (taken := time.process_time() - started) < SECONDS:
            for _ in range(100):
                work()
            count += 100
        best = max(best, count / taken)
    return best


def axis_rate() -> float:
    packets = [parse_heart_rate(bytes([0x16, 60]) + struct.pack("<H", 900 + k % 200)) for k in range(5000)]
    best = 0.0
    for _ in range(REPEATS):
        axis, started = BeatAxis(0), time.process_time()
        for k, packet in enumerate(packets):
            axis.feed(k * 980_000_000, packet)
        best = max(best, len(packets) / (time.process_time() - started))
    return best


def main() -> None:
    chance = random.Random(1)
    heart = bytes([0x16, 60]) + struct.pack("<2H", 900, 910)
    ecg = bytes([0]) + bytes(9) + chance.randbytes(73 * 3)
    raw = bytes([2]) + bytes(8) + b"\x01" + chance.randbytes(36 * 6)
    packed = bytes([2]) + bytes(8) + b"\x81" + chance.randbytes(6) + bytes([6, 60]) + chance.randbytes(135)
    junk = [chance.randbytes(chance.randint(0, 60)) for _ in range(100)]
    rows = {
        "heart rate, 2 intervals": rate(lambda: parse_heart_rate(heart)),
        "ECG, 73 samples": rate(lambda: parse_pmd_frame(ecg)),
        "acceleration, 36 samples": rate(lambda: parse_pmd_frame(raw)),
        "acceleration, 61 compressed samples": rate(lambda: parse_pmd_frame(packed)),
        "junk, by both": rate(lambda: [(parse_heart_rate(one), parse_pmd_frame(one)) for one in junk]) * 100,
        "beats onto the axis": axis_rate(),
    }
    for name, per_second in rows.items():
        print(f"{name:36} {per_second:12,.0f} a second  {1e6 / per_second:8.1f} us each")


if __name__ == "__main__":
    main()
