"""What is drawn and what sounds is one pacer, at every frame, whenever the recorder's echo of its lines comes."""

from __future__ import annotations

import time
from pathlib import Path

import numpy as np

from outbreath_app.pacing import Pacer
from outbreath_app.ui.feeds.recorder import RecorderFeed
from outbreath_app.ui.practise.choosing.request import HeartKind
from outbreath_app.ui.practise.session.practising import Silence
from support.desk import Desk

_NS = 1_000_000_000
FPS = 1  # five minutes reach over every part


class Heard(Silence):
    """The pacer that the sound follows."""

    def __init__(self) -> None:
        self.pacer = Pacer()

    def follow(self, pacer: Pacer) -> None:
        self.pacer = pacer


class Echoes:
    """Counts the pace lines that came back."""

    def __init__(self) -> None:
        self.count = 0

    def hear(self, line: dict[str, object]) -> None:
        self.count += line["k"] == "pace"


def _differing_frames(desk: Desk, sound: Heard, echoes: Echoes, frames: int) -> list[int]:
    """Frames whose drawn pacer is not the one that sounds, at the moment or in all that is planned after it."""
    session, model = desk.window.practise.session, desk.window.practise.model
    assert session is not None
    assert model is not None
    sent = 0
    send = session.flow._emit

    def counted(line: dict[str, object]) -> None:
        nonlocal sent
        sent += line["k"] == "pace"
        send(line)

    session.flow._emit = counted
    echoes.count = 0
    differing = []
    for frame in range(frames):
        desk.clock.advance_ns(_NS // FPS)
        desk.window.tick()
        now_ns = desk.clock.now_ns()
        times = now_ns + np.arange(-_NS, 300 * _NS, _NS // 2, dtype=np.int64)
        drawn = desk.window.practise.trainer.pacer.view.pacer
        same = np.array_equal(drawn.levels(times), sound.pacer.levels(times), equal_nan=True)
        if not same or drawn.position(now_ns) != sound.pacer.position(now_ns):
            differing.append(frame)
        # whatever the session wrote has come back before the next frame
        until_s = time.monotonic() + 20
        while echoes.count < sent:
            assert time.monotonic() < until_s, "the recorder gave no pace line back"
            desk.settle()
    assert sent > 0
    return differing


def _begin(desk: Desk, echoes: Echoes) -> Heard:
    sound = Heard()
    desk.sound = sound
    desk.begin(HeartKind.NONE)
    desk.feeds[-1].line.connect(echoes.hear)
    return sound


def test_screen_and_sound_are_equal_at_every_frame_with_the_real_recorder(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "session.jsonl"
    desk.new_feed = lambda heart, clock, parent: RecorderFeed(
        ["record", "--lines", "--no-strap", "--out", str(path)], clock, path, parent
    )
    echoes = Echoes()
    sound = _begin(desk, echoes)
    assert _differing_frames(desk, sound, echoes, 75) == []


def test_screen_and_sound_are_equal_at_every_frame_of_a_session(desk: Desk) -> None:
    echoes = Echoes()
    sound = _begin(desk, echoes)
    assert _differing_frames(desk, sound, echoes, 290) == []
