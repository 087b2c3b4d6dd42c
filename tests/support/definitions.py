"""The reference definitions in benchmarks/reference.py, written out independently of the core, and how the core is held to them."""

from __future__ import annotations

import importlib.util
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest

from outbreath_signal.beats import BeatSeries, FloatArray
from outbreath_signal.measures.analysis import analyse

REFERENCE = Path(__file__).parents[2] / "benchmarks" / "reference.py"
# what breathing outside a band, or breathing that is not known, withholds
BREATHING_KEYS = frozenset({
    "hf_ms2", "hf_peak_hz", "lomb_hf_ms2", "porges_bohrer_ln_ms2", "breath_rate_per_min", "breath_source",
    "rsa_ms", "rsa_low_ms", "rsa_high_ms", "rsa_bpm",
})  # fmt: skip


@cache
def reference() -> ModuleType:
    spec = importlib.util.spec_from_file_location("reference_definitions", REFERENCE)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def check_definitions(rr_ms: FloatArray, within: float = 1e-6) -> set[str]:
    """Assert that every measure the core gives for unbroken intervals equals its definition; which were compared."""
    found = analyse(BeatSeries.from_rr(rr_ms), correct=False)
    assert set(found.withheld) <= BREATHING_KEYS
    compared = set()
    for key, wanted in reference().values(rr_ms).items():
        if key not in found.withheld:
            assert getattr(found, key) == pytest.approx(wanted, rel=within), key
            compared.add(key)
    return compared
