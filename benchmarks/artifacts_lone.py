"""Faults of every kind put in one by one, where they are hardest: in deep breathing, at the ends, in runs; and their truth.

Kinds: missed (M), extra (X), early with a full pause (P), with half of it (H), with none (A: the rhythm begins anew), moved (L).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from outbreath_signal.beats import FloatArray
from outbreath_signal.synthetic.waves import WaveKind, drawn_breaths, drawn_heart, drifting, own_waves

KINDS = ("M", "X", "P15", "P25", "A20", "A25", "A30", "A40", "H20", "H25", "H30", "L")
GROSS = {
    "missed": ("M",),
    "extra": ("X",),
    "early by 25 % and more": ("P25", "A25", "A30", "A40", "H25", "H30"),
    "early by 15 or 20 %, moved": ("P15", "A20", "H20", "L"),
}
DEEP = ((4.0, 400.0), (6.0, 250.0), (6.0, 300.0), (8.0, 250.0), (8.0, 300.0), (10.0, 250.0), (10.0, 300.0))
DEEPEST = ((4.0, 400.0), (5.0, 350.0), (6.0, 400.0), (8.0, 400.0), (10.0, 300.0), (10.0, 400.0))


@dataclass(frozen=True, slots=True, eq=False)
class Lone:
    """A series with faults far apart: intervals (ms), of each fault its kind and first interval; and the series before."""

    rr_ms: FloatArray
    kinds: tuple[str, ...]
    at: np.ndarray
    clean_ms: FloatArray


def deep_breather(rate_per_min: float, rsa_ms: float, seed: int, seconds: float = 400.0) -> FloatArray:
    """Intervals (ms, on a grid of 1/1024 s) of a heart in deep breathing of unequal breaths, with waves and drift of its own."""
    rng = np.random.default_rng([seed, int(10 * rate_per_min), int(rsa_ms)])
    breaths = drawn_breaths(rate_per_min, rng.uniform(0.03, 0.2), seconds, rng)
    moved = drifting(rng.uniform(5, 15), seconds, rng) + own_waves(
        list(WaveKind)[seed % 3], rng.uniform(3, 12), seconds, rng
    )
    heart = drawn_heart(
        breaths,
        rsa_ms,
        moved,
        rng,
        mean_rr_ms=rng.uniform(780, 1000),
        depth_cv=0.15,
        noise_ms=rng.uniform(1, 6),
    )
    ticks = np.rint(np.cumsum(heart.beats.rr_ms) * 1.024)
    return np.asarray(np.diff(ticks, prepend=0.0) / 1.024)


def spoil(rr_ms: FloatArray, kinds: tuple[str, ...], seed: int, least_apart: int = 20) -> Lone:
    """Put one fault of each of `kinds` in, evenly spread with some chance, in random order."""
    rng = np.random.default_rng([seed, len(rr_ms)])
    order = [kinds[k] for k in rng.permutation(len(kinds))]
    room = (len(rr_ms) - 30) / len(order)
    if room < least_apart:
        raise ValueError(f"{len(order)} faults do not fit into {len(rr_ms)} beats")
    places = [int(15 + k * room + rng.uniform(0, room - least_apart + 1)) for k in range(len(order))]
    made: list[float] = []
    found: list[int] = []
    end = 0
    for at, kind in zip(places, order, strict=True):
        made.extend(rr_ms[end:at])
        found.append(len(made))
        piece, end = _fault(rr_ms, at, kind, rng)
        made.extend(piece)
    made.extend(rr_ms[end:])
    return Lone(np.array(made), tuple(order), np.array(found), rr_ms)


def _fault(rr: FloatArray, at: int, kind: str, rng: np.random.Generator) -> tuple[list[float], int]:
    """The intervals in the place of those from `at` on, and the first one that is left as it is."""
    x, after = float(rr[at]), float(rr[at + 1])
    if kind == "M":
        return [x + after], at + 2
    if kind == "X":
        share = rng.uniform(0.28, 0.72)
        return [share * x, (1 - share) * x], at + 1
    if kind == "L":
        moved = x * rng.uniform(0.05, 0.2) * (1 if rng.random() < 0.5 else -1)
        return [x + moved, after - moved], at + 2
    early = x * int(kind[1:]) / 100
    pause = {"P": 1.0, "H": 0.5, "A": 0.0}[kind[0]]
    return [x - early, after + pause * early], at + 2
