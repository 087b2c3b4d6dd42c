"""A fake BlueZ (org.bluez) on a private D-Bus daemon, enough for bleak's unmodified Linux backend.

Corrected against a real bluetoothd 5.66: nothing is signalled before StartDiscovery is answered, one signal carries
both ServicesResolved and Connected when a link ends, GATT objects outlive it, RSSI is signalled once per scan.
"""

from __future__ import annotations

import asyncio
import shutil
import subprocess
import tempfile
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol, Self

import pytest
from dbus_fast import Message, MessageType, Variant
from dbus_fast.aio import MessageBus

MANAGER = "org.freedesktop.DBus.ObjectManager"
PROPERTIES = "org.freedesktop.DBus.Properties"
DAEMON = "org.freedesktop.DBus"
ADAPTER = "org.bluez.Adapter1"
DEVICE = "org.bluez.Device1"
AGENTS, AGENT = "org.bluez.AgentManager1", "org.bluez.Agent1"
HCI = "/org/bluez/hci0"
FAILED = "org.bluez.Error.Failed"
NOT_READY = "org.bluez.Error.NotReady"
UNKNOWN_METHOD = "org.freedesktop.DBus.Error.UnknownMethod"
UNKNOWN_OBJECT = "org.freedesktop.DBus.Error.UnknownObject"
_NOT_OURS = ("org.freedesktop.DBus.Peer", "org.freedesktop.DBus.Introspectable")
_CONFIG = """<busconfig><type>system</type><listen>unix:path={socket}</listen><auth>EXTERNAL</auth>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/>
<allow own="*"/></policy></busconfig>"""

Reply = tuple[str, list[Any]]
Interfaces = dict[str, dict[str, Variant]]


class BluezError(Exception):
    """What bluetoothd answers instead of a result."""

    def __init__(self, name: str, text: str = "") -> None:
        super().__init__(name, text)
        self.name, self.text = name, text


class Peripheral(Protocol):
    """What the fake asks of a strap on the air."""

    path: str
    connected: bool

    async def call(self, message: Message) -> Reply | None: ...
    def advertise(self) -> None: ...
    def drop(self) -> None: ...
    def forget(self) -> None: ...
    def vanish(self) -> None: ...
    def reappear(self) -> None: ...
    def client_gone(self, sender: str) -> None: ...
    def stop(self) -> None: ...


def needs_dbus_daemon() -> None:
    """Skip the test where there is no bus to be private on."""
    if shutil.which("dbus-daemon") is None:
        pytest.skip("dbus-daemon is not installed (Debian: dbus-daemon)")


class FakeBluez:
    """The bus and the object tree; every change goes out as the signal that the real bluetoothd would send."""

    def __init__(self, *, adapter: bool = True, powered: bool = True, serve: bool = True) -> None:
        needs_dbus_daemon()
        self._with_adapter, self._powered, self._serve = adapter, powered, serve
        self.objects: dict[str, Interfaces] = {}
        self.straps: list[Peripheral] = []
        self.scanners: set[str] = set()
        self.calls: list[str] = []
        self.agents: dict[str, str] = {}
        self.scan_number = 0
        self.dead = False

    async def __aenter__(self) -> Self:
        self._folder = Path(tempfile.mkdtemp(prefix="bluez"))
        self.address = f"unix:path={self._folder / 'bus'}"
        (self._folder / "config").write_text(_CONFIG.format(socket=self._folder / "bus"))
        await self._start_daemon()
        if self._with_adapter:
            self.add(HCI, {ADAPTER: self._adapter_properties()})
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for strap in self.straps:
            strap.stop()
        if not self.dead:
            self.bus.disconnect()
        self._daemon.kill()
        self._daemon.wait()
        shutil.rmtree(self._folder, ignore_errors=True)

    async def _start_daemon(self) -> None:
        self._daemon = subprocess.Popen(
            ["dbus-daemon", "--nofork", "--config-file", str(self._folder / "config"), "--print-address"],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        with self._daemon.stdout as said:  # type: ignore[union-attr]
            said.readline()
        self.bus = await MessageBus(bus_address=self.address).connect()
        self.bus.add_message_handler(self._on_message)
        if self._serve:
            await self.bus.request_name("org.bluez")
        match = "type='signal',member='NameOwnerChanged'"
        await self.bus.call(
            Message(
                destination=DAEMON, path="/org/freedesktop/DBus", interface=DAEMON, member="AddMatch", signature="s", body=[match]
            )
        )  # fmt: skip

    @staticmethod
    def _adapter_properties(powered: bool = True) -> dict[str, Variant]:
        return {
            "Address": Variant("s", "00:AA:01:00:00:42"),
            "AddressType": Variant("s", "public"),
            "Name": Variant("s", "fake"),
            "Alias": Variant("s", "fake"),
            "Powered": Variant("b", powered),
            "Discovering": Variant("b", False),
            "Roles": Variant("as", ["central", "peripheral"]),
            "UUIDs": Variant("as", []),
        }

    # what a test does to the radio

    def power(self, on: bool) -> None:
        """Switch the adapter; switching it off takes every link with it."""
        if not on:
            for strap in self.straps:
                strap.drop()
            self.scanners.clear()
        self._powered = on
        self.set(HCI, ADAPTER, Powered=Variant("b", on), Discovering=Variant("b", False))

    async def die(self) -> None:
        """The system bus goes away, and the Bluetooth service with it."""
        self.dead = True
        self._daemon.kill()
        await asyncio.to_thread(self._daemon.wait)
        self.bus.disconnect()
        for strap in self.straps:
            strap.drop()
            strap.stop()
        self.objects.clear()
        self.scanners.clear()

    async def revive(self) -> None:
        """Bus and service come back at the same address, as after a restart: nothing is connected, all is forgotten."""
        (self._folder / "bus").unlink(missing_ok=True)
        await self._start_daemon()
        self.dead = False
        for strap in self.straps:
            strap.forget()
        self.add(HCI, {ADAPTER: self._adapter_properties()})

    async def crash(self, down_s: float = 0.0, *, links_hold: bool = False) -> None:
        """The Bluetooth service crashes and is started again after a while.

        No good-bye to anybody: the bus says that the name has lost its owner, and nothing else is signalled (as seen with
        bluetoothd 5.66). The kernel may hold the links; a service that begins reads them from there.
        """
        held = [strap for strap in self.straps if links_hold and strap.connected]
        self.objects.clear()
        self.scanners.clear()
        for strap in self.straps:
            strap.vanish()
        await self.bus.release_name("org.bluez")
        await asyncio.sleep(down_s)
        await self.bus.request_name("org.bluez")
        self.add(HCI, {ADAPTER: self._adapter_properties()})
        for strap in held:
            strap.reappear()

    # the object tree

    def emit(self, path: str, interface: str, member: str, signature: str, body: list[Any]) -> None:
        kind = MessageType.SIGNAL
        self._send(
            Message(message_type=kind, path=path, interface=interface, member=member, signature=signature, body=body)
        )  # fmt: skip

    def _send(self, message: Message) -> None:
        """Send, unless the bus is dead; what dies with the bus on its way is nobody's error."""
        if not self.dead:
            self.bus.send(message).add_done_callback(lambda sent: sent.cancelled() or sent.exception())

    def add(self, path: str, interfaces: Interfaces) -> None:
        if path == HCI:
            interfaces[ADAPTER]["Powered"] = Variant("b", self._powered)
        self.objects[path] = interfaces
        self.emit("/", MANAGER, "InterfacesAdded", "oa{sa{sv}}", [path, interfaces])

    def remove(self, path: str) -> None:
        self.emit("/", MANAGER, "InterfacesRemoved", "oas", [path, list(self.objects.pop(path))])

    def set(self, path: str, interface: str, **values: Variant) -> None:
        if path in self.objects:
            self.objects[path][interface].update(values)
            self.emit(path, PROPERTIES, "PropertiesChanged", "sa{sv}as", [interface, values, []])

    # method calls

    def _on_message(self, message: Message) -> bool | None:
        if message.message_type is MessageType.SIGNAL:
            if message.member == "NameOwnerChanged" and not message.body[2]:
                self._client_gone(message.body[0])
            return None
        if message.message_type is not MessageType.METHOD_CALL or message.interface in _NOT_OURS:
            return None
        self.calls.append(f"{message.interface}.{message.member}")
        asyncio.get_running_loop().create_task(self._answer(message))
        return True

    async def _answer(self, message: Message) -> None:
        try:
            signature, body = await self._result(message) or ("", [])
            answer = Message.new_method_return(message, signature, body)
        except BluezError as error:
            answer = Message.new_error(message, error.name, error.text)
        self._send(answer)

    async def _result(self, message: Message) -> Reply | None:
        if message.interface == MANAGER:
            return "a{oa{sa{sv}}}", [self.objects]
        if message.interface == AGENTS:
            return self._agent(message)
        if message.path not in self.objects:
            raise BluezError(UNKNOWN_OBJECT)
        if message.interface == PROPERTIES:
            return self._property(message)
        if message.interface == ADAPTER:
            return self._adapter(message)
        return await self._strap_at(message.path).call(message)

    def _agent(self, message: Message) -> None:
        if message.member == "RegisterAgent":
            self.agents[message.sender] = message.body[0]
        else:
            self.agents.pop(message.sender, None)

    async def ask_agent(self, sender: str, member: str, signature: str, body: list[Any]) -> bool:
        """Put a question to the agent of whoever asked for a pairing; False where it says no."""
        reply = await self.bus.call(
            Message(destination=sender, path=self.agents[sender], interface=AGENT, member=member, signature=signature, body=body)
        )  # fmt: skip
        return reply is not None and reply.message_type is MessageType.METHOD_RETURN

    def _property(self, message: Message) -> Reply | None:
        properties = self.objects[message.path][message.body[0]]
        match message.member:
            case "Set":
                self.set(message.path, message.body[0], **{message.body[1]: message.body[2]})
                return None
            case "Get":
                return "v", [properties[message.body[1]]]
            case _:
                return "a{sv}", [properties]

    def _adapter(self, message: Message) -> None:
        if not self.objects[HCI][ADAPTER]["Powered"].value:
            raise BluezError(NOT_READY, "Resource Not Ready")
        match message.member:
            case "StartDiscovery":
                self.scanners.add(message.sender)
                self.scan_number += 1
                self.set(HCI, ADAPTER, Discovering=Variant("b", True))
                for strap in self.straps:
                    strap.advertise()
            case "StopDiscovery":
                self.scanners.discard(message.sender)
                if not self.scanners:
                    self._forget_strengths()
                    self.set(HCI, ADAPTER, Discovering=Variant("b", False))
            case "RemoveDevice":
                self._strap_at(message.body[0]).forget()
            case "SetDiscoveryFilter":
                pass
            case _:
                raise BluezError(UNKNOWN_METHOD)

    def _forget_strengths(self) -> None:
        """bluetoothd takes RSSI back when scanning ends."""
        for path, interfaces in self.objects.items():
            if interfaces.get(DEVICE, {}).pop("RSSI", None) is not None:
                self.emit(path, PROPERTIES, "PropertiesChanged", "sa{sv}as", [DEVICE, {}, ["RSSI"]])

    def _strap_at(self, path: str) -> Peripheral:
        return next(strap for strap in self.straps if path.startswith(strap.path))

    def _client_gone(self, sender: str) -> None:
        """A client that vanished loses its discovery and its subscriptions; its links stay up."""
        self.scanners.discard(sender)
        for strap in self.straps:
            strap.client_gone(sender)
