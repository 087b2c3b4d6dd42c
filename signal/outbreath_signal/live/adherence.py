"""Whether the breathing follows the pacer: on pace, off pace, or unknown when the breathing is not known."""

from __future__ import annotations

from outbreath_signal.estimate import Adherence, BreathSource
from outbreath_signal.live.breathing_rate import RateNow

# Half a breath a minute is what a breathing rate read over a minute can be told apart by; at fast paces 8 %.
TOLERANCE_PER_MIN = 0.5
TOLERANCE_SHARE = 0.08
LEAST_QUALITY = 0.6
OWN_WAVE_PER_MIN, OWN_WAVE_SHARE = (5.2, 7.0), 0.75
SETTLED_S = 40.0  # after a change of pace, before a rate read over a minute can be held against the new one


def adherence(
    pace_per_min: float | None, measured: RateNow | None, source: BreathSource | None = None
) -> Adherence:
    """Compare measured breathing (never the pacer's own rate) with the pace (per minute).

    On pace within half a breath a minute or 8 %; off pace only when the whole 95 % interval of the rate lies beyond that.
    The heart has slow waves of its own near 0.1 Hz: a rate read from it from 5.2 to 7 a minute says off pace only when it holds
    three quarters of the power. Between the two, with quality below 0.6, without a pace or a measurement: unknown. A rate read from the heart's
    intervals counts as measured but is circular where it scores RSA: whoever shows this must name the source.
    """
    if pace_per_min is None or measured is None or measured.quality < LEAST_QUALITY:
        return Adherence.UNKNOWN
    tolerance = max(TOLERANCE_PER_MIN, TOLERANCE_SHARE * pace_per_min)
    apart = abs(measured.rate_per_min - pace_per_min)
    if apart <= tolerance:
        return Adherence.ON_PACE
    own_wave = (
        source is BreathSource.RR and OWN_WAVE_PER_MIN[0] <= measured.rate_per_min <= OWN_WAVE_PER_MIN[1]
    )
    if own_wave and measured.share < OWN_WAVE_SHARE:
        return Adherence.UNKNOWN
    beyond = apart - (measured.high_per_min - measured.low_per_min) / 2
    return Adherence.OFF_PACE if beyond > tolerance else Adherence.UNKNOWN
