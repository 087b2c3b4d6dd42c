"""A person's trends from the data folder."""

from __future__ import annotations

from datetime import date

from outbreath_app.paths import data_folder
from outbreath_app.storage.access import Access, log_access
from outbreath_app.storage.catalogue import Catalogue
from outbreath_app.storage.people import People
from outbreath_app.trends import PersonTrends, local_day, person_trends


def load_trends(name: str, since: date | None = None, until: date | None = None) -> PersonTrends:
    """A person's trends from the data folder."""
    data = data_folder()
    person = People(data).find(name)
    log_access(data, Access.TRENDS, person.id)
    with Catalogue(data) as catalogue:
        catalogue.refresh()
        rows = catalogue.sessions(person.id)
        checkins = [(local_day(row.started_ns, row.zone_min), row.checkins) for row in reversed(rows)]
        return person_trends(person.id, catalogue.parts(person.id), since, until, checkins)
