"""Whether the heart follows the pacer: how much of its slow swing the pacer's own phase explains, and how much other courses would.

A wave of the heart's own at the pacer's rate looks like following for a while. What tells them apart is the phase, held for minutes; a pacer
that varies its breaths, which a wave does not follow; and a swing that came with the pacer. Breath shown at another rate speaks against it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from outbreath_signal.beats import FloatArray
from outbreath_signal.breathing.slow_rhythm import Bands, bands_of
from outbreath_signal.spectra.resampling import RESAMPLED_HZ

LOOKED_S = 120.0
LEAST_S = 60.0  # for the shares; below, `early_share`
_LOW, _HIGH = 0.45, 1.65  # the band looked at, in shares of the pace
_RIVAL_RATES = np.asarray(np.arange(0.76, 1.261, 0.02), dtype=np.float64)
_SHIFTS_S = (-55.0, -35.0, -20.0, 20.0, 35.0, 55.0)
_LEAST_SHARE, _LEAST_LEAD = 0.35, -0.04
_SURE_SHARE, _SURE_LEAD = 0.5, -0.02


@dataclass(frozen=True, slots=True)
class Share:
    """share: of the band around the pace, what the pacer's phase explains (0 to 1, any lag). lead: that less the best rival's."""

    share: float
    lead: float

    @property
    def follows(self) -> bool:
        return self.share >= _LEAST_SHARE and self.lead >= _LEAST_LEAD

    @property
    def follows_surely(self) -> bool:
        return self.share >= _SURE_SHARE and self.lead >= _SURE_LEAD


def phase_of(edges_s: FloatArray, t_s: FloatArray) -> FloatArray:
    """The pacer's phase (cycles) at times t_s (s), from the starts of its breaths (s, at least two); beyond them it goes on as at the end."""
    number = np.arange(len(edges_s), dtype=np.float64)
    inside = np.interp(t_s, edges_s, number)
    first, last = edges_s[1] - edges_s[0], edges_s[-1] - edges_s[-2]
    before = np.minimum(t_s - edges_s[0], 0.0) / first
    after = np.maximum(t_s - edges_s[-1], 0.0) / last
    return np.asarray(inside + before + after, dtype=np.float64)


def share_of(samples: FloatArray, begin_s: float, edges_s: FloatArray) -> Share:
    """What the pacer explains of the last two minutes of samples (ms, at 4 Hz from begin_s on), shape (n,), at least a minute of them.

    edges_s: starts of the pacer's breaths (s). Rivals are steady rates from .76 to 1.26 of the pacer's and its own course moved by 20
    to 55 s either way.
    """
    held = samples[-int(LOOKED_S * RESAMPLED_HZ) :]
    bands: Bands = bands_of(held, 3 if len(held) > LEAST_S * RESAMPLED_HZ else 2)
    start_s = begin_s + (len(samples) - 4 * bands.length_s) / RESAMPLED_HZ
    at_s = np.asarray(start_s + np.arange(bands.length_s), dtype=np.float64)
    own = phase_of(edges_s, at_s)
    pace_hz = float(own[-1] - own[0]) / (bands.length_s - 1)
    wave = bands.band(_LOW * pace_hz, _HIGH * pace_hz, cut=False)
    courses = np.vstack(
        (
            own,
            pace_hz * np.outer(_RIVAL_RATES, at_s - start_s),
            *(phase_of(edges_s, at_s + shift) for shift in _SHIFTS_S),
        )
    )
    explained = np.abs(np.exp(-2j * np.pi * courses) @ wave) ** 2
    shares = explained / max(len(wave) * float(np.sum(np.abs(wave) ** 2)), 1e-12)
    return Share(float(shares[0]), float(shares[0] - shares[1:].max()))


def early_share(samples: FloatArray, begin_s: float, edges_s: FloatArray) -> tuple[float, float]:
    """What the pacer's phase explains of all that moves in a short stretch (0 to 1), and the swing it does so with (ms, peak to trough).

    samples: ms, at 4 Hz from begin_s on, shape (n,); a parabola is fitted beside.
    """
    at_s = np.asarray(begin_s + np.arange(len(samples)) / RESAMPLED_HZ, dtype=np.float64)
    turn = 2 * np.pi * phase_of(edges_s, at_s)
    slow, _ = np.linalg.qr(np.vander(np.linspace(-1.0, 1.0, len(samples)), 3))
    waves = np.column_stack((np.cos(turn), np.sin(turn), np.cos(2 * turn), np.sin(2 * turn)))
    waves -= slow @ (slow.T @ waves)
    moving = samples - slow @ (slow.T @ samples)
    weight, *_ = np.linalg.lstsq(waves, moving, rcond=None)
    left = moving - waves @ weight
    total = float(moving @ moving)
    return 1 - float(left @ left) / max(total, 1e-12), 2 * float(np.hypot(weight[0], weight[1]))


def swing_before(samples: FloatArray, pace_hz: float) -> float:
    """Mean swing (ms, peak to trough) near a pace in samples (ms, at 4 Hz, shape (n,), at least 40 s) before the pacer began."""
    wave = bands_of(samples).band(_LOW * pace_hz, _HIGH * pace_hz)
    return 2 * float(np.sqrt(np.mean(np.abs(wave) ** 2)))
