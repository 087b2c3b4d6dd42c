"""Heart Rate Measurement (Bluetooth characteristic 0x2A37): bytes in, a packet out, whatever the bytes."""

from __future__ import annotations

from dataclasses import dataclass

# 0.2 to 4 s: a heart between 15 and 300 beats a minute. What lies outside is kept in the packet but is no beat.
SHORTEST_1024, LONGEST_1024 = 205, 4096
TICK_MS = 1000.0 / 1024.0
_WIDE_RATE, _CONTACT, _CONTACT_KNOWN, _ENERGY, _RR = 0x01, 0x02, 0x04, 0x08, 0x10


@dataclass(frozen=True, slots=True)
class HeartRatePacket:
    """One notification as the strap meant it.

    hr_bpm: the strap's own heart rate, None when the bytes cannot be read. contact: skin contact, None when the strap
    does not tell. energy_kj: energy expended. rr_1024: the strap's integers (1/1024 s) as sent, oldest first, also those
    that can be no beat. problem: why nothing can be read of the bytes, else empty; then rr_1024 is empty. remark: what is
    odd about bytes that can be read all the same. exact_ms: the same intervals as they came, where that was not in ticks.
    """

    hr_bpm: int | None = None
    contact: bool | None = None
    energy_kj: int | None = None
    rr_1024: tuple[int, ...] = ()
    problem: str = ""
    remark: str = ""
    exact_ms: tuple[float, ...] = ()

    @property
    def rejected(self) -> tuple[int, ...]:
        """The intervals that no heart makes (outside 0.2 to 4 s)."""
        return tuple(rr for rr in self.rr_1024 if not is_beat(rr))


def is_beat(rr_1024: int) -> bool:
    """Whether an interval can be the time between two heart beats."""
    return SHORTEST_1024 <= rr_1024 <= LONGEST_1024


def parse_heart_rate(payload: bytes) -> HeartRatePacket:
    """Read a notification. Total: any bytes give a packet; bytes that break the format give one with a problem.

    A single byte too many at the end costs nothing that stands before it; half an interval alone is a problem.

    Source: Bluetooth SIG, Heart Rate Service 1.0, section 3.1. Bits 5 to 7 of the flags are reserved and ignored.
    """
    if len(payload) < 2:
        return HeartRatePacket(problem=f"{len(payload)} bytes are too few for a heart rate packet")
    flags, at = payload[0], 1
    width = 2 if flags & _WIDE_RATE else 1
    energy_width = 2 if flags & _ENERGY else 0
    if len(payload) < at + width + energy_width:
        return HeartRatePacket(
            problem=f"{len(payload)} bytes are too few for what the flags {flags:#04x} announce"
        )
    rate = int.from_bytes(payload[at : at + width], "little")
    at += width
    energy = int.from_bytes(payload[at : at + 2], "little") if energy_width else None
    at += energy_width
    contact = bool(flags & _CONTACT) if flags & _CONTACT_KNOWN else None
    rest = payload[at:]
    over = len(rest) % 2
    if (len(rest) > over and not flags & _RR) or (flags & _RR and len(rest) == 1):
        problem = (
            f"{len(rest)} bytes are left over where the flags {flags:#04x} leave room for none or for pairs"
        )
        return HeartRatePacket(rate, contact, energy, problem=problem)
    intervals = tuple(int.from_bytes(rest[i : i + 2], "little") for i in range(0, len(rest) - over, 2))
    return HeartRatePacket(rate, contact, energy, intervals, remark="one byte is left over" if over else "")
