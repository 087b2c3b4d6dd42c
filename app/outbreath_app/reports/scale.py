"""Round values along an axis, of numbers and of days."""

from __future__ import annotations

import math
from datetime import date

import numpy as np
from numpy.typing import NDArray


def ticks(values: NDArray[np.float64], about: int) -> list[float]:
    """At least two round numbers, evenly spaced, that enclose the finite values."""
    good = values[np.isfinite(values)]
    low, high = (float(good.min()), float(good.max())) if len(good) else (0.0, 1.0)
    if high - low < 1e-9:
        low, high = low - 0.5, high + 0.5
    raw = (high - low) / about
    size = 10 ** math.floor(math.log10(raw))
    step = next(size * m for m in (1, 2, 5, 10) if size * m >= raw)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [round(i * step, 10) for i in range(first, last + 1)]


def day_ticks(first: int, last: int, about: int) -> list[tuple[float, str]]:
    """Days between two ordinals as (place, words): every so many days, or firsts of months where that would be too many."""
    length = max(last - first, 1)
    if length <= about * 7:
        step = max(1, math.ceil(length / about))
        return [
            (float(at), f"{(d := date.fromordinal(at)).day} {d:%b}") for at in range(first, last + 1, step)
        ]
    months = max(1, math.ceil(length / 30.44 / about))
    found: list[tuple[float, str]] = []
    begin = date.fromordinal(first)
    number = begin.year * 12 + begin.month - 1
    while True:
        year, month = divmod(number, 12)
        at = date(year, month + 1, 1).toordinal()
        if at > last:
            return found
        if at >= first and (number - begin.month + 1) % months == 0:
            found.append((float(at), f"{date.fromordinal(at):%b %Y}"))
        number += 1


def axis_of(x: NDArray[np.float64], about: int, dates: bool) -> tuple[float, float, list[tuple[float, str]]]:
    """Where an axis begins and ends, and its ticks with their words."""
    good = x[np.isfinite(x)]
    if dates and len(good):
        first, last = math.floor(float(good.min())) - 2, math.ceil(float(good.max())) + 2
        return float(first), float(last), day_ticks(first, last, about)
    at = ticks(good, about)
    if len(good) and float(good.max()) < at[-1] and float(good.min()) >= at[0]:
        # an axis that ends with its data leaves no empty stretch behind it
        low, high = min(at[0], float(good.min())), float(good.max())
        return low, high, [(value, f"{value:g}") for value in at if value <= high]
    return at[0], at[-1], [(value, f"{value:g}") for value in at]
