"""The live core hears the pacer exactly: also mid-breath changes, ramps, slides and damaged lines."""

from __future__ import annotations

import numpy as np
import pytest

from outbreath_app.pacing import Pacer, PartKind, Pattern, pace_line, pacer_from_lines
from outbreath_app.pacing.following import PaceFollower
from outbreath_app.simulate.recording import FIRST_NS, Plan, session_lines
from outbreath_app.stream.session import Session
from outbreath_signal.live.breath_starts import BreathClock
from outbreath_signal.synthetic.rhythm import synthesise

S = 1_000_000_000
T0 = 40 * S


def breath_starts(pacer: Pacer, until_s: float, looked_every_s: float) -> np.ndarray:
    """Breath starts as the core's clock has them after following the pacer's lines."""
    follower, clock, pending = PaceFollower(), BreathClock(), list(pacer.paces)
    starts: list[float] = []
    for t_s in np.arange(0, until_s, looked_every_s):
        now = T0 + round(t_s * S)
        told = list(follower.due(now))
        while pending and pending[0].at_ns <= now:
            told.append(follower.take(pace_line(pending.pop(0))))
            told += follower.due(now)
        for rate in told:
            clock.set_rate(rate.rate_per_min, (rate.at_ns - T0) / S, rate.phase_cycles)
        starts += [edge for edge in clock.edges(t_s) if not starts or edge > starts[-1] + 1e-6]
    return np.array(starts)


def asked(pacer: Pacer, until_s: float) -> np.ndarray:
    found = [p.at_ns for p in pacer.part_starts(T0, T0 + round(until_s * S)) if p.kind is PartKind.IN]
    return (np.array(found) - T0) / S


@pytest.mark.parametrize("looked_every_s", [0.9, 37.0])
@pytest.mark.parametrize(
    "pacer",
    [
        Pacer().changed(T0, Pattern(), 6.0),
        Pacer().changed(T0, Pattern(), 9.0, to_rate_per_min=6.0),
        Pacer().changed(T0, Pattern(), 6.7, slide_s=0.067, slide_breaths=78),
    ],
)
def test_breaths_begin_where_the_pacer_begins_them(pacer, looked_every_s):
    made, wanted = breath_starts(pacer, 600, looked_every_s), asked(pacer, 560)
    assert np.abs(made[: len(wanted)] - wanted).max() < 0.005


def test_a_change_in_mid_breath_keeps_the_breath():
    pacer = Pacer().changed(T0, Pattern(), 6.0).changed(T0 + 25 * S, rate_per_min=5.0)
    made, wanted = breath_starts(pacer, 200, 0.9), asked(pacer, 190)
    assert np.abs(made[: len(wanted)] - wanted).max() < 1e-6


def test_a_damaged_pace_line_stops_the_pacing_and_one_without_a_time_changes_nothing():
    follower = PaceFollower()
    assert follower.take({"k": "pace", "at": 7, "rate_per_min": 900}).rate_per_min is None
    assert follower.take({"k": "pace", "rate_per_min": "x"}) is None
    assert list(follower.due(10**15)) == []


def test_rsa_is_measured_right_through_a_ramp():
    pacer = Pacer().changed(FIRST_NS, Pattern(), 8.0, to_rate_per_min=6.0)
    seconds = 420.0
    rates = [(float(t), pacer.rate_at(FIRST_NS + round((t + 0.5) * S))) for t in range(round(seconds))]
    rhythm = synthesise(
        seconds, rate_per_min=rates, rsa_ms=100.0, mean_rr_ms=850.0, inhale_share=0.4, noise_ms=4.0, seed=3
    )
    events = [(0.0, pace_line(pacer.paces[0])), (0.0, {"k": "session", "event": "start"})]
    lines = session_lines(rhythm.beats.t_s, rhythm.rr_1024, Plan(events=events))
    session = Session()
    estimates = [estimate for line in lines for estimate in session.feed(line).estimates]
    late = [e for e in estimates if e.t_s > 60 and e.rsa_ms is not None]
    assert len(late) > 0.9 * len([e for e in estimates if e.t_s > 60])
    assert np.median([e.rsa_ms for e in late]) == pytest.approx(100, rel=0.08)


@pytest.mark.parametrize(
    "line",
    [
        {"at": 10**30, "rate_per_min": 6},
        {"at": T0, "rate_per_min": 6, "phase0": 1e300},
        {"at": T0, "rate_per_min": 8, "ramp": {"to_rate_per_min": 6, "per_min": 1e-12}},
        {"at": T0, "rate_per_min": 8, "slide": {"longer_s": 1e-9, "breaths": 1e11}},
        {"at": T0, "rate_per_min": float("inf"), "shares": [0.5, 0, 0.5, 0]},
    ],
)
def test_a_line_that_would_go_on_for_ever_paces_nothing(line):
    follower = PaceFollower()
    rate = follower.take({"k": "pace", **line})
    assert rate is None or rate.rate_per_min is None
    assert list(follower.due(10**18)) == []
    assert not pacer_from_lines([{"k": "pace", **line}]).position(T0 + S).paced
