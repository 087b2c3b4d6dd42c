"""The window and the real recorder process: lines arrive, the file is whole, and a killed window costs nothing."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from outbreath_app.ui.feeds.recorder import RecorderFeed
from outbreath_app.ui.parts.timebase import SystemClock
from outbreath_app.ui.practise.choosing.request import HeartKind
from outbreath_devices.recording.reader import read_recording
from support.desk import Desk


def wait_for(happened: Callable[[], bool], within_s: float = 20.0) -> bool:
    until = time.monotonic() + within_s
    while time.monotonic() < until:
        QApplication.processEvents()
        if happened():
            return True
        time.sleep(0.01)
    return False


def test_lines_come_back_and_the_file_is_whole(app: object, tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    feed = RecorderFeed(["record", "--lines", "--simulate", "--out", str(path)], SystemClock(), path)
    lines: list[dict[str, object]] = []
    ended: list[bool] = []
    feed.line.connect(lines.append)
    feed.ended.connect(lambda: ended.append(True))
    feed.start()
    assert wait_for(lambda: sum(line["k"] == "n" for line in lines) >= 2)
    feed.send({"k": "mark", "text": "from the window"})
    assert wait_for(lambda: any(line["k"] == "mark" for line in lines))
    feed.finish()
    assert wait_for(lambda: bool(ended))
    recording = read_recording(path)
    assert recording.report.whole
    assert recording.report.closed
    assert [line["k"] for line in recording.lines] == [line["k"] for line in lines]


def test_without_a_strap_only_doings_are_recorded(app: object, tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    feed = RecorderFeed(["record", "--lines", "--no-strap", "--out", str(path)], SystemClock(), path)
    lines: list[dict[str, object]] = []
    feed.line.connect(lines.append)
    feed.start()
    assert wait_for(lambda: any(line["k"] == "head" for line in lines))
    feed.send({"k": "session", "event": "start"})
    feed.wait()
    recording = read_recording(path)
    assert recording.report.closed
    assert {line["k"] for line in recording.lines} == {"head", "clk", "session", "foot"}


def test_a_file_that_is_there_already_is_a_sentence(app: object, tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    path.write_text("")
    feed = RecorderFeed(["record", "--lines", "--simulate", "--out", str(path)], SystemClock(), path)
    said: list[str] = []
    feed.failed.connect(said.append)
    feed.start()
    assert wait_for(lambda: bool(said))
    assert "is there already" in said[0]


def test_a_whole_session_with_the_real_recorder(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "session.jsonl"
    clock = SystemClock()
    desk.services.clock = clock
    desk.new_feed = lambda heart, _, parent: RecorderFeed(
        ["record", "--lines", "--simulate", "--out", str(path)], clock, path, parent
    )
    desk.begin(HeartKind.SIMULATED)
    model = desk.window.practise.model
    assert model is not None

    def ticked() -> bool:
        desk.window.tick()
        return model.estimate is not None

    assert wait_for(ticked)
    desk.window.close()
    recording = read_recording(path)
    assert recording.report.closed
    assert [line["event"] for line in recording.lines if line["k"] == "session"] == ["start", "stop"]


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is a POSIX matter")
def test_a_killed_window_costs_nothing(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    window = textwrap.dedent(
        f"""
        import sys
        from outbreath_app.ui.shell.application import make_application
        from outbreath_app.ui.feeds.recorder import RecorderFeed
        from outbreath_app.ui.parts.timebase import SystemClock
        app = make_application()
        feed = RecorderFeed(["record", "--lines", "--simulate", "--out", {str(path)!r}], SystemClock())
        feed.line.connect(lambda line: print(line["k"], flush=True))
        feed.start()
        app.exec()
        """
    )
    env = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    child = subprocess.Popen([sys.executable, "-c", window], stdout=subprocess.PIPE, text=True, env=env)
    assert child.stdout is not None
    heard = 0
    while heard < 2:
        heard += child.stdout.readline().strip() == "n"
    child.send_signal(signal.SIGKILL)
    child.wait(10)
    child.stdout.close()
    until = time.monotonic() + 20
    while time.monotonic() < until and not read_recording(path).report.closed:
        time.sleep(0.05)
    recording = read_recording(path)
    assert recording.report.whole
    assert recording.report.closed
    assert sum(line["k"] == "n" for line in recording.lines) >= 2
