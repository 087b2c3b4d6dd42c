"""The live engine: estimates appear in time, gaps break pairs, silence is said."""

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from outbreath_signal.beats import BeatSeries
from outbreath_signal.breathing.from_rr import breath_from_rr, told_rate, told_rates
from outbreath_signal.errors import SignalError
from outbreath_signal.estimate import Adherence, BreathSource
from outbreath_signal.live.breathing_rate import MEMORY_S, latest_minute, rate_now, span_of_looks
from outbreath_signal.live.engine import LiveEngine
from outbreath_signal.live.even_samples import even_beats, unflattened
from outbreath_signal.live.spectrum import live_spectrum
from outbreath_signal.live.window import BeatWindow, measure_window
from outbreath_signal.reasons import Why
from outbreath_signal.spectra.resampling import resample
from outbreath_signal.synthetic.rhythm import synthesise


def paced_beats(rate_per_min=6.0, swing_ms=120.0, mean_ms=900.0, seconds=120.0):
    grid = np.arange(0, seconds, 0.002)
    rr_s = (mean_ms + swing_ms / 2 * np.sin(2 * np.pi * rate_per_min / 60 * grid)) / 1000
    beats = np.cumsum(0.002 / rr_s)
    times = np.interp(np.arange(1, beats[-1]), beats, grid)
    return times[1:], np.diff(times) * 1000


def run(engine, times, rr):
    return [engine.push(float(t), float(r), i > 0) for i, (t, r) in enumerate(zip(times, rr, strict=True))]


def test_rsa_of_a_known_swing_is_found_at_the_pacers_rate_and_said_to_be_unverified():
    engine = LiveEngine()
    engine.set_pace(6.0, 0.0)
    estimates = run(engine, *paced_beats())
    last = estimates[-1]
    assert last.rsa_ms == pytest.approx(120, rel=0.02)
    assert last.rsa_low_ms <= last.rsa_ms <= last.rsa_high_ms
    assert last.breath_rate_per_min == pytest.approx(6.0, abs=0.1)
    assert last.breath_source is BreathSource.RR
    assert last.adherence is Adherence.ON_PACE
    assert Why.RATE_FROM_HEARTBEAT() in last.reasons
    early = next(e for e in estimates if e.rsa_ms is not None)
    assert early.breath_source is BreathSource.PACER
    assert Why.RSA_AT_PACER_RATE() in early.reasons


def test_heart_rate_and_rmssd_are_there_within_thirty_seconds():
    engine = LiveEngine()
    engine.set_pace(6.0, 0.0)
    times, rr = paced_beats()
    estimates = run(engine, times, rr)
    early = next(
        e for e in estimates if e.rmssd_ms is not None and e.hr_bpm is not None and e.rsa_ms is not None
    )
    assert early.t_s <= 30
    last = estimates[-1]
    recent = rr[times > times[-1] - 60]
    assert last.hr_low_bpm < last.hr_bpm < last.hr_high_bpm
    assert last.rmssd_ms == pytest.approx(np.sqrt(np.mean(np.diff(recent) ** 2)), rel=0.02)
    assert last.quality == pytest.approx(1, abs=0.02)


def test_a_gap_is_never_bridged_by_a_difference():
    engine = LiveEngine()
    for i in range(30):
        engine.push(0.8 * (i + 1), 800.0, i > 0)
    for i in range(30):
        last = engine.push(40 + 1.0 * (i + 1), 1000.0, i > 0)
    assert last.rmssd_ms == 0


def test_lost_contact_is_said_and_its_beats_are_not_accepted():
    engine = LiveEngine()
    for i in range(20):
        last = engine.push(0.8 * (i + 1), 800.0, i > 0, contact=i < 10)
    assert Why.CONTACT_LOST() in last.reasons
    assert last.quality < 0.6


def test_silence_makes_the_estimate_stale():
    engine = LiveEngine()
    assert engine.at(1.0).hr_bpm is None
    for i in range(20):
        engine.push(0.8 * (i + 1), 800.0, i > 0)
    assert engine.at(18.0).hr_bpm == pytest.approx(75)
    assert engine.at(30.0).hr_bpm is None
    assert engine.at(30.0).reasons == (Why.NO_BEAT_FOR(silence_s=14.0),)


@pytest.mark.parametrize("rr", [float("nan"), float("inf"), 0.0, -5.0])
def test_an_impossible_interval_is_refused(rr):
    with pytest.raises(SignalError):
        LiveEngine().push(1.0, rr, False)


def test_a_beat_out_of_order_is_refused():
    engine = LiveEngine()
    engine.push(1.0, 800.0, False)
    with pytest.raises(SignalError, match="not after"):
        engine.push(1.0, 800.0, True)


def test_breathing_off_the_pace_is_said_and_rsa_is_read_at_the_measured_rate():
    engine = LiveEngine()
    engine.set_pace(6.0, 0.0)
    last = run(engine, *paced_beats(rate_per_min=12.0, swing_ms=60.0))[-1]
    assert last.adherence is Adherence.OFF_PACE
    assert last.breath_rate_per_min == pytest.approx(12, abs=0.2)
    assert last.rsa_ms == pytest.approx(60 * np.sinc(12 / 60 * 0.9), rel=0.03)
    assert Why.RSA_AT_MEASURED_RATE() in last.reasons


def test_a_sensor_is_believed_before_the_heartbeat_while_it_is_fresh():
    engine = LiveEngine()
    engine.set_pace(6.0, 0.0)
    times, rr = paced_beats()
    for i, (t, r) in enumerate(zip(times, rr, strict=True)):
        if t < 100:
            engine.push_breath(float(t), 8.0, BreathSource.ACCELEROMETER, 0.9)
        estimate = engine.push(float(t), float(r), i > 0)
        if 60 < t < 100:
            assert estimate.breath_source is BreathSource.ACCELEROMETER
            assert estimate.adherence is Adherence.OFF_PACE
    assert estimate.breath_source is BreathSource.RR
    assert estimate.adherence is Adherence.ON_PACE


def test_the_same_window_offline_gives_exactly_the_same_estimate():
    engine = LiveEngine()
    engine.set_pace(12.0, 0.0)  # a slow rate would rest on evidence that is gathered over beats
    times, rr = paced_beats(seconds=200.0, rate_per_min=12.0)
    for i, (t, r) in enumerate(zip(times, rr, strict=True)):
        live = engine.push(float(t), float(r) if i % 50 else float(r) * 1.8, i > 0 and i != 90)
        copied = BeatWindow(
            *(getattr(engine.window(), name).copy() for name in ("t_s", "rr_ms", "joined", "ok", "codes"))
        )
        spectrum = live_spectrum(copied.t_s, copied.rr_ms, copied.joined, copied.ok)
        held = engine.window(MEMORY_S)
        even = even_beats(held.t_s, held.rr_ms, held.joined, held.ok)
        told = rate_now(spectrum, even) if spectrum is not None and even is not None else None
        assert engine.breathing.measured == told
        assert measure_window(copied, spectrum, engine.breathing, None, engine.rhythm) == live


def test_estimates_do_not_depend_on_how_long_the_session_ran():
    times, rr = paced_beats(seconds=1800.0)
    long, short = LiveEngine(), LiveEngine()
    for engine in (long, short):
        engine.set_pace(6.0, 0.0)
    run(long, times[:1000], rr[:1000])
    late = [long.push(float(t), float(r), True) for t, r in zip(times[1000:], rr[1000:], strict=True)]
    fresh = run(short, times[1000:], rr[1000:])
    for field in ("hr_bpm", "rmssd_ms", "spectral_concentration", "rsa_ms", "quality"):
        assert getattr(late[-1], field) == pytest.approx(getattr(fresh[-1], field), rel=1e-12)


def test_an_extra_beat_is_labelled_and_costs_little():
    times, rr = paced_beats(seconds=150.0)
    spoilt_t, spoilt_rr = list(times), list(rr)
    at = 130
    spoilt_t.insert(at, times[at] - rr[at] * 0.0006)
    spoilt_rr[at] = rr[at] * 0.6
    spoilt_rr.insert(at, rr[at] * 0.4)
    clean, spoilt = run(LiveEngine(), times, rr)[-1], run(LiveEngine(), spoilt_t, spoilt_rr)[-1]
    assert spoilt.corrected_pct > 0
    assert spoilt.rmssd_ms == pytest.approx(clean.rmssd_ms, rel=0.05)


def test_an_irregularly_irregular_rhythm_gives_its_rate_and_no_variability():
    rng = np.random.default_rng(3)
    rr = rng.uniform(450, 1150, 200)
    last = run(LiveEngine(), np.cumsum(rr) / 1000, rr)[-1]
    assert not last.interpretable
    assert last.hr_bpm is not None
    assert last.rmssd_ms is last.rsa_ms is last.spectral_concentration is None
    assert last.reasons


def test_strong_slow_breathing_is_left_alone():
    last = run(LiveEngine(), *paced_beats(swing_ms=380.0, seconds=180.0))[-1]
    assert last.corrected_pct == 0
    assert last.rsa_ms == pytest.approx(380 * np.sinc(0.1 * 0.9), rel=0.02)


beat = st.tuples(
    st.floats(1e-3, 1e4), st.floats(1e-6, 9e6), st.booleans(), st.sampled_from([None, True, False])
)


@settings(max_examples=60, deadline=None)
@example([(1.0, 1.0, False, None), (1.0, 1.0, False, None), (1.0, 2.0, False, None)], 1.0, False)
@given(st.lists(beat, max_size=60), st.floats(1.0, 100.0), st.booleans())
def test_any_beats_whatever_give_an_estimate(beats, pace, steady):
    engine, now = LiveEngine(), 0.0
    engine.set_pace(pace, 0.0)
    for gap_s, rr_ms, joined, contact in beats:
        now += 0.8 if steady else gap_s
        estimate = engine.push(now, rr_ms, joined, contact)
        assert 0 <= estimate.quality <= 1
        for name in ("hr", "rmssd", "rsa"):
            unit = "bpm" if name == "hr" else "ms"
            value, low, high = (getattr(estimate, f"{name}{end}_{unit}") for end in ("", "_low", "_high"))
            assert value is None or low <= value <= high or value == pytest.approx(low)


def test_a_ramp_of_the_pace_keeps_its_breaths():
    made = synthesise(180, rate_per_min=((0.0, 9.0), (60.0, 8.0), (120.0, 7.0)), rsa_ms=90)
    engine, told = LiveEngine(), 0
    steps = ((0.0, 9.0), (60.0, 8.0), (120.0, 7.0))
    for i, (t, r) in enumerate(zip(made.beats.t_s.tolist(), made.beats.rr_ms.tolist(), strict=True)):
        while told < 3 and steps[told][0] <= t:
            engine.set_pace(
                steps[told][1], steps[told][0], phase_cycles=0.0 if told == 0 else None, goes_on=told > 0
            )
            told += 1
        estimate = engine.push(t, r, i > 0)
        if t > 40:
            assert estimate.rsa_ms == pytest.approx(90, rel=0.06)


@pytest.mark.parametrize("rate_per_min", [5.0, 9.0, 16.0])
def test_the_live_rate_is_the_one_that_the_offline_path_tells_of_the_same_window(rate_per_min):
    made = synthesise(
        260, rate_per_min=rate_per_min, rsa_ms=70, noise_ms=10, vlf_ms=20, mayer_ms=8, rate_sd_pct=6, seed=4
    )
    engine, compared = LiveEngine(), 0
    for i, (t, r) in enumerate(zip(made.beats.t_s.tolist(), made.beats.rr_ms.tolist(), strict=True)):
        estimate = engine.push(t, r, i > 0)
        window = engine.window(MEMORY_S)
        if t < 150 or i % 10:
            continue
        even = even_beats(window.t_s, window.rr_ms, window.joined, window.ok)
        first, end = span_of_looks(even)
        track = breath_from_rr(even.as_run(first, end), 60.0, (end - first) / 4 - 60)
        assert latest_minute(even).quality == pytest.approx(track.quality[-1], abs=1e-4)
        if estimate.breath_rate_per_min is not None and np.isfinite(track.rate_per_min[-1]):
            assert estimate.breath_rate_per_min == pytest.approx(track.rate_per_min[-1], abs=0.5)
            compared += 1
    assert compared > 8


def test_a_heart_that_tells_no_breath_gives_no_rate():
    rng = np.random.default_rng(3)
    noise = 900 + 25 * rng.standard_normal(250)
    estimates = run(LiveEngine(), np.cumsum(noise) / 1000, noise)
    assert np.mean([e.breath_rate_per_min is None for e in estimates]) > 0.7


@pytest.mark.parametrize("rate_per_min", [6.0, 15.0, 22.0])
def test_straight_lines_between_beats_give_quick_waves_back(rate_per_min):
    t_s = np.arange(0, 100, 0.8)
    rr_ms = 800 + 30 * np.cos(2 * np.pi * rate_per_min / 60 * t_s)
    flat = np.interp(np.arange(10, 90, 0.25), t_s, rr_ms)
    wave = np.exp(-2j * np.pi * rate_per_min / 60 * np.arange(10, 90, 0.25))

    def size_ms(samples):
        return 2 * abs(np.mean((samples - samples.mean()) * wave))

    assert size_ms(unflattened(flat)) == pytest.approx(30, rel=0.06)
    assert size_ms(unflattened(flat)) > size_ms(flat)


def test_very_uneven_breathing_is_told_live_by_its_breaths():
    errors = []
    for seed in range(5):
        made = synthesise(
            150,
            rate_per_min=12 + seed,
            rsa_ms=80,
            noise_ms=4,
            vlf_ms=12,
            rate_sd_pct=18,
            depth_sd_pct=20,
            seed=seed,
        )
        last = run(LiveEngine(), made.beats.t_s, made.beats.rr_ms)[-1]
        phase = made.breathing.phase_at([last.t_s - 60, last.t_s])
        errors.append(abs(last.breath_rate_per_min - (phase[1] - phase[0])))
        assert last.breath_rate_low_per_min <= last.breath_rate_per_min <= last.breath_rate_high_per_min
    assert np.median(errors) < 0.4


@pytest.mark.parametrize("counts", [(16.0, 16.2), (18.0, 18.0), (16.0, 19.0), (np.nan, np.nan)])
def test_one_window_is_told_as_many_are(counts):
    many = told_rates(np.array([15.0]), np.array([13.0]), np.array(counts)[:, None])
    assert told_rate(15.0, 13.0, *counts) == many[0]


def test_noise_without_breath_is_told_as_breath_in_one_moment_of_three_at_most():
    told_live, told_offline = [], []
    for seed in range(6):
        noise = 850 + 25 * np.random.default_rng(seed).standard_normal(300)
        estimates = run(LiveEngine(), np.cumsum(noise) / 1000, noise)
        told_live += [one.breath_rate_per_min is not None for one in estimates if one.t_s > 60]
        track = breath_from_rr(resample(BeatSeries.from_rr(noise)))
        told_offline += np.isfinite(track.rate_per_min).tolist()
    assert np.mean(told_live) < 0.35
    assert np.mean(told_offline) < 0.15
