"""A strap on the air of the fake BlueZ: advertising, connecting, GATT and notifications."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from typing import Any

from dbus_fast import Message, Variant

from support.fake_bluez import DEVICE, FAILED, HCI, UNKNOWN_METHOD, BluezError, FakeBluez, Reply

SERVICE = "org.bluez.GattService1"
CHARACTERISTIC = "org.bluez.GattCharacteristic1"
DESCRIPTOR = "org.bluez.GattDescriptor1"
PMD_CONTROL = "fb005c81-02e7-f387-1cad-8acd2d8df0c8"
PMD_DATA = "fb005c82-02e7-f387-1cad-8acd2d8df0c8"

Characteristic = tuple[str, list[str], bytes]
Database = Sequence[tuple[str, Sequence[Characteristic]]]


def sig(number: int) -> str:
    """A 16-bit UUID of the Bluetooth SIG in full."""
    return f"0000{number:04x}-0000-1000-8000-00805f9b34fb"


HEART_RATE = sig(0x2A37)
BATTERY = sig(0x2A19)
H10: Database = (
    (sig(0x180D), ((HEART_RATE, ["notify"], b""), (sig(0x2A38), ["read"], b"\x01"))),
    (sig(0x180F), ((BATTERY, ["read", "notify"], b"\x57"),)),
    (
        sig(0x180A),
        (
            (sig(0x2A29), ["read"], b"Polar Electro Oy"),
            (sig(0x2A24), ["read"], b"H10"),
            (sig(0x2A26), ["read"], b"3.1.1\x00"),
        ),
    ),
    (
        "fb005c80-02e7-f387-1cad-8acd2d8df0c8",
        ((PMD_CONTROL, ["read", "write", "indicate"], b"\x0f\x05"), (PMD_DATA, ["notify"], b"")),
    ),
)
# A plain strap: the heart rate service and nothing else.
PLAIN: Database = ((sig(0x180D), ((HEART_RATE, ["notify"], b""),)),)


class FakeStrap:
    """`subscribed` is set while somebody listens to the heart rate. on_write answers writes (control points).

    unanswered: methods that bluetoothd takes and never answers. wants_pairing: bluetoothd 5.66 answers StartNotify with nothing
    and drops the device, until it is paired through the agent of whoever calls Pair; number: which the agent has to confirm.
    """

    def __init__(
        self,
        bluez: FakeBluez,
        address: str = "F0:11:22:33:44:55",
        name: str = "Polar H10 1A2B3C4D",
        database: Database = H10,
        delay_s: float = 0.005,
    ) -> None:
        self._bluez, self.address, self.name, self._database, self._delay_s = (
            bluez,
            address,
            name,
            database,
            delay_s,
        )
        self.path = f"{HCI}/dev_{address.replace(':', '_')}"
        self.on_air = True
        self.fail_connect: list[str] = []
        self.stale_attempt = False  # a killed program's Connect is still under way
        self.refuse_notify: list[str] = []
        self.answers = self.answers_device = True
        self.unanswered: set[str] = set()
        self.wants_pairing = self.paired = False
        self.number: int | None = None
        self.connected = self._resolved_once = False
        self.subscribed, self.unsubscribed = asyncio.Event(), asyncio.Event()
        self.on_write: Callable[[str, bytes], bytes | None] = lambda uuid, data: None
        self._listeners: dict[str, set[str]] = {}
        self._characteristics: dict[str, tuple[str, bytes]] = {}
        self._paths: dict[str, str] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._seen_in_scan = 0
        bluez.straps.append(self)

    def stop(self) -> None:
        for task in self._tasks:
            task.cancel()

    def spawn(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    # on the air

    def advertise(self) -> None:
        """Be heard by whoever scans, a little after now: the reply to StartDiscovery always comes first."""
        self.spawn(self._advertise())

    async def _advertise(self) -> None:
        while True:
            await asyncio.sleep(self._delay_s)
            if not self._bluez.scanners or self.connected:
                return
            if self.on_air:
                self._be_heard()

    def _be_heard(self) -> None:
        if self.path not in self._bluez.objects:
            self._bluez.add(self.path, {DEVICE: self._properties()})
        elif self._seen_in_scan != self._bluez.scan_number:
            self._bluez.set(self.path, DEVICE, RSSI=Variant("n", -60))
        self._seen_in_scan = self._bluez.scan_number

    def _properties(self) -> dict[str, Variant]:
        flags = ("Paired", "Bonded", "Trusted", "Blocked", "LegacyPairing", "Connected", "ServicesResolved")
        return {
            "Address": Variant("s", self.address),
            "AddressType": Variant("s", "random"),
            "Name": Variant("s", self.name),
            "Alias": Variant("s", self.name),
            "Adapter": Variant("o", HCI),
            "RSSI": Variant("n", -60),
            "UUIDs": Variant("as", [sig(0x180D)]),
        } | {flag: Variant("b", False) for flag in flags}

    def forget(self) -> None:
        """The system no longer knows the strap."""
        self.drop()
        for path in sorted(
            (p for p in self._bluez.objects if p.startswith(self.path)), key=len, reverse=True
        ):
            self._bluez.remove(path)
        self._resolved_once = False

    def vanish(self) -> None:
        """The link is gone, and nobody was told."""
        self.connected = self._resolved_once = False
        self._listeners.clear()
        self._mark()

    def reappear(self) -> None:
        """A service that has just begun finds the link in the kernel."""
        self.connected = True
        self._bluez.add(self.path, {DEVICE: {**self._properties(), "Connected": Variant("b", True)}})
        self.spawn(self._resolve())

    def drop(self) -> None:
        """The link ends: one signal for both properties, then the subscriptions; GATT objects stay."""
        if not self.connected:
            return
        self.connected = False
        self._listeners.clear()
        self._mark()
        off = Variant("b", False)
        self._bluez.set(self.path, DEVICE, ServicesResolved=off, Connected=off)
        for path in self._characteristics:
            if self._bluez.objects.get(path, {}).get(CHARACTERISTIC, {}).get("Notifying"):
                self._bluez.set(path, CHARACTERISTIC, Notifying=off)
        self.advertise()

    # what the strap says

    def notify(self, uuid: str, value: bytes) -> None:
        if self.connected and self._listeners.get(uuid):
            self._bluez.set(self._paths[uuid], CHARACTERISTIC, Value=Variant("ay", value))

    def beat(self, payload: bytes) -> None:
        """Send a Heart Rate Measurement."""
        self.notify(HEART_RATE, payload)

    # what clients ask

    def client_gone(self, sender: str) -> None:
        for uuid, listeners in self._listeners.items():
            if sender in listeners:
                self._leave(uuid, sender)

    def _leave(self, uuid: str, sender: str) -> None:
        self._listeners.get(uuid, set()).discard(sender)
        if not self._listeners.get(uuid) and self.connected:
            self._bluez.set(self._paths[uuid], CHARACTERISTIC, Notifying=Variant("b", False))
        self._mark()

    def _mark(self) -> None:
        listening = bool(self._listeners.get(HEART_RATE))
        (self.subscribed if listening else self.unsubscribed).set()
        (self.unsubscribed if listening else self.subscribed).clear()

    async def call(self, message: Message) -> Reply | None:
        if message.member in self.unanswered:
            await asyncio.Event().wait()
        if message.interface == DEVICE:
            await self._device(message)
            return None
        if not self.connected:
            raise BluezError(FAILED, "Not connected")
        uuid, value = self._characteristics[message.path]
        match message.member:
            case "StartNotify":
                if self.wants_pairing and not self.paired:
                    self.forget()
                    await asyncio.Event().wait()
                if uuid == HEART_RATE and self.refuse_notify:
                    raise BluezError("org.bluez.Error.NotPermitted", self.refuse_notify.pop(0))
                self._listeners.setdefault(uuid, set()).add(message.sender)
                self._bluez.set(message.path, CHARACTERISTIC, Notifying=Variant("b", True))
                self._mark()
            case "StopNotify":
                self._leave(uuid, message.sender)
            case "ReadValue":
                while not self.answers:
                    await asyncio.sleep(0.05)
                self._bluez.set(message.path, CHARACTERISTIC, Value=Variant("ay", value))
                return "ay", [value]
            case "WriteValue":
                answer = self.on_write(uuid, bytes(message.body[0]))
                if answer is not None:
                    asyncio.get_running_loop().call_later(self._delay_s, self.notify, uuid, answer)
            case _:
                raise BluezError(UNKNOWN_METHOD)
        return None

    async def _device(self, message: Message) -> None:
        while not self.answers_device:
            await asyncio.sleep(0.05)
        match message.member:
            case "Connect":
                await asyncio.sleep(self._delay_s)
                if self.stale_attempt:
                    raise BluezError("org.bluez.Error.InProgress", "Operation already in progress")
                if self.fail_connect:
                    raise BluezError(FAILED, self.fail_connect.pop(0))
                if not self.on_air:
                    raise BluezError(FAILED, "Page Timeout")
                self.connected = True
                self._bluez.set(self.path, DEVICE, Connected=Variant("b", True))
                self.spawn(self._resolve())
            case "Disconnect":
                self.stale_attempt = False
                self.drop()
            case "Pair":
                await self._pair(message.sender)
                self._bluez.set(self.path, DEVICE, Paired=Variant("b", True))
            case _:
                raise BluezError(UNKNOWN_METHOD)

    async def _pair(self, sender: str) -> None:
        if self.wants_pairing and sender not in self._bluez.agents:
            self.forget()
            await asyncio.Event().wait()
        if self.number is not None and not await self._bluez.ask_agent(
            sender, "RequestConfirmation", "ou", [self.path, self.number]
        ):
            raise BluezError("org.bluez.Error.AuthenticationRejected", "Authentication Rejected")
        self.paired = True

    async def _resolve(self) -> None:
        await asyncio.sleep(self._delay_s)
        if not self.connected:
            return
        if not self._resolved_once:
            self._publish()
        services = [service for service, _ in self._database]
        self._bluez.set(self.path, DEVICE, ServicesResolved=Variant("b", True), UUIDs=Variant("as", services))

    def _publish(self) -> None:
        """The GATT database: paths end exactly in /serviceHHHH/charHHHH, as bleak cuts them by length."""
        self._resolved_once = True
        handle = 0x0A
        for service, characteristics in self._database:
            service_path = f"{self.path}/service{handle:04x}"
            handle += 1
            self._bluez.add(
                service_path,
                {
                    SERVICE: {
                        "UUID": Variant("s", service),
                        "Device": Variant("o", self.path),
                        "Primary": Variant("b", True),
                        "Includes": Variant("ao", []),
                    }
                },
            )
            for uuid, flags, value in characteristics:
                path = f"{service_path}/char{handle:04x}"
                handle += 3
                properties = {
                    "UUID": Variant("s", uuid),
                    "Service": Variant("o", service_path),
                    "Value": Variant("ay", b""),
                    "Flags": Variant("as", flags),
                    "MTU": Variant("q", 517),
                }
                if {"notify", "indicate"} & set(flags):
                    properties["Notifying"] = Variant("b", False)
                self._bluez.add(path, {CHARACTERISTIC: properties})
                self._characteristics[path], self._paths[uuid] = (uuid, value), path
