"""A strap by way of a phone on the local network: connected, listened to, and connected again whenever it was lost.

Every line is stamped where it arrives and handed on as it came; what it means is read afterwards, as with a strap of our own.
"""

from __future__ import annotations

import asyncio
import json
import logging
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import suppress
from types import TracebackType
from typing import Self

from outbreath_devices.ble.reconnect import Backoff
from outbreath_devices.errors import LinkError
from outbreath_devices.phone.discovery import Phone, find_phones
from outbreath_devices.phone.messages import LineFeed, MessageKind, packet_of, parse_message
from outbreath_devices.strap.events import LinkChange, LinkState, Notification, Source, StrapEvent, StrapInfo
from outbreath_devices.strap.silence import WORDS, Silence, SilenceWatch

log = logging.getLogger(__name__)

CONNECT_S = 10.0
WATCH_S = 1.0
GOODBYE_S = 1.0
_CHUNK = 64 * 1024
_START = {"type": "session_control", "action": "start", "mode": "stream", "kind": "session"}
_STOP = {"type": "session_control", "action": "stop"}

NOTICE = "The intervals come from a phone, in whole milliseconds and without numbers: what gets lost on the way shows only in the clock."
NOT_FOUND = "No phone answers. Start the bridge on the phone, in the same network as this computer; or name its address."
NO_ANSWER = "The phone does not answer. See that the bridge runs on it and that both are in the same network."
LOST = "The link to the phone was lost."
NO_STRAP = "The phone is connected, but has no strap."
STRAP_THERE = "The phone has its strap."
EVERY_SENTENCE = (NOTICE, NOT_FOUND, NO_ANSWER, LOST, NO_STRAP, STRAP_THERE)


class PhoneBridge:
    """A Strap. phone: where; None for the only one that answers. Two that answer end it: nobody's beats are taken for another's."""

    def __init__(
        self,
        phone: Phone | None,
        *,
        clock: Callable[[], int] = time.monotonic_ns,
        wall: Callable[[], int] = time.time_ns,
        backoff: Backoff | None = None,
        find: Callable[[], Awaitable[list[Phone]]] = find_phones,
    ) -> None:
        self._phone, self._clock, self._wall, self._find = phone, clock, wall, find
        self._backoff = backoff or Backoff()
        self._events: asyncio.Queue[StrapEvent | Exception] = asyncio.Queue()
        self._task: asyncio.Task[None] | None = None
        self._said: tuple[LinkState, str] = (LinkState.CLOSED, "")
        self._heard: tuple[int, int] | None = None

    @property
    def info(self) -> StrapInfo:
        """The phone in a strap's place."""
        phone = self._phone
        return StrapInfo(phone.address if phone else "", phone.name if phone else "", "phone")

    async def __aenter__(self) -> Self:
        self._task = asyncio.create_task(self._keep(), name="phone bridge")
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._task is not None:
            self._task.cancel()
            await asyncio.wait({self._task}, timeout=1.5)

    async def __aiter__(self) -> AsyncIterator[StrapEvent]:
        while True:
            event = await self._events.get()
            if isinstance(event, Exception):
                raise event
            yield event

    async def _keep(self) -> None:
        try:
            while True:
                await self._once()
                await asyncio.sleep(self._backoff.next_wait_s())
        except LinkError as error:
            self._events.put_nowait(error)
        except Exception as error:
            log.exception("the phone's link ended unexpectedly")
            self._events.put_nowait(LinkError("The link to the phone ended unexpectedly.", "Start again."))
            del error

    async def _once(self) -> None:
        """One link, from looking for the phone to its end."""
        self._say(LinkState.SEARCHING)
        phone = self._phone or await self._only_one()
        if phone is None:
            self._say(LinkState.SEARCHING, NOT_FOUND)
            return
        self._phone = phone
        self._say(LinkState.CONNECTING)
        try:
            async with asyncio.timeout(CONNECT_S):
                reader, writer = await asyncio.open_connection(phone.host, phone.port, limit=_CHUNK)
        except OSError as error:  # a TimeoutError is one
            log.info("no link to the phone: %r", error)
            self._say(LinkState.SEARCHING, NO_ANSWER)
            return
        try:
            await self._live(reader, writer)
        finally:
            await _part(writer)

    async def _only_one(self) -> Phone | None:
        phones = await self._find()
        if len(phones) > 1:
            listed = ", ".join(one.address for one in phones)
            raise LinkError(f"More than one phone answers ({listed}).", "Name one: --bridge HOST:PORT.")
        return phones[0] if phones else None

    async def _live(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        connected_ns = self._clock()
        details: dict[str, str | int | float | bool | None] = {}
        if self._heard is not None:
            details["gap_s"] = round((connected_ns - self._heard[0]) / 1e9, 3)
            details["gap_wall_s"] = round((self._wall() - self._heard[1]) / 1e9, 3)
        self._said = (LinkState.CONNECTED, "")
        self._events.put_nowait(LinkChange(connected_ns, LinkState.CONNECTED, "", self.info, details))
        self._say(LinkState.CONNECTED, NOTICE)
        reason = LOST
        try:
            for message in ({"type": "client_info", "client_app": "outbreath"}, _START):
                writer.write(json.dumps(message).encode() + b"\n")
            reason = await self._listen(reader, SilenceWatch(connected_ns))
        except OSError as error:
            log.info("the phone's link fell: %r", error)
        finally:
            lost_ns = self._clock()
            self._backoff.held_for((lost_ns - connected_ns) / 1e9)
            self._heard = self._heard or (lost_ns, self._wall())
            self._said = (LinkState.LOST, reason)
            self._events.put_nowait(LinkChange(lost_ns, LinkState.LOST, reason, self.info))

    async def _listen(self, reader: asyncio.StreamReader, watch: SilenceWatch) -> str:
        """Until the phone hangs up or has been mute for too long; returns why it ended."""
        lines, silence = LineFeed(), Silence.NONE
        reading = asyncio.ensure_future(reader.read(_CHUNK))
        try:
            while True:
                await asyncio.wait({reading}, timeout=WATCH_S)
                if reading.done():
                    data = reading.result()
                    if not data:
                        return LOST
                    for line in lines.feed(data):
                        self._take(line, watch)
                    reading = asyncio.ensure_future(reader.read(_CHUNK))
                now_ns = self._clock()
                if watch.hopeless(now_ns):
                    return LOST
                if watch.state(now_ns) is not silence:
                    silence = watch.state(now_ns)
                    self._say(LinkState.CONNECTED, WORDS[silence], silence=str(silence))
        finally:
            reading.cancel()

    def _take(self, line: bytes, watch: SilenceWatch) -> None:
        received_ns = self._clock()
        self._events.put_nowait(Notification(received_ns, Source.PHONE, line))
        message = parse_message(line)
        packet = packet_of(message)
        if packet is not None:
            self._heard = (received_ns, self._wall())
            watch.feed(received_ns, packet)
        elif message.kind is MessageKind.STATUS and message.connected is not None:
            self._say(LinkState.CONNECTED, STRAP_THERE if message.connected else NO_STRAP)

    def _say(self, state: LinkState, reason: str = "", **details: str) -> None:
        if (state, reason) == self._said and not details:
            return
        self._said = (state, reason)
        self._events.put_nowait(LinkChange(self._clock(), state, reason, self.info, dict(details)))


async def _part(writer: asyncio.StreamWriter) -> None:
    """Let the phone go, politely and within a moment."""
    with suppress(OSError):
        writer.write(json.dumps(_STOP).encode() + b"\n")
        async with asyncio.timeout(GOODBYE_S):
            writer.close()
            await writer.wait_closed()
