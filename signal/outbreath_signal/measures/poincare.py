"""The Poincare plot of each interval against the one before it: its ellipse."""

from __future__ import annotations

import math
from dataclasses import dataclass

from outbreath_signal.beats import BoolArray, FloatArray, check_intervals
from outbreath_signal.measures.time_domain import sample_sd, successive_differences


@dataclass(frozen=True, slots=True)
class Poincare:
    """The ellipse fitted to the plot: semi-axes across (sd1) and along (sd2) the line of identity, ms, and its area, ms2."""

    sd1_ms: float | None
    sd2_ms: float | None
    ellipse_area_ms2: float | None


def poincare(rr_ms: FloatArray, accepted: BoolArray, pairs: BoolArray) -> Poincare:
    """SD1 = SDSD / sqrt(2) and SD2 = sqrt(2 SDNN^2 - SD1^2) (Brennan 2001), both from sample SDs (ddof = 1).

    Arguments as for `time_domain`. hrv-analysis is equal. NeuroKit2 takes SD2 as the SD of the sums of neighbours, which leaves
    out the end beats, and pyhrv does so with ddof = 0: for n beats both differ from ours by about 1 / n. SD1 of pyhrv and both SDs
    of systole have ddof = 0: lower by 1 / (2 n). NeuroKit2's SD1 is equal but for its whole milliseconds.
    """
    check_intervals(rr_ms)
    sdsd = sample_sd(successive_differences(rr_ms, pairs))
    sdnn = sample_sd(rr_ms[accepted])
    if sdsd is None or sdnn is None:
        return Poincare(None, None, None)
    sd1 = sdsd / math.sqrt(2)
    sd2 = math.sqrt(max(2 * sdnn**2 - sd1**2, 0.0))
    return Poincare(sd1, sd2, math.pi * sd1 * sd2)
