"""Ways of finding artifacts, each as one function from intervals (ms) to which beats are labelled and the RMSSD."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import peers

from outbreath_signal.artifacts.labelling import label_beats
from outbreath_signal.beats import BeatSeries
from outbreath_signal.labels import Label
from outbreath_signal.live.labeller import LiveLabeller


@dataclass(frozen=True, slots=True)
class Found:
    """labelled: numbers of the beats (ending interval i) held for artifacts. rmssd_ms: of what is left or mended.

    kinds: label of each interval, where the method names them.
    """

    labelled: np.ndarray
    rmssd_ms: float
    kinds: np.ndarray | None = None
    interpretable: bool = True


Method = Callable[[np.ndarray], Found]
LIVE = "ours, live"


def rmssd(rr_ms: np.ndarray, pairs: np.ndarray | None = None) -> float:
    """Root mean square of successive differences, of those pairs (i - 1, i) only, NaN below ten of them."""
    differences = np.diff(rr_ms, prepend=rr_ms[:1])
    used = differences[1:] if pairs is None else differences[pairs]
    return float(np.sqrt(np.mean(used**2))) if len(used) >= 10 else float("nan")


def none(rr_ms: np.ndarray) -> Found:
    """No check at all."""
    return Found(np.zeros(0, dtype=np.int64), rmssd(rr_ms))


def ours(rr_ms: np.ndarray) -> Found:
    """The labelling of a whole recording."""
    found = label_beats(BeatSeries.from_rr(rr_ms))
    fault = (found.codes != Label.NORMAL) & (found.codes != Label.GAP)
    return Found(np.flatnonzero(fault), rmssd(rr_ms, found.pairs), found.codes, found.interpretable)


def ours_live(rr_ms: np.ndarray) -> Found:
    """The labeller that decides each beat three beats late."""
    labeller = LiveLabeller()
    decisions = [d for i, value in enumerate(rr_ms) for d in labeller.push(float(value), i > 0)]
    decisions += labeller.flush()
    codes = np.array([int(d.label) for d in decisions])
    accepted = np.array([d.accepted for d in decisions])
    pairs = accepted.copy()
    pairs[1:] &= accepted[:-1]
    pairs[0] = False
    fault = (codes != Label.NORMAL) & (codes != Label.GAP)
    return Found(np.flatnonzero(fault), rmssd(rr_ms, pairs), codes)


def neurokit(rr_ms: np.ndarray) -> Found:
    """NeuroKit2's Kubios method: labels of its first pass, RMSSD of the peaks its iterations leave."""
    import neurokit2 as nk

    peaks = np.concatenate([[0], np.rint(np.cumsum(rr_ms)).astype(int)])
    found, _ = nk.signal_fixpeaks(peaks, sampling_rate=1000, iterative=False, method="Kubios")
    _, mended = nk.signal_fixpeaks(peaks, sampling_rate=1000, iterative=True, method="Kubios")
    kinds = np.zeros(len(rr_ms) + 1, dtype=np.int8)
    for name, label in (
        ("ectopic", Label.ECTOPIC),
        ("longshort", Label.MISALIGNED),
        ("missed", Label.MISSED),
        ("extra", Label.EXTRA),
    ):
        kinds[np.asarray(found[name], dtype=int)] = label
    kinds = kinds[1:]
    return Found(np.flatnonzero(kinds), rmssd(np.diff(mended).astype(np.float64)), kinds)


def systole(rr_ms: np.ndarray) -> Found:
    """systole's detection, and the RMSSD of what its correct_rr returns."""
    from systole.correction import correct_rr
    from systole.detection import rr_artefacts

    found = rr_artefacts(rr_ms)
    kinds = np.zeros(len(rr_ms), dtype=np.int8)
    for name, label in (
        ("ectopic", Label.ECTOPIC),
        ("long", Label.MISALIGNED),
        ("short", Label.MISALIGNED),
        ("missed", Label.MISSED),
        ("extra", Label.EXTRA),
    ):
        kinds[found[name]] = label
    mended, _ = correct_rr(rr_ms, verbose=False)
    return Found(np.flatnonzero(kinds), rmssd(np.asarray(mended, dtype=np.float64)), kinds)


def methods() -> dict[str, Method]:
    """Every method that can be run here, by name."""
    found: dict[str, Method] = {"none": none, "ours": ours}
    for name, method, module in (
        ("NeuroKit2 Kubios", neurokit, "neurokit2"),
        ("systole correct_rr", systole, "systole"),
    ):
        if importlib.util.find_spec(module) is None:
            print(f"# {name} left out: {module} is not installed")
        else:
            found[name] = _quiet(method)
    found[LIVE] = ours_live
    return found


def _quiet(method: Method) -> Method:
    def run(rr_ms: np.ndarray) -> Found:
        result: Found = peers.quiet(lambda: method(rr_ms))()
        return result

    return run
