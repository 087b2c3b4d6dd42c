"""A strap's measurement service at the level of bytes: control point, settings and frames, raw or compressed."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from itertools import pairwise

ECG, ACC = 0, 2
SETTINGS = {
    ECG: bytes.fromhex("0001 8200 0101 0e00"),
    ACC: bytes.fromhex("0004 c800 6400 3200 1900 0101 1000 0203 0800 0400 0200"),
}
FEATURES = bytes([0x0F, 1 << ECG | 1 << ACC]) + bytes(15)
Sample = Sequence[int]


class FakePmd:
    """Answers control point writes as an H10 does; `running` holds the settings of each stream."""

    def __init__(self) -> None:
        self.running: dict[int, dict[int, int]] = {}
        self.refuse: dict[int, int] = {}

    def write(self, data: bytes) -> bytes:
        """The indication that answers a command."""
        operation, kind = data[0], data[1]
        answer = bytes([0xF0, operation, kind])
        if kind not in SETTINGS:
            return answer + b"\x02\x00"
        if kind in self.refuse:
            return answer + bytes([self.refuse[kind], 0])
        if operation == 1:
            return answer + b"\x00\x00" + SETTINGS[kind]
        if operation == 3:
            return answer + (b"\x00\x00" if self.running.pop(kind, None) else b"\x06\x00")
        if kind in self.running:
            return answer + b"\x06\x00"
        settings = {data[i]: struct.unpack_from("<H", data, i + 2)[0] for i in range(2, len(data) - 3, 4)}
        if settings.get(0) not in ((130,) if kind == ECG else (25, 50, 100, 200)):
            return answer + b"\x08\x00"
        self.running[kind] = settings
        return answer + b"\x00\x00\x01"


def ecg_frame(last_ns: int, microvolts: Sequence[int]) -> bytes:
    """A raw ECG frame (type 0)."""
    body = b"".join(value.to_bytes(3, "little", signed=True) for value in microvolts)
    return bytes([ECG]) + struct.pack("<QB", last_ns, 0) + body


def acc_frame(last_ns: int, milli_g: Sequence[Sample]) -> bytes:
    """A raw accelerometer frame (type 1)."""
    body = b"".join(struct.pack("<3h", *sample) for sample in milli_g)
    return bytes([ACC]) + struct.pack("<QB", last_ns, 1) + body


def compressed_acc_frame(last_ns: int, samples: Sequence[Sample], bits: int, form: int = 1) -> bytes:
    """A compressed accelerometer frame: one reference sample, then one block of deltas, written bit by bit."""
    return bytes([ACC]) + struct.pack("<QB", last_ns, 0x80 | form) + _deltas(samples, bits, 2)


def compressed_ecg_frame(last_ns: int, microvolts: Sequence[int], bits: int, width: int = 3) -> bytes:
    """A compressed ECG frame with a reference sample of `width` bytes."""
    body = _deltas([(value,) for value in microvolts], bits, width)
    return bytes([ECG]) + struct.pack("<QB", last_ns, 0x80) + body


def _deltas(samples: Sequence[Sample], bits: int, width: int) -> bytes:
    body = b"".join(value.to_bytes(width, "little", signed=True) for value in samples[0])
    deltas = [
        value - before
        for earlier, later in pairwise(samples)
        for before, value in zip(earlier, later, strict=True)
    ]
    if deltas:
        stream = "".join(format(delta & (1 << bits) - 1, f"0{bits}b")[::-1] for delta in deltas)
        stream += "0" * (-len(stream) % 8)
        body += bytes([bits, len(samples) - 1])
        body += bytes(int(stream[i : i + 8][::-1], 2) for i in range(0, len(stream), 8))
    return body
