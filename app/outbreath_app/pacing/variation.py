"""A pacer that varies gently: blocks of three to five breaths a little shorter, as set, or a little longer, so that following can be told.

A slow wave of the heart's own keeps its rate and so parts from such a pacer; somebody who follows it does not. The mean length stays as set.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float64]

SHORTER, LONGER = 0.92, 1.08  # of the set length; by 5 % waves are told apart much later
# (breaths, length as a share of the one set): never the same twice, 24 breaths that last as long as 24 even ones
BLOCKS: Final = ((3, SHORTER), (4, LONGER), (5, 1.0), (4, SHORTER), (3, LONGER), (5, 1.0))
_BREATHS = np.array([0, *np.cumsum([count for count, _ in BLOCKS])], dtype=np.float64)
_LENGTHS = np.array([0.0, *np.cumsum([count * share for count, share in BLOCKS])], dtype=np.float64)
_ROUND: Final = float(_BREATHS[-1])


def breaths_after(lengths: FloatArray) -> FloatArray:
    """Breaths since a round of blocks began, after so many set lengths of a breath (>= 0)."""
    rounds = np.floor(lengths / _LENGTHS[-1])
    within = np.interp(lengths - rounds * _LENGTHS[-1], _LENGTHS, _BREATHS)
    return np.asarray(rounds * _ROUND + within, dtype=np.float64)


def lengths_after(breaths: float) -> float:
    """The inverse: set lengths of a breath that so many breaths (>= 0) last."""
    rounds = breaths // _ROUND
    return float(rounds * _LENGTHS[-1] + np.interp(breaths - rounds * _ROUND, _BREATHS, _LENGTHS))


def share_at(breaths: float) -> float:
    """Length of the breath under way after so many breaths, as a share of the one set."""
    within = breaths % _ROUND
    return BLOCKS[min(int(np.searchsorted(_BREATHS, within + 1e-9, side="right")) - 1, len(BLOCKS) - 1)][1]


def block_ends(breaths: float) -> float:
    """After how many breaths the block under way is over."""
    rounds = (breaths + 1e-9) // _ROUND
    within = breaths - rounds * _ROUND
    return float(rounds * _ROUND + _BREATHS[int(np.searchsorted(_BREATHS, within + 1e-9, side="right"))])
