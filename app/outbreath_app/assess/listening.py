"""Follows the lines of a running assessment, so that its steps can be scored as they end."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from outbreath_app.assess.protocol import Protocol
from outbreath_app.assess.reading import score_stretches, stretches
from outbreath_app.assess.scoring import ScoredStep
from outbreath_app.stream.beats import BeatStream, as_series, payload_of
from outbreath_app.stream.motion import MotionFollower
from outbreath_devices.recording.line import Line
from outbreath_devices.strap.beat import Beat
from outbreath_devices.strap.events import LinkState, Source
from outbreath_signal.beats import BeatSeries
from outbreath_signal.breathing.from_motion import WINDOW_S, MotionRate
from outbreath_signal.breathing.from_rr import BreathTrack
from outbreath_signal.estimate import BreathSource

# Beats before a stretch that its labels are judged by.
BEFORE_S = 30.0
# When so much has been heard after a step, its score no longer changes what is chosen next.
SETTLED_S = 3.5
# Share of its windows in which motion must tell a rate.
LEAST_TOLD = 0.5


class RunningScores:
    """The scores of the steady steps so far; a step that is over is scored once more and then kept."""

    def __init__(self, protocol: Protocol) -> None:
        self._protocol = protocol
        self._kept: dict[float, ScoredStep] = {}

    def until(
        self, until_ns: int, lines: Sequence[Line], beats: BeatSeries, breath: BreathTrack | None = None
    ) -> list[ScoredStep]:
        """The steps until a moment, in order. beats: timed from the first line, none after that moment."""
        until_s = (until_ns - int(lines[0]["t"])) / 1e9 if lines else 0.0
        found = [one for one in stretches(lines, until_ns) if not one.pace.slide_s]
        new = [one for one in found if one.at_s not in self._kept]
        known = dict(self._kept)
        if new and len(beats):
            first = int(np.searchsorted(beats.t_s, new[0].at_s - BEFORE_S))
            scores = score_stretches(new, beats[first:], self._protocol, breath)
            for one, score in zip(new, scores, strict=False):
                known[one.at_s] = score
                if one is not found[-1] or one.end_s + SETTLED_S <= until_s:
                    self._kept[one.at_s] = score
        return [known[one.at_s] for one in found if one.at_s in known]


class Listening:
    """Hand it every line of the recording as it comes; it scores what they hold as a file's reader would."""

    def __init__(self, protocol: Protocol) -> None:
        self._scores = RunningScores(protocol)
        self._stream = BeatStream()
        self._beats: list[Beat] = []
        self._lines: list[Line] = []
        self._motion: MotionFollower | None = None
        self._told: list[MotionRate] = []

    def feed(self, line: Line) -> None:
        """Take one line in."""
        if not isinstance(line.get("t"), int):
            return
        self._beats += self._stream.feed(line).beats
        self._follow_motion(line)
        if line.get("k") in ("pace", "phase", "session") or not self._lines:
            self._lines.append(line)

    def scored(self, until_ns: int) -> list[ScoredStep]:
        """The steps until a moment, in order, from what has been heard by now."""
        return self._scores.until(until_ns, self._lines, as_series(self._beats), self._breath())

    def _follow_motion(self, line: Line) -> None:
        if line.get("k") == "link" and line.get("state") in (LinkState.LOST, LinkState.CLOSED):
            if self._motion is not None:
                self._motion.link_lost()
        elif line.get("k") == "n" and line.get("s") in (Source.PMD_CONTROL, Source.PMD_DATA):
            if self._motion is None:
                self._motion = MotionFollower(self._stream.start_ns or 0)
            self._told += self._motion.feed(str(line["s"]), int(line["t"]), payload_of(line))

    def _breath(self) -> BreathTrack | None:
        """The breathing that the strap's motion has told so far."""
        told = [one for one in self._told if one.rate_per_min is not None]
        if len(told) < LEAST_TOLD * len(self._told) or not told:
            return None
        return BreathTrack(
            np.array([one.t_s - WINDOW_S / 2 for one in told], dtype=np.float64),
            np.array([one.rate_per_min for one in told], dtype=np.float64),
            np.array([one.quality for one in told], dtype=np.float64),
            WINDOW_S,
            BreathSource.ACCELEROMETER,
        )
