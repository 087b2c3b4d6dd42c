"""A Bluetooth service of one's own for each test that asks for it."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from support.fake_bluez import FakeBluez


@pytest.fixture
def play(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Runs a scenario on a bus of its own."""
    if sys.platform != "linux":
        pytest.skip("BlueZ is Linux's Bluetooth")
    pytest.importorskip("dbus_fast")
    from outbreath_devices.ble.client import quiet_about_background
    from support.fake_bluez import FakeBluez

    def run(scenario: Callable[[FakeBluez], Coroutine[Any, Any, None]], **options: bool) -> None:
        async def with_bluez() -> None:
            asyncio.get_running_loop().set_exception_handler(quiet_about_background)
            async with asyncio.timeout(60), FakeBluez(**options) as bluez:
                monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", bluez.address)
                await scenario(bluez)

        asyncio.run(with_bluez())

    return run
