"""The live engine: one beat in, one estimate out, from a bounded window, by the same functions as offline."""

from __future__ import annotations

from collections import deque

import numpy as np

from outbreath_signal.artifacts.origin import MADE_UP, OriginWatch, RrOrigin
from outbreath_signal.artifacts.rhythm import interpretation
from outbreath_signal.beats import BeatSeries, FloatArray
from outbreath_signal.breathing.evidence import GATED_PER_MIN
from outbreath_signal.breathing.limits import FASTEST_PER_MIN, SLOWEST_PER_MIN
from outbreath_signal.errors import SignalError
from outbreath_signal.estimate import Adherence, BreathSource, Estimate
from outbreath_signal.live.adherence import adherence
from outbreath_signal.live.breath_phase import PhaseFollower
from outbreath_signal.live.breath_starts import BreathClock
from outbreath_signal.live.breathing_rate import MEMORY_S, PathMemo, RateNow, rate_now
from outbreath_signal.live.even_samples import EvenBeats, even_beats
from outbreath_signal.live.following import FollowWatch, second_rate, supported, swing_until
from outbreath_signal.live.labeller import LiveLabeller
from outbreath_signal.live.ring import BeatRing
from outbreath_signal.live.slow_watch import SlowWatch
from outbreath_signal.live.spectrum import LiveSpectrum, live_spectrum, prepare
from outbreath_signal.live.window import WINDOW_S, BeatWindow, Breathing, Rhythm, RsaMemo, measure_window
from outbreath_signal.reasons import Reason, Why

STALE_S = 5.0  # without a beat for so long, what was known is no longer news
MEASURED_S = 10.0  # a breathing sensor's rate is taken as current for so long
# The better measured comes first; what a later one says counts while those before it are silent.
SENSORS = (BreathSource.ACCELEROMETER, BreathSource.ECG)
HELD_S = 8.0  # breaths are counted on at the last rate through so short a silence
# Until its label is decided, a beat further than this share from the median of those before it is left out.
_FAR = 0.3
_AROUND = 11
CHANGED_PER_MIN = 0.25  # a pace that differs by less goes on
ANSWER_S = 2.0  # until the heart answers to a new pace
NEW_S = 45.0  # after a change, what is missing is missing for that
BREATHS_AFTER_CHANGE = 3
PACED_QUALITY = 0.8
SENSOR_SETTLED_S = 20.0  # a sensor's rate looks back for so long
_JUDGE_EVERY = 16  # beats between two looks at the rhythm as a whole


class LiveEngine:
    """Feed it the beats of one session in order; it keeps four minutes of them, and measures all but the breathing rate in two."""

    def __init__(self) -> None:
        prepare()
        self._ring = BeatRing()
        self._labeller = LiveLabeller()
        self._untouched: deque[int] = deque(maxlen=16)  # numbers of the latest beats without skin contact
        self._count = 0
        self._rhythm = Rhythm()
        self._origin = OriginWatch()
        self._judged_origin = RrOrigin.UNKNOWN
        self._told_origin: RrOrigin | None = None  # what is known of it beside the intervals
        self._memo, self._path = RsaMemo(), PathMemo()
        self._pace_per_min: float | None = None
        self._changed_s = -1e12  # the last change of pace, long ago until there is one
        self._slow, self._follow = SlowWatch(), FollowWatch()
        self._even: EvenBeats | None = None
        self._pacer = BreathClock()
        self._free = BreathClock()  # breaths at the measured rate
        self._sensed: dict[BreathSource, tuple[float, RateNow]] = {}
        self._phase = PhaseFollower()
        self._told_s = -np.inf  # when a rate was last told
        self._last: Estimate | None = None
        self._inputs: tuple[BeatWindow, LiveSpectrum | None, Breathing] | None = None

    def set_pace(
        self,
        rate_per_min: float | None,
        at_s: float,
        inhale_share: float = 0.4,
        phase_cycles: float | None = 0.0,
        goes_on: bool = False,
    ) -> None:
        """The pacer's rate (per minute) from at_s on; None: nothing is paced.

        phase_cycles: where in the breath the pacer stands at at_s (0: a breath begins); None lets its phase run on.
        inhale_share: part of the breath that is in-breath; it must lie between 0 and 1, RSA does not depend on it.
        goes_on: a step of a pace that ramps or varies by itself, no change of pace: after a change nothing is told until it can be known.
        """
        if rate_per_min is not None and not 0 < rate_per_min < 120:
            raise SignalError(f"a pace lies between 0 and 120 breaths/min, got {rate_per_min:g}")
        if not -1e12 < at_s < 1e12:
            raise SignalError(f"a pace needs a finite time, got {at_s:g} s")
        if not 0 < inhale_share < 1:
            raise SignalError(f"the in-breath's share lies between 0 and 1, got {inhale_share:g}")
        before = self._pace_per_min
        if (before is None) is not (rate_per_min is None) or (
            before is not None
            and rate_per_min is not None
            and not goes_on
            and abs(rate_per_min - before) > CHANGED_PER_MIN
        ):
            self._begin(before, rate_per_min, at_s)
        elif goes_on and rate_per_min != before:
            self._follow.vary()
        self._pace_per_min = rate_per_min
        self._pacer.set_rate(rate_per_min, at_s, phase_cycles)

    def _begin(self, before: float | None, rate_per_min: float | None, at_s: float) -> None:
        """Forget what was found before a change of pace, but for how far the heart swung by itself."""
        swing_ms = self._follow.swing_before_ms
        if before is None and rate_per_min is not None:
            swing_ms = swing_until(self._even, at_s, rate_per_min)
        followed = before is not None and self._follow.verdict is Adherence.ON_PACE
        self._slow, self._follow = SlowWatch(), FollowWatch(swing_ms, followed)
        self._changed_s = at_s if self._count else -1e12
        self._free.set_rate(None, at_s)

    def tell_origin(self, origin: RrOrigin | None) -> None:
        """What is known of the intervals' origin beside themselves, as that their sum contradicts the clock; None: nothing."""
        self._told_origin = origin

    def push_breath(
        self,
        t_s: float,
        rate_per_min: float,
        source: BreathSource,
        quality: float,
        phase_cycles: float | None = None,
        phase_quality: float = 0.0,
    ) -> None:
        """Breathing as a sensor measured it at t_s (s): rate per minute, where from, quality 0 to 1.

        phase_cycles, phase_quality: phase of the breath at t_s (cycles from one of the chest's two turns), None when not told.
        source: the chest's motion or an ECG; while both are fresh, motion counts. Raises SignalError for another source.
        """
        if source not in SENSORS:
            raise SignalError(f"breathing is measured by accelerometer or ECG, not by {source.value}")
        if not (-1e12 < t_s < 1e12 and 0 < rate_per_min < np.inf):
            raise SignalError(
                f"a breath needs a finite time and a rate above 0, got {t_s:g} s and {rate_per_min:g}/min"
            )
        if SLOWEST_PER_MIN <= rate_per_min <= FASTEST_PER_MIN and 0 <= quality <= 1:
            half = 0.5 + 2.0 * (1 - quality)
            now = RateNow(rate_per_min, rate_per_min - half, rate_per_min + half, quality)
            self._sensed[source] = (t_s, now)
            self._phase.hear(source, t_s, rate_per_min, phase_cycles, phase_quality)

    def push(
        self,
        t_s: float,
        rr_ms: float,
        joined: bool,
        contact: bool | None = None,
        strap_bpm: float | None = None,
    ) -> Estimate:
        """One beat: its time (s), the interval before it (ms), whether that begins at the beat before.

        contact: the strap's skin contact, None when it does not say; a beat without contact is kept and not used.
        strap_bpm: the heart rate the strap sent beside the interval, which tells whether the one was made from the other.
        Raises SignalError for an interval that is not finite and positive and for a beat that is not after the last.
        """
        if not (0 < rr_ms < 1e7 and -1e12 < t_s < 1e12):
            raise SignalError(
                f"a beat needs a finite time and an interval above 0 ms, got {t_s:g} s and {rr_ms:g} ms"
            )
        if self._last is not None and t_s <= self._last.t_s:
            raise SignalError(f"the beat at {t_s:g} s is not after the one before, at {self._last.t_s:g} s")
        self._take(t_s, rr_ms, joined, contact is False)
        before = self._judged_origin
        self._origin.feed((rr_ms,), strap_bpm)
        origin = self._judged_origin = self.origin
        window = self.window()
        since = slice(int(window.t_s.searchsorted(self._changed_s)), None)
        spectrum = (
            live_spectrum(window.t_s[since], window.rr_ms[since], window.joined[since], window.ok[since])
            if len(window.t_s[since])
            else None
        )
        held = self.window(MEMORY_S)
        self._even = even_beats(held.t_s, held.rr_ms, held.joined, held.ok)
        even = self._even.since(self._changed_s + ANSWER_S) if self._even else None
        breathing = self._breathing(t_s, spectrum, even)
        if self._count % _JUDGE_EVERY == 0 or origin is not before:
            self._rhythm = judge_rhythm(window, origin)
        self._inputs = (window, spectrum, breathing)
        self._last = measure_window(window, spectrum, breathing, contact, self._rhythm, self._memo)
        return self._last

    def at(self, now_s: float) -> Estimate:
        """What is known at now_s (s) without a new beat: the last estimate, or nothing once that is stale."""
        if self._last is None:
            return Estimate(now_s, reasons=(Why.NO_BEAT_YET(),))
        silence_s = now_s - self._last.t_s
        return (
            self._last
            if silence_s <= STALE_S
            else Estimate(now_s, reasons=(Why.NO_BEAT_FOR(silence_s=silence_s),), stale=True)
        )

    def window(self, span_s: float = WINDOW_S) -> BeatWindow:
        """The beats of the last two minutes, or of another span up to four; views that are valid until the next beat."""
        held = self._ring.since(self._ring.latest_s - span_s)
        return BeatWindow(
            self._ring.t_s(held),
            self._ring.rr_ms(held),
            self._ring.joined(held),
            self._ring.accepted(held),
            self._ring.codes(held),
        )

    @property
    def breathing(self) -> Breathing | None:
        """What the last estimate took for the breathing."""
        return self._inputs[2] if self._inputs else None

    @property
    def origin(self) -> RrOrigin:
        """Whether the intervals look measured, or made up, averaged, constant, or contradicted by the clock."""
        own = self._origin.origin
        # intervals that were made up cannot add up to the clock either: the cause is told, not what follows from it
        return own if own in MADE_UP else self._told_origin or own

    @property
    def rhythm(self) -> Rhythm:
        """What the latest look at the rhythm as a whole found."""
        return self._rhythm

    def _take(self, t_s: float, rr_ms: float, joined: bool, untouched: bool) -> None:
        """Keep the beat, and give the beats that are now decided their labels."""
        if untouched:
            self._untouched.append(self._count)
        self._ring.append(t_s, rr_ms, joined, self._plausible(rr_ms) and not untouched)
        self._count += 1
        for decision in self._labeller.push(rr_ms, joined):
            accepted = decision.accepted and decision.index not in self._untouched
            self._ring.decide(decision.index, decision.label, accepted)

    def _plausible(self, rr_ms: float) -> bool:
        around = self._ring.rr_ms(slice(max(0, len(self._ring) - _AROUND), len(self._ring))).tolist()
        middle = sorted(around)[len(around) // 2] if len(around) >= 3 else rr_ms
        return abs(rr_ms - middle) <= _FAR * middle

    def _breathing(self, t_s: float, spectrum: LiveSpectrum | None, even: EvenBeats | None) -> Breathing:
        pace, reasons = self._pace_per_min, list[Reason]()
        measured, source, follows = self._measured(t_s, spectrum, even, reasons)
        if measured is None:
            if t_s - self._told_s > HELD_S:
                self._free.set_rate(None, t_s)
            edges_s = self._since_change(self._pacer.edges(t_s))
            return Breathing(None, None, pace, edges_s, reasons=tuple(reasons), least=self._least())
        phase = self._phase.now(t_s, source, even, measured.rate_per_min)
        self._told_s = t_s
        self._free.set_rate(measured.rate_per_min, t_s)
        by_pacer = pace is not None and follows is not Adherence.OFF_PACE
        edges_s = self._pacer.edges(t_s) if by_pacer else self._free.edges(t_s)
        edges_s = self._since_change(edges_s)
        return Breathing(measured, source, pace, edges_s, follows, phase, tuple(reasons), self._least())

    def _since_change(self, edges_s: FloatArray) -> FloatArray:
        """The breaths that began after the last change of pace."""
        return edges_s[int(edges_s.searchsorted(self._changed_s - 1e-6)) :]

    def _least(self) -> int:
        """Whole breaths that must be over before RSA is told: the first after a change holds the change."""
        return BREATHS_AFTER_CHANGE if self._changed_s > -1e12 else 1

    def _measured(
        self, t_s: float, spectrum: LiveSpectrum | None, even: EvenBeats | None, reasons: list[Reason]
    ) -> tuple[RateNow | None, BreathSource | None, Adherence]:
        """A sensor's rate while it is fresh, else the one the intervals tell, else nothing; and whether it follows the pacer."""
        # a sensor's time may be a little later than a beat that has only now arrived
        for source in SENSORS:
            sensed = self._sensed.get(source)
            if sensed is not None and abs(t_s - sensed[0]) <= MEASURED_S:
                settled = t_s - self._changed_s >= SENSOR_SETTLED_S
                follows = adherence(self._pace_per_min, sensed[1], source) if settled else Adherence.UNKNOWN
                return sensed[1], source, follows
        if not self._rhythm.interpretable:
            return None, None, Adherence.UNKNOWN
        raw = rate_now(spectrum, even, self._path) if spectrum and even else None
        told, follows = self._by_beats(t_s, raw, even)
        if told is not None:
            return told, BreathSource.RR, follows
        if raw is not None:
            reasons.append(Why.OWN_SLOW_WAVE())
        elif t_s - self._changed_s < NEW_S:
            reasons.append(Why.NOT_KNOWN_YET())
        return None, None, follows

    def _by_beats(
        self, t_s: float, raw: RateNow | None, even: EvenBeats | None
    ) -> tuple[RateNow | None, Adherence]:
        """The rate the intervals tell, which is told where it is borne out to be breath, and whether it follows the pacer."""
        pace = self._pace_per_min
        slow_pace = pace is not None and pace < GATED_PER_MIN
        self._slow.look(even, slow_pace or (raw is not None and raw.rate_per_min < GATED_PER_MIN))
        told = supported(raw, self._slow)
        if pace is None or not slow_pace:
            return told, adherence(pace, told, BreathSource.RR)
        follows = self._follow.look(pace, raw, even, self._pacer_ahead(t_s), self._slow)
        if follows is Adherence.ON_PACE:
            near = raw is not None and adherence(pace, raw) is Adherence.ON_PACE
            return (raw if near else RateNow(pace, pace - 0.5, pace + 0.5, PACED_QUALITY)), follows
        if follows is Adherence.OFF_PACE:
            return told or second_rate(self._slow), follows
        return told, follows

    def _pacer_ahead(self, t_s: float) -> FloatArray:
        """The starts of the pacer's breaths, with the one that comes next."""
        edges_s, next_s = self._pacer.edges(t_s), self._pacer.next_s()
        return edges_s if next_s is None else np.append(edges_s, next_s)


def judge_rhythm(window: BeatWindow, origin: RrOrigin) -> Rhythm:
    """Whether the variability of these beats can be interpreted. origin: where the session's intervals come from."""
    beats = BeatSeries(window.t_s, window.rr_ms, window.joined)
    return Rhythm(*interpretation(beats, window.codes, window.ok, None, origin))
