"""A recording's measurement lines to breathing rates: frames, the strap's clock, and the core's estimator.

Live, replayed and headless run the same; what cannot be read or comes too late gives nothing, and the session goes on
with the breathing that the heart shows.
"""

from __future__ import annotations

from outbreath_devices.pmd.clock import USUAL_RATE_HZ, PmdClock
from outbreath_devices.pmd.control import Setting, parse_answer, parse_command
from outbreath_devices.pmd.frames import PmdKind, parse_pmd_frame
from outbreath_devices.strap.events import Source
from outbreath_signal.breathing.from_motion import MotionBreath, MotionRate


class MotionFollower:
    """Follows the accelerometer of one recording. Times are seconds from start_ns."""

    def __init__(self, start_ns: int) -> None:
        self._start_ns = start_ns
        self._rate_hz, self._factor = USUAL_RATE_HZ[PmdKind.ACC], 1.0
        self._begin()

    def _begin(self) -> None:
        self._clock, self._breath = PmdClock(self._rate_hz), MotionBreath()

    def link_lost(self) -> None:
        """The stream ended with the link; another one has a clock of its own."""
        self._begin()

    def feed(self, source: str, received_ns: int, payload: bytes) -> list[MotionRate]:
        """The breathing rates that one notification completes."""
        if source == Source.PMD_CONTROL:
            self._follow_control(payload)
        if source != Source.PMD_DATA or not payload or payload[0] != PmdKind.ACC:
            return []
        frame = parse_pmd_frame(payload, self._factor)
        times_ns = self._clock.feed(received_ns, frame)
        if not times_ns or self._clock.lagging:
            return []
        return self._breath.feed([(at_ns - self._start_ns) / 1e9 for at_ns in times_ns], frame.samples)

    def _follow_control(self, payload: bytes) -> None:
        command, answer = parse_command(payload), parse_answer(payload)
        if command is not None and command[0] is PmdKind.ACC:
            self._rate_hz = float(command[1].get(Setting.RATE_HZ, 0)) or self._rate_hz
            self._begin()
        elif answer.starts(PmdKind.ACC):
            self._factor = answer.factor
