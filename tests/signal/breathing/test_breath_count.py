"""Breaths counted by phase: the mean of uneven breaths, where a spectrum's peak would be one of them."""

from __future__ import annotations

import numpy as np
import pytest

from outbreath_signal.breathing.count import counted_rates
from outbreath_signal.breathing.from_rr import breath_from_rr, told_rates
from outbreath_signal.spectra.resampling import resample
from outbreath_signal.synthetic.rhythm import synthesise

AT = np.array([60, 100, 140])


@pytest.mark.parametrize("rate_per_min", [4.0, 6.3, 11.0, 19.0, 23.5])
@pytest.mark.parametrize("off", [0.9, 1.0, 1.12])
def test_an_even_wave_is_counted_exactly(rate_per_min: float, off: float) -> None:
    t_s = np.arange(0, 110, 0.25)
    wave = 30 * np.cos(2 * np.pi * rate_per_min / 60 * t_s + 0.4) + 0.5 * t_s + 900
    found = counted_rates(wave, AT, 240, np.full(3, off * rate_per_min))
    assert found == pytest.approx(np.full((2, 3), rate_per_min), abs=0.05)


def test_uneven_breaths_give_the_mean_of_their_rates() -> None:
    chance = np.random.default_rng(4)
    t_s = np.arange(0, 110, 0.25)
    per_s = np.interp(t_s, np.arange(0, 120, 6), 12 / 60 * (1 + 0.12 * chance.standard_normal(20)))
    cycles = np.cumsum(per_s) / 4
    found = counted_rates(np.cos(2 * np.pi * cycles), AT, 240, np.full(3, 12.0))
    truth = 60 * (cycles[AT + 239] - cycles[AT]) / 59.75
    assert found == pytest.approx(np.array([truth, truth]), abs=0.15)


def test_a_run_no_longer_than_its_window_is_counted_too() -> None:
    t_s = np.arange(0, 60, 0.25)
    found = counted_rates(np.cos(2 * np.pi * 9 / 60 * t_s), np.array([0]), 240, np.array([9.0]))
    assert found == pytest.approx(np.full((2, 1), 9.0), abs=0.3)


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


def test_waves_beside_the_breath_set_the_two_counts_apart() -> None:
    t_s = np.arange(0, 110, 0.25)
    waves = np.cos(2 * np.pi * 12 / 60 * t_s) + 1.5 * np.cos(2 * np.pi * 20 / 60 * t_s)
    narrow, wide = counted_rates(waves, AT, 240, np.full(3, 12.0))
    assert narrow == pytest.approx([12.0] * 3, abs=0.2)
    assert (wide > 15).all()


def test_very_uneven_breaths_are_counted_and_not_the_likeliest_of_them() -> None:
    errors = []
    for seed in range(20):
        made = synthesise(
            180, rate_per_min=11 + 0.4 * seed, rsa_ms=80, noise_ms=5, vlf_ms=15, mayer_ms=8, rate_sd_pct=22, depth_sd_pct=20,
            seed=seed,
        )  # fmt: skip
        track = breath_from_rr(resample(made.beats), 60.0, 5.0)
        middle = int(np.argmin(np.abs(track.t_s - 90)))
        phase = made.breathing.phase_at([track.t_s[middle] - 30, track.t_s[middle] + 30])
        errors.append(abs(track.rate_per_min[middle] - (phase[1] - phase[0])))
    assert np.nanmedian(errors) < 0.3
    assert np.nanmean(errors) < 0.6


@pytest.mark.parametrize(
    ("path", "peak", "narrow", "wide", "told"),
    [
        (15.0, 13.0, 16.0, 16.2, 16.0),  # counts agree near the path
        (15.0, 13.0, 18.0, 18.0, 16.5),  # they agree far from it
        (15.0, 13.0, 16.0, 19.0, 15.0),  # waves beside the breath are counted
        (15.0, 13.0, np.nan, np.nan, 13.0),  # nothing could be counted
    ],
)
def test_counts_path_and_peak_say_one_rate(
    path: float, peak: float, narrow: float, wide: float, told: float
) -> None:
    found = told_rates(np.array([path]), np.array([peak]), np.array([[narrow], [wide]]))
    assert found == pytest.approx([told])
