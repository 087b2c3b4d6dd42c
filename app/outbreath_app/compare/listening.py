"""Follows the lines of a running comparison, so that what could not be used is known before it ends."""

from __future__ import annotations

from outbreath_app.compare.reading import compare_lines
from outbreath_app.compare.scoring import Comparison
from outbreath_app.stream.beats import BeatStream, as_series
from outbreath_app.stream.sources import SourceError
from outbreath_devices.recording.line import Line
from outbreath_devices.strap.beat import Beat


class ComparisonListening:
    """Hand it every line of the recording as it comes."""

    def __init__(self) -> None:
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

    def heard(self, now_ns: int) -> Comparison | None:
        """The comparison from what has been heard by now; None where nothing can be told."""
        if not self._lines or not self._beats:
            return None
        # the step that is on has not been closed by another line yet
        lines = [*self._lines, {"k": "clk", "t": now_ns}]
        try:
            return compare_lines(lines, as_series(self._beats))
        except SourceError:
            return None
