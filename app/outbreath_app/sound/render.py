"""The sound of a scene as a pure function of the sample index: whatever the block, the same samples.

Gains that begin and end parts are running means of 'is this part on' over a few milliseconds, taken exactly from
the pacer's times, so an onset stands at its sample and no change of pace can make a step.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from outbreath_app.pacing import Part, PartKind
from outbreath_app.sound import tables
from outbreath_app.sound.scene import Scene, Timbre, Weather

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]

RATE_HZ = tables.RATE_HZ
NS_PER_SAMPLE = 1e9 / RATE_HZ
ONSET_S = 0.025  # rise of a tone: soft to the ear, sharp to the clock
DIM_S = 0.6  # how slowly the tone of a pause grows quiet
DIMMED = 0.4
IN_FLOOR = 0.15  # an in-breath is heard from its first moment
_CONTROL = 48  # samples between two points of slow curves: 1 ms
_NS = 1_000_000_000

# The most each group can reach at full volume; they add up to less than 1.
TONE_PEAK, TOP_UP_PEAK, FEEDBACK_PEAK, WEATHER_PEAK, BELL_PEAK = 0.33, 0.1, 0.14, 0.16, 0.22

# The chord of the feedback: it opens upwards as the heart swings wider (Hz, where it begins, where it is full).
FEEDBACK_CHORD = ((392.0, 0.0, 0.34), (490.0, 0.33, 0.67), (588.0, 0.66, 1.0))


@dataclass(frozen=True, slots=True)
class Span:
    """A run of samples: index of the first, how many, and the time (monotonic ns) at which the first is heard."""

    first: int
    count: int
    first_ns: int
    ns_per_sample: float = NS_PER_SAMPLE

    def at(self, index: IntArray) -> IntArray:
        """Times (ns) of samples."""
        times: IntArray = self.first_ns + np.rint((index - self.first) * self.ns_per_sample).astype(np.int64)
        return times

    @property
    def end_ns(self) -> int:
        return self.first_ns + round(self.count * self.ns_per_sample)


def render(scene: Scene, span: Span) -> npt.NDArray[np.float32]:
    """The samples, shape (count, 2), within -1 to 1."""
    index = np.arange(span.first, span.first + span.count, dtype=np.int64)
    middle = _breath(scene, span, index) + _feedback(scene, span, index) + _bells(scene, span)
    stereo = np.repeat(middle[:, np.newaxis], 2, axis=1)
    if scene.weather is not Weather.NONE and scene.weather_volume > 0:
        stereo += _weather(scene, index)
    stereo *= _slow(span, index, scene.master.value)[:, np.newaxis]
    return stereo.astype(np.float32)


def _slow(span: Span, index: IntArray, curve: Callable[[IntArray], FloatArray]) -> FloatArray:
    """A slow curve at every sample, drawn through points one millisecond apart that do not depend on the block."""
    points = (
        np.arange(span.first // _CONTROL, (span.first + span.count) // _CONTROL + 2, dtype=np.int64)
        * _CONTROL
    )
    values: FloatArray = np.interp(index, points, curve(span.at(points)))
    return values


# --- the breath ---


def _breath(scene: Scene, span: Span, index: IntArray) -> FloatArray:
    """In-breath, out-breath and top-up tones."""
    if scene.tone_volume <= 0 or not scene.pacer.paces:
        return np.zeros(index.size)
    gains = _PartGains(scene, span)
    if gains.silent:
        return np.zeros(index.size)
    level = _slow(span, index, lambda t_ns: _held_levels(scene, t_ns))
    inward = (IN_FLOOR + (1 - IN_FLOOR) * level) * gains.of(PartKind.IN, PartKind.HOLD_IN)
    inward *= 1 - (1 - DIMMED) * gains.of(PartKind.HOLD_IN, over_s=DIM_S)
    outward = level * gains.of(PartKind.OUT)
    where = index % tables.TONE_SAMPLES
    wave = TONE_PEAK * inward * tables.tone(scene.timbre, tables.IN_HZ)[where]
    wave += TONE_PEAK * outward * tables.tone(scene.timbre, tables.OUT_HZ)[where]
    top_up = gains.top_up()
    if np.any(top_up):
        wave += TOP_UP_PEAK * level * top_up * tables.tone(scene.timbre, tables.TOP_UP_HZ)[where]
    result: FloatArray = scene.tone_volume * wave
    return result


def _held_levels(scene: Scene, t_ns: IntArray) -> FloatArray:
    """Breath levels; where nothing is paced, the level at which pacing stopped (its tone is fading)."""
    levels = scene.pacer.levels(t_ns)
    for position in np.flatnonzero(np.isnan(levels)):
        pace = scene.pacer.pace_at(int(t_ns[position]))
        levels[position] = scene.pacer.levels(np.array([pace.at_ns - 1], dtype=np.int64))[0]
    # not nan_to_num: sound threads flush the smallest numbers to zero, and numpy warns of that where it asks for them
    return np.where(np.isnan(levels), 0.0, levels)


class _PartGains:
    """How far each part is on, at every sample of a span."""

    def __init__(self, scene: Scene, span: Span) -> None:
        self._since_ns = span.first_ns - round((DIM_S + 0.01) * _NS)
        changes = scene.pacer.part_changes(self._since_ns, span.end_ns + 1)
        self._parts: list[Part | None] = [part for _, part in changes]
        self._edges_s = np.array([t_ns - self._since_ns for t_ns, _ in changes] + [0]) / _NS
        self._edges_s[-1] = (span.end_ns + 1 - self._since_ns) / _NS
        steps = np.arange(span.count) * span.ns_per_sample
        self._time_s = (span.first_ns - self._since_ns + steps) / _NS

    @property
    def silent(self) -> bool:
        return all(part is None for part in self._parts)

    def of(self, *kinds: PartKind, over_s: float = ONSET_S) -> FloatArray:
        """0 to 1: a smooth switch for these kinds of part, turning over over_s from each change."""
        return self._switch([part is not None and part.kind in kinds for part in self._parts], over_s)

    def top_up(self) -> FloatArray:
        """The same for the second small in-breath."""
        on = [part is not None and part.kind is PartKind.IN and part.level_from > 0 for part in self._parts]
        return self._switch(on, ONSET_S)

    def _switch(self, on: list[bool], over_s: float) -> FloatArray:
        if not any(on):
            return np.zeros(self._time_s.size)
        lasted = np.concatenate(([0.0], np.cumsum(np.where(on, np.diff(self._edges_s), 0.0))))
        now = np.interp(self._time_s, self._edges_s, lasted)
        before = np.interp(self._time_s - over_s, self._edges_s, lasted)
        share = np.clip((now - before) / over_s, 0.0, 1.0)
        smooth: FloatArray = 0.5 - 0.5 * np.cos(np.pi * share)
        return smooth


# --- the rest ---


def _feedback(scene: Scene, span: Span, index: IntArray) -> FloatArray:
    """A soft chord, silent at 0, opening upwards to 1."""
    ends = np.array([span.first_ns, span.end_ns], dtype=np.int64)
    last = scene.feedback.moves[-1]
    if scene.feedback_volume <= 0 or (last.end <= 0 and ends[0] > last.at_ns + last.over_ns):
        return np.zeros(index.size)
    openness = _slow(span, index, scene.feedback.value)
    where = index % tables.TONE_SAMPLES
    wave = np.zeros(index.size)
    for frequency_hz, begins, full in FEEDBACK_CHORD:
        gain = np.clip((openness - begins) / (full - begins), 0.0, 1.0)
        wave += gain * tables.tone(Timbre.WARM, frequency_hz)[where]
    return np.multiply(wave, scene.feedback_volume * FEEDBACK_PEAK / len(FEEDBACK_CHORD))


def _weather(scene: Scene, index: IntArray) -> FloatArray:
    """Weather, different on the two sides, shape (count, 2)."""
    loop = tables.weather(scene.weather)
    sides = np.stack(
        [
            loop[index % tables.NOISE_SAMPLES],
            loop[(index + tables.NOISE_SAMPLES // 2) % tables.NOISE_SAMPLES],
        ],
        axis=1,
    )
    swell = np.ones(index.size)
    if scene.weather is not Weather.RAIN:
        time_s = index / RATE_HZ
        # three slow sines that do not fall together again for a long while: no beat to breathe against
        swell = 0.55 + 0.2 * np.sin(2 * np.pi * time_s / 13.1) + 0.15 * np.sin(2 * np.pi * time_s / 7.7 + 1)
        swell += 0.1 * np.sin(2 * np.pi * time_s / 29.3 + 2)
    result: FloatArray = WEATHER_PEAK * scene.weather_volume * swell[:, np.newaxis] * sides
    return result


def _bells(scene: Scene, span: Span) -> FloatArray:
    wave = np.zeros(span.count)
    for bell in scene.bells:
        offset = round((bell.at_ns - span.first_ns) / span.ns_per_sample)
        table = tables.bell(bell.cue)
        start, stop = max(offset, 0), min(offset + table.size, span.count)
        if start < stop:
            wave[start:stop] += table[start - offset : stop - offset]
    # two bells at once stay within their share
    return np.multiply(np.tanh(wave), scene.bell_volume * BELL_PEAK)
