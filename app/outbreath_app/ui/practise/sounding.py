"""The sound of a session, set up as the settings want it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from outbreath_app.flow.view import Cue
from outbreath_app.pacing import Pacer
from outbreath_app.settings import Settings
from outbreath_app.sound.player import Player
from outbreath_app.sound.scene import Eased, Scene, Timbre, Weather
from outbreath_app.ui.practise.session import Silence, Sounding


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


class SessionSound:
    """A player with its scene."""

    def __init__(self, player: Player, scene: Scene) -> None:
        self._player = player
        player.change(lambda _: scene)

    def start(self) -> None:
        self._player.start()

    def follow(self, pacer: Pacer) -> None:
        self._player.follow(pacer)

    def strike(self, cue: Cue, at_ns: int) -> None:
        self._player.strike(cue, at_ns)

    def feed_back(self, openness: float | None) -> None:
        self._player.feed_back(openness)

    def tend(self) -> None:
        self._player.tend()

    def close(self) -> None:
        self._player.close()


def sound_for(tell: Callable[[str], None], settings: Settings) -> Sounding:
    """The sound, or none when the person wants none."""
    return SessionSound(Player(tell), scene_of(settings)) if settings.sound else Silence()
