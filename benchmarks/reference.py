"""The reference definitions written out slowly with SciPy, independent of the core: what its numbers are held against."""

from __future__ import annotations

import numpy as np

BANDS = {"vlf_ms2": (0.0033, 0.04), "lf_ms2": (0.04, 0.15), "hf_ms2": (0.15, 0.40)}


def values(rr: np.ndarray) -> dict[str, float]:
    """Every measure with a reference definition, for unbroken intervals (ms)."""
    steps = np.diff(rr)
    sd1 = steps.std(ddof=1) / np.sqrt(2)
    found = {
        "mean_rr_ms": rr.mean(),
        "mean_hr_bpm": 60000 / rr.mean(),
        "sdnn_ms": rr.std(ddof=1),
        "rmssd_ms": np.sqrt(np.mean(steps**2)),
        "sdsd_ms": steps.std(ddof=1),
        "pnn50_pct": 100 * np.mean(np.abs(steps) > 50),
        "sd1_ms": sd1,
        "sd2_ms": np.sqrt(2 * rr.var(ddof=1) - sd1**2),
        "triangular_index": len(rr) / np.histogram(rr, np.arange(0, rr.max() + 7.8125, 7.8125))[0].max(),
        "dfa_alpha1": _dfa(rr, range(4, 17)),
    }
    if len(rr) < 5000:
        found["sample_entropy"] = _sample_entropy(rr)
    return {key: float(value) for key, value in (found | _welch(rr) | _lomb(rr)).items()}


def _power(hz: np.ndarray, density: np.ndarray, low: float, high: float) -> float:
    inside = (hz > low) & (hz < high)
    edges = np.concatenate(([low], hz[inside], [high]))
    return float(np.trapezoid(np.interp(edges, hz, density), edges))


def _welch(rr: np.ndarray) -> dict[str, float]:
    from scipy.interpolate import CubicSpline
    from scipy.signal import welch

    t = np.cumsum(rr) / 1000
    samples = CubicSpline(t, rr)(np.arange(t[0], t[-1], 0.25))
    size = min(1024, len(samples))
    hz, density = welch(samples, 4, "hann", size, size // 2, detrend="linear")
    return {key: _power(hz, density, *band) for key, band in BANDS.items()}


def _lomb(rr: np.ndarray) -> dict[str, float]:
    from scipy.signal import lombscargle

    t = np.cumsum(rr) / 1000
    span = t[-1] - t[0]
    flat = rr - np.polyval(np.polyfit(t, rr, 1), t)
    hz = np.arange(1, int(0.45 * 2 * span)) / (2 * span)
    density = np.concatenate(
        [lombscargle(t, flat, 2 * np.pi * some) for some in np.array_split(hz, len(hz) // 500 + 1)]
    )
    density *= 2 * span / len(rr)
    return {f"lomb_{key}": _power(hz, density, *BANDS[key]) for key in ("lf_ms2", "hf_ms2")}


def _dfa(rr: np.ndarray, scales: range) -> float:
    profile = np.cumsum(rr - rr.mean())
    spread = []
    for scale in scales:
        windows = profile[: len(profile) // scale * scale].reshape(-1, scale).T
        k = np.arange(scale)
        lines = np.outer(k, np.polyfit(k, windows, 1)[0]) + np.polyfit(k, windows, 1)[1]
        spread.append(np.sqrt(np.mean((windows - lines) ** 2)))
    return float(np.polyfit(np.log(list(scales)), np.log(spread), 1)[0])


def _sample_entropy(rr: np.ndarray) -> float:
    tolerance = 0.2 * rr.std(ddof=1)
    n = len(rr) - 2

    def pairs(length: int) -> int:
        stretches = np.array([rr[i : i + length] for i in range(n)])
        return sum(
            int((np.abs(stretches[i + 1 :] - stretches[i]).max(axis=1) <= tolerance).sum())
            for i in range(n - 1)
        )

    return float(-np.log(pairs(3) / pairs(2)))
