"""A comparison run on a simulated person, for whom it is known how much more one way swings the heart than the other."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import numpy as np

from outbreath_app.assess.person import Constitution, SimulatedPerson
from outbreath_app.compare.conductor import DECIDE_BEFORE_S, ComparisonConductor
from outbreath_app.compare.experiment import Experiment
from outbreath_app.compare.reading import compare_lines
from outbreath_app.compare.scoring import Comparison
from outbreath_app.flow.engine import SessionFlow
from outbreath_app.flow.view import Stage
from outbreath_app.pacing import Pattern
from outbreath_devices.recording.line import Line
from outbreath_signal.beats import BeatSeries, FloatArray
from outbreath_signal.rsa.breaths import rsa_over_breaths

NATURAL_PER_MIN = 13.0
_TICK_S = 0.1
_NS = 1_000_000_000


class ComparisonRehearsal:
    """One simulated person going through one comparison, on the same flow and reader as live.

    effect: how much ln RSA way B adds beside what the shapes of the two breaths do by themselves. step_sd: how much ln RSA
    differs from step to step for no reason.
    """

    def __init__(
        self, constitution: Constitution, seed: int, effect: float = 0.0, step_sd: float = 0.05
    ) -> None:
        self._constitution, self._effect, self._step_sd = constitution, effect, step_sd
        self._person = SimulatedPerson(constitution, seed)
        self._random = np.random.default_rng([seed, 0xAB])
        self._times: list[FloatArray] = []
        self._intervals: list[FloatArray] = []
        self.lines: list[Line] = [{"k": "head", "t": 0}]

    def run(self, experiment: Experiment) -> Comparison:
        """The comparison from its first step to its answer."""
        conductor = ComparisonConductor(experiment)
        flow = SessionFlow(conductor.plan, self._write)
        flow.start(self._now_ns)
        while flow.stage is Stage.RUNNING:
            now_ns = self._now_ns
            left_s = flow.view(now_ns).step_left_s
            assert left_s is not None
            pace = flow.pacer.pace_at(now_ns)
            duration_s = float(np.ceil(left_s / _TICK_S - 1e-6)) * _TICK_S
            if pace.pattern is None:
                self._breathe(NATURAL_PER_MIN, duration_s, Pattern())
            else:
                second = pace.pattern == experiment.b.shape
                gain = self._effect * second + self._step_sd * self._random.normal()
                rsa_ms = self._constitution.rsa_ms * float(np.exp(gain))
                self._person.constitution = replace(self._constitution, rsa_ms=rsa_ms)
                self._breathe(pace.rate_per_min, duration_s, pace.pattern)
            decides_ns = self._now_ns - round(DECIDE_BEFORE_S * _NS)
            conductor.attend(flow, partial(self._so_far, decides_ns), decides_ns)
            flow.tick(self._now_ns)
        return compare_lines(self.lines, self.beats)

    def _so_far(self, at_ns: int) -> Comparison:
        return compare_lines([*self.lines, {"k": "clk", "t": at_ns}], self._heard(at_ns / _NS))

    @property
    def beats(self) -> BeatSeries:
        """Everything that was heard."""
        return self._heard(np.inf)

    def _heard(self, until_s: float) -> BeatSeries:
        times, intervals = np.concatenate(self._times), np.concatenate(self._intervals)
        until = times <= until_s
        joined = np.ones(int(until.sum()), dtype=np.bool_)
        joined[:1] = False
        return BeatSeries(times[until], intervals[until], joined)

    @property
    def _now_ns(self) -> int:
        return round(self._person.now_s * _NS)

    def _write(self, line: Line) -> None:
        self.lines.append({"t": line.get("at", self._now_ns), **line})

    def _breathe(self, rate_per_min: float, duration_s: float, shape: Pattern) -> None:
        times, intervals = self._person.breathe(rate_per_min, duration_s, shape)
        self._times.append(times)
        self._intervals.append(intervals)


def shape_effect(constitution: Constitution, experiment: Experiment) -> float:
    """How much more ln RSA the shape of way B gives than that of way A, in this person with all disturbance taken away."""
    calm = replace(
        constitution, noise_ms=0.0, mayer_ms=0.0, slow_ms=0.0, depth_cv=0.0, drift_per_min=0.0, lapses=0.0,
        artifacts=0.0,
    )  # fmt: skip
    swings = []
    for way in (experiment.a, experiment.b):
        person = SimulatedPerson(calm, 0)
        person.breathe(experiment.rate_per_min, 60.0, way.shape)
        begin_s = person.now_s
        times, intervals = person.breathe(experiment.rate_per_min, 180.0, way.shape)
        found = rsa_over_breaths(
            times, intervals, np.ones(len(times), dtype=np.bool_), experiment.rate_per_min,
            first_breath_s=begin_s,
        )  # fmt: skip
        assert found.rsa_ms is not None
        swings.append(np.log(found.rsa_ms))
    return float(swings[1] - swings[0])
