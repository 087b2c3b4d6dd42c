"""Importing the core stays cheap: nothing of SciPy or NeuroKit2 is loaded until it is needed."""

from __future__ import annotations

import subprocess
import sys

CORE = [
    "measures.analysis",
    "artifacts.labelling",
    "live.engine",
    "rsa.resonance",
    "measures.rolling",
    "spectra.time_varying",
    "synthetic.rhythm",
]
HEAVY = ("scipy", "neurokit2", "pandas", "matplotlib")


def test_the_core_imports_numpy_and_nothing_heavy():
    imports = "; ".join(f"import outbreath_signal.{name}" for name in CORE)
    loaded = f"[m for m in sys.modules if m.split('.')[0] in {HEAVY!r}]"
    done = subprocess.run(
        [sys.executable, "-c", f"import sys; {imports}; print({loaded})"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "[]"


def test_a_live_session_with_faults_imports_nothing_more():
    session = (
        "from outbreath_signal.live.engine import LiveEngine; from outbreath_signal.synthetic.rhythm import Faults, synthesise; "
        "made = synthesise(300, rsa_ms=80, noise_ms=8, faults=Faults(1, 1, 1, 1)).beats; engine = LiveEngine(); "
        "before = set(sys.modules); beats = zip(made.t_s.tolist(), made.rr_ms.tolist(), made.joined.tolist()); "
        "[engine.push(t, rr, joined, strap_bpm=round(60000 / rr)) for t, rr, joined in beats]"
    )
    done = subprocess.run(
        [sys.executable, "-c", f"import sys; {session}; print(sorted(set(sys.modules) - before))"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "[]"
