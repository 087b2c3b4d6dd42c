"""The link to a phone over loopback: beats once and in order, gaps told, one phone at a time, gone quickly."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Awaitable, Callable

from outbreath_devices.ble.reconnect import Backoff
from outbreath_devices.errors import LinkError
from outbreath_devices.phone.bridge import PhoneBridge
from outbreath_devices.phone.discovery import PROBE, Phone, find_phones
from outbreath_devices.phone.messages import parse_message
from outbreath_devices.strap.events import LinkState, Notification, Source
from support.strap_log import StrapLog


class FakePhone:
    """A bridge on loopback. `writers`: of the links that are up; `told`: what the program sent."""

    def __init__(self) -> None:
        self.writers: list[asyncio.StreamWriter] = []
        self.told: list[dict[str, object]] = []
        self.connected = asyncio.Event()

    async def __aenter__(self) -> FakePhone:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.phone = Phone("127.0.0.1", self._server.sockets[0].getsockname()[1])
        return self

    async def __aexit__(self, *error: object) -> None:
        self.hang_up()
        self._server.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.writers.append(writer)
        self.connected.set()
        while line := await reader.readline():
            self.told.append(json.loads(line))

    def say(self, data: bytes) -> None:
        for writer in self.writers:
            writer.write(data)

    def rr(self, *values: int) -> None:
        self.say(b"".join(b'{"type":"rr","rr_ms":%d}\n' % value for value in values))

    def hang_up(self) -> None:
        self.connected.clear()
        for writer in self.writers:
            writer.close()
        self.writers.clear()


def play(scenario: Callable[[FakePhone], Awaitable[None]]) -> None:
    async def run() -> None:
        async with asyncio.timeout(30), FakePhone() as phone:
            await scenario(phone)

    asyncio.run(run())


def bridge(phone: FakePhone) -> PhoneBridge:
    return PhoneBridge(phone.phone, backoff=Backoff(0.02, 1.2, 0.1))


def intervals(log: StrapLog) -> list[float]:
    messages = [
        parse_message(e.payload) for e in log.events if isinstance(e, Notification) and e.source is Source.PHONE
    ]  # fmt: skip
    return [message.rr_ms for message in messages if message.rr_ms is not None]


def test_beats_come_in_order_over_two_lost_links_and_the_gap_is_told() -> None:
    async def scenario(phone: FakePhone) -> None:
        sent: list[float] = []
        async with StrapLog(bridge(phone)) as log:
            for part in range(3):
                await phone.connected.wait()
                for k in range(50):
                    phone.rr(700 + part * 50 + k)
                    sent.append(700.0 + part * 50 + k)
                await log.until(lambda: intervals(log) == sent)
                if part < 2:
                    phone.hang_up()
                    await log.until_link(LinkState.LOST, part + 1)
            left_s = time.monotonic()
        assert time.monotonic() - left_s < 2
        assert len([link for link in log.links if "gap_s" in link.details]) == 2
        assert any("whole milliseconds" in link.reason for link in log.links)
        kinds = [message["type"] for message in phone.told]
        assert kinds[:2] == ["client_info", "session_control"]

    play(scenario)


def test_half_lines_and_garbage_cost_no_other_line() -> None:
    async def scenario(phone: FakePhone) -> None:
        async with StrapLog(bridge(phone)) as log:
            await phone.connected.wait()
            phone.say(b'{"type":"rr",')
            await asyncio.sleep(0.02)
            phone.say(b'"rr_ms":801}\n\xff\xfe\n{"type":"what"}\n{"type":"rr","rr_ms":802}\n')
            await log.until(lambda: intervals(log) == [801.0, 802.0])

    play(scenario)


def test_a_phone_without_its_strap_and_one_that_is_silent_are_told_apart() -> None:
    async def scenario(phone: FakePhone) -> None:
        async with StrapLog(bridge(phone)) as log:
            await phone.connected.wait()
            phone.say(b'{"type":"status","connected":false}\n')
            await log.until_said("has no strap")
            phone.say(b'{"type":"status","connected":true}\n')
            await log.until_said("has its strap")

    play(scenario)


def test_a_phone_that_does_not_answer_is_said_and_tried_again() -> None:
    async def scenario(phone: FakePhone) -> None:
        nobody = PhoneBridge(Phone("127.0.0.1", 1), backoff=Backoff(0.02, 1.2, 0.1))
        async with StrapLog(nobody) as log:
            await log.until_said("does not answer")
            await log.until(lambda: log.states.count(LinkState.CONNECTING) >= 3)
            assert log.failed is None

    play(scenario)


def test_of_two_phones_neither_is_taken_unasked_and_a_single_one_is() -> None:
    async def scenario(phone: FakePhone) -> None:
        async def two() -> list[Phone]:
            return [phone.phone, Phone("127.0.0.1", 9)]

        async def one() -> list[Phone]:
            return [phone.phone]

        async with StrapLog(PhoneBridge(None, find=two)) as log:
            await log.until(lambda: log.failed is not None)
        assert isinstance(log.failed, LinkError)
        assert phone.phone.address in log.failed.fact
        assert "--bridge HOST:PORT" in log.failed.advice
        assert not phone.writers
        async with StrapLog(PhoneBridge(None, find=one)) as log:
            await phone.connected.wait()
            phone.rr(800)
            await log.until(lambda: intervals(log) == [800.0])

    play(scenario)


def test_a_phone_that_answers_the_probe_is_found() -> None:
    class Answers(asyncio.DatagramProtocol):
        def connection_made(self, transport: asyncio.DatagramTransport) -> None:  # type: ignore[override]
            self.transport = transport

        def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
            if data.startswith(PROBE):
                self.transport.sendto(b"what?", addr)
                self.transport.sendto(b'{"role":"phone_bridge","hostname":"Pixel","port":8765}\n', addr)

    async def run() -> list[Phone]:
        loop = asyncio.get_running_loop()
        transport, _ = await loop.create_datagram_endpoint(Answers, local_addr=("127.0.0.1", 0))
        try:
            return await find_phones(0.2, "127.0.0.1", transport.get_extra_info("sockname")[1])
        finally:
            transport.close()

    assert asyncio.run(run()) == [Phone("127.0.0.1", 8765, "Pixel")]
