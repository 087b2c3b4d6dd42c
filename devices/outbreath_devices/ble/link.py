"""One link to a strap: listened to, watched from its first moment, and ended for a reason that has a name."""

from __future__ import annotations

import asyncio
import logging
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from outbreath_devices.axis.clock_watch import ClockWatch
from outbreath_devices.axis.copies import CopyWatch
from outbreath_devices.ble.extras import Extras, Memory
from outbreath_devices.ble.pairing import Pairing
from outbreath_devices.ble.problems import LinkProblem, LinkTrouble, link_problem, wants_pairing
from outbreath_devices.ble.steps import step
from outbreath_devices.ble.telling import Telling
from outbreath_devices.pmd.frames import PmdKind
from outbreath_devices.strap.events import LinkState, Notification, Source
from outbreath_devices.strap.gatt import HEART_RATE_MEASUREMENT
from outbreath_devices.strap.heart_rate import parse_heart_rate
from outbreath_devices.strap.silence import CONTACT_DOUBTED, WORDS, Silence, SilenceWatch

if TYPE_CHECKING:
    from bleak import BleakClient

log = logging.getLogger(__name__)

SUBSCRIBE_S = 12.0
WATCH_EVERY_S = 1.0
# Of straps that notify once a second, what comes later than this was held up.
_HELD_NS = 1_600_000_000
# So many notifications in a row that came more than once are no chance.
_DOUBLED = 3


class Link:
    """What is done on one link. gone: set when it fell; then `why` may say more than that it is out of range."""

    def __init__(
        self,
        client: BleakClient,
        device: Any,
        gone: asyncio.Event,
        telling: Telling,
        pairing: Pairing,
        memory: Memory,
        clocks: Callable[[], ClockWatch],
    ) -> None:
        self._client, self._device, self._gone = client, device, gone
        self._telling, self._pairing, self._memory = telling, pairing, memory
        self._clocks = clocks()
        self._watch = SilenceWatch(telling.clock())
        self._copies = CopyWatch()
        self._doubled = 0
        self._latest_ns = 0
        self.why: LinkProblem | None = None
        self.subscribed = False

    async def live(self, streams: frozenset[PmdKind], *, pair_first: bool = False) -> LinkProblem:
        """Until the link is gone or hopeless, or cannot be listened to; returns why."""
        listening = asyncio.create_task(self._listen(streams, pair_first), name="listening")
        gone = asyncio.create_task(self._gone.wait(), name="gone")
        try:
            return await self._keep_watch(gone, listening)
        finally:
            for task in (listening, gone):
                task.cancel()
            await asyncio.wait({listening}, timeout=0.5)
            if listening.done() and not listening.cancelled():
                listening.exception()  # it has been said, or the link was gone first

    async def _listen(self, streams: frozenset[PmdKind], pair_first: bool) -> None:
        """Heart rate first: nothing else is worth losing a beat for."""
        if pair_first:
            await self._pairing.pair(self._client, self._device, self._gone)
        try:
            await self._subscribe()
        except Exception as error:
            if not wants_pairing(error):
                raise
            log.info("%s wants pairing: %r", self._telling.info.address, error)
            # Newer firmware answers only to a computer it is paired with.
            await self._pairing.pair(self._client, self._device, self._gone)
            await self._subscribe()
        self.subscribed = True
        extras = Extras(self._client, self._device, self._gone, self._telling, self._pairing, self._memory)
        await extras.run(streams)

    async def _subscribe(self) -> None:
        work = asyncio.ensure_future(self._client.start_notify(HEART_RATE_MEASUREMENT, self._on_heart_rate))
        try:
            await step(asyncio.shield(work), SUBSCRIBE_S, LinkProblem.SUBSCRIBE_UNANSWERED, self._gone)
        except LinkTrouble as trouble:
            if trouble.problem is LinkProblem.SUBSCRIBE_UNANSWERED and self._latest_ns:
                # only the answer went missing: the beats come, and are not given up for it
                self.subscribed = True
                await work
            raise
        finally:
            work.cancel()

    def _on_heart_rate(self, _: object, data: bytearray) -> None:
        received_ns = self._telling.clock()
        payload = bytes(data)
        self._telling.emit(Notification(received_ns, Source.HEART_RATE, payload))
        self._telling.heard(received_ns)
        packet = parse_heart_rate(payload)
        held = received_ns - self._latest_ns > _HELD_NS
        if not self._copies.take(received_ns / 1e9, packet, held=held, room=True):
            return
        self._latest_ns = received_ns
        self._doubled = self._doubled + 1 if self._copies.times > 1 else 0
        self._watch.feed(received_ns, packet)
        if self._doubled >= _DOUBLED:
            self._telling.remark(LinkProblem.DOUBLED)
        if packet.remark:
            self._telling.remark(LinkProblem.ODD_BYTE)

    async def _keep_watch(self, gone: asyncio.Task[bool], listening: asyncio.Task[None]) -> LinkProblem:
        silence, doubted = Silence.NONE, False
        while True:
            waited_for = {gone} if listening.done() else {gone, listening}
            await asyncio.wait(waited_for, timeout=WATCH_EVERY_S, return_when=asyncio.FIRST_COMPLETED)
            if self._gone.is_set():
                return self.why or (LinkProblem.OUT_OF_RANGE if self.subscribed else LinkProblem.FELL)
            if listening.done() and (problem := self._failed(listening)) is not None:
                return problem
            now_ns = self._telling.clock()
            if self._pairing.busy:
                # a person is reading, or a strap is thinking
                self._watch.reconnected(now_ns)
            if self._watch.hopeless(now_ns):
                return LinkProblem.MUTE
            if self._watch.state(now_ns) is not silence or self._watch.contact_doubted is not doubted:
                silence, doubted = self._watch.state(now_ns), self._watch.contact_doubted
                words = CONTACT_DOUBTED if doubted and not silence else WORDS[silence]
                self._telling.say(LinkState.CONNECTED, words, silence=str(silence))
            words, jump = self._clocks.look()
            if words:
                self._telling.say(LinkState.CONNECTED, words, **jump)
            if "slept_s" in jump:
                self._watch.woke(now_ns)

    def _failed(self, listening: asyncio.Task[None]) -> LinkProblem | None:
        """Why the heart cannot be listened to; None when it is, and only the extras have come to their end."""
        if listening.cancelled():
            return None if self.subscribed else LinkProblem.CANCELLED
        error = listening.exception()
        if error is None:
            return None
        log.info("no heart rate from %s: %r", self._telling.info.address, error)
        return link_problem(error)


async def part(client: BleakClient, within_s: float) -> None:
    """Always disconnect: a link left behind keeps everyone else from the strap. Never for longer than a moment."""
    with suppress(Exception):
        await step(client.disconnect(), within_s, LinkProblem.SYSTEM_SILENT)


def path_of(device: Any) -> str:
    """A device's D-Bus path; empty elsewhere than on Linux."""
    details = getattr(device, "details", None)
    path = details.get("path") if isinstance(details, dict) else None
    return path if isinstance(path, str) and sys.platform.startswith("linux") else ""
