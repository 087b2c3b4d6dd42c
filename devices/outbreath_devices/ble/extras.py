"""All that a strap tells beside the heart: battery, what it is, ECG and motion. None of it may cost a beat or the link."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from outbreath_devices.ble.asking import Asking, Unanswered
from outbreath_devices.ble.link_words import link_words
from outbreath_devices.ble.pairing import Pairing
from outbreath_devices.ble.problems import LinkProblem, LinkTrouble, link_problem, wants_pairing
from outbreath_devices.ble.telling import Telling
from outbreath_devices.pmd.frames import PmdKind
from outbreath_devices.pmd.link import PmdLink
from outbreath_devices.strap.events import LinkChange, LinkState, Notification, Source
from outbreath_devices.strap.gatt import (
    BATTERY_LEVEL,
    BODY_SENSOR_LOCATION,
    FIRMWARE_REVISION,
    MANUFACTURER_NAME,
    MODEL_NUMBER,
    PMD_DATA,
    parse_battery_level,
    parse_body_location,
    parse_device_text,
)
from outbreath_devices.strap.quirks import quirks_of

if TYPE_CHECKING:
    from bleak import BleakClient

log = logging.getLogger(__name__)

# Straps tell their battery in coarse steps and end soon after the last ones.
LOW_PCT = 20
WITHOUT = "Breathing is estimated from the heart alone."
LEFT_OUT = "ECG and motion are left out: the link fell when the strap was asked for them, as it may do when it wants pairing."
CANNOT = "ECG and motion of the strap cannot be used."


@dataclass(slots=True)
class Memory:
    """What is known of a strap from one of its links to the next."""

    described: bool = False
    reads: Unanswered = field(default_factory=Unanswered)
    streams: Unanswered = field(default_factory=Unanswered)

    def link_fell(self, now_ns: int) -> None:
        """A link is gone that nobody here ended."""
        self.reads.link_fell(now_ns)
        self.streams.link_fell(now_ns)


class Extras:
    """The extras of one link."""

    def __init__(
        self,
        client: BleakClient,
        device: Any,
        gone: asyncio.Event,
        telling: Telling,
        pairing: Pairing,
        memory: Memory,
    ) -> None:
        self._client, self._device, self._gone = client, device, gone
        self._telling, self._pairing, self._memory = telling, pairing, memory

    async def run(self, streams: frozenset[PmdKind]) -> None:
        """As long as the link holds. Whatever goes wrong is said."""
        try:
            if not self._memory.reads.given_up:
                await self._get_acquainted()
            if streams:
                await self._measure(streams)
        except Exception as error:
            log.info("extras of %s ended: %r", self._telling.info.address, error)
            if self._client.is_connected and not self._gone.is_set():
                words = f"{CANNOT} {link_words(error)} {WITHOUT}"
                self._telling.say(LinkState.CONNECTED, words, link_problem(error))

    async def _measure(self, streams: frozenset[PmdKind]) -> None:
        if self._memory.streams.given_up:
            if self._client.services.get_characteristic(PMD_DATA) is not None:
                self._telling.say(LinkState.CONNECTED, f"{LEFT_OUT} {WITHOUT}")
            return
        clock = self._telling.clock
        asking = Asking(self._client, self._gone, clock, self._memory.streams)
        link = PmdLink(asking, self._telling.emit, clock)
        try:
            await link.run(streams)
        except Exception as error:
            if not wants_pairing(error):
                raise
            await self._pair()
            await link.run(streams)

    async def _pair(self) -> None:
        try:
            await self._pairing.pair(self._client, self._device, self._gone)
        except LinkTrouble as trouble:
            # where the system pairs by itself it has asked the person by now, and the same link serves
            if trouble.problem is not LinkProblem.PAIRING_ASKED:
                raise

    async def _get_acquainted(self) -> None:
        """Battery, and once what strap it is. A strap that does not tell is as good as one that does."""
        asking = Asking(self._client, self._gone, self._telling.clock, self._memory.reads)
        level = await _read(asking, BATTERY_LEVEL)
        if level:
            self._on_battery(None, bytearray(level))
        if _can_notify(asking, BATTERY_LEVEL):
            with suppress(Exception):
                await asking.start_notify(BATTERY_LEVEL, self._on_battery)
        if not self._memory.described:
            await self._describe(lambda uuid: _read(asking, uuid))

    async def _describe(self, read: Callable[[str], Any]) -> None:
        before = self._telling.info
        after = replace(
            before,
            manufacturer=parse_device_text(await read(MANUFACTURER_NAME)),
            model=parse_device_text(await read(MODEL_NUMBER)),
            firmware=parse_device_text(await read(FIRMWARE_REVISION)),
            body_location=parse_body_location(await read(BODY_SENSOR_LOCATION)),
        )
        self._telling.info = after
        self._memory.described = True
        if after != before and self._client.is_connected:
            self._telling.emit(LinkChange(self._telling.clock(), LinkState.CONNECTED, "", after))
            for quirk in quirks_of(after):
                if not quirk.quiet:
                    self._telling.say(LinkState.CONNECTED, quirk.words, quirk=quirk.id)

    def _on_battery(self, _: object, data: bytearray) -> None:
        self._telling.emit(Notification(self._telling.clock(), Source.BATTERY, bytes(data)))
        level = parse_battery_level(bytes(data))
        if level is not None and level <= LOW_PCT:
            self._telling.remark(LinkProblem.LOW_BATTERY)


async def _read(asking: Asking, uuid: str) -> bytes:
    """A characteristic's value; empty when the strap has it not or does not answer."""
    if asking.services.get_characteristic(uuid) is None:
        return b""
    try:
        return await asking.read_gatt_char(uuid)
    except Exception as error:
        log.info("%s could not be read: %r", uuid, error)
        return b""


def _can_notify(asking: Asking, uuid: str) -> bool:
    characteristic: Any = asking.services.get_characteristic(uuid)
    return characteristic is not None and "notify" in characteristic.properties
