"""The running median by a network against the plain definition."""

import numpy as np
import pytest

from outbreath_signal.numerics.running_median import running_median


@pytest.mark.parametrize("width", [1, 3, 5, 9, 11])
@pytest.mark.parametrize("length", [1, 2, 7, 200, 9000])
def test_median_of_each_neighbourhood_with_repeated_ends(width: int, length: int) -> None:
    values = np.random.default_rng(width).normal(800, 60, length)
    padded = np.pad(values, width // 2, mode="edge")
    plain = np.median(np.lib.stride_tricks.sliding_window_view(padded, width), axis=1)
    assert np.array_equal(running_median(values, width), plain)
