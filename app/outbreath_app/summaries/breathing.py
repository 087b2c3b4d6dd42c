"""Breathing in one part of a recorded session: whether it went with the pacer, and the RSA of its breaths.

The pacer comes back from the recording's own lines, exactly, so both are scored against what was asked for at the time.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from outbreath_app.pacing import Pace, Pacer
from outbreath_signal.artifacts.labelling import Labelling
from outbreath_signal.beats import BeatSeries
from outbreath_signal.breathing.evidence import GATED_PER_MIN, evidence
from outbreath_signal.breathing.following import LEAST_S, LOOKED_S, share_of
from outbreath_signal.breathing.from_rr import BreathTrack, breath_from_rr
from outbreath_signal.breathing.limits import FASTEST_PER_MIN, SLOWEST_PER_MIN
from outbreath_signal.estimate import Adherence, BreathSource
from outbreath_signal.live.adherence import adherence
from outbreath_signal.live.breathing_rate import RateNow
from outbreath_signal.rsa.breaths import rsa_over_breaths
from outbreath_signal.spectra.resampling import RESAMPLED_HZ, Resampled, resample

FloatArray = npt.NDArray[np.float64]

_NS = 1_000_000_000
LONG_WINDOW_S, SHORT_WINDOW_S = 60.0, 30.0
LONG_PART_S = 120.0
SENSOR_SETTLES_S = 15.0  # a sensor's rate still tells of the part before
MOST_BREATHS = 120  # fitted together at one pace: the work grows with the square of their number
RAMP_BREATHS = 5  # breaths of a ramp that are fitted together, at their mean rate
LEAST_HALF_PER_MIN = 0.2
_EDGE_STEP_S = 0.5
FOLLOWED_PCT = 50.0  # below this the breaths are measured at the rate they had, not at the pacer's


@dataclass(frozen=True, slots=True)
class Judged:
    """Of an estimate what the summary needs: an hour has thousands. t_s: from the beginning of the recording."""

    t_s: float
    adherence: Adherence
    breath_source: BreathSource | None


@dataclass(frozen=True, slots=True, eq=False)
class Breaths:
    """When each measured breath ended (s) and its RSA (ms), shape (k,)."""

    end_s: FloatArray
    rsa_ms: FloatArray


NO_BREATHS = Breaths(np.zeros(0), np.zeros(0))


@dataclass(frozen=True, slots=True)
class Followed:
    """Share of the judged time (%) in which the breathing went with the pacer, and what it was measured with."""

    pct: float
    source: BreathSource


class PartBreathing:
    """One part's beats beside the pacer. t_s in beats, estimates and measured count from first_ns.

    measured: the part's breathing rates where something beside the intervals told them; else they tell it themselves.
    """

    def __init__(
        self,
        beats: BeatSeries,
        labelling: Labelling,
        pacer: Pacer,
        first_ns: int,
        measured: BreathTrack | None = None,
    ) -> None:
        self._beats, self._labelling = beats, labelling
        self._pacer, self._first_ns = pacer, first_ns
        self._measured = measured

    @cached_property
    def _even(self) -> Resampled:
        return resample(self._labelling.corrected)

    @cached_property
    def _track(self) -> BreathTrack:
        if self._measured is not None:
            return self._measured
        return breath_from_rr(self._even, self._window_s)

    @property
    def _window_s(self) -> float:
        length_s = float(self._beats.t_s[-1] - self._beats.t_s[0])
        return LONG_WINDOW_S if length_s >= LONG_PART_S else SHORT_WINDOW_S

    @cached_property
    def _near_track(self) -> BreathTrack:
        """Free breathing wanders: in a minute at one rate its breaths slip out of step with a fit, in half of one less so."""
        return breath_from_rr(self._even, SHORT_WINDOW_S) if self._measured is None else self._measured

    def followed(self, estimates: Sequence[Judged]) -> Followed | None:
        """By a breathing sensor where there was one, else by the intervals; None where neither tells."""
        sensed = [
            (e, e.breath_source)
            for e in estimates
            if e.breath_source in (BreathSource.ACCELEROMETER, BreathSource.ECG)
            and e.t_s >= estimates[0].t_s + SENSOR_SETTLES_S
            and e.adherence is not Adherence.UNKNOWN
        ]
        if sensed:
            on = sum(e.adherence is Adherence.ON_PACE for e, _ in sensed)
            source = sensed[-1][1]
            assert source is not None
            return Followed(100.0 * on / len(sensed), source)
        judged = [verdict for verdict in self._verdicts() if verdict is not Adherence.UNKNOWN]
        if not judged:
            return None
        on = sum(verdict is Adherence.ON_PACE for verdict in judged)
        return Followed(100.0 * on / len(judged), self._track.source)

    def _verdicts(self) -> Iterator[Adherence]:
        """For each window of the track: the measured rate against the pacer's mean rate in it, from beats alone the phase too."""
        by_beats = self._measured is None
        track = breath_from_rr(self._even, self._window_s, gated=False) if by_beats else self._track
        half_s = track.window_s / 2
        for middle_s, rate, quality in zip(track.t_s, track.rate_per_min, track.quality, strict=True):
            asked = self._asked_per_min(float(middle_s) - half_s, float(middle_s) + half_s)
            if asked is None or not np.isfinite(rate):
                continue
            verdict = adherence(asked, self._rate(float(rate), float(quality)))
            if by_beats and asked < GATED_PER_MIN:
                verdict = self._borne_out(verdict, float(middle_s), float(rate))
            yield verdict

    def _borne_out(self, verdict: Adherence, middle_s: float, rate_per_min: float) -> Adherence:
        """At a slow pace a wave of the heart's own may stand there: the pacer's phase must explain it, and no quicker breath show."""
        if verdict is Adherence.OFF_PACE and rate_per_min < GATED_PER_MIN:
            return Adherence.UNKNOWN
        if verdict is not Adherence.ON_PACE:
            return verdict
        samples, begin_s = self._around(middle_s)
        if len(samples) < LEAST_S * RESAMPLED_HZ:
            return verdict
        if evidence(samples).vetoes_slow:
            return Adherence.OFF_PACE
        edges_s = self._edges_s(begin_s, begin_s + len(samples) / RESAMPLED_HZ)
        if len(edges_s) < 2:
            return Adherence.UNKNOWN
        share = share_of(samples, begin_s, edges_s)
        return verdict if share.follows else Adherence.UNKNOWN

    def _around(self, middle_s: float) -> tuple[FloatArray, float]:
        """Up to two minutes of samples around a moment in one unbroken run, and when they begin (s)."""
        even = self._even
        run = max(int(np.searchsorted(even.begin_s, middle_s, side="right")) - 1, 0)
        size = min(int(LOOKED_S * RESAMPLED_HZ), len(even.samples[run]))
        first = round((middle_s - even.begin_s[run]) * RESAMPLED_HZ) - size // 2
        first = min(max(first, 0), len(even.samples[run]) - size)
        return even.samples[run][first : first + size], even.begin_s[run] + first / RESAMPLED_HZ

    def _edges_s(self, from_s: float, to_s: float) -> FloatArray:
        """Starts of the pacer's breaths between two times (s)."""
        at_s = np.arange(from_s - _EDGE_STEP_S, to_s + _EDGE_STEP_S, _EDGE_STEP_S)
        phase = np.array([self._pacer.phase_at(self._ns(float(t))) for t in at_s])
        whole = np.arange(math.ceil(phase[0]), math.floor(phase[-1]) + 1)
        return np.asarray(np.interp(whole, phase, at_s), dtype=np.float64)

    def _rate(self, rate_per_min: float, quality: float) -> RateNow:
        """A window's rate with its interval: half a resolved frequency times the root of power beside over in the peak."""
        half = 30.0 / self._track.window_s * math.sqrt(max(1.0 - quality, 0.0) / max(quality, 0.01))
        half = max(half, LEAST_HALF_PER_MIN)
        return RateNow(rate_per_min, rate_per_min - half, rate_per_min + half, quality)

    def _asked_per_min(self, from_s: float, to_s: float) -> float | None:
        """The pacer's mean rate; None where it stood still for a while."""
        from_ns, to_ns = self._ns(from_s), self._ns(to_s)
        within = [pace for pace in self._pacer.paces if from_ns <= pace.at_ns < to_ns]
        if self._pacer.pace_at(from_ns).pattern is None or any(pace.pattern is None for pace in within):
            return None
        return (self._pacer.phase_at(to_ns) - self._pacer.phase_at(from_ns)) * 60.0 / (to_s - from_s)

    def breath_rsa_ms(self, followed: Followed | None) -> FloatArray:
        """RSA of every breath that could be measured (ms)."""
        return self.breaths(followed).rsa_ms

    def breaths(self, followed: Followed | None) -> Breaths:
        """Every breath that could be measured: at the pacer's rate where there is a pacer and it was not left, else at
        the rate the intervals tell.
        """
        away = followed is not None and followed.pct < FOLLOWED_PCT
        begin_ns, end_ns = self._ns(float(self._beats.t_s[0])), self._ns(float(self._beats.t_s[-1]))
        blocks = [] if away else list(self._paced_blocks(begin_ns, end_ns))
        blocks = blocks or list(_told_blocks(self._near_track)) or list(_told_blocks(self._track))
        measured = [self._measure(*block) for block in blocks]
        if not measured:
            return NO_BREATHS
        return Breaths(
            np.concatenate([one.end_s for one in measured]), np.concatenate([one.rsa_ms for one in measured])
        )

    def _paced_blocks(self, begin_ns: int, end_ns: int) -> Iterator[tuple[float, float, float]]:
        """Stretches (from, to in s, rate per minute) of whole paced breaths: one of all that are alike, few on a ramp."""
        for index, pace in enumerate(self._pacer.paces):
            until_ns = self._pacer.paces[index + 1].at_ns if index + 1 < len(self._pacer.paces) else end_ns
            from_ns, until_ns = max(pace.at_ns, begin_ns), min(until_ns, end_ns)
            if pace.pattern is None or until_ns <= from_ns:
                continue
            phase = math.ceil(self._pacer.phase_at(from_ns) - 1e-6)
            last = math.floor(pace.phase0 + _cycles(pace, (until_ns - pace.at_ns) / _NS) + 1e-6)
            while phase < last:
                start_s = pace.seconds(max(phase - pace.phase0, 0.0))
                steady = start_s >= pace.settles_after_s
                count = min(MOST_BREATHS if steady else RAMP_BREATHS, last - phase)
                if steady and pace.varied:
                    count = min(count, _until_block(pace, phase, start_s))
                stop_s = pace.seconds(phase + count - pace.phase0)
                origin_s = (pace.at_ns - self._first_ns) / _NS
                yield origin_s + start_s, origin_s + stop_s, 60.0 * count / (stop_s - start_s)
                phase += count

    def _measure(self, from_s: float, to_s: float, rate_per_min: float) -> Breaths:
        if not SLOWEST_PER_MIN <= rate_per_min <= FASTEST_PER_MIN:
            return NO_BREATHS
        period_s = 60.0 / rate_per_min
        first, last = np.searchsorted(self._beats.t_s, (from_s - 1e-6, to_s + period_s / 2))
        block = slice(int(first), int(last))
        found = rsa_over_breaths(
            self._beats.t_s[block],
            self._beats.rr_ms[block],
            self._labelling.accepted[block],
            rate_per_min,
            first_breath_s=from_s,
        )
        inside = np.isfinite(found.breath_rsa_ms) & (found.breath_end_s <= to_s + 1e-3)
        return Breaths(found.breath_end_s[inside], found.breath_rsa_ms[inside])

    def _ns(self, t_s: float) -> int:
        return self._first_ns + round(t_s * _NS)


def _cycles(pace: Pace, elapsed_s: float) -> float:
    return float(pace.cycles(np.array([elapsed_s]))[0])


def _until_block(pace: Pace, phase: int, start_s: float) -> int:
    """Whole breaths of a varied pace that are alike from a breath on."""
    next_s = pace.next_block_s(start_s + 1e-6)
    assert next_s is not None
    return max(round(pace.phase0 + _cycles(pace, next_s) - phase), 1)


def _told_blocks(track: BreathTrack) -> Iterator[tuple[float, float, float]]:
    """Windows of the track one after another (from, to in s, rate per minute), where it tells a rate."""
    free_from_s = -math.inf
    for middle_s, rate in zip(track.t_s, track.rate_per_min, strict=True):
        begin_s = float(middle_s) - track.window_s / 2
        if np.isfinite(rate) and begin_s >= free_from_s - 1e-6:
            free_from_s = begin_s + track.window_s
            yield begin_s, free_from_s, float(rate)
