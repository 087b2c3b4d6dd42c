"""Respiration-tracked RSA: how far the R-R interval swings with each breath, at the rate of the breathing.

One least-squares fit over a few breaths, on the beats as they are (no resampling, so no sampling bias; `rsa_fit`): a slow
trend, harmonics of the breath that all breaths share, and for every breath a sinusoid of its own at the breathing rate. An
interval stands at its own middle, since it is a mean over its length. RSA of a breath is the peak-to-trough of the part of its
sinusoid that is in phase with the breaths around it, which noise does not bias; RSA of a stretch is the mean over breaths, with
an interval over them.

What is measured is the swing of the intervals themselves. If a heart's rate follows breath through an integrating pacemaker,
an interval is the mean over its own length and swings less than the rate behind it, by sinc(f T): 1.3 % at 6/min, 8 % at
15/min (T = 0.9 s); `unaveraged` gives the swing behind it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from outbreath_signal.beats import BoolArray, FloatArray, check_intervals, check_times, every, refuse_too_long
from outbreath_signal.breathing.limits import FASTEST_PER_MIN, SLOWEST_PER_MIN
from outbreath_signal.errors import SignalError
from outbreath_signal.numerics.student import t975
from outbreath_signal.reasons import Reason, Why
from outbreath_signal.rsa.fit import MIN_BEATS_PER_BREATH, fit_breaths

MIN_BREATHS = 3
# Correlation of a breath's RSA with the one before it as far as is known beforehand, and what is believed of few breaths.
_ALIKE, _LEAST_ALIKE, _MOST_ALIKE = 0.45, -0.3, 0.6
_FEW_BREATHS = 6
# Rounding of beat times puts less noise into a slow breath than the beats' scatter says: this much of it is sure to be there.
_NOISE_SURE = 0.6


@dataclass(frozen=True, slots=True, eq=False)
class RsaResult:
    """RSA over the breaths of a stretch.

    rsa_ms, low_ms, high_ms: mean over breaths and its 95 % interval; rsa_bpm: the same swing as heart rate. None when
    fewer than three breaths can be measured; reasons say why. breath_end_s (k,): when each breath ended; breath_rsa_ms
    (k,): its RSA; breath_half_ms (k,): half the 95 % interval of that breath alone, from the scatter of the beats about the fit and
    of the breaths across their common phase (waves that are not breathing but keep its pace cannot be told from it and are
    not in it); peak_trough_ms (k,): largest minus smallest interval in it, biased low by sampling (science: -1.3 % at
    6/min, -8 % at 15/min). A breath that cannot be measured holds nan.
    """

    rsa_ms: float | None
    low_ms: float | None
    high_ms: float | None
    rsa_bpm: float | None
    breaths: int
    breath_end_s: FloatArray
    breath_rsa_ms: FloatArray
    breath_half_ms: FloatArray
    peak_trough_ms: FloatArray
    reasons: tuple[Reason, ...] = ()


def rsa_over_breaths(
    t_s: FloatArray,
    rr_ms: FloatArray,
    accepted: BoolArray,
    rate_per_min: float,
    *,
    first_breath_s: float | None = None,
) -> RsaResult:
    """RSA of the whole breaths between the first and the last beat, at a known breathing rate.

    t_s, rr_ms, accepted: beat times (s), intervals (ms) and which of them may be used, shape (n,). first_breath_s: when
    some breath began (any will do); by default the last breath ends with the last beat. Raises SignalError when
    rate_per_min is not a rate that RSA can be measured at (3.5 to 24/min), when the beats span more than 31 days, and
    for beats or times that are none, with the index.
    """
    if not SLOWEST_PER_MIN <= rate_per_min <= FASTEST_PER_MIN:
        raise SignalError(
            f"RSA can be measured from {SLOWEST_PER_MIN:g} to {FASTEST_PER_MIN:g} breaths/min; the rate is {rate_per_min:g}"
        )
    check_intervals(rr_ms, t_s)
    if len(t_s) < 2 * MIN_BEATS_PER_BREATH:
        return _none(np.empty(0), Why.TOO_FEW_BEATS())
    refuse_too_long(float(t_s[-1] - t_s[0]))
    period_s = 60.0 / rate_per_min
    ends_s = breath_ends(float(t_s[0] - rr_ms[0] / 1000), float(t_s[-1]), period_s, first_breath_s)
    edges_s = np.concatenate((ends_s[:1] - period_s, ends_s))
    return rsa_between(t_s, rr_ms, accepted, edges_s)


def rsa_between(
    t_s: FloatArray, rr_ms: FloatArray, accepted: BoolArray, edges_s: FloatArray, least: int = MIN_BREATHS
) -> RsaResult:
    """RSA of breaths that need not be alike in length, such as measured ones or a pacer's on a ramp.

    t_s, rr_ms, accepted: as in `rsa_over_breaths`. edges_s: the start of every breath and the end of the last (s, shape
    (k + 1,), increasing). A breath outside 3.5 to 24 a minute is not measured; within each the phase runs evenly.
    least: breaths below which there is no mean; at two, its interval is honest and very wide. Raises SignalError for beats or
    edges that are no numbers or do not increase, with the index.
    """
    check_intervals(rr_ms, t_s)
    check_times(edges_s)
    ends_s = edges_s[1:]
    if len(ends_s) < least:
        return _none(ends_s, Why.TOO_FEW_BREATHS(least=least))
    middle_s = t_s - rr_ms / 2000.0
    used = accepted & (middle_s >= edges_s[0]) & (middle_s < edges_s[-1])
    if not every(used):
        middle_s, rr_ms = middle_s[used], rr_ms[used]
    cycles: FloatArray = np.interp(middle_s, edges_s, np.arange(len(edges_s)))
    fit = fit_breaths(cycles, rr_ms, len(ends_s))
    measured, halves = fit.swing_ms, fit.half_ms
    peak_trough = _peak_trough(cycles, rr_ms, len(ends_s))
    length_s = ends_s - edges_s[:-1]
    outside = (length_s < 60 / FASTEST_PER_MIN - 1e-6) | (length_s > 60 / SLOWEST_PER_MIN + 1e-6)
    measured[outside] = halves[outside] = peak_trough[outside] = np.nan
    told = measured[np.isfinite(measured)]
    count = len(told)
    if count < least:
        return _none(ends_s, Why.TOO_FEW_SOUND_BREATHS(breaths=count), measured, halves, peak_trough)
    mean = float(np.add.reduce(told)) / count
    half = half_interval(told, fit.noise_ms2, fit.shared_ms2, fit.free)
    mean_rr = float(np.add.reduce(rr_ms)) / len(rr_ms)
    swing, low, high = not_below_none(mean, half)
    return RsaResult(
        swing,
        low,
        high,
        as_bpm(swing, mean_rr),
        count,
        ends_s,
        measured,
        halves,
        peak_trough,
    )


def half_interval(
    breath_rsa_ms: FloatArray, noise_ms2: float = 0.0, shared_ms2: float = 0.0, free: int = 1
) -> float:
    """Half the 95 % interval of the mean over two or more breaths (ms, shape (k,)).

    noise_ms2: variance of one breath's value from the scatter of the beats; shared_ms2: variance that all values have in common,
    so that their spread does not show it; free: degrees of freedom of both (`rsa_fit.BreathFit`).

    The spread of the breaths is theirs and the measurement's. Breaths resemble the one before them, errors of measurement do
    not, or are opposed (two breaths share the rounded beat between them): so the lag-one correlation is taken as 0.45 for the
    breaths' own part of the spread, what noise_ms2 does not account for, and half of what the breaths show is added, since six
    breaths tell little of it; of more breaths more is believed, and less of the 0.45. The interval is that of a moving
    average so correlated. To that comes shared_ms2. Student's t, degrees of freedom by Satterthwaite (1946,
    doi:10.2307/3002019).
    """
    count = len(breath_rsa_ms)
    apart = breath_rsa_ms - np.add.reduce(breath_rsa_ms) / count
    power = float(apart @ apart)
    if power <= 0:
        return 0.0
    spread = power / (count - 1)
    shown = float(apart[1:] @ apart[:-1]) / power + 1 / count
    own = max(1 - _NOISE_SURE * noise_ms2 / spread, 0.0)
    # the more breaths, the more is believed of what they show, and the less of what is known beforehand
    beforehand, believed = min(1.0, _FEW_BREATHS / count), max(0.5, count / (count + _FEW_BREATHS))
    alike = min(max(own * _ALIKE * beforehand + believed * shown, _LEAST_ALIKE), _MOST_ALIKE)
    wider = (1 + 2 * alike * (1 - 1 / count)) / (1 - 2 * alike / count)
    of_spread = wider * spread / count
    degrees = (of_spread + shared_ms2) ** 2 / (of_spread**2 / (count - 1) + shared_ms2**2 / free)
    degrees = max(round(degrees), count - 1)
    return t975(degrees) * float((of_spread + shared_ms2) ** 0.5)


def not_below_none(mean_ms: float, half_ms: float) -> tuple[float, float, float]:
    """A mean swing and its interval (ms), all at least 0: where breaths run against one another on average there is no swing."""
    return max(0.0, mean_ms), max(0.0, mean_ms - half_ms), max(0.0, mean_ms + half_ms)


def as_bpm(rsa_ms: float, mean_rr_ms: float) -> float:
    """How far heart rate swings (bpm) when intervals swing by rsa_ms about mean_rr_ms (ms): the rate at the shortest less that at the longest."""
    return 60000.0 * rsa_ms / max(mean_rr_ms**2 - (rsa_ms / 2) ** 2, 1.0)


def unaveraged(rsa_ms: float, rate_per_min: float, mean_rr_ms: float) -> float:
    """The swing (ms) behind intervals that swing by rsa_ms at this rate, if each is a mean over its own length.

    The averaging divides a sinusoid of frequency f by sinc(f T) (integral pulse frequency modulation; Berger et al. 1986,
    doi:10.1109/TBME.1986.325789). rate_per_min: breaths a minute; mean_rr_ms: mean interval.
    """
    return float(rsa_ms / np.sinc(rate_per_min / 60 * mean_rr_ms / 1000))


def breath_ends(start_s: float, end_s: float, period_s: float, first_breath_s: float | None) -> FloatArray:
    """When the whole breaths between two times end (s), shape (k,)."""
    origin = end_s if first_breath_s is None else first_breath_s
    first = int(np.ceil((start_s - origin) / period_s - 1e-6))
    last = int(np.floor((end_s - origin) / period_s + 1e-6))
    return np.asarray(origin + period_s * np.arange(first + 1, last + 1), dtype=np.float64)


def _peak_trough(cycles: FloatArray, rr_ms: FloatArray, breaths: int) -> FloatArray:
    """Largest minus smallest interval of each breath (ms), nan where it has too few."""
    number = np.minimum(cycles.astype(np.intp), breaths - 1)
    high, low = np.full(breaths, -np.inf), np.full(breaths, np.inf)
    np.maximum.at(high, number, rr_ms)
    np.minimum.at(low, number, rr_ms)
    enough = np.bincount(number, minlength=breaths) >= MIN_BEATS_PER_BREATH
    return np.where(enough, high - low, np.nan)


def _none(
    ends_s: FloatArray,
    reason: Reason,
    measured: FloatArray | None = None,
    halves: FloatArray | None = None,
    peak_trough: FloatArray | None = None,
) -> RsaResult:
    nothing = np.full(len(ends_s), np.nan)
    return RsaResult(
        None, None, None, None, 0, ends_s,
        nothing if measured is None else measured,
        nothing if halves is None else halves,
        nothing if peak_trough is None else peak_trough,
        (reason,),
    )  # fmt: skip
