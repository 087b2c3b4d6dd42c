"""Writing a recording: callers only enqueue; one thread appends, another makes the disk keep it. Nothing waits on the disk.

A full disk rolls the partial line back and keeps what comes in memory until there is room again. What the disk refuses to
make durable is said through `on_state`, and stays in the file all the same.
"""

from __future__ import annotations

import os
import queue
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from outbreath_devices.errors import RecordingError
from outbreath_devices.recording.line import Line, seal

FORMAT_VERSION = 1
FSYNC_EVERY_S = 1.0
# Hours of a strap's every stream; enough to notice a full disk and make room.
BACKLOG_BYTES = 64 << 20
RETRY_S = 0.2
_BATCH_BYTES = 1 << 18
# Writing a few hundred kilobytes and one fsync; past this the disk does not answer and closing gives up on it.
GIVE_UP_S = 10.0

StateListener = Callable[[str], None]


class RecordingWriter:
    """One recording being written. Thread-safe; `put` never touches the disk.

    on_state hears `ok` or a plain sentence about the disk, from the writer's threads. write, fsync, mono and wall are
    the system's own unless a test brings others.
    """

    def __init__(
        self,
        path: Path,
        head: Line,
        *,
        on_state: StateListener = lambda state: None,
        mono: Callable[[], int] = time.monotonic_ns,
        wall: Callable[[], int] = time.time_ns,
        write: Callable[[int, bytes], int] = os.write,
        fsync: Callable[[int], None] = os.fsync,
        fsync_every_s: float = FSYNC_EVERY_S,
        retry_s: float = RETRY_S,
        backlog_bytes: int = BACKLOG_BYTES,
        give_up_s: float = GIVE_UP_S,
    ) -> None:
        self.path = path
        self._on_state, self._mono, self._wall = on_state, mono, wall
        self._write, self._fsync = write, fsync
        self._retry_s, self._backlog_limit, self._give_up_s = retry_s, backlog_bytes, give_up_s
        try:
            self._file = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY | os.O_APPEND, 0o600)
        except FileExistsError as error:
            raise RecordingError(
                f"{path} is there already.", "Choose another name: a recording is never overwritten."
            ) from error
        except OSError as error:
            raise RecordingError(f"{path} cannot be made: {error.strerror or error}.") from error
        self._lock = threading.Lock()
        self._lines: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self._sequence = self._waiting = self._dropped = self._good = 0
        self._counts: dict[str, int] = {}
        self._state = "ok"
        self._stopping, self._dirty = threading.Event(), threading.Event()
        self.head = self.put({"k": "head", "v": FORMAT_VERSION, "wall": self._wall(), **head})
        self._writer = threading.Thread(target=self._append, name="recording-writer", daemon=True)
        self._syncer = threading.Thread(
            target=self._sync, args=(fsync_every_s,), name="recording-fsync", daemon=True
        )
        self._writer.start()
        self._syncer.start()

    def put(self, line: Line, at_ns: int | None = None) -> bytes:
        """Number, stamp (now, unless at_ns says when) and seal a line, and queue it; returns the sealed bytes.

        Raises RecordingError for a line that cannot be sealed; then nothing is queued and no number is used up.
        """
        with self._lock:
            stamp = self._mono() if at_ns is None else at_ns
            sealed = seal({"n": self._sequence + 1, "t": stamp, **line})
            self._sequence += 1
            if self._waiting + len(sealed) > self._backlog_limit:
                self._dropped += 1
                return sealed
            self._waiting += len(sealed)
            kind = str(line.get("k"))
            self._counts[kind] = self._counts.get(kind, 0) + 1
            self._lines.put(sealed)
            return sealed

    def put_clock(self) -> bytes:
        """A line that pairs the monotonic clock with the wall clock."""
        return self.put({"k": "clk", "wall": self._wall()})

    @property
    def state(self) -> str:
        """`ok`, or what is the matter with the disk."""
        return self._state

    @property
    def waiting_bytes(self) -> int:
        """How much waits in memory for the disk."""
        return self._waiting

    def close(self, **summary: Any) -> bytes:
        """End the recording with a foot line of counts, make it durable, and return that line."""
        foot = self.put(
            {
                "k": "foot",
                "lines": self._sequence + 1,
                "counts": dict(self._counts),
                "dropped": self._dropped,
                **summary,
            }
        )
        self._lines.put(None)
        self._writer.join(self._give_up_s)
        self._stopping.set()
        self._writer.join(self._give_up_s)
        self._syncer.join(self._give_up_s)
        try:
            self._fsync(self._file)
        except OSError as error:
            self._tell(f"the disk does not confirm the end of the recording: {error.strerror or error}")
        os.close(self._file)
        _fsync_folder(self.path.parent)
        return foot

    def _append(self) -> None:
        pending, ended = b"", False
        while not (ended and not pending):
            if not pending:
                pending, ended = self._next_batch()
                if not pending:
                    continue
            try:
                written = self._write(self._file, pending)
                if written != len(pending):
                    raise OSError(28, "the disk took only a part of a line")
            except OSError as error:
                self._roll_back()
                self._tell(
                    f"the disk takes nothing: {error.strerror or error}. The session goes on in memory."
                )
                if self._stopping.wait(self._retry_s):
                    return
                continue
            self._good += len(pending)
            with self._lock:
                self._waiting -= len(pending)
            pending = b""
            self._dirty.set()
            self._tell("ok")

    def _next_batch(self) -> tuple[bytes, bool]:
        """Wait for a line and take with it what else waits; the flag says that nothing will follow."""
        first = self._lines.get()
        if first is None:
            return b"", True
        batch = [first]
        size = len(first)
        while size < _BATCH_BYTES:
            try:
                more = self._lines.get_nowait()
            except queue.Empty:
                break
            if more is None:
                return b"".join(batch), True
            batch.append(more)
            size += len(more)
        return b"".join(batch), False

    def _roll_back(self) -> None:
        """Take a partial line off the end, so that the file holds whole lines only."""
        try:
            os.ftruncate(self._file, self._good)
        except OSError as error:
            self._tell(f"the disk cannot be put right: {error.strerror or error}")

    def _sync(self, every_s: float) -> None:
        while not self._stopping.wait(every_s):
            if not self._dirty.is_set():
                continue
            self._dirty.clear()
            try:
                self._fsync(self._file)
            except OSError as error:
                self._dirty.set()
                self._tell(f"the disk does not confirm what it was given: {error.strerror or error}")

    def _tell(self, state: str) -> None:
        if state != self._state:
            self._state = state
            self._on_state(state)


def _fsync_folder(folder: Path) -> None:
    """Make the file's name durable too, where a folder can be opened (not on Windows)."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError:
        # some network folders refuse; the file itself is safe
        return
    finally:
        os.close(handle)
