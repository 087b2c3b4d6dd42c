"""Raw and corrected beats are paired in order, moved ones with their own, inserted and removed ones named."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outbreath_signal.artifacts.side_by_side import side_by_side

RAW = np.array([1.0, 2.0, 3.0, 4.0, 5.0])


def test_equal_series_stand_for_each_other():
    found = side_by_side(RAW, RAW.copy())
    assert found.corrected_t_s == pytest.approx(RAW)
    assert all(len(times) == 0 for times in found.inserted_t_s)


def test_an_extra_beat_is_taken_out():
    found = side_by_side(np.array([1.0, 2.0, 2.4, 3.0]), np.array([1.0, 2.0, 3.0]))
    assert np.isnan(found.corrected_t_s).tolist() == [False, False, True, False]


def test_missed_beats_are_put_in_before_the_beat_whose_interval_was_too_long():
    found = side_by_side(np.array([1.0, 4.0, 5.0]), np.array([1.0, 2.0, 3.0, 4.0, 5.0]))
    assert found.inserted_t_s[1] == pytest.approx([2.0, 3.0])
    assert found.corrected_t_s == pytest.approx([1.0, 4.0, 5.0])


def test_a_moved_beat_keeps_its_identity():
    found = side_by_side(np.array([1.0, 1.7, 3.0]), np.array([1.0, 2.0, 3.0]))
    assert found.corrected_t_s == pytest.approx([1.0, 2.0, 3.0])


def test_moved_and_inserted_between_the_same_anchors():
    found = side_by_side(np.array([1.0, 3.1, 4.0]), np.array([1.0, 2.0, 3.0, 4.0]))
    assert found.corrected_t_s == pytest.approx([1.0, 3.0, 4.0])
    assert found.inserted_t_s[1] == pytest.approx([2.0])


def test_beats_put_in_at_the_start_are_named_and_none_are_needed():
    assert side_by_side(RAW[2:], RAW).inserted_t_s[0] == pytest.approx([1.0, 2.0])
    assert len(side_by_side(np.zeros(0), np.zeros(0)).corrected_t_s) == 0
    assert np.isnan(side_by_side(RAW, np.zeros(0)).corrected_t_s).all()


@given(
    raw=st.sets(st.integers(0, 400), max_size=40).map(sorted),
    corrected=st.sets(st.integers(0, 400), max_size=40).map(sorted),
)
@settings(max_examples=150, deadline=None)
def test_every_corrected_beat_but_those_after_the_end_stands_once_and_in_order(raw, corrected):
    raw_t, corrected_t = np.array(raw, dtype=float) / 10, np.array(corrected, dtype=float) / 10
    found = side_by_side(raw_t, corrected_t)
    told: list[float] = []
    for own, put_in in zip(found.corrected_t_s, found.inserted_t_s, strict=True):
        told += [*put_in.tolist(), *([] if np.isnan(own) else [float(own)])]
    assert told == corrected_t[: len(told)].tolist()
    shared = set(raw) & set(corrected)
    assert all(found.corrected_t_s[raw.index(t)] == pytest.approx(t / 10) for t in shared)
    left_over = corrected_t[len(told) :]
    assert not len(left_over) or not len(raw_t) or (left_over > np.nanmax([-1.0, *found.corrected_t_s])).all()
