"""Breathing from chest motion: known rates through posture shifts, heart beats and movement; silence otherwise."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from outbreath_signal.breathing.from_motion import MotionBreath, MotionRate, motion_rate
from outbreath_signal.errors import SignalError
from outbreath_signal.synthetic.breathing import breath_wave

Array = NDArray[np.float64]
RATE_HZ = 50.0


def chest(
    rate_per_min: float, seed: int, seconds: float = 160.0, depth_mg: float = 20.0
) -> tuple[Array, Array, Array]:
    """Times, motion (mg) and true rate: a breath that varies, a heart that knocks, two shifts of posture, movement."""
    chance = np.random.default_rng(seed)
    t_s = np.arange(0, seconds, 1 / RATE_HZ)
    wander = np.interp(t_s, np.arange(0, seconds + 10, 10), chance.standard_normal(int(seconds // 10) + 1))
    true = rate_per_min * (1 + 0.03 * wander)
    breath = breath_wave(np.cumsum(true / 60) / RATE_HZ, 0.4)
    motion = np.array([40.0, -930.0, 250.0]) + np.outer(depth_mg / 2 * breath, [0.2, 0.4, 1.0])
    for beat_s in np.cumsum(0.9 + 0.05 * chance.standard_normal(int(seconds / 0.8))):
        since = t_s - beat_s
        ring = (since > 0) & (since < 0.3)
        motion[ring] += np.outer(np.exp(-since[ring] / 0.05) * np.sin(60 * since[ring]), [0, 6, 4])
    for shift_s in chance.uniform(20, seconds - 20, 2):
        motion += np.outer(t_s > shift_s, 200 * chance.standard_normal(3))
    for burst_s in chance.uniform(10, seconds - 10, 3):
        moving = (t_s > burst_s) & (t_s < burst_s + 2)
        motion[moving] += 12 * chance.standard_normal((int(moving.sum()), 3)).cumsum(axis=0)
    return t_s, motion + 2.0 * chance.standard_normal(motion.shape), true


def told_by(t_s: Array, motion: Array) -> list[MotionRate]:
    breath = MotionBreath()
    return [one for i in range(0, len(t_s), 36) for one in breath.feed(t_s[i : i + 36], motion[i : i + 36])]


@pytest.mark.parametrize("rate_per_min", [4, 5, 6, 7.5, 10, 13, 16, 20])
def test_limits_of_agreement_are_within_half_a_breath(rate_per_min: float) -> None:
    errors = []
    for seed in range(3):
        t_s, motion, true = chest(rate_per_min, seed)
        for one in told_by(t_s, motion):
            if one.rate_per_min is not None:
                window = (t_s > one.t_s - 40) & (t_s <= one.t_s)
                errors.append(one.rate_per_min - true[window].mean())
    assert len(errors) > 30
    assert abs(np.mean(errors)) + 1.96 * np.std(errors) < 0.5


def test_a_pure_wave_is_found_exactly_at_its_own_rate_and_not_at_half() -> None:
    t_s = np.arange(0, 40, 1 / RATE_HZ)
    for rate in (4.0, 6.0, 8.3, 12.0, 19.0, 23.0):
        wave = 10 * np.sin(2 * np.pi * rate / 60 * t_s)
        found = motion_rate(t_s, np.outer(wave, [0.1, 0.5, 0.8]))
        assert found.rate_per_min == pytest.approx(rate, abs=0.05)
        assert found.quality > 0.99


def test_the_rate_does_not_depend_on_where_the_strap_points_or_on_the_clock() -> None:
    t_s, motion, _ = chest(8, 5, seconds=60)
    turn, _ = np.linalg.qr(np.random.default_rng(1).standard_normal((3, 3)))
    plain, turned = motion_rate(t_s, motion), motion_rate(t_s + 1000, motion @ turn)
    assert turned.quality == pytest.approx(plain.quality, abs=1e-6)
    if plain.rate_per_min is not None:
        assert turned.rate_per_min == pytest.approx(plain.rate_per_min, abs=1e-3)


@pytest.mark.parametrize("seed", range(5))
def test_noise_movement_and_stillness_tell_nothing(seed: int) -> None:
    chance = np.random.default_rng(seed)
    t_s = np.arange(0, 60, 1 / RATE_HZ)
    assert motion_rate(t_s, 2 * chance.standard_normal((len(t_s), 3))).rate_per_min is None
    assert motion_rate(t_s, np.tile([0.0, -1000.0, 0.0], (len(t_s), 1))).rate_per_min is None
    walk = 4 * chance.standard_normal((len(t_s), 3)) + 80 * np.outer(np.sin(2 * np.pi * 1.8 * t_s), [1, 1, 0])
    assert motion_rate(t_s, walk).rate_per_min is None


def test_after_a_hole_or_a_shift_of_posture_the_window_fills_anew() -> None:
    t_s, motion, _ = chest(12, 1, seconds=60)
    motion[t_s > 50] += [300, 0, 0]
    assert str(motion_rate(t_s, motion).reason).startswith("motion was steady for")
    gone = (t_s < 45) | (t_s > 50)
    assert str(motion_rate(t_s[gone], motion[gone]).reason).startswith("motion was steady for")


def test_samples_out_of_order_or_of_the_wrong_shape() -> None:
    breath = MotionBreath()
    breath.feed([1.0, 2.0], np.zeros((2, 3)))
    assert breath.feed([0.5, 1.5], np.zeros((2, 3))) == []
    assert motion_rate([], np.zeros((0, 3))).rate_per_min is None
    with pytest.raises(SignalError, match="three axes"):
        motion_rate([1.0], np.zeros((1, 2)))
