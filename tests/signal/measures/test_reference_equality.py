"""Every measure with a reference definition equals it, written out independently, within 1e-6."""

from __future__ import annotations

import numpy as np
import pytest

from outbreath_app.stream.bundled import resolve
from outbreath_app.stream.sources import open_source
from outbreath_signal.beats import FloatArray
from support.definitions import BREATHING_KEYS, check_definitions, reference


def drawn(rate_per_min: float, swing_ms: float, noise_ms: float, drift_ms: float, seed: int) -> FloatArray:
    """Six and a half minutes of intervals about 850 ms: a breath's wave, a slow drift, noise; to the nearest ms."""
    rng = np.random.default_rng(seed)
    rr_ms, t_s = [], 0.0
    while t_s < 390:
        wave = swing_ms * np.sin(2 * np.pi * rate_per_min * t_s / 60)
        drift = drift_ms * np.sin(2 * np.pi * 0.009 * t_s)
        rr_ms.append(round(850 + wave + drift + noise_ms * rng.standard_normal()))
        t_s += rr_ms[-1] / 1000
    return np.array(rr_ms, dtype=np.float64)


DRAWN = {
    "rest": (14.0, 30.0, 12.0, 25.0, 1),
    "slow breath": (6.0, 90.0, 10.0, 10.0, 2),
    "hardly any swing": (13.0, 8.0, 4.0, 3.0, 3),
    "deep and quick": (20.0, 60.0, 25.0, 60.0, 4),
}


@pytest.mark.parametrize("name", DRAWN)
def test_drawn_series_meet_the_reference_definitions(name: str) -> None:
    compared = check_definitions(drawn(*DRAWN[name]))
    assert {"sd2_ms", "lf_peak_hz", "tinn_ms", "sample_entropy", "dfa_alpha2", "lomb_lf_ms2"} <= compared
    if DRAWN[name][0] > 9:
        assert {"hf_ms2", "hf_peak_hz", "lomb_hf_ms2", "porges_bohrer_ln_ms2"} <= compared


@pytest.mark.parametrize("name", ["quiet-rest", "practice-6-per-min", "resonance-stepped"])
def test_bundled_recordings_meet_the_reference_definitions(name: str) -> None:
    check_definitions(open_source(str(resolve(name))).beats.rr_ms)


def test_every_measure_of_a_spread_has_a_definition_to_be_held_to() -> None:
    from dataclasses import fields

    from outbreath_signal.measures.analysis import Analysis

    plain = {
        "beats", "duration_s", "corrected_pct", "missed", "extra", "ectopic", "misaligned", "gaps", "quality", "reasons",
        "withheld", "methods",
    }  # fmt: skip
    defined = reference().values(drawn(*DRAWN["rest"])).keys()
    assert {each.name for each in fields(Analysis)} - plain - defined <= BREATHING_KEYS
