"""Adherence: on pace, off pace, or unknown, never more than the measurement can bear."""

import pytest

from outbreath_signal.estimate import Adherence, BreathSource
from outbreath_signal.live.adherence import adherence
from outbreath_signal.live.breathing_rate import RateNow


def rate(per_min, half=0.2, quality=0.8, share=1.0):
    return RateNow(per_min, per_min - half, per_min + half, quality, share)


@pytest.mark.parametrize(
    ("pace", "measured", "expected"),
    [
        (6.0, rate(6.4), Adherence.ON_PACE),
        (6.0, rate(8.0), Adherence.OFF_PACE),
        (6.0, rate(6.6), Adherence.UNKNOWN),
        (6.0, rate(8.0, half=2.0), Adherence.UNKNOWN),
        (15.0, rate(16.1), Adherence.ON_PACE),
        (6.0, rate(8.0, quality=0.3), Adherence.UNKNOWN),
        (None, rate(6.0), Adherence.UNKNOWN),
        (6.0, None, Adherence.UNKNOWN),
    ],
)
def test_the_rate_is_held_against_the_pace(pace, measured, expected):
    assert adherence(pace, measured, BreathSource.ACCELEROMETER) is expected


def test_a_slow_wave_of_the_heart_itself_is_not_taken_for_breathing_off_the_pace():
    assert adherence(10.0, rate(6.0, share=0.6), BreathSource.RR) is Adherence.UNKNOWN
    assert adherence(10.0, rate(6.0, share=0.6), BreathSource.ACCELEROMETER) is Adherence.OFF_PACE
    assert adherence(10.0, rate(6.0, share=0.9), BreathSource.RR) is Adherence.OFF_PACE
