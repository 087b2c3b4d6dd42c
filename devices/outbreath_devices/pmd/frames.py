"""Frames of Polar's measurement service (PMD): ECG and accelerometer samples from bytes, whatever the bytes.

Sources: Polar BLE SDK, technical documentation (PMD specification, online measurement) and its published data parsers.
A frame is: type, time of its last sample (ns since 2000-01-01, strap clock), frame type with bit 7 for compression,
samples. A compressed frame has one reference sample, then blocks of deltas: bits a value, number of samples, and the
deltas packed from the least significant bit on.

Polar's own parsers know no compressed ECG. Should a strap send it, it is read by the rule of all compressed frames, with
the width of the reference sample that alone makes the blocks fill the frame to the last byte: three bytes as in its raw
frames, or two as in the resolution it names. What fits neither, or both with different samples, is not believed.
"""

from __future__ import annotations

import struct
from contextlib import suppress
from dataclasses import dataclass
from enum import IntEnum

HEADER_BYTES = 10
_COMPRESSED = 0x80
# No strap sends more in one notification: the longest attribute has 512 bytes, and a delta of 0 bits needs none at all.
_MOST_SAMPLES = 2000

Samples = tuple[tuple[int, ...], ...]


class PmdKind(IntEnum):
    """What is measured; the numbers are the service's own."""

    ECG = 0
    ACC = 2


@dataclass(frozen=True, slots=True)
class PmdFrame:
    """One frame. samples: (uV,) of ECG or (x, y, z) in mg of the accelerometer, oldest first.

    last_ns: strap clock at the last sample. problem: why the bytes make no samples; then there are none.
    """

    kind: PmdKind | None = None
    last_ns: int = 0
    samples: Samples = ()
    problem: str = ""


class _Damaged(ValueError):
    """Bytes that do not make a frame."""


# raw frames: bytes a value, values a sample
_RAW = {
    (PmdKind.ECG, 0): (3, 1),
    (PmdKind.ACC, 0): (1, 3),
    (PmdKind.ACC, 1): (2, 3),
    (PmdKind.ACC, 2): (3, 3),
}
# raw ECG with flags: bytes a sample, of which the lowest bits are the microvolts; of type 3 they have a sign, and are
# followed by a second channel and a state
_RAW_ECG = {1: (3, 14, False), 2: (3, 18, False), 3: (7, 24, True)}
_ECG_REFERENCE_BITS = (24, 16)
# compressed accelerometer frames: of type 0 the values are in g once multiplied, of type 1 in mg
_TO_MG = {0: 1000.0, 1: 1.0}


def parse_pmd_frame(payload: bytes, factor: float = 1.0) -> PmdFrame:
    """Read a PMD data notification. Total: any bytes give a frame; what cannot be read gives one with a problem.

    factor: what the strap's answer to the start command said to multiply compressed values by.
    """
    if len(payload) < HEADER_BYTES:
        return PmdFrame(problem=f"{len(payload)} bytes are too few for a measurement frame")
    number, last_ns, form = struct.unpack_from("<BQB", payload)
    try:
        kind = PmdKind(number)
    except ValueError:
        return PmdFrame(problem=f"measurement {number} is neither ECG nor accelerometer")
    try:
        if form & _COMPRESSED:
            samples = _compressed(kind, form & ~_COMPRESSED, payload[HEADER_BYTES:], factor)
        else:
            samples = _raw(kind, form, payload[HEADER_BYTES:])
    except _Damaged as damage:
        return PmdFrame(kind, last_ns, problem=str(damage))
    return PmdFrame(kind, last_ns, samples)


def knows_form(payload: bytes) -> bool:
    """Whether a notification is of a frame type that can be read; so is what is not long enough to name one."""
    if len(payload) < HEADER_BYTES or payload[0] not in list(PmdKind):
        return True
    kind, form = PmdKind(payload[0]), payload[HEADER_BYTES - 1]
    if form & _COMPRESSED:
        return form & ~_COMPRESSED in ((0,) if kind is PmdKind.ECG else _TO_MG)
    return (kind, form) in _RAW or (kind is PmdKind.ECG and form in _RAW_ECG)


def _raw(kind: PmdKind, form: int, body: bytes) -> Samples:
    if kind is PmdKind.ECG and form in _RAW_ECG:
        return _raw_ecg(*_RAW_ECG[form], body)
    if (kind, form) not in _RAW:
        raise _Damaged(f"frame type {form} of {kind.name} is not known")
    width, channels = _RAW[kind, form]
    if len(body) % (width * channels):
        raise _Damaged(f"{len(body)} bytes are no whole number of {kind.name} samples")
    if width == 2:
        return tuple(struct.iter_unpack("<3h", body))
    values = [int.from_bytes(body[i : i + width], "little", signed=True) for i in range(0, len(body), width)]
    return tuple(tuple(values[i : i + channels]) for i in range(0, len(values), channels))


def _raw_ecg(length: int, bits: int, signed: bool, body: bytes) -> Samples:
    if len(body) % length:
        raise _Damaged(f"{len(body)} bytes are no whole number of ECG samples")
    sign = 1 << bits - 1 if signed else 0
    values = (
        int.from_bytes(body[i : i + length], "little") & (1 << bits) - 1 for i in range(0, len(body), length)
    )
    return tuple((value - (value & sign) * 2,) for value in values)


def _compressed_ecg(body: bytes, factor: float) -> Samples:
    read: set[Samples] = set()
    for bits in _ECG_REFERENCE_BITS:
        with suppress(_Damaged):
            read.add(unpack_deltas(body, channels=1, resolution_bits=bits))
    if len(read) != 1:
        raise _Damaged(f"{len(body)} bytes of compressed ECG can be read in {len(read) or 'no'} ways")
    return tuple((round(value * factor),) for (value,) in read.pop())


def _compressed(kind: PmdKind, form: int, body: bytes, factor: float) -> Samples:
    if kind is PmdKind.ECG and form == 0:
        return _compressed_ecg(body, factor)
    if kind is not PmdKind.ACC or form not in _TO_MG:
        raise _Damaged(f"compressed frame type {form} of {kind.name} is not known")
    scale = factor * _TO_MG[form]
    samples = unpack_deltas(body, channels=3, resolution_bits=16)
    if scale == 1.0:
        return samples
    return tuple(tuple(round(value * scale) for value in sample) for sample in samples)


def unpack_deltas(body: bytes, channels: int, resolution_bits: int) -> Samples:
    """The reference sample and the sums of the deltas that follow it.

    Raises ValueError when a block is cut short or the bytes claim more samples than a notification can mean.
    """
    width = (resolution_bits + 7) // 8
    at = channels * width
    if len(body) < at:
        raise _Damaged(f"{len(body)} bytes are too few for a reference sample")
    latest = tuple(
        int.from_bytes(body[i * width : (i + 1) * width], "little", signed=True) for i in range(channels)
    )
    samples = [latest]
    while at < len(body):
        if at + 2 > len(body):
            raise _Damaged("a block of deltas has no length")
        bits, count = body[at], body[at + 1]
        at += 2
        length = (bits * count * channels + 7) // 8
        if bits > 32 or at + length > len(body) or len(samples) + count > _MOST_SAMPLES:
            raise _Damaged(
                f"a block of {count} deltas of {bits} bits does not fit into {len(body) - at} bytes"
            )
        packed = int.from_bytes(body[at : at + length], "little")
        at += length
        mask, sign = (1 << bits) - 1, 1 << bits >> 1
        for _ in range(count):
            deltas = []
            for _ in range(channels):
                value = packed & mask
                packed >>= bits
                deltas.append(value - (value & sign) * 2)
            latest = tuple(old + delta for old, delta in zip(latest, deltas, strict=True))
            samples.append(latest)
    return tuple(samples)
