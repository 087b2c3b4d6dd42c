"""15 faults of a phone that hands on a strap's intervals, each with many seeds: no invented beat, no false break.

A heart's notifications come to the phone once a second; it sends a message for each interval. What arrives is played byte by byte
into the line reader, then as a recording's lines into the reader that the window and the analysis use. Lost messages are known to
the benchmark alone: the sum of the intervals against the clock has to show them. Run: python benchmarks/phone_faults.py [seeds]
"""

from __future__ import annotations

import base64
import json
import math
import random
import sys
from collections.abc import Callable
from dataclasses import dataclass, field

from outbreath_app.stream.beats import BeatStream
from outbreath_devices.phone.messages import LineFeed
from outbreath_devices.strap.beat import Beat

MINUTES = 10


@dataclass(slots=True)
class Message:
    """One message on its way. number: of the heart's beat, None for what is no new beat. lost_link: it never came, nor others."""

    at_s: float
    line: bytes
    number: int | None = None
    link_lost: bool = False


@dataclass(slots=True)
class Air:
    random: random.Random
    rr_ms: list[int] = field(default_factory=list)
    sent: list[Message] = field(default_factory=list)
    told: set[int] = field(
        default_factory=set
    )  # beats after which the link or the strap itself reported a break
    cuts: bool = False


def rr_line(rr_ms: object) -> bytes:
    return json.dumps({"type": "rr", "rr_ms": rr_ms}).encode()


def session(seed: int) -> Air:
    """A heart with RSA, a strap that notifies once a second, a phone that hands on at once, a network with jitter."""
    chance = random.Random(seed)
    air = Air(chance)
    mean_s, pace = chance.uniform(0.5, 1.4), chance.uniform(4.5, 15)
    drift, due_s, beat_s, burst = 1 + chance.uniform(-1e-4, 1e-4), chance.random(), 0.0, []
    while beat_s < MINUTES * 60:
        rr = round(
            (mean_s * (1 + 0.08 * math.sin(2 * math.pi * beat_s * pace / 60)) + chance.gauss(0, 0.02)) * 1000
        )
        beat_s += rr / 1000
        while beat_s > due_s:
            at_s = due_s * drift + 0.03 + chance.expovariate(40)
            air.sent += [Message(at_s + 0.001 * k, rr_line(air.rr_ms[n]), n) for k, n in enumerate(burst)]
            burst, due_s = [], due_s + 1.0
        burst.append(len(air.rr_ms))
        air.rr_ms.append(rr)
    last_s = 0.0
    for one in air.sent:
        one.at_s = last_s = max(one.at_s, last_s + 0.0005)
    return air


def _index(air: Air, at_s: float) -> int:
    return next((i for i, one in enumerate(air.sent) if one.at_s >= at_s), len(air.sent))


def _before(air: Air, index: int) -> int:
    return next((one.number for one in reversed(air.sent[:index]) if one.number is not None), -1)


def hold(air: Air, times: int, seconds: float) -> None:
    for k in range(times):
        from_s = 40 + k * 65 + air.random.uniform(0, 20)
        late_s = from_s + seconds
        for i, one in enumerate(air.sent):
            if from_s <= one.at_s < late_s:
                one.at_s = late_s + 1e-4 * i / len(air.sent)
    last_s = 0.0
    for one in air.sent:
        one.at_s = last_s = max(one.at_s, last_s + 0.0002)


def drop_link(air: Air, at_s: float, seconds: float, again: int = 0) -> None:
    """The link is away; on the new one the last `again` messages of the old one come again."""
    first = _index(air, at_s)
    before = [one for one in air.sent[:first] if one.number is not None]
    air.told.add(_before(air, first))
    rest = air.sent[_index(air, at_s + seconds) :]
    repeated = [
        Message(at_s + seconds + 0.001 * k, one.line) for k, one in enumerate(before[len(before) - again :])
    ]
    air.sent = [*air.sent[:first], Message(at_s, b"", link_lost=True), *repeated, *rest]


def lose(air: Air, times: int, count: int) -> None:
    for k in range(times):
        at = _index(air, 60 + k * 80 + air.random.uniform(0, 30))
        del air.sent[at : at + count]


def put(air: Air, times: int, lines: Callable[[random.Random], bytes]) -> None:
    for _ in range(times):
        at = air.random.randrange(20, len(air.sent))
        air.sent.insert(at, Message(air.sent[at - 1].at_s + 1e-5, lines(air.random)))


def say_twice(air: Air) -> None:
    for at in sorted(air.random.sample(range(60, len(air.sent) - 10), 20), reverse=True):
        one = air.sent[at]
        if at + 1 == len(air.sent) or air.sent[at + 1].at_s > one.at_s + 0.3:
            air.sent.insert(at + 1, Message(one.at_s + 0.001, one.line))


def no_contact(air: Air) -> None:
    """The phone says so and holds intervals back."""
    first, last = _index(air, 200), _index(air, 230)
    air.told.add(_before(air, first))
    said = [
        b'{"type":"sensor_quality","contact_state":"%s","contact":true}' % word
        for word in (b"no_contact", b"in_contact")
    ]
    gone = air.sent[:first]
    air.sent = [*gone, Message(200.0, said[0]), Message(230.0, said[1]), *air.sent[last:]]


def junk(chance: random.Random) -> bytes:
    return bytes(chance.choice(range(11, 256)) for _ in range(chance.randrange(1, 200)))


def absurd(chance: random.Random) -> bytes:
    values = (0, -800, 1e9, "800", None, True, [800], {"rr": 800}, 10**400)
    return chance.choice(
        [*(rr_line(value) for value in values), b'{"type":"rr","rr_ms":NaN}', b'{"type":"rr"}']
    )


def other(chance: random.Random) -> bytes:
    return chance.choice(
        [
            b'{"type":"ecg","sample_rate_hz":130,"samples_mv":[0.1,-0.1]}',
            b'{"type":"status","message":"hello","connected":true}',
            b'{"type":"rmssd","rmssd_ms":42.0}',
            b'{"type":"session_state","state":"streaming"}',
            b'{"type":"what_may_come","rr_ms":800}',
            b'{"type":"sensor_quality","contact_state":"in_contact"}',
        ]
    )


def in_pieces(air: Air) -> None:
    air.cuts = True


def half_then_gone(air: Air) -> None:
    """A line is cut by the end of a link."""
    drop_link(air, 300, 20)
    lost = next(i for i, one in enumerate(air.sent) if one.link_lost)
    air.sent.insert(lost, Message(299.99, b'{"type":"rr","rr_'))


FAULTS: dict[str, Callable[[Air], None]] = {
    "none": lambda air: None,
    "held 8 times, 3 s": lambda air: hold(air, 8, 3.0),
    "held 3 times, 10 s": lambda air: hold(air, 3, 10.0),
    "6 messages lost": lambda air: lose(air, 6, 1),
    "6 times several lost": lambda air: lose(air, 6, 6),
    "link away 60 s": lambda air: drop_link(air, 300, 60),
    "link away 8 times": lambda air: [drop_link(air, 60 + 65 * k, 5) for k in range(8)] and None,
    "20 messages said twice": say_twice,
    "in pieces": in_pieces,
    "a half line, then gone": half_then_gone,
    "restarts that say the last 5 again": lambda air: (
        [drop_link(air, 100 * k, 4, again=5) for k in (1, 2, 3)] and None
    ),
    "100 lines of garbage": lambda air: put(air, 100, junk),
    "100 absurd intervals": lambda air: put(air, 100, absurd),
    "300 other messages": lambda air: put(air, 300, other),
    "lines of 100 kB": lambda air: put(air, 5, lambda chance: b"x" * 100_000),
    "no contact for 30 s": no_contact,
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """invented: beats that no heart made; missed: delivered and not issued. Breaks where beats are missing, and where none are."""

    delivered: int
    invented: int
    missed: int
    false_breaks: int
    true_breaks: int
    found_breaks: int


def beats_of(air: Air) -> list[Beat]:
    """As a recording is read, from the bytes on the wire."""
    stream, lines = BeatStream(), LineFeed()
    beats = list(stream.feed({"k": "head", "t": 0}).beats)
    for one in air.sent:
        t_ns = round(one.at_s * 1e9)
        if one.link_lost:
            lines = LineFeed()
            beats += stream.feed({"k": "link", "t": t_ns, "state": "lost"}).beats
            continue
        data = one.line + (
            b"" if one.line.startswith(b'{"type":"rr","rr_') and not one.line.endswith(b"}") else b"\n"
        )
        cut = air.random.randrange(len(data)) if air.cuts else 0
        for part in (data[:cut], data[cut:]):
            for line in lines.feed(part):
                payload = base64.b64encode(line).decode()
                beats += stream.feed({"k": "n", "t": t_ns, "s": "phone", "b": payload}).beats
    return [*beats, *stream.end()]


def judge(air: Air) -> Verdict:
    delivered = [one.number for one in air.sent if one.number is not None]
    beats = beats_of(air)
    wanted = [float(air.rr_ms[number]) for number in delivered]
    issued = [beat.rr_ms for beat in beats]
    invented, missed, numbers = align(issued, wanted, delivered)
    pairs = [
        (before, after, beat.joined)
        for before, after, beat in zip(numbers, numbers[1:], beats[1:], strict=False)
        if before is not None and after is not None
    ]
    false = sum(
        not joined and after == before + 1 and before not in air.told for before, after, joined in pairs
    )
    true = [joined for before, after, joined in pairs if after != before + 1 or before in air.told]
    return Verdict(len(delivered), invented, missed, false, len(true), sum(not joined for joined in true))


def align(
    issued: list[float], wanted: list[float], delivered: list[int]
) -> tuple[int, int, list[int | None]]:
    """Which beat each issued interval is: in order, an interval that is not the next one is invented or stands after missed ones."""
    at, invented, missed, numbers = 0, 0, 0, []
    for rr in issued:
        ahead = next((k for k in range(4) if at + k < len(wanted) and wanted[at + k] == rr), None)
        if ahead is None:
            invented += 1
            numbers.append(None)
            continue
        missed += ahead
        numbers.append(delivered[at + ahead])
        at += ahead + 1
    return invented, missed + len(wanted) - at, numbers


def run(name: str, seeds: int) -> list[Verdict]:
    verdicts = []
    for seed in range(seeds):
        air = session(seed)
        FAULTS[name](air)
        verdicts.append(judge(air))
    return verdicts


def main() -> None:
    seeds = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    print(
        f"{'fault':36} {'delivered':>9} {'invented':>9} {'missed':>7} {'false breaks':>13} {'breaks found':>14}"
    )
    for name in FAULTS:
        told = run(name, seeds)
        delivered, invented, missed, false, true, found = (
            sum(getattr(one, key) for one in told) for key in Verdict.__slots__
        )
        print(f"{name:36} {delivered:9} {invented:9} {missed:7} {false:13} {f'{found} of {true}':>14}")


if __name__ == "__main__":
    main()
