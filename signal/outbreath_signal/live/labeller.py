"""Labels for beats as they come: each is decided for good when three more have arrived, from the past alone."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from outbreath_signal.artifacts.labelling import judge
from outbreath_signal.errors import SignalError
from outbreath_signal.labels import Label
from outbreath_signal.live.forward import ForwardWatch

_TOGETHER = 8  # beats decided at once at the beginning
DELAY = 3  # beats that must follow before one is decided
_HELD = 256  # beats looked back upon
_SMALLEST = 0.05  # of an interval: misfits below are never faults
_FORGET = 0.03  # share by which each beat renews the usual misfit
_FIRST_USUAL = 0.01  # of an interval: a misfit held for usual at first, lest an early fault is
_CROWD, _CROWD_SPAN = 3, 13
_TWO_SIDED = (
    Label.EXTRA,
    Label.ECTOPIC,
    Label.MISALIGNED,
)  # spoil the intervals on both sides, whatever comes after


@dataclass(frozen=True, slots=True)
class Decision:
    """What one beat is taken for: its number in the session, its label, and whether its interval may be used."""

    index: int
    label: Label
    accepted: bool


class LiveLabeller:
    """Feed it each beat in order; it returns the beats that are now decided.

    A beat whose neighbourhood fits a cubic about as well as usual is normal at the cost of a few additions; only a
    misfit calls the full weighing of `artifacts` upon the last 256 beats, so that the two agree. What that leaves is asked of a
    prediction from the past (`forward`). The first eight beats are decided together. Decisions are never taken back.
    """

    def __init__(self) -> None:
        self._rr: list[float] = []
        self._joined: list[bool] = []
        self._first = 0  # number of the oldest beat held
        self._decided = 0  # number of the next beat to decide
        self._usual_ms = 0.0
        self._spoils_next = False  # whether the last beat decided spoils the interval after it too
        self._misfit: list[bool] = []
        self._labelled: list[int] = []  # numbers of the latest labelled beats
        self._judged_at = -1
        self._forward = ForwardWatch()
        self._taken = 0  # intervals to come that a fault told already takes up
        self._judgement: tuple[list[int], list[bool]] = ([], [])

    @property
    def pending(self) -> int:
        """Beats received and not yet decided."""
        return self._first + len(self._rr) - self._decided

    def push(self, rr_ms: float, joined: bool) -> tuple[Decision, ...]:
        """One beat: the interval before it (ms), whether that begins at the beat before. Usually decides one beat.

        Raises SignalError when the interval is not finite and positive.
        """
        if not (0 < rr_ms < float("inf")):
            raise SignalError(f"R-R interval must be finite and above 0 ms; found {rr_ms:g}")
        self._rr.append(rr_ms)
        self._joined.append(joined and len(self._rr) + self._first > 1)
        self._misfit.append(False)
        if len(self._rr) > 2 * _HELD:
            drop = len(self._rr) - _HELD
            del self._rr[:drop], self._joined[:drop], self._misfit[:drop]
            self._first += drop
        self._note_misfit(len(self._rr) - 3)
        received = self._first + len(self._rr)
        if received < _TOGETHER + DELAY:
            return ()
        return tuple(self._decide(index) for index in range(self._decided, received - DELAY))

    def flush(self) -> tuple[Decision, ...]:
        """Decide what is pending, when no more beats will come."""
        return tuple(self._decide(index) for index in range(self._decided, self._first + len(self._rr)))

    def _note_misfit(self, i: int) -> None:
        """How far interval i misses a cubic through two on each side, against how far such usually miss."""
        rr = self._rr
        if i < 2:
            if len(rr) == 5:
                self._misfit[0] = self._misfit[1] = True
            return
        foretold = (-rr[i - 2] + 4 * rr[i - 1] + 4 * rr[i + 1] - rr[i + 2]) / 6
        miss = abs(rr[i] - foretold)
        level = sorted(rr[i - 2 : i + 3])[2]
        usual = self._usual_ms or min(miss, _FIRST_USUAL * level)
        self._misfit[i] = miss > max(_SMALLEST * level, 2.6 * usual) or abs(rr[i] - level) > 0.3 * level
        self._usual_ms = usual + _FORGET * (min(miss, 2 * usual, 0.2 * level) - usual)

    def _decide(self, index: int) -> Decision:
        i = index - self._first
        label, sound = Label.NORMAL, not (self._spoils_next and self._joined[i])
        whole = index < _TOGETHER
        if whole or any(self._misfit[max(0, i - 2) : i + 3]):
            codes, kept = self._judge(whole)
            label, sound = Label(codes[i]), sound and kept[i]
        label, sound = self._second(i, label, sound, whole)
        self._spoils_next = label in _TWO_SIDED
        if label not in (Label.NORMAL, Label.GAP):
            self._labelled = [*self._labelled[1 - _CROWD :], index]
        crowded = len(self._labelled) >= _CROWD and index - self._labelled[-_CROWD] < _CROWD_SPAN
        if index > 0 and not self._joined[i]:
            label = Label.GAP
        self._decided = index + 1
        return Decision(index, label, sound and not crowded)

    def _second(self, i: int, label: Label, sound: bool, settled: bool) -> tuple[Label, bool]:
        """What the prediction says of interval i where nothing was found. settled: it was asked of already."""
        if self._taken:
            self._taken -= 1  # of a fault that was told at the interval before
            return label, False
        found = self._forward.look(self._rr[i : i + DELAY + 1], self._joined[i : i + DELAY + 1])
        if label is Label.ECTOPIC and self._forward.refutes_early and not settled:
            return Label.NORMAL, not (self._spoils_next and self._joined[i])
        if found is None or settled or not sound:
            if not sound and found is None and label is not Label.GAP:
                self._forward.mend()
            return label, sound
        self._taken = found.length - 1
        return found.label, False

    def _judge(self, second: bool) -> tuple[list[int], list[bool]]:
        """Labels and soundness of the beats held, weighed once for each beat received."""
        received = self._first + len(self._rr)
        if self._judged_at != received:
            skip = max(0, len(self._rr) - _HELD)
            found = judge(np.array(self._rr[skip:]), np.array(self._joined[skip:]), second=second)
            self._judgement = (
                [0] * skip + list(map(int, found.codes)),
                [True] * skip + list(map(bool, found.sound)),
            )
            self._judged_at = received
        return self._judgement
