"""Intervals made up from a heart rate, and smoothed ones, are told from measured ones; real recordings stay measured."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from outbreath_signal.artifacts.origin import OriginWatch, RrOrigin, rr_origin
from outbreath_signal.synthetic.breathing import breath_wave


def heart(
    rate_per_min: float = 6.0, rsa_ms: float = 100.0, noise_ms: float = 5.0, count: int = 240
) -> NDArray[np.float64]:
    chance = np.random.default_rng(1)
    t_s, rr = 0.0, []
    for _ in range(count):
        wave = float(breath_wave(t_s * rate_per_min / 60, 0.4))
        rr.append(900 + rsa_ms / 2 * wave + noise_ms * chance.standard_normal())
        t_s += rr[-1] / 1000
    return np.array(rr)


def strap_rate(rr_ms: NDArray[np.float64]) -> NDArray[np.float64]:
    """The rate a strap shows: a mean over some beats, in whole numbers."""
    return np.round(60000 / np.convolve(rr_ms, np.ones(8) / 8, "same").clip(300))


@pytest.mark.parametrize("rate_per_min", [4, 6, 15])
@pytest.mark.parametrize("rsa_ms", [10, 100, 300])
def test_real_rsa_is_measured(rate_per_min: float, rsa_ms: float) -> None:
    rr_ms = heart(rate_per_min, rsa_ms, noise_ms=3)
    assert rr_origin(rr_ms, strap_rate(rr_ms)) is RrOrigin.MEASURED


def test_intervals_computed_from_the_rate_are_found() -> None:
    rate = strap_rate(heart())
    assert rr_origin(np.round(60000 / rate * 1.024) / 1.024, rate) is RrOrigin.FROM_RATE
    offset = 60000 / rate + 7  # another formula, and still a function of the rate
    assert rr_origin(offset, rate) is RrOrigin.FROM_RATE


def test_smoothed_intervals_are_found() -> None:
    rr_ms = np.convolve(heart(6, 150, 0, 400), np.ones(40) / 40, "valid") + 120 * np.sin(np.arange(361) / 60)
    assert rr_origin(rr_ms, np.full(len(rr_ms), np.nan)) is RrOrigin.SMOOTHED


def test_too_few_beats_and_a_steady_heart_accuse_nobody() -> None:
    assert rr_origin(np.full(50, 900.0), np.full(50, 67.0)) is RrOrigin.UNKNOWN
    steady = 900 + np.random.default_rng(1).normal(0, 2.5, 200)
    assert rr_origin(steady, np.full(200, 67.0)) is RrOrigin.MEASURED


def test_the_watch_follows_packets() -> None:
    watch = OriginWatch()
    for rate in strap_rate(heart()):
        watch.feed([60000 / rate], float(rate))
    assert watch.origin is RrOrigin.FROM_RATE


@pytest.mark.parametrize("step_ms", [0.0, 1000 / 1024])
def test_a_paced_or_filled_row_is_constant(step_ms: float) -> None:
    chance = np.random.default_rng(2)
    paced = 857.4 + step_ms * chance.integers(0, 2, 300)
    assert rr_origin(paced) is RrOrigin.CONSTANT
    rr_ms = np.round(heart(noise_ms=8))
    assert rr_origin(np.concatenate([rr_ms[:120], np.full(100, 900.0), rr_ms[120:]])) is RrOrigin.CONSTANT


@pytest.mark.parametrize("step_ms", [1.0, 1000 / 1024, 1000 / 128, 1000 / 125])
def test_the_calmest_of_hearts_is_not_constant(step_ms: float) -> None:
    chance = np.random.default_rng(3)
    calm = 700 + 3 * np.sin(np.arange(600) / 9) + chance.normal(0, 1.8, 600)
    times = np.round(np.cumsum(calm) / step_ms) * step_ms
    assert rr_origin(np.diff(times)) is not RrOrigin.CONSTANT
