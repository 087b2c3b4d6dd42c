"""No strap at all: a session that is practised and recorded without a heart signal."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from types import TracebackType
from typing import Self

from outbreath_devices.strap.events import StrapEvent


class NoStrap:
    """A Strap that never says anything and never ends by itself."""

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        return None

    async def __aiter__(self) -> AsyncIterator[StrapEvent]:
        nothing: tuple[StrapEvent, ...] = ()
        await asyncio.Event().wait()
        for event in nothing:
            yield event
