"""What a recording without a window says of itself: a line now and then, and a summary at the end."""

from __future__ import annotations

from pathlib import Path

from outbreath_devices.axis.beat_axis import BeatAxis
from outbreath_devices.phone.axis import PhoneAxis
from outbreath_devices.phone.messages import packet_of, parse_message
from outbreath_devices.strap.events import LinkChange, LinkState, Notification, Source, StrapEvent
from outbreath_devices.strap.heart_rate import parse_heart_rate


class Progress:
    """Counts what a strap sent, from its first to its last moment."""

    def __init__(self, began_ns: int) -> None:
        self._began_ns = began_ns
        self._axis: BeatAxis = BeatAxis(began_ns)
        self._intervals = self._drops = 0
        self._hr_bpm: int | None = None
        self._contact: bool | None = None
        self._battery_pct: int | None = None

    def hear(self, event: StrapEvent) -> None:
        match event:
            case LinkChange():
                if event.state is LinkState.LOST:
                    self._drops += 1
                    self._intervals += len(self._axis.link_lost())
            case Notification(source=Source.HEART_RATE):
                packet = parse_heart_rate(event.payload)
                self._intervals += len(self._axis.feed(event.received_ns, packet))
                self._hr_bpm, self._contact = packet.hr_bpm, self._axis.contact
            case Notification(source=Source.PHONE):
                packet_by_phone = packet_of(parse_message(event.payload))
                if packet_by_phone is not None:
                    if not isinstance(self._axis, PhoneAxis):
                        self._axis = PhoneAxis(self._began_ns)
                    self._intervals += len(self._axis.feed(event.received_ns, packet_by_phone))
            case Notification(source=Source.BATTERY):
                if len(event.payload) == 1 and event.payload[0] <= 100:
                    self._battery_pct = event.payload[0]

    def line(self, now_ns: int) -> str:
        """Where the recording stands, on one line."""
        parts = [_lasted(now_ns - self._began_ns)]
        if self._contact is False:
            parts.append("no contact with the skin")
        elif self._hr_bpm:
            parts.append(f"{self._hr_bpm} bpm")
        parts.append(_counted(self._intervals, "R-R interval", "R-R intervals"))
        if self._battery_pct is not None:
            parts.append(f"battery {self._battery_pct} %")
        return ", ".join(parts)

    def summary(self, now_ns: int, path: Path) -> str:
        """What was recorded, in one sentence."""
        drops = f", with {_counted(self._drops, 'break', 'breaks')} of the link" if self._drops else ""
        self._intervals += len(self._axis.flush())
        intervals = _counted(self._intervals, "R-R interval", "R-R intervals")
        return f"Recorded {_lasted(now_ns - self._began_ns)} and {intervals}{drops} to {path}."


def _lasted(lasted_ns: int) -> str:
    minutes, seconds = divmod(round(lasted_ns / 1e9), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes} min {seconds} s" if hours else f"{minutes} min {seconds} s"


def _counted(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
