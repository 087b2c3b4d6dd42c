"""A strap that says what a test wrote for it, and leaves the way the test wants."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from types import TracebackType
from typing import Self

from outbreath_devices.strap.events import LinkChange, LinkState, Notification, Source, StrapEvent, StrapInfo

INFO = StrapInfo("AA:BB:CC:DD:EE:FF", "Scripted")


def scripted_session(intervals_1024: Sequence[int] = (900, 910, 920)) -> list[StrapEvent]:
    """A link, a battery and one notification per interval, a second apart."""
    events: list[StrapEvent] = [
        LinkChange(1_000_000_000, LinkState.CONNECTED, "", INFO),
        Notification(1_000_000_001, Source.BATTERY, b"\x50"),
    ]
    for number, ticks in enumerate(intervals_1024):
        payload = bytes([0x16, 66]) + ticks.to_bytes(2, "little")
        events.append(Notification((2 + number) * 1_000_000_000, Source.HEART_RATE, payload))
    return events


class ScriptedStrap:
    """A Strap. After its events it ends, raises `fault`, or (stays) waits to be left; leaving may take for ever."""

    def __init__(
        self,
        events: Sequence[StrapEvent],
        *,
        fault: BaseException | None = None,
        stays: bool = False,
        never_leaves: bool = False,
    ) -> None:
        self._events, self._fault, self._stays, self._never_leaves = tuple(events), fault, stays, never_leaves
        self.said_all = asyncio.Event()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._never_leaves:
            await asyncio.Event().wait()

    async def __aiter__(self) -> AsyncIterator[StrapEvent]:
        for event in self._events:
            yield event
        self.said_all.set()
        if self._fault is not None:
            raise self._fault
        if self._stays:
            await asyncio.Event().wait()
