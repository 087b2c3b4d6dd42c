"""A person's comparisons over time, from the catalogue."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from outbreath_app.catalogue.sessions import Catalogue
from outbreath_app.paths import OWN_PERSON
from outbreath_app.trends.over_time import ComparedVisit, compared_visits


@dataclass(frozen=True, slots=True)
class PastComparison:
    """A comparison that was done before, and its recording."""

    path: Path
    visit: ComparedVisit


def past_comparisons(data: Path, person: str = OWN_PERSON) -> list[PastComparison]:
    """The person's earlier comparisons, newest first."""
    if not data.exists():
        return []
    with Catalogue(data) as catalogue:
        catalogue.refresh()
        paths = {row.id: row.path for row in catalogue.sessions(person)}
        visits = compared_visits(catalogue.answers(person))
    return [PastComparison(paths[one.session], one) for one in reversed(visits) if one.session in paths]
