"""A real strap over Bluetooth Low Energy: found, connected, listened to, and connected again whenever it was lost.

One task keeps the link; its events reach the reader through one queue, in order. bleak's callbacks only stamp and
enqueue, or wake: nothing else happens inside them.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from outbreath_devices.axis.clock_watch import ClockWatch, asleep_s
from outbreath_devices.ble.bluez import end_stale_attempt
from outbreath_devices.ble.finder import SCAN_S, find_strap
from outbreath_devices.ble.link_words import describe, is_busy, link_words
from outbreath_devices.ble.radio import LASTING, problem_of, radio_error
from outbreath_devices.ble.reconnect import Backoff
from outbreath_devices.errors import LinkError, RadioError
from outbreath_devices.pmd.frames import PmdKind
from outbreath_devices.pmd.link import EVERY_KIND, PmdLink
from outbreath_devices.strap.events import LinkChange, LinkState, Notification, Source, StrapEvent, StrapInfo
from outbreath_devices.strap.gatt import (
    BATTERY_LEVEL,
    BODY_SENSOR_LOCATION,
    FIRMWARE_REVISION,
    HEART_RATE_MEASUREMENT,
    MANUFACTURER_NAME,
    MODEL_NUMBER,
    parse_body_location,
    parse_device_text,
)
from outbreath_devices.strap.heart_rate import parse_heart_rate
from outbreath_devices.strap.quirks import quirks_of
from outbreath_devices.strap.silence import WORDS, Silence, SilenceWatch

if TYPE_CHECKING:
    from bleak import BleakClient
    from bleak.backends.device import BLEDevice

log = logging.getLogger(__name__)

CONNECT_S = 30.0  # bleak's own advice: BlueZ may need 20 s and more in a busy room
READ_S = 3.0  # an answer takes some connection intervals; a strap that has not answered by then will not
DISCONNECT_S = 1.2  # the program must be gone within 2 s of being told to end
WATCH_EVERY_S = 1.0
# A strap that Bluetooth is busy connecting to so many times in a row is one that nobody waits for any more.
_BUSY_TIMES = 3


@dataclass(frozen=True, slots=True)
class _Gap:
    """When the strap was last connected, on both clocks (ns)."""

    monotonic_ns: int
    wall_ns: int


class BleStrap:
    """A Strap. It keeps trying until it is left; only what waiting cannot mend, met at the start, ends it."""

    def __init__(
        self,
        address: str,
        *,
        name: str = "",
        clock: Callable[[], int] = time.monotonic_ns,
        wall: Callable[[], int] = time.time_ns,
        slept: Callable[[], float] = asleep_s,
        backoff: Backoff | None = None,
        streams: Iterable[PmdKind] = EVERY_KIND,
        scan_s: float = SCAN_S,
    ) -> None:
        self.info = StrapInfo(address, name)
        self._clock, self._wall, self._slept, self._scan_s = clock, wall, slept, scan_s
        self._backoff = backoff or Backoff()
        self._streams = frozenset(streams)
        self._events: asyncio.Queue[StrapEvent | Exception] = asyncio.Queue()
        self._task: asyncio.Task[None] | None = None
        self._gap: _Gap | None = None
        self._radio_answered = False
        self._busy = 0
        self._info_read = False
        self._attach = True
        self._said, self._state = "", LinkState.CLOSED

    async def __aenter__(self) -> Self:
        self._task = asyncio.create_task(self._keep(), name=f"strap {self.info.address}")
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        task = self._task
        if task is None:
            return
        # The second cancellation is for a Bluetooth service that no longer answers while the first one says good-bye.
        for patience_s in (DISCONNECT_S, 0.3):
            task.cancel()
            await asyncio.wait({task}, timeout=patience_s)
            if task.done():
                break
        else:
            log.warning("the link to %s did not close in time", self.info.address)

    async def __aiter__(self) -> AsyncIterator[StrapEvent]:
        while True:
            event = await self._events.get()
            if isinstance(event, Exception):
                raise event
            yield event

    async def _keep(self) -> None:
        """Find, connect, listen; then all of it again, for as long as somebody wants it."""
        try:
            while True:
                try:
                    device = await self._find()
                    if device is not None:
                        await self._connect_and_listen(device)
                except link_errors() as error:
                    self._tell_trouble(error)
                await asyncio.sleep(self._backoff.next_wait_s())
        except RadioError as error:
            self._events.put_nowait(error)
        except Exception as error:
            # Whatever a Bluetooth backend comes up with must reach the person, not end as a task nobody awaits.
            log.exception("the strap's link ended unexpectedly")
            fact = f"The link to the strap ended unexpectedly ({type(error).__name__}: {error})."
            failure = LinkError(fact, "Start again; if it comes back, restart Bluetooth.")
            failure.__cause__ = error
            self._events.put_nowait(failure)

    async def _find(self) -> BLEDevice | None:
        self._tell(LinkState.SEARCHING)
        device = await find_strap(self.info.address, self._scan_s, self._attach)
        self._radio_answered = True
        # A Bluetooth service that crashed leaves links in the books that are none: only a strap that the system said was
        # gone, or that the air does not give, may be one that is connected already.
        self._attach = device is None
        if device is None:
            self._tell(
                LinkState.SEARCHING,
                "The strap is not heard. Wear it, moisten its pads, come nearer; "
                "most straps serve one program at a time.",
            )
        elif device.name:
            self.info = replace(self.info, name=device.name)
        return device

    async def _connect_and_listen(self, device: BLEDevice) -> None:
        from bleak import BleakClient

        gone = asyncio.Event()
        self._tell(LinkState.CONNECTING)
        client = BleakClient(
            device,
            disconnected_callback=lambda _: gone.set(),
            timeout=CONNECT_S,
            # Windows caches a strap's services and then subscribes to handles that firmware updates have moved.
            winrt={"use_cached_services": False},
        )
        connected_ns: int | None = None
        extras: asyncio.Task[None] | None = None
        reason = "The strap was lost."
        try:
            await client.connect()
            connected_ns = self._clock()
            self._tell_connected(connected_ns)
            watch = SilenceWatch(connected_ns)
            await self._subscribe(client, watch)
            extras = asyncio.create_task(self._extras(client))
            reason = await self._watch(gone, watch)
        except link_errors() as error:
            if connected_ns is None:
                await self._make_room(device, error)
                raise
            reason = f"The strap was lost. {link_words(error)}"
        finally:
            if extras is not None:
                extras.cancel()
            if connected_ns is not None:
                lost_ns = self._clock()
                self._gap = _Gap(lost_ns, self._wall())
                self._backoff.held_for((lost_ns - connected_ns) / 1e9)
                self._attach = gone.is_set()
                self._said, self._state = reason, LinkState.LOST
                self._events.put_nowait(LinkChange(lost_ns, LinkState.LOST, reason, self.info))
            await _part(client)

    async def _make_room(self, device: BLEDevice, error: BaseException) -> None:
        """End an attempt of somebody else's that stays in the way: at once it may be one that is just being made."""
        self._busy = self._busy + 1 if is_busy(error) else 0
        if self._busy >= _BUSY_TIMES and await end_stale_attempt(device):
            log.info("ended an earlier attempt to connect to %s", self.info.address)
            self._busy = 0

    async def _subscribe(self, client: BleakClient, watch: SilenceWatch) -> None:
        """Heart rate first: nothing else is worth losing a beat for."""

        def on_heart_rate(_: object, data: bytearray) -> None:
            received_ns = self._clock()
            payload = bytes(data)
            self._events.put_nowait(Notification(received_ns, Source.HEART_RATE, payload))
            watch.feed(received_ns, parse_heart_rate(payload))

        try:
            await client.start_notify(HEART_RATE_MEASUREMENT, on_heart_rate)
        except link_errors() as error:
            if not wants_pairing(error):
                raise
            # Newer firmware answers only to a computer it is paired with.
            await client.pair()
            await client.start_notify(HEART_RATE_MEASUREMENT, on_heart_rate)

    async def _extras(self, client: BleakClient) -> None:
        """All that is not a heart beat: nothing that goes wrong with it ends the link."""
        try:
            await self._get_acquainted(client)
            if self._streams:
                await self._measure(client)
        except link_errors() as error:
            log.info("extras of %s ended: %r", self.info.address, error)
            if client.is_connected:
                words = f"ECG and motion of the strap cannot be used ({describe(error)})."
                self._tell(LinkState.CONNECTED, f"{words} Breathing is estimated from the heart alone.")

    async def _measure(self, client: BleakClient) -> None:
        streams = PmdLink(client, self._events.put_nowait, self._clock)
        try:
            await streams.run(self._streams)
        except link_errors() as error:
            if not wants_pairing(error):
                raise
            await client.pair()
            await streams.run(self._streams)

    async def _get_acquainted(self, client: BleakClient) -> None:
        """Battery, and once what strap it is. A strap that does not tell is as good as one that does."""
        level = await _read(client, BATTERY_LEVEL)
        if level:
            self._on_battery(None, bytearray(level))
        if _can_notify(client, BATTERY_LEVEL):
            with suppress(*link_errors()):
                await client.start_notify(BATTERY_LEVEL, self._on_battery)
        if self._info_read:
            return
        before = self.info
        self.info = replace(
            self.info,
            manufacturer=parse_device_text(await _read(client, MANUFACTURER_NAME)),
            model=parse_device_text(await _read(client, MODEL_NUMBER)),
            firmware=parse_device_text(await _read(client, FIRMWARE_REVISION)),
            body_location=parse_body_location(await _read(client, BODY_SENSOR_LOCATION)),
        )
        self._info_read = True
        if self.info != before and client.is_connected:
            self._events.put_nowait(LinkChange(self._clock(), LinkState.CONNECTED, "", self.info))
            for quirk in quirks_of(self.info):
                if not quirk.quiet:
                    self._tell(LinkState.CONNECTED, quirk.words, quirk=quirk.id)

    def _on_battery(self, _: object, data: bytearray) -> None:
        self._events.put_nowait(Notification(self._clock(), Source.BATTERY, bytes(data)))

    async def _watch(self, gone: asyncio.Event, watch: SilenceWatch) -> str:
        """Until the link is gone, or so mute that it had better be made anew; returns why it ended."""
        silence = Silence.NONE
        clocks = ClockWatch(self._clock, self._wall, self._slept)
        while True:
            with suppress(TimeoutError):
                async with asyncio.timeout(WATCH_EVERY_S):
                    await gone.wait()
            if gone.is_set():
                return "The strap was lost: out of range, taken off or switched off."
            now_ns = self._clock()
            if watch.hopeless(now_ns):
                return "The strap has sent nothing for too long; connecting anew."
            if watch.state(now_ns) is not silence:
                silence = watch.state(now_ns)
                self._tell(LinkState.CONNECTED, WORDS[silence], silence=str(silence))
            words, jump = clocks.look()
            if words:
                self._tell(LinkState.CONNECTED, words, **jump)
            if "slept_s" in jump:
                watch.woke(now_ns)

    def _tell_connected(self, at_ns: int) -> None:
        details: dict[str, str | int | float | bool | None] = {}
        if self._gap is not None:
            # a computer that slept shows in the difference of the two
            details["gap_s"] = round((at_ns - self._gap.monotonic_ns) / 1e9, 3)
            details["gap_wall_s"] = round((self._wall() - self._gap.wall_ns) / 1e9, 3)
        self._said, self._state = "", LinkState.CONNECTED
        self._events.put_nowait(LinkChange(at_ns, LinkState.CONNECTED, "", self.info, details))

    def _tell_trouble(self, error: BaseException) -> None:
        """Say why an attempt came to nothing. Raises RadioError for what the person has to mend first."""
        log.info("no link to %s: %r", self.info.address, error)
        problem = problem_of(error)
        if problem is None:
            reason = f"The strap could not be connected. {link_words(error)} It is tried again."
            self._tell(LinkState.SEARCHING, reason)
            return
        trouble = radio_error(problem)
        if problem in LASTING and not self._radio_answered:
            raise trouble from error
        self._tell(LinkState.SEARCHING, str(trouble))

    def _tell(self, state: LinkState, reason: str = "", **details: str | float) -> None:
        """Say it once: an attempt that ends as the one before it did is no news."""
        old = reason == self._said if reason else state is self._state
        if old and not details:
            return
        self._said, self._state = reason or self._said, state
        self._events.put_nowait(LinkChange(self._clock(), state, reason, self.info, dict(details)))


def link_errors() -> tuple[type[Exception], ...]:
    """What bleak is known to raise when a link, an adapter or the system bus goes away under it.

    A dying bus gave a bare EOFError; a link that drops between two of bleak's own steps trips its assertions or finds
    an object gone from its tables.
    """
    from bleak.exc import BleakError

    return BleakError, TimeoutError, EOFError, OSError, AssertionError, KeyError, AttributeError


def wants_pairing(error: BaseException) -> bool:
    """Whether a strap refused because the computer is not paired with it."""
    text = str(error).lower()
    return any(word in text for word in ("not paired", "authentication", "encryption", "authorization"))


def quiet_about_background(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """An event loop's exception handler: what Bluetooth libraries leave behind goes to the log, not to the terminal.

    When the system bus dies, dbus-fast drops half-sent messages whose futures nobody can await.
    """
    log.info("left behind in the background: %s", context.get("message"), exc_info=context.get("exception"))


async def _read(client: BleakClient, uuid: str) -> bytes:
    """A characteristic's value; empty when the strap has it not or does not answer."""
    if client.services.get_characteristic(uuid) is None:
        return b""
    with suppress(*link_errors()):
        async with asyncio.timeout(READ_S):
            return bytes(await client.read_gatt_char(uuid))
    return b""


def _can_notify(client: BleakClient, uuid: str) -> bool:
    characteristic: Any = client.services.get_characteristic(uuid)
    return characteristic is not None and "notify" in characteristic.properties


async def _part(client: BleakClient) -> None:
    """Always disconnect: a link left behind keeps everyone else from the strap. Never for longer than a moment."""
    with suppress(*link_errors()):
        async with asyncio.timeout(DISCONNECT_S):
            await client.disconnect()
