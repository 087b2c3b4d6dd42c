"""Where the recorder's lines go beside the file: each place has a thread and a queue of its own, and may stall or die."""

from __future__ import annotations

import os
import select
import stat
import threading
from collections import deque
from collections.abc import Callable
from typing import Protocol

# A window that reads nothing for hours; what is past it is in the file, and the window sees the numbers jump.
BACKLOG_BYTES = 64 << 20
# Handing a line to the system takes some 0.1 ms; a disk that takes longer must not make the window late.
FILE_FIRST_S = 0.05
# A single line that a disk holds up is noticed after so long; one with others behind it at once.
OVERDUE_S = 0.25
# A pipe that is ready takes so much without making the writer wait (POSIX); Windows has no such promise.
_AT_ONCE_BYTES = getattr(select, "PIPE_BUF", 0)


class LineSink(Protocol):
    """Takes sealed lines at once and never raises."""

    def put(self, sealed: bytes) -> None: ...

    def close(self) -> None: ...


class LinePrinter:
    """Prints sealed lines to a file descriptor, so that a reader that stalls or dies never holds up the strap.

    It writes past Python's own buffer: a pipe that nobody empties would hold that buffer's lock at exit. settled waits
    for so many seconds until the file has what was put: what a window has seen is in the recording even after a kill. A
    disk that takes its time is waited for once, not line by line.

    in_file says whether the file has everything that was put; whoever gives it calls `written` from the thread that writes the file,
    each time that has become so. Lines are then printed there, where the pipe has room for them, which spares the wait for
    another thread's turn; the printer's own thread has what is left. ready says whether PIPE_BUF bytes can be written at once.
    """

    def __init__(
        self,
        descriptor: int,
        *,
        settled: Callable[[float], bool] = lambda timeout_s: True,
        in_file: Callable[[], bool] | None = None,
        write: Callable[[int, bytes], int] = os.write,
        ready: Callable[[], bool] | None = None,
        close_within_s: float = 1.0,
    ) -> None:
        self._descriptor, self._settled, self._write = descriptor, settled, write
        self._in_file, self._ready = in_file, ready or _room_in_pipe(descriptor)
        self._close_within_s = close_within_s
        self._lines: deque[bytes] = deque()
        self._waiting, self._lock = 0, threading.Lock()
        self._printing = threading.Lock()  # held by whoever prints, so that lines stay in order
        self._wake, self._gone, self._closing = threading.Event(), False, False
        self._thread = threading.Thread(target=self._run, name="line-printer", daemon=True)
        self._thread.start()

    def put(self, sealed: bytes) -> None:
        with self._lock:
            if self._gone or self._waiting + len(sealed) > BACKLOG_BYTES:
                return
            self._waiting += len(sealed)
            self._lines.append(sealed)
            behind = len(self._lines) > 1
        # lines behind another mean a disk that takes its time, or a reader that does
        if self._in_file is None or behind or self._in_file():
            self._wake.set()

    def written(self) -> None:
        """The file has what was put: print it at once if that holds nobody up."""
        with self._lock:
            lines = tuple(self._lines)
        if not lines or self._in_file is None or not self._in_file():
            return  # one put since is not in the file yet, and this is called again when it is
        if self._printing.acquire(blocking=False):
            try:
                if self._waiting <= _AT_ONCE_BYTES and self._ready():
                    for sealed in lines:
                        self._print(sealed)
                    return
            finally:
                self._printing.release()
        self._wake.set()

    def close(self) -> None:
        """Print what is left, for a moment."""
        self._closing = True
        self._wake.set()
        self._thread.join(self._close_within_s)

    def _run(self) -> None:
        patience_s = FILE_FIRST_S
        while not self._gone:
            try:
                sealed = self._lines[0]
            except IndexError:
                if self._closing:
                    return
                self._wake.wait(None if self._in_file is None else OVERDUE_S)
                self._wake.clear()
                continue
            patience_s = FILE_FIRST_S if self._settled(patience_s) else 0.0
            with self._printing:
                self._print(sealed)

    def _print(self, sealed: bytes) -> None:
        """Print a line, unless somebody has meanwhile."""
        if self._gone or not self._lines or self._lines[0] is not sealed:
            return
        left = sealed
        try:
            while left:
                left = left[self._write(self._descriptor, left) :]
        except OSError:
            # nobody listens any more; the file has it all
            with self._lock:
                self._gone = True
                self._lines.clear()
            return
        with self._lock:
            self._lines.popleft()
            self._waiting -= len(sealed)


def _room_in_pipe(descriptor: int) -> Callable[[], bool]:
    """What says whether PIPE_BUF bytes can be written at once: never where that cannot be asked, as of a terminal or on Windows."""
    try:
        pipe = stat.S_ISFIFO(os.fstat(descriptor).st_mode)
    except OSError:
        pipe = False
    if not pipe or not hasattr(select, "poll"):
        return lambda: False
    poller = select.poll()
    poller.register(descriptor, select.POLLOUT)

    def ready() -> bool:
        return any(event & select.POLLOUT for _, event in poller.poll(0))

    return ready
