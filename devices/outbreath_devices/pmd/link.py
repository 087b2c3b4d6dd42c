"""Polar's measurement streams over a link that is up: started, watched, started again, and done without when they fail.

Breathing and ECG are extras: nothing that goes wrong here may cost a heart beat. Streams can begin 25 to 30 s after
the strap agreed to them.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from typing import Any, Protocol

from outbreath_devices.pmd.control import (
    PmdAnswer,
    choose,
    parse_answer,
    parse_features,
    query,
    start,
    stop,
)
from outbreath_devices.pmd.frames import HEADER_BYTES, PmdKind, knows_form
from outbreath_devices.strap.events import LinkChange, LinkState, Notification, Source, StrapEvent
from outbreath_devices.strap.gatt import PMD_CONTROL_POINT, PMD_DATA


class GattClient(Protocol):
    """What is asked of a client: bleak's has it."""

    @property
    def services(self) -> Any: ...
    async def read_gatt_char(self, uuid: str) -> bytes: ...
    async def write_gatt_char(self, uuid: str, data: bytes, *, response: bool) -> None: ...
    async def start_notify(self, uuid: str, callback: Callable[[Any, bytearray], None]) -> None: ...


ANSWER_S = 5.0
FIRST_FRAME_S = 40.0
NEXT_FRAME_S = 8.0
ATTEMPTS = 3
# Breathing needs no more than 50 Hz; the rate of the ECG is fixed.
WANTED_HZ = {PmdKind.ECG: 130, PmdKind.ACC: 50}
_NAMES = {PmdKind.ECG: "ECG", PmdKind.ACC: "motion sensor"}
EVERY_KIND = frozenset(PmdKind)


class PmdLink:
    """The streams of one connection. `emit` takes what is recorded: commands, answers and data, all raw."""

    def __init__(
        self, client: GattClient, emit: Callable[[StrapEvent], None], clock: Callable[[], int]
    ) -> None:
        self._client, self._emit, self._clock = client, emit, clock
        self._answers: asyncio.Queue[PmdAnswer] = asyncio.Queue()
        self._heard: dict[PmdKind, asyncio.Event] = {}
        self._foreign: set[PmdKind] = set()
        self._listened: set[str] = set()
        self._latest: dict[int, bytes] = {}

    async def run(self, wanted: Iterable[PmdKind]) -> None:
        """Keep the wanted streams running for as long as the link holds; returns when none of them does.

        May be run again on the same link, as after pairing: it listens once (Windows would deliver everything twice).
        """
        client = self._client
        if client.services.get_characteristic(PMD_DATA) is None:
            return
        on_offer = parse_features(bytes(await client.read_gatt_char(PMD_CONTROL_POINT)))
        kinds = [kind for kind in sorted(wanted) if kind in on_offer]
        if not kinds:
            return
        self._heard = {kind: asyncio.Event() for kind in kinds}
        for uuid, callback in ((PMD_CONTROL_POINT, self._on_answer), (PMD_DATA, self._on_data)):
            if uuid not in self._listened:
                await client.start_notify(uuid, callback)
                self._listened.add(uuid)
        for kind in kinds:
            await self._start(kind)
        keeping = [asyncio.ensure_future(self._keep(kind)) for kind in kinds]
        try:
            await asyncio.gather(*keeping)
        finally:
            for task in keeping:
                task.cancel()

    def _on_answer(self, _: object, data: bytearray) -> None:
        self._emit(Notification(self._clock(), Source.PMD_CONTROL, bytes(data)))
        self._answers.put_nowait(parse_answer(bytes(data)))

    def _on_data(self, _: object, data: bytearray) -> None:
        payload = bytes(data)
        if payload and self._latest.get(payload[0]) == payload:
            # stamp and all: a copy for another program that listens as well
            return
        self._latest[payload[0] if payload else -1] = payload
        self._emit(Notification(self._clock(), Source.PMD_DATA, payload))
        kind = PmdKind(data[0]) if data and data[0] in list(PmdKind) else None
        heard = self._heard.get(kind) if kind is not None else None
        if kind is None or heard is None:
            return
        heard.set()
        if not knows_form(bytes(data)) and kind not in self._foreign:
            self._foreign.add(kind)
            self._failed(
                kind,
                f"frames of type 0x{data[HEADER_BYTES - 1]:02x} are not known; they are recorded as they come",
            )

    async def _ask(self, command: bytes) -> PmdAnswer:
        """Write a command and wait for the answer to it; answers to anything else are left aside."""
        while not self._answers.empty():
            self._answers.get_nowait()
        # a recording is decoded by what was asked for: the answer to a start does not repeat it
        self._emit(Notification(self._clock(), Source.PMD_CONTROL, command))
        await self._client.write_gatt_char(PMD_CONTROL_POINT, command, response=True)
        try:
            async with asyncio.timeout(ANSWER_S):
                while True:
                    answer = await self._answers.get()
                    if (answer.operation, answer.kind) == (command[0], command[1]):
                        return answer
        except TimeoutError:
            return PmdAnswer(command[0], PmdKind(command[1]), error="the strap did not answer")

    async def _start(self, kind: PmdKind) -> bool:
        offer = await self._ask(query(kind))
        if not offer.ok:
            return self._failed(kind, offer.error)
        command = start(kind, choose(offer.settings, WANTED_HZ[kind]))
        answer = await self._ask(command)
        if answer.already:
            # left running by a program that was killed, with settings of its own
            await self._ask(stop(kind))
            answer = await self._ask(command)
        return True if answer.ok else self._failed(kind, answer.error)

    async def _keep(self, kind: PmdKind) -> None:
        """Watch one stream and start it again when it stays silent, a few times."""
        patience_s = FIRST_FRAME_S
        failures = 0
        heard = self._heard[kind]
        while failures < ATTEMPTS:
            heard.clear()
            try:
                async with asyncio.timeout(patience_s):
                    await heard.wait()
                patience_s, failures = NEXT_FRAME_S, 0
            except TimeoutError:
                failures += 1
                self._failed(kind, "it sends nothing")
                await self._ask(stop(kind))
                await self._start(kind)
                patience_s = FIRST_FRAME_S

    def _failed(self, kind: PmdKind, error: str) -> bool:
        """Say that a stream does not come. Always False."""
        without = "Breathing is estimated from the heart alone." if kind is PmdKind.ACC else ""
        reason = f"The strap's {_NAMES[kind]} cannot be used: {error}. {without}".strip()
        self._emit(LinkChange(self._clock(), LinkState.CONNECTED, reason, None, {"stream": kind.name}))
        return False
