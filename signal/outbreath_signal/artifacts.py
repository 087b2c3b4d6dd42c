"""Labels for intervals that are not true beat-to-beat intervals, and what may be computed from the rest.

Nothing is rewritten: the raw series stays as it came, labels stand beside it, and a corrected series is offered for
methods that need one without holes.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from outbreath_signal.beats import BeatSeries, BoolArray, FloatArray
from outbreath_signal.labels import Label

UNRELIABLE_PCT = 5.0
_SPAN = 5  # intervals of the centred median: slow RSA passes it, one or two faulty ones do not move it
_SHARE_OFF = 0.2


@dataclass(frozen=True, slots=True, eq=False)
class Labelling:
    """What each interval of a series was taken for. Arrays have shape (n,), one entry an interval.

    codes: values of Label.
    accepted: True where the interval may be used by itself.
    pairs: True at i where the difference between intervals i - 1 and i may be used: both are accepted and joined.
    corrected: the series with missed beats put in, extra beats taken out and misplaced ones moved; never in place
        of the raw series.
    corrected_pct: intervals labelled missed, extra, ectopic, misaligned or noise, percent of all.
    interpretable: False where variability of this rhythm cannot be interpreted; `reasons` say why in plain words.
    """

    codes: NDArray[np.int8]
    accepted: BoolArray
    pairs: BoolArray
    corrected: BeatSeries
    corrected_pct: float
    interpretable: bool
    reasons: tuple[str, ...]


def label_beats(beats: BeatSeries) -> Labelling:
    """Label every interval of a series; any finite positive intervals are taken, however few."""
    from scipy.ndimage import median_filter

    rr = beats.rr_ms
    codes = np.zeros(len(beats), dtype=np.int8)
    if len(beats) >= _SPAN:
        expected: FloatArray = np.asarray(median_filter(rr, _SPAN, mode="nearest"), dtype=np.float64)
        off = np.abs(rr - expected) > _SHARE_OFF * expected
        codes[off] = Label.ECTOPIC
        codes[off & (np.abs(rr / 2 - expected) < _SHARE_OFF * expected)] = Label.MISSED
        both: FloatArray = np.append(rr[:-1] + rr[1:], 0.0)
        extra = off & (np.abs(both - expected) < _SHARE_OFF * expected)
        codes[extra] = Label.EXTRA
        codes[1:][extra[:-1]] = Label.EXTRA
    accepted = codes == Label.NORMAL
    codes[1:][~beats.joined[1:]] = Label.GAP
    pairs = accepted & beats.joined
    pairs[1:] &= accepted[:-1]
    pairs[:1] = False
    corrected_pct = 100.0 * float(np.mean(~accepted)) if len(beats) else 0.0
    reasons = (
        (f"{corrected_pct:.1f} % of the beats are doubtful: unreliable",)
        if corrected_pct > UNRELIABLE_PCT
        else ()
    )
    return Labelling(codes, accepted, pairs, beats, corrected_pct, True, reasons)
