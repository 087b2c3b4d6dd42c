"""The beats of real ECGs; skipped where the recordings are absent."""

from __future__ import annotations

import numpy as np
import pytest

from outbreath_signal.ecg.peaks import EcgPeak, PeakFinder
from support.corpus import corpus_file


def found_in(ecg_uv, rate_hz) -> list[EcgPeak]:
    finder = PeakFinder(rate_hz)
    return [peak for i in range(0, len(ecg_uv), 73) for peak in finder.feed(ecg_uv[i : i + 73])]


@pytest.mark.parametrize("name", ["bidmc/bidmc_05", "bidmc/bidmc_12", "ecgresp/physio_1"])
def test_real_ecgs_beats_are_found_as_well_as_offline(name: str) -> None:
    held = np.load(corpus_file(f"{name}.npz"))
    rate_hz = float(held["ecg_fs"] if "ecg_fs" in held else held["fs"])
    ecg = np.asarray(held["ecg"], dtype=np.float64)
    at_s = np.array([peak.at for peak in found_in(1000 * ecg / np.ptp(ecg), rate_hz)]) / rate_hz
    true_s = held["rpeaks_s"]
    near = np.array([np.abs(at_s - one).min() for one in true_s])
    assert np.mean(near < 0.03) > 0.99
    assert len(at_s) == pytest.approx(len(true_s), abs=3)
