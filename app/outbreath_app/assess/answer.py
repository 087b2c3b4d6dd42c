"""The answer of an assessment: a pace with its interval, 'flat', or 'not enough good data', never more than is known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from outbreath_app.assess.protocol import Protocol
from outbreath_app.assess.scoring import ScoredStep
from outbreath_app.words.codes import AppWhy
from outbreath_app.words.language import reasons_json
from outbreath_signal.reasons import Reason
from outbreath_signal.rsa.resonance import FLAT_SPAN_PER_MIN, ResonanceFit, fit_resonance

MIN_ACCEPTED = 3
# Beyond this width the interval spans so many paces that naming one would say more than is known. The quick assessment
# costs ten minutes to repeat, so more is asked of it than of five fixed paces, half a breath a minute apart.
WIDEST_KNOWN_PER_MIN = {Protocol.ADAPTIVE: 1.2, Protocol.STEPPED: 2.2, Protocol.SLIDING: 2.2}
FLAT_WHEN = 0.64
# That no pace is better than another takes more to know than which one is.
FLAT_ACCEPTED = 4


@dataclass(frozen=True, slots=True)
class Assessment:
    """What an assessment found.

    resonance_per_min and its 95 % interval low_per_min, high_per_min are None when they are not known. flat: any pace
    from 5 to 6 serves as well. reasons say why a number is missing or a step was left out. fit is None without a curve.
    """

    protocol: Protocol
    minutes: float
    steps: tuple[ScoredStep, ...]
    resonance_per_min: float | None = None
    low_per_min: float | None = None
    high_per_min: float | None = None
    flat: bool = False
    reasons: tuple[Reason, ...] = ()
    fit: ResonanceFit | None = None

    @property
    def sentence(self) -> str:
        """The answer in one plain sentence."""
        if self.resonance_per_min is not None:
            return f"{self.resonance_per_min:.1f}/min ({self.low_per_min:.1f} to {self.high_per_min:.1f})"
        if self.flat:
            low, high = FLAT_SPAN_PER_MIN
            return f"Flat: any pace from {low:g} to {high:g} a minute serves you as well."
        return "Not enough good data: repeat when you like."

    def as_dict(self) -> dict[str, Any]:
        """The JSON shape of `outbreath assess`."""
        return {
            "resonance_per_min": _rounded(self.resonance_per_min),
            "low_per_min": _rounded(self.low_per_min),
            "high_per_min": _rounded(self.high_per_min),
            "flat": self.flat,
            "protocol": str(self.protocol),
            "minutes": round(self.minutes, 2),
            "steps": [step.as_dict() for step in self.steps],
        } | reasons_json(self.reasons)


def conclude(protocol: Protocol, minutes: float, steps: Sequence[ScoredStep]) -> Assessment:
    """The answer that the accepted steps support."""
    accepted = [step.observation for step in steps if step.observation is not None]
    left_out = len(steps) - len(accepted)
    reasons = [AppWhy.STEPS_LEFT_OUT(left_out=left_out, steps=len(steps))] if left_out else []
    paces = {round(one.rate_per_min, 1) for one in accepted}
    if len(paces) < MIN_ACCEPTED:
        few = (AppWhy.NO_PACE_SCORED(), AppWhy.ONE_PACE_SCORED(), AppWhy.FEW_PACES_SCORED(paces=len(paces)))
        reasons.append(few[min(len(paces), 2)])
        return Assessment(protocol, minutes, tuple(steps), reasons=tuple(reasons))
    fit = fit_resonance(accepted)
    if fit.flat_probability > FLAT_WHEN and len(accepted) < FLAT_ACCEPTED:
        reasons.append(AppWhy.FLATNESS_NOT_KNOWN(steps=len(accepted)))
        return Assessment(protocol, minutes, tuple(steps), reasons=tuple(reasons), fit=fit)
    if fit.flat_probability > FLAT_WHEN:
        reasons.append(AppWhy.PACES_ALIKE())
        return Assessment(protocol, minutes, tuple(steps), flat=True, reasons=tuple(reasons), fit=fit)
    if fit.width_per_min > WIDEST_KNOWN_PER_MIN[protocol]:
        reasons.append(AppWhy.PACE_LEFT_OPEN(low_per_min=fit.low_per_min, high_per_min=fit.high_per_min))
        return Assessment(protocol, minutes, tuple(steps), reasons=tuple(reasons), fit=fit)
    return Assessment(
        protocol,
        minutes,
        tuple(steps),
        fit.peak_per_min,
        fit.low_per_min,
        fit.high_per_min,
        reasons=tuple(reasons),
        fit=fit,
    )


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 3)
