"""A strap that is not heard, and another of the same name that is: perhaps the same one under a new address.

Watches and some straps take a new private address now and then, and on macOS an address is this Mac's own. A name proves
nothing, so the person is asked; nobody is connected to a stranger's strap.
"""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from dataclasses import replace

from outbreath_devices.ble.finder import FoundStrap, namesakes
from outbreath_devices.ble.questions import Questions
from outbreath_devices.ble.telling import Telling
from outbreath_devices.strap.events import LinkState

log = logging.getLogger(__name__)

LOOK_S = 3.0
# Looking takes time that the strap itself is not looked for.
_EVERY = 3

SAME_NAME = "The strap is not heard, but one of the same name is."
CHOOSE_IT = "The strap is not heard, but one of the same name is: {name}, {address}. Choose that address if it is this one."


class Namesakes:
    """Looks for them, asks about each once. accepted: the address to use from now on; empty for the one that was chosen."""

    def __init__(self, telling: Telling, questions: Questions, adapter: str = "") -> None:
        self._telling, self._questions, self._adapter = telling, questions, adapter
        self._asked: set[str] = set()
        self._asking: asyncio.Task[None] | None = None
        self._times = 0
        self.accepted = ""

    def close(self) -> None:
        """Ask no more."""
        if self._asking is not None:
            self._asking.cancel()

    async def look(self, address: str, wake: asyncio.Event) -> None:
        """The strap was not heard: look for others of its name, and ask about one; `wake` is set by a yes."""
        name = self._telling.info.name
        self._times += 1
        if not name or self._questions.open or self._times % _EVERY != 1:
            return
        found: list[FoundStrap] = []
        with suppress(Exception):  # the next search says what is the matter
            found = await namesakes(name, address, LOOK_S, self._adapter)
        new = next((one for one in found if one.address not in self._asked), None)
        if new is None:
            return
        self._asked.add(new.address)
        self._asking = asyncio.create_task(self._ask(new, wake))

    async def _ask(self, strap: FoundStrap, wake: asyncio.Event) -> None:
        told = {"name": strap.name, "address": strap.address}
        if not self._questions.there:
            self._telling.say(LinkState.SEARCHING, CHOOSE_IT.format(**told))
        elif await self._questions.ask("address", SAME_NAME, LinkState.SEARCHING, **told):
            log.info("%s is taken for the chosen strap", strap.address)
            self.accepted = strap.address
            self._telling.info = replace(self._telling.info, address=strap.address)
            wake.set()
