"""Beats are labelled as they come, three beats late, for good, and much as the whole recording would be."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outbreath_signal.artifacts.labelling import label_beats
from outbreath_signal.errors import SignalError
from outbreath_signal.labels import Label
from outbreath_signal.live.engine import LiveEngine
from outbreath_signal.live.labeller import DELAY, LiveLabeller
from outbreath_signal.synthetic.faults import Faults, insert_faults
from outbreath_signal.synthetic.rhythm import synthesise


def fed(rr, joined=None):
    """Decisions, and how many beats had come when each was taken."""
    labeller = LiveLabeller()
    decisions, received = [], []
    for i, interval in enumerate(rr):
        new = labeller.push(float(interval), i > 0 if joined is None else bool(joined[i]))
        decisions += new
        received += [i + 1] * len(new)
    last = labeller.flush()
    assert labeller.pending == 0
    return decisions + list(last), received


def resting(seed, faults=None, **changes):
    settings = {"rate_per_min": 14, "rsa_ms": 40, "mayer_ms": 12, "vlf_ms": 20, "noise_ms": 8}
    return synthesise(900, seed=seed, faults=faults, **(settings | changes))


def test_every_beat_is_decided_once_in_order_three_beats_late():
    rr = resting(1).beats.rr_ms
    decisions, received = fed(rr)
    assert [d.index for d in decisions] == list(range(len(rr)))
    late = [r - 1 - d.index for r, d in zip(received, decisions, strict=False) if d.index >= 8]
    assert set(late) == {DELAY}


@pytest.mark.parametrize("rsa", [300, 400])
@pytest.mark.parametrize("rate", [4, 5, 6, 7])
def test_slow_breathing_is_left_alone(rsa, rate):
    rhythm = synthesise(240, rate_per_min=rate, rsa_ms=rsa, mean_rr_ms=900, noise_ms=8)
    decisions, _ = fed(rhythm.beats.rr_ms)
    assert all(d.label is Label.NORMAL and d.accepted for d in decisions)


@pytest.mark.parametrize("seed", [1, 2])
def test_faults_are_found_as_they_come(seed):
    rhythm = resting(seed, Faults(0.5, 0.5, 0.5, 0))
    decisions, _ = fed(rhythm.beats.rr_ms)
    labelled = np.array([d.index for d in decisions if d.label is not Label.NORMAL])
    assert all(np.any(np.abs(labelled - i) <= 1) for i in rhythm.event_index)
    near = np.concatenate([rhythm.event_index + k for k in (-2, -1, 0, 1, 2)])
    assert np.count_nonzero(~np.isin(labelled, near)) <= 1
    used = np.array([d.accepted for d in decisions])
    assert not used[rhythm.event_index].any()


def test_live_and_offline_agree_on_nearly_every_beat():
    rhythm = resting(3, Faults(0.5, 0.5, 0.5, 0.5))
    live = np.array([d.label for d in fed(rhythm.beats.rr_ms)[0]])
    offline = label_beats(rhythm.beats).codes
    assert np.mean((live != 0) != (offline != 0)) < 0.005


def test_a_break_is_a_gap():
    rr = resting(4).beats.rr_ms[:100]
    joined = np.arange(100) > 0
    joined[50] = False
    decisions, _ = fed(rr, joined)
    assert [d.index for d in decisions if d.label is Label.GAP] == [50]
    assert all(d.accepted for d in decisions)


def test_what_comes_later_never_changes_what_was_decided():
    rr = resting(5, Faults(1, 1, 1, 1)).beats.rr_ms[:400]
    whole, _ = fed(rr)
    part = LiveLabeller()
    first = [d for i, interval in enumerate(rr[:300]) for d in part.push(float(interval), i > 0)]
    assert whole[: len(first)] == first


def test_memory_does_not_grow_with_the_session():
    labeller = LiveLabeller()
    for i, interval in enumerate(resting(6).beats.rr_ms):
        labeller.push(float(interval), i > 0)
    assert len(labeller._rr) <= 512


@settings(max_examples=12, deadline=None)
@given(st.lists(st.floats(0.01, 1e6), max_size=50))
def test_any_positive_intervals_are_taken(rr):
    decisions, _ = fed(rr)
    assert [d.index for d in decisions] == list(range(len(rr)))


@pytest.mark.parametrize("wrong", [0.0, -1.0, float("nan"), float("inf")])
def test_impossible_intervals_are_refused(wrong):
    with pytest.raises(SignalError, match="above 0 ms"):
        LiveLabeller().push(wrong, True)


def test_the_engine_leaves_out_a_beat_found_early_three_beats_later():
    rr = resting(7).beats.rr_ms[:120].copy()
    early = 0.2 * rr[100]
    rr[100], rr[101] = rr[100] - early, rr[101] + early
    engine = LiveEngine()
    t_s = np.cumsum(rr) / 1000
    seen = [engine.push(float(t), float(v), i > 0) for i, (t, v) in enumerate(zip(t_s, rr, strict=True))]
    clean = resting(7).beats.rr_ms[40:100]
    assert seen[105].rmssd_ms == pytest.approx(np.sqrt(np.mean(np.diff(clean) ** 2)), rel=0.1)
    assert list(np.flatnonzero(~engine.window().ok)) == [100, 101]


def test_a_beat_without_contact_is_never_used_whatever_the_labeller_says():
    rr = resting(8).beats.rr_ms[:60]
    engine = LiveEngine()
    for i, (t, v) in enumerate(zip(np.cumsum(rr) / 1000, rr, strict=True)):
        engine.push(float(t), float(v), i > 0, contact=i != 30)
    assert list(np.flatnonzero(~engine.window().ok)) == [30]


def test_a_missed_beat_is_found_while_little_is_known():
    begin = [844, 812, 797, 805, 836, 851, 643, 935, 813, 828, 867, 836, 963, 678, 867, 875, 938]
    rr = np.array([*begin, 1703.0, 820, 836, 836, 836])
    labeller = LiveLabeller()
    decisions = [d for i, value in enumerate(rr) for d in labeller.push(float(value), i > 0)]
    decisions += labeller.flush()
    assert decisions[17].label is Label.MISSED
    assert not decisions[17].accepted


def test_many_misplaced_beats_of_a_calm_heart_do_not_pass_for_its_usual_variation():
    missed = 0
    for seed in range(3):
        calm = synthesise(900, rate_per_min=16, rsa_ms=8, noise_ms=2, mean_rr_ms=620, seed=seed)
        faulty = insert_faults(np.concatenate([[0.0], calm.beats.t_s]), Faults(1, 1, 1, 4), seed)
        decisions, _ = fed(np.diff(faulty.t_s) * 1000)
        labelled = np.array([d.index for d in decisions if d.label is not Label.NORMAL])
        missed += sum(not np.any(np.abs(labelled - i) <= 1) for i in faulty.event_index)
    assert missed <= 3


def test_the_pause_after_an_early_beat_is_never_used_whatever_comes_after():
    calm = synthesise(300, rate_per_min=16, rsa_ms=6, noise_ms=1, mean_rr_ms=660, seed=2).beats.rr_ms
    for after in range(2, 6):
        rr = calm.copy()
        rr[200:202] += np.array([-48.0, 48.0])
        rr[200 + after] *= 2
        decisions, _ = fed(rr)
        if decisions[200].label in (Label.ECTOPIC, Label.MISALIGNED):
            assert not decisions[201].accepted
    assert decisions[200].label is Label.MISALIGNED


def test_a_fault_among_the_first_beats_does_not_hide_the_next():
    rr = synthesise(120, rate_per_min=16, rsa_ms=6, noise_ms=2, mean_rr_ms=610, seed=3).beats.rr_ms.copy()
    rr[12] *= 2
    rr[46] *= 2
    rr[54:56] += np.array([-45.0, 45.0])
    decisions, _ = fed(rr)
    assert any(decisions[i].label is not Label.NORMAL for i in (53, 54, 55))
