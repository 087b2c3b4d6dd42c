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
JUMP_NS = 250_000_000  # further off than this the device stalled or slept: start afresh at the right place
_WINDOW = 64


class SampleClock:
    """When each sample is heard, from the times at which the device asked for more.

    Requests come late, never early, so the smallest lateness of the last few is the truth; the sound card's own clock
    (up to some 100 parts in a million off) is followed by running time at most MAX_SLEW faster or slower.
    """

    def __init__(self, latency_ns: int) -> None:
        self._latency_ns = latency_ns
        self._next_ns: float | None = None
        self._lateness: list[float] = []

    def span(self, first: int, count: int, now_ns: int) -> Span:
        """The span of the next block, asked for at now_ns."""
        heard_ns = float(now_ns + self._latency_ns)
        if self._next_ns is None or abs(heard_ns - self._next_ns) > JUMP_NS:
            self._next_ns, self._lateness = heard_ns, []
        self._lateness = [*self._lateness, heard_ns - self._next_ns][-_WINDOW:]
        off_ns = min(self._lateness) if len(self._lateness) == _WINDOW else 0.0
        slew = min(max(off_ns / 5e9, -MAX_SLEW), MAX_SLEW)
        ns_per_sample = NS_PER_SAMPLE * (1 + slew)
        span = Span(first, count, round(self._next_ns), ns_per_sample)
        moved_ns = count * NS_PER_SAMPLE * slew
        self._lateness = [late - moved_ns for late in self._lateness]
        self._next_ns += count * ns_per_sample
        return span


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
