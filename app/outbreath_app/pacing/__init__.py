"""Pacing: the breath as one pure function of the monotonic clock, used by screen, sound and scoring alike."""

from outbreath_app.pacing.catalogue import DEFAULT_PATTERN, named_pattern, named_patterns
from outbreath_app.pacing.course import NO_PACING, Pace
from outbreath_app.pacing.lines import pace_from_line, pace_line, pacer_from_lines
from outbreath_app.pacing.pacer import MAX_RAMP_PER_MIN, Pacer, Position
from outbreath_app.pacing.pattern import (
    MAX_RATE_PER_MIN,
    MIN_RATE_PER_MIN,
    PacingError,
    Part,
    PartKind,
    Pattern,
)

__all__ = [
    "DEFAULT_PATTERN",
    "MAX_RAMP_PER_MIN",
    "MAX_RATE_PER_MIN",
    "MIN_RATE_PER_MIN",
    "NO_PACING",
    "Pace",
    "Pacer",
    "PacingError",
    "Part",
    "PartKind",
    "Pattern",
    "Position",
    "named_pattern",
    "named_patterns",
    "pace_from_line",
    "pace_line",
    "pacer_from_lines",
]
