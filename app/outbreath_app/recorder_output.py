"""Where the recorder's lines go beside the file: each place has a thread and a queue of its own, and may stall or die."""

from __future__ import annotations

import os
import queue
import threading
from collections.abc import Callable
from typing import Protocol

# A window that reads nothing for hours; what is past it is in the file, and the window sees the numbers jump.
BACKLOG_BYTES = 64 << 20
# Handing a line to the system takes some 0.1 ms; a disk that takes longer must not make the window late.
FILE_FIRST_S = 0.05


class LineSink(Protocol):
    """Takes sealed lines at once and never raises."""

    def put(self, sealed: bytes) -> None: ...

    def close(self) -> None: ...


class LinePrinter:
    """Prints sealed lines to a file descriptor, so that a reader that stalls or dies never holds up the strap.

    It writes past Python's own buffer: a pipe that nobody empties would hold that buffer's lock at exit. settled waits
    for so many seconds until the file has what was put: what a window has seen is in the recording even after a kill. A
    disk that takes its time is waited for once, not line by line.
    """

    def __init__(
        self,
        descriptor: int,
        *,
        settled: Callable[[float], bool] = lambda timeout_s: True,
        write: Callable[[int, bytes], int] = os.write,
        close_within_s: float = 1.0,
    ) -> None:
        self._descriptor, self._settled, self._write = descriptor, settled, write
        self._close_within_s = close_within_s
        self._lines: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self._waiting, self._lock = 0, threading.Lock()
        self._gone = False
        self._thread = threading.Thread(target=self._run, name="line-printer", daemon=True)
        self._thread.start()

    def put(self, sealed: bytes) -> None:
        with self._lock:
            if self._gone or self._waiting + len(sealed) > BACKLOG_BYTES:
                return
            self._waiting += len(sealed)
        self._lines.put(sealed)

    def close(self) -> None:
        """Print what is left, for a moment."""
        self._lines.put(None)
        self._thread.join(self._close_within_s)

    def _run(self) -> None:
        patience_s = FILE_FIRST_S
        while (sealed := self._lines.get()) is not None:
            patience_s = FILE_FIRST_S if self._settled(patience_s) else 0.0
            left = sealed
            try:
                while left:
                    left = left[self._write(self._descriptor, left) :]
            except OSError:
                # nobody listens any more; the file has it all
                with self._lock:
                    self._gone = True
                return
            with self._lock:
                self._waiting -= len(sealed)
