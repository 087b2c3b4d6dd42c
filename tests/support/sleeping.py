"""A strap through a suspend of the kernel's own clocks: run as a process of one thread, it prints what was recorded.

A time namespace shifts the clock that goes on in sleep against the one that stands still. Entering one whose shift is an
hour makes the clocks of this process do what an hour's suspend does, without stopping the machine.
Arguments: path of the time namespace to enter; `holds` or `dies`: what the link does meanwhile.
"""

from __future__ import annotations

import asyncio
import ctypes
import json
import os
import sys
from typing import Any

from outbreath_devices.ble.client import BleStrap, quiet_about_background
from outbreath_devices.ble.reconnect import Backoff
from outbreath_devices.strap import silence
from outbreath_devices.strap.events import LinkState
from support.fake_bluez import FakeBluez
from support.fake_strap import FakeStrap
from support.strap_bytes import heart_rate
from support.strap_log import StrapLog

CLONE_NEWTIME = 0x80


def enter(path: str) -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    descriptor = os.open(path, os.O_RDONLY)
    if libc.setns(descriptor, CLONE_NEWTIME):
        raise OSError(ctypes.get_errno(), "the time namespace cannot be entered")
    os.close(descriptor)


async def through_a_suspend(namespace: str, holds: bool) -> list[dict[str, Any]]:
    asyncio.get_running_loop().set_exception_handler(quiet_about_background)
    async with asyncio.timeout(50), FakeBluez() as bluez:
        os.environ["DBUS_SYSTEM_BUS_ADDRESS"] = bluez.address
        strap = FakeStrap(bluez)
        async with StrapLog(BleStrap(strap.address, backoff=Backoff(0.01, 1.2, 0.05), scan_s=0.5)) as log:
            await strap.subscribed.wait()
            strap.beat(heart_rate(60, [1000]))
            await log.until(lambda: len(log.rr_1024) == 1)
            enter(namespace)
            await log.until_said("slept")
            if not holds:
                await log.until_link(LinkState.CONNECTED, 2)
                await strap.subscribed.wait()
            strap.beat(heart_rate(60, [1001]))
            await log.until(lambda: len(log.rr_1024) == 2)
        links = [{"state": link.state, "reason": link.reason, **link.details} for link in log.links]
        return [*links, {"rr": log.rr_1024}]


if __name__ == "__main__":
    silence.RECONNECT_AFTER_SLEEP_NS = 1_000_000_000
    sys.stdout.write(json.dumps(asyncio.run(through_a_suspend(sys.argv[1], sys.argv[2] == "holds"))))
