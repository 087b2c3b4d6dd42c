"""DFA and the entropies against direct definitions, the reference table and known processes."""

from __future__ import annotations

import numpy as np
import pytest

from outbreath_signal.beats import BeatSeries
from outbreath_signal.measures import nonlinear
from outbreath_signal.measures.analysis import analyse
from outbreath_signal.measures.nonlinear import (
    ALPHA1_SCALES,
    ALPHA2_SCALES,
    dfa_alpha,
    dfa_fluctuations,
    entropies,
)


def rhythm(size: int, seed: int = 2) -> np.ndarray:
    rng = np.random.default_rng(seed)
    return np.round(850 + 40 * np.sin(np.arange(size) / 4) + 25 * rng.standard_normal(size))


def test_fluctuation_is_the_residual_of_straight_lines():
    rr = rhythm(203)
    profile = np.cumsum(rr - rr.mean())
    residuals = []
    for start in range(0, 203 - 7 + 1, 7):
        k = np.arange(7)
        window = profile[start : start + 7]
        residuals.append(window - np.polyval(np.polyfit(k, window, 1), k))
    assert dfa_fluctuations(rr, [7])[0] == pytest.approx(np.sqrt(np.mean(np.square(residuals))), rel=1e-10)


def test_alpha_of_white_noise_is_a_half_and_of_its_sum_three_halves():
    noise = np.random.default_rng(4).standard_normal(60_000)
    assert dfa_alpha(800 + noise, ALPHA2_SCALES) == pytest.approx(0.5, abs=0.03)
    assert dfa_alpha(8000 + np.cumsum(noise), ALPHA2_SCALES) == pytest.approx(1.5, abs=0.05)


def test_constant_or_short_series_have_no_alpha():
    assert dfa_alpha(np.full(400, 800.0), ALPHA1_SCALES) is None
    assert dfa_alpha(rhythm(20), ALPHA1_SCALES) is None


def counted(rr: np.ndarray, length: int, starts: int, tolerance: float) -> np.ndarray:
    stretches = np.array([rr[i : i + length] for i in range(starts)])
    return np.array([(np.abs(stretches - one).max(axis=1) <= tolerance).sum() for one in stretches])


@pytest.mark.parametrize("rows", [1 << 18, 500])
def test_entropies_equal_their_definitions(rows, monkeypatch):
    monkeypatch.setattr(nonlinear, "_COMPARED_AT_ONCE", rows)
    rr = rhythm(120)
    tolerance = 0.2 * np.std(rr, ddof=1)
    shorter, longer = counted(rr, 2, 118, tolerance).sum() - 118, counted(rr, 3, 118, tolerance).sum() - 118
    phi2 = np.log(counted(rr, 2, 119, tolerance) / 119).mean()
    phi3 = np.log(counted(rr, 3, 118, tolerance) / 118).mean()
    found = entropies(rr)
    assert found.sample == pytest.approx(-np.log(longer / shorter), rel=1e-12)
    assert found.approximate == pytest.approx(phi2 - phi3, rel=1e-12)


def test_entropies_need_spread_length_and_a_match():
    assert entropies(np.full(300, 800.0)).sample is None
    assert entropies(np.array([800.0, 900.0, 700.0])).sample is None
    assert entropies(np.array([100.0, 900.0, 300.0, 1500.0, 2200.0])).sample is None
    assert entropies(rhythm(nonlinear.LONGEST_ENTROPY_BEATS + 1)).approximate is None


def test_five_minutes_are_needed_and_said():
    result = analyse(BeatSeries.from_rr(rhythm(200)))
    assert result.sample_entropy is None
    assert any(note.startswith("sample_entropy: withheld, needs 300 s") for note in result.notes)
