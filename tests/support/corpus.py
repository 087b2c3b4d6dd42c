"""Real recordings for checking the core; a test that wants one skips, saying so, where the folder is absent."""

from __future__ import annotations

import gzip
import os
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

ROOT = Path(os.environ.get("OUTBREATH_CORPUS") or Path(__file__).parents[3] / "shared" / "corpus")


def corpus_file(name: str) -> Path:
    """The path of one corpus file, such as rr/rest_rhenan.txt."""
    path = ROOT / name
    if not path.is_file():
        pytest.skip(f"the corpus of real recordings is not here ({name})")
    return path


def corpus_rr(name: str) -> NDArray[np.float64]:
    """Intervals (ms) of an RR text file, or between the annotated beats of a .csv.gz."""
    path = corpus_file(name)
    if name.endswith(".csv.gz"):
        with gzip.open(path, "rt") as rows:
            t_s = [float(row.split(",")[0]) for row in rows if row[0].isdigit()]
        return np.diff(t_s) * 1000
    return np.loadtxt(path)
