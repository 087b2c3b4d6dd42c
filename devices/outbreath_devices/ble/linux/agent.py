"""Linux alone: an agent that answers BlueZ's questions about pairing with one strap, and for no other device.

Without an agent, as on a computer without a desktop, bluetoothd 5.66 answers a strap that wants pairing with nothing at all.
BlueZ asks the agent of whoever called Pair, so agent and call share one connection (BlueZ 5.66, doc/agent-api.txt).
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from outbreath_devices.ble.linux.bus_watch import BLUEZ, DEVICE
from outbreath_devices.ble.problems import LinkProblem, LinkTrouble

if TYPE_CHECKING:
    from dbus_fast import Message
    from dbus_fast.aio import MessageBus

log = logging.getLogger(__name__)

AGENT_PATH = "/outbreath/agent"
_AGENT, _AGENTS = "org.bluez.Agent1", "org.bluez.AgentManager1"
# It can show a number and ask whether it is the right one; straps have no keys and no display, so that none is asked for.
_CAPABILITY = "DisplayYesNo"
_REJECTED = "org.bluez.Error.Rejected"
_ALREADY = "org.bluez.Error.AlreadyExists"


class PairingAgent:
    """Registered on a bus for the time of one pairing. agree: asked with the number to compare."""

    def __init__(self, bus: MessageBus, device_path: str, agree: Callable[[int], Awaitable[bool]]) -> None:
        self._bus, self._path, self._agree = bus, device_path, agree
        self._asking: set[asyncio.Task[None]] = set()

    async def pair(self) -> None:
        """Pair with the strap. Raises LinkTrouble when it comes to nothing."""
        from dbus_fast import MessageType

        self._bus.add_message_handler(self._on_message)
        try:
            await self._call("/org/bluez", _AGENTS, "RegisterAgent", "os", [AGENT_PATH, _CAPABILITY])
            reply = await self._call(self._path, DEVICE, "Pair")
        finally:
            self._bus.remove_message_handler(self._on_message)
            for task in self._asking:
                task.cancel()
            with suppress(Exception):
                # no answer is waited for: the service may be the one that does not answer
                self._bus.send(self._message("/org/bluez", _AGENTS, "UnregisterAgent", "o", [AGENT_PATH]))
        if reply.message_type is MessageType.ERROR and reply.error_name != _ALREADY:
            log.info("pairing failed: %s %s", reply.error_name, reply.body)
            raise LinkTrouble(LinkProblem.PAIRING_FAILED)

    async def _call(
        self, path: str, interface: str, member: str, signature: str = "", body: list[Any] | None = None
    ) -> Message:
        reply = await self._bus.call(self._message(path, interface, member, signature, body))
        if reply is None:
            raise LinkTrouble(LinkProblem.SYSTEM_SILENT)
        return reply

    @staticmethod
    def _message(
        path: str, interface: str, member: str, signature: str = "", body: list[Any] | None = None
    ) -> Message:
        from dbus_fast import Message

        return Message(
            destination=BLUEZ, path=path, interface=interface, member=member, signature=signature, body=body or []
        )  # fmt: skip

    def _on_message(self, message: Message) -> bool | None:
        from dbus_fast import MessageType

        if message.message_type is not MessageType.METHOD_CALL or message.interface != _AGENT:
            return None
        task = asyncio.get_running_loop().create_task(self._answer(message))
        self._asking.add(task)
        task.add_done_callback(self._asking.discard)
        return True

    async def _answer(self, message: Message) -> None:
        from dbus_fast import Message as Answer

        allowed = await self._allows(message)
        answer = Answer.new_method_return(message) if allowed else Answer.new_error(message, _REJECTED, "no")
        with suppress(Exception):
            await self._bus.send(answer)

    async def _allows(self, message: Message) -> bool:
        match message.member:
            case "Release" | "Cancel":
                return True
            case "RequestConfirmation" if message.body[0] == self._path:
                return await self._agree(int(message.body[1]))
            case "RequestAuthorization" | "AuthorizeService" | "DisplayPasskey" | "DisplayPinCode":
                # the person agreed to pair with this very strap before Pair was called
                return bool(message.body[0] == self._path)
            case _:
                return False
