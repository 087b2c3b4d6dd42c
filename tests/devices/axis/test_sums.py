"""The sum of a strap's intervals is held against the clock; beats never run away from when they were heard."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Iterator
from itertools import pairwise

import pytest

from outbreath_devices.axis.beat_axis import BeatAxis
from outbreath_devices.axis.sums import ClockSum
from outbreath_devices.strap.heart_rate import HeartRatePacket

Sent = tuple[float, tuple[int, ...]]
SECONDS = 240


def heart(mean_s: float, swing_s: float = 0.06, noise_s: float = 0.008) -> list[float]:
    """Intervals (s) of so many seconds, breathing at 6 a minute."""
    chance = random.Random(3)
    at_s, rr = 0.0, []
    while at_s < SECONDS:
        rr.append(mean_s + swing_s * math.sin(2 * math.pi * at_s / 10) + chance.gauss(0, noise_s))
        at_s += rr[-1]
    return rr


def once_a_second(rr: list[float], ticks: int = 1024) -> Iterator[Sent]:
    """Notifications with the beats since the one before, each 10 to 60 ms on the way."""
    chance, at_s, k = random.Random(4), 0.0, 1
    burst: list[int] = []
    for each in rr:
        at_s += each
        while at_s > k:
            yield k + chance.uniform(0.01, 0.06), tuple(burst)
            burst, k = [], k + 1
        burst.append(round(each * ticks))


def last_repeated(sent: Iterator[Sent]) -> Iterator[Sent]:
    last: tuple[int, ...] = (1100,)
    for at_s, rr in sent:
        last = rr[-1:] or last
        yield at_s, rr or last


def last_four(sent: Iterator[Sent]) -> Iterator[Sent]:
    known: list[int] = []
    for at_s, rr in sent:
        known += rr
        yield at_s, tuple(known[-4:])


def twice(sent: Iterator[Sent]) -> Iterator[Sent]:
    for at_s, rr in sent:
        yield at_s, rr
        yield at_s + 0.2, rr


def latest_only(sent: Iterator[Sent]) -> Iterator[Sent]:
    for at_s, rr in sent:
        yield at_s, rr[-1:]


def fed(sent: Iterator[Sent]) -> tuple[BeatAxis, list[tuple[float, float, ClockSum]]]:
    """The axis after all of it, and at each packet with beats: its arrival, where its latest beat stands, the verdict."""
    axis, seen = BeatAxis(0), []
    for at_s, rr in sent:
        beats = axis.feed(round(at_s * 1e9), HeartRatePacket(60, True, None, rr))
        if beats:
            seen.append((at_s, beats[-1].t_s, axis.clock_sum))
    return axis, seen


@pytest.mark.parametrize(
    ("sent", "verdict"),
    [
        (once_a_second(heart(0.95)), ClockSum.AGREES),
        (once_a_second(heart(0.95), 1000), ClockSum.MILLISECONDS),
        (last_repeated(once_a_second(heart(1.15))), ClockSum.TOO_MANY),
        (last_four(once_a_second(heart(0.95))), ClockSum.TOO_MANY),
        (twice(once_a_second(heart(0.95))), ClockSum.TOO_MANY),
        (latest_only(once_a_second(heart(0.8))), ClockSum.TOO_FEW),
    ],
)
def test_what_is_wrong_with_the_sum_is_told_within_two_minutes(
    sent: Iterator[Sent], verdict: ClockSum
) -> None:
    _, seen = fed(sent)
    assert {each for at_s, _, each in seen if at_s > 120} == {verdict}
    assert {each for at_s, _, each in seen if at_s < 60} == {ClockSum.UNKNOWN}


@pytest.mark.parametrize("mean_s", [0.6, 0.8, 0.995, 1.0, 1.005, 1.01, 1.3])
def test_a_steady_heart_in_step_with_the_notifications_agrees(mean_s: float) -> None:
    _, seen = fed(once_a_second(heart(mean_s, swing_s=0.002, noise_s=0.002)))
    assert {each for _, _, each in seen} <= {ClockSum.UNKNOWN, ClockSum.AGREES}


def test_single_lost_beats_and_a_drifting_crystal_are_no_contradiction() -> None:
    rr = heart(0.9)
    sent = [(at_s * 1.0002, ticks) for at_s, ticks in once_a_second(rr)]
    without = [(at_s, ticks[1:] if k == 100 else ticks) for k, (at_s, ticks) in enumerate(sent)]
    _, seen = fed(iter(without))
    assert {each for _, _, each in seen} <= {ClockSum.UNKNOWN, ClockSum.AGREES}


# lost beats look like those that a strap leaves out until a minute has been seen: only then does a smaller lag break the row
@pytest.mark.parametrize(
    ("change", "mean_s", "most_s"), [(last_repeated, 1.15, 1.5), (twice, 0.95, 2.5), (latest_only, 0.8, 8.0)]
)
def test_beats_do_not_run_away_from_the_clock(
    change: Callable[[Iterator[Sent]], Iterator[Sent]], mean_s: float, most_s: float
) -> None:
    _, seen = fed(change(once_a_second(heart(mean_s))))
    assert max(abs(beat_s - at_s) for at_s, beat_s, _ in seen) < most_s
    assert all(after > before for (_, before, _), (_, after, _) in pairwise(seen))
