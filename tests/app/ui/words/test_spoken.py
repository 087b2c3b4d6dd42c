"""Spoken words: each prompt once, as it comes, and silence when the session pauses."""

from __future__ import annotations

from outbreath_app.flow.view import Cue
from outbreath_app.pacing import Pacer
from outbreath_app.settings import Settings
from outbreath_app.sound.speech import NO_VOICE
from outbreath_app.ui.practise.session import sounding
from outbreath_app.ui.practise.session.practising import Silence
from support.desk import Desk


class Voice(Silence):
    """A voice that keeps what it was given."""

    def __init__(self) -> None:
        self.said: list[str] = []

    def speak(self, words: str) -> None:
        self.said.append(words)


def test_each_prompt_is_spoken_once_and_a_pause_ends_it(desk: Desk) -> None:
    voice = Voice()
    desk.sound = voice
    desk.begin()
    desk.run(20)
    assert len(voice.said) >= 1
    assert voice.said[-1]
    assert len(set(voice.said)) == len(voice.said)
    session = desk.window.practise.session
    assert session is not None
    session.toggle()
    assert voice.said[-1] == ""


def test_a_voice_that_is_wanted_and_not_there_is_said(monkeypatch) -> None:
    monkeypatch.setattr(sounding, "find_voice", lambda language: None)
    told: list[str] = []
    made = sounding.sound_for(told.append, Settings(speech=True, sound=False))
    made.start()
    made.speak("words")
    made.close()
    assert told == [NO_VOICE]


class Heard(Silence):
    """Keeps what could be heard: bells, words, and the pacing that the tones follow."""

    def __init__(self) -> None:
        self.bells: list[Cue] = []
        self.words: list[str] = []
        self.pacers: list[Pacer] = []
        self.started = self.closed = False

    def start(self) -> None:
        self.started = True

    def strike(self, cue: Cue, at_ns: int) -> None:
        self.bells.append(cue)

    def speak(self, words: str) -> None:
        if words:
            self.words.append(words)

    def follow(self, pacer: Pacer) -> None:
        self.pacers.append(pacer)

    def close(self) -> None:
        self.closed = True


def test_with_closed_eyes_everything_that_matters_can_be_heard(desk: Desk) -> None:
    heard = Heard()
    desk.sound = heard
    desk.begin()
    session = desk.window.practise.session
    assert session is not None
    steps = session.flow.steps
    desk.run(305)
    assert heard.started
    assert heard.closed
    assert heard.bells == [Cue.START, *[Cue.CHANGE] * (len(steps) - 1), Cue.END]
    assert heard.words == [prompt.text for step in steps for prompt in step.prompts]
    # every breath on screen is one that the tones had before it came
    paced_ns = [line["at"] for line in desk.recording().lines if line["k"] == "pace" and line["rate_per_min"]]
    told_ns = [pace.at_ns for pacer in heard.pacers for pace in pacer.paces if pace.pattern is not None]
    assert set(paced_ns) <= set(told_ns)
