"""The pacer: exact, continuous under every change, and the same again from the recording's lines."""

from __future__ import annotations

import json
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outbreath_app.pacing import (
    Pace,
    Pacer,
    PacingError,
    PartKind,
    Pattern,
    named_pattern,
    named_patterns,
    pace_line,
    pacer_from_lines,
)

S = 1_000_000_000
START = 7_000 * S + 123_456_789


def at(seconds: float) -> int:
    return START + round(seconds * S)


def six_per_min() -> Pacer:
    return Pacer().changed(START, Pattern(), 6.0)


def test_default_breath_is_four_seconds_in_and_six_out():
    pacer = six_per_min()
    states = {t: pacer.position(at(t)).kind for t in (0.0, 3.999, 4.001, 9.999, 10.001)}
    assert list(states.values()) == [PartKind.IN, PartKind.IN, PartKind.OUT, PartKind.OUT, PartKind.IN]
    assert pacer.position(at(0)).level == pytest.approx(0)
    assert pacer.position(at(2)).level == pytest.approx(0.5)
    assert pacer.position(at(4)).level == pytest.approx(1)
    assert pacer.position(at(7)).level == pytest.approx(0.5)
    assert pacer.position(at(12)).breath == 2


def test_seconds_left_and_count_run_through_the_part():
    position = six_per_min().position(at(6.5))
    assert position.part_left_s == pytest.approx(3.5)
    assert position.part_length_s == pytest.approx(6.0)
    assert position.count == 3
    assert six_per_min().position(at(4)).count == 1


def test_nothing_is_paced_before_the_start_or_after_a_stop():
    pacer = six_per_min().stopped(at(25))
    assert not pacer.position(START - 1).paced
    assert pacer.position(at(24.9)).paced
    assert not pacer.position(at(25)).paced
    assert pacer.rate_at(at(30)) is None
    again = pacer.changed(at(40), rate_per_min=6.0)
    assert again.position(at(40)).level == pytest.approx(0)
    assert again.position(at(40)).kind is PartKind.IN


def test_ramp_ends_after_the_time_its_speed_gives_and_counts_the_breaths_of_its_area():
    pacer = Pacer().changed(START, Pattern(), 8.0, to_rate_per_min=6.0)
    assert pacer.rate_at(at(120)) == pytest.approx(7.0)
    assert pacer.rate_at(at(240)) == pytest.approx(6.0)
    assert pacer.phase_at(at(240)) == pytest.approx(4 * 7.0)  # 4 min at 7/min on average
    assert pacer.phase_at(at(300)) == pytest.approx(28 + 6)


def test_holding_a_ramp_keeps_the_rate_of_that_moment_and_the_breath():
    ramp = Pacer().changed(START, Pattern(), 8.0, to_rate_per_min=6.0)
    held = ramp.held(at(60))
    assert held.rate_at(at(500)) == pytest.approx(7.5)
    assert held.phase_at(at(60)) == pytest.approx(ramp.phase_at(at(60)))


def test_slide_makes_each_breath_longer_by_the_same_time():
    first_s, longer_s, breaths = 60 / 6.75, 0.067, 78
    rate = 60 / (first_s - longer_s / 2)
    pacer = Pacer().changed(START, Pattern(), rate, slide_s=longer_s, slide_breaths=breaths)
    starts = [p.at_ns for p in pacer.part_starts(START, at(1000)) if p.kind is PartKind.IN]
    lengths = np.diff(starts[: breaths + 1]) / S
    assert lengths[0] == pytest.approx(first_s, abs=1e-6)
    assert np.diff(lengths) == pytest.approx(longer_s, abs=1e-6)
    assert (starts[breaths] - START) / S / 60 == pytest.approx(14.9, abs=0.05)
    assert 60 / lengths[-1] == pytest.approx(4.27, abs=0.02)


@settings(max_examples=60, deadline=None)
@given(
    rates=st.lists(st.floats(3, 15), min_size=1, max_size=8),
    gaps=st.lists(st.floats(0.05, 40), min_size=8, max_size=8),
    inhales=st.lists(st.sampled_from(sorted(named_patterns())), min_size=8, max_size=8),
    ramp=st.booleans(),
)
def test_level_never_jumps_whatever_changes(rates, gaps, inhales, ramp):
    pacer, t = six_per_min(), 0.0
    for rate, gap, name in zip(rates, gaps, inhales, strict=False):
        t += gap
        shape = named_pattern(name).shape(holds=True)
        before = pacer.position(at(t))
        if ramp:
            pacer = pacer.changed(at(t), shape, to_rate_per_min=rate)
        else:
            pacer = pacer.changed(at(t), shape, rate)
        after = pacer.position(at(t))
        assert after.level == pytest.approx(before.level, abs=1e-6)
        assert after.phase >= before.phase - 1  # the same breath, or the next when a pause is cut short
    times = np.arange(START, at(t + 20), S // 1000, dtype=np.int64)
    steps = np.abs(np.diff(pacer.levels(times)))
    assert steps.max() < 0.03  # the quickest part asked for lasts 1/15 of a minute times a tenth


@settings(max_examples=40, deadline=None)
@given(first=st.floats(3, 15), then=st.floats(3, 15), speed=st.floats(0.05, 0.5), t=st.floats(0, 3000))
def test_seconds_is_the_inverse_of_cycles(first, then, speed, t):
    pace = Pace(START, Pattern(), first, to_rate_per_min=then, ramp_per_min=speed)
    cycles = float(pace.cycles(np.array([t]))[0])
    assert pace.seconds(cycles) == pytest.approx(t, abs=1e-6)


def test_the_pacer_comes_back_from_its_lines_to_the_last_bit():
    pacer = six_per_min()
    pacer = pacer.changed(at(33.3), named_pattern("cyclic_sighing").shape(), 5.1, name="cyclic_sighing")
    pacer = pacer.changed(at(70.7), named_pattern("box").shape(), to_rate_per_min=4.0, ramp_per_min=0.3)
    pacer = (
        pacer.held(at(100)).stopped(at(130)).changed(at(140), Pattern(), 6.5, slide_s=0.067, slide_breaths=5)
    )
    lines = [json.loads(json.dumps({"n": n, "t": 0, **pace_line(p)})) for n, p in enumerate(pacer.paces)]
    again = pacer_from_lines(lines)
    assert again == pacer
    times = np.arange(START, at(300), S // 50, dtype=np.int64)
    assert np.array_equal(again.levels(times), pacer.levels(times), equal_nan=True)


def test_plain_pace_lines_with_holds_in_seconds_are_understood():
    line = {
        "k": "pace",
        "t": 5,
        "at": START,
        "rate_per_min": 3.75,
        "inhale_share": 0.5,
        "hold_in_s": 4,
        "hold_out_s": 4,
    }
    pacer = pacer_from_lines([line])
    assert [p.kind for p in pacer.part_starts(START, at(16))] == [
        PartKind.IN,
        PartKind.HOLD_IN,
        PartKind.OUT,
        PartKind.HOLD_OUT,
    ]


@pytest.mark.parametrize(
    "bad", [{"rate_per_min": "6"}, {"rate_per_min": 60}, {"rate_per_min": 6, "shares": [1, 1, 1, 1]}]
)
def test_a_pace_line_that_cannot_be_used_stops_the_pacing_there(bad):
    good = pace_line(six_per_min().paces[0])
    pacer = pacer_from_lines([good, {"k": "pace", "at": at(20), **bad}, {"k": "pace", "at": None}])
    assert pacer.position(at(19)).paced
    assert not pacer.position(at(21)).paced


def test_part_starts_are_where_the_position_turns():
    pacer = Pacer().changed(START, named_pattern("box").shape(), 3.75).changed(at(37), Pattern(), 7.0)
    for part in pacer.part_starts(START + 1, at(90)):
        assert pacer.position(part.at_ns + 1000).kind is part.kind
        assert pacer.position(part.at_ns - 1000).kind is not part.kind


def test_planned_changes_are_followed_in_the_seconds_left():
    pacer = six_per_min()
    planned = Pacer((*pacer.paces, *pacer.changed(at(7), rate_per_min=3.0).paces[1:]))
    assert planned.position(at(6)).part_left_s == pytest.approx(1 + 2 * 3)


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda: Pattern(0.5, 0, 0.6, 0), "add up to 1"),
        (lambda: Pattern(0.05, 0, 0.95, 0), "at least 0.1"),
        (lambda: Pattern(math.nan, 0, 0.6, 0), "between 0 and 1"),
        (lambda: Pattern(top_up_share=0.5), "part of the in-breath"),
        (lambda: Pacer().changed(START, Pattern(), 2.0), "received 2.0"),
        (lambda: Pacer().changed(START, Pattern(), math.inf), "received inf"),
        (lambda: Pacer().changed(START, Pattern(), 6.0, to_rate_per_min=5.0, ramp_per_min=0), "above 0"),
        (lambda: named_pattern("none"), "there is no pattern"),
    ],
)
def test_what_cannot_be_breathed_is_refused_with_what_was_received(make, said):
    with pytest.raises(PacingError, match=said):
        make()


def test_pauses_of_four_seven_eight_are_off_until_asked_for():
    pattern = named_pattern("four_seven_eight")
    assert not pattern.shape().has_holds
    assert pattern.rate_per_min() == pytest.approx(5.0)
    assert pattern.shape(holds=True).has_holds
    assert pattern.rate_per_min(holds=True) == pytest.approx(60 / 19)
