"""Finding straps: first those the system holds a link to already, then a scan.

A program that was killed leaves its strap connected, and a connected strap no longer advertises: a scan alone would
never find it again.
"""

from __future__ import annotations

import asyncio
import logging
import sys
from collections.abc import AsyncGenerator
from contextlib import AsyncExitStack, aclosing, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from outbreath_devices.ble.problems import LinkProblem, is_busy
from outbreath_devices.ble.radio import RadioProblem, certain_problem, radio_error
from outbreath_devices.ble.steps import step
from outbreath_devices.errors import RadioError
from outbreath_devices.strap.gatt import HEART_RATE_SERVICE, PMD_SERVICE

if TYPE_CHECKING:
    from bleak.backends.device import BLEDevice
    from bleak.backends.scanner import AdvertisementData

log = logging.getLogger(__name__)

# The list is in the system's memory; a search begins within a moment, unless the system asks the person first.
LIST_S, START_S = 5.0, 10.0
# Straps advertise every 0.1 to 2 s, and a busy radio misses most of them.
SCAN_S = 12.0


@dataclass(frozen=True, slots=True)
class FoundStrap:
    """A strap that was heard, or that the system is connected to (then there is no signal strength).

    strap: whether it says itself that it sends a heart rate; what does not may do so all the same once it is asked.
    """

    address: str
    name: str
    rssi_dbm: int | None
    connected: bool = False
    strap: bool = True


def same_address(one: str, other: str) -> bool:
    """Whether two addresses (or macOS identifiers) are the same, however they are written."""
    return one.replace("-", ":").upper() == other.replace("-", ":").upper()


async def connected_straps() -> list[BLEDevice]:
    """Straps with the heart rate service that the system is connected to; empty where the platform cannot say."""
    from bleak import BleakAdapter

    async def asked() -> list[BLEDevice]:
        adapter = await BleakAdapter.get()
        return await adapter.get_connected_devices([HEART_RATE_SERVICE])

    try:
        return await step(asked(), LIST_S, LinkProblem.SYSTEM_SILENT)
    except Exception as error:
        # what this list cannot tell must not keep anybody from scanning, which says by itself what is the matter
        log.info("the list of connected straps cannot be had: %r", error)
        return []


async def find_strap(
    address: str, timeout_s: float = SCAN_S, attach: bool = True, adapter: str = ""
) -> BLEDevice | None:
    """The chosen strap, by its address alone: a name says nothing. None when it was not heard in time.

    attach: whether a link that the system says is up already may be taken over. adapter: which one listens (Linux).
    """
    from bleak import BleakScanner

    for device in await connected_straps() if attach else []:
        if same_address(device.address, address):
            return device
    return await step(
        BleakScanner.find_device_by_filter(
            lambda device, _: same_address(device.address, address), timeout=timeout_s, **_by(adapter)
        ),
        timeout_s + START_S,
        LinkProblem.SYSTEM_SILENT,
    )


def _by(adapter: str) -> dict[str, Any]:
    """What makes bleak use one adapter: hci0 and the like, on Linux only."""
    return {"bluez": {"adapter": adapter}} if adapter and sys.platform.startswith("linux") else {}


async def namesakes(name: str, address: str, seconds: float, adapter: str = "") -> list[FoundStrap]:
    """Straps of the same name under another address: some take a new one for privacy, or after a new battery."""
    found: dict[str, FoundStrap] = {}
    async with aclosing(scan(seconds, adapter=adapter)) as straps:
        async for strap in straps:
            if strap.name == name and not same_address(strap.address, address):
                found[strap.address] = strap
    return list(found.values())


async def scan(
    seconds: float | None = None, *, everything: bool = False, adapter: str = ""
) -> AsyncGenerator[FoundStrap, None]:
    """Straps as they are found, each again when its name or strength changes, for so many seconds or until closed.

    everything: devices that do not say that they send a heart rate as well. adapter: which one listens (Linux). Raises RadioError, with the next step in it, when Bluetooth cannot be used.
    """
    from bleak import BleakScanner

    heard: asyncio.Queue[FoundStrap] = asyncio.Queue()

    def on_advertisement(device: BLEDevice, data: AdvertisementData) -> None:
        strap, name = is_strap(data.service_uuids), data.local_name or device.name or ""
        if strap or everything:
            heard.put_nowait(FoundStrap(device.address, name, data.rssi, strap=strap))

    try:
        for device in await connected_straps():
            yield FoundStrap(device.address, device.name or "", None, connected=True)
        latest: dict[str, FoundStrap] = {}
        scanning = AsyncExitStack()
        await step(
            scanning.enter_async_context(BleakScanner(on_advertisement, **_by(adapter))),
            START_S,
            LinkProblem.SYSTEM_SILENT,
        )
        try:
            async with asyncio.timeout(seconds):
                while True:
                    found = await heard.get()
                    if latest.get(found.address) != found:
                        latest[found.address] = found
                        yield found
        finally:
            with suppress(Exception):
                await step(scanning.aclose(), LIST_S, LinkProblem.SYSTEM_SILENT)
    except TimeoutError:
        return
    except Exception as error:
        raise await as_radio_error(error) from error


def is_strap(service_uuids: list[str]) -> bool:
    """Whether an advertisement is a strap's: it names the heart rate service, or Polar's own."""
    return any(uuid.lower() in (HEART_RATE_SERVICE, PMD_SERVICE) for uuid in service_uuids)


async def as_radio_error(error: BaseException) -> RadioError:
    """An error that came while looking for straps, in words of our own."""
    problem = await certain_problem(error)
    if problem is None:
        log.info("the search ended early: %r", error)
        advice = radio_error(RadioProblem.UNKNOWN).advice
        if is_busy(error):
            return RadioError("Bluetooth is busy with a search that another program began.", advice)
        return RadioError("Looking for straps ended early.", advice)
    return radio_error(problem)
