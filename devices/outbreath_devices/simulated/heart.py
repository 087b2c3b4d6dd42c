"""The heart and the breath of a person who is not there: intervals that follow the breath, as a baroreflex makes them."""

from __future__ import annotations

import math
import random
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

Lead = Callable[[float], tuple[float, float, float]]


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


class Breathing:
    """Breathes by itself or with a pacer. Times are seconds since the beginning."""

    def __init__(self, natural_per_min: float) -> None:
        self._natural_per_min = natural_per_min
        self._pace: tuple[float, float, float, float] | None = None
        self._lead: Lead | None = None

    def led(self, lead: Lead) -> None:
        """Breathe with a pacer that may change as it goes, such as a slide: lead tells rate, inhale share and phase at a time."""
        self._lead = lead

    def follow(self, rate_per_min: float, inhale_share: float, phase0: float, at_s: float) -> None:
        """Breathe with a pacer that stands at phase0 (cycles) at at_s."""
        self._pace, self._lead = (rate_per_min, inhale_share, phase0, at_s), None

    def alone(self) -> None:
        """Breathe as it comes."""
        self._pace = self._lead = None

    def at(self, at_s: float) -> tuple[float, float, float]:
        """Rate (breaths/min), inhale share and phase (cycles, a breath in begins at whole numbers)."""
        if self._lead is not None:
            return self._lead(at_s)
        if self._pace is None:
            return self._natural_per_min, 0.42, at_s * self._natural_per_min / 60
        rate, share, phase0, from_s = self._pace
        return rate, share, phase0 + (at_s - from_s) * rate / 60

    def volume(self, at_s: float) -> float:
        """How full the lungs are, 0 to 1."""
        _, share, phase = self.at(at_s)
        part = phase % 1.0
        if part < share:
            return 0.5 - 0.5 * math.cos(math.pi * part / share)
        return 0.5 + 0.5 * math.cos(math.pi * (part - share) / (1 - share))


class BeatSource:
    """Beat after beat. `recent` holds the times (s) of the latest of them."""

    def __init__(self, heart: SimulatedHeart, breathing: Breathing) -> None:
        self._heart, self._breathing = heart, breathing
        self._random = random.Random(heart.seed)
        self._beat_s = self._slow_ms = 0.0
        self.rr_ms = heart.mean_rr_ms
        self.recent: deque[float] = deque(maxlen=16)

    def until(self, due_s: float) -> list[int]:
        """The intervals (1/1024 s) of the beats that come before due_s."""
        burst: list[int] = []
        while True:
            ticks = self._next_interval()
            if self._beat_s + ticks / 1024 > due_s:
                return burst
            self._beat_s += ticks / 1024
            self.rr_ms = ticks / 1.024
            self.recent.append(self._beat_s)
            self._slow_ms += -self._slow_ms * 0.01 + self._random.gauss(0.0, 0.14) * self._heart.slow_ms
            burst.append(ticks)

    def _next_interval(self) -> int:
        """The interval that follows the latest beat, by what the breath does in its middle."""
        heart = self._heart
        rate, share, phase = self._breathing.at(self._beat_s + heart.mean_rr_ms / 2000)
        detuning = rate / heart.resonance_per_min - heart.resonance_per_min / rate
        swing = heart.rsa_ms / 2 / math.sqrt(1 + (heart.sharpness * detuning) ** 2)
        part = phase % 1.0
        if part < share:
            wave = math.cos(math.pi * part / share)
        else:
            wave = -math.cos(math.pi * (part - share) / (1 - share))
        # the same noise for a beat however often it is asked for
        noise = random.Random(f"{heart.seed} {round(self._beat_s * 1024)}").gauss(0.0, heart.noise_ms)
        rr_ms = heart.mean_rr_ms + swing * wave + self._slow_ms + noise
        return round(min(max(rr_ms, 300.0), 2000.0) * 1.024)
