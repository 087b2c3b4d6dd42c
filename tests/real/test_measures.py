"""Measures of real recordings against tables that were published for them; skipped where the recordings are absent."""

from __future__ import annotations

import pytest

from outbreath_signal.beats import BeatSeries
from outbreath_signal.measures.analysis import analyse
from support.corpus import corpus_rr
from support.definitions import check_definitions

# heart rate, SDNN, RMSSD, pNN50, SD1, SD2 as published for these series, to the digits given
TIME = {
    "rr/rest_rhenan.txt": (56.67, 57.82, 55.14, 35.31, 39.01, 71.86),
    "rr/pyhrv_short.txt": (67.49, 95.69, 101.30, 48.51, 71.74, 114.7),
    "annotated/mitdb_100.csv.gz": (75.51, 48.85, 63.23, 10.35, 44.72, 52.65),
}
NONLINEAR = {
    "rr/rest_rhenan.txt": (0.881, 1.774),
    "rr/pyhrv_short.txt": (0.665, 1.712),
    "annotated/mitdb_100.csv.gz": (0.463, 1.498),
}
# Welch VLF, LF, HF and Lomb LF, HF as published for these series, ms2
POWERS = {
    "rr/rest_rhenan.txt": (1084, 852, 895, 968, 1085),
    "rr/pyhrv_short.txt": (2497, 1683, 5476, 1531, 4132),
    "annotated/mitdb_100.csv.gz": (246, 87, 907, 110, 1036),
}


@pytest.mark.parametrize("name", TIME)
def test_raw_values_match_the_reference_table(name):
    result = analyse(BeatSeries.from_rr(corpus_rr(name)), correct=False)
    hr, sdnn, rmssd, pnn50, sd1, sd2 = TIME[name]
    assert result.mean_hr_bpm == pytest.approx(hr, abs=0.0051)
    assert result.sdnn_ms == pytest.approx(sdnn, abs=0.0051)
    assert result.rmssd_ms == pytest.approx(rmssd, abs=0.0051)
    assert result.pnn50_pct == pytest.approx(pnn50, abs=0.0051)
    assert result.sd1_ms == pytest.approx(sd1, abs=0.0051)
    assert result.sd2_ms == pytest.approx(sd2, abs=0.051)


@pytest.mark.parametrize("name", NONLINEAR)
def test_values_match_the_reference_table(name):
    result = analyse(BeatSeries.from_rr(corpus_rr(name)), correct=False)
    assert (result.dfa_alpha1, result.sample_entropy) == pytest.approx(NONLINEAR[name], abs=0.00051)


@pytest.mark.parametrize("name", POWERS)
def test_band_powers_match_the_reference_table(name):
    result = analyse(BeatSeries.from_rr(corpus_rr(name)), correct=False, measures=["frequency", "lomb"])
    found = (result.vlf_ms2, result.lf_ms2, result.hf_ms2, result.lomb_lf_ms2, result.lomb_hf_ms2)
    assert found == pytest.approx(POWERS[name], abs=0.51)


@pytest.mark.parametrize(
    "name",
    ["rr/rest_rhenan.txt", "rr/pyhrv_short.txt", "annotated/mitdb_100.csv.gz", "strap/polarh10_brennan.txt"],
)
def test_reference_definitions_are_met(name):
    check_definitions(corpus_rr(name))
