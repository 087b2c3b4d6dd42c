"""The person's own range of RSA: what their heart usually does at a like pace, or has done so far today."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

LEAST_BREATHS = 12


@dataclass(frozen=True, slots=True)
class OwnRange:
    """The middle four fifths of the breaths it was made from (ms). so_far: made from this session alone."""

    low_ms: float
    high_ms: float
    breaths: int
    so_far: bool


def own_range(rsa_ms: Sequence[float], so_far: bool) -> OwnRange | None:
    """10th to 90th percentile of RSA per breath (ms); None below 12 breaths, where it would say nothing."""
    if len(rsa_ms) < LEAST_BREATHS:
        return None
    low, high = np.percentile(np.asarray(rsa_ms, dtype=np.float64), [10, 90])
    return OwnRange(float(low), float(high), len(rsa_ms), so_far)
