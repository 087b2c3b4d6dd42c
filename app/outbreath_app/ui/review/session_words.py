"""A session of the list in words: its day and time, what kind it was, its practice."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

from PySide6.QtCore import QDate, QLocale

from outbreath_app.storage.catalogue import SessionRow
from outbreath_app.ui.i18n import tr


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
    day = QLocale().toString(QDate(at.year, at.month, at.day), "d MMM yyyy")
    return f"{day}, {at:%H:%M}"


def kind_words(kind: str) -> str:
    """The kinds that the catalogue knows."""
    return {
        "assessment": tr("assessment"),
        "practice": tr("practice"),
        "rest": tr("rest"),
        "unspecified": tr("not told"),
        "unknown": tr("not known"),
    }.get(kind, kind)


def practice_title(practice: str) -> str:
    """A practice by its name; an assessment by what it is."""
    if practice.startswith("assess"):
        return tr("Looking for your pace")
    return practice.replace("-", " ").replace("_", " ").capitalize()


def practice_words(row: SessionRow) -> str:
    """The practice, or the kind of session where there was none."""
    return practice_title(row.practice) or kind_words(row.kind).capitalize()


def title_of(row: SessionRow) -> str:
    """One line that names a session."""
    return f"{practice_words(row)}, {day_words(row)}"
