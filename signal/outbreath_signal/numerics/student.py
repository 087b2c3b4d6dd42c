"""Student's t without scipy, whose import costs a second: the points that intervals need."""

from __future__ import annotations

import math

import numpy as np

# two-sided 95 %, degrees of freedom 1 to 30 (any table of Student's t)
_T975 = (
    12.7062, 4.3027, 3.1824, 2.7764, 2.5706, 2.4469, 2.3646, 2.3060, 2.2622, 2.2281,
    2.2010, 2.1788, 2.1604, 2.1448, 2.1314, 2.1199, 2.1098, 2.1009, 2.0930, 2.0860,
    2.0796, 2.0739, 2.0687, 2.0639, 2.0595, 2.0555, 2.0518, 2.0484, 2.0452, 2.0423,
)  # fmt: skip
_Z975 = 1.959964


def t975(degrees: int) -> float:
    """The 97.5 % point of Student's t with `degrees` degrees of freedom, to about 1e-3; above 30 by expansion in 1/df."""
    if degrees < 1:
        return float("inf")
    if degrees <= len(_T975):
        return _T975[degrees - 1]
    z = _Z975
    return z + (z**3 + z) / (4 * degrees) + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * degrees**2)


def t_point(confidence: float, degrees: float) -> float:
    """The t that holds `confidence` (0 to below 1) between -t and t, for any degrees of freedom from 1 up, to about 1e-5 of itself.

    With t = sqrt(v) tan(a) the density becomes cos(a)^(v - 1), whose integral from 0 is tabled and inverted.
    """
    if not 0 <= confidence < 1 or not degrees >= 1:
        raise ValueError(
            f"a confidence from 0 to below 1 and at least one degree of freedom; received {confidence!r}, {degrees!r}."
        )
    # the density is wide for few degrees and narrow for many: the table ends where nothing is left of it
    last = min(math.pi / 2, 12 / math.sqrt(degrees))
    angle = np.linspace(0.0, last, 6001)
    density = np.cos(angle) ** (degrees - 1)
    middle = np.cos((angle[1:] + angle[:-1]) / 2) ** (degrees - 1)
    held = np.concatenate([[0.0], np.cumsum((density[1:] + density[:-1] + 4 * middle) / 6)])
    return math.sqrt(degrees) * math.tan(float(np.interp(confidence * held[-1], held, angle)))
