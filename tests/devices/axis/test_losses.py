"""A lost notification is told from a late one by the interval after it; what is unsure is never marked later."""

from __future__ import annotations

from itertools import pairwise

import pytest

from outbreath_devices.axis.losses import LossWatch, Verdict


def taught(beats: int = 300, rr_s: float = 0.8, every_s: float = 1.0) -> tuple[LossWatch, float, float]:
    """A watch that followed a regular strap; the moment of its latest notification, and the sum of intervals then."""
    watch = LossWatch()
    made_s, sum_s = 0.0, 0.0
    for _ in range(round(beats * rr_s / every_s)):
        while sum_s + rr_s <= made_s + every_s:
            watch.learn_interval(made_s, sum_s, rr_s, every_s, 1)
            sum_s += rr_s
        made_s += every_s
        watch.learn_age(made_s, sum_s)
    return watch, made_s, sum_s


def test_a_young_beat_has_none_missing_before_it() -> None:
    watch, _, sum_s = taught()
    watch.begin(2.0, 1.0)
    assert watch.judge_age(sum_s + 2.4 + 0.1, sum_s + 2.4, 0.8) is Verdict.WHOLE
    assert watch.judge_age(sum_s + 3.2 + 0.7, sum_s + 3.2, 0.8) is Verdict.OPEN


def test_an_interval_that_leaves_no_room_proves_a_loss() -> None:
    watch, _, sum_s = taught()
    watch.begin(2.0, 1.0)
    # the last beat seems 1.2 s old, and still the next one came 0.8 s after it
    assert watch.judge_interval(sum_s + 1.2, sum_s, 0.8) is Verdict.LOST


def test_three_intervals_that_prove_nothing_end_the_waiting() -> None:
    watch, _, sum_s = taught()
    watch.begin(2.0, 1.0)
    verdicts = [watch.judge_interval(sum_s + 0.85, sum_s, 0.8) for _ in range(3)]
    assert verdicts == [Verdict.OPEN, Verdict.OPEN, Verdict.UNKNOWN]


def test_a_slow_heart_may_leave_its_last_beat_long_ago() -> None:
    watch, _, sum_s = taught(rr_s=1.9)
    watch.begin(2.0, 1.0)
    assert watch.judge_interval(sum_s + 1.85, sum_s, 1.9) is Verdict.OPEN


def test_nothing_is_judged_before_something_is_known() -> None:
    watch = LossWatch()
    assert watch.judge_interval(10.0, 5.0, 0.8) is Verdict.UNKNOWN
    assert watch.judge_age(10.0, 5.0, 0.8) is Verdict.OPEN
    assert watch.age_s(10.0, 5.0) == 0.0


def test_a_strap_that_is_late_now_and_then_is_believed_less() -> None:
    watch, _, sum_s = taught()
    assert watch.judge_interval(sum_s + 1.2, sum_s, 0.8) is Verdict.LOST
    watch.learn_interval(sum_s + 1.2, sum_s, 0.8, 1.0, 1)
    assert watch.judge_interval(sum_s + 1.2, sum_s, 0.8) is Verdict.OPEN


def test_a_strap_in_step_with_the_beats_shows_a_loss_at_once() -> None:
    watch, at_s = LossWatch(), 0.0
    for k in range(200):
        rr_s = 0.8 + 0.05 * (k % 3)
        watch.learn_age(at_s + 0.03, at_s)
        watch.learn_interval(at_s + 0.03, at_s, rr_s, rr_s, 1)
        at_s += rr_s
    # a beat of 0.85 s never came: the one after it seems that old when it arrives
    assert watch.judge_interval(at_s + 0.03 + 0.8, at_s, 0.85) is Verdict.LOST


@pytest.mark.parametrize("scale", [1.0, 1000 / 1024])
def test_sums_that_run_away_from_the_clock_prove_no_loss(scale: float) -> None:
    watch, times = LossWatch(), [0.9 * k for k in range(200)]
    for before_s, at_s in pairwise(times):
        watch.learn_age(before_s + 0.03, before_s * scale)
        watch.learn_interval(before_s + 0.03, before_s * scale, (at_s - before_s) * scale, 1.0, 2)
    last_s = times[-1]
    watch.begin(2.0, 1.0)
    assert watch.judge_interval(last_s + 0.5, last_s * scale, 0.9 * scale) is Verdict.OPEN


def test_a_notification_out_of_its_turn_may_have_been_held_up_for_so_long() -> None:
    watch, _, sum_s = taught()
    watch.begin(2.4, 1.0)
    assert watch.judge_interval(sum_s + 1.4, sum_s, 0.8) is Verdict.OPEN
    watch.begin(2.0, 1.0)
    assert watch.judge_interval(sum_s + 1.4, sum_s, 0.8) is Verdict.LOST
