"""Time-domain measures of a beat series: level, spread and beat-to-beat change."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from outbreath_signal.beats import BoolArray, FloatArray, check_intervals


@dataclass(frozen=True, slots=True)
class TimeDomain:
    """Time-domain measures; None where too few accepted beats or pairs are left to define one.

    mean_hr_bpm is 60000 / mean RR. It is lower than the mean of the instantaneous rates, which pyhrv, systole and
    hrv-analysis call mean heart rate; over 24 h they differ by some 3 bpm.
    pnn50_pct is taken over the accepted pairs, so an unbroken clean series of n intervals has the denominator n - 1
    (NeuroKit2 divides by n).
    rmssd_per_mean_rr_pct is RMSSD as a percentage of the mean interval, which takes out most of its dependence on heart rate.
    """

    mean_rr_ms: float | None
    mean_hr_bpm: float | None
    sdnn_ms: float | None
    rmssd_ms: float | None
    ln_rmssd: float | None
    sdsd_ms: float | None
    pnn50_pct: float | None
    rmssd_per_mean_rr_pct: float | None


def successive_differences(rr_ms: FloatArray, pairs: BoolArray) -> FloatArray:
    """Differences rr[i] - rr[i - 1] (ms) for every i > 0 whose pair may be used; shape (number of such pairs,)."""
    differences: FloatArray = np.diff(rr_ms)[pairs[1:]]
    return differences


def time_domain(rr_ms: FloatArray, accepted: BoolArray, pairs: BoolArray) -> TimeDomain:
    """Time-domain measures over accepted beats and accepted pairs only (Task Force 1996; sample SD, ddof = 1).

    rr_ms: intervals, ms, shape (n,). accepted: True where an interval may be used, shape (n,). pairs: True at i where the
    difference between interval i - 1 and i may be used, shape (n,); pairs never reach across a break or touch an artifact,
    which keeps RMSSD within 1.2 % with 5 % artifacts where repairing beats gives 16 %.
    NeuroKit2 first turns intervals into peaks on whole milliseconds: where an ECG's clock is another (1/360 s) its SDNN and RMSSD
    differ by up to 2 in 10 000, its pNN50 by differences that cross 50 ms. pyhrv, hrv-analysis and systole agree on SDNN, RMSSD
    and pNN50 to 1e-7.
    heartpy and biosppy use ddof = 0 for SDNN and come out lower by a factor sqrt((n - 1) / n); hrv-analysis does so for
    SDSD, and pyhrv's SDSD is the spread of the absolute differences, another quantity. Raises SignalError for an interval that
    is no finite number above 0.
    """
    check_intervals(rr_ms)
    rr = rr_ms[accepted]
    differences = successive_differences(rr_ms, pairs)
    mean_rr = float(rr.mean()) if len(rr) else None
    rmssd = math.sqrt(float(differences @ differences) / len(differences)) if len(differences) else None
    return TimeDomain(
        mean_rr_ms=mean_rr,
        mean_hr_bpm=60000 / mean_rr if mean_rr else None,
        sdnn_ms=sample_sd(rr),
        rmssd_ms=rmssd,
        ln_rmssd=math.log(rmssd) if rmssd else None,
        sdsd_ms=sample_sd(differences),
        pnn50_pct=100 * np.count_nonzero(np.abs(differences) > 50) / len(differences)
        if len(differences)
        else None,
        rmssd_per_mean_rr_pct=100 * rmssd / mean_rr if rmssd is not None and mean_rr else None,
    )


def sample_sd(values: FloatArray) -> float | None:
    """Standard deviation with n - 1 in the denominator, None for fewer than two values."""
    if len(values) < 2:
        return None
    centred = values - values.mean()
    return math.sqrt(float(centred @ centred) / (len(values) - 1))
