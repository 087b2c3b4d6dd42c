"""A whole session in a protected folder leaves nothing of it in logs, and nothing plain on the disk, however it ends."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from outbreath_app.logfile import log_to_file
from outbreath_app.paths import chosen_data
from outbreath_app.storage import protection
from outbreath_app.storage.encrypting import turn_on
from outbreath_app.storage.keys import lock_all, use_key
from outbreath_app.storage.people import People
from outbreath_app.storage.protection import new_protection
from outbreath_app.storage.sidefile import Side, save_side
from outbreath_app.ui.feeds.base import Feed, NoFeed
from outbreath_app.ui.feeds.recorder import RecorderFeed
from outbreath_app.ui.parts.timebase import SystemClock
from outbreath_app.ui.practise.choosing.request import Heart, HeartKind
from outbreath_app.ui.shell.services import Services
from outbreath_devices.recording import read_recording

pytest.importorskip("cryptography")

WORDS = ("Juniper", "a dream about the sea", "restless", "air_hunger", "Soothing")


@pytest.fixture
def data(tmp_path, monkeypatch):
    monkeypatch.setattr(protection, "SCRYPT_N", 16)
    root = logging.getLogger()
    before, level = list(root.handlers), root.level
    folder = tmp_path / "data"
    folder.mkdir()
    with chosen_data(folder):
        log_to_file("window")
        made, key = new_protection("correct horse battery", "words")
        use_key(key)
        turn_on(folder, made, key)
        yield folder
    lock_all()
    for handler in [one for one in root.handlers if one not in before]:
        root.removeHandler(handler)
        handler.close()
    root.setLevel(level)


def wait_for(happened: Callable[[], bool], within_s: float = 20.0) -> bool:
    until = time.monotonic() + within_s
    while time.monotonic() < until:
        QApplication.processEvents()
        if happened():
            return True
        time.sleep(0.01)
    return False


def begun(services: Services) -> tuple[Feed, list[dict[str, object]], list[bool]]:
    feed = services.new_feed(Heart(HeartKind.SIMULATED), SystemClock(), QApplication.instance())
    lines: list[dict[str, object]] = []
    ended: list[bool] = []
    feed.line.connect(lines.append)
    feed.ended.connect(lambda: ended.append(True))
    feed.start()
    assert wait_for(lambda: sum(line["k"] == "n" for line in lines) >= 2)
    feed.send({"k": "phase", "name": "practice", "practice": "soothing", "title": "Soothing rhythm"})
    feed.send({"k": "checkin", "when": "before", "items": {"air_hunger_or_dizziness": 3}})
    feed.send({"k": "note", "text": "a dream about the sea"})
    assert wait_for(lambda: any(line["k"] == "note" for line in lines))
    return feed, lines, ended


def test_a_session_in_the_window_leaves_no_names_and_no_health_data_behind(app, data) -> None:
    person = People(data).add("Juniper")
    feed, lines, ended = begun(Services(person=person.id))
    feed.finish()
    assert wait_for(lambda: bool(ended))
    assert feed.path is not None
    assert feed.path.parent.name == person.id
    save_side(feed.path, Side("restless"))
    recording = read_recording(feed.path)
    assert recording.report.whole
    assert [line["k"] for line in recording.lines] == [line["k"] for line in lines]
    try:
        raise ValueError("Juniper was restless")
    except ValueError:
        logging.getLogger("outbreath_app").exception("a fault")
    _nothing_of_it(data, {str(line["b"]) for line in recording.lines if line["k"] == "n"})
    logs = b"".join(path.read_bytes() for path in (data / "logs").iterdir())
    assert b"a fault" in logs
    assert b"bpm" not in logs
    assert b"heart rate" not in logs


def test_a_recorder_that_is_killed_leaves_a_locked_recording_that_opens(app, data) -> None:
    feed, lines, ended = begun(Services())
    assert isinstance(feed, RecorderFeed)
    feed._process.kill()
    assert wait_for(lambda: bool(ended))
    assert feed.path is not None
    report = read_recording(feed.path)
    assert not report.report.closed
    assert len(report.lines) >= len(lines)  # what the window has seen is in the file
    assert not report.report.bad
    _nothing_of_it(data, {str(line["b"]) for line in report.lines if line["k"] == "n"})


def test_a_folder_locked_meanwhile_is_a_sentence_not_a_fault(app, data) -> None:
    lock_all()
    feed = Services().new_feed(Heart(HeartKind.SIMULATED), SystemClock(), QApplication.instance())
    said: list[str] = []
    feed.failed.connect(said.append)
    feed.start()
    assert isinstance(feed, NoFeed)
    assert "locked with a passphrase" in said[0]


def _nothing_of_it(data: Path, payloads: set[str]) -> None:
    assert payloads
    for path in (each for each in data.rglob("*") if each.is_file()):
        content = path.read_bytes()
        for word in (*WORDS, *(payload for payload in payloads if len(payload) > 6)):
            assert word.encode() not in content, (path, word)
