"""Linux alone: ending an attempt to connect that a killed program left behind.

BlueZ goes on with such an attempt for minutes and answers InProgress to everybody else's. Its Disconnect ends the attempt
as well as a link (BlueZ 5.66, src/device.c; bleak-retry-connector, issue 226), but bleak offers it only for a link that is up.
"""

from __future__ import annotations

import asyncio
import logging
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bleak.backends.device import BLEDevice

log = logging.getLogger(__name__)

_PATIENCE_S = 3.0


async def end_stale_attempt(device: BLEDevice) -> bool:
    """Ask BlueZ to give up connecting to a device. False where there is no BlueZ, or it does not do so in time."""
    details = device.details
    if not sys.platform.startswith("linux") or not isinstance(details, dict) or "path" not in details:
        return False
    from dbus_fast import BusType, Message, MessageType
    from dbus_fast.aio import MessageBus

    try:
        async with asyncio.timeout(_PATIENCE_S):
            bus = await MessageBus(bus_type=BusType.SYSTEM).connect()
            try:
                reply = await bus.call(
                    Message(
                        destination="org.bluez",
                        path=details["path"],
                        interface="org.bluez.Device1",
                        member="Disconnect",
                    )
                )
            finally:
                with suppress(Exception):
                    bus.disconnect()
    except (TimeoutError, OSError, EOFError) as error:
        log.info("an earlier attempt to connect could not be ended: %r", error)
        return False
    return reply is not None and reply.message_type is MessageType.METHOD_RETURN
