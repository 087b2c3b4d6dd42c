"""Breathing read from the beats, RSA over whole recordings, and band measures that refuse outside their range."""

from __future__ import annotations

import numpy as np
import pytest

from outbreath_signal.beats import BeatSeries
from outbreath_signal.breathing.from_rr import BreathTrack, breath_from_ecg, breath_from_rr
from outbreath_signal.errors import SignalError
from outbreath_signal.estimate import BreathSource
from outbreath_signal.measures.analysis import analyse
from outbreath_signal.measures.registry import MEASURES
from outbreath_signal.spectra.resampling import resample
from outbreath_signal.synthetic.rhythm import synthesise


@pytest.mark.parametrize("rate", [4.0, 6.0, 9.5, 12.0, 15.0, 20.0])
def test_the_rate_is_read_from_the_beats(rate):
    track = breath_from_rr(resample(synthesise(240, rate_per_min=rate, rsa_ms=80, noise_ms=5, seed=2).beats))
    assert track.source is BreathSource.RR
    assert np.isfinite(track.rate_per_min).mean() > 0.8
    assert np.nanmean(np.abs(track.rate_per_min - rate)) < 0.15
    assert track.typical_per_min() == pytest.approx(rate, abs=0.1)


def test_nothing_is_told_when_the_beats_are_noise_or_too_few():
    rng = np.random.default_rng(3)
    noise = BeatSeries.from_rr(900 + 30 * rng.standard_normal(400))
    track = breath_from_rr(resample(noise))
    assert np.isfinite(track.rate_per_min).mean() < 0.2
    assert track.typical_per_min() is None
    assert len(breath_from_rr(resample(BeatSeries.from_rr([800.0] * 40))).t_s) == 0
    assert breath_from_rr(resample(BeatSeries.from_rr([800.0]))).typical_per_min() is None


def test_a_change_of_rate_is_followed():
    rr = np.concatenate(
        [
            synthesise(180, rate_per_min=rate, rsa_ms=100, noise_ms=5, seed=1).beats.rr_ms
            for rate in (14.0, 6.0)
        ]
    )
    track = breath_from_rr(resample(BeatSeries.from_rr(rr)))
    assert np.nanmedian(track.rate_per_min[track.t_s < 140]) == pytest.approx(14, abs=0.2)
    assert np.nanmedian(track.rate_per_min[track.t_s > 220]) == pytest.approx(6, abs=0.2)


@pytest.mark.parametrize(
    ("rate", "rsa_ms"), [(4.5, 200.0), (6.0, 120.0), (6.0, 350.0), (12.0, 60.0), (15.0, 40.0)]
)
def test_rsa_of_a_whole_recording_comes_back(rate, rsa_ms):
    result = analyse(synthesise(300, rate_per_min=rate, rsa_ms=rsa_ms, noise_ms=3, seed=4).beats)
    assert result.rsa_ms == pytest.approx(rsa_ms, rel=0.05)
    assert result.rsa_low_ms < result.rsa_ms < result.rsa_high_ms
    assert result.breath_rate_per_min == pytest.approx(rate, abs=0.1)
    assert result.breath_source == "rr"


@pytest.mark.parametrize(
    ("rate", "hf", "porges"), [(6.0, False, False), (7.8, False, True), (9.6, True, True), (15.0, True, True)]
)
def test_bands_are_withheld_where_the_breath_is_not_in_them(rate, hf, porges):
    result = analyse(synthesise(300, rate_per_min=rate, rsa_ms=90, noise_ms=3, seed=5).beats)
    assert (result.hf_ms2 is not None) == hf
    assert (result.lomb_hf_ms2 is not None) == hf
    assert (result.porges_bohrer_ln_ms2 is not None) == porges
    assert result.lf_ms2 is not None
    noted = " ".join(result.notes)
    assert ("hf_ms2: withheld, breathing at" in noted) == (not hf)
    assert ("porges_bohrer_ln_ms2: withheld, breathing at" in noted) == (not porges)


def test_a_measured_rate_takes_the_place_of_the_one_from_the_beats():
    beats = synthesise(180, rate_per_min=15.0, rsa_ms=60, noise_ms=3, seed=6).beats
    middles = np.arange(30.0, 160.0, 60.0)
    belt = BreathTrack(
        middles, np.full(len(middles), 6.0), np.ones(len(middles)), 60.0, BreathSource.ACCELEROMETER
    )
    result = analyse(beats, breathing=belt)
    assert result.breath_rate_per_min == 6.0
    assert result.breath_source == "accelerometer"
    assert result.hf_ms2 is None


def test_an_unknown_rate_withholds_rsa_and_keeps_the_bands():
    rng = np.random.default_rng(3)
    result = analyse(BeatSeries.from_rr(900 + 12 * rng.standard_normal(400)))
    assert (result.breath_rate_per_min, result.breath_source) == (None, None)
    assert result.hf_ms2 is not None
    assert any(
        note.startswith("breath_rate_per_min: withheld, the breathing rate is not known")
        for note in result.notes
    )
    short = analyse(BeatSeries.from_rr(900 + 12 * rng.standard_normal(40)))
    assert any(note.startswith("rsa_ms: withheld, needs 60 s without a break") for note in short.notes)


def test_a_minute_that_slow_waves_hide_is_told_from_the_minutes_around_it():
    made = synthesise(
        300, rate_per_min=13.0, rsa_ms=40, mayer_ms=18, vlf_ms=20, noise_ms=6, rate_sd_pct=3, seed=8
    )
    track = breath_from_rr(resample(made.beats))
    told = np.isfinite(track.rate_per_min)
    assert told.mean() > 0.8
    assert np.abs(track.rate_per_min[told] - 13.0).mean() < 0.5


def test_windows_across_a_break_tell_nothing_and_the_runs_beside_it_do():
    beats = synthesise(300, rate_per_min=6.0, rsa_ms=100, noise_ms=4, seed=9).beats
    later = np.where(beats.t_s > 150, 20.0, 0.0)
    joined = beats.joined.copy()
    joined[int(np.argmax(beats.t_s > 150))] = False
    track = breath_from_rr(resample(BeatSeries(beats.t_s + later, beats.rr_ms, joined)))
    across = (np.abs(track.t_s - 160) < 20) | (np.abs(track.t_s - 150) < 25)
    assert np.isnan(track.rate_per_min[across]).all()
    assert np.nanmedian(track.rate_per_min[~across]) == pytest.approx(6.0, abs=0.1)
    assert np.isfinite(track.rate_per_min[track.t_s < 115]).all()


def test_long_recordings_are_followed_in_pieces_with_the_same_result():
    long = resample(synthesise(4000, rate_per_min=12.0, rsa_ms=60, noise_ms=8, vlf_ms=15, seed=10).beats)
    track = breath_from_rr(long)
    assert np.isfinite(track.rate_per_min).mean() > 0.95
    assert np.nanmean(np.abs(track.rate_per_min - 12.0)) < 0.15


def breathing_with_heights(rate, depth, seed):
    """Beats whose intervals hardly show the breath, and R heights that follow the chest."""
    made = synthesise(300, rate_per_min=rate, rsa_ms=2, noise_ms=15, vlf_ms=15, seed=seed)
    rng = np.random.default_rng(seed)
    heights = (
        1000 + depth * made.breathing.chest_at(made.beats.t_s) + 20 * rng.standard_normal(len(made.beats))
    )
    return made.beats, heights


@pytest.mark.parametrize("rate", [5.0, 9.0, 15.0, 21.0])
def test_the_height_of_the_r_peaks_tells_a_breath_that_the_beats_do_not(rate):
    beats, heights = breathing_with_heights(rate, 60, 12)
    track = breath_from_ecg(resample(beats), beats.t_s, heights)
    assert track.source is BreathSource.ECG
    assert np.isfinite(track.rate_per_min).mean() > 0.9
    assert np.nanmean(np.abs(track.rate_per_min - rate)) < 0.2


def test_single_wild_heights_change_little_and_shapes_must_agree():
    beats, heights = breathing_with_heights(14.0, 60, 13)
    heights[::40] = 9000
    track = breath_from_ecg(resample(beats), beats.t_s, heights)
    assert np.nanmedian(track.rate_per_min) == pytest.approx(14.0, abs=0.2)
    with pytest.raises(SignalError, match="R heights need one time each"):
        breath_from_ecg(resample(beats), beats.t_s, heights[1:])


def test_notes_of_an_uninterpretable_rhythm_come_in_the_order_of_the_measures():
    rng = np.random.default_rng(3)
    analysis = analyse(BeatSeries.from_rr(rng.uniform(500, 1200, 400)))
    withheld = [note.split(":")[0] for note in analysis.notes]
    order = [measure.key for measure in MEASURES]
    assert "rmssd_ms" in withheld
    assert withheld == sorted(withheld, key=order.index)
