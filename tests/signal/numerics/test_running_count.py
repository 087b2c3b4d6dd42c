"""Counts of set flags around each are those of SciPy's filters."""

import numpy as np
import pytest

from outbreath_signal.numerics.running_count import running_count


@pytest.mark.parametrize("width", [1, 2, 5, 12, 13, 25])
@pytest.mark.parametrize(("ends_repeat", "mode"), [(False, "constant"), (True, "nearest")])
def test_the_counts_are_those_of_a_moving_mean(width, ends_repeat, mode):
    from scipy.ndimage import uniform_filter1d

    rng = np.random.default_rng(width)
    for n in (max(width, 8), 40, 300):
        flags = rng.random(n) < 0.3
        flags[0] = flags[-1] = True
        theirs = uniform_filter1d(flags.astype(float), width, mode=mode) * width
        assert running_count(flags, width, ends_repeat=ends_repeat) == pytest.approx(theirs)


def test_a_count_above_none_is_the_widest_reach_of_a_flag():
    from scipy.ndimage import maximum_filter1d

    flags = np.random.default_rng(1).random(200) < 0.05
    theirs = maximum_filter1d(flags.astype(np.int8), 13) > 0
    assert ((running_count(flags, 13) > 0) == theirs).all()
