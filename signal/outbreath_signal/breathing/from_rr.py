"""Breathing rate read from the intervals themselves, along time, silent where they do not tell it.

The heart follows the breath, so the breath shows in the intervals; but a rate found this way and then used to score RSA
is circular, and whoever uses it must say where it came from.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import isnan

import numpy as np

from outbreath_signal.beats import BoolArray, FloatArray
from outbreath_signal.breathing.count import counted_rates
from outbreath_signal.breathing.gate import slow_or_second
from outbreath_signal.breathing.limits import FASTEST_PER_MIN, SLOWEST_PER_MIN
from outbreath_signal.breathing.rate_path import HOP_S, LOOK_S, RatePath, rate_path
from outbreath_signal.errors import SignalError
from outbreath_signal.estimate import BreathSource, PhaseZero
from outbreath_signal.numerics.order import middle
from outbreath_signal.spectra.resampling import RESAMPLED_HZ, Resampled
from outbreath_signal.spectra.time_varying import spectra_at

WINDOW_S = 60.0
STEP_S = 10.0
LEAST_QUALITY, LEAST_QUALITY_OF_TWO = 0.5, 0.6  # two series raise belief in noise too
# Noise of the beats looks like the fastest breaths: of rates read from beats alone more is asked for each breath a minute above 20.
_FAST_PER_MIN, _MORE_EACH_FASTER, _MOST_ASKED = 20.0, 0.1, 0.75
_DISAGREEMENT_PER_MIN = 3.0  # spread of the looks at which quality falls to a third
_REACH_PER_MIN = 2.0
_ALIKE_PER_MIN = 0.8  # where counts in two bands differ by more, waves beside the breath have been counted
_BORNE_OUT_PER_MIN = 1.5  # a count further from the path is met halfway


@dataclass(frozen=True, slots=True, eq=False)
class BreathTrack:
    """Breathing rate along time. All arrays have shape (m,).

    t_s: middle of each window, s. rate_per_min: NaN where the window does not tell. quality: 0 to 1; of a rate
    read from intervals, how much of the belief stands around it.
    window_s: length of the windows. source: what the rate was measured with. phase_cycles: phase of the breath at t_s, 0 to
    1, NaN where it is not told; phase_quality: 0 to 1; phase_zero: what phase 0 is; None until `with_phase` adds them.
    own_wave: where a slow rhythm stands that may be the heart's own and so is not told; None where nothing was asked of it.
    """

    t_s: FloatArray
    rate_per_min: FloatArray
    quality: FloatArray
    window_s: float
    source: BreathSource = BreathSource.RR
    phase_cycles: FloatArray | None = None
    phase_quality: FloatArray | None = None
    phase_zero: PhaseZero | None = None
    own_wave: BoolArray | None = None

    def typical_per_min(self) -> float | None:
        """Median rate of the windows that tell one; None when fewer than half do, of those that hold anything (quality above 0)."""
        told = np.isfinite(self.rate_per_min)
        held = told | (self.quality > 0)
        if 2 * int(np.count_nonzero(told)) < max(int(np.count_nonzero(held)), 1):
            return None
        return float(np.median(self.rate_per_min[told]))


def breath_from_rr(
    even: Resampled, window_s: float = WINDOW_S, step_s: float = STEP_S, gated: bool = True
) -> BreathTrack:
    """The rate in windows of window_s, step_s apart, of a corrected series resampled at 4 Hz.

    A chain of rates is followed through looks of 24 s (see `rr_breath_path`); a window's rate is the breaths counted in it around
    the mean rate of its looks, or the middle of count, mean and the nearest maximum of its own spectrum (see `told_rates`).
    Quality is how much of the belief stands around the rate of each look, less where the looks disagree; a window tells its
    rate from 0.5 up (above 20 a minute 0.1 more for each breath, at most 0.75) and from 3.5 to 24 a minute. A rate below 8.5 needs evidence
    that it is breath (see `gate.slow_or_second`); without, the quicker rhythm beside it is told, or nothing.
    gated: False leaves slow rates in without evidence, for a caller that knows the pace and judges them by it.
    """
    track = _track(even, None, window_s, step_s)
    if not gated:
        return track
    found = slow_or_second(track.t_s, track.rate_per_min, track.quality, window_s, even)
    return replace(track, rate_per_min=found.rate_per_min, quality=found.quality, own_wave=found.own_wave)


def breath_from_ecg(
    even: Resampled,
    beat_s: FloatArray,
    height: FloatArray,
    window_s: float = WINDOW_S,
    step_s: float = STEP_S,
) -> BreathTrack:
    """The rate from the height of the R peaks and the intervals together, as `breath_from_rr` has it from intervals alone.

    The path is followed through both together, and breaths are counted in the one that by itself is surer of them; a rate is told from
    0.6 of quality up. The chest turns the heart's axis and changes its resistance as it fills, so breath shows in the height. even: the
    corrected intervals at 4 Hz. beat_s, height: time (s, increasing) and R height (any unit) of the ECG's beats, shape (n,);
    heights far from the median (five scaled median deviations) are drawn in. Raises SignalError when the shapes differ.
    """
    if beat_s.shape != height.shape or beat_s.ndim != 1 or not len(beat_s):
        raise SignalError(f"R heights need one time each, got shapes {beat_s.shape} and {height.shape}")
    return _track(even, heights_beside(even, beat_s, height), window_s, step_s)


def drawn_in(height: FloatArray) -> FloatArray:
    """Heights with those beyond five scaled median deviations from the median brought to there, shape (n,)."""
    centre = middle(height)
    far = 5 * 1.4826 * middle(np.abs(height - centre))
    return np.clip(height, centre - far, centre + far)


def heights_beside(even: Resampled, beat_s: FloatArray, height: FloatArray) -> Resampled:
    """R heights on the same grid as the intervals, as `breath_from_ecg` looks at them."""
    kept = drawn_in(height)
    samples = tuple(
        np.interp(begin_s + np.arange(len(run)) / RESAMPLED_HZ, beat_s, kept)
        for begin_s, run in zip(even.begin_s, even.samples, strict=True)
    )
    return Resampled(even.begin_s, even.end_s, samples, even.mean_rr_ms)


def _track(even: Resampled, beside: Resampled | None, window_s: float, step_s: float) -> BreathTrack:
    if not even.samples:
        source = BreathSource.RR if beside is None else BreathSource.ECG
        return BreathTrack(np.zeros(0), np.zeros(0), np.zeros(0), window_s, source)
    begin_s, room_s = even.begin_s[0], even.end_s[-1] - even.begin_s[0] - window_s + 1e-6
    steps = np.arange(max(int(room_s // step_s) + 1, 0), dtype=np.float64)
    start_s = np.asarray(begin_s + steps * step_s, dtype=np.float64)
    hz, density = spectra_at(even, start_s, window_s)
    whole = np.isfinite(density).all(axis=1)
    rough, quality = over_looks(rate_path(even, beside), start_s, window_s)
    quality = np.where(whole, quality, 0.0)
    sure = quality >= (LEAST_QUALITY if beside is None else LEAST_QUALITY_OF_TWO)
    rate = _told_by(even, hz, density, rough, sure, start_s, window_s)
    if beside is not None:
        # which of the two moves with the breath is asked of each by itself
        own, other = (over_looks(rate_path(each), start_s, window_s)[1] for each in (even, beside))
        other_density = spectra_at(beside, start_s, window_s)[1]
        by_other = _told_by(beside, hz, other_density, rough, sure & (other > own), start_s, window_s)
        rate = np.where(other > own, by_other, rate)
    if beside is None:
        faster = np.maximum(rate - _FAST_PER_MIN, 0.0)
        sure &= quality >= np.minimum(LEAST_QUALITY + _MORE_EACH_FASTER * faster, _MOST_ASKED)
    told = sure & (rate >= SLOWEST_PER_MIN) & (rate <= FASTEST_PER_MIN)
    return BreathTrack(
        np.asarray(start_s + window_s / 2, dtype=np.float64),
        np.where(told, rate, np.nan),
        quality,
        window_s,
        BreathSource.RR if beside is None else BreathSource.ECG,
    )


def told_rates(path_per_min: FloatArray, peak_per_min: FloatArray, counts: FloatArray) -> FloatArray:
    """The rate each window is told to have, shape (m,), from that along the path, the peak of its spectrum, and two counts, shape (2, m).

    Where the counts agree, the narrower, met halfway where it is far from the path; where they do not, or where nothing was counted
    (NaN), the middle one of path, peak and count.
    """
    count = np.where(np.isfinite(counts[0]), counts[0], peak_per_min)
    middle = np.median(np.stack((path_per_min, peak_per_min, count)), axis=0)
    near = np.abs(count - path_per_min) <= _BORNE_OUT_PER_MIN
    alike = np.abs(counts[0] - counts[1]) <= _ALIKE_PER_MIN
    return np.where(alike, np.where(near, count, (count + path_per_min) / 2), middle)


def _told_by(
    even: Resampled,
    hz: FloatArray,
    density: FloatArray,
    rough_per_min: FloatArray,
    sure: BoolArray,
    start_s: FloatArray,
    window_s: float,
) -> FloatArray:
    """The rates one series tells of the windows near the path's; breaths are counted where it is sure."""
    peak = _refined(hz, np.nan_to_num(density), rough_per_min)
    return told_rates(rough_per_min, peak, _counts(even, start_s, window_s, rough_per_min, sure))


def told_rate(path_per_min: float, peak_per_min: float, narrow_per_min: float, wide_per_min: float) -> float:
    """`told_rates` of one window, at a fraction of the cost."""
    count = peak_per_min if isnan(narrow_per_min) else narrow_per_min
    if not abs(narrow_per_min - wide_per_min) <= _ALIKE_PER_MIN:
        return sorted((path_per_min, peak_per_min, count))[1]
    near = abs(count - path_per_min) <= _BORNE_OUT_PER_MIN
    return count if near else (count + path_per_min) / 2


def _counts(
    even: Resampled, start_s: FloatArray, window_s: float, rate_per_min: FloatArray, sure: BoolArray
) -> FloatArray:
    """Breaths a minute counted in a series in each window that is sure, else NaN, shape (2, m)."""
    size, counts = int(window_s * RESAMPLED_HZ), np.full((2, len(start_s)), np.nan)
    for begin_s, samples in zip(even.begin_s, even.samples, strict=True):
        at = np.rint((start_s - begin_s) * RESAMPLED_HZ).astype(np.intp)
        rows = np.flatnonzero(sure & (at >= 0) & (at + size <= len(samples)))
        if len(rows):
            counts[:, rows] = counted_rates(samples, at[rows], size, rate_per_min[rows])
    return counts


def over_looks(path: RatePath, start_s: FloatArray, window_s: float) -> tuple[FloatArray, FloatArray]:
    """Rate and quality of windows from the looks that lie in them, give or take half a hop; 0 and 0 where there are none."""
    inset_s = (LOOK_S - HOP_S) / 2
    first = np.searchsorted(path.t_s, start_s + inset_s - 1e-6)
    last = np.searchsorted(path.t_s, start_s + window_s - inset_s + 1e-6)
    count = np.maximum(last - first, 1)
    belief, rate = path.belief, path.rate_per_min
    sums = np.zeros((4, len(rate) + 1))
    np.cumsum((belief, belief * rate, rate, rate * rate), axis=1, out=sums[:, 1:])
    believed, moved, rates, squares = sums[:, last] - sums[:, first]
    weight = np.maximum(believed, 1e-12)
    mean = np.asarray(moved / weight, dtype=np.float64)
    plain = rates / count
    spread = np.sqrt(np.maximum(squares / count - plain * plain, 0.0))
    return mean, np.asarray(weight / count * np.exp(-spread / _DISAGREEMENT_PER_MIN), dtype=np.float64)


def _refined(hz: FloatArray, density: FloatArray, rough_per_min: FloatArray) -> FloatArray:
    """The highest local maximum of each row within 2 a minute of a rough rate, by a parabola; the rough rate where there is none."""
    rows, step = np.arange(len(density)), float(hz[1]) if len(hz) > 1 else 1.0
    middle = density[:, 1:-1]
    near = np.abs(60 * hz[1:-1] - rough_per_min[:, None]) <= _REACH_PER_MIN
    tops = (middle > density[:, :-2]) & (middle >= density[:, 2:]) & near
    at = np.where(tops, middle, -1.0).argmax(axis=1) + 1
    left, top, right = (np.log(np.maximum(density[rows, at + shift], 1e-300)) for shift in (-1, 0, 1))
    bend = left - 2 * top + right
    shift = np.clip(np.where(bend < 0, 0.5 * (left - right) / np.where(bend < 0, bend, -1.0), 0.0), -1, 1)
    return np.where(tops.any(axis=1), 60 * (hz[at] + shift * step), rough_per_min)
