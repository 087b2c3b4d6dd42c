"""A lone fault in deep breathing is found, at the ends as in the middle; runs of missed beats are; clean deep breathing is left alone."""

import numpy as np
import pytest

from outbreath_signal.artifacts.labelling import label_beats
from outbreath_signal.beats import BeatSeries
from outbreath_signal.labels import Label
from outbreath_signal.live.labeller import LiveLabeller
from outbreath_signal.reasons import Why
from outbreath_signal.synthetic.rhythm import synthesise

AT = (60, 110, 160, 210, 260)


def deep(rate=8, rsa=250, seed=1, duration_s=300):
    return synthesise(
        duration_s,
        rate_per_min=rate,
        rsa_ms=rsa,
        mean_rr_ms=880,
        noise_ms=3,
        mayer_ms=8,
        vlf_ms=10,
        rate_sd_pct=10,
        depth_sd_pct=12,
        seed=seed,
    ).beats.rr_ms


def resting(seed=2):
    return synthesise(
        300, rate_per_min=14, rsa_ms=40, noise_ms=8, mayer_ms=12, vlf_ms=20, seed=seed
    ).beats.rr_ms


def live(rr):
    labeller = LiveLabeller()
    decisions = [d for i, value in enumerate(rr) for d in labeller.push(float(value), i > 0)]
    decisions += labeller.flush()
    return np.array([int(d.label) for d in decisions]), np.array([d.accepted for d in decisions])


def whole(rr):
    found = label_beats(BeatSeries.from_rr(rr))
    return found.codes, found.accepted


def with_fault(rr, at, kind):
    x, after = rr[at], rr[at + 1]
    early = 0.3 * x
    piece = {
        "missed": [x + after],
        "extra": [0.4 * x, 0.6 * x, after],
        "early, full pause": [x - early, after + early],
        "early, half pause": [x - early, after + early / 2],
        "early, begun anew": [x - early, after],
    }[kind]
    return np.concatenate([rr[:at], piece, rr[at + 2 :]])


@pytest.mark.parametrize("judge", [whole, live])
@pytest.mark.parametrize(
    "kind", ["missed", "extra", "early, full pause", "early, half pause", "early, begun anew"]
)
@pytest.mark.parametrize(("rate", "rsa"), [(6, 300), (8, 250), (10, 250)])
def test_a_lone_fault_in_deep_breathing_is_found(judge, kind, rate, rsa):
    found = 0
    for at in AT:
        codes, _ = judge(with_fault(deep(rate, rsa, seed=at), at, kind))
        labelled = np.flatnonzero(codes)
        found += bool(np.any(np.abs(labelled - at) <= 1))
        assert not np.any(np.abs(labelled - at) > 1)
    assert found >= len(AT) - 1


@pytest.mark.parametrize("judge", [whole, live])
@pytest.mark.parametrize(("rate", "rsa"), [(4, 400), (5, 350), (6, 400), (8, 400), (10, 300), (10, 400)])
def test_no_beat_of_deep_uneven_breathing_is_labelled(judge, rate, rsa):
    for seed in (1, 2):
        codes, accepted = judge(deep(rate, rsa, seed))
        assert not codes.any()
        assert accepted.all()


@pytest.mark.parametrize("judge", [whole, live])
@pytest.mark.parametrize(
    ("lead", "trail", "label"),
    [
        ([], [1750.0], Label.MISSED),
        ([1790.0, 1780.0], [], Label.MISSED),
        ([], [4000.0, 4000.0], Label.GAP),
        ([10000.0] * 3, [], Label.GAP),
        ([10000.0] * 2, [10000.0] * 2, Label.GAP),
    ],
)
def test_the_ends_are_judged_like_the_middle(judge, lead, trail, label):
    rr = resting()
    codes, accepted = judge(np.concatenate([lead, rr, trail]))
    n, m = len(lead), len(trail)
    outside = np.r_[0:n, n + len(rr) : n + len(rr) + m]
    assert not accepted[outside].any()
    assert np.count_nonzero(accepted) >= len(rr) - 2
    if judge is whole:
        assert (codes[outside] == label).all()
        assert np.count_nonzero(codes) == n + m


@pytest.mark.parametrize("judge", [whole, live])
@pytest.mark.parametrize("count", [8, 30, 60])
def test_a_run_of_half_lost_beats_is_a_run_of_missed_beats(judge, count):
    rr = resting()
    begin = 100
    pairs = rr[begin : begin + 2 * count].reshape(-1, 2).sum(axis=1)
    codes, accepted = judge(np.concatenate([rr[:begin], pairs, rr[begin + 2 * count :]]))
    assert (codes[begin : begin + count] == Label.MISSED).all()
    assert not accepted[begin : begin + count].any()
    assert np.count_nonzero(codes) == count


def test_a_heart_that_slows_at_once_and_comes_back_gradually_is_left_alone():
    rr = np.concatenate([np.full(60, 600.0), [1080, 1100, 1090, 1070, 1020, 960, 890, 820, 740, 670, 620]])
    rr = np.concatenate([rr, np.full(60, 600.0)]) + np.random.default_rng(1).normal(0, 6, 131)
    assert not (whole(rr)[0] == Label.MISSED).any()


@pytest.mark.parametrize("judge", [whole, live])
def test_early_beats_that_begin_the_rhythm_anew_are_found_in_a_lively_heart(judge):
    rng = np.random.default_rng(5)
    rr = 1060 + 35 * np.sin(np.arange(300) / 1.7) + rng.normal(0, 25, 300)
    at = np.array([80, 160, 230])
    rr[at] *= 0.75
    codes, _ = judge(rr)
    assert list(np.flatnonzero(codes)) == list(at)


def test_a_run_of_half_lost_beats_is_said():
    rr = resting()
    pairs = rr[100:160].reshape(-1, 2).sum(axis=1)
    found = label_beats(BeatSeries.from_rr(np.concatenate([rr[:100], pairs, rr[160:]])))
    assert [dict(r.values)["intervals"] for r in found.reasons if r.kind is Why.EVERY_SECOND_BEAT] == [30]
    assert not [r for r in label_beats(BeatSeries.from_rr(rr)).reasons if r.kind is Why.EVERY_SECOND_BEAT]
