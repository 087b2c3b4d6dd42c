"""What the person asked for before a session begins."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from outbreath_app.flow.plan import Plan

if TYPE_CHECKING:
    # needed only once an assessment begins
    from outbreath_app.assess.conductor import Conductor
    from outbreath_app.compare.conductor import ComparisonConductor


class HeartKind(StrEnum):
    """Where the heartbeat comes from."""

    STRAP = "strap"
    PHONE = "phone"
    SIMULATED = "simulated"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Heart:
    """The heart signal chosen; address and name are the strap's, or the phone's that hands on what its strap sends."""

    kind: HeartKind
    address: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class SessionRequest:
    """A session to be run. conductor, comparing: what leads it when it is an assessment or a comparison."""

    plan: Plan
    heart: Heart
    check_in: bool = True
    answers: dict[str, int] = field(default_factory=dict)
    conductor: Conductor | None = None
    comparing: ComparisonConductor | None = None
