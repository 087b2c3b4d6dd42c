"""An assessment's answer read from its recording, beside the person's earlier ones."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from outbreath_app.assess.answer import Assessment
from outbreath_app.assess.reading import assess_recording
from outbreath_app.catalogue.assessment_history import Comparison, PastAssessment, compare
from outbreath_app.review.logged import open_logged

Past = Callable[[], Sequence[PastAssessment]]


@dataclass(frozen=True, slots=True)
class AnswerView:
    """What the answer page shows."""

    found: Assessment
    comparison: Comparison | None = None
    past: tuple[PastAssessment, ...] = ()


def answer_from(path: Path, past: Past) -> AnswerView:
    """The answer a recording holds, beside the person's earlier ones. Raises DeviceError."""
    found = assess_recording(open_logged(str(path)))
    done = sorted(past(), key=lambda one: -one.started_ns)
    this = next((one for one in done if _same(one.path, path)), None)
    earlier = tuple(
        one for one in done if one is not this and (this is None or one.started_ns < this.started_ns)
    )
    return AnswerView(found, compare(found, earlier), earlier)


def _same(one: Path, other: Path) -> bool:
    return one.absolute() == other.absolute()
