"""What the screen needs to know of a session at one moment."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from outbreath_app.pacing import PartKind, Position
from outbreath_app.practices.model import PhaseKind


class Stage(StrEnum):
    """Where a session stands.

    READY: laid out, the safety instruction shown, waiting for the start. DISCOMFORT: pacing stopped, guidance shown.
    AFTER: over, the check-in after it can be answered. DONE: nothing more to come.
    """

    READY = "ready"
    RUNNING = "running"
    PAUSED = "paused"
    DISCOMFORT = "discomfort"
    AFTER = "after"
    DONE = "done"


class Cue(StrEnum):
    """Moments that have a bell."""

    START = "start"
    CHANGE = "change"
    END = "end"


FREE = Position(PartKind.NONE)


@dataclass(frozen=True, slots=True)
class FlowView:
    """The session now. Times in seconds of practice: pauses do not count.

    left_s, step_left_s: None when open. prompt: the words to show, "" for none.
    proposed_per_min: a pace put forward, waiting for a yes.
    """

    stage: Stage
    title: str = ""
    step_title: str = ""
    step_kind: PhaseKind | None = None
    step_index: int = 0
    step_count: int = 0
    elapsed_s: float = 0.0
    left_s: float | None = None
    step_elapsed_s: float = 0.0
    step_left_s: float | None = None
    prompt: str = ""
    position: Position = FREE
    ramping: bool = False
    can_repeat: bool = False
    can_go_on: bool = False
    proposed_per_min: float | None = None
