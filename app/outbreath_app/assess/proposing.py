"""Whether to put a slightly different pace forward between parts, from what this person's earlier sessions tell.

Only ever a step of a tenth of a breath a minute, only near where the person already practises, and never twice what they have
declined. Where the heart swung wider on one side of the present pace the step goes there; where nobody knows, since only
one pace has been practised, it tries the slower side first, which most people find the easier to settle into.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np

from outbreath_app.trends.practices import Measure, practice_days

STEP_PER_MIN = 0.1
SLOWEST_PER_MIN, QUICKEST_PER_MIN = 4.5, 7.0
NEAR_PER_MIN = 0.6  # sessions this near tell of the present pace's neighbourhood
MIN_DAYS = 3
MIN_SLOPE_DAYS = 6
LEAST_HINT = (
    1.0  # slope beside its standard error: a hint is enough, since nothing but a trial follows from it
)
_SAME_PER_MIN = 0.06


class Why(StrEnum):
    """What a proposal rests on."""

    WIDER = "wider"
    UNTRIED = "untried"


@dataclass(frozen=True, slots=True)
class PaceSeen:
    """The swing on one day at one rate: natural logarithm of RSA in ms."""

    rate_per_min: float
    ln_rsa: float


@dataclass(frozen=True, slots=True)
class Proposal:
    """A pace to try from the next part on. days: how many days of practice near the present pace it rests on."""

    rate_per_min: float
    current_per_min: float
    why: Why
    days: int


def paces_seen(parts: Iterable[Mapping[str, Any]]) -> list[PaceSeen]:
    """The person's practice days from the catalogue's parts, each practice's own level taken out.

    None of a simulated heart: what it does says nothing of the person's pace.
    """
    days, _ = practice_days([part for part in parts if not part.get("simulated")], Measure.DURING)
    levels: dict[str, list[float]] = {}
    for one in days:
        levels.setdefault(one.practice, []).append(one.value)
    mean = {practice: math.fsum(values) / len(values) for practice, values in levels.items()}
    whole = math.fsum(mean.values()) / len(mean) if mean else 0.0
    return [PaceSeen(one.rate_per_min, one.value - mean[one.practice] + whole) for one in days]


def proposal(
    current_per_min: float, seen: Sequence[PaceSeen], declined_per_min: Sequence[float] = ()
) -> Proposal | None:
    """The step to put forward, or None where there is nothing to say.

    current_per_min: the pace as it is. declined_per_min: paces the person has said no to.
    """
    near = [one for one in seen if abs(one.rate_per_min - current_per_min) <= NEAR_PER_MIN]
    if len(near) < MIN_DAYS:
        return None
    direction, why = _direction(current_per_min, near)
    for sign in [direction] if direction else [-1, 1]:
        rate = round(current_per_min + sign * STEP_PER_MIN, 2)
        refused = any(abs(rate - each) < STEP_PER_MIN / 2 for each in declined_per_min)
        if SLOWEST_PER_MIN <= rate <= QUICKEST_PER_MIN and not refused:
            return Proposal(rate, current_per_min, why, len(near))
    return None


def _direction(current_per_min: float, near: Sequence[PaceSeen]) -> tuple[int, Why]:
    """-1 slower, 1 quicker, 0 either; and why. Without a hint, only sides that are untried are worth a step."""
    rates = np.array([one.rate_per_min for one in near])
    swings = np.array([one.ln_rsa for one in near])
    apart = rates - rates.mean()
    power = float(apart @ apart)
    if len(near) >= MIN_SLOPE_DAYS and float(np.ptp(rates)) > _SAME_PER_MIN and power > 0:
        slope = float(apart @ swings) / power
        rest = swings - swings.mean() - slope * apart
        error = math.sqrt(max(float(rest @ rest), 1e-12) / (len(near) - 2) / power)
        if abs(slope) >= LEAST_HINT * error:
            return (1 if slope > 0 else -1), Why.WIDER
    slower = int((rates < current_per_min - _SAME_PER_MIN).sum())
    quicker = int((rates > current_per_min + _SAME_PER_MIN).sum())
    if slower < MIN_DAYS <= quicker:
        return -1, Why.UNTRIED
    if quicker < MIN_DAYS <= slower:
        return 1, Why.UNTRIED
    return 0, Why.UNTRIED
