"""Work done away from the window: a function's result comes back as a signal, a known error as its sentence."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal

from outbreath_app.ui.i18n import tr
from outbreath_devices.errors import DeviceError
from outbreath_signal.errors import SignalError

log = logging.getLogger(__name__)


class _Told(QObject):
    done = Signal(object)
    failed = Signal(str)


class Work(QRunnable):
    """Runs `does` in the thread pool. Keep it for as long as its result is wanted; a forgotten one tells nobody."""

    def __init__(self, does: Callable[[], Any]) -> None:
        super().__init__()
        self.setAutoDelete(False)
        self.told = _Told()
        self._does = does

    def run(self) -> None:
        try:
            result = self._does()
        except (DeviceError, SignalError) as error:
            self.told.failed.emit(str(error))
        except OSError as error:
            where = f"{error.filename}: " if error.filename else ""
            self.told.failed.emit(f"{where}{error.strerror or error}.")
        except Exception:  # whatever it is, the page must not wait for ever, and the recordings are safe
            log.exception("work for a page failed")
            self.told.failed.emit(tr("This could not be worked out. The recordings are whole and kept."))
        else:
            self.told.done.emit(result)


class Errand:
    """One thing at a time for a page: asking anew makes what was asked before be forgotten."""

    def __init__(self) -> None:
        self._work: Work | None = None

    @property
    def busy(self) -> bool:
        return self._work is not None

    def ask(
        self, does: Callable[[], Any], done: Callable[[Any], None], failed: Callable[[str], None]
    ) -> None:
        """Run `does` elsewhere; `done` or `failed` is called here afterwards, unless something else was asked meanwhile."""
        work = Work(does)
        self._work = work
        work.told.done.connect(lambda result: self._tell(work, done, result))
        work.told.failed.connect(lambda said: self._tell(work, failed, said))
        QThreadPool.globalInstance().start(work)

    def forget(self) -> None:
        """What was asked is no longer wanted."""
        self._work = None

    def _tell(self, work: Work, then: Callable[[Any], None], what: Any) -> None:
        if work is self._work:
            self._work = None
            then(what)
