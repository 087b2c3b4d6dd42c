"""How RSA depends on breathing pace: a resonance curve fitted to a few paces, with what it does not know.

The model. At pace f the logarithm of RSA is

    ln RSA(f, t) = a + ln g(f; f0, Q) + d * t + noise,      g(f; f0, Q) = 1 / sqrt(1 + Q^2 (f/f0 - f0/f)^2)    (1)

g is the gain of a second-order resonance whose peak is at f0; Q says how sharp it is, and Q = 0 is a flat curve. Since no
heart has to be a textbook's resonance, Q may differ between the slow and the quick side (Q e^s below f0, Q e^-s above), or
paces far from the peak would place it with a certainty that only symmetry gives. d is a slow drift over the session. The
noise of each observation is its own standard error and, on top, what paces differ by for other reasons (tau). a and d
enter linearly and are integrated out exactly; f0, Q, s and tau are integrated on a grid.
Nothing is assumed about phase: heart and breath are often not in phase at resonance (Lehrer 2020).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import ArrayLike, NDArray

from outbreath_signal.errors import SignalError

FloatArray = NDArray[np.float64]

PEAK_RANGE_PER_MIN = (3.8, 7.6)
FLAT_SPAN_PER_MIN = (5.0, 6.0)
# A curve that loses less than this between its best pace and 0.75/min beside it serves as well at any of them.
FLAT_LOSS = 0.05
FLAT_REACH_PER_MIN = 0.75
_PEAKS: FloatArray = np.asarray(
    np.arange(PEAK_RANGE_PER_MIN[0], PEAK_RANGE_PER_MIN[1] + 1e-9, 0.03), dtype=np.float64
)
_SHARPNESS = np.geomspace(0.5, 6.0, 16)
# One person in five has a flat curve; otherwise any sharpness is as likely as any other.
_FLAT_PRIOR = 0.2
_SKEW = np.array([-0.4, -0.2, 0.0, 0.2, 0.4])
_SKEW_SD = 0.2
_BELOW = np.concatenate([[0.0], np.outer(_SHARPNESS, np.exp(_SKEW)).ravel()])
_ABOVE = np.concatenate([[0.0], np.outer(_SHARPNESS, np.exp(-_SKEW)).ravel()])
_SHAPE_PRIOR = np.outer(_SHARPNESS, np.exp(-0.5 * (_SKEW / _SKEW_SD) ** 2)).ravel()
_SHAPE_PRIOR = np.concatenate([[_FLAT_PRIOR], (1 - _FLAT_PRIOR) * _SHAPE_PRIOR / _SHAPE_PRIOR.sum()])
# What paces differ by beside the curve: about 5 %, rarely more than 10 %.
_TAU = np.geomspace(0.015, 0.3, 7)
_TAU_PRIOR = np.exp(-0.5 * (_TAU / 0.04) ** 2) * _TAU
_DRIFT_SD_PER_MIN = 0.02
# Waves near 0.1 Hz that breathing does not cause: what they add to or take from RSA over a minute (ms), and where.
_WAVES_MS, _WAVES_PER_MIN, _WAVES_WIDTH_PER_MIN = 11.0, 6.0, 0.5
_SMALLEST_RSA_MS = 20.0
_CURVE_PER_MIN: FloatArray = np.linspace(4.0, 7.5, 71)


@dataclass(frozen=True, slots=True)
class PaceObservation:
    """RSA at one pace: ln of RSA in ms, its standard error over breaths, and when (minutes from the beginning)."""

    rate_per_min: float
    ln_rsa: float
    se_ln: float
    at_min: float


@dataclass(frozen=True, slots=True, eq=False)
class ResonanceFit:
    """What the observations say about a person's resonance pace.

    peak_per_min: posterior median; low, high: its 95 % interval, both given that the curve has a peak.
    flat_probability: how likely it is that it has none, that no pace is much better than its neighbours. curve_per_min
    (m,), curve_ms (m,), curve_low_ms, curve_high_ms: RSA along the fitted curve, with its pointwise 95 % interval, as it
    would be in the middle of the session. peaks_per_min (k,), density (k,): the posterior.
    """

    peak_per_min: float
    low_per_min: float
    high_per_min: float
    flat_probability: float
    peaks_per_min: FloatArray
    density: FloatArray
    curve_per_min: FloatArray
    curve_ms: FloatArray
    curve_low_ms: FloatArray
    curve_high_ms: FloatArray

    @property
    def width_per_min(self) -> float:
        """Width of the 95 % interval (breaths/min)."""
        return self.high_per_min - self.low_per_min


def resonance_gain(rate_per_min: ArrayLike, peak_per_min: ArrayLike, sharpness: ArrayLike) -> FloatArray:
    """Gain of a second-order resonance at a breathing rate, 1 at its peak (equation 1). Arguments broadcast."""
    ratio = np.asarray(rate_per_min, dtype=np.float64) / np.asarray(peak_per_min, dtype=np.float64)
    return np.asarray(
        1.0 / np.sqrt(1.0 + (np.asarray(sharpness) * (ratio - 1.0 / ratio)) ** 2), dtype=np.float64
    )


def fit_resonance(observations: Sequence[PaceObservation]) -> ResonanceFit:
    """The posterior over resonance pace from RSA at several paces.

    Raises SignalError with fewer than three observations or fewer than three different paces.
    """
    weights = _posterior(_checked(observations))
    flat = _flat_curves()
    # where the peak is, given that there is one: a flat curve has none, and its share of the posterior is told beside it
    by_peak = np.where(flat, 0.0, weights).sum(axis=1)
    low, median, high = _quantiles(_PEAKS, by_peak, (0.025, 0.5, 0.975))
    level, _, level_sd = _levels(observations)
    curves = np.stack([level + _ln_gain(float(rate)) for rate in _CURVE_PER_MIN], axis=-1)
    middle, curve_low, curve_high = _band(curves.reshape(-1, len(_CURVE_PER_MIN)), weights.ravel())
    return ResonanceFit(
        peak_per_min=median,
        low_per_min=low,
        high_per_min=high,
        flat_probability=float(weights[flat].sum()),
        peaks_per_min=_PEAKS.copy(),
        density=by_peak / (by_peak.sum() * (_PEAKS[1] - _PEAKS[0])),
        curve_per_min=_CURVE_PER_MIN.copy(),
        curve_ms=np.exp(middle),
        curve_low_ms=np.exp(middle - np.hypot(middle - curve_low, 1.96 * level_sd)),
        curve_high_ms=np.exp(middle + np.hypot(curve_high - middle, 1.96 * level_sd)),
    )


def most_telling_pace(
    observations: Sequence[PaceObservation],
    candidates: Sequence[float],
    se_ln: Sequence[float],
    at_min: float,
) -> float:
    """The candidate pace whose RSA is expected to say most about where the peak is.

    For every peak and shape still possible the RSA at a candidate is predicted from the observations so far; the
    candidate is best whose prediction goes most with the peak, for the noise it will come with (se_ln, one for each
    candidate): the squared covariance of peak and prediction over the prediction's variance is the variance of the peak
    it would explain.
    """
    checked = _checked(observations)
    weights = _posterior(checked)
    level, drift, _ = _levels(checked)
    expected = level + drift * (at_min - _middle(checked))
    peak_mean = float((weights.sum(axis=1) * _PEAKS).sum())

    def explained(place: int) -> float:
        predicted = expected + _ln_gain(float(candidates[place]))
        spread = predicted - (weights * predicted).sum()
        covariance = float((weights * spread * (_PEAKS[:, None] - peak_mean)).sum())
        return covariance**2 / (float((weights * spread**2).sum()) + se_ln[place] ** 2)

    return candidates[max(range(len(candidates)), key=explained)]


def _levels(observations: Sequence[PaceObservation]) -> tuple[FloatArray, FloatArray, float]:
    """Level (ln ms, mid-session) and drift (per min) that fit best for every (peak, shape), at a usual tau; the level's SD."""
    design, y, se, rates = _arrays(observations)
    noise = se**2 + _TAU[len(_TAU) // 2] ** 2
    precision = design.T @ (design / noise[:, None]) + np.diag([0.0, _DRIFT_SD_PER_MIN**-2])
    gains = np.array([_ln_gain(float(rate)) for rate in rates])
    residual = y[:, None] - gains.reshape(len(y), -1)
    level, drift = np.linalg.solve(precision, (design.T / noise) @ residual).reshape(2, *gains.shape[1:])
    return level, drift, float(np.sqrt(np.linalg.inv(precision)[0, 0]))


def _checked(observations: Sequence[PaceObservation]) -> Sequence[PaceObservation]:
    for i, one in enumerate(observations):
        values = (one.rate_per_min, one.ln_rsa, one.se_ln, one.at_min)
        if not all(np.isfinite(values)) or one.rate_per_min <= 0 or one.se_ln <= 0:
            raise SignalError(f"observation {i} cannot be used: {one}")
    if len({round(one.rate_per_min, 2) for one in observations}) < 3:
        raise SignalError(
            f"a resonance curve needs RSA at three paces or more; found {len(observations)} observations"
        )
    return observations


def _arrays(observations: Sequence[PaceObservation]) -> tuple[FloatArray, FloatArray, FloatArray, FloatArray]:
    """Design matrix of the linear part (level, drift), ln RSA, standard errors, paces."""
    at = np.array([one.at_min for one in observations])
    design = np.column_stack([np.ones(len(at)), at - at.mean()])
    y = np.array([one.ln_rsa for one in observations])
    se = np.array([one.se_ln for one in observations])
    return design, y, se, np.array([one.rate_per_min for one in observations])


def waves_se_ln(rate_per_min: float, rsa_ms: float) -> float:
    """Standard error of ln RSA that waves near 0.1 Hz bring to some breaths at a pace, beside what breaths differ by.

    The heart swings near 6/min by itself, with a coherence of a few breaths, and within a minute nobody can tell that
    swing from the breath's. Its usual size, 11 ms, is this program's own estimate.
    """
    near = np.exp(-0.5 * ((rate_per_min - _WAVES_PER_MIN) / _WAVES_WIDTH_PER_MIN) ** 2)
    return float(_WAVES_MS * near / max(rsa_ms, _SMALLEST_RSA_MS))


def _middle(observations: Sequence[PaceObservation]) -> float:
    return float(np.mean([one.at_min for one in observations]))


def _posterior(observations: Sequence[PaceObservation]) -> FloatArray:
    """Weights over (peak, shape), shape (peaks, shapes), sum 1; level, drift and tau integrated out."""
    design, y, se, rates = _arrays(observations)
    residual = y[:, None] - np.array([_ln_gain(float(rate)).ravel() for rate in rates])
    log_weights = []
    for tau, prior in zip(_TAU, _TAU_PRIOR, strict=True):
        noise = se**2 + tau**2
        whitened = design / noise[:, None]
        precision = design.T @ whitened + np.diag([1e-6, _DRIFT_SD_PER_MIN**-2])
        inner = np.diag(1 / noise) - whitened @ np.linalg.solve(precision, whitened.T)
        quadratic = (residual * (inner @ residual)).sum(axis=0).reshape(len(_PEAKS), -1)
        evidence = -0.5 * (quadratic + np.log(noise).sum() + np.linalg.slogdet(precision)[1])
        log_weights.append(evidence + np.log(prior))
    stacked = np.array(log_weights)
    weights = np.exp(stacked - stacked.max()).sum(axis=0) * _SHAPE_PRIOR
    return np.asarray(weights / weights.sum(), dtype=np.float64)


@lru_cache(maxsize=128)
def _ln_gain(rate_per_min: float) -> FloatArray:
    """ln gain at a rate for every (peak, shape), shape (peaks, shapes)."""
    peaks = _PEAKS[:, None]
    sharpness = np.where(rate_per_min < peaks, _BELOW, _ABOVE)
    return np.log(resonance_gain(rate_per_min, peaks, sharpness))


@lru_cache(maxsize=1)
def _flat_curves() -> NDArray[np.bool_]:
    """Which (peak, shape) lose less than FLAT_LOSS at FLAT_REACH_PER_MIN beside their peak, on either side."""
    peaks = _PEAKS[:, None]
    beside = np.maximum(
        resonance_gain(peaks - FLAT_REACH_PER_MIN, peaks, _BELOW),
        resonance_gain(peaks + FLAT_REACH_PER_MIN, peaks, _ABOVE),
    )
    return np.asarray(beside > 1 - FLAT_LOSS)


def _quantiles(values: FloatArray, weights: FloatArray, levels: Sequence[float]) -> tuple[float, ...]:
    """Quantiles of a density on an even grid, interpolated within its cells."""
    step = values[1] - values[0]
    edges = np.concatenate([values - step / 2, [values[-1] + step / 2]])
    cumulative = np.concatenate([[0.0], np.cumsum(weights) / weights.sum()])
    return tuple(float(q) for q in np.interp(levels, cumulative, edges))


def _band(curves: FloatArray, weights: FloatArray) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Pointwise mean, 2.5 and 97.5 % of weighted curves, shape (models, m) -> (m,) each."""
    keep = weights > weights.max() * 1e-3
    curves, weights = curves[keep], weights[keep]
    order = np.argsort(curves, axis=0)
    cumulative = np.cumsum(weights[order], axis=0) / weights.sum()
    cuts = [(cumulative >= level).argmax(axis=0)[None] for level in (0.025, 0.975)]
    low, high = (
        np.asarray(np.take_along_axis(curves, np.take_along_axis(order, cut, 0), 0)[0], dtype=np.float64)
        for cut in cuts
    )
    return np.asarray(weights @ curves / weights.sum(), dtype=np.float64), low, high
