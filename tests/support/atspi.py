"""What a screen reader gets: the program's accessible tree, read from the AT-SPI bus of the session this runs in.

python atspi.py PROGRAM [ARGUMENT...]   starts the program, walks its tree once it is there, and prints one JSON object a line.
Run it inside dbus-run-session, with at-spi-bus-launcher running.
"""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
from typing import Any

from dbus_fast import BusType, Message
from dbus_fast.aio import MessageBus

ROOT, ACCESSIBLE = "/org/a11y/atspi/accessible/root", "org.a11y.atspi.Accessible"
FOCUSABLE, SHOWING = 1 << 11, 1 << 25
MOST = 1500


async def ask(bus: MessageBus, to: str, path: str, interface: str, member: str, *words: str) -> Any:
    """The first thing the call answers with."""
    message = Message(
        destination=to,
        path=path,
        interface=interface,
        member=member,
        signature="s" * len(words),
        body=list(words),
    )
    answer = await asyncio.wait_for(bus.call(message), 20)
    return answer.body[0]


async def tell(bus: MessageBus, to: str, path: str) -> dict[str, object]:
    properties = "org.freedesktop.DBus.Properties"
    states = await ask(bus, to, path, ACCESSIBLE, "GetState")
    return {
        "role": await ask(bus, to, path, ACCESSIBLE, "GetRoleName"),
        "name": (await ask(bus, to, path, properties, "Get", ACCESSIBLE, "Name")).value,
        "description": (await ask(bus, to, path, properties, "Get", ACCESSIBLE, "Description")).value,
        "focusable": bool(states[0] & FOCUSABLE),
        "showing": bool(states[0] & SHOWING),
    }


async def main() -> None:
    session = await MessageBus(bus_type=BusType.SESSION).connect()
    address = await ask(session, "org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", "GetAddress")
    bus = await MessageBus(bus_address=address).connect()
    program = subprocess.Popen(sys.argv[1:], env={**os.environ, "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1"})
    try:
        waiting: list[list[str]] = []
        while not waiting:
            await asyncio.sleep(0.2)
            waiting = await ask(bus, "org.a11y.atspi.Registry", ROOT, ACCESSIBLE, "GetChildren")
        seen = 0
        while seen < MOST:
            # the page comes a moment after the window: begin again until its buttons are there
            walked, stack = [], list(waiting)
            while stack and len(walked) < MOST:
                to, path = stack.pop()
                walked.append(await tell(bus, to, path))
                stack += reversed(await ask(bus, to, path, ACCESSIBLE, "GetChildren"))
            if any("button" in str(one["role"]) for one in walked):
                break
            seen += len(walked) + 1
        for one in walked:
            sys.stdout.write(json.dumps(one) + "\n")
    finally:
        program.terminate()
        program.wait(10)


asyncio.run(asyncio.wait_for(main(), 90))
