"""The control point of Polar's measurement service: what to write to it and what its answers mean."""

from __future__ import annotations

import math
import struct
from dataclasses import dataclass, field
from enum import IntEnum

from outbreath_devices.pmd.frames import PmdKind

_SETTINGS, _START, _STOP = 1, 2, 3
_ANSWER, _FEATURES = 0xF0, 0x0F
_ALREADY = 6

_ERRORS = (
    "",
    "the command is not known",
    "this is not measured by the strap",
    "not supported",
    "the length is wrong",
    "a setting is wrong",
    "it is running or stopped already",
    "the resolution is not offered",
    "the rate is not offered",
    "the range is not offered",
    "the message is too long",
    "the channels are not offered",
    "the strap is in a state that does not allow it",
    "the strap is charging",
    "the strap has no room left",
)


class Setting(IntEnum):
    """The settings of a measurement; the numbers are the service's own."""

    RATE_HZ = 0
    RESOLUTION_BITS = 1
    RANGE = 2
    RANGE_MILLI = 3
    CHANNELS = 4
    FACTOR = 5


_WIDTHS = {
    Setting.RATE_HZ: 2,
    Setting.RESOLUTION_BITS: 2,
    Setting.RANGE: 2,
    Setting.RANGE_MILLI: 4,
    Setting.CHANNELS: 1,
    Setting.FACTOR: 4,
}
Offer = dict[Setting, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class PmdAnswer:
    """An answer of the control point. ok: done, or it was so already (`already`). error: plain words, empty when ok.

    settings: the values on offer, or those in force after a start. factor: multiplies compressed samples.
    """

    operation: int | None = None
    kind: PmdKind | None = None
    ok: bool = False
    already: bool = False
    error: str = ""
    settings: Offer = field(default_factory=dict)
    factor: float = 1.0

    def starts(self, kind: PmdKind) -> bool:
        """Whether it says that a stream was started."""
        return self.ok and self.operation == _START and self.kind is kind


def parse_features(payload: bytes) -> frozenset[PmdKind]:
    """What the strap can measure, from a read of the control point."""
    if len(payload) < 2 or payload[0] != _FEATURES:
        return frozenset()
    return frozenset(kind for kind in PmdKind if payload[1] & 1 << kind)


def parse_command(payload: bytes) -> tuple[PmdKind, dict[Setting, int]] | None:
    """Kind and settings of a start command as it was written; None for anything else."""
    if len(payload) < 2 or payload[0] != _START or payload[1] not in list(PmdKind):
        return None
    settings, _ = _parse_settings(payload[2:])
    return PmdKind(payload[1]), {setting: values[0] for setting, values in settings.items() if values}


def query(kind: PmdKind) -> bytes:
    """Ask which settings are on offer."""
    return bytes([_SETTINGS, kind])


def stop(kind: PmdKind) -> bytes:
    """End a stream."""
    return bytes([_STOP, kind])


def start(kind: PmdKind, chosen: dict[Setting, int]) -> bytes:
    """Begin a stream with one value for each setting."""
    parts = [
        bytes([setting, 1]) + value.to_bytes(_WIDTHS[setting], "little")
        for setting, value in sorted(chosen.items())
    ]
    return bytes([_START, kind]) + b"".join(parts)


def parse_answer(payload: bytes) -> PmdAnswer:
    """Read an answer. Total: bytes that are none give one that is not ok."""
    if len(payload) < 4 or payload[0] != _ANSWER:
        return PmdAnswer(error="the bytes are no answer")
    operation, number, status = payload[1:4]
    try:
        kind = PmdKind(number)
    except ValueError:
        return PmdAnswer(operation, error="the answer is about something else")
    if status and status != _ALREADY:
        error = _ERRORS[status] if status < len(_ERRORS) else f"error {status}"
        return PmdAnswer(operation, kind, error=error)
    settings, factor = _parse_settings(payload[5:])
    return PmdAnswer(operation, kind, True, status == _ALREADY, "", settings, factor)


def _parse_settings(body: bytes) -> tuple[Offer, float]:
    """Settings as: number, count, values. What comes after something unknown cannot be read and is left out."""
    settings: Offer = {}
    factor, at = 1.0, 0
    while at + 2 <= len(body):
        try:
            setting = Setting(body[at])
        except ValueError:
            break
        width, count = _WIDTHS[setting], body[at + 1]
        values = body[at + 2 : at + 2 + width * count]
        at += 2 + width * count
        if len(values) < width * count:
            break
        if setting is Setting.FACTOR and count:
            given = float(struct.unpack_from("<f", values)[0])
            factor = given if math.isfinite(given) and 0 < given < 1e6 else 1.0
        else:
            numbers = (int.from_bytes(values[i : i + width], "little") for i in range(0, len(values), width))
            settings[setting] = tuple(numbers)
    return settings, factor


def choose(offer: Offer, rate_hz: int) -> dict[Setting, int]:
    """One value of each setting on offer: the rate nearest to the wanted one, the finest resolution, the widest range."""
    chosen: dict[Setting, int] = {}
    for setting, values in offer.items():
        if not values:
            continue
        if setting is Setting.RATE_HZ:
            chosen[setting] = min(values, key=lambda value: (abs(value - rate_hz), value))
        else:
            chosen[setting] = max(values)
    return chosen
