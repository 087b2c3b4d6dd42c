"""The reference definitions written out slowly with SciPy, independent of the core: what its numbers are held against."""

from __future__ import annotations

import numpy as np

BANDS = {
    "vlf_ms2": (0.0033, 0.04),
    "lf_ms2": (0.04, 0.15),
    "hf_ms2": (0.15, 0.40),
    "total_ms2": (0.0033, 0.40),
}


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
        "ln_rmssd": np.log(np.sqrt(np.mean(steps**2))),
        "rmssd_per_mean_rr_pct": 100 * np.sqrt(np.mean(steps**2)) / rr.mean(),
        "ellipse_area_ms2": np.pi * sd1 * np.sqrt(2 * rr.var(ddof=1) - sd1**2),
        "tinn_ms": _tinn(rr),
        "triangular_index": len(rr) / np.histogram(rr, np.arange(0, rr.max() + 7.8125, 7.8125))[0].max(),
        "dfa_alpha1": _dfa(rr, range(4, 17)),
        "dfa_alpha2": _dfa(rr, range(16, 65, 4)),
        "porges_bohrer_ln_ms2": _porges_bohrer(rr),
    }
    if len(rr) < 5000:
        found["sample_entropy"] = _sample_entropy(rr)
        found["approximate_entropy"] = _phi(rr, 2) - _phi(rr, 3)
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
    found = {key: _power(hz, density, *band) for key, band in BANDS.items()}
    for key, band in (("lf_peak_hz", BANDS["lf_ms2"]), ("hf_peak_hz", BANDS["hf_ms2"])):
        if (peak := _peak(hz, density, *band)) is not None:
            found[key] = peak
    centre = _peak(hz, density, 0.04, 0.26)
    if centre is not None:
        near = _power(hz, density, centre - 0.015, centre + 0.015)
        found["spectral_concentration"] = near / (found["total_ms2"] - near)
    return found


def _peak(hz: np.ndarray, density: np.ndarray, low: float, high: float) -> float | None:
    """The highest bin that stands above both its neighbours, moved to the top of the parabola through three logarithms."""
    best = None
    for i in range(1, len(hz) - 1):
        stands = density[i] > density[i - 1] and density[i] >= density[i + 1]
        if low <= hz[i] <= high and stands and (best is None or density[i] > density[best]):
            best = i
    if best is None:
        return None
    bend, slope, _ = np.polyfit([-1, 0, 1], np.log(density[best - 1 : best + 2]), 2)
    return float(hz[best] - slope / (2 * bend) * (hz[1] - hz[0]))


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


def _phi(rr: np.ndarray, length: int) -> float:
    """Pincus's phi: the mean logarithm of the share of stretches that match each one, itself among them."""
    tolerance = 0.2 * rr.std(ddof=1)
    stretches = np.array([rr[i : i + length] for i in range(len(rr) - length + 1)])
    shares = [float((np.abs(stretches - one).max(axis=1) <= tolerance).mean()) for one in stretches]
    return float(np.mean(np.log(shares)))


def _tinn(rr: np.ndarray) -> float:
    """Base of the triangle nearest to the histogram: every pair of feet is tried, none kept from the pair before."""
    width = 1000 / 128
    first = int(rr.min() // width)
    counts = [0] * (int(rr.max() // width) - first + 1)
    for interval in rr:
        counts[int(interval // width) - first] += 1
    top = counts.index(max(counts))
    best, base = np.inf, 0.0
    for left in range(-1, top):
        for right in range(top + 1, len(counts) + 1):
            error = 0.0
            for i, count in enumerate(counts):
                if left < i <= top:
                    line = counts[top] * (i - left) / (top - left)
                elif top < i < right:
                    line = counts[top] * (right - i) / (right - top)
                else:
                    line = 0.0
                error += (count - line) ** 2
            if error < best:
                best, base = error, (right - left) * width
    return base


def _porges_bohrer(rr: np.ndarray) -> float:
    """A moving cubic through 21 samples at 2 Hz taken off, a band-pass of 61 points, ln variance of epochs of 30 s."""
    from scipy.interpolate import CubicSpline
    from scipy.signal import firwin, lfilter, savgol_filter

    t = np.cumsum(rr) / 1000
    # every second sample of the 4 Hz series, as far as that reaches
    samples = CubicSpline(t, rr)(np.arange(t[0], t[-1], 0.25)[::2])
    fast = (samples - savgol_filter(samples, 21, 3))[10:-10]
    weights = firwin(61, (0.12, 0.40), window="hamming", pass_zero=False, fs=2)
    passed = lfilter(weights, 1, fast)[60:]
    epochs = [passed[i : i + 60] for i in range(0, len(passed) - 59, 60)]
    return float(np.mean([np.log(epoch.var(ddof=1)) for epoch in epochs]))
