"""A made-up practice diary: months of short sessions with rests, practice at a pace, check-ins, notes and tags."""

from __future__ import annotations

import base64
import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np

from outbreath_app.simulate.recording import heart_rate_payload
from outbreath_app.storage.sidefile import Side, save_side
from outbreath_app.stream.rr_lines import rr_lines
from outbreath_devices.recording.line import Line, seal
from outbreath_signal.synthetic.rhythm import synthesise

_NS = 1_000_000_000
STRAP_TOLD = {
    "address": "C4", "name": "Polar H10 8A3F", "kind": "ble", "manufacturer": "Polar Electro Oy", "model": "H10",
    "firmware": "5.0.0", "body_location": "chest", "rssi_dbm": -58,
}  # fmt: skip
_FIRST_NS = 1_000 * _NS
REST_S, PRACTICE_S = 150.0, 300.0
NOTES = ("slept badly", "calm evening", "after a run", "first time with a longer out-breath")


@dataclass(frozen=True, slots=True)
class Practised:
    """A practice of the library, and how wide the heart swings with it beside the others."""

    key: str
    title: str
    swing: float = 1.0


SOOTHING = Practised("soothing-rhythm", "Soothing rhythm")


def write_diary(
    folder: Path,
    last: datetime,
    days: int = 100,
    seed: int = 3,
    gain: float = 0.25,
    practices: Sequence[Practised] = (SOOTHING,),
) -> list[Path]:
    """A session on about five days of seven up to `last`; resting RMSSD rises by `gain` in ln over the last fortnight.

    practices: done in turn.
    """
    random = np.random.default_rng(seed)
    folder.mkdir(parents=True, exist_ok=True)
    made = []
    for ago in range(days - 1, -1, -1):
        if random.random() > 0.75:
            continue
        at = (last - timedelta(days=ago)).replace(
            hour=7 + int(random.integers(0, 3)), minute=int(random.integers(60))
        )
        better = gain if ago < 14 else 0.0
        path = folder / f"{at:%Y-%m-%d_%H-%M-%S}.jsonl"
        path.write_bytes(
            b"".join(
                seal(line) for line in _session(at, random, better, ago, practices[ago % len(practices)])
            )
        )
        made.append(path)
        if random.random() < 0.3:
            note = NOTES[int(random.integers(len(NOTES)))]
            save_side(path, Side(note=note, tags=("morning",), posture="seated"))
    return made


def _session(
    at: datetime, random: np.random.Generator, better: float, ago: int, practised: Practised
) -> list[Line]:
    """The lines of one session: rest, then practice."""
    scale = math.exp(better + 0.12 * float(random.normal()))
    rest = synthesise(
        REST_S, rate_per_min=14.0, rsa_ms=38.0 * scale, mean_rr_ms=920.0, noise_ms=14.0 * scale,
        mayer_ms=20.0, seed=ago * 2 + 1,
    )  # fmt: skip
    rate = 6.0 if ago % 6 else 5.5
    practice = synthesise(
        PRACTICE_S, rate_per_min=rate, rsa_ms=110.0 * scale * practised.swing, mean_rr_ms=950.0, noise_ms=8.0,
        depth_sd_pct=12.0, seed=ago * 2 + 2, start_s=REST_S,
    )  # fmt: skip
    calm = int(np.clip(random.normal(4.5 + better * 4, 1.2), 0, 9))
    timed: list[tuple[float, Line]] = [
        (0.0, {"k": "link", "state": "connected", "reason": "", "strap": STRAP_TOLD}),
        (0.0, {"k": "phase", "name": "baseline", "practice": practised.key, "title": "Before"}),
        (0.0, {"k": "session", "event": "start", "title": practised.title}),
        (0.0, {"k": "checkin", "when": "before", "items": {"calm": calm, "distress": 9 - calm}}),
        (
            REST_S,
            {"k": "phase", "name": "practice", "practice": practised.key, "title": practised.title},
        ),
        (REST_S, _pace(rate, REST_S)),
        (
            REST_S + PRACTICE_S,
            {"k": "checkin", "when": "after", "items": {"calm": min(10, calm + 2), "distress": 4}},
        ),
    ]
    if random.random() < 0.3:
        timed.append((REST_S + 100.0, {"k": "mark", "text": "the doorbell rang"}))
    rested = list(rr_lines(0.0, [float(rr) for rr in rest.beats.rr_ms], [int(n) for n in rest.rr_1024]))
    timed += rested
    begun = max(float(practice.beats.t_s[0] - practice.beats.rr_ms[0] / 1000), rested[-1][0] + 0.01)
    timed += rr_lines(begun, [float(rr) for rr in practice.beats.rr_ms], [int(n) for n in practice.rr_1024])
    timed.sort(key=lambda pair: pair[0])
    head: Line = {
        "n": 1, "t": _FIRST_NS, "k": "head", "v": 1, "wall": int(at.replace(tzinfo=UTC).timestamp()) * _NS, "zone": 0,
        "program": "outbreath", "strap": {"address": "C4", "name": "Polar H10 8A3F", "kind": "strap"}, "settings": {},
    }  # fmt: skip
    lines = [head]
    for at_s, line in timed:
        lines.append({"n": len(lines) + 1, "t": _FIRST_NS + round(at_s * _NS), **line})
    lines.append({"n": len(lines) + 1, "t": lines[-1]["t"], "k": "foot", "lines": len(lines) + 1})
    return lines


def _pace(rate: float, at_s: float) -> Line:
    at = _FIRST_NS + round(at_s * _NS)
    shares = [0.4, 0.0, 0.6, 0.0]
    return {
        "k": "pace", "rate_per_min": rate, "at": at, "phase0": 0.0, "inhale_share": 0.4, "hold_in_s": 0.0,
        "hold_out_s": 0.0, "shares": shares,
    }  # fmt: skip


def write_long(path: Path, hours: float) -> None:
    """One session of so many hours, notification by notification: two minutes of settling, two hours paced, then free."""
    rhythm = synthesise(
        hours * 3600,
        rate_per_min=6.0,
        rsa_ms=120.0,
        mean_rr_ms=900.0,
        noise_ms=9.0,
        depth_sd_pct=14.0,
        seed=4,
    )
    t_s, ticks = rhythm.beats.t_s, rhythm.rr_1024
    paced_s = min(7200.0, hours * 1800)
    at_times: dict[int, list[Line]] = {
        0: [
            {"k": "phase", "name": "settle", "practice": "p", "title": "Settling"},
            {"k": "session", "event": "start"},
        ],
        120: [{"k": "phase", "name": "practice", "practice": "p", "title": "Practice"}, _pace(6.0, 120.0)],
        int(paced_s): [
            {"k": "phase", "name": "recovery", "practice": "p", "title": "Free"},
            {
                "k": "pace",
                "rate_per_min": None,
                "at": _FIRST_NS + round(paced_s) * _NS,
                "phase0": (paced_s - 120) / 10,
            },
        ],
    }
    lines: list[Line] = [
        {"n": 1, "t": _FIRST_NS, "k": "head", "v": 1, "wall": 1_790_000_000 * _NS, "zone": 0}
    ]
    sent = 0
    for second in range(int(hours * 3600) + 1):
        beats = []
        while sent < len(t_s) and t_s[sent] <= second:
            beats.append(int(ticks[sent]))
            sent += 1
        payload = base64.b64encode(heart_rate_payload(beats, True)).decode()
        for line in (*at_times.get(second, ()), {"k": "n", "s": "hr", "b": payload}):
            lines.append({"n": len(lines) + 1, "t": _FIRST_NS + second * _NS, **line})
    lines.append({"n": len(lines) + 1, "t": lines[-1]["t"], "k": "foot", "lines": len(lines) + 1})
    path.write_bytes(b"".join(seal(line) for line in lines))
