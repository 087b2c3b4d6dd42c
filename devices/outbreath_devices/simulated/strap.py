"""A strap that is not there: it sends what a chest strap would send, so that everything can be tried without one.

The heart follows the pacer when it is told of it, with a resonance near 5.6 breaths a minute, and breathes by itself
otherwise. Beats go out once a second in a notification of 0 to several intervals of 1/1024 s, as a strap sends them;
ECG and chest motion go out in frames of their own. What can go wrong with a strap is given as a list of faults.
"""

from __future__ import annotations

import asyncio
import random
import struct
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import TracebackType
from typing import Self

from outbreath_devices.pmd.frames import PmdKind
from outbreath_devices.simulated.heart import BeatSource, Breathing, SimulatedHeart
from outbreath_devices.simulated.pmd_streams import SimulatedPmd
from outbreath_devices.strap.events import LinkChange, LinkState, Notification, Source, StrapEvent, StrapInfo
from outbreath_devices.strap.heart_rate import parse_heart_rate
from outbreath_devices.strap.silence import WORDS, Silence, SilenceWatch

ADDRESS = "simulated"
TICK_S = 1.0
# Straps agree to a stream at once and begin it later; a real one may take half a minute.
STREAMS_AFTER_S = 2.0

__all__ = ["ADDRESS", "Fault", "FaultKind", "SimulatedHeart", "SimulatedStrap"]


class FaultKind(StrEnum):
    """What can go wrong with a simulated strap."""

    CONTACT_LOST = "contact lost"
    LINK_LOST = "link lost"
    SILENT = "silent"
    NO_RR = "no intervals"
    UNWORN = "unworn"


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that goes wrong from start_s to end_s after the beginning."""

    kind: FaultKind
    start_s: float
    end_s: float


# A session on which everything goes wrong once, with time to recover between.
TROUBLE = (
    Fault(FaultKind.CONTACT_LOST, 40, 52),
    Fault(FaultKind.LINK_LOST, 80, 96),
    Fault(FaultKind.SILENT, 130, 142),
    Fault(FaultKind.UNWORN, 170, 180),
    Fault(FaultKind.NO_RR, 210, 225),
)


class SimulatedStrap:
    """A Strap. `clock` gives monotonic ns and `sleep` waits; a test brings its own of both.

    battery_pct falls by battery_pct_per_hour; when it is empty the link is lost for good.
    """

    def __init__(
        self,
        heart: SimulatedHeart | None = None,
        *,
        faults: Sequence[Fault] = (),
        battery_pct: float = 88,
        battery_pct_per_hour: float = 0.3,
        streams: Iterable[PmdKind] = (),
        streams_after_s: float = STREAMS_AFTER_S,
        clock: Callable[[], int] = time.monotonic_ns,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self.heart = heart or SimulatedHeart()
        self.info = StrapInfo(
            ADDRESS, "Simulated strap", "simulated", "Outbreath", "simulated", body_location="chest"
        )
        self._faults, self._battery_pct, self._drain_per_h = tuple(faults), battery_pct, battery_pct_per_hour
        self._clock, self._sleep = clock, sleep
        self._breathing = Breathing(self.heart.natural_per_min)
        self._beats = BeatSource(self.heart, self._breathing)
        self._streams = [
            SimulatedPmd(kind, self._beats, self._breathing, streams_after_s, self.heart.seed)
            for kind in sorted(streams)
        ]
        self._junk = random.Random(f"{self.heart.seed} junk")
        self._level_sent: int | None = None
        self._start_ns = 0
        self._lost = False

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
            self._breathing.alone()
            return
        at_s = ((self._clock() if at_ns is None else at_ns) - self._start_ns) / 1e9
        self._breathing.follow(rate_per_min, inhale_share, phase0, at_s)

    def set_lead(self, lead: Callable[[int], tuple[float, float, float]]) -> None:
        """A pacer that changes as it goes, for the simulated person: rate, inhale share and phase (cycles) at a time (ns)."""
        start_ns = self._start_ns
        self._breathing.led(lambda at_s: lead(start_ns + round(at_s * 1e9)))

    async def __aiter__(self) -> AsyncIterator[StrapEvent]:
        yield LinkChange(self._clock(), LinkState.CONNECTED, "", self.info)
        for event in self._battery(0.0):
            yield event
        for stream in self._streams:
            for payload in stream.opening():
                yield Notification(self._clock(), Source.PMD_CONTROL, payload)
        watch, silence = SilenceWatch(self._clock()), Silence.NONE
        tick_s = TICK_S
        while True:
            stream_due_s = min((stream.due_s for stream in self._streams), default=tick_s)
            due_s = min(tick_s, stream_due_s)
            await self._sleep(max(0.0, due_s - (self._clock() - self._start_ns) / 1e9))
            if stream_due_s < tick_s:
                for event in self._frames(due_s):
                    yield event
                continue
            tick_s += TICK_S
            for event in self._tick(due_s, watch):
                yield event
            if not self._lost and watch.state(self._clock()) is not silence:
                silence = watch.state(self._clock())
                yield LinkChange(
                    self._clock(), LinkState.CONNECTED, WORDS[silence], self.info, {"silence": str(silence)}
                )

    def _fault(self, at_s: float) -> FaultKind | None:
        if self._level(at_s) <= 0:
            return FaultKind.LINK_LOST
        return next((one.kind for one in self._faults if one.start_s < at_s <= one.end_s), None)

    def _level(self, at_s: float) -> float:
        return self._battery_pct - self._drain_per_h * at_s / 3600

    def _frames(self, due_s: float) -> Iterator[StrapEvent]:
        for stream in self._streams:
            if stream.due_s <= due_s:
                frame = stream.frame()
                if self._fault(due_s) not in (FaultKind.LINK_LOST, FaultKind.SILENT):
                    yield Notification(self._clock(), Source.PMD_DATA, frame)

    def _tick(self, due_s: float, watch: SilenceWatch) -> Iterator[StrapEvent]:
        """What the strap sends once a second: its link, its battery, and a burst of beats."""
        burst = self._beats.until(due_s)
        fault = self._fault(due_s)
        if (fault is FaultKind.LINK_LOST) != self._lost:
            yield self._change_link(watch)
        if self._lost or fault is FaultKind.SILENT:
            return
        yield from self._battery(due_s)
        payload = self._payload(burst, fault)
        now_ns = self._clock()
        watch.feed(now_ns, parse_heart_rate(payload))
        yield Notification(now_ns, Source.HEART_RATE, payload)

    def _change_link(self, watch: SilenceWatch) -> LinkChange:
        self._lost = not self._lost
        now_ns = self._clock()
        if self._lost:
            reason = "The simulated strap went out of range."
            return LinkChange(now_ns, LinkState.LOST, reason, self.info)
        watch.reconnected(now_ns)
        return LinkChange(now_ns, LinkState.CONNECTED, "", self.info)

    def _battery(self, at_s: float) -> Iterator[StrapEvent]:
        level = max(0, int(self._level(at_s)))
        if level != self._level_sent:
            self._level_sent = level
            yield Notification(self._clock(), Source.BATTERY, bytes([level]))

    def _payload(self, rr_1024: Sequence[int], fault: FaultKind | None) -> bytes:
        """A Heart Rate Measurement (0x2A37) with contact bits and the intervals, oldest first."""
        contact = fault is not FaultKind.CONTACT_LOST
        if fault is FaultKind.UNWORN:
            rr_1024 = [self._junk.choice((0, 40, 150, 9000, 65535)) for _ in range(self._junk.randint(1, 3))]
        elif fault is not None:
            rr_1024 = []
        flags = 0x04 | (0x02 if contact else 0) | (0x10 if rr_1024 else 0)
        rate = round(60000 / self._beats.rr_ms) if contact else 0
        return struct.pack(f"<BB{len(rr_1024)}H", flags, min(rate, 255), *rr_1024)
