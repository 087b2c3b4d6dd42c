"""The simulated strap behaves as a strap: bursts, quantisation, losses, battery and streams, on a manual clock."""

from __future__ import annotations

import asyncio
import statistics
from collections.abc import Sequence
from contextlib import suppress

import numpy as np
import pytest

from outbreath_devices.axis.beat_axis import BeatAxis
from outbreath_devices.pmd.control import parse_answer, parse_command
from outbreath_devices.pmd.frames import PmdKind, parse_pmd_frame
from outbreath_devices.simulated.strap import Fault, FaultKind, SimulatedHeart, SimulatedStrap
from outbreath_devices.strap.events import LinkChange, LinkState, Notification, Source, StrapEvent
from outbreath_devices.strap.heart_rate import parse_heart_rate
from support.clocks import ManualClock


class Over(Exception):
    """The time asked for is up."""


def events_of(
    seconds: float,
    heart: SimulatedHeart | None = None,
    faults: Sequence[Fault] = (),
    pace_per_min: float | None = None,
    streams: Sequence[PmdKind] = (),
    battery_pct: float = 88,
) -> list[StrapEvent]:
    """What the strap says in so many seconds of a clock that only its own waiting moves."""
    clock = ManualClock(0)

    async def sleep(wait_s: float) -> None:
        clock.advance_s(wait_s)
        if clock.now_ns() > seconds * 1e9:
            raise Over

    async def listen() -> list[StrapEvent]:
        strap = SimulatedStrap(
            heart, faults=faults, streams=streams, battery_pct=battery_pct, clock=clock.now_ns, sleep=sleep
        )
        events: list[StrapEvent] = []
        async with strap:
            strap.set_pace(pace_per_min, 0.4, 0)
            with suppress(Over):
                async for event in strap:
                    events.append(event)
        return events

    return asyncio.run(listen())


def notified(events: list[StrapEvent], source: Source) -> list[Notification]:
    return [e for e in events if isinstance(e, Notification) and e.source is source]


def rr_of(events: list[StrapEvent]) -> list[int]:
    heard = notified(events, Source.HEART_RATE)
    return [rr for one in heard for rr in parse_heart_rate(one.payload).rr_1024]


def test_a_notification_a_second_with_none_to_several_intervals() -> None:
    heard = notified(events_of(300), Source.HEART_RATE)
    assert len(heard) == 300
    counts = {len(parse_heart_rate(one.payload).rr_1024) for one in heard}
    assert counts == {0, 1, 2} or counts == {1, 2}
    assert all(parse_heart_rate(one.payload).contact for one in heard)


def test_the_heart_follows_the_pacer_with_the_asked_rsa() -> None:
    rr_ms = np.array(
        rr_of(events_of(300, SimulatedHeart(rsa_ms=200, noise_ms=0, slow_ms=0), pace_per_min=5.6))
    )
    swing_ms = (np.percentile(rr_ms, 98) - np.percentile(rr_ms, 2)) / 1.024
    assert swing_ms == pytest.approx(200, abs=15)
    at_rest = np.array(rr_of(events_of(300, SimulatedHeart(rsa_ms=200, noise_ms=0, slow_ms=0))))
    assert np.ptp(at_rest) / 1.024 < 80


def test_the_same_seed_sends_the_same_bytes() -> None:
    assert events_of(60, SimulatedHeart(seed=3)) == events_of(60, SimulatedHeart(seed=3))
    assert rr_of(events_of(60, SimulatedHeart(seed=3))) != rr_of(events_of(60, SimulatedHeart(seed=4)))


def test_every_beat_is_sent_once_and_lies_where_the_clock_says() -> None:
    events = events_of(120)
    axis = BeatAxis(0)
    beats = [
        beat
        for one in notified(events, Source.HEART_RATE)
        for beat in axis.feed(one.received_ns, parse_heart_rate(one.payload))
    ]
    assert [beat.joined for beat in beats].count(False) == 1
    assert beats[-1].t_s == pytest.approx(sum(rr_of(events)) / 1024, abs=0.15)


def test_a_lost_link_is_told_and_its_beats_are_gone() -> None:
    events = events_of(90, faults=[Fault(FaultKind.LINK_LOST, 30, 50)])
    links = [e for e in events if isinstance(e, LinkChange)]
    assert [link.state for link in links] == [LinkState.CONNECTED, LinkState.LOST, LinkState.CONNECTED]
    heard_s = [one.received_ns / 1e9 for one in notified(events, Source.HEART_RATE)]
    assert not any(30.5 < at_s <= 50 for at_s in heard_s)
    whole = rr_of(events_of(90))
    assert 18 < len(whole) - len(rr_of(events)) < 26


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (FaultKind.CONTACT_LOST, "no skin contact"),
        (FaultKind.SILENT, "sends nothing"),
        (FaultKind.NO_RR, "no R-R intervals"),
        (FaultKind.UNWORN, "no heart makes"),
    ],
)
def test_each_kind_of_silence_is_named_and_its_end_too(kind: FaultKind, words: str) -> None:
    links = [e for e in events_of(90, faults=[Fault(kind, 20, 50)]) if isinstance(e, LinkChange)]
    said = [link.reason for link in links if link.reason]
    assert any(words in reason for reason in said)
    assert said[-1] == "The strap is heard again."


def test_the_battery_runs_down_and_takes_the_link_with_it() -> None:
    events = events_of(3600, battery_pct=0.2)
    levels = [one.payload[0] for one in notified(events, Source.BATTERY)]
    assert levels == [0]
    assert [e for e in events if isinstance(e, LinkChange)][-1].state is LinkState.LOST
    falling = [one.payload[0] for one in notified(events_of(4 * 3600), Source.BATTERY)]
    assert falling == [88, 87, 86]


def test_streams_open_with_their_settings_and_come_in_time() -> None:
    events = events_of(60, SimulatedHeart(natural_per_min=6), streams=list(PmdKind))
    control = [one.payload for one in notified(events, Source.PMD_CONTROL)]
    assert {command[0] for command in map(parse_command, control) if command} == set(PmdKind)
    assert all(parse_answer(payload).ok for payload in control if payload[0] == 0xF0)
    frames = [parse_pmd_frame(one.payload) for one in notified(events, Source.PMD_DATA)]
    assert not any(frame.problem for frame in frames)
    motion = [sample for frame in frames if frame.kind is PmdKind.ACC for sample in frame.samples]
    assert 54 * 50 < len(motion) < 58 * 50
    z = np.array([sample[2] for sample in motion], dtype=float)
    power = np.abs(np.fft.rfft(z - z.mean()))
    assert np.fft.rfftfreq(len(z), 1 / 50)[power.argmax()] * 60 == pytest.approx(6, abs=0.6)


def test_the_ecg_peaks_where_the_beats_are() -> None:
    events = events_of(60, streams=[PmdKind.ECG])
    frames = [parse_pmd_frame(one.payload) for one in notified(events, Source.PMD_DATA)]
    ecg = np.array([sample[0] for frame in frames for sample in frame.samples])
    peaks = [i for i in range(1, len(ecg) - 1) if ecg[i] > 700 and ecg[i - 1] < ecg[i] >= ecg[i + 1]]
    rr_s = np.diff(peaks) / 130
    assert statistics.median(rr_s) == pytest.approx(statistics.median(rr_of(events)) / 1024, abs=0.02)
    assert len(peaks) == pytest.approx(57 / 0.9, abs=6)
