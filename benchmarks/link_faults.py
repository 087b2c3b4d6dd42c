"""15 faults of the radio link, each with many seeds: every delivered beat kept, once and exact, and no false break.

Every session is played as the lines of a recording into the reader that the window and the analysis use, clock lines and
all. A true break is one where beats that the heart made are missing between two that were delivered, or where the strap
or the computer said so itself (link or skin contact lost, an interval that is none, a suspend). After the 15 faults come
notifications that got lost on the way, from straps of several habits. Run: python benchmarks/link_faults.py [seeds]
"""

from __future__ import annotations

import base64
import math
import random
import sys
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass, field

from outbreath_app.stream.beats import BeatStream
from outbreath_devices.recording.line import Line
from outbreath_devices.strap.beat import Beat
from outbreath_devices.strap.heart_rate import is_beat, parse_heart_rate

MINUTES = 10
DAY_MINUTES = 24 * 60
DAY_FAULTS = 143


@dataclass(slots=True, eq=False)
class Sent:
    """What reached the computer: arrival (s), bytes, and the heart's own beat numbers.

    Without bytes it is a line of the recorder's: that the link was lost, or what `line` says.
    """

    at_s: float
    payload: bytes | None
    numbers: tuple[int, ...] = ()
    line: Line | None = None


@dataclass(slots=True)
class Air:
    """A session on the air: the packets to come and what is known to be broken by the strap's own word."""

    random: random.Random
    minutes: int = MINUTES
    sent: list[Sent] = field(default_factory=list)
    told: set[int] = field(default_factory=set)  # beats after which the strap itself reported a break


def packet(rr: list[int], contact: bool = True) -> bytes:
    flags = 0x04 | (0x02 if contact else 0) | (0x10 if rr else 0)
    return bytes([flags, 64]) + b"".join(one.to_bytes(2, "little") for one in rr)


@dataclass(frozen=True, slots=True)
class Habit:
    """How a strap sends: how often, whether also without a beat, how late a beat may be seen, its ticks a second."""

    every_s: float = 1.0
    without_beats: bool = True
    seen_late_s: float = 0.0
    ticks: int = 1024


# None: a notification for each beat.
HABITS: dict[str, Habit | None] = {
    "once a second": Habit(),
    "beats seen up to 0.24 s late": Habit(0.99, True, 0.24),
    "only when there is a beat": Habit(1.0, False),
    "every 2 s": Habit(2.0),
    "twice a second": Habit(0.5),
    "ms for 1/1024 s": Habit(ticks=1000),
    "each beat": None,
}


def session(seed: int, minutes: int = MINUTES, habit: Habit | None = HABITS["once a second"]) -> Air:
    """A strap that is well: RSA at a pace of its own, notifications by its habit, jitter, a clock that drifts."""
    chance = random.Random(seed)
    air = Air(chance, minutes)
    mean_s, pace_per_min = chance.uniform(0.5, 1.4), chance.uniform(4.5, 15)
    drift, due_s = 1 + chance.uniform(-1e-4, 1e-4), chance.random()
    every = habit or Habit(seen_late_s=0.1)
    beat_s, number, burst, numbers = 0.0, 0, [], []
    while beat_s < minutes * 60:
        rsa = 0.08 * mean_s * math.sin(2 * math.pi * beat_s * pace_per_min / 60)
        ticks = round((mean_s + rsa + chance.gauss(0, 0.02)) * 1024)
        beat_s += ticks / 1024
        seen_s = beat_s + chance.uniform(0, every.seen_late_s)
        while seen_s > due_s or habit is None:
            if burst or every.without_beats:
                made_s = seen_s if habit is None else due_s
                air.sent.append(
                    Sent(made_s * drift + 0.02 + chance.expovariate(30), packet(burst), tuple(numbers))
                )
            burst, numbers = [], []
            due_s += every.every_s
            if habit is None:
                break
        burst.append(round(ticks * every.ticks / 1024))
        numbers.append(number)
        number += 1
    last_s = 0.0
    for one in air.sent:  # the link keeps the order
        one.at_s = last_s = max(one.at_s, last_s + 0.001)
    return air


def numbers_before(air: Air, index: int) -> int:
    """The last beat delivered before a packet."""
    return next((air.sent[i].numbers[-1] for i in reversed(range(index)) if air.sent[i].numbers), -1)


def lose_link(air: Air, from_s: float, seconds: float) -> None:
    """Out of reach: nothing of that time is ever delivered, and the link is reported lost and made again."""
    at = _index(air, from_s)
    del air.sent[at : _index(air, from_s + seconds)]
    air.told.add(numbers_before(air, at))
    air.sent.insert(at, Sent(from_s + min(6.0, seconds / 2), None))


def hold(air: Air, from_s: float, seconds: float, merged: bool) -> None:
    """The radio is held up: all of it comes afterwards, in one packet or in a row of them."""
    first = _index(air, from_s)
    held = air.sent[first : _index(air, from_s + seconds)]
    for k, one in enumerate(held):
        one.at_s = from_s + seconds + 0.008 * k
    if merged and held:
        rr = [rr for one in held for rr in parse_heart_rate(one.payload or b"").rr_1024]
        numbers = tuple(n for one in held for n in one.numbers)
        held[0].payload, held[0].numbers = packet(rr), numbers
        del air.sent[first + 1 : first + len(held)]


def lose_contact(air: Air, from_s: float, seconds: float) -> None:
    for k in range(_index(air, from_s), _index(air, from_s + seconds)):
        one = air.sent[k]
        if one.payload:
            air.told.add(numbers_before(air, k))
            one.payload, one.numbers = packet([], contact=False), ()


def repeat(air: Air, at: int) -> None:
    """Deliver a notification twice."""
    one = air.sent[at]
    if one.payload and parse_heart_rate(one.payload).rr_1024:
        air.sent.insert(at + 1, Sent(one.at_s + 0.002, one.payload))


def fill(air: Air, at: int, value: int) -> None:
    """Put something that is no interval among a notification's."""
    one = air.sent[at]
    if one.payload and parse_heart_rate(one.payload).contact:
        rr = list(parse_heart_rate(one.payload).rr_1024)
        rr.insert(air.random.randint(0, len(rr)), value)
        one.payload = packet(rr)


def junk(air: Air, at: int) -> None:
    noise = air.random.randbytes(air.random.randint(0, 12))
    if not parse_heart_rate(noise).rr_1024 and parse_heart_rate(noise).contact is not False:
        air.sent.insert(at, Sent(air.sent[at - 1].at_s + 0.2, noise))


def say(air: Air, at_s: float, words: str, **details: float) -> None:
    """A line of the recorder's about the clocks, while the link holds."""
    at = _index(air, at_s)
    line: Line = {"k": "link", "state": "connected", "reason": words, "details": dict(details)}
    air.sent.insert(at, Sent(at_s, None, line=line))
    if "slept_s" in details:
        air.told.add(numbers_before(air, at))


def sleep(air: Air, from_s: float) -> None:
    """The computer sleeps and the strap sends on; the monotonic clock stands still, so the gap shows in no clock."""
    slept_s = 60.0
    first = _index(air, from_s)
    del air.sent[first : _index(air, from_s + slept_s)]
    for one in air.sent[first:]:
        one.at_s -= slept_s
    say(air, from_s, "The computer slept.", slept_s=3600.0, wall_jump_s=3600.0)


def out_of_range_20_times(air: Air) -> None:
    for k in range(20):
        lose_link(air, 20 + 28 * k, air.random.uniform(4, 12))


def held_in_a_row_of_packets(air: Air) -> None:
    for k in range(8):
        hold(air, 60 + 60 * k, air.random.uniform(2, 10), merged=False)


def often(times: int, fault: Callable[[Air, int], None]) -> Callable[[Air], None]:
    """A fault of single notifications, at random ones."""

    def put(air: Air) -> None:
        for _ in range(times):
            fault(air, air.random.randrange(20, len(air.sent) - 1))

    return put


def clock_set(by_s: float) -> Callable[[Air], None]:
    return lambda air: say(air, 300.3, "The computer's clock was set.", wall_jump_s=by_s)


def suspend(air: Air) -> None:
    """With every other seed the link is lost by it."""
    if air.random.random() < 0.5:
        sleep(air, 250)
    else:
        lose_link(air, 250, 5)


def a_day(air: Air) -> None:
    """Faults of every kind at random times of a long session, none within two minutes of another."""
    span_s = air.minutes * 60 / DAY_FAULTS
    chance = air.random
    kinds: list[Callable[[float], None]] = [
        lambda at_s: lose_link(air, at_s, chance.uniform(5, 60)),
        lambda at_s: lose_contact(air, at_s, chance.uniform(3, 60)),
        lambda at_s: hold(air, at_s, chance.uniform(2, 10), merged=True),
        lambda at_s: hold(air, at_s, chance.uniform(2, 10), merged=False),
        lambda at_s: sleep(air, at_s),
        lambda at_s: say(
            air, at_s, "The computer's clock was set.", wall_jump_s=chance.choice([-3600.0, 86400.0])
        ),
        lambda at_s: repeat(air, _index(air, at_s)),
        lambda at_s: fill(air, _index(air, at_s), chance.choice([0, 0xFFFF])),
        lambda at_s: junk(air, _index(air, at_s)),
    ]
    for k in reversed(range(DAY_FAULTS)):  # from the end, for a sleep moves what follows it
        kinds[k % len(kinds)](k * span_s + chance.uniform(130, span_s - 70))


def _index(air: Air, at_s: float) -> int:
    """The first packet at a time or after it."""
    return bisect_left(air.sent, at_s, key=lambda one: one.at_s)


def notifications_lost(air: Air) -> None:
    for at in air.random.sample(range(60, len(air.sent) - 5), 6):
        air.sent[at].payload, air.sent[at].numbers = b"", ()


def held_shortly(air: Air) -> None:
    for k in range(8):
        hold(air, 60 + 60 * k, air.random.uniform(0.5, 4), merged=bool(k % 2))


# the list that was agreed on, and what came to it
FAULTS: dict[str, Callable[[Air], None]] = {
    "out of range 60 s": lambda air: lose_link(air, 200, 60),
    "out of range 20 times": out_of_range_20_times,
    "contact lost": lambda air: lose_contact(air, 200, 30),
    "battery dies": lambda air: lose_link(air, 400, air.minutes * 60),
    "59 duplicates": often(59, repeat),
    "RR 0": often(20, lambda air, at: fill(air, at, 0)),
    "RR 0xFFFF": often(20, lambda air, at: fill(air, at, 0xFFFF)),
    "held 10 s, in one packet": lambda air: hold(air, air.random.uniform(100, 400), 10, merged=True),
    "adapter off 60 s": lambda air: lose_link(air, 300, 60),
    "wall clock set back 1 h": clock_set(-3600.0),
    "wall clock set on 2 h": clock_set(7200.0),
    "wall clock set on 1 d": clock_set(86400.0),
    "suspend 1 h": suspend,
    "290 random payloads": often(290, junk),
    "24 h with 143 faults": a_day,
    "held 8 times, packets in a row": held_in_a_row_of_packets,
    "held 8 times, up to 4 s": held_shortly,
    "6 notifications lost": notifications_lost,
    "none": lambda air: None,
}
AGREED = 15


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
    """Read the session's lines as a recording and compare its beats with what the heart did."""
    stream = BeatStream()
    stream.feed({"k": "head", "t": 0, "v": 1, "wall": 0, "zone": 0})
    beats: list[Beat] = []
    numbers: list[int] = []
    truth: list[int] = []
    wall_s, next_clock_s = 1.7e9, 10.0
    for one in air.sent:
        t_ns = round(one.at_s * 1e9)
        if one.at_s > next_clock_s:
            next_clock_s += 10.0
            beats += stream.feed({"k": "clk", "t": t_ns, "wall": round((wall_s + one.at_s) * 1e9)}).beats
        if one.payload is None:
            line = one.line or {"k": "link", "state": "lost"}
            details = line.get("details")
            wall_s += float(details.get("wall_jump_s", 0)) if isinstance(details, dict) else 0.0
            beats += stream.feed({**line, "t": t_ns}).beats
            continue
        encoded = base64.b64encode(one.payload).decode("ascii")
        beats += stream.feed({"k": "n", "t": t_ns, "s": "hr", "b": encoded}).beats
        numbers += one.numbers
        if one.numbers:
            truth += [rr for rr in parse_heart_rate(one.payload).rr_1024 if is_beat(rr)]
    beats += stream.end()
    broken = {i for i in range(1, len(numbers)) if numbers[i] != numbers[i - 1] + 1}
    broken |= {i for i in range(1, len(numbers)) if numbers[i - 1] in air.told}
    said = {i for i in range(1, len(beats)) if not beats[i].joined}
    exact = [beat.rr_1024 for beat in beats] == truth
    return Verdict(len(truth), len(beats), exact, len(said - broken), len(broken), len(said & broken))


def run(
    name: str, seeds: int, habit: Habit | None = HABITS["once a second"], day_minutes: int = DAY_MINUTES
) -> list[Verdict]:
    """One fault with many seeds."""
    verdicts = []
    for seed in range(seeds):
        air = session(seed, day_minutes if FAULTS[name] is a_day else MINUTES, habit)
        FAULTS[name](air)
        verdicts.append(judge(air))
    return verdicts


def row(name: str, all_of: list[Verdict]) -> str:
    """One line of the table."""
    sent, kept = sum(v.delivered for v in all_of), sum(v.kept for v in all_of)
    exact = "yes" if all(v.exact for v in all_of) else f"{sum(not v.exact for v in all_of)} not"
    false = sum(v.false_breaks for v in all_of)
    found = f"{sum(v.found_breaks for v in all_of)} of {sum(v.true_breaks for v in all_of)}"
    return f"{name:32} {sent:9} {kept:9} {exact:6} {false:12}  {found}"


def main() -> None:
    seeds = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    print(f"{'fault':32} {'sent':>9} {'kept':>9} exact  false breaks  breaks found")
    for name in FAULTS:
        print(row(name, run(name, seeds)), flush=True)
    print("\nStraps of other habits: 6 notifications lost, then held up 8 times up to 4 s")
    for habit, how in HABITS.items():
        for name in ("6 notifications lost", "held 8 times, up to 4 s"):
            print(row(habit, run(name, seeds, how)), flush=True)


if __name__ == "__main__":
    main()
