"""The live 95 % intervals hold the truth of drawn hearts as often as they say: in 92 to 98 of 100 draws."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from outbreath_signal.beats import FloatArray
from outbreath_signal.estimate import Estimate
from outbreath_signal.live.engine import LiveEngine
from outbreath_signal.live.window import BeatWindow, Breathing, measure_window
from outbreath_signal.synthetic.rhythm import SyntheticRhythm, synthesise

LEAST, MOST = 0.92, 0.98


def windows(rr_ms: FloatArray, beats: int) -> Iterator[Estimate]:
    """What is said of each stretch of so many beats, one after another, as if nothing came before it."""
    for begin in range(0, len(rr_ms) - beats, beats):
        part = rr_ms[begin : begin + beats]
        joined = np.arange(beats) > 0
        window = BeatWindow(
            np.cumsum(part) / 1000, part, joined, np.ones(beats, np.bool_), np.zeros(beats, np.int8)
        )
        yield measure_window(window, None, Breathing(None, None, None, np.empty(0)))


def held(said: list[tuple[float | None, float, float | None]]) -> float:
    """The share of (low, truth, high) in which the truth lies between."""
    assert all(low is not None and high is not None for low, _, high in said)
    return float(np.mean([low <= truth <= high for low, truth, high in said]))  # type: ignore[operator]


@pytest.mark.parametrize("mean_rr_ms", [500.0, 850.0, 1300.0])
def test_the_interval_of_heart_rate_holds_the_rate_that_independent_intervals_are_drawn_about(
    mean_rr_ms: float,
) -> None:
    rr_ms = mean_rr_ms * (1 + 0.04 * np.random.default_rng(3).standard_normal(16_000))
    said = [(e.hr_low_bpm, 60000 / mean_rr_ms, e.hr_high_bpm) for e in windows(rr_ms, 20)]
    assert len(said) >= 400
    assert 0.93 <= held(said) <= 0.97


STILL = {"rsa_ms": 0.0, "noise_ms": 30.0}
REST = {"rate_per_min": 14.0, "rsa_ms": 60.0, "noise_ms": 15.0, "rate_sd_pct": 8.0, "depth_sd_pct": 20.0}
SLOW = REST | {"rate_per_min": 6.0, "rsa_ms": 120.0}
DRIFT = REST | {"vlf_ms": 20.0, "mayer_ms": 15.0}


@pytest.mark.parametrize("made", [STILL, REST, SLOW, DRIFT], ids=["still", "rest", "slow breath", "drift"])
@pytest.mark.parametrize("pairs", [20, 66])
def test_the_interval_of_rmssd_holds_that_of_the_whole_heart(made: dict[str, float], pairs: int) -> None:
    rr_ms = synthesise(450 * (pairs + 1) * 0.9, seed=12, **made).beats.rr_ms
    truth = float(np.sqrt(np.mean(np.diff(rr_ms) ** 2)))
    # beats of the last 60 s count, the pair that reaches back across it does too
    said = [(e.rmssd_low_ms, truth, e.rmssd_high_ms) for e in windows(rr_ms, pairs + 1)]
    assert len(said) >= 400
    assert LEAST <= held(said) <= MOST


def told_of(made: SyntheticRhythm, rate_per_min: float) -> Iterator[Estimate]:
    """The estimates of a heart whose breathing follows a pacer, from the first minute on."""
    engine = LiveEngine()
    engine.set_pace(rate_per_min, 0.0)
    beats = made.beats
    for t_s, rr_ms, joined in zip(
        beats.t_s.tolist(), beats.rr_ms.tolist(), beats.joined.tolist(), strict=True
    ):
        estimate = engine.push(t_s, rr_ms, joined)
        if t_s > 60:
            yield estimate


def rsa_held(
    rate_per_min: float, seconds: float, seeds: range, **made: float
) -> tuple[list[bool], list[bool]]:
    """Whether intervals held the truth: of each last breath its own swing, of separate stretches the mean over all breaths."""
    last, latest = [], []
    for seed in seeds:
        heart = synthesise(seconds, rate_per_min=rate_per_min, rsa_ms=80, noise_ms=6, seed=seed, **made)
        mean = 80 * np.exp((made.get("depth_sd_pct", 0) / 100) ** 2 / 2)  # depths are log-normal
        end_s, next_s = None, 60 + max(360 / rate_per_min, 30)
        for e in told_of(heart, rate_per_min):
            if e.breath_end_s not in (None, end_s) and e.breath_rsa_ms is not None:
                end_s = e.breath_end_s
                own = float(np.interp(end_s - 30 / rate_per_min, heart.beats.t_s, heart.rsa_ms))
                last.append(e.breath_rsa_low_ms <= own <= e.breath_rsa_high_ms)
            if e.rsa_ms is not None and e.t_s >= next_s:
                next_s = e.t_s + max(360 / rate_per_min, 30)
                latest.append(bool(e.rsa_low_ms <= mean <= e.rsa_high_ms))
    return last, latest


def test_the_intervals_of_rsa_hold_the_swing_in_a_short_run() -> None:
    last, latest = rsa_held(12.0, 540, range(3), depth_sd_pct=10.0)
    assert len(last) >= 250
    assert 0.92 <= np.mean(last) <= 0.99
    assert len(latest) >= 40
    assert np.mean(latest) >= 0.88


@pytest.mark.slow
@pytest.mark.parametrize("rate_per_min", [5.0, 8.0, 13.0])
@pytest.mark.parametrize("depth_sd_pct", [0.0, 15.0])
def test_the_intervals_of_rsa_hold_the_swing(rate_per_min: float, depth_sd_pct: float) -> None:
    stretch_s = max(360 / rate_per_min, 30)
    last, latest = rsa_held(rate_per_min, 60 + 42 * stretch_s, range(10), depth_sd_pct=depth_sd_pct)
    assert min(len(last), len(latest)) >= 400
    assert LEAST <= np.mean(last) <= 0.985
    assert LEAST <= np.mean(latest) <= MOST
