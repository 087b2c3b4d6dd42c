"""What a strap reports, whatever kind of strap it is, and the protocol all of them share."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from enum import StrEnum
from types import TracebackType
from typing import Protocol, Self


class Source(StrEnum):
    """The characteristic a notification came from; the word stands in the recording's `s` field."""

    HEART_RATE = "hr"
    BATTERY = "battery"
    PMD_CONTROL = "pmd_control"
    PMD_DATA = "pmd_data"
    PHONE = "phone"  # a line of a phone's, not a characteristic of a strap's


class LinkState(StrEnum):
    """Where the link to the strap stands."""

    SEARCHING = "searching"
    CONNECTING = "connecting"
    CONNECTED = "connected"
    LOST = "lost"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class StrapInfo:
    """Which strap it is. `address` is the Bluetooth address (a per-machine UUID on macOS) or `simulated`."""

    address: str = ""
    name: str = ""
    kind: str = "ble"
    manufacturer: str = ""
    model: str = ""
    firmware: str = ""
    body_location: str = ""
    rssi_dbm: int | None = None


@dataclass(frozen=True, slots=True)
class Notification:
    """Bytes as they came, and the monotonic time of their arrival (ns)."""

    received_ns: int
    source: Source
    payload: bytes


@dataclass(frozen=True, slots=True)
class LinkChange:
    """The link changed at monotonic `at_ns`; `reason` is a plain sentence, empty when there is nothing to say."""

    at_ns: int
    state: LinkState
    reason: str = ""
    strap: StrapInfo | None = None
    details: dict[str, str | int | float | bool | None] = field(default_factory=dict)


StrapEvent = Notification | LinkChange


class Strap(Protocol):
    """A strap: entered, iterated until it ends, and always left cleanly."""

    async def __aenter__(self) -> Self: ...

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...

    def __aiter__(self) -> AsyncIterator[StrapEvent]: ...
