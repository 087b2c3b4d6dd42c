"""The recordings that come with the program, found by name."""

from __future__ import annotations

from pathlib import Path

DEMO = "practice-6-per-min"


def bundled_folder() -> Path:
    """Where the bundled recordings are: inside an installed wheel, or at the top of a source checkout."""
    inside = Path(__file__).parents[1] / "recordings"
    return inside if inside.is_dir() else Path(__file__).parents[3] / "recordings"


def bundled_names() -> list[str]:
    """Names that `outbreath replay` takes instead of a path, in alphabetical order."""
    return sorted(path.stem for path in bundled_folder().glob("*.jsonl"))


def resolve(name: str) -> Path:
    """The path of a file, or of the bundled recording of that name when there is no such file."""
    path = Path(name)
    bundled = bundled_folder() / f"{name}.jsonl"
    return bundled if not path.exists() and path.name == name and bundled.is_file() else path
