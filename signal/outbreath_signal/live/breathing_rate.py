"""The breathing rate just now, read from the last four minutes of intervals; silent where they do not tell it."""

from __future__ import annotations

from dataclasses import dataclass
from math import log, nan

import numpy as np

from outbreath_signal.beats import FloatArray
from outbreath_signal.breathing.count import counted_rates
from outbreath_signal.breathing.from_rr import WINDOW_S, over_looks, told_rate
from outbreath_signal.breathing.limits import FASTEST_PER_MIN, SLOWEST_PER_MIN
from outbreath_signal.breathing.rate_path import HOP_S, LOOK_S, latest_path
from outbreath_signal.live.even_samples import EvenBeats
from outbreath_signal.live.spectrum import STEP_HZ, LiveSpectrum
from outbreath_signal.spectra.resampling import RESAMPLED_HZ

MEMORY_S = 240.0  # breathing that hardly shows in one minute shows along four
STEP_S = 4.0  # between two readings of the path
LEAST_QUALITY, MOST_ASKED = 0.25, 0.7
# Slow waves look like slow breaths and noise like fast ones, so more is asked of rates towards both ends, for each breath a minute.
_SLOW_PER_MIN, _MORE_EACH_SLOWER = 7.0, 0.5
_FAST_PER_MIN, _MORE_EACH_FASTER = 20.0, 0.15
_LOOK, _HOP, _STEP = (int(seconds * RESAMPLED_HZ) for seconds in (LOOK_S, HOP_S, STEP_S))
_LAST_LOOKS = 6  # those that a minute is read from
_LOW_BIN, _HIGH_BIN = 14, 128  # 3.3 to 30 a minute
_HALF_PEAK_BINS = 6  # 0.025 Hz
_REACH_PER_MIN = 2.0
_LEAST_HALF_PER_MIN, _LEAST_HALF_SHARE = 0.1, 0.018  # breaths are not alike in length
_HZ = np.arange(_HIGH_BIN + 1) * STEP_HZ


@dataclass(frozen=True, slots=True)
class RateNow:
    """A breathing rate (per minute), its 95 % interval, and its quality (0 to 1).

    share: of a rate read from intervals, the share of their power, weighted by frequency, within 0.025 Hz of it; else 1.
    """

    rate_per_min: float
    low_per_min: float
    high_per_min: float
    quality: float
    share: float = 1.0


@dataclass(frozen=True, slots=True)
class LatestMinute:
    """The last minute along the path: its rate (per minute) and quality, and the breaths counted in it, in two bands."""

    rate_per_min: float = 0.0
    quality: float = 0.0
    narrow_per_min: float = nan
    wide_per_min: float = nan


class PathMemo:
    """Remembers the last path: while no look is completed and no label changes, the same samples would be followed again."""

    def __init__(self) -> None:
        self._key: tuple[int, bytes] = (0, b"")
        self._result = LatestMinute()

    def read(self, even: EvenBeats) -> LatestMinute:
        """`latest_minute` of the samples, followed anew only when those it rests on have changed."""
        first, end = span_of_looks(even)
        key = first, even.between(first, end).tobytes()
        if key != self._key:
            self._key, self._result = key, latest_minute(even)
        return self._result


def span_of_looks(even: EvenBeats) -> tuple[int, int]:
    """The samples (first, end) that whole looks cover, the last of them ending at a whole 4 s; none when too few are held."""
    end = even.end // _STEP * _STEP
    looks = (end - even.first - _LOOK) // _HOP + 1
    return (end - _LOOK - (looks - 1) * _HOP, end) if looks > 0 else (even.first, even.first)


def latest_minute(even: EvenBeats) -> LatestMinute:
    """The last minute along the path through all samples; quality 0 below 24 s of them.

    The path is the one of `rr_breath`, and the minute is read from it as there.
    """
    first, end = span_of_looks(even)
    if end <= first:
        return LatestMinute()
    samples = even.as_run(first, end).samples[0]
    path = latest_path(samples, first / RESAMPLED_HZ, _LAST_LOOKS)
    begin_s = max(end / RESAMPLED_HZ - WINDOW_S, first / RESAMPLED_HZ)
    rates, qualities = over_looks(path, np.array([begin_s]), end / RESAMPLED_HZ - begin_s)
    quality = float(qualities[0])
    if quality < LEAST_QUALITY:
        return LatestMinute(float(rates[0]), quality)
    size = min(int(WINDOW_S * RESAMPLED_HZ), end - first)
    narrow, wide = counted_rates(samples, np.array([end - first - size]), size, rates)[:, 0].tolist()
    return LatestMinute(float(rates[0]), quality, narrow, wide)


def rate_now(spectrum: LiveSpectrum, even: EvenBeats, memo: PathMemo | None = None) -> RateNow | None:
    """The rate of the last minute, from 3.5 to 24 a minute, by the path through the last four; None where that does not tell.

    The path is read, and the breaths near it are counted, anew every 4 s; between, and to its end, the nearest maximum of the last
    minute's spectrum stands beside them (see `told_rate`). quality: as `rr_breath` has it. The interval is half a resolved frequency
    (30 / span a minute) times the root of the weighted power beside the peak over that in it, at least the distance from that peak;
    on synthetic breathing that varies by 4 % from breath to breath it held the mean rate in 9 windows of 10 or more
    (benchmarks/live.py). memo: only saves work; the result is the same without.
    """
    minute = (memo or PathMemo()).read(even)
    rough, quality = minute.rate_per_min, minute.quality
    if quality < LEAST_QUALITY:
        return None
    power = spectrum.power
    at = _top_near(power, rough)
    peak = rough if at is None else 60 * STEP_HZ * (at + _beside(power, at))
    rate = told_rate(rough, peak, minute.narrow_per_min, minute.wide_per_min)
    if not SLOWEST_PER_MIN <= rate <= FASTEST_PER_MIN or quality < _least_quality(rate):
        return None
    place = at if at is not None else min(max(round(rate / 60 / STEP_HZ), _LOW_BIN), _HIGH_BIN)
    total = _weighed(power, _LOW_BIN, _HIGH_BIN + 1)
    near = _weighed(power, max(place - _HALF_PEAK_BINS, _LOW_BIN), place + _HALF_PEAK_BINS + 1)
    share = min(near / total, 1.0) if total > 0 else 0.0
    noise = (1 - share) / max(share, 0.01)
    half = max(
        30 / spectrum.span_s * noise**0.5, _LEAST_HALF_PER_MIN, _LEAST_HALF_SHARE * rate, abs(rate - peak)
    )
    return RateNow(rate, rate - half, rate + half, min(quality, 1.0), share)


def _least_quality(rate_per_min: float) -> float:
    """The quality from which a rate is told."""
    slower, faster = max(_SLOW_PER_MIN - rate_per_min, 0.0), max(rate_per_min - _FAST_PER_MIN, 0.0)
    return min(LEAST_QUALITY + _MORE_EACH_SLOWER * slower + _MORE_EACH_FASTER * faster, MOST_ASKED)


def _top_near(power: FloatArray, rough_per_min: float) -> int | None:
    """The bin of the highest local maximum within 2 a minute of a rough rate, None where there is none."""
    low = max(int((rough_per_min - _REACH_PER_MIN) / 60 / STEP_HZ) + 1, _LOW_BIN)
    high = min(int((rough_per_min + _REACH_PER_MIN) / 60 / STEP_HZ), _HIGH_BIN - 1)
    inner = power[low - 1 : high + 2].tolist()
    best, highest = None, 0.0
    for k in range(1, len(inner) - 1):
        if inner[k] > highest and inner[k] > inner[k - 1] and inner[k] >= inner[k + 1]:
            best, highest = low + k - 1, inner[k]
    return best


def _weighed(power: FloatArray, begin: int, end: int) -> float:
    """Power from one bin to before another, each weighted by its frequency."""
    return float(power[begin:end] @ _HZ[begin:end])


def _beside(power: FloatArray, at: int) -> float:
    """How far beside its bin a peak stands, by a parabola through the logarithms of three."""
    left, top, right = (log(max(each, 1e-300)) for each in power[at - 1 : at + 2].tolist())
    bend = left - 2 * top + right
    return min(max(0.5 * (left - right) / bend, -1.0), 1.0) if bend < 0 else 0.0
