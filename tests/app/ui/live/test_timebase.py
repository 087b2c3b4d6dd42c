"""The replay clock: speed, pause and moves never make time jump."""

from __future__ import annotations

from outbreath_app.ui.parts.timebase import ReplayClock
from support.clocks import ManualClock


def test_replay_runs_at_its_speed_from_the_recordings_start() -> None:
    base = ManualClock(50)
    clock = ReplayClock(base, start_ns=1000, speed=10.0)
    assert clock.now_ns() == 1000
    base.advance_ns(7)
    assert clock.now_ns() == 1070


def test_pause_holds_time_and_resume_goes_on_where_it_stood() -> None:
    base = ManualClock(0)
    clock = ReplayClock(base, start_ns=0)
    base.advance_ns(5)
    clock.pause()
    base.advance_ns(100)
    assert clock.now_ns() == 5
    clock.resume()
    base.advance_ns(2)
    assert clock.now_ns() == 7


def test_a_new_speed_does_not_jump() -> None:
    base = ManualClock(0)
    clock = ReplayClock(base, start_ns=0, speed=2.0)
    base.advance_ns(10)
    clock.set_speed(60.0)
    assert clock.now_ns() == 20
    base.advance_ns(1)
    assert clock.now_ns() == 80


def test_the_speed_can_change_while_paused() -> None:
    base = ManualClock(0)
    clock = ReplayClock(base, start_ns=0, speed=2.0)
    base.advance_ns(10)
    clock.pause()
    clock.set_speed(5.0)
    base.advance_ns(10)
    assert clock.now_ns() == 20
    clock.resume()
    base.advance_ns(1)
    assert clock.now_ns() == 25
