"""How RSA depends on breathing pace: a resonance curve fitted to a few paces, with what it does not know.

The model. At pace f the logarithm of RSA is

    ln RSA(f, t) = a + ln g(f; f0, Q) + d * t + noise,      g(f; f0, Q) = 1 / sqrt(1 + Q^2 (f/f0 - f0/f)^2)    (1)

g is the gain of a second-order resonance whose peak is at f0; Q says how sharp it is, and Q = 0 is a flat curve. d is a
slow drift over the session. The noise of each observation is its own standard error and, on top, what paces differ by
for other reasons (tau). a and d enter linearly and are integrated out exactly; f0, Q and tau are integrated on a grid.
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
    np.arange(PEAK_RANGE_PER_MIN[0], PEAK_RANGE_PER_MIN[1] + 1e-9, 0.02), dtype=np.float64
)
_SHARPNESS = np.concatenate([[0.0], np.geomspace(0.5, 6.0, 20)])
# One person in five has a flat curve; otherwise any sharpness is as likely as any other.
_SHARPNESS_PRIOR = np.concatenate([[0.2], 0.8 * _SHARPNESS[1:] / _SHARPNESS[1:].sum()])
# What paces differ by beside the curve: about 10 %, rarely more than 20 %.
_TAU = np.geomspace(0.015, 0.3, 7)
_TAU_PRIOR = np.exp(-0.5 * (_TAU / 0.085) ** 2) * _TAU
_DRIFT_SD_PER_MIN = 0.02


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
    flat_probability: how likely it is that it has none, that no pace is much better than its neighbours. curve_per_min (m,), curve_relative (m,), curve_low, curve_high: the fitted curve
    with its pointwise 95 % interval, relative to its own maximum. peaks_per_min (k,), density (k,): the posterior.
    """

    peak_per_min: float
    low_per_min: float
    high_per_min: float
    flat_probability: float
    peaks_per_min: FloatArray
    density: FloatArray
    curve_per_min: FloatArray
    curve_relative: FloatArray
    curve_low: FloatArray
    curve_high: FloatArray

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
    rates, curves = _curves()
    relative = (weights[:, :, None] * curves).sum(axis=(0, 1))
    curve_low, curve_high = _band(curves.reshape(-1, len(rates)), weights.ravel())
    return ResonanceFit(
        peak_per_min=median,
        low_per_min=low,
        high_per_min=high,
        flat_probability=float(weights[flat].sum()),
        peaks_per_min=_PEAKS.copy(),
        density=by_peak / (by_peak.sum() * (_PEAKS[1] - _PEAKS[0])),
        curve_per_min=rates.copy(),
        curve_relative=relative,
        curve_low=curve_low,
        curve_high=curve_high,
    )


def most_telling_pace(
    observations: Sequence[PaceObservation], candidates: Sequence[float], se_ln: float, at_min: float
) -> float:
    """The candidate pace whose RSA is expected to say most about where the peak is.

    For every peak and sharpness still possible the RSA at a candidate is predicted from the observations so far; the
    candidate is best whose prediction goes most with the peak, for the noise it will come with (se_ln): the squared
    covariance of peak and prediction over the prediction's variance is the variance of the peak it would explain.
    """
    checked = _checked(observations)
    weights = _posterior(checked)
    design, y, se, rates = _arrays(checked)
    noise = se**2 + _TAU[len(_TAU) // 2] ** 2
    precision = design.T @ (design / noise[:, None]) + np.diag([0.0, _DRIFT_SD_PER_MIN**-2])
    gains = np.log(resonance_gain(rates[:, None, None], _PEAKS[:, None], _SHARPNESS))
    linear = np.linalg.solve(
        precision, np.tensordot(design.T / noise, y[:, None, None] - gains, axes=1).reshape(2, -1)
    )
    level = (linear[0] + linear[1] * at_min).reshape(gains.shape[1:])
    peak_mean = float((weights.sum(axis=1) * _PEAKS).sum())

    def explained(rate: float) -> float:
        predicted = level + np.log(resonance_gain(rate, _PEAKS[:, None], _SHARPNESS))
        spread = predicted - (weights * predicted).sum()
        covariance = float((weights * spread * (_PEAKS[:, None] - peak_mean)).sum())
        return covariance**2 / (float((weights * spread**2).sum()) + se_ln**2)

    return max(candidates, key=explained)


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


def _posterior(observations: Sequence[PaceObservation]) -> FloatArray:
    """Weights over (peak, sharpness), shape (peaks, sharpness), sum 1; level, drift and tau integrated out."""
    design, y, se, rates = _arrays(observations)
    residual = y - np.log(resonance_gain(rates, _PEAKS[:, None, None], _SHARPNESS[:, None]))
    log_weights = []
    for tau, prior in zip(_TAU, _TAU_PRIOR, strict=True):
        noise = se**2 + tau**2
        whitened = design / noise[:, None]
        precision = design.T @ whitened + np.diag([1e-6, _DRIFT_SD_PER_MIN**-2])
        inner = np.diag(1 / noise) - whitened @ np.linalg.solve(precision, whitened.T)
        quadratic = np.einsum("pqi,ij,pqj->pq", residual, inner, residual, optimize=True)
        evidence = -0.5 * (quadratic + np.log(noise).sum() + np.linalg.slogdet(precision)[1])
        log_weights.append(evidence + np.log(prior))
    stacked = np.array(log_weights)
    weights = np.exp(stacked - stacked.max()).sum(axis=0) * _SHARPNESS_PRIOR
    return np.asarray(weights / weights.sum(), dtype=np.float64)


@lru_cache(maxsize=1)
def _curves() -> tuple[FloatArray, FloatArray]:
    """Paces (m,) and the gain of every (peak, sharpness) there, relative to the best pace a person would be offered."""
    rates = np.linspace(4.0, 7.0, 61)
    gains = resonance_gain(rates, _PEAKS[:, None, None], _SHARPNESS[:, None])
    relative = gains / gains.max(axis=2, keepdims=True)
    return np.asarray(rates, dtype=np.float64), np.asarray(relative, dtype=np.float64)


@lru_cache(maxsize=1)
def _flat_curves() -> NDArray[np.bool_]:
    """Which (peak, sharpness) lose less than FLAT_LOSS at FLAT_REACH_PER_MIN beside their peak."""
    beside = np.maximum(
        resonance_gain(_PEAKS[:, None] - FLAT_REACH_PER_MIN, _PEAKS[:, None], _SHARPNESS),
        resonance_gain(_PEAKS[:, None] + FLAT_REACH_PER_MIN, _PEAKS[:, None], _SHARPNESS),
    )
    return np.asarray(beside > 1 - FLAT_LOSS)


def _quantiles(values: FloatArray, weights: FloatArray, levels: Sequence[float]) -> tuple[float, ...]:
    """Quantiles of a density on an even grid, interpolated within its cells."""
    step = values[1] - values[0]
    edges = np.concatenate([values - step / 2, [values[-1] + step / 2]])
    cumulative = np.concatenate([[0.0], np.cumsum(weights) / weights.sum()])
    return tuple(float(q) for q in np.interp(levels, cumulative, edges))


def _band(curves: FloatArray, weights: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Pointwise 2.5 and 97.5 % of weighted curves, shape (models, m) -> (m,), (m,)."""
    keep = weights > weights.max() * 1e-4
    curves, weights = curves[keep], weights[keep]
    order = np.argsort(curves, axis=0)
    cumulative = np.cumsum(weights[order], axis=0) / weights.sum()
    cuts = [(cumulative >= level).argmax(axis=0)[None] for level in (0.025, 0.975)]
    low, high = (np.take_along_axis(curves, np.take_along_axis(order, cut, 0), 0)[0] for cut in cuts)
    return np.asarray(low, dtype=np.float64), np.asarray(high, dtype=np.float64)
