"""Whether the breathing follows the pacer: on pace, off pace, or unknown when the breathing is not known."""

from __future__ import annotations

from outbreath_signal.estimate import Adherence

# Half a breath a minute is what a breathing rate read over a minute can be told apart by; at fast paces 8 %.
TOLERANCE_PER_MIN = 0.5
TOLERANCE_SHARE = 0.08
LEAST_QUALITY = 0.4


def adherence(pace_per_min: float | None, rate_per_min: float | None, quality: float | None) -> Adherence:
    """Compare a measured breathing rate (per minute, never the pacer's own) with the pace.

    Unknown when nothing is paced, nothing is measured, or the measurement's quality is below 0.4. A rate read from the
    heart's intervals counts as measured but is circular where it scores RSA: whoever shows this must name the source.
    """
    if pace_per_min is None or rate_per_min is None or quality is None or quality < LEAST_QUALITY:
        return Adherence.UNKNOWN
    tolerance = max(TOLERANCE_PER_MIN, TOLERANCE_SHARE * pace_per_min)
    return Adherence.ON_PACE if abs(rate_per_min - pace_per_min) <= tolerance else Adherence.OFF_PACE
