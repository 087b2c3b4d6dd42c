"""A session of the list in words: its day and time, what kind it was, its practice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone

from outbreath_app.catalogue.sessions import SessionRow
from outbreath_app.compare.experiment import COMPARISON
from outbreath_app.practices import Library
from outbreath_app.ui.words.i18n import day_text, tr


def began(row: SessionRow) -> datetime:
    """When it began, in the zone in which it was recorded."""
    return datetime.fromtimestamp(row.started_ns / 1e9, UTC).astimezone(
        timezone(timedelta(minutes=row.zone_min))
    )


def day_words(row: SessionRow) -> str:
    """The day and time as the language writes them; no more than is known."""
    if row.started_ns <= 0:
        return tr("day not known")
    at = began(row)
    return f"{day_text(at.date())}, {at:%H:%M}"


def kind_words(kind: str) -> str:
    """The kinds that the catalogue knows."""
    return {
        "assessment": tr("assessment"),
        "comparison": tr("comparison"),
        "practice": tr("practice"),
        "rest": tr("rest"),
        "unspecified": tr("not told"),
        "unknown": tr("not known"),
    }.get(kind, kind)


@dataclass(frozen=True, slots=True)
class Names:
    """The practices by their titles in the person's language; one that is not known is named by its key."""

    titles: Mapping[str, str] = field(default_factory=dict)

    def practice(self, key: str) -> str:
        """A practice; an assessment or a comparison by what it is."""
        if key == COMPARISON:
            return tr("Two ways of breathing")
        if key.startswith("assess"):
            return tr("Looking for your pace")
        known = self.titles.get(key) or self.titles.get(key.replace("-", "_"))
        return known or key.replace("-", " ").replace("_", " ").capitalize()

    def session(self, row: SessionRow) -> str:
        """A session's practice, or its kind where it had none."""
        if not row.practice and row.kind in ("unspecified", "unknown"):
            return tr("Recording")
        return self.practice(row.practice) or kind_words(row.kind).capitalize()

    def title(self, row: SessionRow) -> str:
        """One line that names a session."""
        return f"{self.session(row)}, {day_words(row)}"


def names_of(library: Library) -> Names:
    """The titles of the practices there are."""
    return Names({practice.key: practice.title for practice in library.all()})
