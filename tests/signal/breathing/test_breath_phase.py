"""Where in the breath: from chest motion, R heights and intervals, live and over a recording, beside the known breath."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from outbreath_signal.artifacts.labelling import label_beats
from outbreath_signal.breathing.from_motion import MotionBreath, motion_rate
from outbreath_signal.breathing.from_rr import breath_from_ecg, breath_from_rr, heights_beside
from outbreath_signal.breathing.phase import nearer_turn, phase_at_end, phase_at_middle
from outbreath_signal.breathing.track_phase import with_phase
from outbreath_signal.errors import SignalError
from outbreath_signal.estimate import BreathSource, Estimate, PhaseZero
from outbreath_signal.live.ecg_breathing import EcgBreath
from outbreath_signal.live.engine import LiveEngine
from outbreath_signal.spectra.resampling import resample
from outbreath_signal.synthetic.rhythm import SyntheticRhythm, synthesise

Array = NDArray[np.float64]
RATES = [4.5, 6.0, 9.0, 13.0, 18.0]


def person(rate_per_min: float, seed: int, seconds: float = 200.0) -> SyntheticRhythm:
    """Uneven breaths in a ratio of 2 to 3, slow waves and noise."""
    return synthesise(
        seconds, rate_per_min=rate_per_min, rsa_ms=60, noise_ms=8, vlf_ms=15, rate_sd_pct=4, depth_sd_pct=15, seed=seed
    )  # fmt: skip


def chest_of(made: SyntheticRhythm, t_s: Array, outward: float, seed: int) -> Array:
    """Acceleration (mg) of a strap that the breath tilts by 20 mg."""
    noise = 2.0 * np.random.default_rng(seed).standard_normal((len(t_s), 3))
    return np.array([40.0, -930.0, 250.0]) + np.outer(
        outward * 10 * made.breathing.chest_at(t_s), [0.2, 0.4, 0.9]
    ) + noise  # fmt: skip


def heights_of(made: SyntheticRhythm, beat_s: Array, outward: float, seed: int) -> Array:
    noise = 10 * np.random.default_rng(seed).standard_normal(len(beat_s))
    return np.asarray(1000 + 60 * outward * made.breathing.chest_at(beat_s) + noise, dtype=np.float64)


def apart(phases: Array, true: Array) -> tuple[float, float]:
    """Mean and standard deviation of phase minus truth on the circle, cycles."""
    turns = np.exp(2j * np.pi * (phases - true))
    mean = float(np.angle(turns.mean()) / (2 * np.pi))
    rest = np.angle(turns * np.exp(-2j * np.pi * mean)) / (2 * np.pi)
    return mean, float(np.sqrt(np.mean(rest**2)))


@pytest.mark.parametrize("rate_per_min", [3.6, 6.0, 15.0, 23.0])
@pytest.mark.parametrize("off", [0.93, 1.0, 1.08])
def test_a_waves_phase_is_found_though_the_rate_is_a_little_off(rate_per_min: float, off: float) -> None:
    t_s = np.arange(0, 60, 0.25)
    wave = 40 * np.cos(2 * np.pi * rate_per_min / 60 * t_s + 1.1) + 3 * t_s + 800
    for found, at_s in (
        (phase_at_end(wave, 4.0, off * rate_per_min), t_s[-1]),
        (phase_at_middle(wave, 4.0, off * rate_per_min), t_s[120]),
    ):
        assert found is not None
        true = rate_per_min / 60 * at_s + 1.1 / (2 * np.pi)
        assert abs((found.cycles - true + 0.5) % 1 - 0.5) < 0.02
        assert found.quality > 0.98


def test_no_wave_has_no_quality_and_too_little_no_phase() -> None:
    noise = np.random.default_rng(1).standard_normal(240)
    found = phase_at_end(noise, 4.0, 12.0)
    assert found is not None
    assert found.quality < 0.5
    assert phase_at_end(noise[:20], 4.0, 12.0) is None
    assert phase_at_end(np.zeros(240), 4.0, 12.0) is None
    with pytest.raises(SignalError, match="above 0"):
        phase_at_end(noise, 4.0, 0.0)


def live(made: SyntheticRhythm, source: BreathSource | None, outward: float) -> list[Estimate]:
    """The engine with a sensor beside it, both fed in order of time."""
    engine, motion, ecg = LiveEngine(), MotionBreath(), EcgBreath()
    samples_s = np.arange(0, float(made.beats.t_s[-1]), 0.02)
    chest = chest_of(made, samples_s, outward, 1)
    heights = heights_of(made, made.beats.t_s, outward, 2)
    estimates, reached = [], 0
    for i, (t, rr) in enumerate(zip(made.beats.t_s.tolist(), made.beats.rr_ms.tolist(), strict=True)):
        if source is BreathSource.ACCELEROMETER:
            until = int(np.searchsorted(samples_s, t))
            told = motion.feed(samples_s[reached:until], chest[reached:until]) if until > reached else []
            reached = until
        else:
            told = ecg.feed([t], [heights[i]]) if source is BreathSource.ECG else []
        for one in told:
            if one.rate_per_min is not None and source is not None:
                engine.push_breath(
                    one.t_s, one.rate_per_min, source, one.quality, one.phase_cycles, one.phase_quality
                )
        estimates.append(engine.push(t, rr, i > 0))
    return estimates


@pytest.mark.parametrize("rate_per_min", RATES)
@pytest.mark.parametrize(
    ("source", "zero"),
    [
        (None, PhaseZero.HEART),
        (BreathSource.ECG, PhaseZero.CHEST_BY_HEART),
        (BreathSource.ACCELEROMETER, PhaseZero.CHEST_BY_HEART),
    ],
)
def test_the_live_phase_is_that_of_the_breath(
    rate_per_min: float, source: BreathSource | None, zero: PhaseZero
) -> None:
    made = person(rate_per_min, seed=3)
    for outward in (1.0, -1.0) if source is not None else (1.0,):
        # from beats alone a slow rate needs two minutes of evidence
        estimates = [e for e in live(made, source, outward) if e.t_s > (80 if source is not None else 140)]
        told = [e for e in estimates if e.breath_phase_source is (source or BreathSource.RR)]
        assert len(told) > 0.6 * len(estimates)
        assert {e.breath_phase_zero for e in told} == {zero}
        phases = np.array([e.breath_phase_cycles for e in told])
        assert np.all((phases >= 0) & (phases < 1))
        assert all(e.breath_phase_quality is not None and 0.5 <= e.breath_phase_quality <= 1 for e in told)
        mean, scatter = apart(phases, made.breathing.phase_at([e.t_s for e in told]))
        assert abs(mean) < 0.1
        assert scatter < 0.09


@pytest.mark.parametrize("rate_per_min", RATES)
def test_over_a_recording_the_phase_is_read_from_both_sides(rate_per_min: float) -> None:
    made = person(rate_per_min, seed=5)
    even = resample(label_beats(made.beats).corrected)
    for outward in (1.0, -1.0):
        heights = heights_of(made, made.beats.t_s, outward, 2)
        beside = heights_beside(even, made.beats.t_s, heights)
        by_ecg = with_phase(breath_from_ecg(even, made.beats.t_s, heights), even, beside)
        by_rr = with_phase(breath_from_rr(even), even)
        for track, zero in ((by_ecg, PhaseZero.CHEST_BY_HEART), (by_rr, PhaseZero.HEART)):
            assert track.phase_zero is zero
            assert track.phase_cycles is not None
            told = np.isfinite(track.phase_cycles)
            assert told.mean() > 0.8
            mean, scatter = apart(track.phase_cycles[told], made.breathing.phase_at(track.t_s[told]))
            assert abs(mean) < 0.1
            assert scatter < 0.05


def test_motions_phases_belong_to_the_end_and_the_middle_of_the_window() -> None:
    t_s = np.arange(0, 45, 0.02)
    for rate in (5.0, 12.0, 20.0):
        wave = np.outer(15 * np.cos(2 * np.pi * rate / 60 * t_s), [0.1, 0.5, 0.9])
        found = motion_rate(t_s, wave)
        assert found.phase_cycles is not None
        assert found.mid_phase_cycles is not None
        for cycles, at_s in ((found.phase_cycles, found.t_s), (found.mid_phase_cycles, found.t_s - 20)):
            assert abs((cycles - rate / 60 * at_s + 0.5) % 1 - 0.5) < 0.02
        turned = motion_rate(t_s, wave, axis=(-0.1, -0.5, -0.9))
        assert turned.phase_cycles == pytest.approx((found.phase_cycles + 0.5) % 1, abs=1e-6)


def test_without_agreement_the_side_is_not_told() -> None:
    assert nearer_turn(0.7, 0.1) == (0.7, PhaseZero.CHEST)
    assert nearer_turn(0.7, 0.9) == (0.7, PhaseZero.CHEST_BY_HEART)
    assert nearer_turn(0.7, -0.9) == (pytest.approx(0.2), PhaseZero.CHEST_BY_HEART)


def test_a_heart_that_does_not_follow_leaves_the_side_open() -> None:
    made = synthesise(160, rate_per_min=9, rsa_ms=0, noise_ms=20, vlf_ms=10, seed=2)
    told = [e for e in live(made, BreathSource.ACCELEROMETER, 1.0) if e.t_s > 60]
    zeros = [e.breath_phase_zero for e in told if e.breath_phase_source is BreathSource.ACCELEROMETER]
    assert len(zeros) > 20
    assert np.mean([zero is PhaseZero.CHEST for zero in zeros]) > 0.7
