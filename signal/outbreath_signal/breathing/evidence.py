"""Whether a slow rhythm read from beats alone is breath: a slow rate needs evidence, else it may be the heart's own slow wave."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from math import nan

import numpy as np

from outbreath_signal.beats import FloatArray
from outbreath_signal.breathing.second_rhythm import SecondRhythm, SecondRhythmFit
from outbreath_signal.breathing.slow_rhythm import CUT_S, Bands, SlowRhythm, bands_of, slow_rhythm

GATED_PER_MIN = 8.5  # rates below this need evidence
LOOKED_S = 240.0
LEAST_S = 120.0  # over 90 s two to six waves in a hundred look like breath
# Between the 75th percentile of slow breathers and the 5th of narrow waves; .30 costs 1 to 9 points of slow breathers, .40 lets 3 to 4 % of waves in.
_EVEN = 0.33
_LINE_WANDER = 0.038  # hardly any unpaced breathing is so even; of lines beside noise nine in ten are
_NO_WAVE_MS = 150.0  # waves of 40 ms (standard deviation) swing 113 ms
_LEAST_UNLOCKED = 0.12
# A harmonic that keeps step so far (over four minutes; by chance more over less) is breath however even: of lines a twentieth reach it.
_STEADY_LOCKING, _STEADY_HARMONIC = 0.5, 0.002
_VETO_GAIN, _VETO_LOCKING, _VETO_SHARE = 10.0, 0.35, 0.01
_SECOND_GAIN, _SECOND_PER_MIN, _SECOND_UNEVEN = 10.0, 9.4, 0.36
_LOOSE, _LOOSE_GAIN = 0.3, 14.0
_MULTIPLE, _MULTIPLE_LOCKING = 0.3, 0.45
_COUNT_AGREES_PER_MIN = 1.5
_LEAST_COUNTED_S = 10
_PACED_VETO_GAIN, _PACED_VETO_PER_MIN = 8.0, 9.0
_SLOW_WORK = 12
ALL_STEPS = 1000


class SlowVerdict(StrEnum):
    """What a slow rhythm is taken for."""

    BREATH = "slow breathing"
    SECOND = "a slow wave beside a quicker breath"
    UNCLEAR = "a slow rhythm that is perhaps the heart's own slow wave"


@dataclass(frozen=True, slots=True, eq=False)
class Evidence:
    """A verdict on the slow rhythm of a window, that rhythm, the likeliest second one, and the window's bands."""

    verdict: SlowVerdict
    slow: SlowRhythm
    second: SecondRhythm
    bands: Bands

    def second_per_min(self, begin_s: float, end_s: float) -> float:
        """Breaths a minute counted near the second rhythm between two seconds of the window; NaN where that is not told or not borne out."""
        if self.verdict is not SlowVerdict.SECOND:
            return nan
        return self.counted_per_min(begin_s, end_s)

    def counted_per_min(self, begin_s: float, end_s: float) -> float:
        """The same whatever the verdict."""
        count = _counted(self.bands, self.second.rate_per_min / 60, begin_s, end_s)
        return count if abs(count - self.second.rate_per_min) <= _COUNT_AGREES_PER_MIN else nan

    @property
    def no_wave(self) -> bool:
        """Whether the slow rhythm swings as no wave of the heart's own does."""
        return self.slow.swing_ms > _NO_WAVE_MS

    @property
    def vetoes_slow(self) -> bool:
        """Whether a free second rhythm speaks against breathing at any slow rate."""
        return is_free(self.second, _PACED_VETO_GAIN) and self.second.rate_per_min >= _PACED_VETO_PER_MIN


class EvidenceFit:
    """Judges one window a few steps at a time."""

    def __init__(self, samples: FloatArray) -> None:
        """samples: at 4 Hz (ms), shape (n,), at least 25 s of them."""
        self._bands: Bands = bands_of(samples)
        self._fit = SecondRhythmFit(self._bands)
        self._slow: SlowRhythm | None = None

    def advance(self, work: int) -> None:
        """Go on by so much work (a whole fit is 112), first of all by the slow rhythm."""
        if self._slow is None:
            self._slow = slow_rhythm(self._bands)
            work -= _SLOW_WORK
        self._fit.advance(work)

    @property
    def done(self) -> bool:
        return self._fit.done

    def result(self) -> Evidence:
        slow = self._slow or slow_rhythm(self._bands)
        second = self._fit.result(slow)
        verdict = SlowVerdict.UNCLEAR
        if is_breath(slow, second):
            verdict = SlowVerdict.BREATH
        elif _is_second(slow, second):
            verdict = SlowVerdict.SECOND
        return Evidence(verdict, slow, second, self._bands)


def evidence(samples: FloatArray) -> Evidence:
    """The verdict on a window of samples at 4 Hz, see `EvidenceFit`."""
    fit = EvidenceFit(samples)
    fit.advance(ALL_STEPS)
    return fit.result()


def is_breath(slow: SlowRhythm, second: SecondRhythm) -> bool:
    """An even envelope, cycles not as even as a line's, no unlocked harmonic and no free second rhythm; or a swing no wave has."""
    by_chance = (LOOKED_S / (len(slow.turn) + 2 * CUT_S)) ** 0.5
    steady = slow.locking >= _STEADY_LOCKING * by_chance and slow.harmonic >= _STEADY_HARMONIC
    if slow.unevenness >= _EVEN:
        return False
    if slow.swing_ms > _NO_WAVE_MS:
        return True
    if slow.wander < _LINE_WANDER and not steady:
        return False
    return slow.unlocked <= _LEAST_UNLOCKED and not is_free(second)


def is_free(second: SecondRhythm, gain: float = _VETO_GAIN) -> bool:
    """Whether a second rhythm stands beside the slow one and is none of its harmonics."""
    return second.gain > gain and second.locking < _VETO_LOCKING and second.power_share > _VETO_SHARE


def _is_second(slow: SlowRhythm, second: SecondRhythm) -> bool:
    if second.gain < _SECOND_GAIN or second.rate_per_min < _SECOND_PER_MIN:
        return False
    uneven = slow.unevenness >= _SECOND_UNEVEN
    if not uneven and not (second.locking < _LOOSE and second.gain >= _LOOSE_GAIN):
        return False
    ratio = second.rate_per_min / 60 / slow.hz
    multiple = min(abs(ratio - 2), abs(ratio - 3)) <= _MULTIPLE
    return not multiple or second.locking <= _MULTIPLE_LOCKING


def _counted(bands: Bands, f0: float, begin_s: float, end_s: float) -> float:
    """Breaths a minute by the mean advance of phase near a frequency (Hz), from one second of the window to another."""
    low = max(0.65 * f0, 0.1 if f0 <= 11 / 60 else 0.125)
    wave = bands.band(low, 1.5 * f0)
    part = wave[max(round(begin_s) - CUT_S, 0) : max(round(end_s) - CUT_S, 0)]
    if len(part) < _LEAST_COUNTED_S:
        return nan
    still = np.exp(
        -2j * np.pi * f0
    )  # a wave of this rate stands still once turned back by as much as it runs on
    beyond = np.angle(part[1:] * np.conj(part[:-1]) * still)
    return float(60 * f0 + 60 * beyond.mean() / (2 * np.pi))
