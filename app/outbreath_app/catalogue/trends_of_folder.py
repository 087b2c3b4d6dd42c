"""A person's trends, and their practices side by side, from the data folder."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from outbreath_app.assess.proposing import PaceSeen, paces_seen
from outbreath_app.catalogue.sessions import Catalogue
from outbreath_app.paths import data_folder
from outbreath_app.storage.access import Access, log_access
from outbreath_app.storage.people import People
from outbreath_app.trends.over_time import PersonTrends, person_trends
from outbreath_app.trends.practices import Measure, PracticesCompared, practices_compared


def load_trends(name: str, since: date | None = None, until: date | None = None) -> PersonTrends:
    """A person's trends from the data folder."""
    data = data_folder()
    person = People(data).find(name)
    log_access(data, Access.TRENDS, person.id)
    with Catalogue(data) as catalogue:
        catalogue.refresh()
        rows = catalogue.sessions(person.id)
        checkins = {row.id: row.checkins for row in rows if row.checkins}
        parts, answers = catalogue.parts(person.id), catalogue.answers(person.id)
    return person_trends(person.id, parts, since, until, checkins, answers)


def load_practices_compared(
    name: str, measure: Measure, since: date | None = None, until: date | None = None
) -> PracticesCompared:
    """The practices of the person of that name held against each other, from the data folder as it now is."""
    data = data_folder()
    person = People(data).find(name)
    log_access(data, Access.TRENDS, person.id)
    with Catalogue(data) as catalogue:
        catalogue.refresh()
    return load_compared(data, person.id, until, measure, since)


def load_compared(
    data: Path, person: str, until: date | None, measure: Measure = Measure.DURING, since: date | None = None
) -> PracticesCompared:
    """A person's practices held against each other, from the index as it stands."""
    if not data.is_dir():
        return practices_compared(person, (), measure)
    with Catalogue(data) as catalogue:
        parts = catalogue.parts(person)
    return practices_compared(person, parts, measure, since, until)


def load_paces_seen(data: Path, person: str) -> list[PaceSeen]:
    """At which paces a person has practised, and how their heart swung."""
    with Catalogue(data) as catalogue:
        catalogue.refresh()
        parts = catalogue.parts(person)
    return paces_seen(parts)
