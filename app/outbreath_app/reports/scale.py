"""Round values along an axis."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray


def ticks(values: NDArray[np.float64], about: int) -> list[float]:
    """At least two round numbers, evenly spaced, that enclose the finite values."""
    good = values[np.isfinite(values)]
    low, high = (float(good.min()), float(good.max())) if len(good) else (0.0, 1.0)
    if high - low < 1e-9:
        low, high = low - 0.5, high + 0.5
    raw = (high - low) / about
    size = 10 ** math.floor(math.log10(raw))
    step = next(size * m for m in (1, 2, 5, 10) if size * m >= raw)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [round(i * step, 10) for i in range(first, last + 1)]
