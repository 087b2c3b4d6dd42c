"""The recorder's process as a source: it owns the radio and the file; the window reads its lines and tells it what happens.

One JSON object a line goes to its standard input, sealed lines come back on its standard output. Closing its input ends
the recording cleanly, whatever happens to the window.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QProcess, QTimer

from outbreath_app.ui.feeds.base import Feed, Line
from outbreath_app.ui.parts.timebase import Clock
from outbreath_app.ui.words.i18n import tr
from outbreath_devices.recording.line import unseal

END_WITHIN_MS = 8000  # an honest end takes an fsync and a disconnect; a hung link may take seconds


def own_command(arguments: Sequence[str]) -> tuple[str, list[str]]:
    """How this very program is started again with other arguments, frozen or not."""
    if getattr(sys, "frozen", False):
        return sys.executable, list(arguments)
    return sys.executable, ["-P", "-m", "outbreath_app", *arguments]


class RecorderFeed(Feed):
    """Runs the recorder and follows it."""

    def __init__(
        self,
        arguments: Sequence[str],
        clock: Clock,
        path: Path | None = None,
        parent: QObject | None = None,
        first: Line | None = None,
    ) -> None:
        """first: what the recorder is told before anything else."""
        super().__init__(clock, parent)
        self._first = first
        self.path = path
        self._program, self._arguments = own_command(arguments)
        self._rest = b""
        self._said = ""
        self._finishing = False
        self._over = False
        self._process = QProcess(self)
        self._process.readyReadStandardOutput.connect(self._on_output)
        self._process.readyReadStandardError.connect(self._on_message)
        self._process.finished.connect(self._on_finished)
        self._process.errorOccurred.connect(self._on_error)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(END_WITHIN_MS)
        self._patience.timeout.connect(self._process.kill)

    def start(self) -> None:
        self._process.start(self._program, self._arguments)
        if self._first is not None:
            self.send(self._first)

    def send(self, line: Line) -> None:
        """Hand a line to the recorder; it numbers, stamps, seals and writes it."""
        if self._process.state() != QProcess.ProcessState.NotRunning and not self._finishing:
            self._process.write(json.dumps(line, ensure_ascii=True, allow_nan=False).encode("ascii") + b"\n")

    def finish(self) -> None:
        if self._process.state() == QProcess.ProcessState.NotRunning:
            self._end("")
            return
        self._finishing = True
        self._process.closeWriteChannel()
        self._patience.start()

    def wait(self) -> None:
        self.finish()
        if self._process.state() != QProcess.ProcessState.NotRunning:
            self._process.waitForFinished(END_WITHIN_MS)

    def _on_output(self) -> None:
        data = self._rest + bytes(self._process.readAllStandardOutput().data())
        *whole, self._rest = data.split(b"\n")
        for raw in whole:
            line = unseal(raw)
            if line is not None:
                self.line.emit(line)

    def _on_message(self) -> None:
        text = bytes(self._process.readAllStandardError().data()).decode("utf-8", "replace").strip()
        for line in text.splitlines():
            if line.startswith("Error: ") or not self._said:
                self._said = line.removeprefix("Error: ")

    def _on_finished(self, code: int) -> None:
        self._on_output()
        self._on_message()
        self._end("" if code == 0 or self._finishing else self._said or tr("The recorder ended by itself."))

    def _on_error(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart:
            self._end(tr("The recorder cannot be started: {reason}.", reason=self._process.errorString()))

    def _end(self, problem: str) -> None:
        if self._over:
            return
        self._over = True
        self._patience.stop()
        if problem:
            self.failed.emit(problem)
        self.ended.emit()
