"""A corrected series of beats, offered beside the raw one: missed beats put in, extra ones out, misplaced ones moved."""

from __future__ import annotations

import numpy as np

from outbreath_signal.artifacts.hypotheses import Fault, Faults
from outbreath_signal.beats import BeatSeries, FloatArray


def correct(beats: BeatSeries, found: tuple[Faults, ...]) -> BeatSeries:
    """The beats with the faults undone; the same object when there are none.

    Beats never touched keep their time and interval exactly. A misplaced beat moves to where its neighbours expect it,
    two premature ones share the time evenly, a missed one is put in the middle. The total time never changes.
    """
    if not any(len(faults.at) for faults in found):
        return beats
    moved = beats.t_s.copy()
    removed = np.zeros(len(beats), dtype=np.bool_)
    inserted: list[float] = []
    for faults in found:
        for k, i in enumerate(map(int, faults.at)):
            _undo(beats, faults, k, i, moved, removed, inserted)
    _keep_order(beats, moved)
    keep = ~removed
    t_s = np.concatenate([moved[keep], inserted])
    original = np.concatenate([np.flatnonzero(keep), np.full(len(inserted), -1)])
    order = np.argsort(t_s, kind="stable")
    t_s, original = t_s[order], original[order]
    # a beat is joined to the one now before it when no break lies between them in the raw series
    breaks = np.cumsum(~beats.joined)
    section = np.empty(len(t_s), dtype=np.int64)
    section[original >= 0] = breaks[original[original >= 0]]
    for place in map(int, np.flatnonzero(original < 0)[::-1]):
        section[place] = section[place + 1]
    joined = np.append(False, section[1:] == section[:-1])
    rr = np.diff(t_s, prepend=t_s[0]) * 1000.0
    for place in map(int, np.flatnonzero(~joined)):
        rr[place] = beats.rr_ms[max(original[place], 0)]
    same = _untouched(beats, moved, original, joined)
    rr[same] = beats.rr_ms[original[same]]
    return BeatSeries(t_s, np.asarray(rr, dtype=np.float64), joined)


def broken_at(corrected: BeatSeries, at_s: FloatArray) -> BeatSeries:
    """The series with a break before each beat that ends a silence (beat times, s, shape (g,)).

    A silence is no interval, though it runs from beat to beat; methods that need a series without holes would take it for a wave
    of many seconds. The beat stays where it is and is given the interval of the beat after it (or before, at the end).
    """
    if not len(at_s) or len(corrected) < 2:
        return corrected
    after = np.clip(np.searchsorted(corrected.t_s, at_s), 1, len(corrected) - 1)
    nearer = at_s - corrected.t_s[after - 1] < corrected.t_s[after] - at_s
    places = np.unique(after - nearer)
    rr, joined = corrected.rr_ms.copy(), corrected.joined.copy()
    joined[places] = False
    silent = np.zeros(len(rr), dtype=np.bool_)
    silent[places] = True
    sound = np.flatnonzero(~silent)
    if len(sound):
        following = np.searchsorted(sound, places)
        rr[places] = rr[sound[np.minimum(following, len(sound) - 1)]]
    return BeatSeries(corrected.t_s, rr, joined)


def _undo(
    beats: BeatSeries,
    faults: Faults,
    k: int,
    i: int,
    moved: np.ndarray[tuple[int, ...], np.dtype[np.float64]],
    removed: np.ndarray[tuple[int, ...], np.dtype[np.bool_]],
    inserted: list[float],
) -> None:
    kind = Fault(int(faults.kind[k]))
    begin_s = float(beats.t_s[i]) - float(beats.rr_ms[i]) / 1000.0
    if kind in (Fault.MISSED, Fault.MISSED_TWO):
        if i == 0 or not beats.joined[i]:
            return
        parts = 2 if kind is Fault.MISSED else 3
        inserted.extend(begin_s + (float(beats.t_s[i]) - begin_s) * part / parts for part in range(1, parts))
    elif kind is Fault.EXTRA:
        removed[i] = i + 1 < len(beats)
    elif kind is Fault.COUPLET:
        span_s = float(beats.t_s[i + 2]) - begin_s
        moved[i], moved[i + 1] = begin_s + span_s / 3, begin_s + 2 * span_s / 3
    elif i + 1 < len(beats) and beats.joined[i + 1]:
        share = float(faults.first_ms[k]) / max(float(faults.first_ms[k] + faults.second_ms[k]), 1.0)
        moved[i] = begin_s + (float(beats.t_s[i + 1]) - begin_s) * min(max(share, 0.05), 0.95)


def _keep_order(beats: BeatSeries, moved: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> None:
    """Put beats back that a move has brought past a neighbour."""
    for _ in range(len(moved)):
        past = np.flatnonzero(np.diff(moved) <= 1e-4)
        if not len(past):
            return
        moved[past], moved[past + 1] = beats.t_s[past], beats.t_s[past + 1]
    moved[:] = beats.t_s


def _untouched(
    beats: BeatSeries,
    moved: np.ndarray[tuple[int, ...], np.dtype[np.float64]],
    original: np.ndarray[tuple[int, ...], np.dtype[np.int64]],
    joined: np.ndarray[tuple[int, ...], np.dtype[np.bool_]],
) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    """Corrected beats whose interval is between the same two unmoved beats as in the raw series."""
    stayed = moved == beats.t_s
    before = np.append(-1, original[:-1])
    same = (original >= 0) & joined & (before == original - 1)
    i = np.maximum(original, 0)
    return np.asarray(same & stayed[i] & stayed[np.maximum(i - 1, 0)])
