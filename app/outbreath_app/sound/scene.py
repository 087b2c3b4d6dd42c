"""What is to be heard: the pacer, the voices chosen, bells, and values that move smoothly in time."""

from __future__ import annotations

import bisect
from dataclasses import dataclass, field, replace
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from outbreath_app.flow.view import Cue
from outbreath_app.pacing import Pacer

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]

_NS = 1_000_000_000
_KEPT_MOVES = 8
_KEPT_BELLS = 4


class Timbre(StrEnum):
    """The voice of the breath tones."""

    WARM = "warm"
    GLASS = "glass"
    REED = "reed"
    CHOIR = "choir"
    AIR = "air"


class Weather(StrEnum):
    """A background without rhythm of its own."""

    NONE = "none"
    WAVES = "waves"
    RAIN = "rain"
    WIND = "wind"


@dataclass(frozen=True, slots=True)
class Move:
    """From at_ns on, glide from one value to another over so many ns."""

    at_ns: int
    start: float
    end: float
    over_ns: int


@dataclass(frozen=True, slots=True)
class Eased:
    """A value that only ever glides: a pure function of time."""

    moves: tuple[Move, ...]

    @classmethod
    def at(cls, value: float) -> Eased:
        return cls((Move(0, value, value, 1),))

    def value(self, t_ns: IntArray) -> FloatArray:
        """The value at each time (ns)."""
        starts = np.array([move.at_ns for move in self.moves], dtype=np.int64)
        index = np.clip(np.searchsorted(starts, t_ns, side="right") - 1, 0, None)
        start = np.array([move.start for move in self.moves])[index]
        end = np.array([move.end for move in self.moves])[index]
        over = np.array([move.over_ns for move in self.moves], dtype=np.float64)[index]
        gone = np.clip((t_ns - starts[index]) / over, 0.0, 1.0)
        result: FloatArray = start + (end - start) * (0.5 - 0.5 * np.cos(np.pi * gone))
        return result

    def to(self, at_ns: int, value: float, over_s: float) -> Eased:
        """The same, gliding to the value from at_ns on."""
        now = float(self.value(np.array([at_ns], dtype=np.int64))[0])
        index = bisect.bisect_left(self.moves, at_ns, key=lambda move: move.at_ns)
        move = Move(at_ns, now, value, max(round(over_s * _NS), 1))
        return Eased((*self.moves[:index], move)[-_KEPT_MOVES:])


@dataclass(frozen=True, slots=True)
class Bell:
    """A bell struck at at_ns."""

    at_ns: int
    cue: Cue


@dataclass(frozen=True, slots=True)
class Scene:
    """Everything there is to hear. Immutable: the sound thread keeps one while the next is made.

    Volumes are 0 to 1. feedback: how wide the heart swings against the person's own range, 0 to 1 (0 is silent).
    """

    pacer: Pacer = field(default_factory=Pacer)
    timbre: Timbre = Timbre.WARM
    weather: Weather = Weather.NONE
    tone_volume: float = 0.8
    weather_volume: float = 0.5
    bell_volume: float = 0.8
    feedback_volume: float = 0.6
    bells: tuple[Bell, ...] = ()
    feedback: Eased = field(default_factory=lambda: Eased.at(0.0))
    master: Eased = field(default_factory=lambda: Eased.at(0.8))

    def struck(self, at_ns: int, cue: Cue) -> Scene:
        """With a bell at that time."""
        return replace(self, bells=(*self.bells, Bell(at_ns, cue))[-_KEPT_BELLS:])

    def fed_back(self, at_ns: int, openness: float | None, over_s: float = 2.0) -> Scene:
        """With the feedback chord opening to 0..1, or falling silent (None: the data support no score)."""
        target = 0.0 if openness is None else min(max(openness, 0.0), 1.0)
        return replace(self, feedback=self.feedback.to(at_ns, target, over_s))

    def faded(self, at_ns: int, volume: float, over_s: float = 0.3) -> Scene:
        """With the whole gliding to that volume (0 to 1)."""
        return replace(self, master=self.master.to(at_ns, min(max(volume, 0.0), 1.0), over_s))
