"""Spectra against SciPy, against the reference table and against series whose power is known."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import interpolate, signal

from outbreath_signal.beats import BeatSeries
from outbreath_signal.errors import SignalError
from outbreath_signal.measures.analysis import analyse
from outbreath_signal.measures.porges_bohrer import porges_bohrer_ln_ms2
from outbreath_signal.numerics.detrend import smoothness_priors
from outbreath_signal.numerics.spline import even_samples
from outbreath_signal.spectra.lomb import lomb_scargle
from outbreath_signal.spectra.nonuniform import fourier_sums
from outbreath_signal.spectra.spectrum import (
    HF_HZ,
    LF_HZ,
    Spectrum,
    band_power,
    peak_hz,
    spectral_concentration,
)
from outbreath_signal.spectra.welch import Detrending, welch


def waves(mean_rr_ms: float, seconds: float, *parts: tuple[float, float]) -> BeatSeries:
    """Beats whose intervals follow a mean and sinusoids of (Hz, ms2) at the time each interval begins."""
    rr, t = [], 0.0
    while t < seconds:
        swing = sum(np.sqrt(2 * ms2) * np.cos(2 * np.pi * hz * t + 1) for hz, ms2 in parts)
        rr.append(mean_rr_ms + swing)
        t += rr[-1] / 1000
    return BeatSeries.from_rr(rr)


@pytest.mark.parametrize("size", [4, 5, 6, 7, 50, 337, 5000])
def test_spline_equals_scipy(size):
    rr = 800 + 80 * np.random.default_rng(size).standard_normal(size)
    t = np.cumsum(rr) / 1000
    expected = interpolate.CubicSpline(t, rr)(np.arange(t[0], t[-1], 0.25))
    assert even_samples(t, rr, 4.0) == pytest.approx(expected, rel=1e-10)


@pytest.mark.parametrize("seconds", [90, 200, 301, 1000])
def test_welch_equals_scipy(seconds):
    beats = waves(870, seconds, (0.1, 500), (0.27, 300), (0.01, 200))
    samples = even_samples(beats.t_s, beats.rr_ms, 4.0)
    size = min(1024, len(samples))
    hz, density = signal.welch(samples, 4, "hann", size, size // 2, detrend="linear")
    ours = welch(beats)
    assert ours.hz == pytest.approx(hz[hz <= 0.5])
    assert ours.ms2_per_hz == pytest.approx(density[hz <= 0.5], rel=1e-9)
    assert "4 Hz" in ours.method
    assert "Hann" in ours.method
    assert "linear" in ours.method


def test_lomb_equals_scipy_on_beats_with_holes():
    beats = waves(870, 400, (0.1, 500), (0.27, 300))
    accepted = np.random.default_rng(1).random(len(beats)) > 0.1
    ours = lomb_scargle(beats, accepted)
    t, rr = beats.t_s[accepted], beats.rr_ms[accepted]
    rr = rr - np.polyval(np.polyfit(t, rr, 1), t)
    power = signal.lombscargle(t, rr, 2 * np.pi * ours.hz)
    covered_s = beats.rr_ms[accepted][1:].sum() / 1000
    assert ours.ms2_per_hz == pytest.approx(power * 2 * covered_s / len(t), rel=1e-7, abs=1e-7)


def test_fourier_sums_equal_the_direct_sums():
    rng = np.random.default_rng(3)
    cycles, weights = rng.random(200), rng.standard_normal((2, 200))
    k = np.arange(301)
    direct = weights @ np.exp(-2j * np.pi * np.outer(cycles, k))
    assert np.abs(fourier_sums(cycles, weights, 300) - direct).max() < 1e-8


@pytest.mark.parametrize("mean_rr_ms", [700, 900, 1000])
def test_known_power_comes_back_within_one_percent(mean_rr_ms):
    beats = waves(mean_rr_ms, 600, (0.1, 450), (0.25, 800))
    for spectrum in (lomb_scargle(beats), welch(beats, compensated=True)):
        assert band_power(spectrum, *LF_HZ) == pytest.approx(450, rel=0.01)
        assert band_power(spectrum, *HF_HZ) == pytest.approx(800, rel=0.01)


def test_plain_welch_loses_what_the_spline_takes():
    beats = waves(900, 600, (0.1, 450), (0.25, 800))
    assert band_power(welch(beats), *LF_HZ) == pytest.approx(450, rel=0.01)
    assert band_power(welch(beats), *HF_HZ) == pytest.approx(786, rel=0.002)


def test_smoothness_priors_take_drift_and_little_of_lf():
    drifting = waves(900, 600, (0.1, 450), (0.25, 800), (0.004, 3000))
    spectrum = welch(drifting, detrending=Detrending.SMOOTHNESS_PRIORS)
    assert band_power(spectrum, 0.0033, 0.02) < 0.02 * 3000
    assert band_power(spectrum, *LF_HZ) == pytest.approx(444, rel=0.01)
    assert "smoothness-priors" in spectrum.method


def test_smoothness_priors_solve_their_equation():
    x = np.random.default_rng(5).standard_normal(40).cumsum()
    second = np.diff(np.eye(40), n=2, axis=0)
    trend = np.linalg.solve(np.eye(40) + 9.0 * second.T @ second, x)
    assert smoothness_priors(x, 3.0) == pytest.approx(x - trend)
    assert smoothness_priors(x[:2]) == pytest.approx(0)


def test_neighbouring_bands_add_up():
    beats = waves(900, 300, (0.1, 450), (0.25, 800), (0.02, 100))
    spectrum = welch(beats)
    parts = sum(band_power(spectrum, *band) for band in ((0.0033, 0.04), LF_HZ, HF_HZ))
    assert parts == pytest.approx(band_power(spectrum, 0.0033, 0.40))
    assert band_power(spectrum, 0.6, 0.9) == 0


def test_peaks_are_found_between_bins_and_slopes_are_not_peaks():
    assert peak_hz(welch(waves(900, 600, (0.0987, 450))), *LF_HZ) == pytest.approx(0.0987, abs=0.0003)
    hz = np.linspace(0, 0.5, 129)
    falling = Spectrum(hz, 1 / (hz + 0.01), "made up", 256)
    assert peak_hz(falling, *LF_HZ) is None
    assert spectral_concentration(falling) is None


def test_concentration_rises_with_regularity():
    rng = np.random.default_rng(7)
    one_wave = waves(900, 300, (0.1, 800))
    noisy = BeatSeries.from_rr(one_wave.rr_ms + 30 * rng.standard_normal(len(one_wave)))
    assert spectral_concentration(welch(one_wave)) > 20
    assert spectral_concentration(welch(noisy)) < 3


def test_segments_never_reach_across_a_break():
    part = waves(900, 300, (0.1, 450))
    later = BeatSeries(part.t_s + 1000.123, part.rr_ms + 200, part.joined)
    both = BeatSeries(
        np.concatenate([part.t_s, later.t_s]),
        np.concatenate([part.rr_ms, later.rr_ms]),
        np.concatenate([part.joined, later.joined]),
    )
    alone = band_power(welch(part), *LF_HZ)
    assert band_power(welch(both), *LF_HZ) == pytest.approx(alone, rel=0.02)
    assert band_power(welch(both), 0.0033, 0.04) < 1


def test_too_few_beats_are_refused():
    with pytest.raises(SignalError, match="4 beats"):
        welch(BeatSeries.from_rr([800.0, 810.0]))
    with pytest.raises(SignalError, match="got 2"):
        lomb_scargle(BeatSeries.from_rr([800.0, 810.0]))


def test_short_series_withhold_bands_with_their_reason():
    beats = waves(900, 100, (0.25, 800))
    result = analyse(beats, correct=False)
    assert result.hf_ms2 == pytest.approx(786, rel=0.05)
    assert (result.lf_ms2, result.vlf_ms2, result.total_ms2, result.dfa_alpha1) == (None, None, None, None)
    assert "lf_ms2: withheld, needs 120 s without a break, there are 101 s" in result.notes
    shorter = analyse(waves(900, 40, (0.25, 800)), correct=False)
    assert (shorter.hf_ms2, shorter.lomb_hf_ms2, shorter.porges_bohrer_ln_ms2) == (None, None, None)


def test_five_minutes_cut_at_beats_count_as_five_minutes():
    result = analyse(waves(900, 298.5, (0.1, 400), (0.25, 300)), correct=False)
    assert result.duration_s < 300
    assert result.vlf_ms2 is not None
    assert result.dfa_alpha1 is not None


def test_porges_bohrer_reads_the_breathing_wave_in_ln_ms2():
    def reading(ms2: float) -> float:
        value = porges_bohrer_ln_ms2(waves(850, 300, (0.22, ms2), (0.02, 2000)))
        assert value is not None
        return value

    gain = reading(400) - np.log(400)
    assert gain == pytest.approx(2 * np.log(1.2), abs=0.08), "the moving polynomial's ripple at 0.22 Hz"
    assert reading(800) - reading(400) == pytest.approx(np.log(2), abs=0.01)
    assert porges_bohrer_ln_ms2(waves(850, 60, (0.22, 400))) is None
