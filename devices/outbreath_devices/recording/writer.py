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
from outbreath_devices.recording.line import FORMAT_VERSION, NEW_FILE, Line, seal
from outbreath_devices.recording.locked import LineCipher, envelope, hold_file

FSYNC_EVERY_S = 1.0
# Hours of a strap's every stream; enough to notice a full disk and make room.
BACKLOG_BYTES = 64 << 20
RETRY_S = 0.2
_HEAD_WITHIN_S = 0.5
_BATCH_BYTES = 1 << 18
# Closing waits this long for a disk that is full or silent; the window kills a recorder that has not ended after 8 s.
GIVE_UP_S = 5.0
_OK = "ok"

StateListener = Callable[[str], None]


def _new_file(path: Path) -> int:
    """A file that was not there, held by this process; its descriptor."""
    try:
        file = os.open(path, NEW_FILE | os.O_APPEND, 0o600)
    except FileExistsError as error:
        raise RecordingError(
            f"{path} is there already.", "Choose another name: a recording is never overwritten."
        ) from error
    except OSError as error:
        raise RecordingError(f"{path} cannot be made: {error.strerror or error}.") from error
    hold_file(file)
    return file


class RecordingWriter:
    """One recording being written. Thread-safe; `put` never touches the disk.

    cipher locks what goes to the disk; what `put` returns is plain. on_state hears `ok` or a plain sentence about the disk, from the writer's threads. write, fsync, truncate, mono and
    wall are the system's own unless a test brings others.
    """

    def __init__(
        self,
        path: Path,
        head: Line,
        *,
        cipher: LineCipher | None = None,
        on_state: StateListener = lambda state: None,
        mono: Callable[[], int] = time.monotonic_ns,
        wall: Callable[[], int] = time.time_ns,
        write: Callable[[int, bytes], int] = os.write,
        fsync: Callable[[int], None] = os.fsync,
        truncate: Callable[[int, int], None] = os.ftruncate,
        fsync_every_s: float = FSYNC_EVERY_S,
        retry_s: float = RETRY_S,
        backlog_bytes: int = BACKLOG_BYTES,
        give_up_s: float = GIVE_UP_S,
    ) -> None:
        self.path = path
        self._cipher = cipher
        self._on_state, self._mono, self._wall = on_state, mono, wall
        self._write, self._fsync, self._truncate = write, fsync, truncate
        self._retry_s, self._backlog_limit, self._give_up_s = retry_s, backlog_bytes, give_up_s
        self._file = _new_file(path)
        self._lock = threading.Lock()
        self._lines: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self._sequence = self._waiting = self._dropped = self._good = 0
        self._counts: dict[str, int] = {}
        self._unwritten, self._torn = b"", False
        self._when_written: Callable[[], None] = lambda: None
        # up to where the disk has confirmed, and whether it was asked since and did not
        self._durable, self._doubtful = 0, False
        # what is the matter with memory, with writing, with making durable, the worst first; all empty: ok
        self._trouble = {"memory": "", "write": "", "sync": ""}
        self._state, self._state_lock = _OK, threading.RLock()
        self._stopping, self._dirty, self._written = threading.Event(), threading.Event(), threading.Event()
        self.head = self.put({"k": "head", "v": FORMAT_VERSION, "wall": self._wall(), **head})
        self._writer = threading.Thread(target=self._append, name="recording-writer", daemon=True)
        self._syncer = threading.Thread(
            target=self._sync, args=(fsync_every_s,), name="recording-fsync", daemon=True
        )
        self._writer.start()
        self._syncer.start()
        # a file without its head is no recording, so that a program killed at once would leave nothing that opens
        self.wait_written(_HEAD_WITHIN_S)

    def put(self, line: Line, at_ns: int | None = None) -> bytes:
        """Number, stamp (now, unless at_ns says when) and seal a line, and queue it; returns the sealed bytes.

        Raises RecordingError for a line that cannot be sealed; then nothing is queued and no number is used up.
        """
        with self._lock:
            stamp = self._mono() if at_ns is None else at_ns
            sealed = seal({"n": self._sequence + 1, "t": stamp, **line})
            self._sequence += 1
            kept = sealed if self._cipher is None else envelope(self._cipher, self._sequence, sealed)
            kind = str(line.get("k"))
            full = kind != "foot" and self._waiting + len(kept) > self._backlog_limit
            if full:
                self._dropped += 1
            else:
                self._waiting += len(kept)
                self._written.clear()
                self._counts[kind] = self._counts.get(kind, 0) + 1
                self._lines.put(kept)
        if full:
            self._tell(
                "memory", "the memory for what the disk does not take is used up; lines are being lost"
            )
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

    def wait_written(self, timeout_s: float) -> bool:
        """Wait until the system has every line that was put; False when it takes longer."""
        return self._written.wait(timeout_s)

    @property
    def all_written(self) -> bool:
        """Whether the system has every line that was put."""
        return self._written.is_set()

    def when_written(self, then: Callable[[], None]) -> None:
        """Have `then` called each time the system has every line that was put. It runs in the thread that writes: it must not wait."""
        self._when_written = then

    @property
    def lost_lines(self) -> int:
        """Lines that are not in the file: memory ran out, or the disk was full or silent to the end."""
        return self._dropped + self._unwritten.count(b"\n")

    def close(self, **summary: Any) -> bytes:
        """End the recording with a foot line of counts, make it durable, and return that line.

        A disk that takes nothing is waited for, but not for ever: `lost_lines` then counts what it did not take.
        """
        counts = {"lines": self._sequence + 1, "counts": dict(self._counts), "dropped": self._dropped}
        foot = self.put({"k": "foot", **counts, **summary})
        self._lines.put(None)
        self._writer.join(self._give_up_s)
        self._stopping.set()
        self._writer.join(self._retry_s + 1.0)
        self._syncer.join(self._retry_s + 1.0)
        if self._writer.is_alive() or self._syncer.is_alive():
            # the disk holds a thread: its file stays open, for the number must not become another file's
            self._tell("write", "the disk does not answer; the end of the recording may be missing")
            self._dropped += self._lines.qsize()
            return foot
        while (sealed := self._next_batch()[0]) != b"":
            self._unwritten += sealed
        self._make_durable()
        os.close(self._file)
        _fsync_folder(self.path.parent)
        return foot

    def _append(self) -> None:
        ended = False
        while not (ended and not self._unwritten):
            if not self._unwritten:
                self._unwritten, ended = self._next_batch()
                continue
            if self._torn:
                self._roll_back()
            trouble = self._append_once(b"\n" if self._torn else b"")
            self._tell("write", trouble)
            if trouble and self._stopping.wait(self._retry_s):
                break
        self._lines.put(None)

    def _append_once(self, mend: bytes) -> str:
        """Hand the disk what is pending; whole lines it took are done, a part of one is taken off again.

        mend ends a torn line that could not be taken off, so that no line after it is lost to it. The words say what
        is the matter, if anything is.
        """
        pending = mend + self._unwritten
        try:
            taken = self._write(self._file, pending)
            trouble = "" if taken == len(pending) else "it took only a part"
        except OSError as error:
            taken, trouble = 0, error.strerror or str(error)
        whole = pending.rfind(b"\n", 0, taken) + 1
        if whole:
            # a mended line stays in the file, so its size is asked for
            self._good = os.fstat(self._file).st_size - (taken - whole) if mend else self._good + whole
            self._torn = False
            lines = whole - len(mend)
            self._unwritten = self._unwritten[lines:]
            with self._lock:
                self._waiting -= lines
                if not self._waiting:
                    self._written.set()
            self._dirty.set()
            if self._written.is_set():
                self._when_written()
            self._tell("memory", "")
        if trouble:
            self._torn = True
            self._roll_back()
            return f"the disk takes nothing: {trouble}. The session goes on in memory."
        return ""

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
        """Take a partial line off the end, so that the file holds whole lines only; tried again before the next write."""
        try:
            self._truncate(self._file, self._good)
        except OSError:
            # the state already says that the disk takes nothing
            return
        self._torn = False

    def _sync(self, every_s: float) -> None:
        named = False
        while not self._stopping.wait(every_s):
            if self._dirty.is_set():
                self._make_durable()
                if not named:
                    named = _fsync_folder(self.path.parent)

    def _make_durable(self) -> None:
        self._dirty.clear()
        good = self._good
        try:
            if self._doubtful:
                _write_again(self.path, self._file, self._durable, good)
            self._fsync(self._file)
        except OSError as error:
            self._doubtful = True
            self._dirty.set()
            self._tell("sync", f"the disk does not confirm what it was given: {error.strerror or error}")
        else:
            self._durable, self._doubtful = good, False
            self._tell("sync", "")

    def _tell(self, part: str, trouble: str) -> None:
        with self._state_lock:
            self._trouble[part] = trouble
            state = next((words for words in self._trouble.values() if words), _OK)
            if state == self._state:
                return
            self._state = state
            self._on_state(state)


def _write_again(path: Path, same: int, start: int, end: int) -> None:
    """Write whole lines over themselves: after an fsync that did not work, Linux takes what it never wrote for written.

    Only where the path still leads to the file that is open as `same`. Raises OSError.
    """
    if not hasattr(os, "pwrite"):
        return
    try:
        handle = os.open(path, os.O_RDWR)
    except OSError:
        return
    try:
        while start < end and os.path.samestat(os.fstat(handle), os.fstat(same)):
            content = os.pread(handle, min(_BATCH_BYTES, end - start), start)
            if not content:
                return
            start += os.pwrite(handle, content, start)
    finally:
        os.close(handle)


def _fsync_folder(folder: Path) -> bool:
    """Make the file's name durable too, where a folder can be opened (not on Windows); some network folders refuse."""
    if os.name == "nt":
        return True
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return False
    try:
        os.fsync(handle)
    except OSError:
        return False
    finally:
        os.close(handle)
    return True
