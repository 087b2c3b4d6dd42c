"""Long series made small enough to draw: what is in view, its outline kept, and a spectrum of so many columns."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from outbreath_signal.spectra.resampling import Resampled
from outbreath_signal.spectra.time_varying import WINDOW_S, spectra_at

FloatArray = npt.NDArray[np.float64]
LEAST_STEP_S = 1.0


@dataclass(frozen=True, slots=True, eq=False)
class SpectrumView:
    """Power along time. begin_s, end_s: outer edges of the columns. hz: (k,). ms2_per_hz: (columns, k), NaN where a
    window of 64 s does not lie within one unbroken run of beats.
    """

    begin_s: float
    end_s: float
    hz: FloatArray
    ms2_per_hz: FloatArray


def in_view(
    x: FloatArray, y: FloatArray, from_x: float, to_x: float, most: int
) -> tuple[FloatArray, FloatArray]:
    """The points between two values of x (ascending) with one more on each side; of more than `most`, each piece's lowest
    and highest, so that the outline stays. A piece of nothing but NaN stays one NaN: a break stays a break.
    """
    first = max(0, int(np.searchsorted(x, from_x, side="left")) - 1)
    last = int(np.searchsorted(x, to_x, side="right")) + 1
    x, y = x[first:last], y[first:last]
    if len(x) <= most:
        return x, y
    pieces = max(1, most // 2)
    edges = np.linspace(0, len(x), pieces + 1).astype(np.intp)
    begins = edges[:-1]
    broken = ~np.isfinite(y)
    low = np.minimum.reduceat(np.where(broken, np.inf, y), begins)
    high = np.maximum.reduceat(np.where(broken, -np.inf, y), begins)
    nothing = ~np.isfinite(low)
    low[nothing] = high[nothing] = np.nan
    middle = x[np.minimum((edges[:-1] + edges[1:]) // 2, len(x) - 1)]
    return np.repeat(middle, 2), np.column_stack([low, high]).ravel()


def spectrum_between(even: Resampled, from_s: float, to_s: float, columns: int) -> SpectrumView:
    """Spectra of windows of 64 s whose middles fill the stretch evenly, at most `columns` of them."""
    step_s = max(LEAST_STEP_S, (to_s - from_s) / max(1, columns))
    middles = from_s + step_s * (np.arange(max(1, int((to_s - from_s) / step_s))) + 0.5)
    hz, density = spectra_at(even, np.asarray(middles - WINDOW_S / 2, dtype=np.float64), WINDOW_S)
    return SpectrumView(from_s, float(middles[-1] + step_s / 2), hz, density)
