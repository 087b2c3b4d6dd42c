"""The synthetic rhythm holds what was asked of it."""

import numpy as np
import pytest

from outbreath_signal.artifacts.labelling import label_beats
from outbreath_signal.errors import SignalError
from outbreath_signal.labels import Label
from outbreath_signal.synthetic.breathing import Resonance, breath_wave, fundamental_share
from outbreath_signal.synthetic.faults import Faults
from outbreath_signal.synthetic.rhythm import BeatRule, synthesise
from outbreath_signal.synthetic.strap import strap_packets


def fitted_peak_to_trough_ms(beats, rate_hz, harmonics):
    """Least squares over the intervals at their middles, harmonics included."""
    middle_s = beats.t_s - beats.rr_ms / 2000
    angle = 2 * np.pi * rate_hz * middle_s
    columns = [np.ones(len(beats))]
    for k in range(1, harmonics + 1):
        columns += [np.cos(k * angle), np.sin(k * angle)]
    solved = np.linalg.lstsq(np.stack(columns, axis=1), beats.rr_ms, rcond=None)[0]
    return 2 * float(np.hypot(solved[1], solved[2]))


@pytest.mark.parametrize("rate", [4, 6, 10, 15])
@pytest.mark.parametrize("share", [0.4, 0.5])
@pytest.mark.parametrize("rsa", [10, 100, 250])
def test_intervals_carry_exactly_the_rsa_asked_for(rate, share, rsa):
    rhythm = synthesise(600, rate_per_min=rate, rsa_ms=rsa, inhale_share=share, quantise=False)
    harmonics = 2 if rate == 15 else 4
    found = fitted_peak_to_trough_ms(rhythm.beats, rate / 60, harmonics)
    assert found == pytest.approx(rsa, rel=3e-4)
    assert np.allclose(rhythm.rsa_ms, rsa)


def test_the_integral_rule_averages_each_interval_over_its_own_length():
    rhythm = synthesise(
        1200, rate_per_min=15, rsa_ms=20, inhale_share=0.5, quantise=False, rule=BeatRule.INTEGRAL
    )
    x = np.pi * 0.25 * 0.9
    assert fitted_peak_to_trough_ms(rhythm.beats, 0.25, 1) == pytest.approx(20 * np.sin(x) / x, rel=0.01)


@pytest.mark.parametrize("share", [0.33, 0.4, 0.5])
def test_fundamental_share_is_the_fourier_coefficient_of_the_wave(share):
    u = np.arange(20000) / 20000
    numeric = 2 * abs(np.mean(breath_wave(u, share) * np.exp(-2j * np.pi * u)))
    assert fundamental_share(share) == pytest.approx(numeric, rel=1e-6)


def test_the_heart_slows_while_breathing_out():
    rhythm = synthesise(300, rate_per_min=6, rsa_ms=100, inhale_share=0.4)
    u = np.mod(rhythm.breath_phase_cycles, 1)
    steps = np.diff(rhythm.beats.rr_ms)
    assert np.mean(steps[(u[1:] > 0.15) & (u[1:] < 0.35)]) < -5
    assert np.mean(steps[(u[1:] > 0.55) & (u[1:] < 0.9)]) > 5


def test_a_schedule_changes_rate_without_a_jump_in_phase():
    rhythm = synthesise(600, rate_per_min=[(0, 6.5), (123.4, 6.0), (300, 4.5)])
    t = np.arange(0, 600, 0.1)
    turned = np.diff(rhythm.breathing.phase_at(t))
    assert turned.max() <= 6.5 / 600 + 1e-9
    assert turned.min() >= 4.5 / 600 - 1e-9
    assert rhythm.breath_rate_per_min[0] == pytest.approx(6.5)
    assert rhythm.breath_rate_per_min[-1] == pytest.approx(4.5)


def test_resonance_raises_rsa_most_at_its_own_frequency():
    at_peak = synthesise(300, rate_per_min=5.4, rsa_ms=100, resonance=Resonance(0.09, 2))
    off_peak = synthesise(300, rate_per_min=7.5, rsa_ms=100, resonance=Resonance(0.09, 2))
    assert at_peak.rsa_ms[50] == pytest.approx(100, rel=1e-6)
    expected = 100 / np.hypot(1, 2 * (0.125 / 0.09 - 0.09 / 0.125))
    assert off_peak.rsa_ms[50] == pytest.approx(expected, rel=1e-6)


def test_slow_waves_and_noise_have_the_size_asked_for():
    rhythm = synthesise(3600, rsa_ms=0, mayer_ms=20, vlf_ms=30, noise_ms=10, quantise=False)
    assert np.std(rhythm.beats.rr_ms) == pytest.approx(np.sqrt(20**2 + 30**2 + 10**2), rel=0.15)


def test_beats_are_whole_ticks_of_the_strap_and_never_drift_from_the_truth():
    rhythm = synthesise(600, noise_ms=10, seed=3)
    exact = synthesise(600, noise_ms=10, seed=3, quantise=False)
    assert np.array_equal(rhythm.beats.rr_ms * 1.024, rhythm.rr_1024)
    assert np.max(np.abs(rhythm.beats.t_s - exact.beats.t_s)) <= 0.5 / 1024 + 1e-9


def test_the_same_seed_gives_the_same_beats_and_another_does_not():
    first, again, other = (synthesise(120, noise_ms=5, seed=s) for s in (1, 1, 2))
    assert np.array_equal(first.beats.rr_ms, again.beats.rr_ms)
    assert not np.array_equal(first.beats.rr_ms, other.beats.rr_ms)


def test_faults_are_as_many_as_asked_and_labelled_where_they_are():
    rhythm = synthesise(3600, rsa_ms=40, faults=Faults(1, 1, 1, 1), quantise=False)
    counts = np.bincount(rhythm.event_labels, minlength=5)
    assert list(counts[1:]) == [40, 40, 40, 40]
    untouched = rhythm.labels == Label.NORMAL
    assert np.all(np.abs(rhythm.beats.rr_ms[untouched] - 900) < 25)
    assert np.all(rhythm.beats.rr_ms[rhythm.labels == Label.MISSED] > 1700)
    assert np.all(rhythm.beats.rr_ms[rhythm.labels == Label.EXTRA] < 760)
    assert np.all(rhythm.labels[rhythm.event_index] == rhythm.event_labels)


def test_packets_carry_every_interval_once_in_order_even_through_a_burst():
    rhythm = synthesise(120, mean_rr_ms=600)
    packets = strap_packets(rhythm.beats.t_s, rhythm.rr_1024, holds=[(30.0, 10.0)])
    carried = [v for p in packets for v in p.rr_1024]
    assert carried == list(rhythm.rr_1024)
    arrivals = [p.arrival_s for p in packets]
    assert arrivals == sorted(arrivals)
    assert sum(a == 40.0 for a in arrivals) >= 10


@pytest.mark.parametrize(
    "wrong",
    [
        {"rate_per_min": 0},
        {"rate_per_min": [(5, 6)]},
        {"rate_per_min": [(0, 6), (0, 7)]},
        {"inhale_share": 1.0},
        {"mean_rr_ms": 20},
        {"rsa_ms": -1},
        {"noise_ms": float("nan")},
        {"faults": Faults(missed_pct=30)},
    ],
)
def test_arguments_that_make_no_rhythm_are_refused(wrong):
    with pytest.raises(SignalError):
        synthesise(60, **wrong)


@pytest.mark.parametrize("rsa", [300, 400])
@pytest.mark.parametrize("rate", [4, 5, 6, 7])
@pytest.mark.parametrize("share", [1 / 3, 0.4, 0.5])
def test_large_slow_rsa_is_left_alone(rsa, rate, share):
    rhythm = synthesise(600, rate_per_min=rate, rsa_ms=rsa, inhale_share=share, mean_rr_ms=950)
    assert not label_beats(rhythm.beats).codes.any()
