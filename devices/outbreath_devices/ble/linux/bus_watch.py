"""Linux alone: what the system bus tells of the Bluetooth service and bleak does not listen to.

A bluetoothd that crashes or is restarted takes every link with it and signals nothing of them; a strap whose pairing failed
is dropped from its list. The bus says both at once: NameOwnerChanged and InterfacesRemoved (seen with bluetoothd 5.66).
"""

from __future__ import annotations

import asyncio
import logging
import sys
from collections.abc import Callable
from contextlib import suppress
from enum import Enum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dbus_fast import Message
    from dbus_fast.aio import MessageBus

log = logging.getLogger(__name__)

BLUEZ = "org.bluez"
DEVICE, ADAPTER = "org.bluez.Device1", "org.bluez.Adapter1"
_DAEMON, _MANAGER = "org.freedesktop.DBus", "org.freedesktop.DBus.ObjectManager"
_PATIENCE_S = 3.0
_RULES = (
    f"type='signal',sender='{_DAEMON}',member='NameOwnerChanged',arg0='{BLUEZ}'",
    f"type='signal',sender='{BLUEZ}',interface='{_MANAGER}',member='InterfacesRemoved'",
    f"type='signal',sender='{BLUEZ}',interface='{_MANAGER}',member='InterfacesAdded'",
)


class BusNews(Enum):
    """What happened to the Bluetooth service, or to one thing in it."""

    SERVICE_ENDED = "service ended"
    SERVICE_BEGAN = "service began"
    ADAPTER_CAME = "adapter came"
    ADAPTER_WENT = "adapter went"
    DEVICE_REMOVED = "device removed"


class BusWatch:
    """A connection of its own to the system bus. news is called with what happened and the object's path."""

    def __init__(self, news: Callable[[BusNews, str], None]) -> None:
        self._news = news
        self.bus: MessageBus | None = None

    @property
    def listening(self) -> bool:
        """Whether the bus would be heard."""
        return self.bus is not None and self.bus.connected

    async def open(self) -> bool:
        """Listen, where there is a bus to listen to; again after one died. False where there is none."""
        if self.listening:
            return True
        self.close()
        if not sys.platform.startswith("linux"):
            return False
        from dbus_fast import BusType
        from dbus_fast.aio import MessageBus

        bus = MessageBus(bus_type=BusType.SYSTEM)
        try:
            async with asyncio.timeout(_PATIENCE_S):
                await bus.connect()
                bus.add_message_handler(self._on_message)
                for rule in _RULES:
                    await bus.call(daemon_call("AddMatch", rule))
        except Exception as error:  # a bus that cannot be listened to costs early news and nothing else
            log.info("the system bus cannot be listened to: %r", error)
            with suppress(Exception):
                bus.disconnect()
            return False
        self.bus = bus
        return True

    def close(self) -> None:
        """Stop listening."""
        if self.bus is not None:
            with suppress(Exception):
                self.bus.disconnect()
        self.bus = None

    async def service_runs(self) -> bool | None:
        """Whether somebody owns the service's name; None where the bus does not tell."""
        if self.bus is None or not self.listening:
            return None
        try:
            async with asyncio.timeout(_PATIENCE_S):
                reply = await self.bus.call(daemon_call("NameHasOwner", BLUEZ))
        except Exception as error:
            log.info("the bus did not tell whether the Bluetooth service runs: %r", error)
            return None
        return bool(reply.body[0]) if reply is not None and reply.body else None

    def _on_message(self, message: Message) -> None:
        body: list[Any] = message.body
        match message.member:
            case "NameOwnerChanged" if len(body) == 3 and body[0] == BLUEZ:
                if body[1]:
                    self._news(BusNews.SERVICE_ENDED, "")
                if body[2]:
                    self._news(BusNews.SERVICE_BEGAN, "")
            case "InterfacesRemoved" if len(body) == 2:
                if DEVICE in body[1]:
                    self._news(BusNews.DEVICE_REMOVED, body[0])
                if ADAPTER in body[1]:
                    self._news(BusNews.ADAPTER_WENT, body[0])
            case "InterfacesAdded" if len(body) == 2 and ADAPTER in body[1]:
                self._news(BusNews.ADAPTER_CAME, body[0])


def daemon_call(member: str, argument: str) -> Message:
    """A call to the bus itself with one text."""
    from dbus_fast import Message

    return Message(
        destination=_DAEMON,
        path="/org/freedesktop/DBus",
        interface=_DAEMON,
        member=member,
        signature="s",
        body=[argument],
    )


async def service_runs() -> bool | None:
    """Whether the Bluetooth service runs, by a connection made for this one question."""
    watch = BusWatch(lambda news, path: None)
    await watch.open()
    try:
        return await watch.service_runs()
    finally:
        watch.close()


async def forget_what_bleak_knows() -> None:
    """Let bleak read the service's books anew: those of a service that ended hold links that are none.

    bleak does so whenever its bus goes away, and has no other way (bleak 3.1, backends/bluezdbus/manager.py).
    """
    try:
        from bleak.backends.bluezdbus.manager import get_global_bluez_manager

        async with asyncio.timeout(_PATIENCE_S):
            manager: Any = await get_global_bluez_manager()
        manager._bus.disconnect()
    except Exception as error:
        log.info("bleak's books were not closed: %r", error)
