"""A running stream of blocks: keeps the sample count, follows the monotonic clock, and joins scene to scene.

Blocks are computed ahead of being heard. When the scene changes, part of the old one has already been handed out, so
the next block begins as the old scene would have gone on and turns into the new one within a few milliseconds.
"""

from __future__ import annotations

import threading

import numpy as np
import numpy.typing as npt

from outbreath_app.sound.render import NS_PER_SAMPLE, RATE_HZ, Span, render
from outbreath_app.sound.scene import Scene

JOIN_SAMPLES = RATE_HZ * 30 // 1000
MAX_SLEW = 5e-4  # how much faster or slower time may run while the sound card's clock is followed: inaudible
JUMP_NS = 250_000_000  # a request so late means the device stalled or slept: start afresh at the right place
STEP_NS = 40_000_000  # further off than this for a while, samples were dropped: step instead of slewing
_LEARN, _WINDOW = 16, 64


class SampleClock:
    """When each sample is heard, from the times at which the device asked for more.

    A device first fills its buffers and plays at once, so the first sample is heard when it is asked for. From then on it
    asks for samples a steady lead ahead of their being heard, as long as its buffers: that lead is learnt from the first
    requests. Requests come late, never early, so the longest lead of the last few is the truth. The sound card's own clock
    (up to some 100 parts in a million off) is followed by running time at most MAX_SLEW faster or slower.
    """

    def __init__(self) -> None:
        self._next_ns: float | None = None
        self._lead_ns: float | None = None
        self._leads: list[float] = []

    @property
    def next_ns(self) -> int | None:
        """When the first sample not yet handed out is heard, None before the first request."""
        return None if self._next_ns is None else round(self._next_ns)

    def span(self, first: int, count: int, now_ns: int) -> Span:
        """The span of the next block, asked for at now_ns."""
        if self._next_ns is None:
            self._next_ns = float(now_ns)
        elif self._next_ns - now_ns < (self._lead_ns or 0.0) - JUMP_NS:
            self._next_ns, self._leads = now_ns + (self._lead_ns or 0.0), []
        self._leads = [*self._leads, self._next_ns - now_ns][-_WINDOW:]
        slew = self._slew()
        span = Span(first, count, round(self._next_ns), NS_PER_SAMPLE * (1 + slew))
        self._leads = [lead + count * NS_PER_SAMPLE * slew for lead in self._leads]
        self._next_ns += count * span.ns_per_sample
        return span

    def _slew(self) -> float:
        """How much faster time is to run for now, after a step where one is due."""
        assert self._next_ns is not None
        longest = max(self._leads)
        if self._lead_ns is None:
            if len(self._leads) >= _LEARN:
                self._lead_ns = longest
            return 0.0
        off_ns = self._lead_ns - longest
        if abs(off_ns) > STEP_NS and len(self._leads) >= _LEARN:
            self._next_ns, self._leads = self._next_ns + off_ns, []
            return 0.0
        return min(max(off_ns / 5e9, -MAX_SLEW), MAX_SLEW) if len(self._leads) == _WINDOW else 0.0


class Stream:
    """Blocks of sound, one after another. show() may be called from any thread, block() from one."""

    def __init__(self, scene: Scene, clock: SampleClock) -> None:
        self._lock = threading.Lock()
        self._scene = scene
        self._heard = scene
        self._clock = clock
        self._next = 0

    @property
    def scene(self) -> Scene:
        return self._scene

    @property
    def horizon_ns(self) -> int | None:
        """What is heard before this has been handed out already; None before the first block."""
        return self._clock.next_ns

    def show(self, scene: Scene) -> None:
        """The scene from the next block on."""
        with self._lock:
            self._scene = scene

    def block(self, count: int, now_ns: int) -> npt.NDArray[np.float32]:
        """The next count samples, shape (count, 2), asked for at now_ns."""
        with self._lock:
            scene = self._scene
        span = self._clock.span(self._next, count, now_ns)
        samples = render(scene, span)
        if scene is not self._heard:
            joint = min(JOIN_SAMPLES, count)
            old = render(self._heard, Span(span.first, joint, span.first_ns, span.ns_per_sample))
            turn = (0.5 - 0.5 * np.cos(np.pi * (np.arange(joint) + 1) / joint)).astype(np.float32)[
                :, np.newaxis
            ]
            samples[:joint] = old * (1 - turn) + samples[:joint] * turn
            self._heard = scene
        self._next += count
        return samples
