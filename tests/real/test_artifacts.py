"""Real hearts are left alone, and what is wrong in real recordings is found; skipped where the recordings are absent."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from numpy.typing import NDArray

from outbreath_signal.artifacts.labelling import label_beats
from outbreath_signal.artifacts.origin import RrOrigin, rr_origin
from outbreath_signal.beats import BeatSeries
from outbreath_signal.labels import Label
from outbreath_signal.synthetic.faults import Faults, insert_faults
from support.corpus import corpus_file, corpus_rr

REAL = (
    "rr/rest_rhenan.txt",
    "rr/pyhrv_long.txt",
    "rr/pyhrv_short.txt",
    "rr/healthy_003_24h.txt",
    "strap/polarh10_brennan.txt",
    "strap/wearablehrv_vuams_ecg.txt",
    "strap/polar_noisy_hrm.txt",
    "annotated/nsr2db_nsr001.csv.gz",
    "annotated/mitdb_100.csv.gz",
)


GRIDS: dict[str, Callable[[NDArray[np.float64]], NDArray[np.float64]]] = {
    "as they are": lambda rr: rr,
    "1 ms": np.rint,
    "1/1024 s": lambda rr: np.rint(rr * 1.024) / 1.024,
    "8 ms": lambda rr: np.rint(rr / 8) * 8,
}


def rmssd(rr, pairs):
    return float(np.sqrt(np.mean(np.diff(rr, prepend=rr[0])[pairs] ** 2)))


def judged(rr):
    found = label_beats(BeatSeries.from_rr(rr))
    return found.interpretable, {reason.kind for reason in found.reasons}


def strap_rate(rr_ms):
    """The rate a strap shows: a mean over some beats, in whole numbers."""
    return np.round(60000 / np.convolve(rr_ms, np.ones(8) / 8, "same").clip(300))


def averaged(rr, beats):
    return np.rint(np.convolve(rr, np.ones(beats) / beats, "valid"))


def from_rate(rr, ticks=1024.0):
    return np.rint(60 * ticks / np.rint(60000 / rr)) * 1000 / ticks


@pytest.mark.parametrize("name", ["rr/rest_rhenan.txt", "strap/polarh10_brennan.txt"])
def test_clean_real_recordings_are_left_alone(name):
    rr = corpus_rr(name)
    found = label_beats(BeatSeries.from_rr(rr))
    assert np.count_nonzero(found.codes) <= len(rr) / 1000
    all_pairs = np.arange(len(rr)) > 0
    assert rmssd(rr, found.pairs) == pytest.approx(rmssd(rr, all_pairs), rel=0.03)


def test_annotated_premature_beats_of_a_real_recording_are_found():
    rr = corpus_rr("annotated/mitdb_100.csv.gz")
    found = label_beats(BeatSeries.from_rr(rr))
    assert (
        33
        <= np.count_nonzero(found.codes == Label.ECTOPIC) + np.count_nonzero(found.codes == Label.MISALIGNED)
        <= 40
    )


def test_a_person_whose_heart_slows_within_one_beat_of_each_breath_is_left_alone():
    with np.load(corpus_file("ecgresp/physio_1.npz")) as held:
        rr = np.diff(held["rpeaks_s"]) * 1000
    found = label_beats(BeatSeries.from_rr(rr))
    assert not found.codes.any()
    assert found.interpretable
    faulty = insert_faults(np.concatenate([[0.0], np.cumsum(rr) / 1000]), Faults(0.5, 0.5, 0.5, 0.5), seed=3)
    found = label_beats(BeatSeries.from_times(faulty.t_s))
    near = np.concatenate([faulty.event_index + k for k in (-1, 0, 1, 2)])
    assert np.count_nonzero(~np.isin(np.flatnonzero(found.codes), near)) <= 2
    assert found.interpretable


@pytest.mark.parametrize(
    "name", ["rr/rest_rhenan.txt", "rr/pyhrv_long.txt", "rr/pyhrv_short.txt", "strap/polarh10_brennan.txt"]
)
def test_real_resting_recordings_are_interpretable(name):
    assert judged(corpus_rr(name)) == (True, set())


def test_a_real_strap_recording_full_of_early_beats_is_not():
    assert not judged(corpus_rr("strap/polarh10_broman_pvc.txt"))[0]


@pytest.mark.parametrize("name", ["rr/rest_rhenan.txt", "annotated/nsr2db_nsr001.csv.gz"])
def test_real_recordings_are_measured(name: str) -> None:
    rr_ms = corpus_rr(name)
    for begin in range(0, min(len(rr_ms) - 240, 20_000), 120):
        part = rr_ms[begin : begin + 240]
        assert rr_origin(part, strap_rate(part)) is RrOrigin.MEASURED


@pytest.mark.parametrize("grid", GRIDS)
@pytest.mark.parametrize("name", REAL)
def test_no_real_recording_is_accused(name: str, grid: str) -> None:
    rr = GRIDS[grid](corpus_rr(name))
    assert rr_origin(rr) is RrOrigin.MEASURED
    starts = range(0, len(rr) - 300, 300 if len(rr) < 6000 else 3000)
    assert all(rr_origin(rr[start : start + 300]) is RrOrigin.MEASURED for start in starts)


@pytest.mark.parametrize("grid", GRIDS)
def test_no_ecg_of_low_sampling_rate_is_accused(grid: str) -> None:
    for number in range(1, 17):
        rr = np.diff(np.load(corpus_file(f"bidmc/bidmc_{number:02d}.npz"))["rpeaks_s"]) * 1000
        assert rr_origin(GRIDS[grid](rr)) is RrOrigin.MEASURED


@pytest.mark.parametrize("name", [name for name in REAL if "mitdb" not in name and "h10" not in name])
def test_real_recordings_made_up_or_averaged_are_found(name: str) -> None:
    rr = corpus_rr(name)[:1200]
    assert rr_origin(from_rate(rr)) is RrOrigin.FROM_RATE
    assert rr_origin(averaged(rr, 4)) is RrOrigin.SMOOTHED
