"""`rr` lines: intervals from other programs come back exactly, breaks included; nonsense holds no beats."""

from __future__ import annotations

import numpy as np
import pytest

from outbreath_app.stream.beats import as_series, decode_beats
from outbreath_app.stream.rr_lines import rr_lines


def lines_of(*stretches):
    lines = [{"n": 1, "t": 5_000, "k": "head"}]
    for start_s, rr_ms in stretches:
        for at_s, line in rr_lines(start_s, rr_ms):
            lines.append({"n": len(lines) + 1, "t": 5_000 + round(at_s * 1e9), **line})
    return lines


def test_every_interval_comes_back_exactly_over_many_lines():
    rr = [800 + (i * 37 % 101) / 7 for i in range(1000)]
    beats = decode_beats(lines_of((0.0, rr)))
    assert [beat.rr_ms for beat in beats] == rr
    assert [beat.joined for beat in beats] == [False] + [True] * 999
    assert beats[-1].t_s == pytest.approx(sum(rr) / 1000)


def test_a_new_stretch_begins_a_break():
    beats = as_series(decode_beats(lines_of((0.0, [800.0] * 3), (60.0, [900.0] * 2))))
    assert beats.joined.tolist() == [False, True, True, False, True]
    assert beats.t_s.tolist() == pytest.approx([0.8, 1.6, 2.4, 60.9, 61.8])


@pytest.mark.parametrize("wrong", [{"rr_ms": [10**400]}, {"rr_ms": [True]}, {"rr_ms": "800"}, {}])
def test_what_is_no_interval_line_holds_no_beats(wrong):
    assert decode_beats([{"n": 1, "t": 0, "k": "rr", "at_s": 0.0, **wrong}]) == []


@pytest.mark.parametrize("bad", [float("nan"), -1, 0, "800", None, 700_000.0])
def test_one_bad_interval_costs_itself_and_leaves_a_break(bad):
    beats = decode_beats([{"n": 1, "t": 0, "k": "rr", "at_s": 0.0, "rr_ms": [800.0, bad, 810.0, 820.0]}])
    assert [(beat.rr_ms, beat.joined) for beat in beats] == [(800.0, False), (810.0, False), (820.0, True)]


@pytest.mark.parametrize("at_s", [-5.0, None, "soon", 1e12])
def test_intervals_of_a_line_without_a_usable_time_follow_the_ones_before(at_s):
    first = {"n": 1, "t": 0, "k": "rr", "at_s": 100.0, "rr_ms": [800.0]}
    beats = decode_beats([first, {"n": 2, "t": 1, "k": "rr", "at_s": at_s, "joined": True, "rr_ms": [900.0]}])
    assert [(beat.t_s, beat.joined) for beat in beats] == [(100.8, False), (pytest.approx(101.7), False)]


def test_integers_that_do_not_fit_are_left_out_and_the_intervals_stay():
    line = {"n": 1, "t": 0, "k": "rr", "at_s": 0.0, "rr_ms": [800.0], "rr_1024": [1, 2]}
    assert [(beat.rr_ms, beat.rr_1024) for beat in decode_beats([line])] == [(800.0, None)]


def test_a_line_that_goes_back_in_time_keeps_its_beats_after_a_break():
    beats = decode_beats(lines_of((100.0, [800.0]), (0.0, [900.0, 950.0])))
    assert [beat.rr_ms for beat in beats] == [800.0, 900.0, 950.0]
    assert [beat.joined for beat in beats] == [False, False, True]
    assert np.all(np.diff([beat.t_s for beat in beats]) > 0)
