"""The named breathing patterns, read from patterns.toml."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

from outbreath_app.pacing.pattern import PacingError, Pattern

DEFAULT_PATTERN = "soothing_rhythm"


@dataclass(frozen=True, slots=True)
class NamedPattern:
    """A pattern people know by name. full has its pauses, which are off unless asked for."""

    key: str
    title: str
    about: str
    full: Pattern
    full_rate_per_min: float

    def shape(self, holds: bool | None = None) -> Pattern:
        """The breath, with its pauses when holds."""
        return self.full if holds else self.full.without_holds()

    def rate_per_min(self, holds: bool | None = None) -> float:
        """Breaths per minute; leaving the pauses out keeps the times of in and out, so the pace is quicker."""
        if holds:
            return self.full_rate_per_min
        return self.full_rate_per_min / (self.full.in_share + self.full.out_share)


@cache
def named_patterns() -> dict[str, NamedPattern]:
    """All of them, in the order of the file."""
    text = resources.files(__package__).joinpath("patterns.toml").read_text(encoding="utf-8")
    return {key: _named(key, table) for key, table in tomllib.loads(text).items()}


def named_pattern(key: str) -> NamedPattern:
    """The pattern of that name. Raises PacingError with the names there are."""
    patterns = named_patterns()
    if key not in patterns:
        raise PacingError(f"there is no pattern {key!r}; the patterns are {', '.join(patterns)}.")
    return patterns[key]


def _named(key: str, table: dict[str, str | float]) -> NamedPattern:
    times = {
        name: float(table.get(name, 0.0)) for name in ("in_s", "out_s", "hold_in_s", "hold_out_s", "top_up_s")
    }
    total_s = sum(times.values()) - times["top_up_s"]
    return NamedPattern(
        key=key,
        title=str(table["title"]),
        about=str(table["about"]),
        full=Pattern.from_seconds(**times),
        full_rate_per_min=60.0 / total_s,
    )
