"""The summary of a recording as words and numbers to show."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from outbreath_app.ui.i18n import tr


@dataclass(frozen=True, slots=True)
class SummaryView:
    """A table with its column titles, and sentences under it."""

    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    sentences: tuple[str, ...] = ()


def look_back(path: Path) -> SummaryView:
    """What a recording says about its session."""
    return SummaryView(sentences=(tr("The whole session is kept and can be looked at under Review."),))
