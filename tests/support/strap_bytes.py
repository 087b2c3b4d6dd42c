"""The bytes a strap sends, built here from the specification so that no test checks a parser against itself."""

from __future__ import annotations

import struct
from collections.abc import Sequence


def heart_rate(
    bpm: int = 60,
    rr_1024: Sequence[int] = (),
    *,
    contact: bool | None = None,
    energy_kj: int | None = None,
    wide: bool = False,
) -> bytes:
    """Heart Rate Measurement (0x2A37), Heart Rate Service 1.0 section 3.1."""
    wide = wide or bpm > 255
    flags = wide | (0 if contact is None else 0x04 | contact << 1)
    flags |= (0x08 if energy_kj is not None else 0) | (0x10 if rr_1024 else 0)
    energy = b"" if energy_kj is None else struct.pack("<H", energy_kj)
    rate = struct.pack("<H" if wide else "<B", bpm)
    return bytes([flags]) + rate + energy + struct.pack(f"<{len(rr_1024)}H", *rr_1024)
