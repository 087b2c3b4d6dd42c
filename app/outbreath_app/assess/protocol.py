"""The three ways to look for a resonance pace, as plain steps: stepped, sliding, and quick adaptive."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from outbreath_signal.rsa.resonance import PaceObservation, most_telling_pace, waves_se_ln


class Protocol(StrEnum):
    """Which assessment it is."""

    STEPPED = "stepped"
    SLIDING = "sliding"
    ADAPTIVE = "adaptive"


@dataclass(frozen=True, slots=True)
class PaceStep:
    """One stretch of an assessment. rate_per_min is None in a rest: breathe as you like.

    A step of the sliding assessment runs from rate_per_min to end_rate_per_min, each breath longer by the same time.
    """

    rate_per_min: float | None
    duration_s: float
    end_rate_per_min: float | None = None

    @property
    def title(self) -> str:
        """A few plain words for the screen."""
        if self.rate_per_min is None:
            return "Rest: breathe as you like"
        if self.end_rate_per_min is not None:
            return f"Slowly from {self.rate_per_min:g} to {self.end_rate_per_min:g} a minute"
        return f"{self.rate_per_min:g} a minute"


# Shaffer & Meehan 2020: two minutes each with rests of two minutes; 7 or 4 when an edge wins.
STEPPED_PACES = (6.5, 6.0, 5.5, 5.0, 4.5)
STEP_S = 120.0
REST_S = 120.0
EDGE_EXTENSION = {6.5: 7.0, 4.5: 4.0}

# Fisher & Lehrer 2022: 78 breaths from 6.75 to 4.25/min, each 67 ms longer than the one before, 14.9 min.
SLIDING_FROM, SLIDING_TO, SLIDING_BREATHS = 6.75, 4.25, 78

# Quick adaptive: whole breaths at each pace; the first of them lets the heart settle into the new pace.
ADAPTIVE_BUDGET_S = 600.0
ADAPTIVE_FIRST = (6.0, 5.0, 6.75)
ADAPTIVE_PACES = tuple(float(pace) for pace in np.round(np.arange(4.0, 7.26, 0.25), 2))
ADAPTIVE_BREATHS = 5
NEXT_AFTER_MIN = 1.2  # from the middle of one step to that of the next
SETTLING_BREATHS, SETTLING_AFTER_REST = 2.0, 3.0


def stepped_steps() -> list[PaceStep]:
    """The stepped assessment without its extension: paces with rests between them."""
    steps: list[PaceStep] = []
    for pace in STEPPED_PACES:
        steps += [PaceStep(None, REST_S)] if steps else []
        steps.append(PaceStep(pace, STEP_S))
    return steps


def stepped_extension(best_pace: float) -> list[PaceStep]:
    """What follows when the best pace stands at an edge: a rest and one pace further out; nothing otherwise."""
    further = EDGE_EXTENSION.get(best_pace)
    return [] if further is None else [PaceStep(None, REST_S), PaceStep(further, STEP_S)]


def sliding_breaths_s() -> NDArray[np.float64]:
    """Length of each breath of the sliding assessment (s, shape (78,))."""
    return np.asarray(np.linspace(60 / SLIDING_FROM, 60 / SLIDING_TO, SLIDING_BREATHS), dtype=np.float64)


def sliding_steps() -> list[PaceStep]:
    """The sliding assessment: one long stretch."""
    return [PaceStep(SLIDING_FROM, float(sliding_breaths_s().sum()), SLIDING_TO)]


def slide_longer_s() -> float:
    """By how much each breath of the sliding assessment is longer than the one before (s), as the pacer slides."""
    return (60 / SLIDING_TO - 60 / SLIDING_FROM) / SLIDING_BREATHS


def settling_breaths(protocol: Protocol, after_rest: bool) -> float:
    """Breaths at the beginning of a step that let the heart settle into the pace and are not scored.

    A sharp resonance takes half a minute to swing up after a rest, and less when the pace only changes.
    """
    if protocol is Protocol.SLIDING:
        return 0.0
    return SETTLING_AFTER_REST if after_rest else SETTLING_BREATHS


def adaptive_step(pace: float, after_rest: bool = False) -> PaceStep:
    """One step of the quick adaptive assessment: settling breaths and the breaths that count."""
    return PaceStep(pace, (settling_breaths(Protocol.ADAPTIVE, after_rest) + ADAPTIVE_BREATHS) * 60 / pace)


def adaptive_beginning() -> list[PaceStep]:
    """The first three steps of the adaptive assessment, which span the paces."""
    return [adaptive_step(pace, after_rest=place == 0) for place, pace in enumerate(ADAPTIVE_FIRST)]


def next_adaptive_step(
    tried: Sequence[float], observations: Sequence[PaceObservation], elapsed_s: float
) -> PaceStep | None:
    """The next pace to try, or None when the ten minutes are used.

    tried: every pace so far, accepted or not. The first three paces span the range; one that was not accepted is offered
    once more before the choice goes by what has been learnt.
    """
    paces = [
        pace for pace in ADAPTIVE_PACES if elapsed_s + adaptive_step(pace).duration_s <= ADAPTIVE_BUDGET_S
    ]
    if not paces:
        return None
    for pace in ADAPTIVE_FIRST[len(tried) :][:1]:
        return adaptive_step(pace) if pace in paces else None
    learnt = {round(one.rate_per_min, 2) for one in observations}
    if len(learnt) < len(ADAPTIVE_FIRST):
        missing = [pace for pace in ADAPTIVE_FIRST if round(pace, 2) not in learnt and tried.count(pace) < 2]
        spread = [pace for pace in missing or ADAPTIVE_PACES[2::3] if pace in paces and tried.count(pace) < 3]
        return adaptive_step(spread[0]) if spread else None
    # on the observations' own axis of time, which begins with the recording and not with the first step
    at_min = max(one.at_min for one in observations) + NEXT_AFTER_MIN
    return adaptive_step(most_telling_pace(observations, paces, _expected_se(observations, paces), at_min))


def _expected_se(observations: Sequence[PaceObservation], paces: Sequence[float]) -> list[float]:
    """The standard error of ln RSA that a step at each pace is likely to come with."""
    rsa_ms = [float(np.exp(one.ln_rsa)) for one in observations]
    breaths = [
        one.se_ln**2 - waves_se_ln(one.rate_per_min, rsa) ** 2
        for one, rsa in zip(observations, rsa_ms, strict=True)
    ]
    usual_rsa = float(np.median(rsa_ms))
    usual = max(float(np.median(breaths)), 0.0)
    return [float(np.sqrt(usual + waves_se_ln(pace, usual_rsa) ** 2)) for pace in paces]
