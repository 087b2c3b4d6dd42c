"""A rhythm that cannot be interpreted is said to be so, in plain words, and a healthy one is not accused."""

import numpy as np
import pytest

from outbreath_signal.artifacts.labelling import label_beats
from outbreath_signal.beats import BeatSeries
from outbreath_signal.reasons import Why
from outbreath_signal.synthetic.rhythm import synthesise


def resting(seed=1, **changes):
    settings = {
        "rate_per_min": 14, "rsa_ms": 40, "mayer_ms": 15, "vlf_ms": 20, "noise_ms": 8,
        "rate_sd_pct": 5, "depth_sd_pct": 15, "seed": seed,
    }  # fmt: skip
    return synthesise(900, **(settings | changes)).beats.rr_ms


def judged(rr):
    found = label_beats(BeatSeries.from_rr(rr))
    return found.interpretable, {reason.kind for reason in found.reasons}


@pytest.mark.parametrize("seed", range(5))
def test_a_resting_rhythm_is_interpretable_without_remark(seed):
    assert judged(resting(seed)) == (True, set())


@pytest.mark.parametrize("rsa", [50, 200, 400])
@pytest.mark.parametrize("rate", [4, 6, 10])
def test_practice_breathing_is_interpretable_without_remark(rsa, rate):
    assert judged(synthesise(600, rate_per_min=rate, rsa_ms=rsa, noise_ms=4).beats.rr_ms) == (True, set())


@pytest.mark.parametrize("every", [2, 3, 5, 9])
def test_early_beats_every_few_beats_are_not_interpretable(every):
    rr = resting()
    for i in range(10, len(rr) - 2, every):
        early = 0.3 * rr[i]
        rr[i], rr[i + 1] = rr[i] - early, rr[i + 1] + early
    interpretable, reasons = judged(rr)
    assert not interpretable
    assert Why.BEATS_OUT_OF_TURN in reasons


@pytest.mark.parametrize("share", [0.12, 0.2, 0.28])
def test_intervals_without_any_pattern_are_not_interpretable(share):
    rng = np.random.default_rng(2)
    interpretable, reasons = judged(rng.gamma(share**-2, 750 * share**2, 600))
    assert not interpretable
    assert Why.RHYTHM_IRREGULAR in reasons


def test_reasons_never_name_an_illness():
    said = " ".join(why.value for why in Why)
    for word in ("arrhythm", "fibrillation", "ectop", "abnormal", "disease", "diagnos"):
        assert word not in said.lower()


def test_few_beats_are_given_the_benefit():
    assert judged(np.array([900.0, 500.0, 1300.0] * 10))[0]


def test_early_beats_that_shade_into_the_others_are_not_interpretable():
    rng = np.random.default_rng(0)
    rr = resting(noise_ms=15)
    for i in range(8, len(rr) - 2, 25):  # 4 % of the beats, from hardly early to clearly early
        early = rng.uniform(0.04, 0.15) * rr[i]
        rr[i], rr[i + 1] = rr[i] - early, rr[i + 1] + early
    interpretable, reasons = judged(rr)
    assert not interpretable
    assert Why.EARLY_BEATS_SHADE in reasons


def test_plainly_early_beats_leave_the_rest_interpretable():
    rr = resting(noise_ms=6)
    for i in range(20, len(rr) - 2, 50):
        early = 0.3 * rr[i]
        rr[i], rr[i + 1] = rr[i] - early, rr[i + 1] + early
    assert judged(rr) == (True, set())


def test_a_strap_that_misplaces_beats_to_either_side_is_interpretable():
    rng = np.random.default_rng(4)
    rr = resting(noise_ms=6)
    for i in range(8, len(rr) - 2, 25):
        off = rng.uniform(0.04, 0.22) * rr[i] * rng.choice([-1, 1])
        rr[i], rr[i + 1] = rr[i] - off, rr[i + 1] + off
    assert judged(rr)[0]
