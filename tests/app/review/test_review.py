"""A session opened for looking at: phases, breaths, marks; labels by hand followed; long ones made small to draw."""

from __future__ import annotations

import numpy as np
import pytest

from outbreath_app.review.measures import around, measure_session
from outbreath_app.review.opened import OpenedSession, open_session
from outbreath_app.review.thinning import in_view, spectrum_between
from outbreath_app.stream.bundled import bundled_folder
from outbreath_app.summaries.breathing import Breaths
from outbreath_devices.errors import DeviceError
from outbreath_signal.beats import BeatSeries
from outbreath_signal.labels import Label
from outbreath_signal.reasons import Why
from outbreath_signal.spectra.resampling import resample


@pytest.fixture(scope="module")
def opened() -> OpenedSession:
    return open_session(bundled_folder() / "practice-6-per-min.jsonl")


def test_phases_are_measured_with_intervals_and_the_pace_asked_for(opened):
    measured = measure_session(opened, {})
    practice, recovery = measured.phases
    assert practice.span.title == "Soothing rhythm"
    assert practice.inhale_share == pytest.approx(0.4)
    assert practice.rsa_ms.low < practice.rsa_ms.value < practice.rsa_ms.high
    assert practice.typical_per_min == pytest.approx(6.0, abs=0.3)
    assert practice.followed.pct == 100
    assert recovery.inhale_share is None
    assert recovery.seconds == pytest.approx(60.0, abs=0.1)  # to the stop, not to the end of the file


def test_every_breath_has_its_own_value_and_the_mean_around_it(opened):
    breaths = measure_session(opened, {}).breaths
    assert np.all(np.diff(breaths.end_s) > 0)
    known = np.isfinite(breaths.mean_ms)
    assert known.sum() > 20
    assert np.all(breaths.low_ms[known] <= breaths.mean_ms[known])
    inside = (breaths.rsa_ms > breaths.low_ms) & (breaths.rsa_ms < breaths.high_ms)
    assert 0.2 < inside[known].mean() < 0.95  # an interval of the mean, not of the breaths


def test_the_mean_around_a_breath_reaches_into_no_other_phase_and_no_far_breath():
    one = Breaths(np.arange(5) * 10.0, np.full(5, 100.0))
    other = Breaths(100 + np.arange(5) * 10.0, np.full(5, 20.0))
    means = around([one, other])
    assert set(means.mean_ms) == {100.0, 20.0}
    lonely = around([Breaths(np.array([0.0, 1000.0, 2000.0]), np.array([1.0, 2.0, 3.0]))])
    assert np.isnan(lonely.mean_ms).all()


def test_labels_by_hand_are_followed_by_every_number(opened):
    before, after = (
        measure_session(opened, {}),
        measure_session(opened, dict.fromkeys(range(50, 60), Label.NOISE)),
    )
    assert after.phases[0].corrected_pct > before.phases[0].corrected_pct
    assert after.phases[0].quality < before.phases[0].quality
    assert after.phases[0].rmssd_ms != before.phases[0].rmssd_ms
    assert after.phases[1] == before.phases[1]


def test_only_the_phases_that_a_label_touches_are_measured_again(opened):
    before = measure_session(opened, {})
    labels = dict.fromkeys(range(50, 60), Label.NOISE)
    again, anew = measure_session(opened, labels, before), measure_session(opened, labels)
    assert again.phases[1] is before.phases[1]
    assert again.phases == anew.phases
    assert np.array_equal(again.breaths.mean_ms, anew.breaths.mean_ms, equal_nan=True)
    back = measure_session(opened, {}, again)
    assert back.phases == before.phases


def test_each_phase_is_held_against_its_own_breathing():
    stepped = open_session(bundled_folder() / "resonance-stepped.jsonl")
    paces = [
        phase.followed for phase in measure_session(stepped, {}).phases if phase.span.rate_per_min is not None
    ]
    assert len(paces) == 5
    assert all(one is not None and one.pct == 100 for one in paces)


def test_intervals_made_from_a_heart_rate_tell_no_variability_in_any_phase(tmp_path):
    from outbreath_app.stream.rr_lines import rr_lines
    from outbreath_devices.recording.line import seal

    rate = np.rint(66 + 6 * np.sin(np.arange(700) / 9))
    lines = [
        {"t": 10**9, "k": "head", "v": 1, "wall": 10**18},
        {"t": 10**9, "k": "phase", "name": "baseline"},
    ]
    lines += [
        {"t": 10**9 + round(at * 1e9), **line} for at, line in rr_lines(0.0, [round(60000 / r) for r in rate])
    ]
    lines.insert(3, {"t": lines[2]["t"], "k": "phase", "name": "practice", "title": "short"})
    path = tmp_path / "made.jsonl"
    path.write_bytes(b"".join(seal({**line, "n": n}) for n, line in enumerate(lines, start=1)))
    measured = measure_session(open_session(path), {})
    assert len(measured.phases) == 2
    for phase in measured.phases:
        assert not phase.interpretable
        assert (phase.rmssd_ms, phase.rsa_ms) == (None, None)
        assert phase.hr_bpm is not None
        assert phase.reasons[0].kind is Why.INTERVALS_FROM_RATE


def test_a_file_that_is_gone_is_said(tmp_path):
    with pytest.raises(DeviceError, match="no file"):
        open_session(tmp_path / "gone.jsonl")


def test_what_is_drawn_is_bounded_and_keeps_the_outline_and_the_breaks():
    x = np.arange(100_000.0)
    y = np.sin(x / 50)
    y[40_000:50_000] = np.nan
    y[12_345] = 9.0
    thin_x, thin_y = in_view(x, y, 0.0, 100_000.0, 2000)
    assert len(thin_x) <= 2000
    assert np.nanmax(thin_y) == 9.0
    assert np.isnan(thin_y[(thin_x > 40_200) & (thin_x < 49_800)]).all()
    few_x, few_y = in_view(x, y, 100.0, 110.0, 2000)
    assert few_x.tolist() == list(range(99, 112))
    assert np.array_equal(few_y, y[99:112])
    assert len(in_view(x, y, 1e6, 2e6, 50)[0]) == 1
    assert len(in_view(x[:0], y[:0], 0.0, 1.0, 50)[0]) == 0


def test_the_spectrum_of_a_stretch_has_so_many_columns_and_its_peak_at_the_breath():
    t = np.arange(3000)
    even = resample(BeatSeries.from_rr(900 + 50 * np.sin(2 * np.pi * 0.1 * t * 0.9)))
    view = spectrum_between(even, 0.0, 2700.0, 300)
    assert view.ms2_per_hz.shape[0] == 300
    assert np.isnan(view.ms2_per_hz[0]).all()
    inside = view.ms2_per_hz[10:-10]
    assert np.allclose(view.hz[np.argmax(inside, axis=1)], 0.1, atol=0.01)
