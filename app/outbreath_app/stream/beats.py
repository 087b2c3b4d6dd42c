"""Sealed lines in, beats out: the one way from a recording's raw bytes to beats, live or from a file."""

from __future__ import annotations

import base64
import binascii
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from outbreath_app.stream.rr_lines import beats_of
from outbreath_devices.axis.beat_axis import BeatAxis
from outbreath_devices.axis.sums import ClockSum
from outbreath_devices.phone.axis import PhoneAxis
from outbreath_devices.phone.messages import MessageKind, PhoneMessage, packet_of, parse_message
from outbreath_devices.recording.line import Line
from outbreath_devices.strap.beat import Beat
from outbreath_devices.strap.events import LinkState, Source
from outbreath_devices.strap.heart_rate import HeartRatePacket, parse_heart_rate
from outbreath_signal.artifacts.origin import RrOrigin
from outbreath_signal.beats import BeatSeries


@dataclass(frozen=True, slots=True)
class StreamUpdate:
    """What one line said of the heart: new beats and the packet they came in, its contact as far as it is believed."""

    beats: tuple[Beat, ...] = ()
    packet: HeartRatePacket | None = None


# How a strap's sum of intervals stands to the clock, as the core names it where variability cannot be read from them.
_BY_SUM = {
    ClockSum.TOO_MANY: RrOrigin.TOO_MANY,
    ClockSum.TOO_FEW: RrOrigin.TOO_FEW,
    ClockSum.MILLISECONDS: RrOrigin.MILLISECONDS,
}
_LEAST_SHARE, _LEAST_PACKETS = (
    0.1,
    60,
)  # of a recording's notifications that contradict the clock, for all of it to do so


class BeatStream:
    """Follows the lines of one recording. Times are seconds since its first line.

    origin: what the clock says of the intervals now where it contradicts them, else None.
    """

    def __init__(self) -> None:
        self.origin: RrOrigin | None = None
        self._packets = 0
        self._contradicted: Counter[RrOrigin] = Counter()
        self._start_ns: int | None = None
        self._axis: BeatAxis | None = None
        self._last_imported_s: float | None = None

    @property
    def start_ns(self) -> int | None:
        """Monotonic time of the recording's first line (ns)."""
        return self._start_ns

    def seconds(self, t_ns: int) -> float:
        """Seconds from the recording's first line to a monotonic time."""
        return (t_ns - (self._start_ns or 0)) / 1e9

    def feed(self, line: Line) -> StreamUpdate:
        """The beats one line holds. A line of an unknown kind, or one that is not what its kind says, holds none."""
        t_ns = line.get("t")
        if not isinstance(t_ns, int):
            return StreamUpdate()
        if self._axis is None:
            self._start_ns, self._axis = t_ns, BeatAxis(t_ns)
        waited = tuple(self._axis.settle(t_ns))
        match line.get("k"):
            case "n" if line.get("s") == Source.HEART_RATE:
                packet = parse_heart_rate(payload_of(line))
                beats = (*waited, *self._axis.feed(t_ns, packet))
                self._add_up(self._axis.clock_sum)
                return StreamUpdate(beats, replace(packet, contact=self._axis.contact))
            case "n" if line.get("s") == Source.PHONE:
                return StreamUpdate((*waited, *self._by_phone(t_ns, parse_message(payload_of(line)))))
            case "rr":
                beats = beats_of(line, self._last_imported_s)
                self._last_imported_s = beats[-1].t_s if beats else self._last_imported_s
                return StreamUpdate(waited + beats)
            case "link" if line.get("state") in (LinkState.LOST, LinkState.CLOSED) or _slept(line):
                return StreamUpdate((*waited, *self._axis.link_lost()))
            case "foot":
                return StreamUpdate((*waited, *self._axis.flush()))
        return StreamUpdate(waited)

    def _add_up(self, clock_sum: ClockSum) -> None:
        self._packets += 1
        self.origin = _BY_SUM.get(clock_sum)
        if self.origin is not None:
            self._contradicted[self.origin] += 1

    @property
    def origin_of_all(self) -> RrOrigin | None:
        """What the clock says of the intervals of everything heard so far, None where it does not contradict them for long."""
        if not self._contradicted:
            return None
        origin, packets = self._contradicted.most_common(1)[0]
        return origin if packets >= min(_LEAST_PACKETS, _LEAST_SHARE * self._packets) else None

    def _by_phone(self, t_ns: int, message: PhoneMessage) -> list[Beat]:
        """The beats that a phone's message completes. No skin contact breaks the row: the phone holds intervals back then."""
        if not isinstance(self._axis, PhoneAxis):
            self._axis = PhoneAxis(self._start_ns or 0)
        if message.kind is MessageKind.CONTACT and message.contact is False:
            return self._axis.link_lost()
        packet = packet_of(message)
        return self._axis.feed(t_ns, packet) if packet is not None else []

    def end(self) -> tuple[Beat, ...]:
        """The beats that were still waiting for more when the lines ended."""
        return tuple(self._axis.flush()) if self._axis is not None else ()


def _slept(line: Line) -> bool:
    """Whether the computer slept while the link seemed to hold: its monotonic clock stood still meanwhile."""
    details = line.get("details")
    return isinstance(details, dict) and details.get("slept_s") is not None


def payload_of(line: Line) -> bytes:
    """The raw bytes of a notification line; empty where they cannot be read."""
    try:
        return base64.b64decode(line.get("b", ""), validate=True)
    except (binascii.Error, TypeError, ValueError):
        return b""


def decode_beats(lines: Iterable[Line]) -> list[Beat]:
    """Every beat in a recording's lines, in order."""
    return decode_with_origin(lines)[0]


def decode_with_origin(lines: Iterable[Line]) -> tuple[list[Beat], RrOrigin | None]:
    """Every beat in a recording's lines, and what the clock says of their intervals where it contradicts them."""
    stream = BeatStream()
    beats = [beat for line in lines for beat in stream.feed(line).beats]
    return [*beats, *stream.end()], stream.origin_of_all


def as_series(beats: list[Beat]) -> BeatSeries:
    """The beats as the core's arrays."""
    return BeatSeries(
        np.array([beat.t_s for beat in beats], dtype=np.float64),
        np.array([beat.rr_ms for beat in beats], dtype=np.float64),
        np.array([beat.joined for beat in beats], dtype=np.bool_),
    )
