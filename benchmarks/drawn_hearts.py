"""Hearts drawn with slow waves of their own: people at rest, slow breathers, people who follow a pacer and people who do not."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from outbreath_app.pacing.variation import BLOCKS
from outbreath_signal.beats import FloatArray
from outbreath_signal.synthetic.waves import (
    DrawnHeart,
    WaveKind,
    drawn_breaths,
    drawn_heart,
    drifting,
    own_waves,
)

SECONDS = 370.0
KINDS = tuple(kind for kind in WaveKind if kind is not WaveKind.LINE)
AT_REST = ("quick", "slow", "middle", "line")
WITH_PACER = ("follows", "mix", "at the pace")
FREE_S = 60.0  # before the pacer begins


def at_rest(people: str, seed: int) -> DrawnHeart:
    """quick: 9 to 22/min with waves of 9 to 40 ms; slow, middle: 4.5 to 7, 7 to 9/min with small ones; line: quick, with a pure sine."""
    rng = np.random.default_rng([seed, AT_REST.index(people)])
    moved = drifting(rng.uniform(5, 20), SECONDS, rng)
    if people in ("quick", "line"):
        kind = WaveKind.LINE if people == "line" else KINDS[seed % len(KINDS)]
        rate, rsa, cv, depth = rng.uniform(9, 22), rng.uniform(5, 60), rng.uniform(0, 0.22), 0.15
        moved = moved + own_waves(kind, rng.uniform(9, 40), SECONDS, rng)
    else:
        rate = rng.uniform(4.5, 7) if people == "slow" else rng.uniform(7, 9)
        rsa, cv, depth = rng.uniform(30, 300), rng.uniform(0.05, 0.15), rng.uniform(0.08, 0.3)
        moved = moved + own_waves(KINDS[seed % len(KINDS)], rng.uniform(0, 15), SECONDS, rng)
    breaths = drawn_breaths(rate, cv, SECONDS, rng)
    return drawn_heart(
        breaths,
        rsa,
        moved,
        rng,
        mean_rr_ms=rng.uniform(700, 1100),
        depth_cv=depth,
        noise_ms=rng.uniform(1, 4),
    )


@dataclass(frozen=True, slots=True, eq=False)
class Paced:
    """A heart, and the pacer's changes: time (s), rate (per minute)."""

    heart: DrawnHeart
    steps: tuple[tuple[float, float], ...]


def with_pacer(people: str, seed: int, varied: bool) -> Paced:
    """A minute at rest, then a pacer at 6/min. follows: late by .2 to 1.5 s and uneven; the others breathe 9 to 20/min, with waves of every
    kind (mix) or at the pacer's rate."""
    rng = np.random.default_rng([seed, 10 + WITH_PACER.index(people)])
    steps, edges = _pacer(varied)
    before = drawn_breaths(rng.uniform(9, 20), rng.uniform(0.04, 0.2), SECONDS, rng)
    moved = drifting(rng.uniform(5, 20), SECONDS, rng)
    if people == "follows":
        lag = edges + rng.uniform(0.2, 1.5) + rng.normal(0, rng.uniform(0.15, 0.3), len(edges))
        lag = np.sort(lag + (rng.random(len(lag)) < 0.04) * rng.uniform(0, 2, len(lag)))
        breaths = np.concatenate([before[before < FREE_S - 0.5], lag[lag > FREE_S - 0.3]])
        rsa = rng.uniform(20, 150)
        moved = moved + own_waves(KINDS[seed % len(KINDS)], rng.uniform(3, 15), SECONDS, rng)
    else:
        breaths, rsa = before, rng.uniform(4, 60)
        near = (WaveKind.NARROW, WaveKind.SHARP, WaveKind.LINE, WaveKind.BLUNT)[seed % 4]
        kind, at_hz = (KINDS[seed % len(KINDS)], None) if people == "mix" else (near, 0.1)
        moved = moved + own_waves(kind, rng.uniform(9, 40), SECONDS, rng, at_hz)
    heart = drawn_heart(
        np.asarray(breaths, dtype=np.float64), rsa, moved, rng,
        mean_rr_ms=rng.uniform(700, 1100), noise_ms=rng.uniform(1, 4),
    )  # fmt: skip
    return Paced(heart, steps)


def _pacer(varied: bool) -> tuple[tuple[tuple[float, float], ...], FloatArray]:
    """The steps of a pacer at 6/min from the end of the free minute on, and the starts of its breaths (s)."""
    at_s, steps, edges = FREE_S, list[tuple[float, float]](), list[float]()
    while at_s < SECONDS + 30:
        for count, share in BLOCKS:
            length_s = 10.0 * (share if varied else 1.0)
            steps.append((at_s, 60 / length_s))
            edges += [at_s + k * length_s for k in range(count)]
            at_s += count * length_s
    return tuple(steps if varied else steps[:1]), np.array(edges)
