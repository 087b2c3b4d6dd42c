"""What a report is: facts, plots, tables and footnotes, set out by the PDF and the HTML alike."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]

NOTICE = (
    "A practice log, shared by the person it is about. Estimates from a practice tool, not a medical device; not for "
    "diagnosis, treatment or emergencies. Nothing here is interpreted."
)
MOST_POINTS = 1500


@dataclass(frozen=True, slots=True)
class Table:
    """A table: header and rows of plain text, a cell of one or two lines. note: a sentence under it."""

    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """A line over the points; NaN breaks it."""

    x: FloatArray
    y: FloatArray


@dataclass(frozen=True, slots=True, eq=False)
class Bars:
    """Intervals that stand on end: low to high at each x."""

    x: FloatArray
    low: FloatArray
    high: FloatArray


@dataclass(frozen=True, slots=True, eq=False)
class Plot:
    """Points or a line over x. band: low and high of the person's own range. shaded: (from, to, name) along x.

    joined: the points are a line; else they are dots, or columns from 0 when `columns`. line: drawn over them. bars: behind
    them. marked: indices into line that get a diamond. dates: x counts days as ordinals. caption: what is what. lowest: what lies
    below is drawn on it. ends: where the axis begins and ends; else with the data.
    """

    title: str
    x_label: str
    y_label: str
    x: FloatArray
    y: FloatArray
    joined: bool = True
    band: tuple[float, float] | None = None
    shaded: tuple[tuple[float, float, str], ...] = ()
    line: Line | None = None
    bars: Bars | None = None
    marked: tuple[int, ...] = ()
    dates: bool = False
    columns: bool = False
    caption: str = ""
    lowest: float | None = None
    ends: tuple[float, float] | None = None

    @property
    def heights(self) -> FloatArray:
        """Every finite value that must lie within the plot."""
        values = [self.y, np.array(self.band or ())]
        if self.line is not None:
            values.append(self.line.y)
        if self.bars is not None:
            values += [self.bars.low, self.bars.high]
        if self.columns:
            values.append(np.zeros(1))
        whole = np.concatenate([np.asarray(each, dtype=np.float64) for each in values])
        known = np.asarray(whole[np.isfinite(whole)], dtype=np.float64)
        return known if self.lowest is None else np.maximum(known, self.lowest)

    @property
    def widths(self) -> FloatArray:
        """Every place along x that must lie within the plot."""
        if self.ends is not None:
            return np.array(self.ends)
        parts = [self.x, *([self.line.x] if self.line is not None else [])]
        parts += [np.array([end for _, end, _ in self.shaded], dtype=np.float64)] if self.shaded else []
        return np.concatenate(parts)


@dataclass(frozen=True, slots=True)
class Report:
    """A report, in the order in which it is read. lead: the finding to read first, '' where there is none."""

    title: str
    facts: tuple[tuple[str, str], ...]
    plots: tuple[Plot, ...]
    tables: tuple[Table, ...]
    notes: tuple[str, ...]
    methods: str
    lead: str = ""


def thinned(x: FloatArray, y: FloatArray) -> tuple[FloatArray, FloatArray]:
    """At most so many points that the outline stays."""
    from outbreath_app.review.thinning import in_view

    return in_view(x, y, -np.inf, np.inf, MOST_POINTS) if len(x) else (x, y)
