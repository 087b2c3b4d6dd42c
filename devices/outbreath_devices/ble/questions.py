"""What a strap's link asks of the person, one thing at a time, where somebody is there to be asked."""

from __future__ import annotations

import asyncio

from outbreath_devices.ble.telling import Telling
from outbreath_devices.strap.events import LinkState

ASK_S = 60.0


class Questions:
    """there: whether a person answers; without one nothing is asked, and every answer is a no."""

    def __init__(self, telling: Telling, *, there: bool) -> None:
        self._telling, self.there = telling, there
        self._answer: asyncio.Future[bool] | None = None

    @property
    def open(self) -> bool:
        """Whether an answer is waited for."""
        return self._answer is not None

    def answer(self, yes: bool) -> None:
        """What the person said to the question that was asked last."""
        if self._answer is not None and not self._answer.done():
            self._answer.set_result(yes)

    async def ask(
        self, kind: str, words: str, state: LinkState = LinkState.CONNECTED, **details: str
    ) -> bool:
        """Ask the person; no answer within a minute is a no, and so is another question meanwhile."""
        if not self.there or self.open:
            return False
        self._answer = asyncio.get_running_loop().create_future()
        self._telling.say(state, words, ask=kind, **details)
        try:
            async with asyncio.timeout(ASK_S):
                return await self._answer
        except TimeoutError:
            return False
        finally:
            self._answer = None
            self._telling.say(state, "", ask="")
