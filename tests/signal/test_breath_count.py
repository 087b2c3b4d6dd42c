"""Breaths counted by phase: the mean of uneven breaths, where a spectrum's peak would be one of them."""

from __future__ import annotations

import numpy as np
import pytest

from outbreath_signal.breath_count import counted_rates
from outbreath_signal.resampling import resample
from outbreath_signal.rr_breath import breath_from_rr
from outbreath_signal.synth import synthesise

AT = np.array([60, 100, 140])


@pytest.mark.parametrize("rate_per_min", [4.0, 6.3, 11.0, 19.0, 23.5])
@pytest.mark.parametrize("off", [0.9, 1.0, 1.12])
def test_an_even_wave_is_counted_exactly(rate_per_min: float, off: float) -> None:
    t_s = np.arange(0, 110, 0.25)
    wave = 30 * np.cos(2 * np.pi * rate_per_min / 60 * t_s + 0.4) + 0.5 * t_s + 900
    found = counted_rates(wave, AT, 240, np.full(3, off * rate_per_min))
    assert found == pytest.approx([rate_per_min] * 3, abs=0.05)


def test_uneven_breaths_give_the_mean_of_their_rates() -> None:
    chance = np.random.default_rng(4)
    t_s = np.arange(0, 110, 0.25)
    per_s = np.interp(t_s, np.arange(0, 120, 6), 12 / 60 * (1 + 0.12 * chance.standard_normal(20)))
    cycles = np.cumsum(per_s) / 4
    found = counted_rates(np.cos(2 * np.pi * cycles), AT, 240, np.full(3, 12.0))
    assert found == pytest.approx(60 * (cycles[AT + 239] - cycles[AT]) / 59.75, abs=0.15)


def test_a_run_no_longer_than_its_window_is_counted_too() -> None:
    t_s = np.arange(0, 60, 0.25)
    found = counted_rates(np.cos(2 * np.pi * 9 / 60 * t_s), np.array([0]), 240, np.array([9.0]))
    assert found == pytest.approx([9.0], abs=0.3)


def test_what_a_recording_tells_is_the_mean_of_its_breaths() -> None:
    errors = []
    for seed in range(6):
        made = synthesise(
            240, rate_per_min=6 + 2 * seed, rsa_ms=80, noise_ms=6, vlf_ms=12, rate_sd_pct=6, depth_sd_pct=15, seed=seed
        )  # fmt: skip
        track = breath_from_rr(resample(made.beats))
        for t_s, rate in zip(track.t_s, track.rate_per_min, strict=True):
            phase = made.breathing.phase_at([t_s - 30, t_s + 30])
            errors.append(abs(rate - (phase[1] - phase[0])))
    assert np.mean(errors) < 0.08
    assert np.max(errors) < 0.4
