"""Raw and corrected beats side by side: which corrected beat stands for which raw one, and which were put in."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from outbreath_signal.beats import FloatArray

_SAME_S = 1e-6


@dataclass(frozen=True, slots=True, eq=False)
class SideBySide:
    """corrected_t_s: time of the corrected beat that stands for each raw one, NaN where that was taken out; shape (n,).

    inserted_t_s: the corrected beats put in before each raw one that stand for none, n arrays of times (s); a beat put in
    after the last raw one is left out, since no interval ends there.
    """

    corrected_t_s: FloatArray
    inserted_t_s: tuple[FloatArray, ...]


def side_by_side(raw_t_s: FloatArray, corrected_t_s: FloatArray) -> SideBySide:
    """Pair two rising series of beat times (s, shapes (n,) and (m,)).

    Beats at the same time are the same beat. Between two of those the order is kept, as many as possible are paired, and
    among such pairings the one that moves beats least in all is taken.
    """
    found = np.full(len(raw_t_s), np.nan)
    at = np.searchsorted(corrected_t_s, raw_t_s - _SAME_S)
    inside = at < len(corrected_t_s)
    same = np.zeros(len(raw_t_s), dtype=np.bool_)
    same[inside] = np.abs(corrected_t_s[at[inside]] - raw_t_s[inside]) <= _SAME_S
    found[same] = corrected_t_s[at[same]]
    anchors = np.flatnonzero(same)
    raw_edges = [-1, *(int(i) for i in anchors), len(raw_t_s)]
    corrected_edges = [-1, *(int(i) for i in at[anchors]), len(corrected_t_s)]
    none: FloatArray = np.zeros(0)
    inserted: list[FloatArray] = [none] * len(raw_t_s)
    for place in range(len(raw_edges) - 1):
        raw = slice(raw_edges[place] + 1, raw_edges[place + 1])
        corrected = slice(corrected_edges[place] + 1, corrected_edges[place + 1])
        if corrected.start == corrected.stop:
            continue
        between = corrected_t_s[corrected]
        partners = _closest(raw_t_s[raw], between)
        found[raw] = np.where(partners >= 0, between[np.maximum(partners, 0)], np.nan)
        last = -1
        for i in range(raw.start, min(raw.stop + 1, len(raw_t_s))):
            partner = int(partners[i - raw.start]) if i < raw.stop else len(between)
            if partner > last + 1:
                inserted[i] = between[last + 1 : partner]
            last = max(last, partner)
    return SideBySide(found, tuple(inserted))


def _closest(raw_t_s: FloatArray, corrected_t_s: FloatArray) -> np.ndarray[tuple[int], np.dtype[np.intp]]:
    """Index of the partner of each raw beat, -1 for none: all of the fewer side paired in order, at the least distance."""
    fewer_raw = len(raw_t_s) <= len(corrected_t_s)
    few, many = (raw_t_s, corrected_t_s) if fewer_raw else (corrected_t_s, raw_t_s)
    # best[j]: least distance with the first i of the few paired among the first j of the many
    best: FloatArray = np.zeros(len(many) + 1)
    taken = np.zeros((len(few), len(many) + 1), dtype=np.bool_)
    for i, time in enumerate(few):
        through = np.concatenate(([np.inf], best[:-1] + np.abs(many - time)))
        best = np.minimum.accumulate(through)
        taken[i] = through <= best
    partners = np.full(len(raw_t_s), -1, dtype=np.intp)
    j = len(many)
    for i in range(len(few) - 1, -1, -1):
        while not taken[i, j]:
            j -= 1
        partners[i if fewer_raw else j - 1] = j - 1 if fewer_raw else i
        j -= 1
    return partners
