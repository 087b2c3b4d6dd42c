"""Respiration-tracked RSA: how far the R-R interval swings with each breath, at the rate of the breathing.

One least-squares fit over a few breaths, on the beats as they are (no resampling, so no sampling bias): a slow trend,
harmonics of the breath that all breaths share, and for every breath a sinusoid of its own at the breathing rate. An
interval stands at its own middle, since it is a mean over its length. RSA of a breath is the peak-to-trough of the part of its
sinusoid that is in phase with the breaths around it, which noise does not bias; RSA of a stretch is the mean over breaths, with
an interval over them.

What is measured is the swing of the intervals themselves. If a heart's rate follows breath through an integrating pacemaker,
an interval is the mean over its own length and swings less than the rate behind it, by sinc(f T): 1.3 % at 6/min, 8 % at
15/min (T = 0.9 s); `unaveraged` gives the swing behind it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from outbreath_signal.beats import BoolArray, FloatArray
from outbreath_signal.errors import SignalError
from outbreath_signal.student import t975

SLOWEST_PER_MIN, FASTEST_PER_MIN = 3.5, 24.0
MIN_BREATHS = 3
_ALIKE = 0.3  # correlation of a breath's RSA with the one before it, as far as is known beforehand
_MIN_BEATS_PER_BREATH = 3
# A harmonic needs this many beats a breath for each of its cycles, or it is not told from its mirror image.
_BEATS_PER_CYCLE = 2.6
# Phase drifts that are tried (cycles a breath): a rate may be 6 % off. Breaths around one that say its phase.
_DRIFTS = np.linspace(-0.06, 0.06, 25)
_COMMON_BREATHS = 8
_MOST_OWN_SCATTER = (
    0.04  # rad2, of breaths about their common phase; beyond, it is waves that are not breathing
)
_MOST_SCATTER = 0.4  # rad2; with more there is no common phase to speak of


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
    reasons: tuple[str, ...] = ()


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
    rate_per_min is not a rate that RSA can be measured at (3.5 to 24/min).
    """
    if not SLOWEST_PER_MIN <= rate_per_min <= FASTEST_PER_MIN:
        raise SignalError(
            f"RSA can be measured from {SLOWEST_PER_MIN:g} to {FASTEST_PER_MIN:g} breaths/min; the rate is {rate_per_min:g}"
        )
    if len(t_s) < 2 * _MIN_BEATS_PER_BREATH:
        return _none(np.empty(0), "too few beats")
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
    least: breaths below which there is no mean; at two, its interval is honest and very wide.
    """
    ends_s = edges_s[1:]
    if len(ends_s) < least:
        return _none(ends_s, f"fewer than {least} whole breaths")
    middle_s = t_s - rr_ms / 2000.0
    used = accepted & (middle_s >= edges_s[0]) & (middle_s < edges_s[-1])
    cycles: FloatArray = np.interp(middle_s[used], edges_s, np.arange(len(edges_s)))
    measured, halves = _fit(cycles, rr_ms[used], len(ends_s))
    peak_trough = _peak_trough(cycles, rr_ms[used], len(ends_s))
    length_s = np.diff(edges_s)
    outside = (length_s < 60 / FASTEST_PER_MIN - 1e-6) | (length_s > 60 / SLOWEST_PER_MIN + 1e-6)
    measured[outside] = halves[outside] = peak_trough[outside] = np.nan
    good = np.isfinite(measured)
    count = int(good.sum())
    if count < least:
        return _none(ends_s, f"only {count} breaths with enough sound beats", measured, halves, peak_trough)
    mean = float(measured[good].sum()) / count
    half = half_interval(measured[good])
    mean_rr = float(rr_ms[used].sum()) / int(np.count_nonzero(used))
    swing_bpm = 60000.0 * mean / max(mean_rr**2 - (mean / 2) ** 2, 1.0)
    return RsaResult(
        mean, max(0.0, mean - half), mean + half, swing_bpm, count, ends_s, measured, halves, peak_trough
    )


def half_interval(breath_rsa_ms: FloatArray) -> float:
    """Half the 95 % interval of the mean over two or more breaths (ms, shape (k,)).

    Student's t, widened because a breath resembles the one before it: by the factor for a moving average whose lag-one
    correlation is 0.3 and half of what the breaths show, up to 0.5, since few breaths tell little of it.
    """
    count = len(breath_rsa_ms)
    apart = breath_rsa_ms - breath_rsa_ms.mean()
    power = float(apart @ apart)
    if power <= 0:
        return 0.0
    shown = float(apart[1:] @ apart[:-1]) / power + 1 / count
    alike = min(max(_ALIKE + 0.5 * shown, 0.0), 0.5)
    wider = (1 + 2 * alike * (1 - 1 / count)) / (1 - 2 * alike / count)
    return t975(count - 1) * float((wider * power / (count - 1) / count) ** 0.5)


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


def _fit(cycles: FloatArray, rr_ms: FloatArray, breaths: int) -> tuple[FloatArray, FloatArray]:
    """Peak-to-trough of each breath's sinusoid and half its 95 % interval (ms), shape (breaths,); nan where a breath has too few beats."""
    measured, halves = np.full(breaths, np.nan), np.full(breaths, np.nan)
    number = np.minimum(cycles.astype(np.intp), breaths - 1)
    beats = np.bincount(number, minlength=breaths)
    usable = np.flatnonzero(beats >= _MIN_BEATS_PER_BREATH)
    if len(usable) < 1:
        return measured, halves
    per_breath = _middle(beats[usable])
    keep = beats[number] >= _MIN_BEATS_PER_BREATH
    cycles, rr_ms, number = cycles[keep], rr_ms[keep], np.searchsorted(usable, number[keep])
    angle = 2 * np.pi * cycles
    harmonics = [h for h in (2, 3) if per_breath >= h * _BEATS_PER_CYCLE]
    trend = min(3, 1 + len(usable) // 2)
    columns = trend + 1 + 2 * len(harmonics)
    design = np.zeros((len(rr_ms), columns + 2 * len(usable)))
    design[:, : trend + 1] = np.vander(2 * cycles / breaths - 1, trend + 1)
    for place, h in enumerate(harmonics):
        design[:, trend + 1 + 2 * place] = np.cos(h * angle)
        design[:, trend + 2 + 2 * place] = np.sin(h * angle)
    row = np.arange(len(rr_ms))
    design[row, columns + 2 * number] = np.cos(angle)
    design[row, columns + 2 * number + 1] = np.sin(angle)
    free = len(rr_ms) - design.shape[1]
    if free < 1:
        return measured, halves
    normal = design.T @ design
    normal.flat[:: normal.shape[0] + 1] += 1e-9
    inverse = np.linalg.inv(normal)
    solution = inverse @ (design.T @ rr_ms)
    noise = float(((rr_ms - design @ solution) ** 2).sum()) / free
    phasors = solution[columns::2] - 1j * solution[columns + 1 :: 2]
    variances = inverse.diagonal()[columns:]
    spread = (variances[::2] + variances[1::2]) / 2 * noise
    sizes, across = _along_common_phase(phasors, usable, float(spread.sum()) / len(spread))
    measured[usable] = 2 * sizes
    halves[usable] = 2 * t975(free) * np.sqrt(np.maximum(spread, across))
    return measured, halves


def _middle(counts: NDArray[np.intp]) -> float:
    """The median of a few whole numbers; NumPy's own costs more than the fit's matrices."""
    ordered = np.sort(counts)
    half = len(ordered) // 2
    return float(ordered[half]) if len(ordered) % 2 else float(ordered[half - 1] + ordered[half]) / 2


@lru_cache(maxsize=64)
def _turns_and_others(numbers: tuple[int, ...]) -> tuple[NDArray[np.complex128], BoolArray]:
    """What takes each drift of phase out of breaths with these numbers (drifts, k), and which are near enough to each other (k, k)."""
    number = np.array(numbers)
    turns = np.exp(-2j * np.pi * np.outer(_DRIFTS, number - number.mean()))
    apart = np.abs(number[:, None] - number[None, :])
    return turns, (apart > 0) & (apart <= _COMMON_BREATHS)


def _along_common_phase(
    phasors: NDArray[np.complex128], number: NDArray[np.intp], noise_ms2: float
) -> tuple[FloatArray, float]:
    """Size of each breath's sinusoid along the phase that the breaths around it have in common, shape (k,); it may be negative.
    And the mean square of the parts across that phase (ms2), which hold no breathing.

    The length of a noisy phasor is biased upwards, and what noise is held responsible for cannot be known well when slow waves
    stand beside the breath (with 0.1 Hz waves of 16 ms, taking it off read 24 % low at 15 a minute). The part along a phase
    taken from the other breaths is not biased by noise. phasors, number: of the breaths measured, shape (k,). First a steady
    drift of phase is taken out, which a rate that is slightly off leaves; then what the scatter of the common phase and
    of the breaths' own phases beyond noise_ms2 (variance of one component, ms2) takes from the cosine is put back.
    """
    count = len(phasors)
    if count < 2:
        return np.full(count, np.nan), np.nan
    turns, others = _turns_and_others(tuple(number.tolist()))
    phasors = phasors * turns[int(np.argmax(np.abs(turns @ phasors)))]
    common = others @ phasors
    length = np.maximum(np.abs(common), 1e-12)
    turned = phasors * common.conj() / length
    across = float(turned.imag @ turned.imag) / count
    level = max(float(turned.real.sum()) / count, 1e-12)
    own = min(max(across - noise_ms2, 0.0) / level**2, _MOST_OWN_SCATTER)
    shared = np.minimum(others.sum(axis=1) * across / length**2, _MOST_SCATTER)
    return np.asarray(turned.real * (1 + shared / 2) * (1 + own / 2), dtype=np.float64), across


def _peak_trough(cycles: FloatArray, rr_ms: FloatArray, breaths: int) -> FloatArray:
    """Largest minus smallest interval of each breath (ms), nan where it has too few."""
    number = np.minimum(cycles.astype(np.intp), breaths - 1)
    high, low = np.full(breaths, -np.inf), np.full(breaths, np.inf)
    np.maximum.at(high, number, rr_ms)
    np.minimum.at(low, number, rr_ms)
    enough = np.bincount(number, minlength=breaths) >= _MIN_BEATS_PER_BREATH
    return np.where(enough, high - low, np.nan)


def _none(
    ends_s: FloatArray,
    reason: str,
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
