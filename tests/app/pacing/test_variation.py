"""The varied pacer: blocks about the set length, the same mean, one course for everything that follows it."""

import itertools
import json

import numpy as np
import pytest

from outbreath_app.pacing import Pacer, pace_from_line, pace_line
from outbreath_app.pacing.following import PaceFollower
from outbreath_app.pacing.variation import BLOCKS

_NS = 1_000_000_000


def varied(rate_per_min: float = 6.0, **more) -> Pacer:
    return Pacer().changed(0, rate_per_min=rate_per_min, varied=True, **more)


def breath_starts_s(pacer: Pacer, seconds: float):
    parts = pacer.part_starts(0, round(seconds * _NS))
    return np.array([part.at_ns / _NS for part in parts if part.part.start == 0])


def test_blocks_hold_three_to_five_breaths_never_the_same_twice_and_the_mean_is_kept():
    shares = [share for _, share in BLOCKS]
    assert all(3 <= count <= 5 for count, _ in BLOCKS)
    assert all(a != b for a, b in zip(shares, [*shares[1:], shares[0]], strict=True))
    assert sum(count * share for count, share in BLOCKS) == pytest.approx(sum(count for count, _ in BLOCKS))


def test_breaths_at_six_a_minute_last_9_2_10_and_10_8_s_and_240_s_hold_24():
    lengths = np.diff(breath_starts_s(varied(), 481.0))
    assert set(np.round(lengths, 6)) == {9.2, 10.0, 10.8}
    assert lengths[:24].sum() == pytest.approx(240.0)
    assert lengths[:3] == pytest.approx([9.2] * 3)


def test_the_in_breath_keeps_its_share():
    parts = list(varied().part_starts(0, 200 * _NS))
    for breath_in, out in zip(parts[::2], parts[1::2], strict=True):
        assert breath_in.length_s / out.length_s == pytest.approx(4 / 6)


def test_phase_and_its_inverse_agree_and_the_phase_runs_on():
    pace = varied().paces[0]
    at_s = np.arange(0, 500, 0.37)
    cycles = pace.cycles(at_s)
    assert np.all(np.diff(cycles) > 0)
    assert [pace.seconds(float(each)) for each in cycles] == pytest.approx(at_s.tolist())


def test_a_ramp_ends_before_the_blocks_begin_with_a_whole_breath():
    pacer = varied(8.0, to_rate_per_min=6.0, ramp_per_min=2.0)
    starts = breath_starts_s(pacer, 300.0)
    lengths = np.diff(starts)[starts[:-1] >= 60.0]
    assert lengths[:8] == pytest.approx([9.2] * 3 + [10.8] * 4 + [10.0])


def test_a_line_brings_the_same_pacer_back():
    pace = varied().paces[0]
    line = json.loads(json.dumps(pace_line(pace)))
    assert line["varied"] is True
    assert pace_from_line(line) == pace
    assert "varied" not in pace_line(Pacer().changed(0, rate_per_min=6.0).paces[0])


@pytest.mark.parametrize("ramp", [{}, {"to_rate_per_min": 5.0, "ramp_per_min": 2.0}])
def test_the_engine_is_told_every_block_and_no_change_of_pace(ramp):
    pacer = varied(6.0, **ramp)
    follower = PaceFollower()
    told = [follower.take(pace_line(pacer.paces[0])), *follower.due(400 * _NS)]
    assert not told[0].goes_on
    assert all(one.goes_on for one in told[1:])
    at_s = [one.at_ns / _NS for one in told]
    assert at_s == sorted(at_s)
    phase = pacer.paces[0].phase0
    for one, after in itertools.pairwise(told):
        phase += one.rate_per_min / 60 * (after.at_ns - one.at_ns) / _NS
        assert phase == pytest.approx(pacer.phase_at(after.at_ns), abs=1e-3)


def test_what_was_varied_stays_so_when_its_rate_is_changed_until_it_is_turned_off():
    pacer = varied().changed(100 * _NS, rate_per_min=5.5)
    assert pacer.paces[-1].varied
    assert not pacer.changed(200 * _NS, varied=False).paces[-1].varied


def test_the_rate_asked_for_stays_the_set_one_and_the_one_shown_is_the_breaths():
    pacer = varied()
    assert {pacer.rate_at(t * _NS) for t in range(0, 240, 5)} == {6.0}
    shown = {round(pacer.paces[0].shown_rate_after(float(t)), 6) for t in range(0, 240, 5)}
    assert shown == {round(60 / 9.2, 6), 6.0, round(60 / 10.8, 6)}
