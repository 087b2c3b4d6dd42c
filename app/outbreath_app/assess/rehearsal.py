"""An assessment run on a simulated person, whose resonance pace is known."""

from __future__ import annotations

import numpy as np

from outbreath_app.assess.answer import Assessment, conclude
from outbreath_app.assess.person import SimulatedPerson
from outbreath_app.assess.protocol import (
    SETTLING_BREATHS,
    SLIDING_BREATHS,
    PaceStep,
    Protocol,
    next_adaptive_step,
    sliding_breaths_s,
    sliding_steps,
    stepped_extension,
    stepped_steps,
)
from outbreath_app.assess.scoring import ScoredStep, score_slide, score_step
from outbreath_signal.beats import BeatSeries, FloatArray

NATURAL_PER_MIN = 13.0
STEPPED_SETTLING_BREATHS = 2


class Rehearsal:
    """One simulated person going through one assessment."""

    def __init__(self, person: SimulatedPerson) -> None:
        self._person = person
        self._times: FloatArray = np.empty(0)
        self._intervals: FloatArray = np.empty(0)
        self._breathe(NATURAL_PER_MIN, 20.0)

    def run(self, protocol: Protocol) -> Assessment:
        """The assessment from its first step to its answer."""
        began_s = self._person.now_s
        steps = {
            Protocol.STEPPED: self._stepped,
            Protocol.SLIDING: self._sliding,
            Protocol.ADAPTIVE: self._adaptive,
        }[protocol]()
        return conclude(protocol, (self._person.now_s - began_s) / 60, steps)

    def _breathe(self, rate: float | FloatArray, duration_s: float) -> float:
        """Breathe for a while; returns when it began."""
        start_s = self._person.now_s
        times, intervals = self._person.breathe(rate, duration_s)
        self._times = np.concatenate([self._times, times])
        self._intervals = np.concatenate([self._intervals, intervals])
        return start_s

    def _series(self) -> BeatSeries:
        joined = np.ones(len(self._times), dtype=np.bool_)
        joined[0] = False
        return BeatSeries(self._times, self._intervals, joined)

    def _at(self, step: PaceStep, settling: float) -> ScoredStep | None:
        """Live through a step and score it; a rest is only lived through."""
        if step.rate_per_min is None:
            self._breathe(NATURAL_PER_MIN, step.duration_s)
            return None
        start_s = self._breathe(step.rate_per_min, step.duration_s)
        return score_step(self._series(), step.rate_per_min, start_s, step.duration_s, settling)

    def _stepped(self) -> list[ScoredStep]:
        scored = [self._at(step, STEPPED_SETTLING_BREATHS) for step in stepped_steps()]
        known = [one for one in scored if one is not None]
        accepted = [one for one in known if one.observation is not None]
        if accepted:
            best = max(accepted, key=lambda one: one.rsa_ms or 0.0)
            more = [self._at(step, STEPPED_SETTLING_BREATHS) for step in stepped_extension(best.pace_per_min)]
            known += [one for one in more if one is not None]
        return known

    def _sliding(self) -> list[ScoredStep]:
        lengths_s = sliding_breaths_s()
        ends_s = np.cumsum(lengths_s)
        at_s = np.arange(0.0, sliding_steps()[0].duration_s, 0.1)
        number = np.minimum(np.searchsorted(ends_s, at_s, side="right"), SLIDING_BREATHS - 1)
        start_s = self._breathe(60 / lengths_s[number], float(ends_s[-1]))
        return score_slide(
            self._series(), np.asarray(start_s + np.concatenate([[0.0], ends_s]), dtype=np.float64)
        )

    def _adaptive(self) -> list[ScoredStep]:
        began_s, steps = self._person.now_s, list[ScoredStep]()
        while True:
            observations = [one.observation for one in steps if one.observation is not None]
            tried = [one.pace_per_min for one in steps]
            step = next_adaptive_step(tried, observations, self._person.now_s - began_s)
            if step is None:
                return steps
            scored = self._at(step, SETTLING_BREATHS)
            assert scored is not None
            steps.append(scored)
