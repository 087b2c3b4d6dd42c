"""The evidence for a slow rhythm, judged live: a window is fitted a few steps at each beat, so that no beat waits for it."""

from __future__ import annotations

from outbreath_signal.breathing.evidence import LOOKED_S, Evidence, EvidenceFit
from outbreath_signal.live.even_samples import EvenBeats
from outbreath_signal.spectra.resampling import RESAMPLED_HZ

LEAST_S = 28.0  # below, nothing can be judged
_STEPS_A_BEAT = 6
_REST_S = 3.0  # between the end of one fit and the next


class SlowWatch:
    """Feed it the samples since a change of pace at every beat; it keeps the latest evidence."""

    def __init__(self) -> None:
        self._fit: EvidenceFit | None = None
        self._latest: Evidence | None = None
        self._length_s = 0.0
        self._at_s = -1e12

    @property
    def latest(self) -> Evidence | None:
        return self._latest

    @property
    def length_s(self) -> float:
        """Seconds of beats the latest evidence rests on, 0 without any."""
        return 0.0 if self._latest is None else float(self._latest.bands.length_s)

    def look(self, even: EvenBeats | None, wanted: bool) -> None:
        """Go on with a fit, or begin one where wanted and there are enough samples."""
        if self._fit is not None:
            if self._fit.done:
                self._latest, self._fit = self._fit.result(), None
            else:
                self._fit.advance(_STEPS_A_BEAT)
            return
        if even is None or not wanted:
            return
        now_s = even.end / RESAMPLED_HZ
        length = min(len(even.samples), int(LOOKED_S * RESAMPLED_HZ))
        if now_s - self._at_s < _REST_S or length < LEAST_S * RESAMPLED_HZ:
            return
        self._at_s = now_s
        self._fit = EvidenceFit(even.as_run(even.end - length, even.end).samples[0])
