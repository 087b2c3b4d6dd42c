"""The likeliest course of the breathing rate through a series: a hidden Markov chain over rates, read forwards and backwards.

Each short window of intervals says of every rate how likely it is, by the share of its power that stands there; breathing
changes little from one window to the next. What one window cannot tell, its neighbours then do.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from outbreath_signal.beats import FloatArray
from outbreath_signal.errors import SignalError
from outbreath_signal.spectra.resampling import RESAMPLED_HZ, Resampled

LOOK_S, HOP_S = 24.0, 8.0
RATES_PER_MIN = np.asarray(np.arange(3.5, 27.01, 0.25), dtype=np.float64)
_LOOKS_AT_ONCE = 512
_SIZE = int(LOOK_S * RESAMPLED_HZ)
_HZ = np.asarray(np.arange(4, 71) / 128.0, dtype=np.float64)  # 0.031 to 0.547 Hz
_TILT = 1.25  # power of frequency that lifts breathing above slow waves
_HALF_BAND_HZ = 0.02
_WANDER_PER_MIN = 0.5  # standard deviation of the change from one look to the next
_JUMP = 0.01  # chance that the rate is another altogether
_SLOW_PER_MIN, _SLOW_PRIOR = (
    6.0,
    0.1,
)  # slow waves look like slow breaths, so slow breaths need better evidence
_NEAR = 6  # steps of rate on each side that count as the same
# Looks whose evidence, at most 2500 of each (squared where two series tell), stays within range all together: a session's.
_SHORT, _SHORT_OF_TWO = 80, 40
_CHUNK = 225  # looks (half an hour) that are followed as one; chunks run side by side


@dataclass(frozen=True, slots=True, eq=False)
class RatePath:
    """The rate at each look, arrays of shape (m,): middle (s), rate (per minute), how much of the belief stands there (0 to 1),
    and which run of the resampled series the look lies in."""

    t_s: FloatArray
    rate_per_min: FloatArray
    belief: FloatArray
    run: FloatArray


def latest_path(samples: FloatArray, begin_s: float, last: int) -> RatePath:
    """The last looks of `rate_path` through one short run (at most 80 looks) that starts at begin_s, for less than all cost.

    samples: at 4 Hz, shape (n,), at least 24 s of them.
    """
    begins = np.arange(0, len(samples) - _SIZE + 1, int(HOP_S * RESAMPLED_HZ))
    if len(begins) > _SHORT:
        raise SignalError(f"at most {_SHORT} looks can be followed as one, got {len(begins)}")
    likely = _likelihood(samples[begins[:, None] + np.arange(_SIZE)])
    rate, belief = _read(_believe_short(likely, last))
    kept = begins[-last:]
    return RatePath(
        np.asarray(begin_s + LOOK_S / 2 + kept / RESAMPLED_HZ, dtype=np.float64),
        rate,
        belief,
        np.zeros(len(kept)),
    )


def rate_path(even: Resampled, beside: Resampled | None = None) -> RatePath:
    """Follow the breathing rate through every unbroken run of a series resampled at 4 Hz; runs under 24 s give nothing.

    beside: another series that breathing moves, on the same grid; the evidence of both is taken together.
    """
    hop = int(HOP_S * RESAMPLED_HZ)
    looks: list[FloatArray] = []
    times: list[FloatArray] = [np.zeros(0)]
    runs: list[FloatArray] = [np.zeros(0)]
    for number, (begin_s, samples) in enumerate(zip(even.begin_s, even.samples, strict=True)):
        if len(samples) < _SIZE:
            continue
        windows = np.lib.stride_tricks.sliding_window_view(samples, _SIZE)[::hop]
        likely = _likelihood(windows)
        if beside is not None:
            others = np.lib.stride_tricks.sliding_window_view(beside.samples[number], _SIZE)[::hop]
            likely = np.asarray(likely * _likelihood(others), dtype=np.float64)
        looks.append(likely)
        times.append(np.asarray(begin_s + LOOK_S / 2 + HOP_S * np.arange(len(windows)), dtype=np.float64))
        runs.append(np.full(len(windows), float(number)))
    if not looks:
        return RatePath(*(np.zeros(0) for _ in range(4)))
    short = len(looks) == 1 and len(looks[0]) <= (_SHORT if beside is None else _SHORT_OF_TWO)
    rate, belief = _read(_believe_short(looks[0], len(looks[0])) if short else _believe(looks))
    return RatePath(np.concatenate(times), rate, belief, np.concatenate(runs))


def _likelihood(windows: FloatArray) -> FloatArray:
    """How well each rate explains each window, up to a factor: 1 over the square of the share of power
    that does not stand around it, shape (m, rates)."""
    transform, bands = _matrices()
    likely = np.empty((len(windows), len(RATES_PER_MIN)))
    for first in range(0, len(windows), _LOOKS_AT_ONCE):
        block = windows[first : first + _LOOKS_AT_ONCE]
        parts = (block - block[:, :1]).astype(np.float32) @ transform
        parts *= parts
        power = parts[:, : len(_HZ)] + parts[:, len(_HZ) :]
        share = power @ bands / np.maximum(power @ _tilt(), 1e-12)[:, None]
        rest = 1.0 - np.minimum(share, 0.98)
        likely[first : first + len(block)] = 1.0 / (rest * rest)
    return likely


@cache
def _tilt() -> NDArray[np.float32]:
    """What each frequency's power is weighted with."""
    return (_HZ**_TILT).astype(np.float32)


@cache
def _matrices() -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Parabola off, Hann window and Fourier sums as one matrix, and the weighted bands around every rate as another."""
    place = np.arange(_SIZE) - (_SIZE - 1) / 2
    slow, _ = np.linalg.qr(np.vander(place / place[-1], 3))
    angle = 2 * np.pi * place[:, None] * _HZ / RESAMPLED_HZ
    waves = np.hstack((np.cos(angle), np.sin(angle))) * (
        0.5 + 0.5 * np.cos(2 * np.pi * place / _SIZE)[:, None]
    )
    apart = np.abs(_HZ[:, None] - RATES_PER_MIN / 60) * 128
    bands = np.clip(_HALF_BAND_HZ * 128 + 0.5 - apart, 0.0, 1.0)
    return (waves - slow @ (slow.T @ waves)).astype(np.float32), (bands * _HZ[:, None] ** _TILT).astype(
        np.float32
    )


@cache
def _chain() -> tuple[FloatArray, FloatArray]:
    """Prior of the rates, and the chance of each rate (column) after each (row)."""
    prior = np.where(RATES_PER_MIN < _SLOW_PER_MIN, _SLOW_PRIOR, 1.0)
    prior /= prior.sum()
    wander = np.exp(-0.5 * ((RATES_PER_MIN[:, None] - RATES_PER_MIN) / _WANDER_PER_MIN) ** 2)
    wander /= wander.sum(axis=1, keepdims=True)
    turned = np.asarray((1 - _JUMP) * wander + _JUMP * prior, dtype=np.float64)
    return np.asarray(prior, dtype=np.float64), turned


def _believe(looks: list[FloatArray]) -> NDArray[np.float32]:
    """Belief in every rate at every look given all looks of its half hour, shape (m, rates)."""
    chunks = [part[i : i + _CHUNK] for part in looks for i in range(0, len(part), _CHUNK)]
    steps = max(map(len, chunks))
    likely = np.ones(
        (steps, len(chunks), len(RATES_PER_MIN)), dtype=np.float32
    )  # a look that is not there says nothing
    for place, chunk in enumerate(chunks):
        likely[: len(chunk), place] = chunk
    prior, chain = (each.astype(np.float32) for each in _chain())
    forward = np.empty_like(likely)
    now = np.broadcast_to(prior, likely.shape[1:])
    for step in range(steps):
        now = (now @ chain if step else now) * likely[step]
        now = now / now.sum(axis=1, keepdims=True)
        forward[step] = now
    after = np.ones(likely.shape[1:], dtype=np.float32)
    for step in range(steps - 2, -1, -1):
        after = (likely[step + 1] * after) @ chain.T
        after /= after.sum(axis=1, keepdims=True)
        forward[step] *= after
    forward /= forward.sum(axis=2, keepdims=True)
    parts = [forward[: len(chunk), place] for place, chunk in enumerate(chunks)]
    return np.concatenate(parts)


def _believe_short(likely: FloatArray, last: int) -> NDArray[np.float64]:
    """The same of one short run, for which nothing needs to be kept in range on the way, at its last looks."""
    prior, chain = _chain()
    belief = np.empty_like(likely)
    np.multiply(prior, likely[0], out=belief[0])
    for before, now, of_look in zip(belief[:-1], belief[1:], likely[1:], strict=True):
        np.dot(before, chain, out=now)
        now *= of_look
    after = np.ones(likely.shape[1])
    for step in range(len(likely) - 2, max(len(likely) - last, 0) - 1, -1):
        after = chain @ (likely[step + 1] * after)
        belief[step] *= after
    kept = belief[-last:]
    return np.asarray(kept / kept.sum(axis=1, keepdims=True), dtype=np.float64)


@cache
def _box() -> FloatArray:
    """Which rates count as the same, shape (rates, rates)."""
    steps = np.arange(len(RATES_PER_MIN))
    return np.asarray(np.abs(steps[:, None] - steps) <= _NEAR, dtype=np.float64)


def _read(belief: NDArray[np.float32] | NDArray[np.float64]) -> tuple[FloatArray, FloatArray]:
    """Where belief is densest: its mean rate within 1.5 a minute of there, and how much of it that is."""
    at = (belief @ _box().astype(belief.dtype, copy=False)).argmax(axis=1)
    padded = np.zeros((len(belief), belief.shape[1] + 2 * _NEAR), dtype=belief.dtype)
    padded[:, _NEAR:-_NEAR] = belief
    places = at[:, None] + np.arange(2 * _NEAR + 1)
    near = padded[np.arange(len(at))[:, None], places].astype(np.float64, copy=False)
    most = near.sum(axis=1)
    moved = near @ (np.arange(-_NEAR, _NEAR + 1) * (RATES_PER_MIN[1] - RATES_PER_MIN[0]))
    return np.asarray(RATES_PER_MIN[at] + moved / most, dtype=np.float64), np.minimum(most, 1.0)
