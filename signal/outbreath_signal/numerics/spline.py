"""The cubic spline through unevenly spaced points, read off on an even grid; NumPy alone, so it costs no import."""

from __future__ import annotations

import numpy as np

from outbreath_signal.beats import FloatArray
from outbreath_signal.errors import SignalError

FEWEST_POINTS = 4
_NEGLIGIBLE = 1e-18


def even_samples(t_s: FloatArray, values: FloatArray, rate_hz: float) -> FloatArray:
    """The not-a-knot cubic spline through (t_s, values), sampled at t_s[0] + k / rate_hz while before t_s[-1].

    t_s: strictly increasing, s, shape (n,) with n >= 4. values: shape (n,). Equal to SciPy's CubicSpline to rounding.
    Raises SignalError for fewer points.
    """
    if len(t_s) < FEWEST_POINTS:
        raise SignalError(f"a cubic spline needs {FEWEST_POINTS} points, got {len(t_s)}")
    count = int(np.ceil((t_s[-1] - t_s[0]) * rate_hz))
    grid = t_s[0] + np.arange(count) / rate_hz
    h = np.diff(t_s)
    slope = np.diff(values) / h
    d = _derivatives(h, slope)
    # Each grid point belongs to the last knot not after it; counting points per knot interval needs no search.
    first_after = np.minimum(np.ceil((t_s - t_s[0]) * rate_hz).astype(np.intp), count)
    first_after[-1] = count
    at = np.repeat(np.arange(len(h)), np.diff(first_after))
    c3 = (d[:-1] + d[1:] - 2 * slope) / h**2
    c2 = (3 * slope - 2 * d[:-1] - d[1:]) / h
    x = grid - t_s[at]
    samples: FloatArray = ((c3[at] * x + c2[at]) * x + d[at]) * x + values[at]
    return samples


def _derivatives(h: FloatArray, slope: FloatArray) -> FloatArray:
    """The spline's first derivative at every knot: a tridiagonal system whose end rows say not-a-knot.

    With the third derivative continuous at the second knot, h1 d0 + (h0 + h1) d1 = ((3 h0 + 2 h1) h1 s0 + h0^2 s1) / (h0 + h1)
    (de Boor 1978, chapter IV), and mirrored at the far end.
    """
    n = len(h) + 1
    lower, diagonal, upper, right = (np.zeros(n) for _ in range(4))
    lower[1:-1], diagonal[1:-1], upper[1:-1] = h[1:], 2 * (h[:-1] + h[1:]), h[:-1]
    right[1:-1] = 3 * (h[1:] * slope[:-1] + h[:-1] * slope[1:])
    for end, inner, sides in ((0, 0, (0, 1)), (-1, -1, (-1, -2))):
        near, far = h[sides[0]], h[sides[1]]
        diagonal[end] = far
        right[end] = ((3 * near + 2 * far) * far * slope[sides[0]] + near**2 * slope[sides[1]]) / (near + far)
        (upper if inner == 0 else lower)[end] = near + far
    return _solve_tridiagonal(lower, diagonal, upper, right)


def _solve_tridiagonal(
    lower: FloatArray, diagonal: FloatArray, upper: FloatArray, right: FloatArray
) -> FloatArray:
    """Solve lower[i] x[i-1] + diagonal[i] x[i] + upper[i] x[i+1] = right[i] by parallel cyclic reduction.

    Every row is combined with its neighbours at distance 1, 2, 4, ... until it stands alone: log2(n) passes over whole
    arrays instead of n steps. Diagonal dominance lets the couplings fall as a square each pass, so it stops long before.
    """
    # The end rows are not diagonally dominant; eliminating them first leaves a system that is.
    x = np.zeros(len(diagonal))
    a, b, c, r = (row[1:-1].copy() for row in (lower, diagonal, upper, right))
    b[0] -= a[0] * upper[0] / diagonal[0]
    r[0] -= a[0] * right[0] / diagonal[0]
    b[-1] -= c[-1] * lower[-1] / diagonal[-1]
    r[-1] -= c[-1] * right[-1] / diagonal[-1]
    a[0] = c[-1] = 0.0
    step = 1
    while step < len(b):
        up, down = np.zeros(len(b)), np.zeros(len(b))
        up[step:] = -a[step:] / b[:-step]
        down[:-step] = -c[:-step] / b[step:]
        if max(np.abs(up).max(), np.abs(down).max()) < _NEGLIGIBLE:
            break
        new_b, new_r = b.copy(), r.copy()
        new_a, new_c = np.zeros(len(b)), np.zeros(len(b))
        new_b[step:] += up[step:] * c[:-step]
        new_r[step:] += up[step:] * r[:-step]
        new_a[step:] = up[step:] * a[:-step]
        new_b[:-step] += down[:-step] * a[step:]
        new_r[:-step] += down[:-step] * r[step:]
        new_c[:-step] = down[:-step] * c[step:]
        a, b, c, r = new_a, new_b, new_c, new_r
        step *= 2
    x[1:-1] = r / b
    x[0] = (right[0] - upper[0] * x[1]) / diagonal[0]
    x[-1] = (right[-1] - lower[-1] * x[-2]) / diagonal[-1]
    return x
