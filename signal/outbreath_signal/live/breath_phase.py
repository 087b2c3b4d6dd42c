"""Where in the breath somebody is just now: a sensor's phase carried on to the beat, or the one the intervals show."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, pi

from outbreath_signal.breathing.phase import LEAST_QUALITY, nearer_turn, phase_at_end
from outbreath_signal.estimate import BreathSource, PhaseZero
from outbreath_signal.live.even_samples import EvenBeats
from outbreath_signal.spectra.resampling import RESAMPLED_HZ

CARRIED_S = 6.0  # a phase is carried on at its rate for so long; at 15 a minute 10 % of rate are then 0.15 of a breath
_LEAST_VOTES, _MEMORY = (
    5,
    30,
)  # phases of the chest beside the heart's before the sides are told; how many are remembered


@dataclass(frozen=True, slots=True)
class PhaseNow:
    """Phase of the breath (cycles, 0 to 1), its quality (0 to 1), what it was measured with, and what phase 0 is."""

    cycles: float
    quality: float
    source: BreathSource
    zero: PhaseZero


@dataclass(frozen=True, slots=True)
class RunningPhase:
    """A phase at a moment and the rate at which it runs on."""

    t_s: float
    cycles: float
    rate_per_min: float
    quality: float

    def at(self, t_s: float) -> float:
        return (self.cycles + self.rate_per_min / 60 * (t_s - self.t_s)) % 1.0


class PhaseFollower:
    """Hears the phases of sensors between beats; at a beat it says where in the breath that is."""

    def __init__(self) -> None:
        self._chest: dict[BreathSource, RunningPhase] = {}
        self._votes: dict[BreathSource, tuple[float, int]] = {}
        self._heart: RunningPhase | None = None

    def hear(
        self, source: BreathSource, t_s: float, rate_per_min: float, cycles: float | None, quality: float
    ) -> None:
        """A sensor's phase at t_s (cycles from one of the chest's turns); None: it told a rate, and no phase."""
        if cycles is None:
            self._chest.pop(source, None)
            return
        self._chest[source] = RunningPhase(t_s, cycles, rate_per_min, quality)
        if self._heart is not None and abs(t_s - self._heart.t_s) <= CARRIED_S:
            told = cos(2 * pi * (cycles - self._heart.at(t_s)))
            mean, count = self._votes.get(source, (0.0, 0))
            count = min(count + 1, _MEMORY)
            self._votes[source] = (mean + (told - mean) / count, count)

    def now(
        self, t_s: float, source: BreathSource | None, even: EvenBeats | None, rate_per_min: float
    ) -> PhaseNow | None:
        """The phase at a beat: the sensor's that told the rate while it is fresh, else the intervals', else none."""
        self._heart = heart_phase(even, rate_per_min) if even is not None else None
        heard = self._chest.get(source) if source is not None else None
        if source is not None and heard is not None and abs(t_s - heard.t_s) <= CARRIED_S:
            agreement, count = self._votes.get(source, (0.0, 0))
            cycles, zero = nearer_turn(heard.at(t_s), agreement if count >= _LEAST_VOTES else 0.0)
            return PhaseNow(cycles, heard.quality, source, zero)
        if self._heart is None:
            return None
        return PhaseNow(self._heart.at(t_s), self._heart.quality, BreathSource.RR, PhaseZero.HEART)


def heart_phase(even: EvenBeats, rate_per_min: float) -> RunningPhase | None:
    """Phase of the intervals' swing at the last sample, 0 where they begin to shorten; None where it is not told.

    An interval is stamped at its end and speaks of its middle, so the phase is half an interval further on.
    """
    wave = phase_at_end(even.samples, RESAMPLED_HZ, rate_per_min)
    if wave is None or wave.quality < LEAST_QUALITY:
        return None
    t_s = (even.end - 1) / RESAMPLED_HZ
    later_s = float(even.samples[-1]) / 2000
    return RunningPhase(t_s, wave.cycles + wave.rate_per_min / 60 * later_s, wave.rate_per_min, wave.quality)
