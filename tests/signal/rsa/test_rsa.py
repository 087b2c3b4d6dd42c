"""RSA per breath: what was put in comes back, over rates, sizes, ratios, slow waves, noise and breaths that vary."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outbreath_signal.errors import SignalError
from outbreath_signal.rsa.breaths import RsaResult, half_interval, rsa_between, rsa_over_breaths, unaveraged
from outbreath_signal.synthetic.rhythm import BeatRule, SyntheticRhythm, synthesise


def measured(made: SyntheticRhythm, rate: float, until_s: float = 1e9) -> RsaResult:
    kept = made.beats.t_s <= until_s
    beats = made.beats
    return rsa_over_breaths(
        beats.t_s[kept], beats.rr_ms[kept], np.ones(kept.sum(), dtype=bool), rate, first_breath_s=0.0
    )


def errors(rate: float, rsa_ms: float, seeds: int = 12, **made) -> tuple[np.ndarray, int]:
    """Relative errors with six breaths, and how many intervals held the truth."""
    found, held = [], 0
    rng = np.random.default_rng([int(rate), int(rsa_ms)])
    for seed in range(seeds):
        rhythm = synthesise(
            360 / rate + 3,
            rate_per_min=rate,
            rsa_ms=rsa_ms,
            mean_rr_ms=float(rng.uniform(max(700, 2 * rsa_ms), 1100)),
            inhale_share=float(rng.choice([0.5, 0.4, 1 / 3])),
            lag_cycles=float(rng.uniform()),
            seed=seed,
            **made,
        )
        result = measured(rhythm, rate, 360 / rate + 2)
        found.append(result.rsa_ms / rsa_ms - 1)
        held += result.low_ms <= rsa_ms <= result.high_ms
    return np.array(found), held


@pytest.mark.parametrize("rate", [4.0, 6.0, 10.0, 15.0])
@pytest.mark.parametrize("rsa_ms", [10.0, 50.0, 150.0, 400.0])
def test_six_quantised_breaths_give_the_swing_within_a_percent(rate, rsa_ms):
    found, held = errors(rate, rsa_ms)
    assert abs(found.mean()) <= 0.015
    assert 1.96 * found.std() <= 0.05
    assert held >= 9


@pytest.mark.parametrize("rate", [10.0, 13.0, 14.0, 15.0])
def test_waves_near_a_tenth_of_a_hertz_do_not_pull_it_down(rate):
    found = [
        measured(
            synthesise(65, rate_per_min=rate, rsa_ms=45, mayer_ms=16, noise_ms=5, vlf_ms=10, seed=seed), rate
        )
        for seed in range(12)
    ]
    assert np.mean([result.rsa_ms for result in found]) == pytest.approx(45, rel=0.04)
    assert sum(result.low_ms <= 45 <= result.high_ms for result in found) >= 11


@pytest.mark.parametrize("rate", [6.0, 12.0])
def test_breaths_that_vary_in_length_and_depth_cost_little(rate):
    found, held = errors(rate, 100.0, rate_sd_pct=4, depth_sd_pct=10)
    assert abs(found.mean()) <= 0.015
    assert held >= 10


def test_an_integrating_pacemaker_swings_less_and_the_swing_behind_it_is_given():
    made = synthesise(70, rate_per_min=15, rsa_ms=100, inhale_share=0.5, rule=BeatRule.INTEGRAL)
    result = measured(made, 15.0)
    assert result.rsa_ms == pytest.approx(100 * np.sinc(15 / 60 * 0.9), rel=0.02)
    assert unaveraged(result.rsa_ms, 15.0, 900.0) == pytest.approx(100, rel=0.02)


def test_each_breath_has_its_own_size():
    made = synthesise(180, rate_per_min=6, rsa_ms=100, depth_drift_pct=60)
    result = measured(made, 6.0)
    truth = np.interp(result.breath_end_s - 5, made.beats.t_s, made.rsa_ms)
    assert result.breath_rsa_ms == pytest.approx(truth, rel=0.05)
    assert np.corrcoef(result.breath_rsa_ms, truth)[0, 1] > 0.98


def test_breaths_of_changing_length_are_measured_between_their_own_edges():
    made = synthesise(120, rate_per_min=((0.0, 8.0), (40.0, 7.0), (80.0, 6.0)), rsa_ms=90)
    edges_s = made.breathing.breath_start_s
    edges_s = edges_s[(edges_s >= made.beats.t_s[0] - 1) & (edges_s <= made.beats.t_s[-1])]
    result = rsa_between(made.beats.t_s, made.beats.rr_ms, np.ones(len(made.beats), dtype=bool), edges_s)
    assert result.rsa_ms == pytest.approx(90, rel=0.02)


def test_left_out_beats_cost_little_and_a_hollow_breath_is_not_measured():
    made = synthesise(75, rate_per_min=6, rsa_ms=120)
    accepted = np.ones(len(made.beats), dtype=bool)
    accepted[::9] = False
    accepted[(made.beats.t_s > 30) & (made.beats.t_s < 40)] = False
    result = rsa_over_breaths(made.beats.t_s, made.beats.rr_ms, accepted, 6.0, first_breath_s=0.0)
    assert result.rsa_ms == pytest.approx(120, rel=0.03)
    hollow = np.abs(result.breath_end_s - 40) < 1
    assert np.isnan(result.breath_rsa_ms[hollow]).all()
    assert np.isfinite(result.breath_rsa_ms[~hollow]).all()


def test_no_swing_reads_as_none_to_speak_of():
    runs = [
        measured(synthesise(75, rate_per_min=6, rsa_ms=0, noise_ms=10, seed=seed), 6.0) for seed in range(40)
    ]
    assert np.mean([run.low_ms == 0 for run in runs]) >= 0.8
    assert max(run.low_ms for run in runs) < 6
    assert np.mean([run.rsa_ms for run in runs]) < 5


@pytest.mark.parametrize(
    ("made", "least", "most"),
    [({}, 0.92, 0.985), ({"noise_ms": 5.0}, 0.91, 0.985), ({"depth_sd_pct": 10.0}, 0.91, 0.985)],
    ids=["quantised", "white noise", "uneven depth"],
)
def test_19_of_20_intervals_hold_the_truth(made, least, most):
    held, runs = 0, 0
    for rate in (4.0, 8.0, 11.0, 15.0):
        for rsa_ms in (12.0, 90.0, 350.0):
            _, inside = errors(rate, rsa_ms, seeds=16, **made)
            held, runs = held + inside, runs + 16
    assert least <= held / runs <= most


@pytest.mark.parametrize("mean_rr_ms", [960.0, 1000.0, 1040.0])
def test_four_beats_a_breath_do_not_pass_a_wave_s_shape_for_its_size(mean_rr_ms):
    found = []
    for lag in np.arange(8) / 8:
        made = synthesise(
            27, rate_per_min=15, rsa_ms=100, inhale_share=1 / 3, mean_rr_ms=mean_rr_ms, lag_cycles=lag
        )
        result = measured(made, 15.0, 25)
        found.append(result.rsa_ms)
        assert result.low_ms <= 100 <= result.high_ms
    assert np.abs(np.array(found) / 100 - 1).max() < 0.06


@pytest.mark.parametrize("rate", [3.0, 25.0, float("nan")])
def test_a_rate_outside_its_range_is_refused(rate):
    with pytest.raises(SignalError, match=r"3\.5 to 24"):
        measured(synthesise(75), rate)


@settings(max_examples=25, deadline=None)
@given(st.floats(-1e4, 1e4), st.floats(0.7, 1.4), st.integers(0, 50))
def test_shifting_time_changes_nothing_and_stretching_scales(shift_s, factor, seed):
    made = synthesise(70, rate_per_min=7, rsa_ms=80, noise_ms=6, seed=seed)
    t_s, rr_ms, all_of_them = made.beats.t_s, made.beats.rr_ms, np.ones(len(made.beats), dtype=bool)
    plain = rsa_over_breaths(t_s, rr_ms, all_of_them, 7.0, first_breath_s=0.0)
    moved = rsa_over_breaths(t_s + shift_s, rr_ms, all_of_them, 7.0, first_breath_s=shift_s)
    scaled = rsa_over_breaths(t_s * factor, rr_ms * factor, all_of_them, 7.0 / factor, first_breath_s=0.0)
    assert moved.rsa_ms == pytest.approx(plain.rsa_ms, rel=1e-6)
    assert scaled.rsa_ms == pytest.approx(plain.rsa_ms * factor, rel=1e-9)


def test_the_interval_holds_the_mean_of_uneven_breaths_as_often_as_it_says():
    truth = 100 * np.exp(0.2**2 / 2)  # depths are log-normal
    runs = [
        measured(synthesise(63, rate_per_min=6, rsa_ms=100, depth_sd_pct=20, noise_ms=3, seed=seed), 6.0)
        for seed in range(120)
    ]
    held = np.mean([run.low_ms <= truth <= run.high_ms for run in runs])
    assert 0.90 <= held <= 0.99


@pytest.mark.parametrize("made", [{"noise_ms": 5.0}, {"depth_sd_pct": 10.0}], ids=["noise", "uneven depth"])
def test_the_interval_over_many_breaths_holds_the_truth_and_no_more_than_that(made):
    truth = 80 * np.exp((made.get("depth_sd_pct", 0) / 100) ** 2 / 2)
    runs = [
        measured(synthesise(303, rate_per_min=8, rsa_ms=80, seed=seed, **made), 8.0, 301)
        for seed in range(60)
    ]
    assert 0.88 <= np.mean([run.low_ms <= truth <= run.high_ms for run in runs]) <= 1.0
    half = np.median([run.high_ms - run.rsa_ms for run in runs])
    assert half < 1.35 * 1.96 * np.std([run.rsa_ms for run in runs])


def test_the_interval_widens_when_breaths_resemble_their_neighbours():
    alike = np.array([1.0, 1.0, 2.0, 2.0, 3.0, 3.0])
    assert half_interval(alike) > half_interval(alike[[0, 4, 2, 5, 1, 3]])
    assert half_interval(np.full(4, 7.0)) == 0


@pytest.mark.parametrize(
    ("case", "least", "most"),
    [
        ({"noise_ms": 8.0, "depth_sd_pct": 14.0}, 0.91, 0.99),
        ({"noise_ms": 20.0}, 0.91, 0.99),
        ({"noise_ms": 8.0, "vlf_ms": 15.0, "depth_sd_pct": 10.0}, 0.93, 1.0),
        ({"rate_per_min": 14.0, "rsa_ms": 40.0, "noise_ms": 10.0, "vlf_ms": 15.0}, 0.93, 1.0),
    ],
    ids=["noise and uneven depth", "much noise", "slow drift", "quick breath"],
)
def test_the_interval_of_one_breath_holds_that_breath(
    case: dict[str, float], least: float, most: float
) -> None:
    held = []
    for seed in range(8):
        made = synthesise(250.0, **({"rate_per_min": 6.0, "rsa_ms": 100.0} | case), seed=seed)
        t_s, phase = made.beats.t_s, made.breath_phase_cycles
        edges_s = np.interp(np.arange(np.ceil(phase[0]), np.floor(phase[-1]) + 1), phase, t_s)
        for last in range(6, len(edges_s), 3):
            six = edges_s[last - 6 : last + 1]
            near = (t_s > six[0] - 3) & (t_s < six[-1] + 1)
            found = rsa_between(t_s[near], made.beats.rr_ms[near], np.ones(near.sum(), np.bool_), six)
            truth = np.interp((six[:-1] + six[1:]) / 2, t_s, made.rsa_ms)
            held += (np.abs(found.breath_rsa_ms - truth) <= found.breath_half_ms).tolist()
    assert least <= np.mean(held) <= most
    assert len(held) > 250


def test_a_breath_without_a_value_has_no_interval() -> None:
    made = synthesise(120.0, rsa_ms=100.0, noise_ms=5.0)
    accepted = (made.beats.t_s < 40) | (made.beats.t_s > 50)
    found = rsa_over_breaths(made.beats.t_s, made.beats.rr_ms, accepted, 6.0)
    assert np.array_equal(np.isnan(found.breath_half_ms), np.isnan(found.breath_rsa_ms))
    assert np.isnan(found.breath_half_ms).any()


def test_the_mean_swing_lies_within_its_interval_and_never_below_none():
    rng = np.random.default_rng(11)
    below = 0
    for _ in range(60):
        rr_ms = 800 + 20 * rng.standard_normal(60)
        t_s = np.cumsum(rr_ms) / 1000
        found = rsa_over_breaths(t_s, rr_ms, np.ones(60, dtype=bool), 20.0)
        if found.rsa_ms is not None:
            assert 0 <= found.low_ms <= found.rsa_ms <= found.high_ms
            below += float(np.nanmean(found.breath_rsa_ms)) < 0
    assert below, "some of these must run against the breath, or nothing is tried"
