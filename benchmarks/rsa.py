"""RSA recovered from synthetic rhythms whose truth is known: bias, 95 % limits and how often the interval holds the truth.

Run with `python benchmarks/rsa.py`. Rates 4 to 15/min, swings of 10 to 400 ms, in-breath to out-breath 1:1 and 1:2, on the
strap's 1/1024 s, six breaths each; then with noise and slow waves, and with breaths that differ in depth. Beside ours: the
largest minus the smallest interval of each breath, as peak-to-trough is usually taken.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from outbreath_signal.beats import FloatArray
from outbreath_signal.rsa import RsaResult, rsa_between
from outbreath_signal.synth import synthesise

BREATHS = 6
RATES = (4.0, 5.0, 6.0, 8.0, 10.0, 12.0, 13.0, 14.0, 15.0)
SWINGS_MS = (10.0, 30.0, 100.0, 200.0, 400.0)
SHARES = (1 / 3, 0.4, 1 / 2)


@dataclass(frozen=True, slots=True)
class Noise:
    """What lies over the breath: white noise and 0.1 Hz waves (ms, standard deviations), and uneven depth (%)."""

    white_ms: float = 0.0
    mayer_ms: float = 0.0
    depth_sd_pct: float = 0.0


def one(rate_per_min: float, swing_ms: float, share: float, noise: Noise, seed: int) -> RsaResult:
    """Six breaths of one synthetic rhythm; rate, interval length and phase differ a little from seed to seed."""
    rng = np.random.default_rng(seed)
    rate = rate_per_min * (1 + rng.uniform(-0.02, 0.02))
    mean_rr_ms = rng.uniform(700, 1000)
    period_s = 60 / rate
    rhythm = synthesise(
        (BREATHS + 2) * period_s + 4,
        rate_per_min=rate,
        rsa_ms=swing_ms,
        inhale_share=share,
        mean_rr_ms=mean_rr_ms,
        seed=seed,
        mayer_ms=noise.mayer_ms,
        noise_ms=noise.white_ms,
        depth_sd_pct=noise.depth_sd_pct,
        lag_cycles=rng.uniform(0, 1),
    )
    beats = rhythm.beats
    edges_s = np.asarray(period_s + rng.uniform(0, 1) + period_s * np.arange(BREATHS + 1), dtype=np.float64)
    return rsa_between(beats.t_s, beats.rr_ms, np.ones(len(beats), dtype=np.bool_), edges_s)


def errors_pct(
    rates: tuple[float, ...], noise: Noise, seeds: int, swings: tuple[float, ...] = SWINGS_MS
) -> FloatArray:
    """Errors (%) of ours and of largest minus smallest, shape (m, 2), over the grid of swings and ratios."""
    rows = [
        (100 * (found.rsa_ms / swing - 1), 100 * (np.nanmean(found.peak_trough_ms) / swing - 1))
        for rate in rates
        for swing in swings
        if swing <= 200 or rate <= 12
        for share in SHARES
        for seed in range(seeds)
        if (found := one(rate, swing, share, noise, seed)).rsa_ms is not None
    ]
    return np.array(rows)


def coverage(rate_per_min: float, noise: Noise, seeds: int, swing_ms: float = 100.0) -> tuple[float, float]:
    """Share of intervals that hold the mean swing of all breaths, and their median width (ms)."""
    held, width = [], []
    truth = swing_ms * np.exp((noise.depth_sd_pct / 100) ** 2 / 2)  # depths are log-normal about 1
    for seed in range(seeds):
        found = one(rate_per_min, swing_ms, 0.4, noise, seed)
        if found.rsa_ms is None or found.low_ms is None or found.high_ms is None:
            continue
        held.append(found.low_ms <= truth <= found.high_ms)
        width.append(found.high_ms - found.low_ms)
    return float(np.mean(held)), float(np.median(width))


def main() -> None:
    print(f"{'rate/min':>8} {'noise':>22} {'bias %':>8} {'limits %':>16} {'max-min: bias %':>16}")
    for noise, name in ((Noise(), "none"), (Noise(3.0), "3 ms"), (Noise(5.0, 16.0), "5 ms, 0.1 Hz 16 ms")):
        swings = SWINGS_MS if noise == Noise() else (45.0, 100.0, 200.0)
        for rates in (*((rate,) for rate in RATES), RATES):
            errors = errors_pct(rates, noise, 6, swings)
            bias, spread = errors[:, 0].mean(), 1.96 * errors[:, 0].std(ddof=1)
            label = f"{rates[0]:g}" if len(rates) == 1 else "all"
            limits = f"{bias - spread:+6.1f}..{bias + spread:+.1f}"
            print(f"{label:>8} {name:>22} {bias:+8.2f} {limits:>16} {errors[:, 1].mean():+16.1f}", flush=True)
    print("\nshare of 95 % intervals that hold the truth, breaths differing in depth by 20 %")
    for rate in (4.5, 6.0, 9.0, 13.0):
        for noise in (Noise(0.0, 0.0, 20.0), Noise(5.0, 0.0, 20.0)):
            share, width = coverage(rate, noise, 300)
            print(
                f"{rate:>8g} {noise.white_ms:>19g} ms {100 * share:8.1f} % width {width:.1f} ms", flush=True
            )


if __name__ == "__main__":
    main()
