"""An assessment run on a simulated person, whose resonance pace is known: the same flow, conductor and reader as live."""

from __future__ import annotations

import numpy as np

from outbreath_app.assess.answer import Assessment
from outbreath_app.assess.conductor import DECIDE_BEFORE_S, Conductor
from outbreath_app.assess.listening import RunningScores
from outbreath_app.assess.person import SimulatedPerson
from outbreath_app.assess.protocol import Protocol
from outbreath_app.assess.reading import conclude_lines
from outbreath_app.assess.scoring import ScoredStep
from outbreath_app.flow.engine import SessionFlow
from outbreath_app.flow.view import Stage
from outbreath_devices.recording.line import Line
from outbreath_signal.beats import BeatSeries, FloatArray

NATURAL_PER_MIN = 13.0
BEFORE_S = 20.0
_TICK_S = 0.1
_NS = 1_000_000_000


class Rehearsal:
    """One simulated person going through one assessment. Times in the lines begin at 0."""

    def __init__(self, person: SimulatedPerson) -> None:
        self._person = person
        self._times: FloatArray = np.empty(0)
        self._intervals: FloatArray = np.empty(0)
        self.lines: list[Line] = [{"k": "head", "t": round(person.now_s * _NS)}]
        self._scores: RunningScores | None = None
        self._breathe(NATURAL_PER_MIN, BEFORE_S)

    def run(self, protocol: Protocol) -> Assessment:
        """The assessment from its first step to its answer."""
        self._scores = RunningScores(protocol)
        conductor = Conductor(protocol, "Looking for one's own pace")
        flow = SessionFlow(conductor.plan, self._write)
        flow.start(self._now_ns)
        while flow.stage is Stage.RUNNING:
            self._live_through(flow)
            now_ns = self._now_ns
            left_ns = round(DECIDE_BEFORE_S * _NS)
            conductor.attend(flow, self._scored, now_ns - left_ns)
            flow.tick(now_ns)
        return conclude_lines(self.lines, self._series())

    @property
    def _now_ns(self) -> int:
        return round(self._person.now_s * _NS)

    def _write(self, line: Line) -> None:
        self.lines.append({"t": line.get("at", self._now_ns), **line})

    def _live_through(self, flow: SessionFlow) -> None:
        """Breathe as the step asks until it is over."""
        now_ns = self._now_ns
        left_s = flow.view(now_ns).step_left_s
        assert left_s is not None
        ticks = round(np.ceil(left_s / _TICK_S - 1e-6))
        pace = flow.pacer.pace_at(now_ns)
        rates: float | FloatArray = NATURAL_PER_MIN
        if pace.pattern is not None and pace.slide_s:
            rates = np.array([pace.rate_after(i * _TICK_S) for i in range(ticks)])
        elif pace.pattern is not None:
            rates = pace.rate_per_min
        self._breathe(rates, ticks * _TICK_S)

    def _breathe(self, rate: float | FloatArray, duration_s: float) -> None:
        times, intervals = self._person.breathe(rate, duration_s)
        self._times = np.concatenate([self._times, times])
        self._intervals = np.concatenate([self._intervals, intervals])

    def _series(self, until_s: float = np.inf) -> BeatSeries:
        heard = self._times <= until_s
        joined = np.ones(int(heard.sum()), dtype=np.bool_)
        joined[:1] = False
        return BeatSeries(self._times[heard], self._intervals[heard], joined)

    def _scored(self, until_ns: int) -> list[ScoredStep]:
        """What a listener who had heard until then would know."""
        assert self._scores is not None
        return self._scores.until(until_ns, self.lines, self._series(until_ns / _NS))
