"""Medians and distinct values are NumPy's, odd or even, alike or not."""

import numpy as np
import pytest

from outbreath_signal.numerics.order import distinct, middle, row_middles


@pytest.mark.parametrize("n", [1, 2, 3, 8, 63, 64])
def test_the_middle_is_numpys_median_to_the_last_digit(n):
    rows = np.random.default_rng(n).normal(800, 50, (20, n)).round(1)
    assert [middle(row) for row in rows] == np.median(rows, axis=1).tolist()
    assert row_middles(rows).tolist() == np.median(rows, axis=1).tolist()
    assert middle(rows[0].tolist()) == np.median(rows[0])


def test_distinct_values_are_numpys_unique_ones():
    values = np.random.default_rng(0).integers(50, 90, 300).astype(float)
    for some in (values, values[:1], values[:0]):
        assert distinct(some).tolist() == np.unique(some).tolist()
