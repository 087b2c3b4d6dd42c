"""Pairing with a strap that answers to nobody else: how it comes about on each system, and with whose consent.

Linux: an agent of our own. Windows: bleak pairs. macOS: the system pairs by itself and asks the person, as soon as an
encrypted value is asked for; a program can only wait for it and connect anew (bleak 3.1, backends/corebluetooth/client.py).
"""

from __future__ import annotations

import asyncio
import sys
from typing import TYPE_CHECKING, Any

from outbreath_devices.ble.link_words import WORDS
from outbreath_devices.ble.linux.agent import PairingAgent
from outbreath_devices.ble.linux.bus_watch import BusWatch
from outbreath_devices.ble.problems import LinkProblem, LinkTrouble
from outbreath_devices.ble.questions import Questions
from outbreath_devices.ble.steps import step
from outbreath_devices.ble.telling import Telling
from outbreath_devices.strap.events import LinkState

if TYPE_CHECKING:
    from bleak import BleakClient

# BlueZ gives up after 30 s.
PAIR_S = 40.0
# How long macOS is given for its dialog before the link is made anew.
DIALOG_S = 8.0

ASKING = "The strap wants to be paired with this computer. Allow it?"
COMPARING = "The strap wants to be paired with this computer. Allow it, if it shows this number: {number}."
PAIRING = "The strap wants to be paired with this computer; that may take half a minute."


class Pairing:
    """Pairing for one strap. Where nobody is there to be asked, the choice of the strap is taken for consent."""

    def __init__(
        self, telling: Telling, bus: BusWatch, questions: Questions, *, platform: str = sys.platform
    ) -> None:
        self._telling, self._bus, self._questions, self._platform = telling, bus, questions, platform
        self.declined = self.busy = False

    async def pair(self, client: BleakClient, device: Any, gone: asyncio.Event) -> None:
        """Pair with a strap that is connected. Raises LinkTrouble when that came to nothing, or has to be done elsewhere."""
        if self.declined:
            raise LinkTrouble(LinkProblem.PAIRING_DECLINED)
        self.busy = True
        try:
            await self._pair(client, device, gone)
        except NotImplementedError as error:
            raise LinkTrouble(LinkProblem.PAIRING_ASKED) from error
        finally:
            self.busy = False

    async def _pair(self, client: BleakClient, device: Any, gone: asyncio.Event) -> None:
        if self._platform == "darwin":
            words = WORDS[LinkProblem.PAIRING_ASKED].on(self._platform)
            self._telling.say(LinkState.CONNECTED, words, LinkProblem.PAIRING_ASKED)
            await asyncio.sleep(DIALOG_S)
            raise LinkTrouble(LinkProblem.PAIRING_ASKED)
        if not self._questions.there:
            self._telling.say(LinkState.CONNECTED, PAIRING, LinkProblem.PAIRING_WANTED)
        elif not await self._questions.ask("pairing", ASKING):
            self.declined = True
            raise LinkTrouble(LinkProblem.PAIRING_DECLINED)
        details = getattr(device, "details", None)
        path = details.get("path") if isinstance(details, dict) else None
        if isinstance(path, str) and await self._bus.open() and self._bus.bus is not None:
            work = PairingAgent(self._bus.bus, path, self._compare).pair()
        else:
            work = client.pair()
        await step(work, PAIR_S, LinkProblem.PAIRING_FAILED, gone)

    async def _compare(self, number: int) -> bool:
        """Whether the number is the one that the strap shows. Nobody there to look: no."""
        digits = f"{number:06d}"
        return await self._questions.ask("pairing", COMPARING.format(number=digits), number=digits)
