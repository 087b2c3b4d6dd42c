"""A synthetic heart rhythm with known truth: breathing, slow waves, noise, faults and a strap's clock.

Beats follow the integral pulse frequency modulation idea: a smooth function says how long an interval is at every
moment, and beats are laid from it. Two rules can be had. MIDDLE gives each interval the value of the function at the
interval's own middle, so that the amplitude asked for is the amplitude the intervals have, exactly. INTEGRAL places
a beat each time the integral of the rate reaches a whole number (Mateo & Laguna, IEEE Trans Biomed Eng 2000): every
interval is then a mean over its own length, which lowers the amplitude by about sin(x)/x, x = pi f T (1.3 % at
6/min, 8 % at 15/min with T = 0.9 s).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from outbreath_signal.beats import BeatSeries, FloatArray
from outbreath_signal.errors import SignalError
from outbreath_signal.synthetic.breathing import (
    Breathing,
    Resonance,
    Schedule,
    breath_wave,
    breathe,
    fundamental_share,
)
from outbreath_signal.synthetic.faults import Faults, FaultyBeats, insert_faults
from outbreath_signal.synthetic.strap import TICKS_PER_S, strap_ticks

SHORTEST_MS, LONGEST_MS = 250.0, 2500.0
_SLOW_HZ = 4.0  # grid of the slow waves; they hold nothing above 0.15 Hz


class BeatRule(StrEnum):
    """How beats are laid from the function of time that modulates them."""

    MIDDLE = "middle"
    INTEGRAL = "integral"


@dataclass(frozen=True, slots=True, eq=False)
class SyntheticRhythm:
    """A synthetic recording and the truth about it. Arrays over beats have shape (n,).

    beats: as a strap gives them, faults and quantisation included, unbroken from start_s.
    rr_1024: the same intervals in the strap's 1/1024 s; `beats` holds exactly these when quantised.
    labels: what is wrong with each interval (values of Label).
    event_labels, event_index: shape (e,): each fault put in: its kind and the first interval it spoils.
    clean: the beats before faults were put in (quantised alike).
    breathing: the breaths, with phase, rate and chest movement at any time.
    breath_phase_cycles, breath_rate_per_min: at each beat.
    rsa_ms: peak-to-trough of the sinusoid at the breath rate in the modulating function, at each beat: what a
        sinusoid fit should find.
    rsa_wave_ms: peak-to-trough of the whole breath-shaped wave, at each beat; equal to rsa_ms when in- and
        out-breath are equally long and up to a few percent more when not.
    """

    beats: BeatSeries
    rr_1024: NDArray[np.int64]
    labels: NDArray[np.int8]
    event_labels: NDArray[np.int8]
    event_index: NDArray[np.int64]
    clean: BeatSeries
    breathing: Breathing
    breath_phase_cycles: FloatArray
    breath_rate_per_min: FloatArray
    rsa_ms: FloatArray
    rsa_wave_ms: FloatArray


def synthesise(
    duration_s: float,
    *,
    rate_per_min: Schedule = 6.0,
    rsa_ms: float = 100.0,
    inhale_share: float = 0.4,
    mean_rr_ms: float = 900.0,
    seed: int = 0,
    lag_cycles: float = 0.0,
    rate_sd_pct: float = 0.0,
    depth_sd_pct: float = 0.0,
    depth_drift_pct: float = 0.0,
    resonance: Resonance | None = None,
    mayer_ms: float = 0.0,
    vlf_ms: float = 0.0,
    noise_ms: float = 0.0,
    faults: Faults | None = None,
    quantise: bool = True,
    rule: BeatRule = BeatRule.MIDDLE,
    start_s: float = 0.0,
) -> SyntheticRhythm:
    """Make a heart rhythm of about duration_s seconds, the same for the same arguments.

    rate_per_min: breaths a minute, or a schedule of (start_s, rate) steps counted from the start of the recording.
    rsa_ms: respiratory sinus arrhythmia, peak-to-trough of the sinusoid at the breath rate (ms), at depth 1 and,
        with a resonance, at its peak.
    inhale_share: share of the breath spent breathing in; the R-R interval shortens then and lengthens after.
    lag_cycles: how far the heart follows behind the breath, in breaths.
    mean_rr_ms: R-R interval without modulation (ms).
    mayer_ms: standard deviation of waves near 0.1 Hz that breathing does not drive (ms).
    vlf_ms: standard deviation of the drift below 0.04 Hz (ms). noise_ms: of white noise on each interval (ms).
    faults: beats to spoil; none by default. quantise: put beats on the strap's 1/1024 s clock.
    Raises SignalError when no plausible rhythm is left (intervals outside 250 to 2500 ms).
    """
    _check(duration_s, mean_rr_ms, rsa_ms, mayer_ms, vlf_ms, noise_ms)
    breath_rng, slow_rng, noise_rng = (np.random.default_rng([seed, k]) for k in range(3))
    breathing = breathe(
        duration_s,
        rate_per_min,
        inhale_share=inhale_share,
        rate_sd_pct=rate_sd_pct,
        depth_sd_pct=depth_sd_pct,
        depth_drift_pct=depth_drift_pct,
        rng=breath_rng,
    )
    rsa_at = _rsa_function(breathing, rsa_ms, resonance)
    slow = _slow_waves(duration_s, mayer_ms, vlf_ms, slow_rng)
    rr_at = _interval_function(breathing, rsa_at, mean_rr_ms, lag_cycles, slow)
    true_s = _lay(rr_at, duration_s, mean_rr_ms, noise_ms, noise_rng, rule)
    return _result(
        true_s, insert_faults(true_s, faults or Faults(), seed), breathing, rsa_at, quantise, start_s
    )


def _check(duration_s: float, mean_rr_ms: float, *amounts_ms: float) -> None:
    if not 5.0 <= duration_s <= 7 * 86400.0:
        raise SignalError(f"a synthetic recording lasts 5 s to 7 days, got {duration_s} s")
    if not SHORTEST_MS <= mean_rr_ms <= LONGEST_MS:
        raise SignalError(f"the mean interval must be {SHORTEST_MS:g} to {LONGEST_MS:g} ms, got {mean_rr_ms}")
    if not all(0.0 <= a <= 2000.0 for a in amounts_ms):
        raise SignalError(f"amplitudes must be 0 to 2000 ms, got {amounts_ms}")


def _rsa_function(
    breathing: Breathing, rsa_ms: float, resonance: Resonance | None
) -> Callable[[FloatArray], FloatArray]:
    """Peak-to-trough of the sinusoid at the breath rate (ms) as a function of time (s)."""
    gain = breathing.breath_depth.copy()
    if resonance is not None:
        gain *= resonance.gain(breathing.breath_rate_per_min / 60.0)

    def rsa_at(t_s: FloatArray) -> FloatArray:
        return np.asarray(rsa_ms * np.interp(t_s, breathing.breath_start_s, gain), dtype=np.float64)

    return rsa_at


def _slow_waves(duration_s: float, mayer_ms: float, vlf_ms: float, rng: np.random.Generator) -> FloatArray:
    """Waves near 0.1 Hz and drift below 0.04 Hz (ms) on a 4 Hz grid, by shaping white noise in frequency."""
    n = int((duration_s + 120.0) * _SLOW_HZ)
    f = np.fft.rfftfreq(n, 1.0 / _SLOW_HZ)
    total = np.zeros(n)
    for sd_ms, shape in (
        (mayer_ms, np.exp(-0.5 * ((f - 0.1) / 0.012) ** 2)),
        (vlf_ms, np.where((f > 0.0005) & (f < 0.04), 1.0 / np.maximum(f, 0.0033), 0.0)),
    ):
        if sd_ms > 0:
            spectrum = shape * (rng.normal(size=len(f)) + 1j * rng.normal(size=len(f)))
            wave = np.fft.irfft(spectrum, n)
            total += wave * sd_ms / max(float(np.std(wave)), 1e-12)
    return total


def _interval_function(
    breathing: Breathing,
    rsa_at: Callable[[FloatArray], FloatArray],
    mean_rr_ms: float,
    lag_cycles: float,
    slow: FloatArray,
) -> Callable[[FloatArray], FloatArray]:
    """Interval (ms) as a function of time (s), held within what a heart can do."""
    wave_scale = 0.5 / fundamental_share(breathing.inhale_share)
    grid_s = np.arange(len(slow)) / _SLOW_HZ

    def rr_at(t_s: FloatArray) -> FloatArray:
        wave = breath_wave(breathing.phase_at(t_s) - lag_cycles, breathing.inhale_share)
        rr = mean_rr_ms + wave_scale * rsa_at(t_s) * wave + np.interp(t_s, grid_s, slow)
        return np.asarray(rr, dtype=np.float64)

    return rr_at


def _lay(
    rr_at: Callable[[FloatArray], FloatArray],
    duration_s: float,
    mean_rr_ms: float,
    noise_ms: float,
    rng: np.random.Generator,
    rule: BeatRule,
) -> FloatArray:
    """Beat times (s) from 0 to about duration_s."""
    n = int(3.0 * duration_s / (mean_rr_ms / 1000.0)) + 8
    noise_s: FloatArray = np.asarray(rng.normal(0.0, 1.0, n) * (noise_ms / 1000.0), dtype=np.float64)
    if rule is BeatRule.INTEGRAL:
        step_s = 0.005
        grid_s: FloatArray = np.arange(0.0, duration_s + step_s, step_s, dtype=np.float64)
        rate = 1000.0 / np.clip(rr_at(grid_s), SHORTEST_MS, LONGEST_MS)
        turned = np.concatenate([[0.0], np.cumsum((rate[1:] + rate[:-1]) / 2 * step_s)])
        beats_s = np.interp(np.arange(int(turned[-1]) + 1), turned, grid_s)
        rr_s = np.diff(beats_s) + noise_s[: len(beats_s) - 1]
    else:
        rr_s = _lay_by_middle(rr_at, duration_s, noise_s)
    rr_s = np.maximum(rr_s, SHORTEST_MS / 1000.0)
    return np.concatenate([[0.0], np.cumsum(rr_s)])


def _lay_by_middle(
    rr_at: Callable[[FloatArray], FloatArray], duration_s: float, noise_s: FloatArray
) -> FloatArray:
    """Intervals (s), each equal to the function at its own middle.

    Where an interval that begins at b ends is tabulated on a fine grid of middles (end against begin, both
    increasing as long as the function changes slower than two seconds a second) and looked up beat by beat.
    """
    step_s = 0.005
    middle_s: FloatArray = np.arange(-3.0, duration_s + 3.0, step_s, dtype=np.float64)
    half_s = np.clip(rr_at(middle_s), SHORTEST_MS, LONGEST_MS) / 2000.0
    begin_s = np.maximum.accumulate(middle_s - half_s)
    end_s = middle_s + half_s
    rr: list[float] = []
    now_s, k = 0.0, 0
    begins, ends = list(map(float, begin_s)), list(map(float, end_s))
    while now_s < duration_s:
        while begins[k + 1] <= now_s:
            k += 1
        share = (now_s - begins[k]) / (begins[k + 1] - begins[k])
        interval = ends[k] + share * (ends[k + 1] - ends[k]) - now_s + float(noise_s[len(rr)])
        interval = min(max(interval, SHORTEST_MS / 1000.0), LONGEST_MS / 1000.0)
        rr.append(interval)
        now_s += interval
    return np.array(rr)


def _result(
    true_s: FloatArray,
    faulty: FaultyBeats,
    breathing: Breathing,
    rsa_at: Callable[[FloatArray], FloatArray],
    quantise: bool,
    start_s: float,
) -> SyntheticRhythm:
    rr_1024 = strap_ticks(faulty.t_s)
    beats = _series(faulty.t_s, quantise, start_s)
    at_s: FloatArray = np.asarray(beats.t_s - start_s, dtype=np.float64)
    rsa = rsa_at(at_s)
    return SyntheticRhythm(
        beats=beats,
        rr_1024=rr_1024,
        labels=faulty.labels,
        event_labels=faulty.event_labels,
        event_index=faulty.event_index,
        clean=_series(true_s, quantise, start_s),
        breathing=breathing,
        breath_phase_cycles=breathing.phase_at(at_s),
        breath_rate_per_min=breathing.rate_at(at_s),
        rsa_ms=rsa,
        rsa_wave_ms=np.asarray(rsa / fundamental_share(breathing.inhale_share), dtype=np.float64),
    )


def _series(t_s: FloatArray, quantise: bool, start_s: float) -> BeatSeries:
    if quantise:
        return BeatSeries.from_rr(strap_ticks(t_s) * (1000.0 / TICKS_PER_S), start_s)
    return BeatSeries.from_rr(np.diff(t_s) * 1000.0, start_s)
