"""A strap that is not there: it sends what a chest strap would send, so that everything can be tried without one.

The heart follows the pacer when it is told of it, with a resonance near 5.6 breaths a minute, and breathes by itself
otherwise. Beats go out once a second in a notification of 0 to several intervals of 1/1024 s, as a strap sends them.
"""

from __future__ import annotations

import asyncio
import math
import random
import struct
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import TracebackType
from typing import Self

from outbreath_devices.events import LinkChange, LinkState, Notification, Source, StrapEvent, StrapInfo

ADDRESS = "simulated"
TICK_S = 1.0


@dataclass(frozen=True, slots=True)
class SimulatedHeart:
    """Whose heart it is. RSA is peak-to-trough at the resonance pace; the gain elsewhere is a second-order peak's."""

    mean_rr_ms: float = 900.0
    rsa_ms: float = 150.0
    natural_per_min: float = 13.0
    resonance_per_min: float = 5.6
    sharpness: float = 1.8
    noise_ms: float = 5.0
    slow_ms: float = 10.0
    seed: int = 0


class FaultKind(StrEnum):
    """What can go wrong with a simulated strap."""

    CONTACT_LOST = "contact lost"
    LINK_LOST = "link lost"
    SILENT = "silent"


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that goes wrong from start_s to end_s after the beginning."""

    kind: FaultKind
    start_s: float
    end_s: float


class SimulatedStrap:
    """A Strap. `clock` gives monotonic ns and `sleep` waits; a test brings its own of both."""

    def __init__(
        self,
        heart: SimulatedHeart | None = None,
        *,
        faults: Sequence[Fault] = (),
        battery_pct: int = 88,
        clock: Callable[[], int] = time.monotonic_ns,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self.heart = heart or SimulatedHeart()
        self.info = StrapInfo(ADDRESS, "Simulated strap", "simulated", "Outbreath", "simulated")
        self._faults, self._battery_pct = tuple(faults), battery_pct
        self._clock, self._sleep = clock, sleep
        self._random = random.Random(self.heart.seed)
        self._pace: tuple[float, float, float, int] | None = None
        self._phase = self._beat_s = self._slow = 0.0
        self._rr_ms = self.heart.mean_rr_ms

    async def __aenter__(self) -> Self:
        self._start_ns = self._clock()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        return None

    def set_pace(
        self,
        rate_per_min: float | None,
        inhale_share: float = 0.4,
        at_ns: int | None = None,
        phase0: float = 0.0,
    ) -> None:
        """The pacer the simulated person follows from now on; None lets the breath go its own way."""
        if rate_per_min is None:
            self._pace = None
        else:
            self._pace = (rate_per_min, inhale_share, phase0, self._clock() if at_ns is None else at_ns)

    async def __aiter__(self) -> AsyncIterator[StrapEvent]:
        yield LinkChange(self._clock(), LinkState.CONNECTED, "", self.info)
        yield Notification(self._clock(), Source.BATTERY, bytes([self._battery_pct]))
        lost = False
        tick = 0
        while True:
            tick += 1
            due_s = tick * TICK_S
            await self._sleep(max(0.0, due_s - (self._clock() - self._start_ns) / 1e9))
            burst = self._beats_until(due_s)
            fault = next((one.kind for one in self._faults if one.start_s < due_s <= one.end_s), None)
            if (fault is FaultKind.LINK_LOST) != lost:
                lost = not lost
                state = LinkState.LOST if lost else LinkState.CONNECTED
                reason = "The simulated strap went out of range." if lost else ""
                yield LinkChange(self._clock(), state, reason, self.info)
            if fault in (FaultKind.LINK_LOST, FaultKind.SILENT):
                continue
            contact = fault is not FaultKind.CONTACT_LOST
            yield Notification(
                self._clock(), Source.HEART_RATE, self._payload(burst if contact else [], contact)
            )

    def _payload(self, rr_1024: Sequence[int], contact: bool) -> bytes:
        """A Heart Rate Measurement (0x2A37) with contact bits and the intervals, oldest first."""
        flags = 0x04 | (0x02 if contact else 0) | (0x10 if rr_1024 else 0)
        rate = round(60000 / self._rr_ms) if contact else 0
        return struct.pack(f"<BB{len(rr_1024)}H", flags, min(rate, 255), *rr_1024)

    def _beats_until(self, due_s: float) -> list[int]:
        """The intervals (1/1024 s) of the beats that come before due_s."""
        burst: list[int] = []
        while True:
            ticks = self._next_interval()
            if self._beat_s + ticks / 1024 > due_s:
                return burst
            self._accept(ticks)
            burst.append(ticks)

    def _next_interval(self) -> int:
        """The interval that follows the latest beat, by what the breath does in its middle."""
        heart = self.heart
        rate, share, phase = self._breathing(self._beat_s + heart.mean_rr_ms / 2000)
        detuning = rate / heart.resonance_per_min - heart.resonance_per_min / rate
        swing = heart.rsa_ms / 2 / math.sqrt(1 + (heart.sharpness * detuning) ** 2)
        part = phase % 1.0
        if part < share:
            wave = math.cos(math.pi * part / share)
        else:
            wave = -math.cos(math.pi * (part - share) / (1 - share))
        # the same noise for a beat however often it is asked for
        noise = random.Random(f"{heart.seed} {round(self._beat_s * 1024)}").gauss(0.0, heart.noise_ms)
        rr_ms = heart.mean_rr_ms + swing * wave + self._slow + noise
        return round(min(max(rr_ms, 300.0), 2000.0) * 1.024)

    def _accept(self, ticks: int) -> None:
        self._beat_s += ticks / 1024
        self._rr_ms = ticks / 1.024
        self._slow += -self._slow * 0.01 + self._random.gauss(0.0, 0.14) * self.heart.slow_ms

    def _breathing(self, at_s: float) -> tuple[float, float, float]:
        """Rate (breaths/min), inhale share and phase (cycles) of the breath at a time since the start."""
        if self._pace is None:
            return self.heart.natural_per_min, 0.42, at_s * self.heart.natural_per_min / 60
        rate, share, phase0, at_ns = self._pace
        return rate, share, phase0 + (self._start_ns / 1e9 + at_s - at_ns / 1e9) * rate / 60
