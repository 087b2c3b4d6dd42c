"""Breathing as the ECG shows it, live: R peaks in, every few seconds a rate by the same functions as offline."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from outbreath_signal.beats import BoolArray, FloatArray, refuse_too_long
from outbreath_signal.breathing.from_rr import breath_from_ecg, drawn_in
from outbreath_signal.breathing.phase import LEAST_QUALITY as PHASE_QUALITY
from outbreath_signal.breathing.phase import phase_at_end
from outbreath_signal.breathing.rate_path import HOP_S, LOOK_S
from outbreath_signal.live.even_samples import unflattened
from outbreath_signal.live.labeller import LiveLabeller
from outbreath_signal.live.spectrum import LEAST_COVER
from outbreath_signal.reasons import Reason, Why
from outbreath_signal.spectra.resampling import RESAMPLED_HZ, Resampled

KEPT_S, STEP_S = 240.0, 4.0
LONGEST_S, SHORTEST_S = 60.0, 28.0  # of the windows a rate is read from
MOST_BEATS = 960  # four a second
_LEAST_BEATS = 12


@dataclass(frozen=True, slots=True)
class EcgRate:
    """Breathing rate at the end of a window of ECG.

    t_s: time of the latest beat in it. rate_per_min: None when the ECG does not tell one. quality: 0 to 1, how much of
    the belief stands around the rate. reason: why there is no rate, None when there is. phase_cycles: phase of the breath
    at t_s in the R heights, 0 to 1 from one of the chest's two turns, None where they do not tell it; phase_quality: the share
    of their movement that the breath explains.
    """

    t_s: float
    rate_per_min: float | None
    quality: float
    reason: Reason | None = None
    phase_cycles: float | None = None
    phase_quality: float = 0.0


def ecg_rate(beat_s: FloatArray, height_uv: FloatArray, sound: BoolArray) -> EcgRate:
    """The breathing rate in the last minute, or at least 28 s, of an ECG's beats.

    beat_s, height_uv: times (s, increasing) and R heights (uV) of beats without a hole, at most four minutes of them; sound:
    whether the interval that a beat ends may be used; shape (n,). Intervals that may not are bridged, and the rate is the
    one `breath_from_ecg` tells of the last window.
    """
    end_s = float(beat_s[-1]) if len(beat_s) else 0.0
    if len(beat_s) < _LEAST_BEATS or end_s - float(beat_s[0]) < SHORTEST_S + 1:
        return EcgRate(end_s, None, 0.0, Why.ECG_TOO_SHORT(needed_s=SHORTEST_S))
    refuse_too_long(end_s - float(beat_s[0]))
    used = sound[1:]
    rr_ms = 1000 * np.diff(beat_s)
    late = beat_s[1:] > end_s - LONGEST_S
    if any(
        float(rr_ms[part & used].sum()) < LEAST_COVER * float(rr_ms[part].sum()) for part in (late, ~late)
    ):
        return EcgRate(end_s, None, 0.0, Why.ECG_BEATS_OUT_OF_TURN())
    even = _ending_whole(beat_s[1:][used], np.asarray(rr_ms[used], dtype=np.float64))
    length_s = len(even.samples[0]) / RESAMPLED_HZ
    window_s = min(LONGEST_S, length_s)
    track = breath_from_ecg(even, beat_s, height_uv, window_s, max(length_s - window_s, 1.0))
    rate, quality = float(track.rate_per_min[-1]), float(track.quality[-1])
    if np.isnan(rate):
        return EcgRate(end_s, None, quality, Why.ECG_NO_BREATH())
    heights: FloatArray = np.interp(
        even.begin_s[0] + np.arange(len(even.samples[0])) / RESAMPLED_HZ, beat_s, drawn_in(height_uv)
    )
    wave = phase_at_end(heights, RESAMPLED_HZ, rate)
    if wave is None or wave.quality < PHASE_QUALITY:
        return EcgRate(end_s, rate, quality)
    return EcgRate(end_s, rate, quality, None, wave.cycles, wave.quality)


def _ending_whole(t_s: FloatArray, rr_ms: FloatArray) -> Resampled:
    """Intervals joined by straight lines at 4 Hz, cut at their beginning so that the looks along them end with them."""
    look, hop = int(LOOK_S * RESAMPLED_HZ), int(HOP_S * RESAMPLED_HZ)
    count = int((float(t_s[-1]) - float(t_s[0])) * RESAMPLED_HZ)
    count -= max(count - look, 0) % hop
    at_s = float(t_s[-1]) - np.arange(count - 1, -1, -1) / RESAMPLED_HZ
    samples = unflattened(np.interp(at_s, t_s, rr_ms))
    begin_s = float(at_s[0])
    return Resampled((begin_s,), (begin_s + count / RESAMPLED_HZ,), (samples,), float(rr_ms.mean()))


class EcgBreath:
    """Feed it the R peaks of one unbroken ECG as they are found; it keeps four minutes and tells a rate every 4 s of them."""

    def __init__(self) -> None:
        self._t_s, self._height = deque[float](maxlen=MOST_BEATS), deque[float](maxlen=MOST_BEATS)
        self._sound = deque[bool](maxlen=MOST_BEATS)
        self._labeller, self._count = LiveLabeller(), 0
        self._next_s: float | None = None

    def feed(self, beat_s: Sequence[float], height_uv: Sequence[float]) -> list[EcgRate]:
        """Add beats (times in s, heights in uV, in order); those not after the latest are left out."""
        for t_s, height in zip(beat_s, height_uv, strict=True):
            if not self._t_s or t_s > self._t_s[-1]:
                self._add(t_s, height)
        if not self._t_s:
            return []
        end_s = self._t_s[-1]
        while self._t_s[0] < end_s - KEPT_S:
            self._t_s.popleft()
            self._height.popleft()
            self._sound.popleft()
        if self._next_s is None:
            self._next_s = end_s + STEP_S
        if end_s < self._next_s:
            return []
        self._next_s = end_s + STEP_S
        return [ecg_rate(np.array(self._t_s), np.array(self._height), np.array(self._sound))]

    def _add(self, t_s: float, height_uv: float) -> None:
        before_s = self._t_s[-1] if self._t_s else None
        self._t_s.append(t_s)
        self._height.append(height_uv)
        self._sound.append(before_s is not None)
        if before_s is None:
            return
        for decision in self._labeller.push(1000 * (t_s - before_s), self._count > 0):
            place = len(self._sound) - 1 - (self._count - decision.index)
            if place >= 0:
                self._sound[place] = decision.accepted
        self._count += 1
