"""A skin contact bit that stays at none is overruled by sound intervals, and by nothing else."""

from __future__ import annotations

import math
import random

import pytest

from outbreath_devices.axis.beat_axis import BeatAxis
from outbreath_devices.strap.contact import ContactDoubt
from outbreath_devices.strap.heart_rate import HeartRatePacket
from outbreath_devices.strap.silence import Silence, SilenceWatch

S = 1_000_000_000


def steady(
    seconds: int, contact: bool | None = False, hr_bpm: int = 64
) -> list[tuple[float, HeartRatePacket]]:
    """A notification a second of a heart with RSA around 64/min."""
    sent, beat_s, burst = [], 0.0, []
    due_s = 1.0
    while due_s <= seconds:
        rr = round((0.94 + 0.07 * math.sin(beat_s / 1.6)) * 1024)
        beat_s += rr / 1024
        while beat_s > due_s:
            sent.append((due_s + 0.02, HeartRatePacket(hr_bpm, contact, None, tuple(burst))))
            burst, due_s = [], due_s + 1.0
        burst.append(rr)
    return sent


def doubted_at(sent: list[tuple[float, HeartRatePacket]]) -> float | None:
    doubt = ContactDoubt()
    for at_s, packet in sent:
        doubt.feed(at_s, packet)
        if doubt.overruled:
            return at_s
    return None


def test_half_a_minute_of_sound_intervals_overrules_the_bit() -> None:
    at_s = doubted_at(steady(60))
    assert at_s is not None
    assert 30 <= at_s <= 33


def test_a_bit_that_flaps_is_overruled_too() -> None:
    sent = [
        (at_s, packet if int(at_s) // 2 % 2 else HeartRatePacket(64, True, None, packet.rr_1024))
        for at_s, packet in steady(90)
    ]
    at_s = doubted_at(sent)
    assert at_s is not None
    assert at_s <= 35


def noise(seconds: int) -> list[tuple[float, HeartRatePacket]]:
    """What electrodes without skin may give: times of no rhythm, that still add up to the clock."""
    chance, sent, burst, beat_s, due_s = random.Random(3), [], [], 0.0, 1.0
    while due_s < seconds:
        rr = chance.randrange(300, 1800)
        beat_s += rr / 1024
        while beat_s > due_s:
            sent.append((due_s, HeartRatePacket(64, False, None, tuple(burst))))
            burst, due_s = [], due_s + 1.0
        burst.append(rr)
    return sent


@pytest.mark.parametrize(
    "sent",
    [
        noise(300),
        [(at_s, HeartRatePacket(64, False)) for at_s, _ in steady(120)],
        steady(120, hr_bpm=180),
        [(at_s, HeartRatePacket(64, False, None, (40, 65535))) for at_s, _ in steady(120)],
        [(at_s, HeartRatePacket(64, False, None, 2 * packet.rr_1024)) for at_s, packet in steady(120)],
    ],
    ids=["noise", "no intervals", "another rate", "no heart's", "twice the clock"],
)
def test_nothing_else_overrules_it(sent: list[tuple[float, HeartRatePacket]]) -> None:
    assert doubted_at(sent) is None


def test_what_is_not_sound_gives_the_bit_its_say_again() -> None:
    doubt, sent = ContactDoubt(), steady(60)
    for at_s, packet in sent:
        doubt.feed(at_s, packet)
    assert doubt.feed(61.0, sent[-1][1]) is None
    for second in range(62, 70):
        contact = doubt.feed(second, HeartRatePacket(64, False))
    assert contact is False


def test_beats_are_joined_again_once_the_bit_is_overruled() -> None:
    axis = BeatAxis(0)
    beats = [beat for at_s, packet in steady(120) for beat in axis.feed(round(at_s * S), packet)]
    late = [beat for beat in beats if beat.t_s > 35]
    assert len(late) > 80
    assert all(beat.joined and beat.contact is None for beat in late)
    assert any(not beat.joined for beat in beats if beat.t_s < 29)
    assert axis.contact is None


def test_the_silence_watch_no_longer_says_that_there_is_no_contact() -> None:
    watch = SilenceWatch(0)
    said = []
    for at_s, packet in steady(60):
        watch.feed(round(at_s * S), packet)
        said.append(watch.state(round(at_s * S)))
    assert said[10] is Silence.NO_CONTACT
    assert said[-1] is Silence.NONE
    assert watch.contact_doubted
