"""What a phone sends: one JSON object a line, whatever the bytes.

Dialect phone_bridge_ndjson_v1 (ECG-Phone-Bridge, docs/PROTOCOL.md): types status, rr, ecg, sensor_quality, session_state; others
are passed over. Its intervals are whole milliseconds, without stamps and without numbers.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import StrEnum

from outbreath_devices.strap.heart_rate import HeartRatePacket

DIALECT = "phone_bridge_ndjson_v1"
# A second of ECG is some kilobytes; what is longer is no message of this dialect, and would not fit into a recording's line.
LONGEST_LINE = 32 * 1024
_LONGEST_MS = 60_000.0


class MessageKind(StrEnum):
    """What a message is about; OTHER is recorded and not read."""

    RR = "rr"
    CONTACT = "sensor_quality"
    STATUS = "status"
    OTHER = "other"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class PhoneMessage:
    """One message. rr_ms: its interval as it came. contact: None where nothing is known. connected: the phone has a strap."""

    kind: MessageKind
    rr_ms: float | None = None
    contact: bool | None = None
    connected: bool | None = None


BROKEN = PhoneMessage(MessageKind.BROKEN)


def parse_message(line: bytes) -> PhoneMessage:
    """Read a line. Total: bytes that are no message of the dialect give one that is BROKEN."""
    try:
        message = json.loads(line.decode("utf-8"), parse_constant=_no_number)
    except (ValueError, RecursionError):
        return BROKEN
    if not isinstance(message, dict) or not isinstance(message.get("type"), str):
        return BROKEN
    match message["type"]:
        case "rr":
            rr_ms = _interval(message.get("rr_ms"))
            return PhoneMessage(MessageKind.RR, rr_ms=rr_ms) if rr_ms is not None else BROKEN
        case "sensor_quality":
            return PhoneMessage(MessageKind.CONTACT, contact=_contact(message))
        case "status":
            told = message.get("connected")
            return PhoneMessage(MessageKind.STATUS, connected=told if isinstance(told, bool) else None)
    return PhoneMessage(MessageKind.OTHER)


def packet_of(message: PhoneMessage) -> HeartRatePacket | None:
    """An interval as the axis takes it: in the nearest ticks, with the milliseconds kept; None for anything else."""
    if message.rr_ms is None:
        return None
    return HeartRatePacket(rr_1024=(round(message.rr_ms * 1.024),), exact_ms=(message.rr_ms,))


def _interval(value: object) -> float | None:
    """A number of milliseconds that may be an interval; None for anything else, however large."""
    if not isinstance(value, int | float) or isinstance(value, bool) or not 0 < value < _LONGEST_MS:
        return None
    return float(value)


def _contact(message: dict[str, object]) -> bool | None:
    return {"in_contact": True, "no_contact": False}.get(str(message.get("contact_state")))


def _no_number(word: str) -> float:
    raise ValueError(f"{word} is no number")


class LineFeed:
    """Bytes of a connection in, whole lines out. A line that is too long is passed over to its end."""

    def __init__(self) -> None:
        self._rest = b""
        self._skipping = False
        self.overlong = 0

    def feed(self, data: bytes) -> list[bytes]:
        """The lines that are whole by now, without their ends and without empty ones."""
        *whole, rest = (self._rest + data).split(b"\n")
        if self._skipping and whole:
            whole, self._skipping = whole[1:], False
        lines = []
        for line in whole:
            if len(line) > LONGEST_LINE:
                self.overlong += 1
            elif line.strip():
                lines.append(line.strip())
        if len(rest) > LONGEST_LINE:
            self.overlong += not self._skipping
            self._skipping, rest = True, b""
        self._rest = b"" if self._skipping else rest
        return lines
