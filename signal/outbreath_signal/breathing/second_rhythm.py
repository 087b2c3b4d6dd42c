"""A second, quicker rhythm beside slow waves: how much better a spectrum is explained with a bump at 9 to 24 a minute than without.

The spectrum of the intervals is explained by a sum of non-negative parts: noise, 1/f, 1/f2 and seven bumps for the heart's own slow
waves, whose tails would else count as breath. The likelihood is Whittle's (1953, doi:10.1007/BF02590998); the weights are found by
multiplicative steps as for a factorisation under the same divergence (Fevotte, Bertin, Durrieu 2009, doi:10.1162/neco.2008.04-08-771).
A fit can be done a few steps at a time, so that no beat waits for the whole.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from outbreath_signal.beats import FloatArray
from outbreath_signal.breathing.slow_rhythm import Bands, SlowRhythm, locked
from outbreath_signal.numerics.order import middle
from outbreath_signal.spectra.resampling import RESAMPLED_HZ

LOWEST_HZ, HIGHEST_HZ = 0.03, 0.47
SLOWEST_PER_MIN, FASTEST_PER_MIN = 9.0, 24.0
_SLOW_BUMPS_HZ, _SLOW_SD_HZ = (0.035, 0.05, 0.065, 0.08, 0.095, 0.11, 0.125), 0.011
_SHARES_OF_RATE, _LEAST_SD_HZ = (0.03, 0.08, 0.16), 0.0045
_PLACES = 5  # highest bumps left over that are tried
_BASE_STEPS, _BUMP_STEPS = 40, 24
_BUMP_WORK = 3
_SORTED_AT, _KEPT = 16, 5  # with so many steps left only so many bumps go on
_POWER = 0.65
_BIN_WIDTH = 1.5  # a Hann window's bins are so wide, so so many of them count as one


@dataclass(frozen=True, slots=True)
class SecondRhythm:
    """The bump that explains most: its rate, by how much likelier it makes the spectrum (log), how far it keeps step with
    a multiple of the slow rhythm (0 to 1), and its power over that rhythm's."""

    rate_per_min: float
    gain: float
    locking: float
    power_share: float


class SecondRhythmFit:
    """Fits one window's spectrum; `advance` until `done`, then `result`."""

    def __init__(self, bands: Bands) -> None:
        self._bands = bands
        n = len(bands.moving)
        self._parts, self._hz, taper = _parts(n)
        first, count = _first_bin(n), len(self._hz)
        power = np.abs(np.fft.rfft(bands.moving * taper)[first : first + count]) ** 2
        self._power = np.maximum(power / max(float(power.mean()), 1e-12), 1e-9)
        self._weights = np.full(len(self._parts), 1.0 / len(self._parts))
        self._base = 0.0
        self._bumps: FloatArray | None = None
        self._at: FloatArray = np.zeros(0)
        self._many: FloatArray = np.zeros((0, 0))
        self._left = _BASE_STEPS

    @property
    def done(self) -> bool:
        return self._bumps is not None and self._left <= 0

    def advance(self, work: int) -> None:
        """Go on by about so much work: a step without bumps is 1, one with bumps 3."""
        while work > 0 and not self.done:
            if self._bumps is None:
                self._base_step()
                work -= 1
            else:
                self._bump_step(self._bumps)
                work -= _BUMP_WORK

    def _base_step(self) -> None:
        model = self._weights @ self._parts
        one = 1 / model
        up = self._parts @ (self._power * one * one)
        self._weights *= (up / (self._parts @ one)) ** _POWER
        self._left -= 1
        if self._left <= 0:
            model = self._weights @ self._parts
            self._base = -float(np.sum(self._power / model + np.log(model)))
            self._try_bumps(self._power / model)

    def _try_bumps(self, left_over: FloatArray) -> None:
        """Choose where bumps are tried: at the highest of what is left over."""
        grid_hz, shapes = _quick(len(self._bands.moving))
        usual = len(_SHARES_OF_RATE) // 2
        score = (shapes[:, usual] @ left_over) / shapes[:, usual].sum(axis=1)
        order = np.argsort(-score)
        chosen: list[int] = []
        for place in order.tolist():
            if all(abs(place - other) > 1 for other in chosen):
                chosen.append(place)
            if len(chosen) == _PLACES:
                break
        self._bumps = shapes[chosen].reshape(-1, len(self._hz))
        self._at = np.repeat(grid_hz[chosen], len(_SHARES_OF_RATE))
        rest = np.maximum(np.repeat(score[chosen], len(_SHARES_OF_RATE)) - 1.0, 0.1)
        level = middle(np.asarray(self._weights @ self._parts, dtype=np.float64))
        self._many = np.concatenate(
            (np.tile(self._weights, (len(self._bumps), 1)), (0.5 * level * rest)[:, None]), axis=1
        )
        self._left = _BUMP_STEPS

    def _model(self, bumps: FloatArray) -> FloatArray:
        return np.asarray(self._many[:, :-1] @ self._parts + self._many[:, -1:] * bumps, dtype=np.float64)

    def _bump_step(self, bumps: FloatArray) -> None:
        one = 1 / self._model(bumps)
        rising = one * one
        rising *= self._power
        self._many[:, :-1] *= ((rising @ self._parts.T) / (one @ self._parts.T)) ** _POWER
        self._many[:, -1] *= (
            np.einsum("ij,ij->i", rising, bumps) / np.einsum("ij,ij->i", one, bumps)
        ) ** _POWER
        self._left -= 1
        if self._left == _SORTED_AT:
            best = np.argsort(-self._likelihood(bumps))[:_KEPT]
            self._bumps, self._at, self._many = bumps[best], self._at[best], self._many[best]

    def _likelihood(self, bumps: FloatArray) -> FloatArray:
        model = self._model(bumps)
        return np.asarray(-(self._power / model + np.log(model)).sum(axis=1), dtype=np.float64)

    def result(self, slow: SlowRhythm | None) -> SecondRhythm:
        """What the fit found; slow: the rhythm it must not be a multiple of, None where nothing is slow."""
        assert self._bumps is not None
        likely = self._likelihood(self._bumps)
        best = int(np.argmax(likely))
        f0 = float(self._at[best])
        gain = max(float(likely[best] - self._base), 0.0) / _BIN_WIDTH
        if slow is None:
            return SecondRhythm(60 * f0, gain, 0.0, 1.0)
        wave = self._bands.band(0.78 * f0, 1.25 * f0)
        times = max(2, round(f0 / slow.hz))
        share = float(np.mean(np.abs(wave) ** 2)) / max(slow.power, 1e-12)
        return SecondRhythm(60 * f0, gain, locked(wave, slow.turn, times), share)


def second_rhythm(bands: Bands, slow: SlowRhythm | None) -> SecondRhythm:
    """The whole fit at once."""
    fit = SecondRhythmFit(bands)
    fit.advance(_BASE_STEPS + _BUMP_WORK * _BUMP_STEPS)
    return fit.result(slow)


def _first_bin(n: int) -> int:
    return int(np.ceil(LOWEST_HZ * n / RESAMPLED_HZ))


@lru_cache(maxsize=32)
def _parts(n: int) -> tuple[FloatArray, FloatArray, FloatArray]:
    """The parts without a bump, shape (10, bins), each of mean 1; the bins' frequencies (Hz); a Hann window."""
    hz = np.arange(_first_bin(n), int(HIGHEST_HZ * n / RESAMPLED_HZ) + 1) * (RESAMPLED_HZ / n)
    slow = np.exp(-0.5 * ((hz - np.array(_SLOW_BUMPS_HZ)[:, None]) / _SLOW_SD_HZ) ** 2)
    parts = np.vstack((np.ones_like(hz), 1 / hz, 1 / hz**2, slow))
    parts = parts / parts.mean(axis=1, keepdims=True) + 1e-12
    taper = 0.5 - 0.5 * np.cos(2 * np.pi * (np.arange(n) + 0.5) / n)
    return tuple(np.asarray(each, dtype=np.float64) for each in (parts, hz, taper))  # type: ignore[return-value]


@lru_cache(maxsize=32)
def _quick(n: int) -> tuple[FloatArray, NDArray[np.float64]]:
    """Rates tried (Hz), half a breath a minute apart, and their bumps in three widths, shape (rates, 3, bins)."""
    hz = _parts(n)[1]
    f0 = np.arange(SLOWEST_PER_MIN, FASTEST_PER_MIN + 0.01, 0.5) / 60
    sd = np.maximum(_LEAST_SD_HZ, np.outer(f0, _SHARES_OF_RATE))
    shapes = np.exp(-0.5 * ((hz - f0[:, None, None]) / sd[:, :, None]) ** 2) + 1e-12
    return np.asarray(f0, dtype=np.float64), np.asarray(shapes, dtype=np.float64)
