"""The series that benchmarks run on: real ones where the corpus is, else one made here."""

from __future__ import annotations

import gzip
import os
from pathlib import Path

import numpy as np

CORPUS = Path(os.environ.get("OUTBREATH_CORPUS") or Path(__file__).parents[2] / "shared" / "corpus")
FIVE_MINUTES = "rr/pyhrv_short.txt"
DAY = "rr/healthy_003_24h.txt"


def real(name: str) -> np.ndarray | None:
    """R-R (ms) of a corpus file, None where it is not here."""
    path = CORPUS / name
    if not path.is_file():
        return None
    if name.endswith(".csv.gz"):
        with gzip.open(path, "rt") as rows:
            return np.diff([float(row.split(",")[0]) for row in rows if row[0].isdigit()]) * 1000
    return np.loadtxt(path)


def made(beats: int, seed: int = 1) -> np.ndarray:
    """R-R (ms) with breathing at 15/min, 0.1 Hz waves, slow drift and noise, on a strap's grid of 1/1024 s."""
    rng = np.random.default_rng(seed)
    t = np.arange(beats) * 0.85
    drift = np.cumsum(rng.standard_normal(beats)) * 0.5
    waves = (
        30 * np.sin(2 * np.pi * 0.25 * t) + 25 * np.sin(2 * np.pi * 0.1 * t) + 8 * rng.standard_normal(beats)
    )
    return np.rint(np.clip(850 + waves + drift - drift.mean(), 400, 1600) * 1.024) / 1.024


def calibration(mean_rr_ms: float = 900.0, seconds: float = 600.0) -> np.ndarray:
    """R-R (ms) whose LF power is 450 ms2 (0.10 Hz) and HF power 800 ms2 (0.25 Hz)."""
    rr: list[float] = []
    t = 0.0
    while t < seconds:
        rr.append(mean_rr_ms + 30 * np.cos(2 * np.pi * 0.1 * t) + 40 * np.cos(2 * np.pi * 0.25 * t + 1))
        t += rr[-1] / 1000
    return np.array(rr)
