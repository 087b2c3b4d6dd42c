"""Something slow done beside the window: what came of it arrives as a signal in the window's own time."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Callable

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal, SignalInstance

from outbreath_app.ui.words.i18n import tr
from outbreath_app.ui.words.reasons import problem_words
from outbreath_devices.errors import DeviceError

log = logging.getLogger(__name__)

Progress = Callable[[int, int], None]


class Told(QObject):
    """done: what came of it. failed: one sentence. progress: so many of so many."""

    done = Signal(object)
    failed = Signal(str)
    progress = Signal(int, int)


class Work(QRunnable):
    """One piece of work. `do` is given a function to tell its progress with. Keep the object until it has told."""

    def __init__(self, do: Callable[[Progress], object]) -> None:
        super().__init__()
        self.setAutoDelete(False)
        self.told = Told()
        self._do = do

    def begin(self) -> None:
        """Do it in one of the program's own threads."""
        QThreadPool.globalInstance().start(self)

    def run(self) -> None:
        told, found = self._outcome()
        with contextlib.suppress(
            RuntimeError
        ):  # the page that asked is gone, and Qt's half of the signal with it
            told.emit(found)

    def _outcome(self) -> tuple[SignalInstance, object]:
        try:
            return self.told.done, self._do(self.told.progress.emit)
        except DeviceError as error:
            return self.told.failed, problem_words(error)
        except OSError as error:
            return self.told.failed, problem_words(error)
        except Exception as error:  # whatever it is, the page must not wait for ever
            log.error("work beside the window ended in %s", type(error).__name__)
            return self.told.failed, tr("Something went wrong; nothing is lost. The log has the details.")
