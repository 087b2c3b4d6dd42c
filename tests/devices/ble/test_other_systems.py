"""Windows and macOS as bleak 3.1's sources document them, by stubs that stand for its client.

Windows (backends/winrt/client.py): each start_notify adds a handler and a failed one takes its own away; "Access Denied" is a
strap that wants pairing; a cancelled operation ends in CancelledError. macOS (backends/corebluetooth/client.py and
PeripheralDelegate.py): pair raises NotImplementedError, a second start_notify ValueError, also after one that failed; what is
open when the link falls ends with BleakError("disconnected").
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Callable, Coroutine
from types import SimpleNamespace
from typing import Any, ClassVar

import bleak
import pytest
from bleak.backends.device import BLEDevice
from bleak.exc import BleakError, BleakGATTProtocolError

from outbreath_devices.ble import finder
from outbreath_devices.ble.client import BleStrap
from outbreath_devices.ble.problems import LinkProblem
from outbreath_devices.ble.reconnect import Backoff
from outbreath_devices.strap.events import LinkState, Notification, Source
from outbreath_devices.strap.gatt import HEART_RATE_MEASUREMENT, PMD_CONTROL_POINT, PMD_DATA
from support.fake_pmd import FEATURES, FakePmd
from support.strap_bytes import heart_rate
from support.strap_log import StrapLog

ADDRESS = "F0:00:00:00:00:01"
Callback = Callable[[Any, bytearray], None]


class StubClient:
    """What both have in common. made: every client so far; wants_pairing: characteristics that answer only when paired."""

    made: ClassVar[list[StubClient]] = []
    paired: ClassVar[bool] = False
    wants_pairing: ClassVar[frozenset[str]] = frozenset()
    here: ClassVar[frozenset[str]] = frozenset({HEART_RATE_MEASUREMENT})

    def __init__(
        self, device: BLEDevice, disconnected_callback: Callable[[Any], None], **options: object
    ) -> None:
        self.is_connected = False
        self._gone = disconnected_callback
        self.handlers: dict[str, list[Callback]] = defaultdict(list)
        self.pmd = FakePmd()
        self.failed: set[str] = set()
        self.services = SimpleNamespace(
            get_characteristic=lambda uuid: SimpleNamespace(properties=["notify"]) if uuid in self.here else None
        )  # fmt: skip
        self.made.append(self)

    async def connect(self) -> None:
        self.is_connected = True

    async def disconnect(self) -> None:
        self.is_connected = False

    def say(self, uuid: str, payload: bytes) -> None:
        for handler in list(self.handlers[uuid]) if uuid not in self.failed else []:
            handler(None, bytearray(payload))

    def refused(self, uuid: str) -> bool:
        return uuid in self.wants_pairing and not type(self).paired

    async def read_gatt_char(self, uuid: str) -> bytearray:
        return bytearray(FEATURES)

    async def write_gatt_char(self, uuid: str, data: bytes, response: bool) -> None:
        if self.refused(uuid):
            raise self.refusal(uuid)
        asyncio.get_running_loop().call_soon(self.say, uuid, self.pmd.write(bytes(data)))

    def refusal(self, uuid: str) -> BleakError:
        return BleakGATTProtocolError(0x05)


class WindowsClient(StubClient):
    async def start_notify(self, uuid: str, callback: Callback) -> None:
        self.handlers[uuid].append(callback)
        if self.refused(uuid):
            self.handlers[uuid].remove(callback)
            raise BleakError(f"Could not start notify on {uuid[4:8]}: Access Denied")

    async def pair(self) -> None:
        type(self).paired = True


class MacClient(StubClient):
    async def start_notify(self, uuid: str, callback: Callback) -> None:
        if self.handlers[uuid]:
            raise ValueError("Characteristic notifications already started")
        self.handlers[uuid].append(callback)
        if self.refused(uuid):
            # the handler stays though nothing will come; the system asks the person, who accepts after a while
            self.failed.add(uuid)
            asyncio.get_running_loop().call_later(0.05, setattr, type(self), "paired", True)
            raise BleakGATTProtocolError(0x0F)

    async def pair(self) -> None:
        raise NotImplementedError("Pairing is not available in Core Bluetooth.")


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    async def find(address: str, timeout_s: float, attach: bool) -> BLEDevice:
        return BLEDevice(address, "Strap", None)

    monkeypatch.setattr("outbreath_devices.ble.client.find_strap", find)
    monkeypatch.setattr("outbreath_devices.ble.pairing.DIALOG_S", 0.1)
    for client in (StubClient, WindowsClient, MacClient):
        monkeypatch.setattr(client, "paired", False)
        monkeypatch.setattr(client, "wants_pairing", frozenset())
        monkeypatch.setattr(client, "here", frozenset({HEART_RATE_MEASUREMENT}))
    monkeypatch.setattr(StubClient, "made", [])


def play(
    monkeypatch: pytest.MonkeyPatch,
    client: type[StubClient],
    platform: str,
    scenario: Callable[[BleStrap, StrapLog], Coroutine[Any, Any, None]],
) -> None:
    monkeypatch.setattr(bleak, "BleakClient", client)

    async def run() -> None:
        strap = BleStrap(ADDRESS, backoff=Backoff(0.01, 1.2, 0.05), platform=platform)
        async with asyncio.timeout(30), StrapLog(strap) as log:
            await scenario(strap, log)

    asyncio.run(run())


async def beats_come(log: StrapLog, rr: int) -> None:
    async with asyncio.timeout(20):
        while rr not in log.rr_1024:
            if StubClient.made and StubClient.made[-1].handlers[HEART_RATE_MEASUREMENT]:
                StubClient.made[-1].say(HEART_RATE_MEASUREMENT, heart_rate(60, [rr]))
            await asyncio.sleep(0.02)


def test_windows_access_denied_is_pairing_and_the_same_link_serves(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(WindowsClient, "wants_pairing", frozenset({HEART_RATE_MEASUREMENT}))

    async def scenario(strap: BleStrap, log: StrapLog) -> None:
        await log.until_said("wants to be paired")
        await beats_come(log, 1000)
        assert len(StubClient.made) == 1
        assert len(StubClient.made[0].handlers[HEART_RATE_MEASUREMENT]) == 1

    play(monkeypatch, WindowsClient, "win32", scenario)


def test_windows_streams_that_want_pairing_are_listened_to_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        WindowsClient, "here", frozenset({HEART_RATE_MEASUREMENT, PMD_CONTROL_POINT, PMD_DATA})
    )
    monkeypatch.setattr(WindowsClient, "wants_pairing", frozenset({PMD_CONTROL_POINT}))

    class OnlyWrites(WindowsClient):
        async def start_notify(self, uuid: str, callback: Callback) -> None:
            self.handlers[uuid].append(callback)

    async def scenario(strap: BleStrap, log: StrapLog) -> None:
        await log.until(lambda: StubClient.made and sorted(StubClient.made[-1].pmd.running) == [0, 2])
        frames = [bytes([2, k]) + bytes(7) + b"\x01" + bytes(12) for k in range(9)]
        for frame in frames:
            StubClient.made[-1].say(PMD_DATA, frame)
        await beats_come(log, 1000)
        got = [e.payload for e in log.events if isinstance(e, Notification) and e.source is Source.PMD_DATA]
        assert got == frames
        assert [len(one) for one in StubClient.made[-1].handlers.values()] == [1, 1, 1]

    play(monkeypatch, OnlyWrites, "win32", scenario)


def test_windows_a_cancelled_operation_is_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    class Cancels(WindowsClient):
        async def connect(self) -> None:
            if len(self.made) == 1:
                raise asyncio.CancelledError
            await super().connect()

    async def scenario(strap: BleStrap, log: StrapLog) -> None:
        await beats_come(log, 1000)
        assert any("The system broke off the attempt." in change.reason for change in log.links)

    play(monkeypatch, Cancels, "win32", scenario)


def test_windows_a_list_of_connected_devices_that_fails_keeps_nobody_from_scanning(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    scans = []

    class Adapter:
        @classmethod
        async def get(cls) -> Adapter:
            return cls()

        async def get_connected_devices(self, uuids: object) -> list[BLEDevice]:
            raise KeyError("System.Devices.Aep.DeviceAddress")

    class Scanner:
        def __init__(self, heard: object) -> None: ...

        async def __aenter__(self) -> Scanner:
            return self

        async def __aexit__(self, *error: object) -> None: ...

        @staticmethod
        async def find_device_by_filter(fits: object, timeout: float) -> None:
            scans.append(timeout)

    monkeypatch.setattr(bleak, "BleakAdapter", Adapter)
    monkeypatch.setattr(bleak, "BleakScanner", Scanner)

    async def run() -> None:
        assert await finder.find_strap(ADDRESS, 0.1, True) is None
        assert [one async for one in finder.scan(0.1)] == []

    asyncio.run(run())
    assert scans == [0.1]


def test_macos_pairs_by_itself_and_a_new_link_is_made_after_its_dialog(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(MacClient, "wants_pairing", frozenset({HEART_RATE_MEASUREMENT}))

    async def scenario(strap: BleStrap, log: StrapLog) -> None:
        await log.until_said("The system asks for it: accept")
        await beats_come(log, 1000)
        assert len(StubClient.made) == 2
        assert log.states.count(LinkState.LOST) == 1
        assert log.failed is None

    play(monkeypatch, MacClient, "darwin", scenario)


def test_macos_streams_wait_for_the_dialog_and_cost_no_link(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(MacClient, "here", frozenset({HEART_RATE_MEASUREMENT, PMD_CONTROL_POINT, PMD_DATA}))
    monkeypatch.setattr(MacClient, "wants_pairing", frozenset({PMD_CONTROL_POINT}))

    class AsksAtWrites(MacClient):
        async def start_notify(self, uuid: str, callback: Callback) -> None:
            if self.handlers[uuid]:
                raise ValueError("Characteristic notifications already started")
            self.handlers[uuid].append(callback)

        async def write_gatt_char(self, uuid: str, data: bytes, response: bool) -> None:
            asyncio.get_running_loop().call_later(0.05, setattr, type(self), "paired", True)
            await super().write_gatt_char(uuid, data, response)

    async def scenario(strap: BleStrap, log: StrapLog) -> None:
        await log.until(lambda: StubClient.made and sorted(StubClient.made[-1].pmd.running) == [0, 2])
        await beats_come(log, 1000)
        assert LinkState.LOST not in log.states

    play(monkeypatch, AsksAtWrites, "darwin", scenario)


def test_macos_a_link_that_falls_in_a_request_is_made_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    class Falls(MacClient):
        async def start_notify(self, uuid: str, callback: Callback) -> None:
            if len(self.made) == 1:
                self.is_connected = False
                self._gone(self)
                raise BleakError("disconnected")
            await super().start_notify(uuid, callback)

    async def scenario(strap: BleStrap, log: StrapLog) -> None:
        await beats_come(log, 1000)
        lost = [change for change in log.links if change.state is LinkState.LOST]
        assert [change.details["problem"] for change in lost] == [LinkProblem.FELL]

    play(monkeypatch, Falls, "darwin", scenario)


def test_macos_a_permission_that_is_being_asked_for_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """wait_until_ready has no limit: bleak waits for as long as the dialog is open (CentralManagerDelegate.py)."""
    from outbreath_devices.ble.radio import RadioProblem, advice_for, look_at_radio

    class Scanner:
        async def __aenter__(self) -> Scanner:
            await asyncio.Event().wait()
            return self

        async def __aexit__(self, *error: object) -> None: ...

    monkeypatch.setattr(bleak, "BleakScanner", Scanner)
    report = asyncio.run(look_at_radio(0.1))
    assert (report.ready, report.found) == (False, "Bluetooth does not answer.")
    assert "macOS asks whether the program may use Bluetooth" in advice_for(RadioProblem.NO_ANSWER, "darwin")
