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
from outbreath_signal.spectra.resampling import RESAMPLED_HZ

MARGIN_S = (
    15.0  # on each side of a window where there is so much, since a band needs some breaths to swing in
)
# the bands' ends and the width of their slopes, in shares of the rate
_SLOWER, _FASTER, _EDGE = 0.6, (1.5, 1.8), 0.1
_EVERY = 4
_STEP_S = _EVERY / RESAMPLED_HZ
_TURN = np.complex64(-2j * np.pi / 60 * _STEP_S)
_ROWS_AT_ONCE = 128


def counted_rates(
    samples: FloatArray, at: NDArray[np.intp], size: int, rate_per_min: FloatArray
) -> FloatArray:
    """Breaths a minute by counting in windows of a run sampled at 4 Hz, once in a narrow band and once in a wider, shape (2, m).

    Where waves beside the breath are counted, the two differ. samples: the run, shape (n,), n >= size. at: where each window
    begins, size: its samples. rate_per_min: the rate (at most 27) near which the breath is sought in each, shape (m,). Up to 15 s
    on each side of a window are looked at too.
    """
    margin = int(MARGIN_S * RESAMPLED_HZ)
    length = min(size + 2 * margin, len(samples))
    begin = np.clip(at - margin, 0, len(samples) - length)
    slow = _parabolas(length)
    padded = 1 << (length + 2 * margin - 1).bit_length()
    # an analytic signal has no negative frequencies: one sample a second holds all up to 1 Hz
    kept = padded // _EVERY
    bin_per_min = _bins_per_min(padded)
    found = np.empty((len(_FASTER), len(at)))
    for first in range(0, len(at), _ROWS_AT_ONCE):
        rows = slice(first, first + _ROWS_AT_ONCE)
        block = samples[begin[rows, None] + np.arange(length)]
        moving = (block - (block @ slow) @ slow.T).astype(np.float32)
        transform = np.fft.rfft(moving, padded)[:, :kept]
        rate = rate_per_min[rows, None].astype(np.float32)
        times = bin_per_min / rate
        rising = (times - _SLOWER) / _EDGE
        inside = ((at[rows] - begin[rows]) // _EVERY)[:, None] + np.arange(size // _EVERY)
        each = np.arange(len(block))[:, None]
        # a wave of just this rate stands still once it is turned back by as much as it runs on from sample to sample
        turn = np.exp(_TURN * rate)
        for row, faster in zip(found, _FASTER, strict=True):
            band = np.minimum(rising, (faster - times) / _EDGE).clip(0, 1)
            wave = np.fft.ifft(transform * band)[each, inside]
            beyond = np.angle(wave[:, 1:] * wave[:, :-1].conj() * turn)
            row[rows] = rate_per_min[rows] + 60 / _STEP_S * beyond.mean(axis=1, dtype=np.float64) / (
                2 * np.pi
            )
    return found


@lru_cache(maxsize=8)
def _bins_per_min(padded: int) -> NDArray[np.float32]:
    """Frequencies of a transform of so many samples that are kept, per minute."""
    return (60 * np.arange(padded // _EVERY) * (RESAMPLED_HZ / padded)).astype(np.float32)


@lru_cache(maxsize=8)
def _parabolas(length: int) -> FloatArray:
    """A basis of the parabolas over so many samples, shape (length, 3)."""
    slow, _ = np.linalg.qr(np.vander(np.linspace(-1.0, 1.0, length), 3))
    return np.asarray(slow, dtype=np.float64)
