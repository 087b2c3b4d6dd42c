"""Breathing from the ECG as it arrives: the height of the R peaks tells it where the intervals do not."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from outbreath_signal.ecg.peaks import PeakFinder
from outbreath_signal.ecg.watch import EcgVerdict, EcgWatch
from outbreath_signal.live.ecg_breathing import KEPT_S, EcgBreath, EcgRate, ecg_rate
from outbreath_signal.reasons import Why
from support.ecg import RATE_HZ, made_ecg

Array = NDArray[np.float64]


def breathing_heart(
    rate_per_min: float, swing_ms: float, seed: int, seconds: float = 150.0
) -> tuple[Array, Array]:
    """Beat times and R heights of a heart that breath moves; swing_ms 0: only the heights tell."""
    chance, at_s, beats = np.random.default_rng(seed), 0.5, []
    while at_s < seconds:
        beats.append(at_s)
        swing = swing_ms / 2 * np.cos(2 * np.pi * rate_per_min / 60 * at_s)
        at_s += (850 + swing + 12 * chance.standard_normal()) / 1000
    times = np.array(beats)
    heights = (
        1000 + 60 * np.sin(2 * np.pi * rate_per_min / 60 * times) + 8 * chance.standard_normal(len(times))
    )
    return times, heights


def told_by(times: Array, heights: Array) -> list[EcgRate]:
    breath = EcgBreath()
    return [one for t, h in zip(times, heights, strict=True) for one in breath.feed([float(t)], [float(h)])]


@pytest.mark.parametrize("rate_per_min", [5.0, 9.0, 14.0, 20.0])
@pytest.mark.parametrize("swing_ms", [0.0, 80.0])
def test_the_rate_is_found_from_an_ecgs_samples(rate_per_min: float, swing_ms: float) -> None:
    times, heights = breathing_heart(rate_per_min, swing_ms, seed=3)
    ecg, finder, breath = made_ecg(times, heights, noise_uv=12), PeakFinder(RATE_HZ), EcgBreath()
    told: list[EcgRate] = []
    for i in range(0, len(ecg), 73):
        peaks = finder.feed(ecg[i : i + 73])
        told += breath.feed([peak.at / RATE_HZ for peak in peaks], [peak.height_uv for peak in peaks])
    settled = [one for one in told if one.t_s > 60]
    rates = [one.rate_per_min for one in settled if one.rate_per_min is not None]
    assert len(settled) > 18
    # slow waves look like slow breaths: where heights alone tell, it takes longer to be sure
    assert len(rates) >= (0.3 if rate_per_min < 6 and not swing_ms else 0.95) * len(settled)
    assert rates == pytest.approx([rate_per_min] * len(rates), abs=0.4)


def test_noise_tells_nothing() -> None:
    chance = np.random.default_rng(8)
    times = np.cumsum(0.85 + 0.03 * chance.standard_normal(200))
    told = told_by(times, 1000 + 20 * chance.standard_normal(200))
    assert np.mean([one.rate_per_min is None for one in told]) > 0.8
    assert all(one.reason for one in told if one.rate_per_min is None)


def test_what_came_more_than_two_minutes_ago_does_not_count() -> None:
    times, heights = breathing_heart(9.0, 60.0, seed=1, seconds=420.0)
    long, late = told_by(times, heights), times > times[-1] - KEPT_S - 60
    short = told_by(times[late], heights[late])
    assert len(long) > len(short)
    assert short[-1].rate_per_min == pytest.approx(long[-1].rate_per_min, abs=0.1)


def test_it_is_the_function_of_its_window() -> None:
    times, heights = breathing_heart(9.0, 60.0, seed=2)
    told = told_by(times, heights)[-1]
    window = (times <= told.t_s) & (times >= told.t_s - KEPT_S)
    assert ecg_rate(times[window], heights[window], np.ones(int(window.sum()), dtype=bool)) == told


def test_too_little_or_too_broken_is_said() -> None:
    times = np.arange(0.0, 60.0, 0.8)
    sound = np.ones(len(times), dtype=bool)
    assert ecg_rate(times[:20], times[:20], sound[:20]).reason == Why.ECG_TOO_SHORT(needed_s=28.0)
    sound[::3] = False
    assert ecg_rate(times, 1000 + times, sound).reason == Why.ECG_BEATS_OUT_OF_TURN()


def watched(peaks_s: Array, beat_s: Array, rr_ms: Array) -> EcgWatch:
    watch = EcgWatch()
    for t, rr in zip(beat_s, rr_ms, strict=True):
        watch.add_beat(float(t), float(rr), True)
        watch.add_peaks([float(p) for p in peaks_s if t - 0.9 <= p < t])
    return watch


@pytest.mark.parametrize("late_s", [-0.5, 0.3, 2.2, 3.6])
def test_intervals_agree_with_their_own_ecg_however_late_they_are(late_s: float) -> None:
    times, _ = breathing_heart(8.0, 60.0, seed=5)
    watch = EcgWatch()
    for i in range(1, len(times)):
        watch.add_beat(float(times[i]) + late_s, float(times[i] - times[i - 1]) * 1000, i > 1)
        watch.add_peaks([float(times[i])])
    assert watch.verdict is EcgVerdict.AGREES
    assert watch.check is not None
    assert watch.check.offset_s == pytest.approx(late_s, abs=0.02)
    assert watch.doubt is None


def test_smoothed_and_foreign_intervals_disagree() -> None:
    times, _ = breathing_heart(12.0, 90.0, seed=6)
    rr = np.diff(times) * 1000
    smooth = np.convolve(rr, np.ones(7) / 7, mode="same")
    smooth[:6] = smooth[-6:] = rr.mean()
    other, _ = breathing_heart(7.0, 60.0, seed=7)
    for given_s, given_ms in ((times[1:], smooth), (other[1:], np.diff(other) * 1000)):
        watch = EcgWatch()
        for t, rr_ms in zip(given_s, given_ms, strict=False):
            watch.add_beat(float(t), float(rr_ms), True)
        for t in times:
            watch.add_peaks([float(t)])
        assert watch.verdict is EcgVerdict.DISAGREES
        assert watch.doubt.kind is Why.ECG_DISAGREES


def test_without_beats_or_after_a_hole_it_is_not_known() -> None:
    times, _ = breathing_heart(12.0, 90.0, seed=6)
    watch = EcgWatch()
    for t in times:
        watch.add_peaks([float(t)])
    assert watch.verdict is EcgVerdict.UNKNOWN
    watch.broken()
    assert watch.verdict is EcgVerdict.UNKNOWN
