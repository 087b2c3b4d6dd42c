"""How many of every few neighbours are set, by a running sum."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from outbreath_signal.beats import BoolArray


def running_count(flags: BoolArray, width: int, *, ends_repeat: bool = False) -> NDArray[np.intp]:
    """Set flags among the `width` around each: width // 2 before it, itself, and the rest after it. Shape (n,), n > 0.

    Past the ends nothing is set, or with ends_repeat what the outermost flag is. The same counts as
    `scipy.ndimage.uniform_filter1d` averages, without an import that holds up a live beat for half a second.
    """
    before = width // 2
    after = width - 1 - before
    padded = np.zeros(len(flags) + width, dtype=np.intp)
    padded[before + 1 : before + 1 + len(flags)] = flags
    if ends_repeat:
        padded[1 : before + 1] = flags[0]
        padded[len(padded) - after :] = flags[-1]
    running = np.cumsum(padded, out=padded)
    return np.asarray(running[width:] - running[:-width], dtype=np.intp)
