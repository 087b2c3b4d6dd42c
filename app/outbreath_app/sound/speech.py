"""The words of a practice, spoken by the system's own voice where there is one: never waited for, never needed."""

from __future__ import annotations

import logging
import queue
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import IO, Protocol

MAX_CHARS = 600
NO_VOICE = "This system has no voice to speak with, so the words are shown only."

# Reads the words from standard input, so that no text can become a command.
_WINDOWS = (
    "Add-Type -AssemblyName System.Speech; [Console]::InputEncoding = [Text.Encoding]::UTF8; "
    "$voice = New-Object System.Speech.Synthesis.SpeechSynthesizer; $voice.Rate = -2; "
    "$voice.Speak([Console]::In.ReadToEnd())"
)

log = logging.getLogger(__name__)


class Speaking(Protocol):
    """A voice that is speaking, as subprocess.Popen is."""

    @property
    def stdin(self) -> IO[bytes] | None: ...

    def poll(self) -> int | None: ...
    def terminate(self) -> None: ...
    def wait(self, timeout: float | None = None) -> int: ...


@dataclass(frozen=True, slots=True)
class Voice:
    """How to make the system speak: a command that reads the words from standard input."""

    name: str
    command: tuple[str, ...]


def find_voice(
    language: str = "en",
    which: Callable[[str], str | None] = shutil.which,
    platform: str = sys.platform,
) -> Voice | None:
    """The system's voice at an unhurried speed, None when there is none."""
    if platform == "darwin":
        path = which("say")
        return Voice("say", (path, "-r", "150", "-f", "-")) if path else None
    if platform == "win32":
        path = which("powershell")
        if path is None:
            return None
        return Voice("powershell", (path, "-NoProfile", "-NonInteractive", "-Command", _WINDOWS))
    speeds = {
        "spd-say": ("--pipe-mode", "--wait", "--language", language, "--rate", "-25"),
        "espeak-ng": ("-v", language, "-s", "135", "--stdin"),
        "espeak": ("-v", language, "-s", "135", "--stdin"),
    }
    for name, options in speeds.items():
        path = which(name)
        if path:
            return Voice(name, (path, *options))
    return None


def start_speaking(command: tuple[str, ...]) -> Speaking:
    """Start the voice with its standard input open."""
    flags = getattr(subprocess, "CREATE_NO_WINDOW", 0)
    return subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        creationflags=flags,
    )


class Speaker:
    """Speaks one line at a time from a thread of its own; a newer line takes the place of one still waiting or spoken."""

    def __init__(
        self, voice: Voice | None, start: Callable[[tuple[str, ...]], Speaking] = start_speaking
    ) -> None:
        self._voice = voice
        self._start = start
        self._lines: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None
        self._speaking: Speaking | None = None

    @property
    def available(self) -> bool:
        return self._voice is not None

    def say(self, text: str) -> None:
        """Speak the text; returns at once. An empty text only ends what is being said."""
        if self._voice is None:
            return
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="speech", daemon=True)
            self._thread.start()
        self._lines.put(" ".join(text.split())[:MAX_CHARS])

    def hush(self) -> None:
        """End what is being said."""
        self.say("")

    def close(self, timeout_s: float = 0.3) -> None:
        """End what is being said and let the thread go."""
        thread, self._thread = self._thread, None
        if thread is not None:
            self._lines.put(None)
            thread.join(timeout_s)

    def _run(self) -> None:
        while True:
            text = self._lines.get()
            while text is not None and not self._lines.empty():
                text = self._lines.get()
            self._end()
            if text is None:
                return
            if text:
                self._begin(text)

    def _begin(self, text: str) -> None:
        assert self._voice is not None
        try:
            speaking = self._start(self._voice.command)
            self._speaking = speaking
            if speaking.stdin is not None:
                with speaking.stdin as words:
                    words.write(text.encode("utf-8") + b"\n")
        except OSError as error:
            log.warning("speech: %s could not speak: %s", self._voice.name, error)

    def _end(self) -> None:
        speaking, self._speaking = self._speaking, None
        if speaking is None:
            return
        if speaking.poll() is None:
            speaking.terminate()
        try:
            speaking.wait(1.0)
        except subprocess.TimeoutExpired:
            log.warning("speech: the voice does not end")
