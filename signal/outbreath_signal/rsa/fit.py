"""The least-squares fit behind RSA: a slow trend, the shape all breaths share, and a sinusoid for every breath.

The shape is harmonics of the breath. With many beats a breath two of them are told freely. With few, a harmonic is hard to tell
from its mirror image (with four beats a breath the third looks like the first), and neither leaving it out nor fitting it freely
is right: left out, what it adds is the same in every breath and no spread of breaths shows it; freely fitted, it takes the
breath's own swing. Then four harmonics are fitted, each held towards zero by how large it can be (a half cosine in and one out,
at ratios from 1:2 to 1:1), and what stays open is in the error of the mean.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from outbreath_signal.beats import BoolArray, FloatArray
from outbreath_signal.numerics.student import t975

MIN_BEATS_PER_BREATH = 3
# A harmonic needs this many beats a breath for each of its cycles, or it is not told from its mirror image.
_BEATS_PER_CYCLE = 2.6
_FREE = (2, 3)
# Each harmonic's likely size beside the first (one component): the second to fifth of a half cosine in and one out.
_LIKELY = {2: 0.1, 3: 0.03, 4: 0.006, 5: 0.005}
_FIRST_NOISE = 1e-4  # of the swing's power: where the search for the scatter of the beats begins
_TICK_MS2 = (1000 / 1024) ** 2 / 12  # variance of one rounding to 1/1024 s, finer than which no strap tells
# Phase drifts that are tried (cycles a breath): a rate may be 6 % off. Breaths around one that say its phase.
_DRIFTS = np.linspace(-0.06, 0.06, 25)
_COMMON_BREATHS = 8
_MOST_OWN_SCATTER = (
    0.04  # rad2, of breaths about their common phase; beyond, it is waves that are not breathing
)
_MOST_SCATTER = 0.4  # rad2; with more there is no common phase to speak of


@dataclass(frozen=True, slots=True, eq=False)
class BreathFit:
    """What the fit says of each breath, and how far the scatter of the beats carries into it.

    swing_ms, half_ms (k,): peak-to-trough of each breath's sinusoid along the common phase and half its 95 % interval, nan where
    a breath has too few beats. noise_ms2: variance of one breath's swing from the scatter of the beats, as far as it differs
    from breath to breath. shared_ms2: variance that all of them have in common, which their spread cannot show. free: degrees
    of freedom of that scatter.
    """

    swing_ms: FloatArray
    half_ms: FloatArray
    noise_ms2: float = 0.0
    shared_ms2: float = 0.0
    free: int = 1


def fit_breaths(cycles: FloatArray, rr_ms: FloatArray, breaths: int) -> BreathFit:
    """Fit intervals (ms) standing at `cycles` of a breathing of `breaths` breaths, both shape (n,)."""
    number = np.minimum(cycles.astype(np.intp), breaths - 1)
    beats = np.bincount(number, minlength=breaths)
    usable = np.flatnonzero(beats >= MIN_BEATS_PER_BREATH)
    if len(usable) < 1:
        return _nothing(breaths)
    if len(usable) < breaths:
        keep = beats[number] >= MIN_BEATS_PER_BREATH
        cycles, rr_ms, number = cycles[keep], rr_ms[keep], np.searchsorted(usable, number[keep])
    trend = min(3, 1 + len(usable) // 2) + 1
    left = len(rr_ms) - trend - 2 * len(usable)
    held = _middle(beats[usable]) < _FREE[-1] * _BEATS_PER_CYCLE
    harmonics = tuple(_LIKELY)[: max(0, (left - 1) // 2)] if held else _FREE
    if left - (0 if held else 2 * len(harmonics)) < 1:
        return _nothing(breaths)
    design = _design(cycles, number, breaths, trend, harmonics)
    solved = _held(design, rr_ms, cycles, number, trend, harmonics) if held else _free(design, rr_ms)
    return _read(solved, trend + 2 * len(harmonics), usable, breaths)


def _nothing(breaths: int) -> BreathFit:
    return BreathFit(np.full(breaths, np.nan), np.full(breaths, np.nan))


def _design(
    cycles: FloatArray, number: NDArray[np.intp], breaths: int, trend: int, harmonics: tuple[int, ...]
) -> FloatArray:
    """Columns: the trend's powers, cosine and sine of each harmonic, cosine and sine of every breath."""
    angle = 2 * np.pi * cycles
    columns = trend + 2 * len(harmonics)
    width = columns + 2 * (number.item(-1) + 1)
    design = np.zeros((len(cycles), width))
    place = 2 * cycles / breaths - 1
    power = design[:, trend - 1]
    power[:] = 1.0
    for column in range(trend - 2, -1, -1):
        power = np.multiply(power, place, out=design[:, column])
    waves = design[:, trend:columns]
    angles = angle[:, None] * np.array(harmonics, dtype=np.float64)
    np.cos(angles, out=waves[:, ::2])
    np.sin(angles, out=waves[:, 1::2])
    own = np.arange(columns, columns + width * len(cycles), width) + 2 * number
    flat = design.reshape(-1)
    flat[own] = np.cos(angle)
    flat[own + 1] = np.sin(angle)
    return design


@dataclass(frozen=True, slots=True, eq=False)
class _Solved:
    """Solution, the inverse of its normal matrix, the variance of the beats about it (ms2) and its degrees of freedom."""

    solution: FloatArray
    inverse: FloatArray
    noise_ms2: float
    free: float


def _free(design: FloatArray, rr_ms: FloatArray) -> _Solved:
    normal = design.T @ design
    normal.flat[:: normal.shape[0] + 1] += 1e-9
    inverse = np.asarray(np.linalg.inv(normal), dtype=np.float64)
    solution = inverse @ (design.T @ rr_ms)
    free = len(rr_ms) - design.shape[1]
    rest = rr_ms - design @ solution
    return _Solved(solution, inverse, float(rest @ rest) / free, free)


def _held(
    design: FloatArray,
    rr_ms: FloatArray,
    cycles: FloatArray,
    number: NDArray[np.intp],
    trend: int,
    harmonics: tuple[int, ...],
) -> _Solved:
    """The fit with harmonics held towards zero, each by its likely size against the scatter of the beats about the fit."""
    normal = design.T @ design
    right = design.T @ rr_ms
    turned = (rr_ms - rr_ms.mean()) * np.exp(-2j * np.pi * cycles)
    sums = np.bincount(number, turned.real) + 1j * np.bincount(number, turned.imag)
    swing = max(float(np.abs(2 * sums / np.bincount(number)).mean()), 1e-9)
    likely = np.repeat([_LIKELY[h] * swing for h in harmonics], 2) ** 2
    shape = slice(trend, trend + 2 * len(harmonics))
    held = normal.copy()
    places = np.arange(len(normal))
    held[places, places] += 1e-9
    held[places[shape], places[shape]] += _FIRST_NOISE * swing**2 / likely
    rest = rr_ms - design @ np.linalg.solve(held, right)
    noise = max(float(rest @ rest) / max(len(rr_ms) - len(normal) + len(harmonics), 1), _TICK_MS2)
    normal[places, places] += 1e-9
    normal[places[shape], places[shape]] += noise / likely
    inverse = np.asarray(np.linalg.inv(normal), dtype=np.float64)
    solution = inverse @ right
    rest = rr_ms - design @ solution
    told = float(inverse.diagonal()[shape] @ (noise / likely))  # columns that the holding stands for
    free = max(len(rr_ms) - len(normal) + told, 1.0)
    noise = max(float(rest @ rest) / free, _TICK_MS2)
    return _Solved(solution, inverse, noise, free)


def _read(solved: _Solved, columns: int, usable: NDArray[np.intp], breaths: int) -> BreathFit:
    """Each breath's swing from the fit's last columns, and the variances that go with it."""
    phasors = solved.solution[columns:].view(np.complex128).conj()
    own = solved.inverse[columns:, columns:]
    variances = own.diagonal()
    spread = (variances[::2] + variances[1::2]) * (solved.noise_ms2 / 2)
    count = len(usable)
    sizes, across, direction = _along_common_phase(phasors, usable, float(np.add.reduce(spread)) / count)
    free = max(1, int(solved.free))
    measured, halves = 2 * sizes, 2 * t975(free) * np.sqrt(np.maximum(spread, across))
    if count < breaths:
        told, told_halves = measured, halves
        measured, halves = np.full(breaths, np.nan), np.full(breaths, np.nan)
        measured[usable], halves[usable] = told, told_halves
    weights = direction.conj().view(np.float64)
    # peak-to-trough is twice the amplitude, so variances are four times as large
    together = 4 * solved.noise_ms2 * float(weights @ own @ weights)
    crossed = (weights[::2] * weights[1::2]) @ own.diagonal(1)[::2]
    alone = 4 * solved.noise_ms2 * float((weights * weights) @ variances + 2 * crossed)
    shared = (together - alone) / max(count * (count - 1), 1)
    return BreathFit(measured, halves, max(alone / count - shared, 0.0), max(shared, 0.0), free)


def _middle(counts: NDArray[np.intp]) -> float:
    """The median of a few whole numbers; NumPy's own costs more than the fit's matrices."""
    ordered = sorted(counts.tolist())
    half = len(ordered) // 2
    return float(ordered[half]) if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2


@lru_cache(maxsize=64)
def _turns_and_others(numbers: tuple[int, ...]) -> tuple[NDArray[np.complex128], BoolArray]:
    """What takes each drift of phase out of breaths with these numbers (drifts, k), and which are near enough to each other (k, k)."""
    number = np.array(numbers)
    turns = np.exp(-2j * np.pi * np.outer(_DRIFTS, number - number.mean()))
    apart = np.abs(number[:, None] - number[None, :])
    return turns, (apart > 0) & (apart <= _COMMON_BREATHS)


def _along_common_phase(
    phasors: NDArray[np.complex128], number: NDArray[np.intp], noise_ms2: float
) -> tuple[FloatArray, float, NDArray[np.complex128]]:
    """Size of each breath's sinusoid along the phase that the breaths around it have in common, shape (k,); it may be negative.
    And the mean square of the parts across that phase (ms2), which hold no breathing; and that phase for each breath, as a
    number of length one.

    The length of a noisy phasor is biased upwards, and what noise is held responsible for cannot be known well when slow waves
    stand beside the breath (with 0.1 Hz waves of 16 ms, taking it off read 24 % low at 15 a minute). The part along a phase
    taken from the other breaths is not biased by noise. phasors, number: of the breaths measured, shape (k,). First a steady
    drift of phase is taken out, which a rate that is slightly off leaves; then what the scatter of the common phase and
    of the breaths' own phases beyond noise_ms2 (variance of one component, ms2) takes from the cosine is put back.
    """
    count = len(phasors)
    if count < 2:
        return np.full(count, np.nan), np.nan, np.ones(count, dtype=np.complex128)
    turns, others = _turns_and_others(tuple(number.tolist()))
    turn = turns[int(np.argmax(np.abs(turns @ phasors)))]
    phasors = phasors * turn
    common = others @ phasors
    length = np.maximum(np.abs(common), 1e-12)
    turned = phasors * common.conj() / length
    across = float(turned.imag @ turned.imag) / count
    level = max(float(turned.real.sum()) / count, 1e-12)
    own = min(max(across - noise_ms2, 0.0) / level**2, _MOST_OWN_SCATTER)
    shared = np.minimum(others.sum(axis=1) * across / (length * length), _MOST_SCATTER)
    sizes = np.asarray(turned.real * (1 + shared / 2) * (1 + own / 2), dtype=np.float64)
    return sizes, across, common / length * turn.conj()
