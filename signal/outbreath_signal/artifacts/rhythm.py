"""Whether the variability of a rhythm can be interpreted at all, and whether the intervals are the heart's own.

What is said is about the recording and in plain words; it is never a diagnosis.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from outbreath_signal.artifacts.origin import MADE_UP, ORIGIN_REASONS, RrOrigin, rr_origin
from outbreath_signal.beats import BeatSeries, BoolArray, FloatArray
from outbreath_signal.labels import Label
from outbreath_signal.numerics.order import row_middles
from outbreath_signal.reasons import Reason, Why

FREQUENT_PCT = 8.0  # early or late beats from which their rhythm, not the breath's, is what is measured
_IRREGULAR = (
    0.08  # share of an interval by which half the beats of a window miss what their neighbours foretell
)
_IRREGULAR_WINDOWS = 0.3
_WINDOW = 64
_LEAST_SOUND = 0.5
_HINGE = 1.2  # ratio of RMSSD with fewer labels to RMSSD with more from which neither can be trusted
_FEWEST = 48  # beats below which nothing is said


def interpretation(
    beats: BeatSeries,
    codes: NDArray[np.int8],
    accepted: BoolArray,
    hinge: tuple[float, float] | None = None,
    origin: RrOrigin | None = None,
) -> tuple[bool, tuple[Reason, ...]]:
    """(whether variability can be interpreted, why not) for labelled beats. Fewer than 48 beats are given the benefit.

    codes: values of Label, accepted: intervals that may be used; both of shape (n,). hinge: RMSSD (ms) with fewer and
    with more beats labelled, where many come early. origin: where the intervals come from, when more is known of it than
    they tell by themselves.
    """
    if len(beats) < _FEWEST:
        return True, ()
    reasons: list[Reason] = []
    rr = beats.rr_ms
    early = max(zigzag_pct(rr), 100.0 * float(np.mean(codes == Label.ECTOPIC)))
    if early >= FREQUENT_PCT:
        reasons.append(Why.BEATS_OUT_OF_TURN(early_pct=early))
    elif hinge is not None and hinge[0] > _HINGE * hinge[1]:
        reasons.append(Why.EARLY_BEATS_SHADE(low_ms=hinge[1], high_ms=hinge[0]))
    if irregular_share(rr) > _IRREGULAR_WINDOWS:
        reasons.append(Why.RHYTHM_IRREGULAR())
    if float(np.mean(accepted)) < _LEAST_SOUND:
        reasons.append(Why.TOO_FEW_SOUND_BEATS())
    own = rr_origin(rr, None, accepted)
    made_up = ORIGIN_REASONS.get(own if origin is None or own in MADE_UP else origin)
    if made_up:
        reasons.append(made_up)
    return not reasons, tuple(reasons)


def zigzag_pct(rr_ms: FloatArray) -> float:
    """Beats that come early and are followed by a pause, per cent: down, well up and down again (ms, shape (n,)).

    Counted against the interval itself, so that a run of early beats, which is its own neighbourhood, is seen too.
    Breathing makes no such steps unless a breath takes fewer than three beats.
    """
    change = np.diff(rr_ms) / np.minimum(rr_ms[1:], rr_ms[:-1])
    zigzag = (change[:-2] < -0.03) & (change[1:-1] > 0.07) & (change[2:] < -0.03)
    return 100.0 * float(np.mean(zigzag))


def irregular_share(rr_ms: FloatArray) -> float:
    """Share of windows of 64 beats in which half the intervals (ms) miss a cubic through two on each side by 8 %."""
    foretold = (-rr_ms[:-4] + 4 * rr_ms[1:-3] + 4 * rr_ms[3:-1] - rr_ms[4:]) / 6
    miss = np.abs(rr_ms[2:-2] / foretold.clip(min=1.0) - 1.0)
    whole = len(miss) // _WINDOW
    windows = miss[: whole * _WINDOW].reshape(whole, _WINDOW) if whole else miss[None]
    return float(np.mean(row_middles(windows) > _IRREGULAR))
