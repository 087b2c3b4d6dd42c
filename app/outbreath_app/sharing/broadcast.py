"""Sealed lines in, beats and estimates out to other programs, from a thread of its own so that recording never waits."""

from __future__ import annotations

import logging
import queue
import threading
import time
from collections.abc import Sequence

from outbreath_app.sharing.outlet import Outlet, marker_of
from outbreath_app.stream.session import Session
from outbreath_devices.recording.line import Line, unseal
from outbreath_signal.estimate import Estimate

log = logging.getLogger(__name__)
CLOSE_WITHIN_S = 1.0
# Hours of lines; a listener that far behind is told nothing more of what is gone.
MOST_WAITING = 100_000


class Broadcaster:
    """A LineSink. The estimates are the ones the window and a replay compute, by the same code."""

    def __init__(self, outlets: Sequence[Outlet]) -> None:
        self._outlets = tuple(outlets)
        self._lines: queue.Queue[bytes | None] = queue.Queue(MOST_WAITING)
        self._feeder = LineFeeder(self._outlets)
        self._thread = threading.Thread(target=self._run, name="sharing", daemon=True)
        self._thread.start()

    def put(self, sealed: bytes) -> None:
        try:
            self._lines.put_nowait(sealed)
        except queue.Full:
            return

    def close(self) -> None:
        """Share what is left, for a moment, and take the streams down."""
        try:
            self._lines.put(None, timeout=CLOSE_WITHIN_S)
        except queue.Full:
            return
        self._thread.join(CLOSE_WITHIN_S)

    def _run(self) -> None:
        while (sealed := self._lines.get()) is not None:
            line = unseal(sealed)
            if line is not None:
                try:
                    self._feeder.feed(line, max(0.0, (time.monotonic_ns() - line["t"]) / 1e9))
                except Exception:
                    # Whatever another library does with a beat, the recording goes on and later beats are tried.
                    log.exception("a line could not be shared")
        for outlet in self._outlets:
            outlet.close()


class LineFeeder:
    """Turns a recording's lines into what outlets share."""

    def __init__(self, outlets: Sequence[Outlet]) -> None:
        self._outlets = tuple(outlets)
        self._session = Session()

    def feed(self, line: Line, since_line_s: float = 0.0) -> tuple[Estimate, ...]:
        """Share what one line adds, since_line_s after its stamp; returns the estimates."""
        update = self._session.feed(line)
        for beat, estimate in zip(update.beats, update.estimates, strict=True):
            age_s = max(0.0, since_line_s + update.state.t_s - beat.t_s)
            for outlet in self._outlets:
                outlet.beat(beat, age_s)
                outlet.estimate(estimate, age_s)
        marker = marker_of(line)
        if marker:
            for outlet in self._outlets:
                outlet.marker(marker)
        return update.estimates
