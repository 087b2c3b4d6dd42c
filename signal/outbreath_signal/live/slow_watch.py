"""The evidence for a slow rhythm, judged live: a window is fitted a few steps at each beat, so that no beat waits for it."""

from __future__ import annotations

from math import nan

from outbreath_signal.breathing.evidence import LOOKED_S, Evidence, EvidenceFit
from outbreath_signal.live.even_samples import EvenBeats
from outbreath_signal.spectra.resampling import RESAMPLED_HZ

LEAST_S = 28.0  # below, nothing can be judged
_WORK_A_BEAT = 9
COUNTED_S = 60.0
_WHOLE = 32  # samples: windows of few lengths share what is made once for each
_REST_S, _LONG_S, _LONG_REST_S = (
    10.0,
    75.0,
    20.0,
)  # from the begin of one fit to that of the next; over so long a window little changes


class SlowWatch:
    """Feed it the samples since a change of pace at every beat; it keeps the latest evidence."""

    def __init__(self) -> None:
        self._fit: EvidenceFit | None = None
        self._latest: Evidence | None = None
        self._second_per_min = nan
        self._at_s = -1e12

    @property
    def latest(self) -> Evidence | None:
        return self._latest

    @property
    def length_s(self) -> float:
        """Seconds of beats the latest evidence rests on, 0 without any."""
        return 0.0 if self._latest is None else float(self._latest.bands.length_s)

    @property
    def busy(self) -> bool:
        """Whether a fit is under way."""
        return self._fit is not None

    @property
    def second_per_min(self) -> float:
        """Breaths a minute counted near the second rhythm in the last minute of that; NaN where the count differs."""
        return self._second_per_min

    def look(self, even: EvenBeats | None, wanted: bool) -> None:
        """Go on with a fit, or begin one where wanted and there are enough samples."""
        if self._fit is not None:
            if self._fit.done:
                self._latest, self._fit = self._fit.result(), None
                self._second_per_min = self._latest.counted_per_min(self.length_s - COUNTED_S, self.length_s)
            else:
                self._fit.advance(_WORK_A_BEAT)
            return
        if even is None or not wanted:
            return
        now_s = even.end / RESAMPLED_HZ
        length = min(len(even.samples), int(LOOKED_S * RESAMPLED_HZ)) // _WHOLE * _WHOLE
        rest_s = _LONG_REST_S if self.length_s >= _LONG_S else _REST_S
        if now_s - self._at_s < rest_s or length < LEAST_S * RESAMPLED_HZ:
            return
        self._at_s = now_s
        self._fit = EvidenceFit(even.as_run(even.end - length, even.end).samples[0])
