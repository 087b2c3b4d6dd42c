"""R peaks found as the ECG arrives: at their places, whatever the polarity, the frames and the waves beside them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from outbreath_signal.ecg.peaks import EcgPeak, PeakFinder
from outbreath_signal.errors import SignalError
from support.ecg import RATE_HZ, made_ecg

Array = NDArray[np.float64]


def found_in(ecg_uv: Array, rate_hz: float = RATE_HZ, frame: int = 73) -> list[EcgPeak]:
    finder = PeakFinder(rate_hz)
    return [peak for i in range(0, len(ecg_uv), frame) for peak in finder.feed(ecg_uv[i : i + frame])]


def beats_s(seed: int, count: int = 120) -> Array:
    return 0.7 + np.cumsum(0.85 + 0.06 * np.random.default_rng(seed).standard_normal(count))


@pytest.mark.parametrize("upright", [1.0, -1.0])
@pytest.mark.parametrize("t_wave_uv", [200.0, 900.0])
def test_every_beat_is_found_at_its_place(upright: float, t_wave_uv: float) -> None:
    true_s = beats_s(1)
    peaks = found_in(upright * made_ecg(true_s, t_wave_uv=t_wave_uv, noise_uv=15))
    at_s = np.array([peak.at for peak in peaks]) / RATE_HZ
    assert len(at_s) == len(true_s)
    apart_ms = 1000 * (at_s - true_s)
    assert np.abs(apart_ms - apart_ms.mean()).max() < 6
    assert np.std(np.diff(at_s) - np.diff(true_s)) < 0.003


def test_a_beat_of_a_third_of_the_height_is_not_passed_over_and_a_premature_one_is_kept() -> None:
    true_s = beats_s(2)
    true_s[60] -= 0.3
    heights = np.full(len(true_s), 1000.0)
    heights[[40, 41, 80]] = 330.0
    at_s = np.array([p.at for p in found_in(made_ecg(true_s, heights_uv=heights, noise_uv=10))]) / RATE_HZ
    assert len(at_s) == len(true_s)
    assert np.abs(at_s - true_s).max() < 0.02


def test_height_follows_the_r_wave() -> None:
    true_s = beats_s(3)
    heights = 1000 + 100 * np.sin(2 * np.pi * true_s / 6)
    peaks = found_in(made_ecg(true_s, heights_uv=heights, noise_uv=5))
    found = np.array([peak.height_uv for peak in peaks])
    assert np.corrcoef(found, heights)[0, 1] > 0.9


@settings(max_examples=15, deadline=None)
@given(st.lists(st.integers(1, 700), min_size=1, max_size=30))
def test_how_the_stream_is_cut_changes_nothing(cuts: list[int]) -> None:
    ecg = made_ecg(beats_s(4, 40), noise_uv=20)
    finder, found, at = PeakFinder(RATE_HZ), list[EcgPeak](), 0
    for cut in [*cuts, len(ecg)]:
        found += finder.feed(ecg[at : at + cut])
        at += cut
    whole = found_in(ecg)
    assert [round(p.at, 6) for p in found] == [round(p.at, 6) for p in whole]


def test_a_peak_is_told_within_a_second_and_memory_does_not_grow() -> None:
    true_s = beats_s(5, 400)
    ecg = made_ecg(true_s)
    finder = PeakFinder(RATE_HZ)
    for i in range(0, len(ecg), 73):
        for peak in finder.feed(ecg[i : i + 73]):
            if peak.at > 4 * RATE_HZ:
                assert i + 73 - peak.at < 1.3 * RATE_HZ
        assert len(finder._values) < 6 * RATE_HZ


def test_a_flat_line_and_noise_alone_tell_little_and_the_heart_is_found_again() -> None:
    assert found_in(np.zeros(2000)) == []
    true_s = beats_s(6, 60)
    ecg = made_ecg(true_s, noise_uv=5)
    quiet = ecg.copy()
    quiet[int(20 * RATE_HZ) : int(30 * RATE_HZ)] = 0
    at_s = np.array([p.at for p in found_in(quiet)]) / RATE_HZ
    late = true_s[true_s > 33]
    assert [float(np.abs(at_s - one).min()) < 0.02 for one in late] == [True] * len(late)


def test_a_heart_is_found_after_a_burst_and_nothing_is_gathered_meanwhile() -> None:
    chance = np.random.default_rng(9)
    true_s = beats_s(8, 80)
    ecg = 0.05 * made_ecg(true_s, noise_uv=5)
    ecg[: int(4 * RATE_HZ)] += 3000 * chance.standard_normal(int(4 * RATE_HZ))
    finder = PeakFinder(RATE_HZ)
    found: list[EcgPeak] = []
    for i in range(0, len(ecg), 73):
        found += finder.feed(ecg[i : i + 73])
        assert len(finder._passed) < 40
    at_s = np.array([peak.at for peak in found]) / RATE_HZ
    late = true_s[true_s > 14]
    assert np.mean([np.abs(at_s - one).min() < 0.03 for one in late]) > 0.98


def test_what_is_no_ecg_is_refused() -> None:
    with pytest.raises(SignalError, match="60 samples"):
        PeakFinder(20)
    with pytest.raises(SignalError, match="finite"):
        PeakFinder(130).feed([1.0, float("nan")])


def test_noise_does_not_stand_out_as_beats_do() -> None:
    chance = np.random.default_rng(7)
    heart = found_in(made_ecg(beats_s(7), noise_uv=60))
    noise = found_in(chance.integers(-3, 4, 8000).astype(np.float64))
    assert np.mean([peak.clear for peak in heart]) > 0.98
    assert np.mean([peak.clear for peak in noise]) < 0.02
