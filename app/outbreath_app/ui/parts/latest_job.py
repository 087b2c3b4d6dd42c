"""One thing at a time done beside the window for a page: asking anew makes what was asked before be forgotten."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from outbreath_app.ui.parts.background_job import Progress, Work

TellsProgress = Callable[[Progress], Any]


class Errand:
    """Whoever asks again is told only of the latest."""

    def __init__(self) -> None:
        self._work: Work | None = None

    @property
    def busy(self) -> bool:
        return self._work is not None

    def ask(
        self,
        does: TellsProgress,
        done: Callable[[Any], None],
        failed: Callable[[str], None],
        progress: Progress | None = None,
    ) -> None:
        """Run `does` beside the window; `done` or `failed` follows, unless something else was asked meanwhile."""
        work = Work(does)
        self._work = work
        work.told.done.connect(lambda result: self._tell(work, done, result))
        work.told.failed.connect(lambda said: self._tell(work, failed, said))
        if progress is not None:
            work.told.progress.connect(lambda at, of: self._while(work, progress, at, of))
        work.begin()

    def _while(self, work: Work, progress: Progress, at: int, of: int) -> None:
        if work is self._work:
            progress(at, of)

    def forget(self) -> None:
        """What was asked is no longer wanted."""
        self._work = None

    def _tell(self, work: Work, then: Callable[[Any], None], what: Any) -> None:
        if work is self._work:
            self._work = None
            then(what)
