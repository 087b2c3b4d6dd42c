"""A simulated session as a recording: a synthetic rhythm sent in bursts, as a chest strap would have sent it."""

from __future__ import annotations

import base64
import struct
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from outbreath_app import __version__
from outbreath_devices.recording.line import Line, seal
from outbreath_devices.recording.locked import envelope
from outbreath_devices.strap.events import LinkState, Source

# A made-up beginning, so that the same seed always writes the same bytes.
FIRST_NS = 1_000_000_000_000
FIRST_WALL_NS = 1_767_261_600_000_000_000  # 2026-01-01 10:00:00 UTC
BURST_S = 1.0
# The latest a notification comes after it was due; a link that is lost is lost after what was still under way.
LATEST_S = 0.09
STRAP = {"address": "simulated", "name": "Simulated strap", "kind": "simulated", "model": "simulated"}


@dataclass(frozen=True, slots=True)
class Outage:
    """The strap was not heard from start_s to end_s: the link was lost, or only skin contact."""

    start_s: float
    end_s: float
    contact_only: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything of a simulated session but the heart: what the person was asked to do, and what went wrong.

    events: (seconds, line without n and t), such as pace, phase and session lines. truth: goes into the header.
    every_s: from one notification to the next. holds: (start_s, length_s) in which the link keeps notifications back and then
    delivers them all at once, as radios do.
    """

    events: Sequence[tuple[float, Line]] = ()
    outages: Sequence[Outage] = ()
    truth: Mapping[str, Any] = field(default_factory=dict)
    battery_pct: int = 90
    seed: int = 0
    every_s: float = BURST_S
    holds: Sequence[tuple[float, float]] = ()


def heart_rate_payload(rr_1024: Sequence[int], contact: bool = True) -> bytes:
    """A Heart Rate Measurement (0x2A37) with contact bits and the intervals as they are, oldest first."""
    flags = 0x04 | (0x02 if contact else 0) | (0x10 if rr_1024 else 0)
    rate = round(60 * 1024 * len(rr_1024) / sum(rr_1024)) if rr_1024 else 0
    return struct.pack(f"<BB{len(rr_1024)}H", flags, min(rate, 255), *rr_1024)


def session_lines(t_s: NDArray[np.float64], rr_1024: NDArray[np.int64], plan: Plan) -> Iterator[Line]:
    """The lines of a whole recording, numbered and in order of time.

    t_s: true beat times (s, shape (n,)); rr_1024: the intervals that end there (1/1024 s). Beats inside an outage are
    sent by nobody, as with a real strap: with contact lost the packets come empty, with the link lost none come.
    """
    end_s = float(t_s[-1]) + max(1.0, plan.every_s) if len(t_s) else 1.0
    end_s = max([end_s, *(start_s + length_s + 1.0 for start_s, length_s in plan.holds if start_s < end_s)])
    timed = [*plan.events, *_link_events(plan), *_notifications(t_s, rr_1024, plan), *_clock_lines(end_s)]
    timed.sort(key=lambda pair: pair[0])
    head: Line = {
        "v": 1,
        "wall": FIRST_WALL_NS,
        "zone": 0,
        "program": f"outbreath {__version__}",
        "strap": STRAP,
        "settings": {},
        "truth": dict(plan.truth),
    }
    yield {"n": 1, "t": FIRST_NS, "k": "head", **head}
    number = 1
    for at_s, line in timed:
        number += 1
        yield {"n": number, "t": FIRST_NS + round(at_s * 1e9), **line}
    yield {"n": number + 1, "t": FIRST_NS + round(end_s * 1e9), "k": "foot", "lines": number + 1}


def write_lines(path: Path, lines: Iterable[Line]) -> None:
    """Seal the lines into a new file, locked in a protected folder. Raises FileExistsError rather than write over one."""
    from outbreath_app.storage.keys import new_cipher

    cipher = new_cipher(path)
    with path.open("xb") as file:
        for number, sealed in enumerate(map(seal, lines), start=1):
            file.write(sealed if cipher is None else envelope(cipher, number, sealed))


def _notifications(
    t_s: NDArray[np.float64], rr_1024: NDArray[np.int64], plan: Plan
) -> Iterator[tuple[float, Line]]:
    """One notification every so often with the beats since the one before, 20 to 90 ms after it was due, or when a hold ends."""
    random = np.random.default_rng([plan.seed, 0xB1E])
    sent = 0
    for tick in range(1, int(np.ceil(t_s[-1] / plan.every_s)) + 1 if len(t_s) else 1):
        due_s = tick * plan.every_s
        until = int(np.searchsorted(t_s, due_s, side="right"))
        burst = [int(value) for value in rr_1024[sent:until]]
        first, sent = sent, until
        arrival_s = due_s + float(random.uniform(0.02, LATEST_S))
        for start_s, length_s in plan.holds:
            if start_s <= arrival_s < start_s + length_s:
                arrival_s = start_s + length_s
        outage = next((one for one in plan.outages if one.start_s < due_s <= one.end_s), None)
        if outage is None:
            heard = [
                rr
                for rr, at in zip(burst, t_s[first:until], strict=True)
                if not _unheard(at - rr / 1024, at, plan.outages)
            ]
            yield arrival_s, _notification(heart_rate_payload(heard))
        elif outage.contact_only:
            yield arrival_s, _notification(heart_rate_payload([], contact=False))


def _unheard(start_s: float, end_s: float, outages: Sequence[Outage]) -> bool:
    """Whether any of an interval fell inside an outage: then the strap never measured it."""
    return any(start_s < outage.end_s and end_s > outage.start_s for outage in outages)


def _notification(payload: bytes) -> Line:
    return {"k": "n", "s": str(Source.HEART_RATE), "b": base64.b64encode(payload).decode("ascii")}


def _link_events(plan: Plan) -> Iterator[tuple[float, Line]]:
    battery = base64.b64encode(bytes([plan.battery_pct])).decode("ascii")
    yield 0.0, {"k": "link", "state": str(LinkState.CONNECTED), "reason": "", "strap": STRAP}
    yield 0.001, {"k": "n", "s": str(Source.BATTERY), "b": battery}
    for outage in plan.outages:
        if not outage.contact_only:
            yield (
                outage.start_s + LATEST_S,
                {"k": "link", "state": str(LinkState.LOST), "reason": "The strap went out of range."},
            )
            yield outage.end_s, {"k": "link", "state": str(LinkState.CONNECTED), "reason": "", "strap": STRAP}


def _clock_lines(end_s: float) -> Iterator[tuple[float, Line]]:
    for at_s in np.arange(0.0, end_s, 10.0):
        yield float(at_s), {"k": "clk", "wall": FIRST_WALL_NS + round(float(at_s) * 1e9)}
