"""What must hold of an analysis whatever the beats: invariances, breaks, refusals."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from outbreath_signal.beats import BeatSeries
from outbreath_signal.errors import SignalError
from outbreath_signal.measures.analysis import Analysis, analyse
from outbreath_signal.measures.registry import MEASURES

KEYS = [measure.key for measure in MEASURES if measure.key != "breath_source"]
IN_MS = [key for key in KEYS if key.endswith("_ms")]
IN_MS2 = [key for key in KEYS if key.endswith("_ms2") and "ln_" not in key]

intervals = st.lists(st.integers(400, 1600), min_size=2, max_size=60)
anything_positive = st.lists(
    st.floats(min_value=0, exclude_min=True, allow_nan=False, allow_infinity=False), max_size=40
)


def rhythm(seed: int, seconds: float = 330.0, swing_ms: float = 40.0, mean_ms: float = 850.0) -> BeatSeries:
    """Breathing at 15 a minute, slower waves and noise, all in proportion to swing_ms."""
    rng = np.random.default_rng(seed)
    rr, t = [], 0.0
    while t < seconds:
        wave = math.sin(2 * math.pi * 0.25 * t) + 0.7 * math.sin(2 * math.pi * 0.1 * t + seed)
        rr.append(mean_ms + swing_ms * (wave + 0.2 * rng.standard_normal()))
        t += rr[-1] / 1000
    return BeatSeries.from_rr(rr)


def values(result: Analysis) -> dict[str, float | None]:
    return {key: value for key, value in result.as_dict().items() if key in KEYS}


@given(seed=st.integers(0, 1000), start_s=st.floats(-1e6, 1e6))
@settings(max_examples=15, deadline=None)
def test_when_it_happened_changes_nothing(seed, start_s):
    beats = rhythm(seed)
    later = BeatSeries.from_rr(beats.rr_ms, start_s=start_s)
    there, here = values(analyse(later)), values(analyse(beats))
    assert {key for key in here if here[key] is None} == {key for key in there if there[key] is None}
    for key, value in here.items():
        assert value is None or there[key] == pytest.approx(value, rel=1e-5, abs=1e-9), key


@given(seed=st.integers(0, 1000), factor=st.sampled_from([0.8, 1.1, 1.25]))
@settings(max_examples=15, deadline=None)
def test_slower_by_a_factor_scales_every_measure_by_its_unit(seed, factor):
    beats = rhythm(seed)
    time_keys = ["time", "poincare", "entropy", "dfa"]
    plain = values(analyse(beats, correct=False, measures=time_keys))
    slower = values(analyse(BeatSeries.from_rr(beats.rr_ms * factor), correct=False, measures=time_keys))
    for key in plain:
        if plain[key] is None or slower[key] is None or key == "pnn50_pct":
            continue
        if key == "mean_hr_bpm":
            assert slower[key] == pytest.approx(plain[key] / factor)
        elif key == "ln_rmssd":
            assert slower[key] == pytest.approx(plain[key] + math.log(factor))
        elif key in IN_MS:
            assert slower[key] == pytest.approx(plain[key] * factor)
        elif key in IN_MS2:
            assert slower[key] == pytest.approx(plain[key] * factor**2)
        elif key.endswith("entropy"):
            assert slower[key] == pytest.approx(plain[key], rel=0.02), (
                "ties at the tolerance may fall either way"
            )
        else:
            assert slower[key] == pytest.approx(plain[key], rel=1e-9)


@given(seed=st.integers(0, 1000), swing_ms=st.floats(5, 60), more=st.floats(1.05, 1.6))
@settings(max_examples=15, deadline=None)
def test_more_amplitude_never_lowers_a_measure_of_spread(seed, swing_ms, more):
    keys = [
        "sdnn_ms",
        "rmssd_ms",
        "sdsd_ms",
        "sd1_ms",
        "sd2_ms",
        "lf_ms2",
        "hf_ms2",
        "lomb_lf_ms2",
        "lomb_hf_ms2",
    ]
    small = values(analyse(rhythm(seed, swing_ms=swing_ms), correct=False, measures=keys))
    large = values(analyse(rhythm(seed, swing_ms=swing_ms * more), correct=False, measures=keys))
    assert all(large[key] > small[key] for key in keys)


@given(first=intervals, second=intervals, pause_s=st.floats(1, 1000))
@settings(max_examples=60, deadline=None)
def test_nothing_pairs_beats_across_a_break(first, second, pause_s):
    a, b = BeatSeries.from_rr(first), BeatSeries.from_rr(second)
    both = BeatSeries(
        np.concatenate([a.t_s, b.t_s + a.t_s[-1] + pause_s]),
        np.concatenate([a.rr_ms, b.rr_ms]),
        np.concatenate([a.joined, b.joined]),
    )
    result = analyse(both, correct=False)
    steps = np.concatenate([np.diff(first), np.diff(second)])
    assert result.gaps == 1
    assert result.rmssd_ms == pytest.approx(math.sqrt(np.mean(steps.astype(float) ** 2)))
    assert result.pnn50_pct == pytest.approx(100 * np.mean(np.abs(steps) > 50))


@given(rr=anything_positive)
@settings(max_examples=150, deadline=None)
def test_any_finite_positive_intervals_give_a_result_or_our_own_error(rr):
    try:
        result = analyse(BeatSeries.from_rr(rr))
    except SignalError:
        return
    assert all(value is None or math.isfinite(value) for value in values(result).values())
    assert 0 <= result.quality <= 1


@given(rr=st.lists(st.floats(250, 2500), min_size=1, max_size=400), correct=st.booleans())
@settings(max_examples=60, deadline=None)
def test_every_value_is_finite_or_withheld_with_a_note(rr, correct):
    result = analyse(BeatSeries.from_rr(rr), correct=correct)
    noted = {note.split(":")[0] for note in result.notes}
    for key, value in values(result).items():
        assert (value is None) == (key in noted)
        assert value is None or math.isfinite(value)


@given(
    rr=st.lists(st.floats(300, 2000), min_size=1, max_size=30),
    wrong=st.sampled_from([math.nan, math.inf, -math.inf, 0.0, -800.0]),
    data=st.data(),
)
@settings(max_examples=60, deadline=None)
def test_what_is_no_number_above_zero_is_refused_with_its_index(rr, wrong, data):
    at = data.draw(st.integers(0, len(rr) - 1))
    rr[at] = wrong
    with pytest.raises(SignalError, match=f"index {at}$"):
        BeatSeries.from_rr(rr)


@given(rr=intervals)
@settings(max_examples=30, deadline=None)
def test_time_reversed_series_keep_spread(rr):
    assume(len(rr) > 2)
    there, back = (
        analyse(BeatSeries.from_rr(x), correct=False, measures=["time", "poincare", "geometric"])
        for x in (rr, rr[::-1])
    )
    for key in ("sdnn_ms", "rmssd_ms", "sd1_ms", "sd2_ms", "pnn50_pct", "tinn_ms"):
        assert getattr(there, key) == pytest.approx(getattr(back, key), rel=1e-9)
