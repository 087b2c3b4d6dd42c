"""One live estimate: every number with its interval, its quality, and why it is missing when it is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from outbreath_signal.reasons import Reason


class BreathSource(StrEnum):
    """Where the breathing rate came from. PACER is what was asked for, not what was measured."""

    ACCELEROMETER = "accelerometer"
    ECG = "ecg"
    RR = "rr"  # circular when it scores RSA, so it is always named
    PACER = "pacer"


class PhaseZero(StrEnum):
    """What phase 0 is. The middle one rests on the heart's lag being small; the last may be half a breath off."""

    HEART = "heart begins to quicken"
    CHEST_BY_HEART = "turn of the chest nearest to where the heart quickens"
    CHEST = "one of the two turns of the chest"


class Adherence(StrEnum):
    """Whether the breathing follows the pacer."""

    ON_PACE = "on pace"
    OFF_PACE = "off pace"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Estimate:
    """What is known just after one beat. None means the data cannot support the number; reasons say why.

    t_s: seconds since the recording began. Intervals (low, high) are 95 %.
    rmssd_*: RMSSD over the last 60 s of accepted successive pairs.
    rsa_*: respiration-tracked RSA, peak-to-trough of the fitted sinusoid (ms), mean over the latest breaths.
    breath_rsa_*: RSA of the latest whole breath alone; breath_end_s: when that breath ended (None until there is one).
    breath_phase_*: where in the breath t_s is (cycles, 0 to 1), how well that is told (0 to 1), what it was measured with
    (from intervals it is circular, as a rate read from them is), and what phase 0 is.
    quality: 0 (nothing usable) to 1; the share of the last 60 s that accepted intervals cover.
    stale: the latest beat is too long ago to say anything of t_s.
    """

    t_s: float
    hr_bpm: float | None = None
    hr_low_bpm: float | None = None
    hr_high_bpm: float | None = None
    rmssd_ms: float | None = None
    rmssd_low_ms: float | None = None
    rmssd_high_ms: float | None = None
    rsa_ms: float | None = None
    rsa_low_ms: float | None = None
    rsa_high_ms: float | None = None
    rsa_bpm: float | None = None
    breath_rsa_ms: float | None = None
    breath_rsa_low_ms: float | None = None
    breath_rsa_high_ms: float | None = None
    breath_end_s: float | None = None
    breath_rate_per_min: float | None = None
    breath_rate_low_per_min: float | None = None
    breath_rate_high_per_min: float | None = None
    breath_source: BreathSource | None = None
    breath_quality: float | None = None
    breath_phase_cycles: float | None = None
    breath_phase_quality: float | None = None
    breath_phase_source: BreathSource | None = None
    breath_phase_zero: PhaseZero | None = None
    adherence: Adherence = Adherence.UNKNOWN
    spectral_concentration: float | None = None
    corrected_pct: float | None = None
    interpretable: bool = True
    quality: float = 0.0
    reasons: tuple[Reason, ...] = ()
    stale: bool = False
