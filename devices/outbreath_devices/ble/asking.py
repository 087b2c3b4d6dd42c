"""A link's client as the extras use it: every request has a limit, and one that stays unanswered is remembered.

A strap has 30 s to answer (Bluetooth Core, vol. 3 F 3.3.3); after that the system ends the link, and beats are lost. So what
went unanswered on a link that fell is not asked for again.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from outbreath_devices.ble.problems import LinkProblem, LinkTrouble
from outbreath_devices.ble.steps import step

if TYPE_CHECKING:
    from bleak import BleakClient

# An answer takes some connection intervals; a strap that has not answered by then will not.
READ_S, WRITE_S, SUBSCRIBE_S = 3.0, 5.0, 10.0
# The system ends a link 30 s after a request that it still waits for, and may take a while to say so.
BLAMED_FOR_NS = 40_000_000_000


class Unanswered:
    """What one kind of request did to the links of a strap."""

    def __init__(self) -> None:
        self.given_up = False
        self._since_ns: int | None = None

    def asked(self, now_ns: int) -> None:
        self._since_ns = now_ns

    def answered(self) -> None:
        self._since_ns = None

    def link_fell(self, now_ns: int) -> None:
        """A link is gone that nobody here ended: was one of these requests open?"""
        if self._since_ns is not None and now_ns - self._since_ns < BLAMED_FOR_NS:
            self.given_up = True
        self._since_ns = None


class Asking:
    """Stands for bleak's client while a link is up."""

    def __init__(
        self, client: BleakClient, gone: asyncio.Event, clock: Callable[[], int], open_: Unanswered
    ) -> None:
        self._client, self._gone, self._clock, self._open = client, gone, clock, open_
        self._mute = False

    @property
    def services(self) -> Any:
        return self._client.services

    @property
    def is_connected(self) -> bool:
        return self._client.is_connected and not self._gone.is_set()

    async def read_gatt_char(self, uuid: str) -> bytes:
        return bytes(await self._ask(self._client.read_gatt_char, READ_S, uuid))

    async def write_gatt_char(self, uuid: str, data: bytes, *, response: bool) -> None:
        await self._ask(self._client.write_gatt_char, WRITE_S, uuid, data, response)

    async def start_notify(self, uuid: str, callback: Callable[[Any, bytearray], None]) -> None:
        await self._ask(self._client.start_notify, SUBSCRIBE_S, uuid, callback)

    async def _ask(self, request: Callable[..., Any], limit_s: float, *arguments: object) -> Any:
        if self._mute:
            # ATT carries one request at a time: nothing gets past the one that is still open
            raise LinkTrouble(LinkProblem.NO_ANSWER)
        self._open.asked(self._clock())
        try:
            answer = await step(request(*arguments), limit_s, LinkProblem.NO_ANSWER, self._gone)
        except LinkTrouble as trouble:
            self._mute = trouble.problem is LinkProblem.NO_ANSWER
            raise
        except Exception:
            self._open.answered()
            raise
        self._open.answered()
        return answer
