"""Beats on the clock: bursts move nothing, what is missing is found, what was issued stays."""

from __future__ import annotations

import math
import random
from dataclasses import replace
from itertools import pairwise

import pytest

from outbreath_devices.axis.beat_axis import BeatAxis
from outbreath_devices.strap.beat import Beat
from outbreath_devices.strap.heart_rate import HeartRatePacket

Sent = tuple[float, HeartRatePacket]


def packet(*rr: int, contact: bool | None = True) -> HeartRatePacket:
    return HeartRatePacket(60, contact, None, rr)


def heart(seconds: float, mean_s: float = 0.9, seed: int = 1) -> list[tuple[float, int]]:
    """True beat times (s) and intervals (1/1024 s) of a heart with RSA."""
    chance = random.Random(seed)
    beats, at_s = [], 0.0
    while at_s < seconds:
        rr = round((mean_s + 0.08 * math.sin(2 * math.pi * at_s / 10) + chance.gauss(0, 0.02)) * 1024)
        at_s += rr / 1024
        beats.append((at_s, rr))
    return beats


def notifications(beats: list[tuple[float, int]], phase_s: float = 0.37, drift: float = 1.0) -> list[Sent]:
    """One notification a second with the beats since the one before, by a strap clock that may drift."""
    sent, rest, due_s = [], list(beats), phase_s
    while rest:
        burst = [rr for at_s, rr in rest if at_s <= due_s]
        rest = rest[len(burst) :]
        sent.append((due_s * drift + 0.03, packet(*burst)))
        due_s += 1.0
    return sent


def laid_out(sent: list[Sent]) -> list[Beat]:
    axis = BeatAxis(0)
    beats = [beat for at_s, one in sent for beat in axis.feed(round(at_s * 1e9), one)]
    return beats + axis.flush()


def breaks(beats: list[Beat]) -> list[int]:
    return [i for i, beat in enumerate(beats) if not beat.joined]


@pytest.mark.parametrize("mean_s", [0.4, 0.9, 1.7])
def test_bursts_do_not_move_beats(mean_s: float) -> None:
    truth = heart(400, mean_s)
    beats = laid_out(notifications(truth))
    assert [beat.rr_1024 for beat in beats] == [rr for _, rr in truth]
    assert breaks(beats) == [0]
    late = [beat for beat in zip(beats, truth, strict=True) if beat[1][0] > 120]
    errors = [beat.t_s - at_s for beat, (at_s, _) in late]
    assert max(errors) - min(errors) < 0.12
    assert abs(sum(errors) / len(errors)) < 0.15


def test_times_lie_within_the_stated_uncertainty() -> None:
    truth = heart(300)
    for beat, (at_s, _) in zip(laid_out(notifications(truth)), truth, strict=True):
        assert abs(beat.t_s - at_s) <= beat.uncertainty_s + 0.1
        assert beat.age_s >= 0


def test_the_axis_follows_a_strap_clock_that_drifts() -> None:
    truth = heart(3000)
    drift = 1.0002  # 0.6 s in 50 minutes
    beats = laid_out(notifications(truth, drift=drift))
    assert breaks(beats) == [0]
    assert abs(beats[-1].t_s - truth[-1][0] * drift) < 0.2


def test_a_held_up_radio_breaks_nothing() -> None:
    truth = heart(200)
    sent = notifications(truth)
    held = [
        (110.1 + 0.001 * k, one) if 100 < at_s < 110 else (at_s, one) for k, (at_s, one) in enumerate(sent)
    ]
    held.sort(key=lambda one: one[0])
    beats = laid_out(held)
    assert [beat.rr_1024 for beat in beats] == [rr for _, rr in truth]
    assert breaks(beats) == [0]


def test_beats_of_a_lost_notification_are_missed_by_the_clock() -> None:
    truth = heart(200, mean_s=0.6)
    sent = notifications(truth)
    del sent[100:103]
    beats = laid_out(sent)
    missing = sum(100.4 < at_s <= 102.4 for at_s, _ in truth)
    assert missing > 2
    first_after = next(i for i, beat in enumerate(beats) if beat.t_s > 101.5)
    assert first_after in breaks(beats)
    assert len(breaks(beats)) == 2


def test_issued_beats_never_move_and_replay_equals_live() -> None:
    sent = notifications(heart(200))
    del sent[80:84]
    assert laid_out(sent) == laid_out(sent)
    shorter = laid_out(sent[:120])
    assert laid_out(sent)[: len(shorter)] == shorter


def test_times_only_go_forward_whatever_arrives() -> None:
    chance = random.Random(3)
    sent: list[Sent] = []
    at_s = 0.0
    for _ in range(3000):
        at_s += chance.choice([-5.0, 0.0, 0.01, 1.0, 1.0, 1.0, 30.0])
        rr = [chance.choice([0, 100, 300, 900, 4000, 5000, 0xFFFF]) for _ in range(chance.randint(0, 4))]
        sent.append((at_s, packet(*rr, contact=chance.choice([True, True, False, None]))))
    beats = laid_out(sent)
    assert len(beats) == sum(205 <= rr <= 4096 for _, one in sent for rr in one.rr_1024)
    assert all(after.t_s > before.t_s for before, after in pairwise(beats))


def test_a_notification_delivered_twice_counts_once() -> None:
    sent = notifications(heart(100))
    twice = [
        copy
        for at_s, one in sent
        for copy in ([(at_s, one), (at_s + 0.002, one)] if at_s > 50 else [(at_s, one)])
    ]
    assert [b.rr_1024 for b in laid_out(twice)] == [b.rr_1024 for b in laid_out(sent)]


def test_equal_packets_in_a_hurry_are_all_kept() -> None:
    sent = [(0.01 * k, packet(1024)) for k in range(400)]
    beats = laid_out(sent)
    assert len(beats) == 400
    assert breaks(beats) == [0]


def test_what_was_held_up_is_issued_as_soon_as_it_has_caught_up() -> None:
    axis, truth = BeatAxis(0), heart(200)
    sent = notifications(truth)
    came = sum(len(axis.feed(round(at_s * 1e9), one)) for at_s, one in sent[:100])
    for k, (_, one) in enumerate(sent[100:110]):
        came += len(axis.feed(round((109.5 + 0.01 * k) * 1e9), one))
    assert came == sum(len(one.rr_1024) for _, one in sent[:110])


def test_no_beat_waits_for_ever_where_every_notification_comes_close_upon_the_last() -> None:
    axis = BeatAxis(0)
    sent = [(0.3 * k + (3.0 if k > 100 else 0.0), packet(300)) for k in range(140)]
    came = [len(axis.feed(round(at_s * 1e9), one)) for at_s, one in sent]
    assert sum(came[:100]) == 100
    assert sum(came[:120]) == 120


def test_lost_contact_and_impossible_intervals_break_the_row() -> None:
    beats = laid_out([(1, packet(900)), (2, packet(contact=False)), (3, packet(900, 150, 750, 800))])
    assert [beat.joined for beat in beats] == [False, False, False, True]


def test_a_lost_link_breaks_the_row() -> None:
    axis = BeatAxis(0)
    axis.feed(10**9, packet(900))
    assert axis.link_lost() == []
    assert [beat.joined for beat in axis.feed(20 * 10**9, packet(900, 900))] == [False, True]


def delivered(sent: list[Sent], times: int, from_s: float = 0.0) -> list[Sent]:
    """Each notification so many times within some milliseconds, as with several programs that listen."""
    return [(at_s + 0.006 * k, one) for at_s, one in sent for k in range(times if at_s >= from_s else 1)]


def numbers(beats: list[Beat]) -> list[int | None]:
    return [beat.rr_1024 for beat in beats]


@pytest.mark.parametrize("times", [2, 3])
@pytest.mark.parametrize("from_s", [0, 5, 9, 12, 40])
def test_one_notification_is_one_whenever_copies_begin(times: int, from_s: float) -> None:
    sent = notifications(heart(120))
    beats = laid_out(delivered(sent, times, from_s))
    assert numbers(beats) == numbers(laid_out(sent))
    assert breaks(beats) == [0]


def test_copies_that_begin_with_a_new_link_are_none() -> None:
    sent = notifications(heart(120))
    axis, beats = BeatAxis(0), []
    for at_s, one in sent[:60] + delivered(sent[65:], 2):
        if at_s > 65 and len(breaks(beats)) == 1:
            beats += axis.link_lost()
        beats += axis.feed(round(at_s * 1e9), one)
    beats += axis.flush()
    assert numbers(beats) == [rr for _, one in sent[:60] + sent[65:] for rr in one.rr_1024]
    assert len(breaks(beats)) == 2


@pytest.mark.parametrize("from_s", [0, 72.5])
def test_copies_of_what_was_held_up_are_told_from_true_repeats(from_s: float) -> None:
    """The copies began long before, or while nothing arrived; in the first case two of the held ones are alike."""
    intervals = [1024 + 11 * (k % 9) - 44 for k in range(120)]
    if not from_s:
        intervals[74] = intervals[73]
    beats = [(sum(intervals[: k + 1]) / 1024, rr) for k, rr in enumerate(intervals)]
    sent = notifications(beats, phase_s=0.5)
    first = next(k for k, (at_s, _) in enumerate(sent) if at_s > 72)
    held = [
        (77.0 + 0.02 * (k - first) if 72 < at_s < 77 else at_s, one) for k, (at_s, one) in enumerate(sent)
    ]
    laid = laid_out(delivered(held, 2, from_s))
    assert numbers(laid) == intervals
    assert breaks(laid) == [0]


def test_a_packet_that_lost_half_an_interval_keeps_the_others_and_the_row_breaks_after_it() -> None:
    truth = heart(300, 0.45)
    sent = notifications(truth)
    k = next(k for k in range(200, 260) if len(sent[k][1].rr_1024) == 3)
    sent[k] = (
        sent[k][0],
        replace(sent[k][1], rr_1024=sent[k][1].rr_1024[:2], remark="one byte is left over"),
    )
    before = sum(len(one.rr_1024) for _, one in sent[:k])
    beats = laid_out(sent)
    assert len(beats) == len(truth) - 1
    assert breaks(beats) == [0, before + 2]


def test_a_strap_that_always_sends_a_byte_too_many_breaks_nothing() -> None:
    truth = heart(200)
    beats = laid_out(
        [(at_s, replace(one, remark="one byte is left over")) for at_s, one in notifications(truth)]
    )
    assert numbers(beats) == [rr for _, rr in truth]
    assert breaks(beats) == [0]
