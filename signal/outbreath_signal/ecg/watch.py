"""A strap's intervals held against its own ECG while both arrive: whether they agree over the last minute."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from enum import StrEnum

import numpy as np

from outbreath_signal.ecg.check import EcgCheck, check_beats
from outbreath_signal.reasons import Reason, Why

KEPT_S, STEP_S = 60.0, 10.0
FEWEST_PEAKS, FEWEST_COMPARED = 20, 15
LEAST_ALIKE, LEAST_MATCHED, LEAST_CLEAR = 0.8, 0.8, 0.9
_OFFSETS_S = (-1.5, 4.5)  # a strap may tell of a beat four seconds late
_NEAR_S = 0.3  # of the last offset while the two agree
_SETTLES_S = 5.0  # what is younger may still be under way on one of the two streams
_MOST = 480


class EcgVerdict(StrEnum):
    """Whether the strap's intervals are those of its ECG."""

    UNKNOWN = "unknown"
    AGREES = "agrees"
    DISAGREES = "disagrees"


class EcgWatch:
    """Feed it R peaks and beats as they come; `verdict` is that of the last minute, judged every 10 s.

    They disagree when fewer than four in five of the strap's intervals lie within 10 ms of the ECG's, or fewer than four
    in five of the ECG's beats have one of the strap's; with less than 20 peaks or no beats to compare, or where a tenth of the
    peaks hardly stand out, it is not known: an ECG that is noise says nothing of the strap.
    """

    def __init__(self) -> None:
        self._peaks_s, self._clear = deque[float](maxlen=_MOST), deque[bool](maxlen=_MOST)
        self._beats: deque[tuple[float, float, bool]] = deque(maxlen=_MOST)
        self._next_s: float | None = None
        self.verdict = EcgVerdict.UNKNOWN
        self.check: EcgCheck | None = None

    def add_beat(self, t_s: float, rr_ms: float, joined: bool) -> None:
        """One of the strap's beats: time (s), interval (ms), and whether it begins at the beat before."""
        self._beats.append((t_s, rr_ms, joined))

    def add_peaks(self, peaks_s: Sequence[float], clear: Sequence[bool] | None = None) -> None:
        """R peaks (s), in order; clear: whether each stands out, all of them unless given."""
        self._peaks_s.extend(peaks_s)
        self._clear.extend(clear if clear is not None else [True] * len(peaks_s))
        if not self._peaks_s:
            return
        now_s = self._peaks_s[-1]
        if self._next_s is None:
            self._next_s = now_s + STEP_S
        if now_s >= self._next_s:
            self._next_s = now_s + STEP_S
            self._judge(now_s)

    def broken(self) -> None:
        """The ECG has a hole here, or another one begins: nothing is compared across it."""
        self._peaks_s.clear()
        self._clear.clear()
        self._next_s, self.verdict, self.check = None, EcgVerdict.UNKNOWN, None

    def _judge(self, now_s: float) -> None:
        told = [
            (peak, clear)
            for peak, clear in zip(self._peaks_s, self._clear, strict=True)
            if now_s - KEPT_S < peak <= now_s - _SETTLES_S
        ]
        peaks = [peak for peak, _ in told]
        noisy = sum(clear for _, clear in told) < LEAST_CLEAR * len(told)
        if len(peaks) < FEWEST_PEAKS or noisy or not self._beats:
            self.verdict, self.check = EcgVerdict.UNKNOWN, None
            return
        beats = np.array([beat for beat in self._beats if beat[0] > now_s - KEPT_S], dtype=np.float64)
        if not len(beats):
            self.verdict, self.check = EcgVerdict.UNKNOWN, None
            return
        agreed = self.check if self.verdict is EcgVerdict.AGREES else None
        offsets_s = (agreed.offset_s - _NEAR_S, agreed.offset_s + _NEAR_S) if agreed else _OFFSETS_S
        check = check_beats(peaks, beats[:, 0], beats[:, 1], beats[:, 2] > 0, offsets_s)
        self.check = check
        if check.within_10_ms is None or check.compared < FEWEST_COMPARED:
            # beats there are, but hardly any with a peak at both ends
            few = check.matched < LEAST_MATCHED * len(peaks)
            self.verdict = EcgVerdict.DISAGREES if few and len(beats) >= FEWEST_PEAKS else EcgVerdict.UNKNOWN
            return
        alike = check.within_10_ms >= LEAST_ALIKE and check.matched >= LEAST_MATCHED * len(peaks)
        self.verdict = EcgVerdict.AGREES if alike else EcgVerdict.DISAGREES

    @property
    def doubt(self) -> Reason | None:
        """What to say when the two disagree, else None."""
        if self.verdict is not EcgVerdict.DISAGREES or self.check is None:
            return None
        alike = round((self.check.within_10_ms or 0.0) * self.check.compared)
        return Why.ECG_DISAGREES(alike=alike, peaks=self.check.peaks)
