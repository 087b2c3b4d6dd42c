"""The median and the distinct ones of a few values.

NumPy's own load its masked arrays when first asked, which holds up a live beat by up to 0.1 s.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from outbreath_signal.beats import FloatArray


def middle(values: ArrayLike) -> float:
    """The median of finite values, shape (n,), n > 0: the same as `np.median`, at a fifth of its cost."""
    ordered = np.sort(np.asarray(values, dtype=np.float64))
    n = len(ordered)
    return (ordered.item((n - 1) // 2) + ordered.item(n // 2)) / 2


def row_middles(rows: FloatArray) -> FloatArray:
    """The median of each row of finite values, shape (m, n), n > 0."""
    ordered = np.sort(rows, axis=1)
    n = rows.shape[1]
    return np.asarray((ordered[:, (n - 1) // 2] + ordered[:, n // 2]) / 2, dtype=np.float64)


def distinct(values: FloatArray) -> FloatArray:
    """Every value that occurs, once and in order: the same as `np.unique` of finite values, shape (n,)."""
    ordered = np.sort(values)
    first = np.ones(len(ordered), dtype=np.bool_)
    np.not_equal(ordered[1:], ordered[:-1], out=first[1:])
    return ordered[first]
