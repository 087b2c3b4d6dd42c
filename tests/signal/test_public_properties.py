"""What must hold of every public function of the core, whatever beats it is given: own errors only, shifts, units, breaks."""

from __future__ import annotations

import contextlib
import math
import warnings
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from outbreath_signal.artifacts.labelling import label_beats
from outbreath_signal.artifacts.origin import rr_origin
from outbreath_signal.artifacts.side_by_side import side_by_side
from outbreath_signal.beats import BeatSeries
from outbreath_signal.breathing.from_motion import motion_rate
from outbreath_signal.breathing.from_rr import breath_from_ecg, breath_from_rr
from outbreath_signal.ecg.check import r_peaks
from outbreath_signal.errors import SignalError
from outbreath_signal.estimate import BreathSource
from outbreath_signal.live.ecg_breathing import ecg_rate
from outbreath_signal.live.engine import LiveEngine
from outbreath_signal.measures.geometric import geometric
from outbreath_signal.measures.nonlinear import ALPHA1_SCALES, dfa_alpha, entropies
from outbreath_signal.measures.poincare import poincare
from outbreath_signal.measures.porges_bohrer import porges_bohrer_ln_ms2
from outbreath_signal.measures.rolling import rolling
from outbreath_signal.measures.time_domain import time_domain
from outbreath_signal.rsa.breaths import rsa_between, rsa_over_breaths
from outbreath_signal.rsa.whole import rsa_along
from outbreath_signal.spectra.lomb import lomb_scargle
from outbreath_signal.spectra.resampling import resample
from outbreath_signal.spectra.time_varying import time_varying_spectrum
from outbreath_signal.spectra.welch import Detrending, welch
from outbreath_signal.synthetic.rhythm import synthesise


def _all(beats: BeatSeries) -> np.ndarray:
    return np.ones(len(beats), dtype=np.bool_)


def _edges(beats: BeatSeries) -> np.ndarray:
    start = float(beats.t_s[0]) if len(beats) else 0.0
    return start + np.arange(9) * 7.0


# every public function that takes beats, as a user would call it
TAKE_BEATS: dict[str, Callable[[BeatSeries], object]] = {
    "label_beats": label_beats,
    "time_domain": lambda b: time_domain(b.rr_ms, _all(b), b.joined),
    "poincare": lambda b: poincare(b.rr_ms, _all(b), b.joined),
    "geometric": lambda b: geometric(b.rr_ms),
    "welch": welch,
    "welch after smoothness priors": lambda b: welch(b, detrending=Detrending.SMOOTHNESS_PRIORS),
    "lomb_scargle": lomb_scargle,
    "porges_bohrer": porges_bohrer_ln_ms2,
    "dfa_alpha": lambda b: dfa_alpha(b.rr_ms, ALPHA1_SCALES),
    "entropies": lambda b: entropies(b.rr_ms),
    "rolling": lambda b: rolling(b, window_s=60.0, step_s=20.0),
    "rolling, labelled": lambda b: rolling(b, label_beats(b)),
    "time_varying_spectrum": time_varying_spectrum,
    "breath_from_rr": lambda b: breath_from_rr(resample(b)),
    "breath_from_ecg": lambda b: breath_from_ecg(resample(b), b.t_s, b.rr_ms),
    "ecg_rate": lambda b: ecg_rate(b.t_s, b.rr_ms, _all(b)),
    "rsa_over_breaths": lambda b: rsa_over_breaths(b.t_s, b.rr_ms, _all(b), 6.0),
    "rsa_between": lambda b: rsa_between(b.t_s, b.rr_ms, _all(b), _edges(b)),
    "rsa_along": lambda b: rsa_along(b, _all(b), breath_from_rr(resample(b))),
    "rr_origin": lambda b: rr_origin(b.rr_ms),
    "side_by_side": lambda b: side_by_side(b.t_s, label_beats(b).corrected.t_s),
}

plausible = st.lists(st.floats(250.0, 2500.0), max_size=250)
odd = st.lists(
    st.one_of(
        st.sampled_from([1e-9, 0.5, 3.0, 300.0, 800.0, 801.0, 60_000.0, 6e5, 1e12, 1e300]),
        st.floats(min_value=0, exclude_min=True, allow_nan=False, allow_infinity=False),
    ),
    max_size=90,
)
repeated = st.builds(
    lambda rr, times: rr * times, st.lists(st.floats(1.0, 6e4), max_size=6), st.integers(1, 20)
)


def series(rr: list[float], breaks: list[bool]) -> BeatSeries | None:
    """The intervals as beats, broken where told; None where they are no series of beats at all."""
    try:
        beats = BeatSeries.from_rr(rr)
    except SignalError:
        return None
    joined = beats.joined.copy()
    for place, broken in enumerate(breaks[: len(joined)]):
        joined[place] &= not broken
    return BeatSeries(beats.t_s, beats.rr_ms, joined)


@pytest.mark.parametrize("name", TAKE_BEATS)
@given(rr=st.one_of(plausible, odd, repeated), breaks=st.lists(st.booleans(), max_size=40))
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_positive_intervals_give_a_result_or_our_own_error(
    name: str, rr: list[float], breaks: list[bool]
) -> None:
    beats = series(rr, breaks)
    if beats is None:
        return
    with warnings.catch_warnings(), contextlib.suppress(SignalError):
        warnings.simplefilter("error")
        TAKE_BEATS[name](beats)


@pytest.mark.parametrize("name", TAKE_BEATS)
@pytest.mark.parametrize(
    "rr", [[1e12] * 8, [800.0] * 50 + [4e7] + [800.0] * 50, [6e5] * 6000], ids=["ages", "a gap", "months"]
)
def test_a_series_of_ages_is_refused_before_it_fills_the_memory(name: str, rr: list[float]) -> None:
    with contextlib.suppress(SignalError):
        TAKE_BEATS[name](BeatSeries.from_rr(rr))


@pytest.mark.parametrize("window_s", [0.0, -1.0, math.nan, math.inf, 1e12])
@pytest.mark.parametrize("what", [rolling, time_varying_spectrum])
def test_a_window_or_step_that_is_none_is_refused(what: Callable[..., object], window_s: float) -> None:
    beats = BeatSeries.from_rr([800.0] * 200)
    with pytest.raises(SignalError, match="window and step"):
        what(beats, window_s=window_s)
    with pytest.raises(SignalError, match="window"):
        what(beats, step_s=window_s)
    with pytest.raises(SignalError, match="windows; at most"):
        what(beats, window_s=60.0, step_s=1e-9)


WRONG = [math.nan, math.inf, -math.inf, 0.0, -800.0]
TAKE_ARRAYS: dict[str, Callable[[np.ndarray], object]] = {
    "time_domain": lambda rr: time_domain(rr, np.ones(len(rr), np.bool_), np.ones(len(rr), np.bool_)),
    "poincare": lambda rr: poincare(rr, np.ones(len(rr), np.bool_), np.ones(len(rr), np.bool_)),
    "geometric": geometric,
    "dfa_alpha": lambda rr: dfa_alpha(rr, ALPHA1_SCALES),
    "entropies": entropies,
    "rr_origin": rr_origin,
    "rsa_over_breaths": lambda rr: rsa_over_breaths(np.arange(len(rr)) + 1.0, rr, np.ones(len(rr), np.bool_), 6.0),
    "rsa_between": lambda rr: rsa_between(
        np.arange(len(rr)) + 1.0, rr, np.ones(len(rr), np.bool_), np.arange(0.0, 60.0, 9.0)
    ),
    "BeatSeries": lambda rr: BeatSeries(np.arange(len(rr)) + 1.0, rr, np.ones(len(rr), np.bool_)),
    "BeatSeries.from_rr": BeatSeries.from_rr,
}  # fmt: skip


@pytest.mark.parametrize("name", TAKE_ARRAYS)
@given(at=st.integers(0, 119), wrong=st.sampled_from(WRONG))
@settings(max_examples=12, deadline=None)
def test_plain_arrays_that_are_no_intervals_are_refused_with_the_index(
    name: str, at: int, wrong: float
) -> None:
    rr = 800.0 + 20 * np.sin(np.arange(120))
    TAKE_ARRAYS[name](rr)
    rr[at] = wrong
    with pytest.raises(SignalError, match=rf"index {at}$"):
        TAKE_ARRAYS[name](rr)


@given(at=st.integers(1, 40), wrong=st.sampled_from([math.nan, math.inf, -math.inf, -5.0]))
@settings(max_examples=12, deadline=None)
def test_times_that_are_none_or_run_back_are_refused_with_the_index(at: int, wrong: float) -> None:
    beats = synthesise(70, seed=1).beats
    t_s, edges_s = beats.t_s.copy(), np.arange(50) * 1.0
    t_s[at] = edges_s[at] = wrong
    for work in (
        lambda: rsa_over_breaths(t_s, beats.rr_ms, _all(beats), 6.0),
        lambda: rsa_between(beats.t_s, beats.rr_ms, _all(beats), edges_s),
        lambda: BeatSeries(t_s, beats.rr_ms, beats.joined),
    ):
        with pytest.raises(SignalError, match=rf"index ({at}|{at + 1})$"):
            work()


@pytest.mark.parametrize("wrong", [math.nan, math.inf, -math.inf])
def test_signals_that_are_no_numbers_are_refused_with_the_place(wrong: float) -> None:
    ecg = np.sin(np.arange(3000) / 20)
    ecg[77] = wrong
    with pytest.raises(SignalError, match="index 77"):
        r_peaks(ecg, 130.0)
    with pytest.raises(SignalError, match="60 Hz"):
        r_peaks(np.zeros(3000), wrong)
    motion = np.ones((2500, 3))
    motion[41, 1] = wrong
    with pytest.raises(SignalError, match="sample 41"):
        motion_rate(np.arange(2500) / 50, motion)


@pytest.mark.parametrize("wrong", [math.nan, math.inf, -math.inf])
def test_the_live_engine_refuses_what_is_no_number(wrong: float) -> None:
    engine = LiveEngine()
    for work in (
        lambda: engine.set_pace(wrong, 0.0),
        lambda: engine.set_pace(6.0, wrong),
        lambda: engine.push_breath(wrong, 6.0, BreathSource.ACCELEROMETER, 0.9),
        lambda: engine.push_breath(1.0, wrong, BreathSource.ACCELEROMETER, 0.9),
        lambda: engine.push(wrong, 800.0, True),
        lambda: engine.push(1.0, wrong, True),
    ):
        with pytest.raises(SignalError):
            work()


@given(seed=st.integers(0, 99), start_s=st.floats(-1e6, 1e6))
@settings(max_examples=8, deadline=None)
def test_when_it_happened_changes_no_window_breath_or_swing(seed: int, start_s: float) -> None:
    here = synthesise(200, rate_per_min=11, rsa_ms=70, noise_ms=6, seed=seed).beats
    there = BeatSeries.from_rr(here.rr_ms, start_s)
    for a, b in ((rolling(x, window_s=90, step_s=30) for x in (here, there)),):
        assert a.rmssd_ms == pytest.approx(b.rmssd_ms, rel=1e-6)
        assert a.hf_ms2 == pytest.approx(b.hf_ms2, rel=1e-4)
        assert b.start_s - start_s == pytest.approx(a.start_s, abs=1e-6)
    a, b = (time_varying_spectrum(x) for x in (here, there))
    assert a.ms2_per_hz == pytest.approx(b.ms2_per_hz, rel=1e-3, abs=1e-3)
    a, b = (breath_from_rr(resample(x)) for x in (here, there))
    assert a.rate_per_min == pytest.approx(b.rate_per_min, rel=1e-4, nan_ok=True)
    a, b = (rsa_over_breaths(x.t_s, x.rr_ms, _all(x), 11.0) for x in (here, there))
    assert (a.rsa_ms, a.low_ms, a.high_ms) == pytest.approx((b.rsa_ms, b.low_ms, b.high_ms), rel=1e-5)


@given(seed=st.integers(0, 99), factor=st.sampled_from([0.8, 1.25]))
@settings(max_examples=8, deadline=None)
def test_slower_by_a_factor_scales_windows_spectra_and_swings_by_their_unit(seed: int, factor: float) -> None:
    beats = synthesise(200, rate_per_min=10, rsa_ms=70, noise_ms=6, seed=seed).beats
    slow = BeatSeries.from_rr(beats.rr_ms * factor)
    a, b = rolling(beats, window_s=60, step_s=20), rolling(slow, window_s=60 * factor, step_s=20 * factor)
    for key in ("mean_rr_ms", "sdnn_ms", "rmssd_ms"):
        assert getattr(b, key) == pytest.approx(getattr(a, key) * factor, rel=1e-6)
    a, b = lomb_scargle(beats), lomb_scargle(slow)
    same = min(len(a.hz), len(b.hz))
    assert b.hz[:same] * factor == pytest.approx(a.hz[:same])
    assert b.ms2_per_hz[:same] == pytest.approx(a.ms2_per_hz[:same] * factor**3, rel=1e-3, abs=1e-2)
    a = rsa_over_breaths(beats.t_s, beats.rr_ms, _all(beats), 10.0)
    b = rsa_over_breaths(slow.t_s, slow.rr_ms, _all(slow), 10.0 / factor)
    assert (b.rsa_ms, b.low_ms, b.high_ms) == pytest.approx(
        (a.rsa_ms * factor, a.low_ms * factor, a.high_ms * factor), rel=1e-6
    )
    assert b.rsa_bpm == pytest.approx(a.rsa_bpm / factor, rel=1e-6)


@given(seed=st.integers(0, 99), swing_ms=st.floats(20, 80), more=st.floats(1.2, 2.0))
@settings(max_examples=8, deadline=None)
def test_a_larger_swing_is_read_as_larger_everywhere(seed: int, swing_ms: float, more: float) -> None:
    def made(rsa_ms: float) -> BeatSeries:
        return synthesise(200, rate_per_min=12, rsa_ms=rsa_ms, noise_ms=3, mean_rr_ms=950, seed=seed).beats

    small, large = made(swing_ms), made(swing_ms * more)
    read = {
        "rsa": lambda b: rsa_over_breaths(b.t_s, b.rr_ms, _all(b), 12.0).rsa_ms,
        "bpm": lambda b: rsa_over_breaths(b.t_s, b.rr_ms, _all(b), 12.0).rsa_bpm,
        "porges": porges_bohrer_ln_ms2,
        "rolling": lambda b: float(np.nanmean(rolling(b, window_s=90, step_s=30).hf_ms2)),
        "spectra": lambda b: float(time_varying_spectrum(b).ms2_per_hz.sum()),
    }
    for name, work in read.items():
        assert work(large) > work(small), name


@given(seed=st.integers(0, 99), pause_s=st.floats(2, 5000))
@settings(max_examples=8, deadline=None)
def test_two_stretches_with_a_break_between_them_are_read_as_the_two(seed: int, pause_s: float) -> None:
    a = synthesise(130, rate_per_min=12, rsa_ms=60, mean_rr_ms=800, seed=seed).beats
    b = synthesise(130, rate_per_min=12, rsa_ms=60, mean_rr_ms=1100, seed=seed + 1).beats
    both = BeatSeries(
        np.concatenate([a.t_s, b.t_s + a.t_s[-1] + pause_s]),
        np.concatenate([a.rr_ms, b.rr_ms]),
        np.concatenate([a.joined, b.joined]),
    )
    spectra = [time_varying_spectrum(x) for x in (a, b, both)]
    assert len(spectra[2].t_s) == len(spectra[0].t_s) + len(spectra[1].t_s)
    assert np.concatenate([x.ms2_per_hz for x in spectra[:2]]) == pytest.approx(
        spectra[2].ms2_per_hz, rel=1e-3, abs=1e-3
    )
    densities = [welch(x, segment_s=60.0).ms2_per_hz for x in (a, b, both)]
    low, high = np.minimum(*densities[:2]), np.maximum(*densities[:2])
    assert (densities[2] >= low * (1 - 1e-6) - 1e-6).all()
    assert (densities[2] <= high * (1 + 1e-6) + 1e-6).all()
    labelling = label_beats(both)
    assert not labelling.pairs[len(a)]
    assert not labelling.corrected.joined[
        np.searchsorted(labelling.corrected.t_s, b.t_s[0] + a.t_s[-1] + pause_s)
    ]
    windows = rolling(both, window_s=60, step_s=10)
    across = (windows.start_s < a.t_s[-1] - 1) & (windows.end_s > a.t_s[-1] + 1)
    assert np.isnan(windows.hf_ms2[across]).all()
    assert np.nanmax(windows.rmssd_ms) < 45, "a difference across the break would be 300 ms"
