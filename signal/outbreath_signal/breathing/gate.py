"""A track of rates read from beats, with every slow one held back that has no evidence of being breath."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import isnan, nan

import numpy as np

from outbreath_signal.beats import BoolArray, FloatArray
from outbreath_signal.breathing.evidence import (
    GATED_PER_MIN,
    LEAST_S,
    LOOKED_S,
    Evidence,
    SlowVerdict,
    evidence,
)
from outbreath_signal.spectra.resampling import RESAMPLED_HZ, Resampled

_SHARED_S = 30.0  # windows whose surroundings begin within the same half minute are judged by the same ones
_UNTOLD_QUALITY, _SECOND_QUALITY = 0.25, 0.8
_LONG_QUICK_S = 50.0  # quick breathing told for so long was quick breathing
_LEAST_SPAN_S = 55.0  # below, nothing about a slow rhythm can be asked


@dataclass(frozen=True, slots=True, eq=False)
class Gated:
    """Rates (per minute, NaN: not told) and qualities after the gate, and where a slow rhythm was held back; all of shape (m,)."""

    rate_per_min: FloatArray
    quality: FloatArray
    own_wave: BoolArray


def slow_or_second(
    t_s: FloatArray, rate_per_min: FloatArray, quality: FloatArray, window_s: float, even: Resampled
) -> Gated:
    """Slow rates (below 8.5 a minute) are told only where four minutes around them bear out that they are breath.

    Where they do not and a quicker rhythm stands beside the slow one, that is told. Four minutes around each window, moved inwards at
    the ends of a run; of runs below two minutes only a swing no wave has is told. t_s: middles of windows of window_s (s), shape (m,), in the
    series `even` at 4 Hz that the rates were read from.
    """
    rate, quality = rate_per_min.copy(), quality.copy()
    own_wave = np.zeros(len(rate), dtype=np.bool_)
    held: dict[tuple[int, int, int], Evidence | None] = {}
    from_s, to_s = _stretches(t_s, rate_per_min, window_s)
    for row in np.flatnonzero(rate < GATED_PER_MIN).tolist():
        run, begin, found = _around(even, float(t_s[row]), (from_s[row], to_s[row]), held)
        if found is not None and found.verdict is SlowVerdict.BREATH:
            continue
        start_s = float(t_s[row]) - window_s / 2 - even.begin_s[run] - begin / RESAMPLED_HZ
        told = nan if found is None else found.second_per_min(start_s, start_s + window_s)
        rate[row], own_wave[row] = told, isnan(told)
        quality[row] = min(float(quality[row]), _UNTOLD_QUALITY if isnan(told) else _SECOND_QUALITY)
    return Gated(rate, quality, own_wave)


def _stretches(t_s: FloatArray, rate_per_min: FloatArray, window_s: float) -> tuple[list[float], list[float]]:
    """For each window, the seconds from and to which no quick breathing was told for long: a person who slows down is not a quick one with waves."""
    quick = np.concatenate(([False], rate_per_min >= GATED_PER_MIN, [False])).astype(np.int8)
    begins, ends = np.flatnonzero(np.diff(quick) > 0), np.flatnonzero(np.diff(quick) < 0)
    from_s, to_s = np.full(len(t_s), -np.inf), np.full(len(t_s), np.inf)
    for begin, end in zip(begins.tolist(), ends.tolist(), strict=True):
        if t_s[end - 1] - t_s[begin] >= _LONG_QUICK_S:
            from_s[end:] = t_s[end - 1] + window_s / 4
            before = to_s[:begin]
            before[before == np.inf] = t_s[begin] - window_s / 4
    return from_s.tolist(), to_s.tolist()


def _around(
    even: Resampled,
    middle_s: float,
    within_s: tuple[float, float],
    held: dict[tuple[int, int, int], Evidence | None],
) -> tuple[int, int, Evidence | None]:
    """The run a moment lies in, the first sample of up to four minutes around it, and their evidence, None where there is too little."""
    run = max(int(np.searchsorted(even.begin_s, middle_s, side="right")) - 1, 0)
    samples: FloatArray = even.samples[run]
    place = round((middle_s - even.begin_s[run]) * RESAMPLED_HZ)
    low, high = ((each - even.begin_s[run]) * RESAMPLED_HZ for each in within_s)
    low, high = max(0, round(max(low, 0.0))), min(len(samples), round(min(high, float(len(samples)))))
    least, most = int(LEAST_S * RESAMPLED_HZ), int(LOOKED_S * RESAMPLED_HZ)
    if high - low < least:  # too short by itself
        low, high = max(place - least // 2, 0), min(place + least // 2, len(samples))
    size = min(most, high - low)
    step = int(_SHARED_S * RESAMPLED_HZ)
    begin = min(max((place - size // 2) // step * step, low), high - size)
    key = run, begin, size
    if key not in held:
        held[key] = judged(samples[begin : begin + size])
    return run, begin, held[key]


def judged(samples: FloatArray) -> Evidence | None:
    """The evidence of so many samples at 4 Hz; below two minutes slow breathing is borne out only by a swing no wave has."""
    length_s = len(samples) / RESAMPLED_HZ
    if length_s < _LEAST_SPAN_S:
        return None
    found = evidence(samples)
    if length_s < LEAST_S and found.verdict is SlowVerdict.BREATH and not found.no_wave:
        return replace(found, verdict=SlowVerdict.UNCLEAR)
    return found
