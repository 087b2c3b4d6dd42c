"""Whether the variability of a rhythm can be interpreted at all; never what is wrong with it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from outbreath_signal.beats import BeatSeries, BoolArray


def interpretation(
    beats: BeatSeries, codes: NDArray[np.int8], accepted: BoolArray
) -> tuple[bool, tuple[str, ...]]:
    """(whether variability can be interpreted, why not or what to bear in mind)."""
    return True, ()
