"""RSA recovered from synthetic rhythms with known truth: bias, limits and interval coverage with six breaths.

Run: python benchmarks/rsa.py [--seeds N]. Beside ours: peak-to-trough of the intervals as they come.
"""

from __future__ import annotations

import argparse
from typing import Any

import numpy as np

from outbreath_signal.rsa import RsaResult, rsa_over_breaths
from outbreath_signal.synth import BeatRule, SyntheticRhythm, synthesise

RATES = (4.0, 5.0, 6.0, 8.0, 10.0, 12.0, 15.0)
BREATHS = 6

Row = dict[str, float]


def one(rate: float, rsa_ms: float, seed: int, **made: Any) -> tuple[SyntheticRhythm, RsaResult]:
    rng = np.random.default_rng([seed, int(10 * rate), int(rsa_ms)])
    span_s = BREATHS * 60 / rate
    rhythm = synthesise(
        span_s + 4,
        rate_per_min=rate,
        rsa_ms=rsa_ms,
        mean_rr_ms=float(rng.uniform(max(650, 2 * rsa_ms), 1100)),
        inhale_share=float(rng.choice([0.5, 0.4, 1 / 3])),
        lag_cycles=float(rng.uniform()),
        seed=seed,
        **made,
    )
    kept = rhythm.beats.t_s <= span_s + 1.2
    t_s, rr_ms = rhythm.beats.t_s[kept], rhythm.beats.rr_ms[kept]
    return rhythm, rsa_over_breaths(t_s, rr_ms, np.ones(len(t_s), dtype=np.bool_), rate, first_breath_s=0.0)


def recovery(rates: tuple[float, ...], sizes: tuple[float, ...], seeds: int, **made: Any) -> Row:
    errors, naive, held = [], [], []
    for rate in rates:
        for rsa_ms in sizes:
            for seed in range(seeds):
                _, result = one(rate, rsa_ms, seed, **made)
                if result.rsa_ms is None or result.low_ms is None or result.high_ms is None:
                    continue
                errors.append(100 * (result.rsa_ms / rsa_ms - 1))
                naive.append(100 * (float(np.nanmean(result.peak_trough_ms)) / rsa_ms - 1))
                held.append(result.low_ms <= rsa_ms <= result.high_ms)
    return {
        "runs": len(errors),
        "bias": float(np.mean(errors)),
        "limits": 1.96 * float(np.std(errors)),
        "held": 100 * float(np.mean(held)),
        "naive": float(np.mean(naive)),
    }


def table(title: str, rows: list[tuple[str, Row]]) -> None:
    print(f"\n## {title}")
    print(
        "| | runs | bias % | 95 % limits +-% | interval holds truth % | peak-to-trough as it comes, bias % |"
    )
    print("|---|---|---|---|---|---|")
    for name, row in rows:
        print(
            f"| {name} | {row['runs']} | {row['bias']:.2f} | {row['limits']:.2f} | {row['held']:.0f} | {row['naive']:.1f} |"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=20)
    seeds = parser.parse_args().seeds
    sizes = (10.0, 30.0, 100.0, 250.0, 400.0)
    print("Six breaths, intervals in 1/1024 s, ratio 1:1, 2:3 or 1:2, mean interval 650 to 1100 ms")
    table(
        "By rate, 10 to 400 ms, nothing but quantisation",
        [(f"{rate:g}/min", recovery((rate,), sizes, seeds)) for rate in RATES],
    )
    table(
        "By size, 4 to 15/min, nothing but quantisation",
        [(f"{size:g} ms", recovery(RATES, (size,), seeds)) for size in sizes],
    )
    conditions: tuple[tuple[str, dict[str, Any]], ...] = (
        ("breaths vary: depth 10 %, length 4 %", {"depth_sd_pct": 10, "rate_sd_pct": 4}),
        ("white noise 5 ms, drift 15 ms", {"noise_ms": 5, "vlf_ms": 15}),
        ("the same and waves near 0.1 Hz of 16 ms", {"noise_ms": 5, "vlf_ms": 15, "mayer_ms": 16}),
    )
    table(
        "By circumstance, 45 and 100 ms, 9 to 15/min",
        [
            (name, recovery((9.0, 11.0, 13.0, 15.0), (45.0, 100.0), seeds, **made))
            for name, made in conditions
        ],
    )
    table(
        "An integrating pacemaker: intervals swing less than the rate behind them, by sinc(f T)",
        [
            (f"{rate:g}/min", recovery((rate,), (100.0,), seeds, rule=BeatRule.INTEGRAL))
            for rate in (4.0, 6.0, 15.0)
        ],
    )


if __name__ == "__main__":
    main()
