"""The beat-time axis: beats laid end to end by their R-R intervals, anchored to the clock of their arrival.

Notifications carry no time, come about once a second and can be seconds late, so arrival times say nothing of single
beats. Arrival minus the sum of R-R does: it is a constant, plus the delay of that notification, plus slow clock drift,
plus the time of whatever was lost on the way. Its smallest recent value is the anchor; beats creep towards it, so a
late burst moves nothing. A burst whose intervals do not add up to the clock time since the burst before it lost
something: its first beat is not joined. Silence alone proves nothing, for a radio that was held up delivers all of it
afterwards; so the beats of a notification that comes after a hole wait until the ones after it have told whether any
are missing (losses.py), three intervals or 4 s at most. Everything depends on what was fed and on nothing else: a replay gives what was seen live.
"""

from __future__ import annotations

from collections import deque
from dataclasses import replace
from statistics import median

from outbreath_devices.axis.copies import Arrived, CopyWatch
from outbreath_devices.axis.losses import LossWatch, Verdict
from outbreath_devices.axis.sums import ClockSum, SumWatch
from outbreath_devices.strap.beat import Beat
from outbreath_devices.strap.contact import ContactDoubt
from outbreath_devices.strap.heart_rate import TICK_MS, HeartRatePacket, is_beat

# Notifications closer together than this left the strap earlier and were held up on the way: one burst.
BURST_S = 0.35
# The clock leaves no room for a notification whose beats would end so far in the future.
_AHEAD_S = 0.1
# The anchor and the usual delays are taken from so many notifications: about half a minute.
_RECENT = 32
# A wider gap between notifications than this many usual ones is a hole in which one may be missing.
_HOLE = 1.6
# Later than ever lately by more than this: something is missing. The strap's own rhythm of sending makes beats up to a
# second older or younger, which the recent delays already show.
_SLACK_S = 0.3
_LEAST_SLACK_S = 0.8
# Without a hole, and before the usual delays are known, so much must be missing.
_CERTAIN_S = 2.5
_KNOWN_AFTER = 8
# Beats move towards the anchor by a tenth of what is left, and never by more than this share of an interval.
_CREEP_SHARE, _CREEP_MOST = 0.1, 0.02

# Sums that run away from the clock: so far beats may stand in the future, or lag behind the latest of so many notifications.
_MOST_AHEAD_S, _MOST_BEHIND_S, _FAR_BEHIND_S, _LATELY = 1.0, 3.0, 5.5, 12
_LEFT_OUT = (ClockSum.TOO_FEW, ClockSum.TOO_MANY)
_LEAST_STEP_S = 0.001

# How old the latest beat of a notification is taken to be before anything is known: straps notify once a second.
_FIRST_AGE_S = 0.3

# After so long without a notification no more of a burst will come.
_PATIENCE_S = 4.0
# Fillers that some straps send in an interval's place. They tell nothing: the clock tells whether a beat was lost.
_NO_INTERVAL = frozenset({0, 0xFFFF})


class BeatAxis:
    """Feed it the packets of one recording in order. Times are seconds from start_ns; issued beats never move.

    contact: what to believe of the latest packet's skin contact, None where it is not known or contradicted.
    """

    def __init__(self, start_ns: int) -> None:
        self._start_ns = start_ns
        self._sum_s = 0.0  # of all intervals so far
        self._shift_s = 0.0  # the latest beat stands at sum + shift
        self._end_s = float("-inf")  # no beat is ever placed before an earlier one
        self._joined = self._anchored = False
        self._after_hole = False
        self._own_turn = False  # whether the latest notification came in its own time
        self._last_s = 1.0  # the latest interval
        self._losses = LossWatch()
        self._copies = CopyWatch()
        self._sums = SumWatch()
        self._contact = ContactDoubt()
        self._odd = 0  # packets in a row with a byte too many
        self.contact: bool | None = None
        self._waiting: list[Arrived] = []
        self._previous: Arrived | None = None
        self._spacings: deque[float] = deque(maxlen=_RECENT)
        self._offsets: deque[float] = deque(maxlen=_RECENT)  # arrival minus sum, of recent bursts
        self._lateness: deque[float] = deque(maxlen=_RECENT)

    @property
    def clock_sum(self) -> ClockSum:
        """How the sum of the intervals stands to the clock."""
        return self._sums.verdict

    def link_lost(self) -> list[Beat]:
        """The strap was not heard for a while: what waited is issued, the next beat follows a break."""
        beats = self.flush()
        self._joined = self._anchored = False
        self._previous = None
        self._losses.restart()
        self._copies.restart()
        self._contact.break_off()
        self._sums.restart()
        self._odd = 0
        return beats

    def flush(self) -> list[Beat]:
        """The beats that still wait for the end of their burst, issued now because nothing more will come."""
        if not self._waiting:
            return []
        # the latest of what was held up may itself have waited for a whole notification's time
        self._waiting = self._copies.thin(self._waiting)
        late_s = self._late_s(self._waiting[-1][0], self._waiting_s())
        lost = late_s > self._usual_s() + self._spacing_s()
        return self._issue_waiting(Verdict.LOST if lost else Verdict.UNKNOWN)

    def settle(self, now_ns: int) -> list[Beat]:
        """The beats that waited for the rest of their burst, if it is not going to come any more."""
        if self._previous is None or (now_ns - self._start_ns) / 1e9 - self._previous[0] < _PATIENCE_S:
            return []
        return self.flush()

    def feed(self, received_ns: int, packet: HeartRatePacket) -> list[Beat]:
        """The beats that this packet completes, placed in time: its own, unless they wait; and those that waited."""
        arrival_s = (received_ns - self._start_ns) / 1e9
        if packet.problem:
            # what cannot be read is as good as not delivered, and found missing in the same way
            return []
        if packet.exact_ms:
            # no radio of this computer delivered it: equal ones at once are told apart by whoever reads those messages
            return self._take(arrival_s, packet)
        taken = self._copies.take(
            arrival_s, packet, held=self._held(arrival_s), room=self._room(arrival_s, packet)
        )
        return [beat for at_s, one in taken for beat in self._take(at_s, one)]

    def _take(self, arrival_s: float, packet: HeartRatePacket) -> list[Beat]:
        """The beats that are complete with a notification that is no copy."""
        self.contact = self._contact.feed(arrival_s, packet)
        if packet.contact is not self.contact:
            packet = replace(packet, contact=self.contact)
        before_s = self._previous[0] if self._previous is not None else arrival_s
        since_s = arrival_s - before_s
        self._previous = arrival_s, packet
        # a byte too many may be what is left of an interval, unless the strap always sends one
        self._after_hole = since_s > _HOLE * self._spacing_s() or self._odd == 1
        self._odd = self._odd + 1 if packet.remark else 0
        self._own_turn = since_s > BURST_S and not packet.exact_ms
        self._add_up(arrival_s, before_s, since_s, packet)
        beats: list[Beat] = []
        if packet.contact is False:
            # the strap itself says that what follows is not the beat after the last one
            beats = self.flush()
            self._joined = False
            self._losses.restart()
        if since_s > BURST_S:
            # it came in its own time, so the one before was made a spacing earlier, whenever that one arrived
            beats += self._own_time(packet, min(before_s, arrival_s - self._spacing_s()), since_s)
            self._spacings.append(since_s)
        if self._waiting:
            self._waiting.append((arrival_s, packet))
            return beats + self._catch_up(arrival_s)
        if self._doubtful(arrival_s, since_s, packet):
            self._waiting.append((arrival_s, packet))
            return beats
        if packet.rr_1024:
            self._waiting.append((arrival_s, packet))
            beats += self._issue_waiting(Verdict.WHOLE)
        return beats

    def _add_up(self, arrival_s: float, before_s: float, since_s: float, packet: HeartRatePacket) -> None:
        """Hold the sum of the intervals against the clock; where beats may be missing that begins anew."""
        if (
            self._after_hole
            or packet.contact is False
            or any(rr not in _NO_INTERVAL and not is_beat(rr) for rr in packet.rr_1024)
        ):
            self._sums.restart()
        made_s = min(before_s, arrival_s - self._spacing_s()) if since_s > BURST_S else None
        self._sums.feed(arrival_s, made_s, [rr / 1024 for rr in packet.rr_1024 if is_beat(rr)])

    def _own_time(self, packet: HeartRatePacket, made_s: float, since_s: float) -> list[Beat]:
        """Judge what waits, or learn from what does not, by a packet that came in its own time.

        made_s: when the notification before it was made, at the latest.
        """
        first_s = _first_s(packet)
        sum_s = self._sum_s + self._waiting_s()
        if not self._waiting:
            if first_s is not None and self._joined and not self._after_hole:
                # a phone's messages hold one interval each, however many came with the strap's notification
                beats = 2 if packet.exact_ms else len(packet.rr_1024)
                self._losses.learn_interval(made_s, sum_s, first_s, since_s, beats)
            return []
        verdict = Verdict.UNKNOWN if self._after_hole else Verdict.OPEN
        if self._losses.age_s(made_s, sum_s) > _CERTAIN_S:
            verdict = Verdict.LOST
        elif (
            verdict is Verdict.OPEN
            and self._losses.judge_age(made_s, sum_s, self._shortest_s()) is Verdict.WHOLE
        ):
            verdict = Verdict.WHOLE
        elif verdict is Verdict.OPEN and first_s is not None:
            verdict = self._losses.judge_interval(made_s, sum_s, first_s)
        if verdict is Verdict.OPEN and made_s - self._waiting[0][0] > _PATIENCE_S:
            verdict = Verdict.UNKNOWN
        return [] if verdict is Verdict.OPEN else self._issue_waiting(verdict)

    def _catch_up(self, arrival_s: float) -> list[Beat]:
        """Issue what waits as soon as its sum has caught up with the clock, or no answer came for too long."""
        self._waiting = self._copies.thin(self._waiting)
        sum_s = self._sum_s + self._waiting_s()
        if self._losses.judge_age(arrival_s, sum_s, self._shortest_s()) is Verdict.WHOLE:
            return self._issue_waiting(Verdict.WHOLE)
        late = arrival_s - self._waiting[0][0] > _PATIENCE_S
        return self._issue_waiting(Verdict.UNKNOWN) if late else []

    def _doubtful(self, arrival_s: float, since_s: float, packet: HeartRatePacket) -> bool:
        """Whether something may be missing before a packet, so that it waits for the ones after it."""
        if not self._joined:
            return False
        sum_s = self._sum_s + _covered_s(packet)
        if not self._after_hole:
            return self._losses.age_s(arrival_s, sum_s) > max(self._usual_s(), _CERTAIN_S)
        self._losses.begin(since_s, self._spacing_s())
        shortest_s = min(self._last_s, _first_s(packet) or self._last_s)
        return self._losses.judge_age(arrival_s, sum_s, shortest_s) is not Verdict.WHOLE

    def _shortest_s(self) -> float:
        """The shortest interval near what waits."""
        firsts = [first_s for _, packet in self._waiting if (first_s := _first_s(packet)) is not None]
        return min([self._last_s, *firsts])

    def _held(self, arrival_s: float) -> bool:
        """Whether a notification that arrives now may have been held up on the way."""
        if self._previous is None:
            return False
        since_s = arrival_s - self._previous[0]
        if since_s > BURST_S:
            return since_s > _HOLE * self._spacing_s()
        return bool(self._waiting) or self._after_hole

    def _room(self, arrival_s: float, packet: HeartRatePacket) -> bool:
        """Whether a notification's beats, after all that waits, would be over by now."""
        return self._late_s(arrival_s, self._waiting_s() + _covered_s(packet)) >= -_AHEAD_S

    def _spacing_s(self) -> float:
        """The usual time from one notification to the next."""
        return median(self._spacings) if len(self._spacings) >= _KNOWN_AFTER else 1.0

    def _waiting_s(self) -> float:
        return sum(_covered_s(packet) for _, packet in self._waiting)

    def _late_s(self, arrival_s: float, covered_s: float) -> float:
        """How much later than the anchor says the end of the next intervals arrived; 0 while nothing is known."""
        if not self._anchored:
            return 0.0
        return arrival_s - (self._sum_s + covered_s) - min(self._offsets)

    def _usual_s(self) -> float:
        """The lateness that needs no explanation."""
        if len(self._lateness) < _KNOWN_AFTER:
            return _CERTAIN_S
        return max(_LEAST_SLACK_S, max(self._lateness) + _SLACK_S)

    def _issue_waiting(self, verdict: Verdict) -> list[Beat]:
        """Place the beats of one burst for good, by the arrival of its last notification."""
        burst, self._waiting = self._waiting, []
        covered_s = sum(_covered_s(packet) for _, packet in burst)
        if verdict is not Verdict.WHOLE:
            self._losses.restart()
        if covered_s:
            last_s = max(arrival_s for arrival_s, packet in burst if _covered_s(packet))
            self._losses.learn_age(last_s, self._sum_s + covered_s)
            self._anchor(last_s, covered_s, verdict is Verdict.LOST)
        elif verdict is Verdict.LOST:
            # what is missing came before the next beat, which is still to be issued
            self._joined = self._anchored = False
        return [beat for arrival_s, packet in burst for beat in self._issue(arrival_s, packet)]

    def _anchor(self, arrival_s: float, covered_s: float, incomplete: bool) -> None:
        """Take a burst's arrival into account, before its beats are placed."""
        late_s = self._late_s(arrival_s, covered_s)
        broken = incomplete or (not self._joined and late_s > self._usual_s())
        if broken or not self._anchored:
            age_s = median(self._lateness) if self._lateness else _FIRST_AGE_S
            self._shift_s = arrival_s - age_s - self._sum_s - covered_s
            self._shift_s = max(self._shift_s, self._end_s - self._sum_s)
            self._anchored, self._joined = True, False
            self._offsets.clear()
            self._lateness.clear()
        else:
            self._lateness.append(late_s)
        self._offsets.append(arrival_s - self._sum_s - covered_s)
        if self._own_turn:
            self._follow_the_clock()

    def _follow_the_clock(self) -> None:
        """Begin anew from the clock where the sum of the intervals has run away from it, by a break that tells so.

        Beats in the future are always wrong. Beats that lag may have been held back or lost on the way, which is no drift:
        there it waits longer, until minutes of sum and clock contradict each other.
        """
        most_behind_s = _MOST_BEHIND_S if self._sums.verdict in _LEFT_OUT else _FAR_BEHIND_S
        latest = list(self._offsets)[-_LATELY:]
        ahead_s = self._shift_s - min(self._offsets)
        behind_s = min(latest) - self._shift_s if len(latest) == _LATELY else 0.0
        if ahead_s < _MOST_AHEAD_S and behind_s < most_behind_s:
            return
        newest = latest if behind_s >= most_behind_s else self._offsets
        self._shift_s = min(newest)
        self._offsets = deque(newest, maxlen=_RECENT)
        self._lateness.clear()
        self._joined = False

    def _issue(self, arrival_s: float, packet: HeartRatePacket) -> list[Beat]:
        beats = []
        for k, rr in enumerate(packet.rr_1024):
            if rr in _NO_INTERVAL:
                continue
            if not is_beat(rr):
                # an interval there was, though no heart's: the next beat does not follow the last one
                self._joined = False
                self._losses.restart()
                continue
            step_s = self._last_s = rr / 1024
            most_s = _CREEP_MOST * step_s
            left_s = min(self._offsets) - self._shift_s
            self._shift_s += max(-most_s, min(most_s, _CREEP_SHARE * left_s))
            self._sum_s += step_s
            # after a step back from the future the intervals do not fit between the last beat and now
            self._end_s = max(self._sum_s + self._shift_s, self._end_s + _LEAST_STEP_S)
            # the least of n delays between 0 and one spacing is about a spacing / (n + 1)
            unsure_s = 0.01 + abs(min(self._offsets) - self._shift_s) + 1.0 / (len(self._offsets) + 1)
            age_s = max(0.0, arrival_s - self._end_s)
            rr_ms, ticks = (packet.exact_ms[k], None) if packet.exact_ms else (rr * TICK_MS, rr)
            beats.append(Beat(self._end_s, rr_ms, ticks, self._joined, unsure_s, age_s, packet.contact))
            self._joined = True
        return beats


def _covered_s(packet: HeartRatePacket) -> float:
    """The time that a packet's beats cover (s)."""
    return sum(rr for rr in packet.rr_1024 if is_beat(rr)) / 1024


def _first_s(packet: HeartRatePacket) -> float | None:
    """The first interval of a packet (s); None where it holds none, or begins with one that no heart makes."""
    intervals = [rr for rr in packet.rr_1024 if rr not in _NO_INTERVAL]
    return intervals[0] / 1024 if intervals and is_beat(intervals[0]) else None
