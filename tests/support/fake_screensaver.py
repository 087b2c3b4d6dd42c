"""A desktop's screen saver on the bus of DBUS_SESSION_BUS_ADDRESS; prints who holds it and when they let go."""

from __future__ import annotations

import asyncio
import sys
from typing import Any

from dbus_fast import Message
from dbus_fast.aio import MessageBus
from dbus_fast.service import ServiceInterface, dbus_method


def say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


class ScreenSaver(ServiceInterface):
    """Takes holds and gives cookies."""

    def __init__(self) -> None:
        super().__init__("org.freedesktop.ScreenSaver")

    @dbus_method()
    def Inhibit(self, application: s, reason: s) -> u:  # type: ignore[name-defined]  # noqa: F821
        say(f"held by {application}")
        return 4_000_000_000


def watch(message: Any) -> None:
    """Say when a program leaves the bus, which ends its holds."""
    if message.member == "NameOwnerChanged" and message.body[0].startswith(":") and not message.body[2]:
        say("let go")


async def main() -> None:
    bus = await MessageBus().connect()
    bus.export("/org/freedesktop/ScreenSaver", ScreenSaver())
    await bus.request_name("org.freedesktop.ScreenSaver")
    bus.add_message_handler(watch)
    rule = "type='signal',sender='org.freedesktop.DBus',member='NameOwnerChanged'"
    await bus.call(
        Message(
            destination="org.freedesktop.DBus",
            path="/org/freedesktop/DBus",
            interface="org.freedesktop.DBus",
            member="AddMatch",
            signature="s",
            body=[rule],
        )
    )
    say("ready")
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)


asyncio.run(main())
