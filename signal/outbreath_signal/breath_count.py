"""Breaths counted in a window: how far the phase of the wave near a known rate runs on from its beginning to its end.

A spectrum's peak says which rate stands out in a window; where breaths are not alike that is not the mean of their rates.
The phase of the analytic signal in a band around that rate runs on by one cycle a breath, so it counts them, parts included
(instantaneous frequency; Gabor 1946, doi:10.1049/ji-3-2.1946.0074).
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from outbreath_signal.beats import FloatArray
from outbreath_signal.resampling import RESAMPLED_HZ

MARGIN_S = (
    15.0  # on each side of a window where there is so much, since a band needs some breaths to swing in
)
_SLOWER, _FASTER, _EDGE = 0.6, 1.5, 0.1  # the band's ends and the width of its slopes, in shares of the rate
_EVERY = 2
_ROWS_AT_ONCE = 128


def counted_rates(
    samples: FloatArray, at: NDArray[np.intp], size: int, rate_per_min: FloatArray
) -> FloatArray:
    """Breaths a minute by counting in windows of a run sampled at 4 Hz, shape (m,).

    samples: the run, shape (n,), n >= size. at: where each window begins, size: its samples. rate_per_min: the rate near which
    the breath is sought in each, shape (m,). Up to 15 s on each side of a window are looked at too.
    """
    margin = int(MARGIN_S * RESAMPLED_HZ)
    length = min(size + 2 * margin, len(samples))
    begin = np.clip(at - margin, 0, len(samples) - length)
    slow = _parabolas(length)
    padded = 1 << (length + 2 * margin - 1).bit_length()
    # every other sample of the analytic signal is enough, so half of the frequencies are left out
    kept = padded // _EVERY
    bin_per_min = 60 * np.arange(kept // 2) * (RESAMPLED_HZ / padded)
    every = np.lib.stride_tricks.sliding_window_view(samples, length)
    found = np.empty(len(at))
    for first in range(0, len(at), _ROWS_AT_ONCE):
        rows = slice(first, first + _ROWS_AT_ONCE)
        block = every[begin[rows]]
        moving = (block - (block @ slow) @ slow.T).astype(np.float32)
        rate = rate_per_min[rows, None]
        times = bin_per_min / rate
        band = np.minimum(times - _SLOWER, _FASTER - times) / _EDGE
        whole = np.zeros((len(block), kept), dtype=np.complex64)
        np.multiply(
            np.fft.rfft(moving, padded)[:, : kept // 2],
            np.clip(band, 0, 1).astype(np.float32),
            out=whole[:, : kept // 2],
        )
        analytic = np.fft.ifft(whole)
        inside = (at[rows] - begin[rows])[:, None] // _EVERY + np.arange(size // _EVERY)
        wave = np.take_along_axis(analytic, inside, axis=1)
        steps = np.angle(wave[:, 1:] * wave[:, :-1].conj())
        found[rows] = 60 * RESAMPLED_HZ / _EVERY * steps.mean(axis=1) / (2 * np.pi)
    return found


@lru_cache(maxsize=8)
def _parabolas(length: int) -> FloatArray:
    """A basis of the parabolas over so many samples, shape (length, 3)."""
    slow, _ = np.linalg.qr(np.vander(np.linspace(-1.0, 1.0, length), 3))
    return np.asarray(slow, dtype=np.float64)
