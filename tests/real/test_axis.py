"""The beat axis on a real H10's notifications and their arrival times, whole and with some taken away."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np

from outbreath_devices.axis.beat_axis import BeatAxis
from outbreath_devices.strap.heart_rate import HeartRatePacket
from support.corpus import corpus_file

Sent = tuple[float, tuple[int, ...]]


def notifications(path: Path) -> list[Sent]:
    """Intervals that arrived together are one notification; the one without a beat, which the file leaves out, is put back."""
    arrivals_s, rr_ms = np.loadtxt(path, delimiter=",", unpack=True)
    sent: list[Sent] = []
    for at_s, rr in zip(arrivals_s, rr_ms, strict=True):
        ticks = round(rr * 1.024)
        if sent and at_s - sent[-1][0] < 0.02:
            sent[-1] = sent[-1][0], (*sent[-1][1], ticks)
            continue
        while sent and at_s - sent[-1][0] > 1.6:
            sent.append((sent[-1][0] + 1.0, ()))
        sent.append((float(at_s), (ticks,)))
    return sent


def breaks(sent: list[Sent]) -> list[int]:
    """The beats that follow a break, by their number."""
    axis = BeatAxis(0)
    beats = []
    for at_s, rr in sent:
        beats += axis.feed(round(at_s * 1e9), HeartRatePacket(60, True, None, rr))
    beats += axis.flush()
    assert [beat.rr_1024 for beat in beats] == [one for _, rr in sent for one in rr]
    return [i for i, beat in enumerate(beats) if not beat.joined]


def test_ten_minutes_of_a_real_strap_have_no_break() -> None:
    assert breaks(notifications(corpus_file("strap/polarh10_brennan_ibi.csv"))) == [0]


def test_lost_notifications_of_a_real_strap_are_found_and_no_other_break() -> None:
    whole = notifications(corpus_file("strap/polarh10_brennan_ibi.csv"))
    found = true = false = 0
    for seed in range(20):
        chance = random.Random(seed)
        gone = set(chance.sample(range(60, len(whole) - 5), 6))
        left = [one for k, one in enumerate(whole) if k not in gone]
        count, at = 0, set()
        for k, (_, rr) in enumerate(whole):
            if k in gone and rr:
                at.add(count)
            count += len(rr) if k not in gone else 0
        said = set(breaks(left)) - {0}
        found, true, false = found + len(said & at), true + len(at), false + len(said - at)
    assert false == 0
    assert found > 0.5 * true
