"""One beat on the recording's time axis."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Beat:
    """A beat placed on monotonic time.

    t_s: seconds since the recording's first line. rr_1024: the strap's own integer (1/1024 s), None where the source
    had none. joined: False at the first beat and after every break. uncertainty_s: how far t_s may be off.
    age_s: how old the beat was when its notification arrived. contact: the strap's skin contact flag, None if unknown.
    """

    t_s: float
    rr_ms: float
    rr_1024: int | None
    joined: bool
    uncertainty_s: float = 0.0
    age_s: float = 0.0
    contact: bool | None = None
