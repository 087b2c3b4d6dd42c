"""Slow waves against slow breathing, and following a pacer, on drawn hearts: ours whole and live, beside counting turning points.

Run with `python benchmarks/slow_waves.py [hearts]`, or as a part of `python benchmarks/breath.py`. Seeds from 5000 on; the limits were set on seeds below 3000.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator

import numpy as np
from drawn_hearts import AT_REST, FREE_S, WITH_PACER, at_rest, with_pacer

from outbreath_signal.breathing.from_rr import breath_from_rr
from outbreath_signal.estimate import Adherence, Estimate
from outbreath_signal.live.engine import LiveEngine
from outbreath_signal.spectra.resampling import resample
from outbreath_signal.synthetic.waves import DrawnHeart

FIRST_SEED = 5000
SLOW_PER_MIN = 8.5
Row = tuple[float, float, float]  # told (NaN: not), true rate, quality


def whole(heart: DrawnHeart, gated: bool = True) -> Iterator[Row]:
    track = breath_from_rr(resample(heart.beats), 60.0, 20.0, gated)
    for t_s, rate, quality in zip(track.t_s, track.rate_per_min, track.quality, strict=True):
        yield float(rate), heart.rate_within(t_s - 30, t_s + 30), float(quality)


def turning_points(heart: DrawnHeart) -> Iterator[Row]:
    """Maxima of the intervals between .1 and .5 Hz whose prominence is .3 of the upper quartile: advanced counting (Schaefer 2008, own words)."""
    from scipy.signal import butter, find_peaks, sosfiltfilt

    even = resample(heart.beats)
    moved = sosfiltfilt(butter(4, (0.1, 0.5), "band", fs=4.0, output="sos"), even.samples[0])
    tops, _ = find_peaks(moved)
    high = tops[moved[tops] > 0.2 * np.quantile(moved[tops], 0.75)]
    for begin in range(0, len(moved) - 240, 80):
        inside = high[(high >= begin) & (high < begin + 240)]
        rate = 240 * (len(inside) - 1) / (inside[-1] - inside[0]) if len(inside) > 2 else float("nan")
        begin_s = even.begin_s[0] + begin / 4
        yield float(rate), heart.rate_within(begin_s, begin_s + 60), 1.0


def live(heart: DrawnHeart) -> Iterator[Row]:
    next_s = 60.0
    for now in estimates(heart, ()):
        if now.t_s >= next_s:
            next_s += 20
            rate = float("nan") if now.breath_rate_per_min is None else now.breath_rate_per_min
            yield rate, heart.rate_within(now.t_s - 60, now.t_s), now.breath_quality or 0.0


def estimates(heart: DrawnHeart, steps: tuple[tuple[float, float], ...]) -> Iterator[Estimate]:
    engine, left, beats = LiveEngine(), list(steps), heart.beats
    for row in zip(beats.t_s.tolist(), beats.rr_ms.tolist(), beats.joined.tolist(), strict=True):
        while left and left[0][0] <= row[0]:
            at_s, rate = left.pop(0)
            engine.set_pace(rate, at_s, phase_cycles=0.0, goes_on=at_s > FREE_S)
        yield engine.push(*row)


def print_rest(hearts: int) -> list[Row]:
    print(
        "\nAt rest with slow waves: told / within 2 of told / mean error / told as slow breathing while it is not"
    )
    methods = {
        "ours, whole": whole,
        "ours, live": live,
        "no evidence asked": lambda h: whole(h, False),
        "turning points": turning_points,
    }
    told_rows: list[Row] = []
    for people in AT_REST:
        made = [at_rest(people, FIRST_SEED + seed) for seed in range(hearts)]
        for name, method in methods.items():
            rows = [row for heart in made for row in method(heart)]
            told_rows += rows if name.startswith("ours") else []
            told = np.array([row[:2] for row in rows])
            known = np.isfinite(told[:, 0])
            error = np.abs(told[known, 0] - told[known, 1])
            false = np.mean(known & (told[:, 0] < SLOW_PER_MIN) & (told[:, 1] > SLOW_PER_MIN))
            print(
                f"  {people:7} {name:18} {known.mean():.3f} {np.mean(error <= 2):.3f} {error.mean():.2f} {false:.3f}"
            )
    return told_rows


def print_pacer(hearts: int) -> None:
    print(
        "\nA pacer at 6/min after a minute at rest: share of time told on pace, by seconds after it began; off pace after 45 s"
    )
    spans = ((0, 25), (25, 60), (60, 120), (120, 300))
    for varied in (True, False):
        for people in WITH_PACER:
            on, off = [], []
            for seed in range(hearts):
                paced = with_pacer(people, FIRST_SEED + seed, varied)
                said = [(e.t_s - FREE_S, e.adherence) for e in estimates(paced.heart, paced.steps)]
                on.append(
                    [
                        np.mean([a is Adherence.ON_PACE for t, a in said if low <= t < high])
                        for low, high in spans
                    ]
                )
                off.append(np.mean([a is Adherence.OFF_PACE for t, a in said if t >= 45]))
            shares = " ".join(f"{each:.3f}" for each in np.mean(on, axis=0))
            print(f"  {'varied' if varied else 'steady':7} {people:12} {shares}   {np.mean(off):.3f}")


def print_reliability(rows: list[Row]) -> None:
    print("\nAmong moments told at quality q, the share right within 1/min")
    told = np.array([row for row in rows if np.isfinite(row[0])])
    for low, high in ((0.0, 0.5), (0.5, 0.6), (0.6, 0.7), (0.7, 0.8), (0.8, 0.9), (0.9, 1.01)):
        part = told[(told[:, 2] >= low) & (told[:, 2] < high)]
        if len(part):
            right = np.mean(np.abs(part[:, 0] - part[:, 1]) <= 1)
            print(f"  q {part[:, 2].mean():.2f}: {right:.3f} of {len(part)}")


def print_all(hearts: int = 60) -> None:
    print_reliability(print_rest(hearts))
    print_pacer(hearts)


if __name__ == "__main__":
    print_all(int(sys.argv[1]) if len(sys.argv) > 1 else 60)
