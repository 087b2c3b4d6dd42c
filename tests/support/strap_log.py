"""Follows a strap in the background of a test, and lets the test wait for what it should say."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from types import TracebackType
from typing import Self

from outbreath_devices.strap.events import LinkChange, LinkState, Notification, Source, Strap, StrapEvent
from outbreath_devices.strap.heart_rate import parse_heart_rate

PATIENCE_S = 20.0


class StrapLog:
    """Everything a strap reported, in order; `failed` is what ended it."""

    def __init__(self, strap: Strap) -> None:
        self._strap = strap
        self.events: list[StrapEvent] = []
        self.beats: list[Notification] = []
        self.failed: Exception | None = None
        self._news = asyncio.Event()

    async def __aenter__(self) -> Self:
        await self._strap.__aenter__()
        self._task = asyncio.get_running_loop().create_task(self._follow())
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._task.cancel()
        await self._strap.__aexit__(kind, error, trace)

    async def _follow(self) -> None:
        try:
            async for event in self._strap:
                self.events.append(event)
                if isinstance(event, Notification) and event.source is Source.HEART_RATE:
                    self.beats.append(event)
                self._news.set()
        except Exception as error:  # whatever ended the strap is what the test asks about
            self.failed = error
        self._news.set()

    async def until(self, reached: Callable[[], object]) -> None:
        """Wait until something is so; fails with the log after a while."""
        try:
            async with asyncio.timeout(PATIENCE_S):
                while not reached():
                    self._news.clear()
                    await self._news.wait()
        except TimeoutError:
            raise AssertionError(
                f"never came; the log ends with {self.events[-8:]}, {self.failed!r}"
            ) from None

    async def until_link(self, state: LinkState, times: int = 1) -> None:
        """Wait until the link has come to a state (first news of it only) so many times."""
        await self.until(lambda: self.states.count(state) >= times)

    async def until_said(self, words: str) -> None:
        """Wait for a link reason that holds some words."""
        await self.until(lambda: any(words in change.reason for change in self.links))

    @property
    def links(self) -> list[LinkChange]:
        return [event for event in self.events if isinstance(event, LinkChange)]

    @property
    def states(self) -> list[LinkState]:
        """The states of the link without repetitions."""
        states: list[LinkState] = []
        for change in self.links:
            if not states or states[-1] is not change.state:
                states.append(change.state)
        return states

    @property
    def rr_1024(self) -> list[int]:
        return [rr for beat in self.beats for rr in parse_heart_rate(beat.payload).rr_1024]
