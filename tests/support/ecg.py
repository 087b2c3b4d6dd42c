"""An ECG drawn from known beats, as a chest strap would send it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
RATE_HZ = 130.0
# Height relative to R, seconds after it, width (s).
_WAVES = ((0.08, -0.17, 0.022), (-0.1, -0.025, 0.009), (1.0, 0.0, 0.010), (-0.2, 0.028, 0.010))


def made_ecg(
    beats_s: Array,
    heights_uv: Array | None = None,
    t_wave_uv: float = 250.0,
    noise_uv: float = 10.0,
    seed: int = 0,
) -> Array:
    """Microvolts at 130 Hz from 0 s to a second after the last beat. heights_uv: of each R wave, 1000 unless given."""
    t_s = np.arange(0, float(beats_s[-1]) + 1, 1 / RATE_HZ)
    ecg = noise_uv * np.random.default_rng(seed).standard_normal(len(t_s)) + 80 * np.sin(
        2 * np.pi * 0.2 * t_s
    )
    heights = np.full(len(beats_s), 1000.0) if heights_uv is None else heights_uv
    for beat_s, height in zip(beats_s, heights, strict=True):
        near = slice(*np.searchsorted(t_s, (beat_s - 0.4, beat_s + 0.6)))
        away = t_s[near] - beat_s
        for share, offset_s, width_s in _WAVES:
            ecg[near] += share * height * np.exp(-(((away - offset_s) / width_s) ** 2) / 2)
        ecg[near] += t_wave_uv * np.exp(-(((away - 0.27) / 0.05) ** 2) / 2)
    return np.asarray(ecg, dtype=np.float64)
