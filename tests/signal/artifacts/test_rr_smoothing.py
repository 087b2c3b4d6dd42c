"""Intervals that were averaged, held or made from a heart rate are told from measured ones, offline and live."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from numpy.typing import NDArray

from outbreath_signal.artifacts.labelling import label_beats
from outbreath_signal.artifacts.origin import ORIGIN_REASONS, RrOrigin, rr_origin
from outbreath_signal.artifacts.smoothing import computed_from_rate, smoothed
from outbreath_signal.beats import BeatSeries
from outbreath_signal.live.engine import LiveEngine
from outbreath_signal.measures.analysis import analyse
from outbreath_signal.synthetic.rhythm import synthesise

Floats = NDArray[np.float64]
GRIDS: dict[str, Callable[[Floats], Floats]] = {
    "as they are": lambda rr: rr,
    "1 ms": np.rint,
    "1/1024 s": lambda rr: np.rint(rr * 1.024) / 1.024,
    "8 ms": lambda rr: np.rint(rr / 8) * 8,
}
BETWEEN_BEATS = (
    "rmssd_ms",
    "pnn50_pct",
    "sd1_ms",
    "hf_ms2",
    "lomb_hf_ms2",
    "rsa_ms",
    "sample_entropy",
    "sdsd_ms",
)


def resting(seed: int = 1, seconds: float = 600, noise_ms: float = 8) -> Floats:
    made = synthesise(
        seconds, rate_per_min=14, rsa_ms=40, mayer_ms=15, vlf_ms=20, noise_ms=noise_ms, rate_sd_pct=5, depth_sd_pct=15, seed=seed
    )  # fmt: skip
    return made.beats.rr_ms


def averaged(rr: Floats, beats: int) -> Floats:
    return np.rint(np.convolve(rr, np.ones(beats) / beats, "valid"))


def from_rate(rr: Floats, ticks: float = 1024.0) -> Floats:
    return np.rint(60 * ticks / np.rint(60000 / rr)) * 1000 / ticks


@pytest.mark.parametrize("beats", [3, 4])
@pytest.mark.parametrize("seed", range(3))
def test_the_mean_of_some_beats_is_found_by_its_holes(beats: int, seed: int) -> None:
    assert smoothed(averaged(resting(seed), beats))


@pytest.mark.parametrize("width", [3, 5, 7])
def test_a_running_median_is_found_by_standing_still(width: int) -> None:
    rr = resting()
    windows = np.lib.stride_tricks.sliding_window_view(rr, width)
    assert smoothed(np.rint(np.median(windows, axis=1)))


@pytest.mark.parametrize("grid", GRIDS)
@pytest.mark.parametrize("rate", [3.5, 4.5, 5.5, 6.5, 8, 12, 20, 24])
@pytest.mark.parametrize("rsa", [10, 100, 400])
def test_breathing_alone_is_measured(rate: float, rsa: float, grid: str) -> None:
    for noise_ms in (0.0, 1.0, 2.0, 6.0):
        rr = GRIDS[grid](synthesise(600, rate_per_min=rate, rsa_ms=rsa, noise_ms=noise_ms).beats.rr_ms)
        assert rr_origin(rr) is RrOrigin.MEASURED


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("ticks", [1000.0, 1024.0])
def test_intervals_computed_from_a_whole_heart_rate_are_recognised(seed: int, ticks: float) -> None:
    rr = resting(seed, noise_ms=20)
    assert computed_from_rate(from_rate(rr, ticks))
    assert not computed_from_rate(np.rint(rr))


def test_a_fast_even_heart_is_not_taken_for_computed() -> None:
    rr = synthesise(
        900, mean_rr_ms=400, rate_per_min=14, rsa_ms=10, mayer_ms=3, vlf_ms=5, noise_ms=2
    ).beats.rr_ms
    assert not computed_from_rate(np.rint(rr))


@pytest.mark.parametrize(
    ("made", "origin"),
    [(averaged(resting(), 4), RrOrigin.SMOOTHED), (from_rate(resting()), RrOrigin.FROM_RATE)],
)
def test_offline_only_the_level_is_shown_and_the_reason_told(made: Floats, origin: RrOrigin) -> None:
    found = analyse(BeatSeries.from_rr(made))
    assert found.mean_hr_bpm == pytest.approx(60000 / made.mean(), rel=1e-3)
    said = found.as_dict()
    assert all(said[key] is None for key in BETWEEN_BEATS)
    for key in BETWEEN_BEATS:
        assert f"{key}: withheld, not interpretable: {ORIGIN_REASONS[origin]}" in found.notes
    assert ORIGIN_REASONS[origin] in found.reasons
    assert not label_beats(BeatSeries.from_rr(made)).interpretable


@pytest.mark.parametrize(
    ("made", "origin"),
    [(averaged(resting(), 4), RrOrigin.SMOOTHED), (from_rate(resting()), RrOrigin.FROM_RATE)],
)
def test_live_only_the_rate_is_shown_and_the_reason_told(made: Floats, origin: RrOrigin) -> None:
    engine = LiveEngine()
    engine.set_pace(6, 0)
    estimates = [
        engine.push(t, rr, i > 0) for i, (t, rr) in enumerate(zip(np.cumsum(made) / 1000, made, strict=True))
    ]
    last = estimates[-1]
    assert engine.origin is origin
    assert last.hr_bpm is not None
    assert (last.rmssd_ms, last.rsa_ms, last.spectral_concentration, last.interpretable) == (
        None,
        None,
        None,
        False,
    )
    assert ORIGIN_REASONS[origin] in last.reasons
    first = next(e.t_s for e in estimates if not e.interpretable)
    assert first < (330 if origin is RrOrigin.SMOOTHED else 120)


def test_live_intervals_that_follow_from_the_straps_own_rate_are_found() -> None:
    engine = LiveEngine()
    rates = np.rint(60000 / averaged(resting(), 8))
    t_s = 0.0
    for i, rate in enumerate(map(float, rates[:200])):
        rr = 60000 / rate + 7  # another formula, and still a function of the rate
        t_s += rr / 1000
        last = engine.push(t_s, rr, i > 0, strap_bpm=rate)
    assert engine.origin is RrOrigin.FROM_RATE
    assert last.rmssd_ms is None
    assert ORIGIN_REASONS[RrOrigin.FROM_RATE] in last.reasons


def test_artifacts_do_not_hide_averaging() -> None:
    rr = averaged(resting(seconds=900), 4)
    accepted = np.ones(len(rr), dtype=np.bool_)
    rr[75::150] *= 1.4
    accepted[75::150] = False
    assert smoothed(rr, accepted)
