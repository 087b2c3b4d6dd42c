"""A strap on the manual clock whose heart follows the pacer it is told of, with a resonance of its own."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject

from outbreath_app.pacing import Pacer, pace_from_line
from outbreath_app.simulate.recording import heart_rate_payload
from outbreath_app.ui.feeds.base import Line
from outbreath_app.ui.parts.timebase import Clock
from outbreath_app.ui.practise.choosing.request import Heart
from outbreath_devices.simulated.heart import BeatSource, Breathing, SimulatedHeart
from support.desk import StrapFeed, _notification

_NS = 1_000_000_000
PERSON = SimulatedHeart(rsa_ms=130.0, resonance_per_min=5.4, sharpness=3.0, noise_ms=3.0, slow_ms=2.0, seed=3)


class PacedFeed(StrapFeed):
    """`lapsing` makes the person breathe as they like, whatever the pacer does."""

    def __init__(
        self,
        heart: Heart,
        clock: Clock,
        path: Path,
        person: SimulatedHeart = PERSON,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(heart, clock, path, parent)
        self._breathing = Breathing(person.natural_per_min)
        self._beats = BeatSource(person, self._breathing)
        self._latest: Line | None = None
        self.lapsing = False

    def tick(self) -> None:
        if self.finished or self._writer is None:
            return
        while self._told < (self.clock.now_ns() - self._began_ns) // _NS:
            self._told += 1
            beats = self._beats.until(float(self._told))
            if self.connected:
                at_ns = self._began_ns + self._told * _NS
                self._put(_notification(heart_rate_payload(beats, self.contact)), at_ns)

    def send(self, line: Line) -> None:
        super().send(line)
        if line.get("k") == "pace":
            self._latest = line
            self.lapse(self.lapsing)

    def lapse(self, lapsing: bool) -> None:
        """Stop following the pacer, or follow it again."""
        self.lapsing = lapsing
        pace = None if self._latest is None else pace_from_line(self._latest)
        if lapsing or pace is None or pace.pattern is None:
            self._breathing.alone()
            return
        pacer, share = Pacer((pace,)), pace.pattern.inhale_share

        def at(at_s: float) -> tuple[float, float, float]:
            now_ns = max(self._began_ns + round(at_s * _NS), pace.at_ns)
            return pacer.rate_at(now_ns) or pace.rate_per_min, share, pacer.phase_at(now_ns)

        self._breathing.led(at)
