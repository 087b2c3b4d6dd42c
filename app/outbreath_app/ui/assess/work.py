"""Reads an assessment's recording and the earlier ones away from the window."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, QRunnable, Signal

from outbreath_app.assess.answer import Assessment
from outbreath_app.assess.history import Comparison, PastAssessment, compare
from outbreath_app.assess.reading import assess_recording
from outbreath_app.sources import open_source
from outbreath_app.ui.i18n import tr
from outbreath_devices.errors import DeviceError

log = logging.getLogger(__name__)

Past = Callable[[], Sequence[PastAssessment]]


@dataclass(frozen=True, slots=True)
class AnswerView:
    """What the answer page shows. problem: a sentence when there is no answer to be had."""

    found: Assessment | None = None
    comparison: Comparison | None = None
    past: tuple[PastAssessment, ...] = ()
    problem: str = ""


def answer_from(path: Path, past: Past) -> AnswerView:
    """The answer a recording holds, beside the person's earlier ones."""
    try:
        found = assess_recording(open_source(str(path)))
        done = sorted(past(), key=lambda one: -one.started_ns)
    except DeviceError as error:
        return AnswerView(problem=str(error))
    this = next((one for one in done if _same(one.path, path)), None)
    earlier = tuple(
        one for one in done if one is not this and (this is None or one.started_ns < this.started_ns)
    )
    return AnswerView(found, compare(found, earlier), earlier)


def _same(one: Path, other: Path) -> bool:
    return one.absolute() == other.absolute()


class _Told(QObject):
    done = Signal(object)


class AnswerWork(QRunnable):
    """Tells an AnswerView."""

    def __init__(self, path: Path, past: Past) -> None:
        super().__init__()
        self.setAutoDelete(False)
        self.told = _Told()
        self._path, self._past = path, past

    def run(self) -> None:
        try:
            view = answer_from(self._path, self._past)
        except Exception:  # whatever it is, the page must not wait for ever, and the recording is safe
            log.exception("the answer of an assessment failed")
            view = AnswerView(
                problem=tr("The numbers could not be worked out. The recording is whole and kept.")
            )
        with suppress(RuntimeError):  # the page is gone, and with it the one who wanted to know
            self.told.done.emit(view)


class PastWork(QRunnable):
    """Tells the list of earlier assessments."""

    def __init__(self, past: Past) -> None:
        super().__init__()
        self.setAutoDelete(False)
        self.told = _Told()
        self._past = past

    def run(self) -> None:
        try:
            done = tuple(self._past())
        except (DeviceError, OSError):
            log.exception("the earlier assessments could not be read")
            done = ()
        with suppress(RuntimeError):
            self.told.done.emit(done)
