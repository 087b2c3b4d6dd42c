"""What a session writes of itself into the recording as it begins and as its parts begin."""

from __future__ import annotations

from typing import Any

from outbreath_app.flow.plan import Plan, Step

Line = dict[str, Any]


def start_line(plan: Plan, at_ns: int, posture: str, ease_in: bool) -> Line:
    """The session's beginning: what will be done, with the design of an experiment where it is one."""
    line: Line = {
        "k": "session",
        "event": "start",
        "at": at_ns,
        "practice": plan.key,
        "title": plan.title,
        "flow": plan.flow.value,
        "seconds": plan.seconds,
        "posture": posture,
        "ease_in": ease_in,
        "safety_shown": True,
    }
    return line | ({"details": dict(plan.details)} if plan.details else {})


def phase_line(plan: Plan, step: Step, at_ns: int) -> Line:
    """A part's beginning. step: its name among parts of one kind."""
    line: Line = {
        "k": "phase",
        "at": at_ns,
        "name": step.kind.value,
        "practice": plan.key,
        "title": step.title,
        "flow": plan.flow.value,
        "seconds": step.seconds,
    }
    return line | ({"step": step.name} if step.name else {})
