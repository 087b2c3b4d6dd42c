"""Every measure with a reference definition equals it, written out independently, within 1e-6."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from outbreath_signal.beats import BeatSeries
from outbreath_signal.measures.analysis import analyse
from support.corpus import corpus_rr

REFERENCE = Path(__file__).parents[3] / "benchmarks" / "reference.py"


@pytest.fixture(scope="module")
def reference() -> ModuleType:
    spec = importlib.util.spec_from_file_location("reference_definitions", REFERENCE)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    "name",
    ["rr/rest_rhenan.txt", "rr/pyhrv_short.txt", "annotated/mitdb_100.csv.gz", "strap/polarh10_brennan.txt"],
)
def test_reference_definitions_are_met(reference, name):
    rr = corpus_rr(name)
    found = analyse(BeatSeries.from_rr(rr), correct=False).as_dict()
    withheld = {note.split(":")[0] for note in found["notes"]}
    assert withheld <= {"hf_ms2", "hf_peak_hz", "lomb_hf_ms2", "porges_bohrer_ln_ms2"}, (
        "it breathes at 4.5/min"
    )
    for key, wanted in reference.values(rr).items():
        if key in withheld:
            continue
        assert found[key] == pytest.approx(wanted, rel=1e-6), key
