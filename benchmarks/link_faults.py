"""15 faults of the radio link, each with many seeds: every delivered beat kept, once and exact, and no false break.

A true break is one where beats that the heart made are missing between two that were delivered, or where the strap said
so itself (link or skin contact lost, an interval that is none). Run: python benchmarks/link_faults.py [seeds]
"""

from __future__ import annotations

import math
import random
import sys
from collections.abc import Callable
from dataclasses import dataclass, field

from outbreath_devices.axis import BeatAxis
from outbreath_devices.beat import Beat
from outbreath_devices.heart_rate import is_beat, parse_heart_rate

MINUTES = 10


@dataclass(slots=True)
class Sent:
    """What reached the computer: arrival (s), bytes (None: the link was lost), and the heart's own beat numbers."""

    at_s: float
    payload: bytes | None
    numbers: tuple[int, ...] = ()


@dataclass(slots=True)
class Air:
    """A session on the air: the packets to come and what is known to be broken by the strap's own word."""

    random: random.Random
    sent: list[Sent] = field(default_factory=list)
    told: set[int] = field(default_factory=set)  # beats after which the strap itself reported a break


def packet(rr: list[int], contact: bool = True) -> bytes:
    flags = 0x04 | (0x02 if contact else 0) | (0x10 if rr else 0)
    return bytes([flags, 64]) + b"".join(one.to_bytes(2, "little") for one in rr)


def session(seed: int) -> Air:
    """Ten minutes of a strap that is well: RSA at a pace of its own, a burst a second, jitter, a clock that drifts."""
    chance = random.Random(seed)
    air = Air(chance)
    mean_s, pace_per_min = chance.uniform(0.5, 1.4), chance.uniform(4.5, 15)
    drift, phase_s = 1 + chance.uniform(-1e-4, 1e-4), chance.random()
    beat_s, number, burst, numbers = 0.0, 0, [], []
    due_s = phase_s
    while beat_s < MINUTES * 60:
        rsa = 0.08 * mean_s * math.sin(2 * math.pi * beat_s * pace_per_min / 60)
        ticks = round((mean_s + rsa + chance.gauss(0, 0.02)) * 1024)
        beat_s += ticks / 1024
        while beat_s > due_s:
            delay_s = 0.02 + chance.expovariate(30)
            air.sent.append(Sent(due_s * drift + delay_s, packet(burst), tuple(numbers)))
            burst, numbers = [], []
            due_s += 1.0
        burst.append(ticks)
        numbers.append(number)
        number += 1
    last_s = 0.0
    for one in air.sent:  # the link keeps the order
        one.at_s = last_s = max(one.at_s, last_s + 0.001)
    return air


def numbers_before(air: Air, index: int) -> int:
    """The last beat delivered before a packet."""
    return max((n for one in air.sent[:index] for n in one.numbers), default=-1)


def lose_link(air: Air, from_s: float, seconds: float) -> None:
    """Out of reach: nothing of that time is ever delivered, and the link is reported lost and made again."""
    kept = [one for one in air.sent if not from_s <= one.at_s < from_s + seconds]
    at = next((i for i, one in enumerate(kept) if one.at_s >= from_s), len(kept))
    air.sent = kept
    air.told.add(numbers_before(air, at))
    air.sent.insert(at, Sent(from_s + min(6.0, seconds / 2), None))


def hold(air: Air, from_s: float, seconds: float, merged: bool) -> None:
    """The radio is held up: all of it comes afterwards, in one packet or in a row of them."""
    held = [one for one in air.sent if from_s <= one.at_s < from_s + seconds]
    for k, one in enumerate(held):
        one.at_s = from_s + seconds + 0.008 * k
    if merged and held:
        rr = [rr for one in held for rr in parse_heart_rate(one.payload or b"").rr_1024]
        numbers = tuple(n for one in held for n in one.numbers)
        held[0].payload, held[0].numbers = packet(rr), numbers
        air.sent = [one for one in air.sent if one not in held[1:]]


def out_of_range_once(air: Air) -> None:
    lose_link(air, 200, 60)


def out_of_range_20_times(air: Air) -> None:
    for k in range(20):
        lose_link(air, 20 + 28 * k, air.random.uniform(4, 12))


def contact_lost(air: Air) -> None:
    for k, one in enumerate(air.sent):
        if 200 <= one.at_s < 230:
            air.told.add(numbers_before(air, k))
            one.payload, one.numbers = packet([], contact=False), ()


def battery_dies(air: Air) -> None:
    lose_link(air, 400, MINUTES * 60)


def duplicates(air: Air) -> None:
    for _ in range(59):
        at = air.random.randrange(20, len(air.sent) - 1)
        one = air.sent[at]
        if parse_heart_rate(one.payload or b"").rr_1024:
            air.sent.insert(at + 1, Sent(one.at_s + 0.002, one.payload))


def filler(value: int) -> Callable[[Air], None]:
    def put(air: Air) -> None:
        for at in air.random.sample(range(20, len(air.sent)), 20):
            one = air.sent[at]
            rr = list(parse_heart_rate(one.payload or b"").rr_1024)
            rr.insert(air.random.randint(0, len(rr)), value)
            one.payload = packet(rr)

    return put


def held_in_one_packet(air: Air) -> None:
    hold(air, air.random.uniform(100, 400), 10, merged=True)


def held_in_a_row_of_packets(air: Air) -> None:
    for k in range(8):
        hold(air, 60 + 60 * k, air.random.uniform(2, 10), merged=False)


def adapter_off(air: Air) -> None:
    lose_link(air, 300, 60)


def wall_clock_set(air: Air) -> None:
    """Nothing happens to the strap or to the monotonic clock: the axis knows no other."""


def suspend(air: Air) -> None:
    """The monotonic clock stands still for an hour; the link is found lost afterwards."""
    lose_link(air, 250, 5)


def random_payloads(air: Air) -> None:
    for _ in range(290):
        at = air.random.randrange(20, len(air.sent))
        junk = air.random.randbytes(air.random.randint(0, 12))
        if not parse_heart_rate(junk).rr_1024 and parse_heart_rate(junk).contact is not False:
            air.sent.insert(at, Sent(air.sent[at - 1].at_s + 0.2, junk))


def notifications_lost(air: Air) -> None:
    for at in air.random.sample(range(60, len(air.sent) - 5), 6):
        air.sent[at].payload, air.sent[at].numbers = b"", ()


FAULTS: dict[str, Callable[[Air], None]] = {
    "out of range 60 s": out_of_range_once,
    "out of range 20 times": out_of_range_20_times,
    "contact lost": contact_lost,
    "battery dies": battery_dies,
    "59 duplicates": duplicates,
    "RR 0": filler(0),
    "RR 0xFFFF": filler(0xFFFF),
    "held 10 s, in one packet": held_in_one_packet,
    "held 8 times, packets in a row": held_in_a_row_of_packets,
    "adapter off 60 s": adapter_off,
    "wall clock set": wall_clock_set,
    "suspend 1 h": suspend,
    "290 random payloads": random_payloads,
    "6 notifications lost": notifications_lost,
    "none": lambda air: None,
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one session."""

    delivered: int
    kept: int
    exact: bool
    false_breaks: int
    true_breaks: int
    found_breaks: int


def judge(air: Air) -> Verdict:
    """Lay the session's beats on the axis and compare them with what the heart did."""
    axis = BeatAxis(0)
    beats: list[Beat] = []
    numbers: list[int] = []
    truth: list[int] = []
    for one in air.sent:
        if one.payload is None:
            beats += axis.link_lost()
            continue
        beats += axis.feed(round(one.at_s * 1e9), parse_heart_rate(one.payload))
        numbers += one.numbers
        if one.numbers:
            truth += [rr for rr in parse_heart_rate(one.payload).rr_1024 if is_beat(rr)]
    beats += axis.flush()
    broken = {i for i in range(1, len(numbers)) if numbers[i] != numbers[i - 1] + 1}
    broken |= {i for i in range(1, len(numbers)) if numbers[i - 1] in air.told}
    said = {i for i in range(1, len(beats)) if not beats[i].joined}
    exact = [beat.rr_1024 for beat in beats] == truth
    return Verdict(len(truth), len(beats), exact, len(said - broken), len(broken), len(said & broken))


def run(name: str, seeds: int) -> list[Verdict]:
    """One fault with many seeds."""
    verdicts = []
    for seed in range(seeds):
        air = session(seed)
        FAULTS[name](air)
        verdicts.append(judge(air))
    return verdicts


def main() -> None:
    seeds = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    print(f"{'fault':32} {'sent':>8} {'kept':>8} exact  false breaks  breaks found")
    for name in FAULTS:
        all_of = run(name, seeds)
        sent, kept = sum(v.delivered for v in all_of), sum(v.kept for v in all_of)
        exact = "yes" if all(v.exact for v in all_of) else f"{sum(not v.exact for v in all_of)} not"
        false = sum(v.false_breaks for v in all_of)
        found = f"{sum(v.found_breaks for v in all_of)} of {sum(v.true_breaks for v in all_of)}"
        print(f"{name:32} {sent:8} {kept:8} {exact:6} {false:12}  {found}")


if __name__ == "__main__":
    main()
