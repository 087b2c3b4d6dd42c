"""The smoothed heart wave passes through every beat and never past a measured extreme."""

from __future__ import annotations

import numpy as np

from outbreath_app.ui.live.history import KEEP_S, History, smooth_line
from outbreath_devices.strap.beat import Beat
from outbreath_signal.estimate import Estimate


def test_the_line_goes_through_every_point() -> None:
    t = np.array([0.0, 0.9, 1.7, 2.8, 3.6])
    v = np.array([60.0, 66.0, 71.0, 64.0, 65.0])
    times, values = smooth_line(t, v, np.array([False, True, True, True, True]))
    for at, value in zip(t, v, strict=True):
        assert np.any((times == at) & (np.abs(values - value) < 1e-9))


def test_the_line_never_passes_a_measured_extreme() -> None:
    random = np.random.default_rng(3)
    t = np.cumsum(random.uniform(0.5, 1.2, 200))
    v = random.uniform(50, 110, 200)
    _, values = smooth_line(t, v, np.ones(200, dtype=np.bool_))
    assert np.nanmin(values) >= v.min() - 1e-9
    assert np.nanmax(values) <= v.max() + 1e-9


def test_a_break_is_left_open() -> None:
    t = np.array([0.0, 1.0, 2.0, 8.0, 9.0, 10.0])
    times, values = smooth_line(t, np.full(6, 60.0), np.array([False, True, True, False, True, True]))
    assert not np.any((times > 2.0) & (times < 8.0))
    assert np.isnan(values).sum() == 2


def test_one_beat_and_none_draw_without_complaint() -> None:
    assert len(smooth_line(np.empty(0), np.empty(0), np.empty(0, dtype=np.bool_))[0]) == 0
    times, values = smooth_line(np.array([1.0]), np.array([60.0]), np.array([False]))
    assert times.tolist() == [1.0, 1.0]
    assert values[0] == 60.0
    assert np.isnan(values[1])


def test_an_hour_of_beats_keeps_only_what_is_drawn() -> None:
    history = History()
    for index in range(3600):
        history.add((Beat(float(index), 1000.0, 1024, index > 0),), ())
    times, _ = history.wave()
    assert times[0] >= 3599 - KEEP_S - 1
    assert history.last_beat_s == 3599.0


def test_each_breath_is_taken_once() -> None:
    history = History()
    told = [Estimate(t_s=t, breath_rsa_ms=80.0, breath_end_s=10.0) for t in (10.5, 11.4)]
    assert history.add((), (told[0],))
    assert not history.add((), (told[1],))
    assert [point.t_s for point in history.breaths] == [10.0]
