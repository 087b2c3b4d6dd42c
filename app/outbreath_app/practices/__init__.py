"""Guided practices as data: what a practice is, reading and writing it, the library, and an editor's draft."""

from outbreath_app.practices.library import Library, own_practices_folder
from outbreath_app.practices.model import (
    Alternative,
    Eyes,
    Flow,
    PaceSpec,
    Phase,
    PhaseKind,
    Practice,
    Prompt,
)
from outbreath_app.practices.reading import PracticeError, Problem, parse_practice, read_practice
from outbreath_app.practices.writing import practice_toml

__all__ = [
    "Alternative",
    "Eyes",
    "Flow",
    "Library",
    "PaceSpec",
    "Phase",
    "PhaseKind",
    "Practice",
    "PracticeError",
    "Problem",
    "Prompt",
    "own_practices_folder",
    "parse_practice",
    "practice_toml",
    "read_practice",
]
