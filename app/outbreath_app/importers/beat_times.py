"""Times of beats to intervals: what lies between two beats, and where a hole lies between them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from outbreath_app.importers.model import FileImportError, ImportedSession
from outbreath_app.importers.rows import Rows, session_of
from outbreath_app.importers.units import Unit

# Longer than this and than twice and a half the usual interval: nobody saw a beat there, so it is a hole and no interval.
_HOLE_MS = 3000.0
_HOLE_OF_USUAL = 2.5


def session_of_times(t_s: NDArray[np.float64]) -> ImportedSession:
    """The session of beats at the given times (s from the file's start, rising, shape (n,)), holes left open.

    Raises FileImportError for fewer than two beats or times that fall.
    """
    if len(t_s) < 2:
        raise FileImportError("holds fewer than two beats")
    steps_ms = np.diff(t_s) * 1000
    if np.any(steps_ms < 0):
        raise FileImportError("has beats that go back in time: it is damaged")
    intervals = steps_ms[steps_ms > 0]
    ends_s = t_s[1:][steps_ms > 0]
    if not len(intervals):
        raise FileImportError("has all its beats at one time: it is damaged")
    hole = intervals > max(_HOLE_MS, _HOLE_OF_USUAL * float(np.median(intervals)))
    kept = np.flatnonzero(~hole)
    if not len(kept):
        raise FileImportError("has no two beats beside each other")
    broken = np.concatenate([[False], np.diff(kept) > 1])
    rows = Rows(intervals[kept], None, ends_s[kept] - ends_s[kept[0]], broken_before=broken)
    session = session_of(rows, Unit.MS)
    first_s = float(ends_s[kept[0]] - intervals[kept[0]] / 1000)
    moved = tuple(replace(each, start_s=each.start_s + max(0.0, first_s)) for each in session.stretches)
    return replace(session, stretches=moved)
