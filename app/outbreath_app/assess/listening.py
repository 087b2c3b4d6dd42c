"""Follows the lines of a running assessment, so that its steps can be scored as they end."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from outbreath_app.assess.protocol import Protocol
from outbreath_app.assess.reading import score_stretches, stretches
from outbreath_app.assess.scoring import ScoredStep
from outbreath_app.beatstream import BeatStream, as_series
from outbreath_devices.beat import Beat
from outbreath_devices.recording.line import Line
from outbreath_signal.beats import BeatSeries

# Beats before a stretch that its labels are judged by.
BEFORE_S = 30.0
# When so much has been heard after a step, its score no longer changes what is chosen next.
SETTLED_S = 3.5


class RunningScores:
    """The scores of the steady steps so far; a step that is over is scored once more and then kept."""

    def __init__(self, protocol: Protocol) -> None:
        self._protocol = protocol
        self._kept: dict[float, ScoredStep] = {}

    def until(self, until_ns: int, lines: Sequence[Line], beats: BeatSeries) -> list[ScoredStep]:
        """The steps until a moment, in order. beats: timed from the first line, none after that moment."""
        until_s = (until_ns - int(lines[0]["t"])) / 1e9 if lines else 0.0
        found = [one for one in stretches(lines, until_ns) if not one.pace.slide_s]
        new = [one for one in found if one.at_s not in self._kept]
        known = dict(self._kept)
        if new and len(beats):
            first = int(np.searchsorted(beats.t_s, new[0].at_s - BEFORE_S))
            scores = score_stretches(new, beats[first:], self._protocol)
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

    def feed(self, line: Line) -> None:
        """Take one line in."""
        if not isinstance(line.get("t"), int):
            return
        self._beats += self._stream.feed(line).beats
        if line.get("k") in ("pace", "phase", "session") or not self._lines:
            self._lines.append(line)

    def scored(self, until_ns: int) -> list[ScoredStep]:
        """The steps until a moment, in order, from what has been heard by now."""
        return self._scores.until(until_ns, self._lines, as_series(self._beats))
