"""The sound of a session, set up as the settings want it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from outbreath_app.flow.view import Cue
from outbreath_app.pacing import Pacer
from outbreath_app.settings import Settings
from outbreath_app.sound.player import Player
from outbreath_app.sound.scene import Eased, Scene, Timbre, Weather
from outbreath_app.sound.speech import NO_VOICE, Speaker, find_voice
from outbreath_app.ui.practise.session.practising import Silence, Sounding
from outbreath_app.ui.words.i18n import language_in_use


def scene_of(settings: Settings) -> Scene:
    """What is to be heard, before there is a pacer."""
    timbre = Timbre(settings.timbre) if settings.timbre in list(Timbre) else Timbre.WARM
    weather = Weather(settings.noise) if settings.noise in list(Weather) else Weather.NONE
    return replace(
        Scene(),
        timbre=timbre,
        weather=weather,
        bell_volume=0.8 if settings.bells else 0.0,
        feedback_volume=0.6 if settings.feedback_sound else 0.0,
        master=Eased.at(settings.volume),
    )


class SessionSound(Silence):
    """A player with its scene, and a voice for the words; either may be absent."""

    def __init__(self, player: Player | None, speaker: Speaker | None) -> None:
        self._player, self._speaker = player, speaker

    def start(self) -> None:
        if self._player is not None:
            self._player.start()

    def follow(self, pacer: Pacer) -> None:
        if self._player is not None:
            self._player.follow(pacer)

    def strike(self, cue: Cue, at_ns: int) -> None:
        if self._player is not None:
            self._player.strike(cue, at_ns)

    def feed_back(self, openness: float | None) -> None:
        if self._player is not None:
            self._player.feed_back(openness)

    def speak(self, words: str) -> None:
        if self._speaker is not None:
            self._speaker.say(words)

    def tend(self) -> None:
        if self._player is not None:
            self._player.tend()

    def close(self) -> None:
        if self._player is not None:
            self._player.close()
        if self._speaker is not None:
            self._speaker.close()


def sound_for(tell: Callable[[str], None], settings: Settings) -> Sounding:
    """The sound and the voice the person wants; a sentence when a voice is wanted and there is none."""
    player, speaker = None, None
    if settings.sound:
        player = Player(tell)
        scene = scene_of(settings)
        player.change(lambda _: scene)
    if settings.speech:
        speaker = Speaker(find_voice(language_in_use(settings.language)))
        if not speaker.available:
            tell(NO_VOICE)
    return SessionSound(player, speaker)
