"""A person's assessments over time: the earlier ones, how this one compares with them, and when to look again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from outbreath_app.assess.answer import Assessment
from outbreath_app.assess.conductor import assessment_key
from outbreath_app.assess.protocol import Protocol
from outbreath_app.catalogue.sessions import Catalogue
from outbreath_app.paths import OWN_PERSON

# A pace is that of a day; after so long it is worth another look (this program's own choice).
RECHECK_DAYS = 42
_DAY_NS = 86_400_000_000_000
_KEYS = frozenset(assessment_key(protocol) for protocol in Protocol)


@dataclass(frozen=True, slots=True)
class PastAssessment:
    """An assessment that was done before; from the catalogue, without its steps."""

    path: Path
    started_ns: int
    zone_min: int
    found: Assessment


class Finding(StrEnum):
    """How an assessment stands to the one before it."""

    FIRST = "first"
    WITHIN = "within the uncertainty of both"
    CHANGED = "changed by more than the uncertainty of both"
    UNKNOWN = "cannot be compared"


@dataclass(frozen=True, slots=True)
class Comparison:
    """This assessment beside the latest earlier one that named a pace.

    difference_per_min: this pace less the earlier one, with its 95 % interval; None where either names no pace.
    """

    finding: Finding
    before: PastAssessment | None = None
    difference_per_min: float | None = None
    low_per_min: float | None = None
    high_per_min: float | None = None


def compare(found: Assessment, past: Sequence[PastAssessment]) -> Comparison:
    """How an assessment compares with the earlier ones (newest first)."""
    if not past:
        return Comparison(Finding.FIRST)
    known = next((one for one in past if one.found.resonance_per_min is not None), None)
    if known is None:
        return Comparison(Finding.UNKNOWN, past[0])
    now, then = _interval(found), _interval(known.found)
    if now is None or then is None:
        return Comparison(Finding.UNKNOWN, known)
    difference = now[1] - then[1]
    down = ((now[1] - now[0]) ** 2 + (then[2] - then[1]) ** 2) ** 0.5
    up = ((now[2] - now[1]) ** 2 + (then[1] - then[0]) ** 2) ** 0.5
    low, high = difference - down, difference + up
    finding = Finding.WITHIN if low <= 0 <= high else Finding.CHANGED
    return Comparison(finding, known, difference, low, high)


def recheck_due(past: Sequence[PastAssessment], now_ns: int) -> int | None:
    """Days since the latest assessment that named a pace or told it flat, when that is long ago; else None."""
    told = [one for one in past if one.found.resonance_per_min is not None or one.found.flat]
    if not told:
        return None
    days = max(0, now_ns - max(one.started_ns for one in told)) // _DAY_NS
    return int(days) if days >= RECHECK_DAYS else None


def past_assessments(data: Path, person: str = OWN_PERSON) -> list[PastAssessment]:
    """A person's assessments as the catalogue has them, newest first.

    Those of a simulated heart only while there are no others: they are not the person's.
    """
    with Catalogue(data) as catalogue:
        catalogue.refresh()
        paths = {row.id: row.path for row in catalogue.sessions(person)}
        answers = [told for told in catalogue.answers(person) if told.get("protocol") in list(Protocol)]
    own = [told for told in answers if not told["simulated"]]
    return [
        PastAssessment(
            paths[told["session"]],
            told["started_ns"],
            told["zone_min"],
            Assessment(
                Protocol(told["protocol"]), told["minutes"], (), told["resonance_per_min"], told["low_per_min"],
                told["high_per_min"], told["flat"],
            ),
        )
        for told in reversed(own or answers)
    ]  # fmt: skip


def _interval(found: Assessment) -> tuple[float, float, float] | None:
    low, pace, high = found.low_per_min, found.resonance_per_min, found.high_per_min
    return None if low is None or pace is None or high is None else (low, pace, high)
