"""Whether somebody follows a slow pacer, decided from the beats since the pace last changed."""

from __future__ import annotations

from outbreath_signal.beats import FloatArray
from outbreath_signal.breathing.evidence import GATED_PER_MIN, SlowVerdict
from outbreath_signal.breathing.evidence import LEAST_S as EVIDENCE_LEAST_S
from outbreath_signal.breathing.following import LEAST_S, Share, early_share, share_of, swing_before
from outbreath_signal.estimate import Adherence, BreathSource
from outbreath_signal.live.adherence import adherence
from outbreath_signal.live.breathing_rate import RateNow
from outbreath_signal.live.even_samples import EvenBeats
from outbreath_signal.live.slow_watch import SlowWatch
from outbreath_signal.spectra.resampling import RESAMPLED_HZ

STEP_S, LATE_STEP_S = 3.0, 9.0  # between two decisions, at the latest while the evidence is being gathered
EARLY_S, EARLY_LOOKED_S = 18.0, 45.0
TOLD_S, STEADY_TOLD_S = 90.0, 150.0  # a steady pacer and a wave at its rate part only slowly
OFF_S = 28.0
BEFORE_S = 120.0
_LEAST_BEFORE_S = 40.0
_EARLY_SHARE, _EARLY_TIMES, _NO_WAVE_MS = 0.75, 2.0, 150.0
# Harmonics of a follower's uneven breaths look like a second rhythm at times: where so much follows, more is asked of that.
_HARDLY_A_WAVE, _PLAIN_GAIN = 0.6, 25.0
_SECOND_HALF_PER_MIN, _SECOND_QUALITY = 0.6, 0.8


class FollowWatch:
    """One stretch of slow pacing between two changes of pace."""

    def __init__(self, swing_before_ms: float | None = None, followed_before: bool = False) -> None:
        """swing_before_ms: how far the heart swung near the pace before anything was paced, None when not known.

        followed_before: whether another pace was followed until this one came.
        """
        self.swing_before_ms = swing_before_ms
        self._followed_before = followed_before
        self._verdict = Adherence.UNKNOWN
        self._at_s = -1e12
        self._varied = False

    @property
    def verdict(self) -> Adherence:
        return self._verdict

    def vary(self) -> None:
        """The pacer varies its breaths: a wave that keeps its rate does not follow it."""
        self._varied = True

    def look(
        self,
        pace_per_min: float,
        raw: RateNow | None,
        even: EvenBeats | None,
        edges_s: FloatArray,
        watch: SlowWatch,
    ) -> Adherence:
        """The verdict at the last sample, decided anew every 3 s. even: samples since the change. edges_s: the pacer's breaths."""
        if even is None or len(edges_s) < 2:
            return self._verdict
        now_s = even.end / RESAMPLED_HZ
        if now_s - self._at_s >= (
            LATE_STEP_S if watch.busy and self._verdict is Adherence.ON_PACE else STEP_S
        ):
            self._at_s = now_s
            self._verdict = self._decide(pace_per_min, raw, even, edges_s, watch)
        return self._verdict

    def _decide(
        self, pace_per_min: float, raw: RateNow | None, even: EvenBeats, edges_s: FloatArray, watch: SlowWatch
    ) -> Adherence:
        length_s = len(even.samples) / RESAMPLED_HZ
        samples, begin_s = even.as_run(even.first, even.end).samples[0], even.first / RESAMPLED_HZ
        share = share_of(samples, begin_s, edges_s) if length_s >= LEAST_S else None
        doubted = share is None or share.share < _HARDLY_A_WAVE or not share.follows_surely
        if length_s >= OFF_S and is_off(pace_per_min, raw, watch) and (doubted or _plainly_second(watch)):
            return Adherence.OFF_PACE
        if share is not None and share.follows and self._old_enough(length_s, share):
            return Adherence.ON_PACE
        if EARLY_S <= length_s < STEADY_TOLD_S and self._early(samples, begin_s, edges_s):
            return Adherence.ON_PACE
        return Adherence.UNKNOWN

    def _old_enough(self, length_s: float, share: Share) -> bool:
        if length_s >= STEADY_TOLD_S or (self._varied and length_s >= TOLD_S):
            return True
        return length_s >= TOLD_S and share.follows_surely

    def _early(self, samples: FloatArray, begin_s: float, edges_s: FloatArray) -> bool:
        """Whether a swing that no wave has, or that came with the pacer, keeps step with it already."""
        kept = samples[-int(EARLY_LOOKED_S * RESAMPLED_HZ) :]
        begin_s += (len(samples) - len(kept)) / RESAMPLED_HZ
        share, swing_ms = early_share(kept, begin_s, edges_s)
        if share < _EARLY_SHARE:
            return False
        came = self.swing_before_ms is not None and swing_ms >= _EARLY_TIMES * self.swing_before_ms
        return came or self._followed_before or swing_ms >= _NO_WAVE_MS


def is_off(pace_per_min: float, raw: RateNow | None, watch: SlowWatch) -> bool:
    """Whether breath shows at another rate: a free quicker rhythm, a quick rate, or a slow one with evidence."""
    found = watch.latest
    if found is not None and found.vetoes_slow:
        return True
    if adherence(pace_per_min, raw, BreathSource.RR) is not Adherence.OFF_PACE or raw is None:
        return False
    if raw.rate_per_min >= GATED_PER_MIN:
        return True
    return found is not None and watch.length_s >= EVIDENCE_LEAST_S and found.verdict is SlowVerdict.BREATH


def _plainly_second(watch: SlowWatch) -> bool:
    """Whether the second rhythm is so plain that no harmonic of a follower's own breaths looks like it."""
    found = watch.latest
    return found is not None and found.vetoes_slow and found.second.gain >= _PLAIN_GAIN


def swing_until(even: EvenBeats | None, until_s: float, pace_per_min: float) -> float | None:
    """How far the heart swung near a pace in the two minutes before a moment; None with less than 40 s of beats."""
    if even is None:
        return None
    end = min(even.end, int(until_s * RESAMPLED_HZ))
    first = max(even.first, end - int(BEFORE_S * RESAMPLED_HZ))
    if end - first < _LEAST_BEFORE_S * RESAMPLED_HZ:
        return None
    return swing_before(even.as_run(first, end).samples[0], pace_per_min / 60)


def supported(raw: RateNow | None, watch: SlowWatch) -> RateNow | None:
    """The rate the intervals tell, a slow one only with two minutes' evidence; else the quicker one beside it, or None."""
    if raw is not None and raw.rate_per_min >= GATED_PER_MIN:
        return raw
    found = watch.latest
    if found is None or raw is None or (watch.length_s < EVIDENCE_LEAST_S and not found.no_wave):
        return None
    if found.verdict is SlowVerdict.BREATH:
        return raw
    return second_rate(watch) if found.verdict is SlowVerdict.SECOND else None


def second_rate(watch: SlowWatch) -> RateNow | None:
    """The quicker rate beside a slow rhythm, counted over the last minute of the latest evidence; None where the count differs."""
    count = watch.second_per_min
    if count != count:
        return None
    half = max(_SECOND_HALF_PER_MIN, 0.05 * count)
    return RateNow(count, count - half, count + half, _SECOND_QUALITY)
