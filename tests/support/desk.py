"""The real window on a manual clock, with a strap and a recording of its own."""

from __future__ import annotations

import errno
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import shiboken6
from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from outbreath_app.paths import RECORDINGS
from outbreath_app.practices import Library
from outbreath_app.recorder.process import head_of
from outbreath_app.settings import Settings, SettingsFile
from outbreath_app.simulate.recording import STRAP, heart_rate_payload
from outbreath_app.ui.feeds.base import Feed, Line
from outbreath_app.ui.parts.timebase import Clock
from outbreath_app.ui.practise.choosing.request import Heart, HeartKind
from outbreath_app.ui.practise.session.practising import Silence, Sounding
from outbreath_app.ui.shell.awake import NoHold
from outbreath_app.ui.shell.services import Services
from outbreath_app.ui.shell.window import MainWindow
from outbreath_app.ui.straps.finding import Found, Scanner
from outbreath_app.ui.words.i18n import Translation
from outbreath_devices.recording.line import unseal
from outbreath_devices.recording.reader import Recording, read_recording
from outbreath_devices.recording.writer import RecordingWriter
from outbreath_signal.synthetic.rhythm import synthesise
from support.clocks import ManualClock

_NS = 1_000_000_000


class StrapFeed(Feed):
    """A recorder without a process: a simulated heart on the manual clock, written by the real writer.

    As with the process, what the window sends comes back later: when its event loop runs again, or before the next line.
    """

    def __init__(self, heart: Heart, clock: Clock, path: Path, parent: QObject | None = None) -> None:
        super().__init__(clock, parent)
        self.path = path
        self.heart = heart
        self.connected = True
        self.contact = True
        self.beating = True
        self.disk_full = False
        self.finished = False
        self._began_ns = 0
        self._told = 0
        self._sent = 0
        rhythm = synthesise(
            3700.0, rate_per_min=6.0, rsa_ms=120.0, mean_rr_ms=900.0, noise_ms=9.0, depth_sd_pct=14.0, seed=4
        )
        self._t_s, self._rr = rhythm.beats.t_s, rhythm.rr_1024
        self._writer: RecordingWriter | None = None
        self._echoes: list[bytes] = []

    def start(self) -> None:
        self._began_ns = self.clock.now_ns()
        kind = "simulated" if self.heart.kind is not HeartKind.NONE else "none"
        self._writer = RecordingWriter(
            self.path,
            head_of(kind, "simulated"),
            mono=self.clock.now_ns,
            write=self._write,
            on_state=lambda state: self._put({"k": "disk", "state": state}),
            retry_s=0.01,
        )
        self._tell(unseal(self._writer.head))
        if self.heart.kind is not HeartKind.NONE:
            self._put({"k": "link", "state": "connected", "reason": "", "strap": STRAP})

    def _write(self, file: int, data: bytes) -> int:
        if self.disk_full:
            raise OSError(errno.ENOSPC, "No space left on device")
        return os.write(file, data)

    def tick(self) -> None:
        if self.heart.kind is HeartKind.NONE or self.finished or self._writer is None:
            return
        second = (self.clock.now_ns() - self._began_ns) // _NS
        while self._told < second:
            self._told += 1
            beats = []
            while self._t_s[self._sent] <= self._told:
                beats.append(int(self._rr[self._sent]))
                self._sent += 1
            if self.connected:
                payload = heart_rate_payload(beats if self.contact and self.beating else [], self.contact)
                self._put(_notification(payload), self._began_ns + self._told * _NS)

    def send(self, line: Line) -> None:
        if self._writer is not None and not self.finished:
            self._echoes.append(self._writer.put(line))
            QTimer.singleShot(0, self, self._echo)

    def _echo(self) -> None:
        echoes, self._echoes = self._echoes, []
        for sealed in echoes:
            self._tell(unseal(sealed))

    def lose(self) -> None:
        self.connected = False
        self._put({"k": "link", "state": "lost", "reason": "The strap went out of range."})

    def regain(self) -> None:
        self.connected = True
        self._put({"k": "link", "state": "connected", "reason": "", "strap": STRAP})

    def finish(self) -> None:
        self._echo()
        if not self.finished and self._writer is not None:
            self.finished = True
            self._writer.close()
        self.ended.emit()

    def _put(self, line: Line, at_ns: int | None = None) -> None:
        if self._writer is not None and not self.finished:
            self._echo()
            self._tell(unseal(self._writer.put(line, at_ns)))

    def _tell(self, line: dict[str, Any] | None) -> None:
        assert line is not None
        self.line.emit(line)


def _notification(payload: bytes) -> Line:
    import base64

    return {"k": "n", "s": "hr", "b": base64.b64encode(payload).decode("ascii")}


class BrokenFeed(Feed):
    """A recorder that ends at once with a sentence."""

    def __init__(self, clock: Clock, problem: str, parent: QObject | None = None) -> None:
        super().__init__(clock, parent)
        self._problem = problem

    def start(self) -> None:
        self.failed.emit(self._problem)


class ListScanner(Scanner):
    """Tells of given straps, or of a problem."""

    def __init__(self, straps: list[Found], problem: str = "") -> None:
        super().__init__()
        self._straps, self._problem = straps, problem
        self.stopped = False

    def start(self) -> None:
        for strap in self._straps:
            self.found.emit(strap)
        self.over.emit(self._problem)

    def stop(self) -> None:
        self.stopped = True


class Desk:
    """A window, its clock and its feeds. `press` and `click` go through the real widgets."""

    def __init__(self, folder: Path, settings: Settings | None = None) -> None:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        self.app = app
        self.folder = folder
        self.clock = ManualClock()
        self.feeds: list[Feed] = []
        self.sound: Sounding = Silence()
        self.scanner: Callable[[], Scanner] = lambda: ListScanner([])
        self.new_feed: Callable[[Heart, Clock, QObject], Feed] = self._strap_feed
        file = SettingsFile(folder / "settings.json")
        file.save(settings or Settings(welcomed=True, with_checkin=False, minutes=5.0, language="en"))
        self.services = Services(
            settings_file=file,
            clock=self.clock,
            translation=Translation(),
            drive_frames=False,
            new_feed=lambda heart, clock, parent: self._kept(self.new_feed(heart, clock, parent)),
            new_scanner=lambda: self.scanner(),
            new_sound=lambda tell, settings: self.sound,
            new_library=lambda language: Library(folder / "practices", language),
            awake=NoHold(),
            own_ranges=lambda: folder / "own-ranges.json",
            data_words=lambda: str(folder),
            data=lambda: folder,
            idle_ns=self.clock.now_ns,
            recordings=lambda: sorted((folder / RECORDINGS).glob("*.jsonl"), reverse=True),
        )
        from outbreath_app.ui.shell.application import make_window

        self.window: MainWindow = make_window(self.services)
        self.window.resize(1000, 700)
        self.window.show()
        self.window.activateWindow()
        self.settle()

    def _strap_feed(self, heart: Heart, clock: Clock, parent: QObject) -> Feed:
        recordings = self.folder / RECORDINGS
        recordings.mkdir(exist_ok=True)
        return StrapFeed(heart, clock, recordings / f"session-{len(self.feeds)}.jsonl", parent)

    def _kept(self, feed: Feed) -> Feed:
        self.feeds.append(feed)
        return feed

    @property
    def feed(self) -> StrapFeed:
        feed = self.feeds[-1]
        assert isinstance(feed, StrapFeed)
        return feed

    def settle(self) -> None:
        """Let the window do what is waiting."""
        for _ in range(3):
            self.app.processEvents()

    def wait_for(self, happened: Callable[[], bool], within_ms: int = 5000) -> bool:
        """Wait on threads of the program's own, such as the writer's; bounded."""
        for _ in range(within_ms // 10):
            if happened():
                return True
            self.app.processEvents()
            time.sleep(0.01)  # lets the other threads have the interpreter, which QTest.qWait does not
        return happened()

    def run(self, seconds: float, fps: float = 5.0) -> None:
        """Let time pass, frame by frame."""
        for _ in range(round(seconds * fps)):
            self.clock.advance_ns(round(_NS / fps))
            self.window.tick()
        self.settle()

    def press(self, key: Qt.Key, widget: QWidget | None = None) -> None:
        """A key, to the widget that has the keyboard."""
        target = widget or self.window.focusWidget() or self.window
        QTest.keyClick(target, key)
        self.settle()

    def click(self, widget: QWidget) -> None:
        assert widget.isVisible(), f"{widget.accessibleName()} is not on the screen"
        assert widget.isEnabled()
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton)
        self.settle()

    def begin(self, heart: HeartKind = HeartKind.SIMULATED) -> None:
        """From choosing to the running session."""
        choose = self.window.practise.choose
        choose.heart.setCurrentIndex(choose._heart_index(Heart(heart)))
        self.click(choose.begin)
        self.press(Qt.Key.Key_Space)
        assert self.window.practise.session is not None

    def recording(self) -> Recording:
        """The session's recording, read back."""
        assert self.feeds[-1].path is not None
        return read_recording(self.feeds[-1].path)

    def events(self) -> list[str]:
        return [str(line["event"]) for line in self.recording().lines if line["k"] == "session"]

    def close(self) -> None:
        self.window.close()
        self.settle()
        shiboken6.delete(self.window)
        self.services.translation.use("en")  # the next window does not begin in this one's language
        self.settle()
        self.services.translation.use("en")  # or the next test would hear its language
