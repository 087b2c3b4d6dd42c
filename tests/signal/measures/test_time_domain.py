"""Time-domain, Poincare and geometric measures against known answers and the reference table."""

from __future__ import annotations

import math

import numpy as np
import pytest

from outbreath_signal.beats import BeatSeries
from outbreath_signal.errors import SignalError
from outbreath_signal.measures.analysis import analyse
from outbreath_signal.measures.geometric import BIN_MS, geometric
from outbreath_signal.measures.time_domain import time_domain


def test_known_answers_of_five_intervals():
    rr = np.array([800.0, 860.0, 800.0, 851.0, 801.0])
    result = analyse(BeatSeries.from_rr(rr), correct=False)
    assert result.mean_rr_ms == pytest.approx(822.4)
    assert result.sdnn_ms == pytest.approx(float(np.std(rr, ddof=1)))
    assert result.rmssd_ms == pytest.approx(math.sqrt((3600 + 3600 + 2601 + 2500) / 4))
    assert result.ln_rmssd == pytest.approx(math.log(result.rmssd_ms))
    assert result.pnn50_pct == 75.0, (
        "a difference of exactly 50 ms does not count, and the denominator is 4 pairs"
    )
    assert result.rmssd_per_mean_rr_pct == pytest.approx(100 * result.rmssd_ms / 822.4)


def test_differences_never_reach_across_a_break():
    rr = np.array([800.0, 810.0, 1200.0, 1190.0])
    joined = np.array([False, True, False, True])
    beats = BeatSeries(np.array([0.8, 1.61, 60.0, 61.19]), rr, joined)
    assert analyse(beats, correct=False).rmssd_ms == pytest.approx(10.0)


def test_only_accepted_beats_and_pairs_count():
    rr = np.array([800.0, 400.0, 800.0, 820.0])
    accepted = np.array([True, False, True, True])
    pairs = np.array([False, False, False, True])
    result = time_domain(rr, accepted, pairs)
    assert result.mean_rr_ms == pytest.approx((800 + 800 + 820) / 3)
    assert result.rmssd_ms == pytest.approx(20.0)


def test_one_beat_has_a_level_and_no_spread():
    result = analyse(BeatSeries.from_rr([800.0]), correct=False)
    assert (result.mean_rr_ms, result.sdnn_ms, result.rmssd_ms) == (800.0, None, None)
    assert any(note.startswith("sdnn_ms: ") for note in result.notes)


def test_constant_rhythm_has_no_spread_and_no_logarithm():
    result = analyse(BeatSeries.from_rr([800.0] * 50), correct=False)
    assert (result.sdnn_ms, result.rmssd_ms, result.ln_rmssd, result.sd2_ms) == (0.0, 0.0, None, 0.0)


def test_triangle_of_a_triangular_histogram_is_found_exactly():
    heights = [0, 4, 8, 12, 9, 6, 3, 0]
    rr = np.concatenate([np.full(h, (100 + i + 0.5) * BIN_MS) for i, h in enumerate(heights)])
    result = geometric(rr)
    assert result.triangular_index == pytest.approx(sum(heights) / 12)
    assert result.tinn_ms == pytest.approx(7 * BIN_MS)


def test_absurd_spread_withholds_the_histogram_instead_of_filling_memory():
    assert geometric(np.array([1.0, 500_000.0])).tinn_ms is None


def test_what_cannot_be_an_interval_is_refused_with_its_index():
    with pytest.raises(SignalError, match="index 1"):
        analyse(BeatSeries.from_rr([800.0, 1e9, 800.0]))
    with pytest.raises(SignalError, match="no beats"):
        analyse(BeatSeries.from_rr([]))


def test_chosen_measures_leave_the_rest_out():
    result = analyse(BeatSeries.from_rr([800.0, 820.0, 790.0]), measures=["rmssd_ms", "poincare"])
    assert result.rmssd_ms is not None
    assert result.sd1_ms is not None
    assert result.sdnn_ms is None
    assert not result.notes
    with pytest.raises(SignalError, match="nonsense"):
        analyse(BeatSeries.from_rr([800.0]), measures=["nonsense"])
