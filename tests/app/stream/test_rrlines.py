"""`rr` lines: intervals from other programs come back exactly, breaks included; nonsense holds no beats."""

from __future__ import annotations

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


@pytest.mark.parametrize(
    "wrong",
    [
        {"rr_ms": [800.0, float("nan")], "at_s": 0.0},
        {"rr_ms": [800.0, -1], "at_s": 0.0},
        {"rr_ms": [10**400], "at_s": 0.0},
        {"rr_ms": [True], "at_s": 0.0},
        {"rr_ms": "800", "at_s": 0.0},
        {"rr_ms": [800.0], "at_s": -5.0},
        {"rr_ms": [800.0], "at_s": None},
        {"rr_ms": [800.0], "at_s": 0.0, "rr_1024": [1, 2]},
        {},
    ],
)
def test_what_is_no_interval_line_holds_no_beats(wrong):
    assert decode_beats([{"n": 1, "t": 0, "k": "rr", **wrong}]) == []


def test_a_line_that_goes_back_in_time_is_not_believed():
    assert len(decode_beats(lines_of((100.0, [800.0]), (0.0, [800.0])))) == 1
