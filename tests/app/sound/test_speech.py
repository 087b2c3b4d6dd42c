"""Speech: the system's voice where there is one, words through standard input only, and never a wait."""

from __future__ import annotations

import io
import shutil
import sys
import threading

import pytest

from outbreath_app.sound.speech import MAX_CHARS, Speaker, Voice, find_voice, start_speaking


class FakeVoice:
    """A voice that goes on speaking until it is ended."""

    def __init__(self, command: tuple[str, ...], begun: threading.Event) -> None:
        self.command, self.ended = command, False
        self.words = b""
        self.stdin = self.Pipe(self, begun)

    class Pipe(io.BytesIO):
        def __init__(self, voice: FakeVoice, begun: threading.Event) -> None:
            super().__init__()
            self.voice, self.begun = voice, begun

        def close(self) -> None:
            if not self.closed:
                self.voice.words = self.getvalue()
                self.begun.set()
            super().close()

    def poll(self) -> int | None:
        return 0 if self.ended else None

    def terminate(self) -> None:
        self.ended = True

    def wait(self, timeout: float | None = None) -> int:
        return 0


def speaker_and_voices() -> tuple[Speaker, list[FakeVoice], threading.Event]:
    voices, begun = [], threading.Event()

    def start(command: tuple[str, ...]) -> FakeVoice:
        voices.append(FakeVoice(command, begun))
        return voices[-1]

    return Speaker(Voice("fake", ("fake",)), start), voices, begun


def test_a_line_is_spoken_and_a_newer_one_ends_it():
    speaker, voices, begun = speaker_and_voices()
    speaker.say("Take your\n time.")
    assert begun.wait(5)
    begun.clear()
    speaker.say("And out.")
    assert begun.wait(5)
    speaker.close(timeout_s=5)
    assert [voice.words for voice in voices] == [b"Take your time.\n", b"And out.\n"]
    assert all(voice.ended for voice in voices)
    assert all(voice.command == ("fake",) for voice in voices)


def test_closing_ends_what_is_said_and_can_be_done_twice():
    speaker, voices, begun = speaker_and_voices()
    speaker.say("x" * 5000)
    assert begun.wait(5)
    speaker.close(timeout_s=5)
    speaker.close(timeout_s=5)
    assert voices[0].ended
    assert len(voices[0].words) == MAX_CHARS + 1


def test_without_a_voice_nothing_happens():
    speaker = Speaker(None)
    assert not speaker.available
    speaker.say("hello")
    speaker.hush()
    speaker.close(timeout_s=5)


def test_a_voice_that_cannot_be_started_leaves_the_session_alone(caplog):
    said = threading.Event()

    def start(command: tuple[str, ...]) -> FakeVoice:
        said.set()
        raise FileNotFoundError("gone")

    speaker = Speaker(Voice("gone", ("gone",)), start)
    speaker.say("hello")
    assert said.wait(5)
    speaker.close(timeout_s=5)
    assert "could not speak" in caplog.text


@pytest.mark.parametrize(
    ("platform", "there", "found"),
    [
        ("linux", {"spd-say", "espeak"}, "spd-say"),
        ("linux", {"espeak"}, "espeak"),
        ("linux", set(), None),
        ("darwin", {"say"}, "say"),
        ("darwin", {"espeak"}, None),
        ("win32", {"powershell"}, "powershell"),
    ],
)
def test_the_voice_of_each_system_is_found(platform, there, found):
    voice = find_voice("de", lambda name: f"/bin/{name}" if name in there else None, platform)
    assert (voice.name if voice else None) == found


@pytest.mark.skipif(shutil.which("cat") is None, reason="needs a program that reads its standard input")
def test_a_real_program_gets_the_words_and_is_let_go():
    speaking = start_speaking((sys.executable, "-c", "import sys; sys.exit(len(sys.stdin.read()))"))
    with speaking.stdin as words:
        words.write(b"seven77")
    assert speaking.wait(20) == 7
