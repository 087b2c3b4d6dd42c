"""Rolling windows and the time-varying spectrum give what the plain functions give on each window."""

from __future__ import annotations

import numpy as np
import pytest

from outbreath_signal.artifacts.labelling import label_beats
from outbreath_signal.beats import BeatSeries
from outbreath_signal.errors import SignalError
from outbreath_signal.measures.rolling import rolling
from outbreath_signal.measures.time_domain import time_domain
from outbreath_signal.spectra.resampling import resample
from outbreath_signal.spectra.spectrum import HF_HZ, LF_HZ, Spectrum, band_power
from outbreath_signal.spectra.time_varying import spectra_at, time_varying_spectrum
from outbreath_signal.spectra.welch import welch


def night(seconds: float = 2400) -> BeatSeries:
    """Breathing that slows from 15 to 6 a minute half-way, with a little noise."""
    rng = np.random.default_rng(11)
    rr, t = [], 0.0
    while t < seconds:
        hz = 0.25 if t < seconds / 2 else 0.1
        rr.append(900 + 40 * np.sin(2 * np.pi * hz * t) + 8 * rng.standard_normal())
        t += rr[-1] / 1000
    return BeatSeries.from_rr(rr)


def with_break(beats: BeatSeries, at: int, seconds: float) -> BeatSeries:
    joined = beats.joined.copy()
    joined[at] = False
    return BeatSeries(beats.t_s + np.where(np.arange(len(beats)) >= at, seconds, 0), beats.rr_ms, joined)


def test_every_window_equals_the_plain_measures_on_its_beats():
    rr = night().rr_ms
    rr[500] *= 2
    beats = BeatSeries.from_rr(rr)
    labelling = label_beats(beats)
    assert not labelling.accepted[500]
    found = rolling(beats, labelling, window_s=300, step_s=60)
    assert len(found.start_s) == 36
    for i in (0, 5, 7, 35):
        inside = (beats.t_s > found.start_s[i] + 1e-6) & (beats.t_s <= found.end_s[i] + 1e-6)
        pairs = labelling.pairs & inside
        pairs[np.argmax(inside)] = False
        plain = time_domain(beats.rr_ms, labelling.accepted & inside, pairs)
        assert found.mean_rr_ms[i] == pytest.approx(plain.mean_rr_ms, rel=1e-9)
        assert found.mean_hr_bpm[i] == pytest.approx(plain.mean_hr_bpm, rel=1e-9)
        assert found.sdnn_ms[i] == pytest.approx(plain.sdnn_ms, rel=1e-7)
        assert found.rmssd_ms[i] == pytest.approx(plain.rmssd_ms, rel=1e-9)
    assert found.coverage.min() > 0.98


def test_band_powers_follow_the_breathing():
    found = rolling(night(), window_s=300, step_s=60)
    assert found.hf_ms2[10:14] == pytest.approx(800, rel=0.15)
    assert found.lf_ms2[-3:] == pytest.approx(800, rel=0.15)
    assert (found.hf_ms2[-3:] < 60).all()


def test_a_window_across_a_break_has_levels_and_no_spectrum():
    found = rolling(with_break(night(), 1000, 30.0), window_s=300, step_s=60)
    empty = np.isnan(found.hf_ms2)
    assert 4 <= empty.sum() <= 7
    assert np.isfinite(found.rmssd_ms).all()
    assert found.coverage[empty].max() < 0.92


def test_a_mostly_empty_window_gives_nothing():
    found = rolling(with_break(night(), 1000, 1000.0), window_s=300, step_s=60)
    assert np.isnan(found.mean_rr_ms).sum() > 10
    assert np.isnan(found.rmssd_ms[found.coverage < 0.5]).all()


def test_short_windows_withhold_the_bands_they_cannot_hold():
    beats = night(400)
    assert np.isnan(rolling(beats, window_s=30, step_s=10).hf_ms2).all()
    minute = rolling(beats, window_s=60, step_s=10)
    assert np.isfinite(minute.hf_ms2).all()
    assert np.isnan(minute.lf_ms2).all()


def test_a_series_shorter_than_a_window_has_no_windows_and_nonsense_is_refused():
    assert len(rolling(night(100), window_s=300).start_s) == 0
    with pytest.raises(SignalError, match="above 0"):
        rolling(night(100), step_s=0)
    with pytest.raises(SignalError, match="no beats"):
        rolling(BeatSeries.from_rr([]))
    with pytest.raises(SignalError, match="too short"):
        time_varying_spectrum(night(100), window_s=1)
    with pytest.raises(SignalError, match="above 0"):
        time_varying_spectrum(night(100), step_s=0)


def test_one_row_equals_welch_of_one_segment():
    beats = night(64 + 0.9)
    hz, densities = spectra_at(resample(beats), beats.t_s[:1], 60.0)
    one = welch(beats, segment_s=60.0)
    assert hz == pytest.approx(one.hz)
    assert densities[0] == pytest.approx(one.ms2_per_hz, rel=1e-9)


def test_the_ridge_follows_the_breathing_and_no_row_crosses_a_break():
    beats = with_break(night(), 2000, 60.0)
    found = time_varying_spectrum(beats, window_s=64, step_s=2)
    ridge = found.hz[found.ms2_per_hz.argmax(axis=1)]
    change_s = 1200.0
    assert ridge[found.t_s < change_s - 40] == pytest.approx(0.25, abs=0.016)
    assert ridge[found.t_s > change_s + 40] == pytest.approx(0.10, abs=0.016)
    gap_s = beats.t_s[1999]
    assert not ((found.t_s > gap_s - 31) & (found.t_s < gap_s + 60)).any()
    assert np.isfinite(found.ms2_per_hz).all()
    assert len(time_varying_spectrum(night(50)).t_s) == 0


def test_power_of_a_window_is_the_power_of_its_wave():
    found = time_varying_spectrum(night(), window_s=64, step_s=8)
    early = found.ms2_per_hz[5:40]
    assert band_power(Spectrum(found.hz, early.mean(axis=0), "mean of rows", 64), *HF_HZ) == pytest.approx(
        800, rel=0.12
    )
    assert early[:, (found.hz > LF_HZ[0]) & (found.hz < 0.13)].max() < 2000
