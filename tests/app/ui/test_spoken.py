"""Spoken words: each prompt once, as it comes, and silence when the session pauses."""

from __future__ import annotations

from outbreath_app.settings import Settings
from outbreath_app.speech import NO_VOICE
from outbreath_app.ui.practise import sounding
from outbreath_app.ui.practise.session import Silence
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
