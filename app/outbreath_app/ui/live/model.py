"""The live model: lines in, the latest state, estimate, pacer and history out, with one signal."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QObject, Signal

from outbreath_app.pacing import Pacer, PacingError, pace_from_line
from outbreath_app.stream.session import Session, SessionState, SessionUpdate
from outbreath_app.ui.feeds.base import Line
from outbreath_app.ui.live.history import History
from outbreath_app.ui.live.ownrange import OwnRange, own_range
from outbreath_signal.estimate import Estimate


class LineReader(Protocol):
    """What turns lines into updates: the session, or a test's stand-in."""

    def feed(self, line: Line) -> SessionUpdate: ...

    def at(self, t_ns: int) -> Estimate: ...


class Follower(Protocol):
    """What goes along with the lines, such as the summary that is wanted at the end."""

    def take(self, line: Line, update: SessionUpdate) -> None: ...


class LiveModel(QObject):
    """Keeps the latest of everything. Views read it on their frame; `updated` says there is news.

    paced_by_lines: pace lines move the pacer, as in a replay. Where a session is led here they are the recorder's echo of what
    the flow has decided: they come later and know nothing of what it plans ahead, so the flow alone sets the pacer.
    """

    updated = Signal()
    breath_added = Signal()
    pacing_changed = Signal()

    def __init__(
        self,
        session: LineReader | None = None,
        parent: QObject | None = None,
        *,
        paced_by_lines: bool = True,
    ) -> None:
        super().__init__(parent)
        self._paced_by_lines = paced_by_lines
        self._session: LineReader = session or Session()
        self.history = History()
        self.follower: Follower | None = None
        self.state = SessionState()
        self.estimate: Estimate | None = None
        self.pacer = Pacer()
        self.own: OwnRange | None = None
        self.phase_title = ""
        self.first_ns: int | None = None
        self.last_packet_ns: int | None = None

    def feed(self, line: Line) -> None:
        """Take one line in."""
        t_ns = line.get("t")
        if self.first_ns is None and isinstance(t_ns, int):
            self.first_ns = t_ns
        if line.get("k") == "n" and line.get("s") in ("hr", "phone") and isinstance(t_ns, int):
            self.last_packet_ns = t_ns
        update = self._session.feed(line)
        self.state = update.state
        if self.follower is not None:
            self.follower.take(line, update)
        if update.estimate is not None:
            self.estimate = update.estimate
        if line.get("k") == "pace":
            if self._paced_by_lines:
                self._follow_pace(line)
        elif line.get("k") == "phase":
            self.phase_title = str(line.get("title", ""))
        breath = self.history.add(update.beats, update.estimates)
        self.updated.emit()
        if breath:
            if self.own is None or self.own.so_far:
                self.own = own_range([point.rsa_ms for point in self.history.breaths], so_far=True)
            self.breath_added.emit()

    def _follow_pace(self, line: Line) -> None:
        try:
            pace = pace_from_line(line)
        except PacingError:
            at_ns = line.get("t")
            if isinstance(at_ns, int):
                self.set_pacer(self.pacer.stopped(at_ns))
            return
        kept = tuple(each for each in self.pacer.paces if each.at_ns < pace.at_ns)
        self.set_pacer(Pacer((*kept, pace)))

    def set_pacer(self, pacer: Pacer) -> None:
        """What the person is asked to breathe from now on."""
        if pacer != self.pacer:
            self.pacer = pacer
            self.pacing_changed.emit()

    def seconds(self, t_ns: int) -> float:
        """Seconds since the recording began, at monotonic t_ns."""
        return (t_ns - self.first_ns) / 1e9 if self.first_ns is not None else 0.0

    def estimate_at(self, now_ns: int) -> Estimate | None:
        """What is known at this moment: the latest estimate, an empty one once its beats are too old, None before the first."""
        return None if self.estimate is None else self._session.at(now_ns)

    def silent_s(self, now_ns: int) -> float | None:
        """Seconds since the strap was last heard, None when it never was."""
        return None if self.last_packet_ns is None else max(0.0, (now_ns - self.last_packet_ns) / 1e9)
