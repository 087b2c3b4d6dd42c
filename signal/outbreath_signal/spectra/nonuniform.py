"""Fourier sums over uneven times at evenly spaced frequencies, as fast as an FFT and exact to about 1e-9."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from outbreath_signal.beats import FloatArray

ComplexArray = NDArray[np.complex128]

_WIDTH = 11
_OVERSAMPLING = 2
_SHAPE = np.pi * _WIDTH * (1 - 1 / (2 * _OVERSAMPLING))
_DEGREE = 15
_AT_ONCE = 2048


def fourier_sums(cycles: FloatArray, weights: FloatArray, highest: int) -> ComplexArray:
    """sum_j weights[..., j] exp(-2 pi i k cycles[j]) for k = 0 to highest.

    cycles: phases at k = 1, in cycles, shape (n,). weights: shape (m, n); the result is (m, highest + 1).
    Each weight is spread over 11 points of a grid twice as fine as needed with a Kaiser-Bessel kernel, transformed, and
    divided by the kernel's own transform (Fessler & Sutton 2003). The kernel comes from a polynomial per grid point, since
    the Bessel function itself would cost more than all the rest.
    """
    size = _fast_length(max(2 * _OVERSAMPLING * (highest + 1), 2 * _WIDTH))
    cycles_per_point = np.asarray(np.arange(highest + 1) / size, dtype=np.float64)
    inverse_gain = 1 / _kernel_transform(cycles_per_point)
    sums = np.empty((len(weights), highest + 1), dtype=np.complex128)
    for row, grid in enumerate(_spread((cycles % 1.0) * size, weights, size)):
        sums[row] = np.fft.rfft(grid)[: highest + 1]
        sums[row] *= inverse_gain
    return sums


def _spread(position: FloatArray, weights: FloatArray, size: int) -> FloatArray:
    """Weights (m, n) spread by the kernel over a round grid of so many points from their positions (n,): (m, size).

    So many at a time that all stays in the processor's cache; times that rise touch only a short piece of the grid each time.
    """
    grid = np.zeros((len(weights), size + 2 * _WIDTH))  # what reaches over the end is folded back last
    polynomials, points = _kernel_polynomials(), np.arange(_WIDTH)
    for begin in range(0, len(position), _AT_ONCE):
        part = slice(begin, begin + _AT_ONCE)
        first = np.ceil(position[part] - _WIDTH / 2)
        offset = 2 * (first - (position[part] - _WIDTH / 2)) - 1  # -1 to 1 within a grid step
        kernel = np.vander(offset, _DEGREE + 1, increasing=True) @ polynomials
        at = first.astype(np.intp) + _WIDTH
        low = int(at.min())
        flat = (at[:, None] + (points - low)).ravel()
        for row, weight in enumerate(weights):
            piece = np.bincount(flat, (kernel * weight[part, None]).ravel())
            grid[row, low : low + len(piece)] += piece
    folded = grid[:, _WIDTH : size + _WIDTH]
    folded[:, -_WIDTH:] += grid[:, :_WIDTH]
    folded[:, :_WIDTH] += grid[:, size + _WIDTH :]
    return folded


@cache
def _kernel_polynomials() -> FloatArray:
    """Coefficients (degree + 1, width): the kernel at each of the grid points as a polynomial of the offset in -1 to 1."""
    nodes = np.cos(np.pi * (np.arange(2 * _DEGREE) + 0.5) / (2 * _DEGREE))
    z = -1 + ((nodes[:, None] + 1) / 2 + np.arange(_WIDTH)) * (2 / _WIDTH)
    values = np.i0(_SHAPE * np.sqrt(np.maximum(1 - z**2, 0))) / np.i0(_SHAPE)
    coefficients: FloatArray = np.linalg.lstsq(np.vander(nodes, _DEGREE + 1, increasing=True), values)[0]
    return coefficients


def _kernel_transform(cycles_per_point: FloatArray) -> FloatArray:
    """Fourier transform of the kernel at a frequency in cycles per grid point."""
    root = np.sqrt(_SHAPE**2 - (np.pi * _WIDTH * cycles_per_point) ** 2)
    transform: FloatArray = _WIDTH * np.sinh(root) / (root * float(np.i0(_SHAPE)))
    return transform


def _fast_length(least: int) -> int:
    """The smallest even length of at least `least` with no prime factor above 5."""
    best = 1 << (least - 1).bit_length()
    five = 1
    while five < best:
        three = five
        while three < best:
            length = three
            while length < least:
                length *= 2
            if length % 2 == 0:
                best = min(best, length)
            three *= 3
        five *= 5
    return best
