"""Scoring one pace of an assessment: RSA with its interval, and whether the step can be believed at all."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from outbreath_app.assess.criteria import Criteria
from outbreath_app.words.codes import AppWhy
from outbreath_app.words.language import reasons_json
from outbreath_signal.beats import BeatSeries, BoolArray, FloatArray
from outbreath_signal.breathing.from_rr import BreathTrack
from outbreath_signal.estimate import Adherence, BreathSource
from outbreath_signal.reasons import Reason
from outbreath_signal.rsa.breaths import rsa_over_breaths
from outbreath_signal.rsa.resonance import PaceObservation, waves_se_ln

# A step with more doubtful beats than this is left out (5 % is where a recording counts as unreliable).
MOST_CORRECTED_PCT = 10.0
BROKEN_OFF = AppWhy.BROKEN_OFF()
MIN_BREATHS = 4
SLIDE_WINDOW_BREATHS = 6
# Breathing counts as on pace when the strongest rhythm lies within this share of the pace and explains this much.
NEAR_PACE = 0.09
MIN_EXPLAINED = 0.3
MIN_TOLD = 3  # measured rates within a step that say how the breath went
# Breaths differ by about this much by themselves; it steadies the standard error of a handful of breaths.
_USUAL_CV, _USUAL_WEIGHT = 0.15, 4
_ALIKE = 0.1


@dataclass(frozen=True, slots=True)
class ScoredStep:
    """One pace as scored.

    rsa_ms, low_ms, high_ms: RSA, mean over breaths, and its 95 % interval. smoothness: share of the R-R variance that one
    wave at the pace explains (0 to 1). adherence: read from breath_source; from the R-R intervals themselves it is
    circular. criteria: the published ones, where they were asked for. accepted False: reasons say why, and the step may be
    repeated.
    """

    pace_per_min: float
    start_s: float
    duration_s: float
    rsa_ms: float | None
    low_ms: float | None
    high_ms: float | None
    breaths: int
    smoothness: float | None
    adherence: Adherence
    corrected_pct: float
    accepted: bool
    reasons: tuple[Reason, ...]
    observation: PaceObservation | None
    breath_source: BreathSource = BreathSource.RR
    criteria: Criteria | None = None

    def refused(self, reason: Reason) -> ScoredStep:
        """The same step, left out of the answer for another reason than its own."""
        return replace(self, accepted=False, reasons=(reason,), observation=None)

    def as_dict(self) -> dict[str, Any]:
        """The JSON shape of a step in `outbreath assess`."""
        told = self.criteria
        return {
            "pace": round(self.pace_per_min, 3),
            "pace_per_min": round(self.pace_per_min, 3),
            "start_s": round(self.start_s, 2),
            "duration_s": round(self.duration_s, 2),
            "rsa_ms": _rounded(self.rsa_ms),
            "rsa_low_ms": _rounded(self.low_ms),
            "rsa_high_ms": _rounded(self.high_ms),
            "breaths": self.breaths,
            "lf_ms2": None if told is None else _rounded(told.lf_ms2),
            "lf_peak_ms2_hz": None if told is None else _rounded(told.lf_peak_ms2_hz),
            "lf_peaks": None if told is None else told.lf_peaks,
            "peak_trough_bpm": None if told is None else _rounded(told.peak_trough_bpm),
            "spectral_concentration": None if told is None else _rounded(told.concentration, 3),
            "smoothness": _rounded(self.smoothness, 3),
            "phase_deg": None if told is None else _rounded(told.phase_deg, 1),
            "adherence": str(self.adherence),
            "breath_source": str(self.breath_source),
            "corrected_pct": round(self.corrected_pct, 2),
            "accepted": self.accepted,
        } | reasons_json(self.reasons)


def score_step(
    beats: BeatSeries,
    accepted_beats: BoolArray,
    pace_per_min: float,
    start_s: float,
    duration_s: float,
    settling_breaths: float = 1.0,
    breath: BreathTrack | None = None,
) -> ScoredStep:
    """Score the beats of one pace, from start_s for duration_s, its first settling_breaths left aside.

    accepted_beats: which of the beats may be used, shape (n,), as the labelling of the whole recording has it. breath: the
    breathing as something beside the intervals tells it, which then decides whether the pace was kept.
    """
    period_s = 60.0 / pace_per_min
    from_s = start_s + settling_breaths * period_s
    first, last = np.searchsorted(beats.t_s, (from_s, start_s + duration_s + 0.3))
    part = beats[int(first) : int(last)]
    reasons: list[Reason] = []
    accepted = accepted_beats[int(first) : int(last)]
    corrected = 100.0 * float(1 - accepted.mean()) if len(part) else 0.0
    heard = float(part.rr_ms.sum()) / 1000 / max(start_s + duration_s - from_s, 1.0)
    if heard < 0.8:
        reasons.append(AppWhy.STRAP_NOT_HEARD())
    if corrected > MOST_CORRECTED_PCT:
        reasons.append(AppWhy.BEATS_DOUBTFUL(corrected_pct=corrected))
    result = rsa_over_breaths(part.t_s, part.rr_ms, accepted, pace_per_min, first_breath_s=start_s)
    strongest, explained, at_pace = _rhythm(part, accepted, pace_per_min)
    adherence = _adherence(pace_per_min, strongest, explained, at_pace)
    source, told = BreathSource.RR, _told(breath, start_s, start_s + duration_s)
    if breath is not None and told is not None:
        source, strongest = breath.source, told
        adherence = Adherence.ON_PACE if abs(told / pace_per_min - 1) <= NEAR_PACE else Adherence.OFF_PACE
    if adherence is Adherence.OFF_PACE:
        reasons.append(AppWhy.BREATH_SEEMS_AT(rate_per_min=strongest))
    elif adherence is Adherence.UNKNOWN:
        reasons.append(AppWhy.BREATH_NOT_READ())
    if result.rsa_ms is None or result.breaths < MIN_BREATHS:
        reasons.append(AppWhy.TOO_FEW_GOOD_BREATHS())
    fit = not reasons
    observation = None
    if fit and result.rsa_ms is not None:
        at_min = (from_s + start_s + duration_s) / 120.0
        se = float(np.hypot(_standard_error(result.breath_rsa_ms), waves_se_ln(pace_per_min, result.rsa_ms)))
        observation = PaceObservation(pace_per_min, float(np.log(max(result.rsa_ms, 1.0))), se, at_min)
    return ScoredStep(
        pace_per_min, start_s, duration_s, result.rsa_ms, result.low_ms, result.high_ms, result.breaths,
        at_pace, adherence, corrected, fit, tuple(reasons), observation, source,
    )  # fmt: skip


def _told(breath: BreathTrack | None, begin_s: float, end_s: float) -> float | None:
    """The breathing rate that was measured within a step; None when too little of it was."""
    if breath is None:
        return None
    reach_s = min(breath.window_s / 2, (end_s - begin_s) / 3)
    inside = (breath.t_s >= begin_s + reach_s) & (breath.t_s <= end_s - reach_s)
    rates = breath.rate_per_min[inside]
    rates = rates[np.isfinite(rates)]
    return float(np.median(rates)) if len(rates) >= MIN_TOLD else None


def score_slide(
    beats: BeatSeries,
    accepted_beats: BoolArray,
    breath_edges_s: FloatArray,
    breath: BreathTrack | None = None,
) -> list[ScoredStep]:
    """A slide cut into windows of a few breaths, each scored at its mean pace.

    breath_edges_s: when each breath began, and the end of the last (s, shape (breaths + 1,)).
    """
    scored = []
    for first in range(0, len(breath_edges_s) - SLIDE_WINDOW_BREATHS, SLIDE_WINDOW_BREATHS):
        from_s, to_s = float(breath_edges_s[first]), float(breath_edges_s[first + SLIDE_WINDOW_BREATHS])
        pace = 60 * SLIDE_WINDOW_BREATHS / (to_s - from_s)
        scored.append(score_step(beats, accepted_beats, pace, from_s, to_s - from_s, 0.0, breath))
    return scored


def _standard_error(breath_rsa_ms: FloatArray) -> float:
    """Standard error of ln RSA over breaths, steadied by how much breaths usually differ, and widened because a breath
    resembles the one before it (by a moving average whose lag-one correlation is 0.1)."""
    good = breath_rsa_ms[np.isfinite(breath_rsa_ms)]
    cv = float(good.std(ddof=1)) / max(float(good.mean()), 1e-6)
    steady = np.sqrt(
        (_USUAL_WEIGHT * _USUAL_CV**2 + (len(good) - 1) * cv**2) / (_USUAL_WEIGHT + len(good) - 1)
    )
    count = len(good)
    wider = (1 + 2 * _ALIKE * (1 - 1 / count)) / (1 - 2 * _ALIKE / count)
    return float(steady * np.sqrt(wider / count))


def _rhythm(part: BeatSeries, accepted: BoolArray, pace_per_min: float) -> tuple[float, float, float]:
    """The rate that explains most of the R-R variance (breaths/min), its share, and the share at the pace."""
    rr, t_s = part.rr_ms[accepted], part.t_s[accepted] - part.rr_ms[accepted] / 2000
    if len(rr) < 12:
        return pace_per_min, 0.0, 0.0
    line = np.polynomial.polynomial.polyvander((t_s - t_s.mean()) / max(float(np.ptp(t_s)), 1.0), 2)
    rest = rr - line @ np.linalg.lstsq(line, rr, rcond=None)[0]
    total = float((rest**2).sum())
    if total <= 0:
        return pace_per_min, 0.0, 0.0
    rates = np.append(np.exp(np.linspace(np.log(3.2), np.log(26.0), 140)), pace_per_min)
    angle = 2 * np.pi * np.outer(rates / 60, t_s)
    cos, sin = np.cos(angle), np.sin(angle)
    cc, ss, cs = (cos**2).sum(1), (sin**2).sum(1), (cos * sin).sum(1)
    c, s = cos @ rest, sin @ rest
    power = (ss * c**2 - 2 * cs * c * s + cc * s**2) / np.maximum(cc * ss - cs**2, 1e-9)
    share = power / total
    best = int(np.argmax(share))
    return float(rates[best]), float(share[best]), float(share[-1])


def _adherence(pace_per_min: float, strongest: float, explained: float, at_pace: float) -> Adherence:
    if explained < MIN_EXPLAINED:
        return Adherence.UNKNOWN
    near = abs(strongest / pace_per_min - 1) <= NEAR_PACE
    return Adherence.ON_PACE if near and at_pace >= 0.7 * explained else Adherence.OFF_PACE


def _rounded(value: float | None, digits: int = 2) -> float | None:
    return None if value is None else round(value, digits)
