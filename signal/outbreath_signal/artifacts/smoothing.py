"""Whether intervals were averaged, held or made up from a heart rate on their way, told from the intervals alone.

Optical sensors and some straps do so; what they send looks like heart rate variability and is not.

A heart's intervals hold power at every frequency up to half a cycle a beat, for each beat has a jitter of its own. What
averaging leaves of it shows how it was averaged: the mean of N beats has no power at k / N cycles a beat.
"""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from outbreath_signal.beats import BoolArray, FloatArray
from outbreath_signal.numerics.order import distinct, middle

PIECE = 128  # beats in one spectrum
_FEWEST_PIECES, _MOST_PIECES = 3, 96
_MOST_BEATS = 4096  # looked at where a part tells enough
_LEAST_SOUND = 0.95  # of a piece; single intervals that are not sound are bridged
_ORDERS = range(2, 11)  # beats averaged over
_LOWEST_HOLE = 0.1  # cycles a beat
# Depth of holes in log power, and that over its standard error. Of 800 stretches of 300 measured beats none has more than 1.7 and
# 4.1; of those that fall off as averaged ones do, none more than 1.7 and 2.5.
_HOLE, _HOLE_SURE = 2.3, 5.0
_HOLE_IN_FALL, _SURE_IN_FALL, _FALL, _FALL_OF_TWO = 1.8, 3.5, 0.20, 0.15
_BARELY, _LEAST_SWING_MS = 0.12, 15.0
_NEARLY_ALL, _BY_CHANCE = 0.98, -6.0
_SLOWER = slice(round(0.03 * PIECE), round(0.3 * PIECE))
# Share of one line from which its own overtones are all there is besides, with gaps between them that look like holes: steady
# slow breathing at 400 ms and no jitter of the heart's own has 0.95 to 0.99.
_NOTHING_ELSE = 0.90
_SAME_MS, _CONSTANT_ROW, _COARSE_MS = (
    1.1,
    90,
    4.0,
)  # apart by no more than a step of 1/1024 s; intervals; steps of a clock
_HELD, _HELD_OVER, _HELD_STEPS = 0.25, 6.0, 4.0


def smoothed(rr_ms: FloatArray, accepted: BoolArray | None = None) -> bool:
    """Whether intervals (ms, shape (n,)) look averaged over beats, low-passed or held; False when nothing can be told.

    accepted: intervals that may be used, shape (n,). Needs 256 beats, and better 600. A clock with steps of 8 ms hides the
    average of a calm heart. An exponential average (each interval a share of the last) looks like slow breathing, and is
    not told from it.
    """
    used = np.ones(len(rr_ms), dtype=np.bool_) if accepted is None else accepted
    pieces = _pieces(rr_ms, used)
    if len(pieces) < _FEWEST_PIECES:
        return held(rr_ms[used])
    if barely_moving(pieces):
        return True
    trend, taper, energy = _window()
    waves = np.fft.rfft((pieces - (pieces @ trend) @ trend.T) * taper, axis=1)
    spectra = waves.real**2 + waves.imag**2
    power = np.asarray(spectra.sum(axis=0) / (len(pieces) * energy), dtype=np.float64)
    in_line = in_one_line(power)
    if in_line > _NOTHING_ELSE:
        return held(rr_ms[used])
    fall = fall_off(power)
    holes = deepest_holes(power, len(pieces))
    # the hole of a mean of two beats has one bank, which a fast breath can be
    told = holes if fall < _FALL_OF_TWO else holes[1:]
    averaged = any(
        (depth > _HOLE and sure > _HOLE_SURE)
        or (fall < _FALL and depth > _HOLE_IN_FALL and sure > _SURE_IN_FALL)
        for depth, sure in told
    )
    return averaged or held(rr_ms[used])


def _pieces(rr_ms: FloatArray, accepted: BoolArray) -> FloatArray:
    """Stretches of 128 intervals (ms, shape (m, 128)), about half over the one before: sound ones, or with few bridged."""
    if len(rr_ms) < PIECE:
        return np.zeros((0, PIECE))
    windows = np.lib.stride_tricks.sliding_window_view
    sound = np.concatenate([[0], np.cumsum(accepted)])
    share = (sound[PIECE:] - sound[:-PIECE]) / PIECE
    apart = max(PIECE // 2, len(rr_ms) // _MOST_PIECES)
    starts = _spaced(np.flatnonzero(share == 1.0), apart)
    if len(starts) < _FEWEST_PIECES and accepted.any():
        starts = _spaced(np.flatnonzero(share >= _LEAST_SOUND), apart)
        places = np.arange(len(rr_ms))
        rr_ms = np.interp(places, places[accepted], rr_ms[accepted])
    return np.asarray(windows(rr_ms, PIECE)[starts], dtype=np.float64)


def _spaced(starts: NDArray[np.intp], apart: int) -> NDArray[np.intp]:
    """Of ascending numbers the first, and each next that is at least so far from the last one taken."""
    chosen: list[int] = []
    at = 0
    while at < len(starts):
        chosen.append(int(starts[at]))
        at = int(np.searchsorted(starts, chosen[-1] + apart))
    return np.array(chosen, dtype=np.intp)


def barely_moving(pieces: FloatArray) -> bool:
    """Whether neighbours in most stretches (ms, shape (m, 128)) differ by next to nothing beside the swing of the whole.

    Breathing at 4 a minute with nothing else gives 0.35 of the standard deviation, the calmest measured stretches 0.19.
    """
    spread = pieces.std(axis=1)
    steps = np.sqrt(np.mean(np.diff(pieces, axis=1) ** 2, axis=1))
    return middle(steps / np.maximum(spread, 1e-9)) < _BARELY and middle(spread) > _LEAST_SWING_MS


def fall_off(power: FloatArray) -> float:
    """How far a spectrum (ms2, shape (65,)) falls off from waves over several beats to those between neighbours.

    Mean (of logarithms) of the amplitude above 0.35 cycles a beat against that from 0.05 to 0.2. In 800 stretches of 300
    measured beats the median is 0.46, one in a hundred lies below 0.16, and the least is 0.10; after averaging over four
    beats the median is 0.11. Slow breathing at changing rates reaches 0.05: this alone proves nothing.
    """
    level = np.log(np.maximum(power, 1e-9)) / 2  # of amplitude
    fall = np.exp(
        level[round(0.35 * PIECE) :].mean() - level[round(0.05 * PIECE) : round(0.2 * PIECE)].mean()
    )
    return float(fall)


def in_one_line(power: FloatArray) -> float:
    """Share of a spectrum's power from 0.03 to 0.3 cycles a beat that lies in its highest peak (ms2, shape (65,))."""
    slower = power[_SLOWER]
    peak = int(np.argmax(slower))
    return float(slower[max(0, peak - 2) : peak + 3].sum() / max(float(slower.sum()), 1e-12))


def deepest_holes(power: FloatArray, pieces: int) -> list[tuple[float, float]]:
    """Depth of the holes that averaging over 2 to 10 beats would leave, and that over its standard error, for each.

    power: mean spectrum of so many pieces, ms2, shape (65,). The mean of N beats leaves holes at k / N cycles a beat. Each is
    as deep as it lies below the lower of its two banks, 3 to 6 bins away, in log power: a line of breathing lifts one bank
    only. The depth is the mean over the holes of one N.
    """
    level = np.log(power + 1e-3)
    inside, left, right, of_order = _hole_places()
    depths = np.minimum(level @ left, level @ right) - level @ inside
    independent = 1 + 0.6 * (pieces - 1)  # pieces overlap by half
    found = []
    for holes in of_order:
        depth = float(depths[holes].sum()) / (holes.stop - holes.start)
        found.append((depth, depth * float(((holes.stop - holes.start) * independent) ** 0.5)))
    return found


@cache
def _hole_places() -> tuple[FloatArray, FloatArray, FloatArray, tuple[slice, ...]]:
    """What averages a spectrum over each hole and over its banks, shape (65, holes), and which holes belong to each order.

    A hole at the end of the spectrum has one bank, which stands for both.
    """
    place = np.arange(PIECE // 2 + 1)
    inside: list[FloatArray] = []
    banks: list[list[FloatArray]] = []
    of_order = []
    for order in _ORDERS:
        first = len(inside)
        for k in range(1, order // 2 + 1):
            if k / order < _LOWEST_HOLE:
                continue
            away = place - k * PIECE / order
            inside.append(_share(np.abs(away) <= 1.01))
            sides = [(away >= -6.4) & (away <= -2.6), (away >= 2.6) & (away <= 6.4)]
            banks.append([_share(side) for side in sides if np.count_nonzero(side) >= 3])
        of_order.append(slice(first, len(inside)))
    left, right = (np.stack([sides[end] for sides in banks], axis=1) for end in (0, -1))
    return np.stack(inside, axis=1), left, right, tuple(of_order)


def _share(chosen: BoolArray) -> FloatArray:
    return np.asarray(chosen / np.count_nonzero(chosen), dtype=np.float64)


@cache
def _window() -> tuple[FloatArray, FloatArray, float]:
    """A basis of parabolas, shape (128, 3), the taper of a piece and the sum of its squares."""
    trend, _ = np.linalg.qr(np.vander(np.linspace(-1.0, 1.0, PIECE), 3))
    taper = np.hanning(PIECE)
    return np.asarray(trend, dtype=np.float64), taper, float(taper @ taper)


def held(rr_ms: FloatArray) -> bool:
    """Whether intervals (ms) stand still too often for how far they move, as repeated values and running medians do.

    Differences of measured intervals are about as often zero as one step of the strap's clock to either side. Here a quarter
    and more are zero, six times what one step up or down has, and one in ten is larger than four steps.
    """
    if len(rr_ms) < 2 * PIECE:
        return False
    rr_ms = _middle(rr_ms)
    steps = np.diff(distinct(np.round(rr_ms, 3)))
    if not len(steps):
        return False
    step = float(steps.min())
    size = np.abs(np.diff(rr_ms))
    still = float(np.mean(size < 0.5 * step))
    one_step = float(np.mean(np.abs(size - step) < 0.5 * step)) / 2
    if still < _HELD or still < _HELD_OVER * max(one_step, 1.0 / len(size)):
        return False
    return float(np.quantile(size, 0.9)) >= _HELD_STEPS * step


def _middle(rr_ms: FloatArray) -> FloatArray:
    """The middle of a long series (ms): what was done to all of it shows there."""
    begin = max(0, (len(rr_ms) - _MOST_BEATS) // 2)
    return rr_ms[begin : begin + _MOST_BEATS]


def constant(rr_ms: FloatArray) -> bool:
    """Whether intervals (ms) hardly ever differ from one another, all of them or 90 and more in a row.

    A paced heart's and filled-in intervals do so. The calmest of hearts, denervated ones, differ by 2 ms and more from beat to beat;
    a coarse clock may show those as one value, so that a row is not taken for constant where it moves in steps of 4 ms and more.
    """
    usual = middle(rr_ms)
    if float(np.mean(np.abs(rr_ms - usual) <= _SAME_MS)) >= _NEARLY_ALL:
        return True
    still = np.abs(np.diff(rr_ms)) <= _SAME_MS
    ends = np.flatnonzero(np.concatenate([[True], ~still, [True]]))
    if int(np.diff(ends).max()) <= _CONSTANT_ROW:
        return False
    steps = np.diff(distinct(np.round(rr_ms, 3)))
    return bool(len(steps)) and middle(steps) < _COARSE_MS


def computed_from_rate(rr_ms: FloatArray) -> bool:
    """Whether intervals (ms) are 60000 over whole heart rates, rounded to 1 ms or to 1/1024 s.

    All but one in fifty must fit, and the distinct values that do must be too many for chance (below one in a million).
    """
    if len(rr_ms) > _MOST_BEATS and not computed_from_rate(_middle(rr_ms)):
        return False
    rate = np.rint(60000.0 / rr_ms).clip(min=1.0)
    exact = 60000.0 / rate
    for rounded in (np.rint(exact), np.rint(exact * 1.024) / 1.024, exact):
        fits = np.abs(rr_ms - rounded) < 0.05
        if float(np.mean(fits)) >= _NEARLY_ALL:
            rates = distinct(rate[fits])
            # by chance an interval of whole units falls on the one point there is for each rate, rr^2 / 60000 ms apart
            spacing_ms = 60000.0 / rates**2
            return len(rates) >= 3 and float(np.sum(np.log10(np.minimum(1.0, 1.0 / spacing_ms)))) < _BY_CHANCE
    return False
