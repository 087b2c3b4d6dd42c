"""Whether a slow pacer is followed: soon told of a follower and of one who is not, never from a window that straddles a change."""

import numpy as np
import pytest

from outbreath_signal.breathing.following import phase_of, share_of
from outbreath_signal.estimate import Adherence
from outbreath_signal.live.engine import LiveEngine
from outbreath_signal.reasons import Why
from outbreath_signal.synthetic.rhythm import synthesise
from outbreath_signal.synthetic.waves import WaveKind, drawn_breaths, drawn_heart, drifting, own_waves


def session(schedule, paces, seconds, rsa_ms=100.0, seed=1, **more):
    """What the live engine tells of somebody who breathes by a schedule while other paces are asked for."""
    made = synthesise(seconds, rate_per_min=schedule, rsa_ms=rsa_ms, noise_ms=3, vlf_ms=6, seed=seed, **more)
    return told_of(made.beats, paces)


def told_of(beats, paces):
    engine, left, told = LiveEngine(), list(paces), []
    for t, rr, joined in zip(beats.t_s.tolist(), beats.rr_ms.tolist(), beats.joined.tolist(), strict=True):
        while left and left[0][0] <= t:
            at_s, rate, goes_on = left.pop(0)
            engine.set_pace(rate, at_s, goes_on=goes_on)
        told.append(engine.push(t, rr, joined))
    return told


@pytest.mark.parametrize("pace", [5.0, 6.0, 7.0])
def test_a_follower_is_told_within_25_s_and_never_off_pace(pace):
    told = session(((0.0, 14.0), (90.0, pace)), [(90.0, pace, False)], 240.0)
    after = [e for e in told if e.t_s > 90]
    first = next(e.t_s for e in after if e.adherence is Adherence.ON_PACE)
    assert first - 90 <= 25
    assert not any(e.adherence is Adherence.OFF_PACE for e in after)
    late = [e.adherence is Adherence.ON_PACE for e in after if e.t_s > 210]
    assert np.mean(late) > 0.9


@pytest.mark.parametrize("own", [12.0, 16.0])
def test_one_who_does_not_follow_is_told_off_pace_within_45_s(own):
    told = session(own, [(90.0, 6.0, False)], 200.0, rsa_ms=60.0)
    after = [e for e in told if e.t_s > 90]
    assert next(e.t_s for e in after if e.adherence is Adherence.OFF_PACE) - 90 <= 45
    assert not any(e.adherence is Adherence.ON_PACE for e in after)


def test_no_swing_is_told_that_holds_a_change_and_it_comes_with_the_third_whole_breath():
    told = session(((0.0, 14.0), (90.0, 6.0)), [(90.0, 6.0, False)], 200.0)
    early = [e for e in told if 90 < e.t_s < 119]
    assert all(e.rsa_ms is None and e.breath_rsa_ms is None for e in early)
    assert all(Why.NOT_KNOWN_YET() in e.reasons for e in early)
    later = [e for e in told if 122 < e.t_s < 180]
    assert all(e.rsa_ms == pytest.approx(100, rel=0.1) for e in later)


def test_steps_between_paces_hold_nothing_against_a_follower():
    told = session(
        ((0.0, 13.0), (90.0, 6.5), (210.0, 6.0), (330.0, 5.5)),
        [(90.0, 6.5, False), (210.0, 6.0, False), (330.0, 5.5, False)],
        450.0,
    )
    assert not any(e.adherence is Adherence.OFF_PACE for e in told)
    for change_s in (90.0, 210.0, 330.0):
        assert any(e.adherence is Adherence.ON_PACE for e in told if change_s + 15 < e.t_s <= change_s + 25)
        straddling = [e for e in told if change_s < e.t_s < change_s + 15]
        assert all(e.rsa_ms is None and e.adherence is Adherence.UNKNOWN for e in straddling)


def test_a_return_to_free_breathing_is_not_known_at_first():
    told = session(((0.0, 6.0), (120.0, 14.0)), [(0.0, 6.0, False), (120.0, None, False)], 220.0)
    early = [e for e in told if 120 < e.t_s < 140]
    assert all(e.rsa_ms is None and e.breath_rate_per_min is None for e in early)
    late = [e for e in told if e.t_s > 190]
    assert all(e.breath_rate_per_min == pytest.approx(14, abs=0.6) for e in late)


def test_a_wave_at_the_pace_is_hardly_ever_taken_for_following():
    on = beats = 0
    for seed in range(6):
        rng = np.random.default_rng(seed)
        moved = drifting(8.0, 300.0, rng) + own_waves(WaveKind.NARROW, 25.0, 300.0, rng)
        made = drawn_heart(drawn_breaths(15.0, 0.1, 300.0, rng), 18.0, moved, rng)
        blocks = [(60.0, 6.0, False)]
        while blocks[-1][0] < 300:  # the pacer's blocks of breaths
            length_s = 10.0 * rng.choice([0.92, 1.0, 1.08])
            blocks.append((blocks[-1][0] + 4 * length_s, 60 / length_s, True))
        after = [e for e in told_of(made.beats, blocks) if e.t_s > 60]
        beats += len(after)
        on += sum(e.adherence is Adherence.ON_PACE for e in after)
    assert on <= 0.05 * beats


def test_the_pacers_phase_explains_what_follows_it_and_rivals_do_not():
    edges = np.cumsum(np.tile([9.2] * 4 + [10.8] * 4 + [10.0] * 4, 2)) - 9.2
    t_s = np.arange(0, 120, 0.25)
    follows = share_of(900 + 40 * np.cos(2 * np.pi * phase_of(edges, t_s) - 0.7), 0.0, edges)
    assert follows.share > 0.95
    assert follows.lead > 0.1
    steady = share_of(900 + 40 * np.cos(2 * np.pi * 0.1 * t_s), 0.0, edges)
    assert steady.lead < -0.04
