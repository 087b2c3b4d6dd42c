"""Faults put into a series of beats on purpose, with the truth about each: missed, extra, premature, misplaced."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from outbreath_signal.beats import FloatArray
from outbreath_signal.errors import SignalError
from outbreath_signal.labels import Label

PREMATURE = (0.15, 0.4)  # shares of an interval by which a premature beat comes early
MISPLACED = (0.05, 0.20)  # and by which a misplaced one is found early or late


@dataclass(frozen=True, slots=True)
class Faults:
    """How many beats in a hundred are made faulty, by kind."""

    missed_pct: float = 0.0
    extra_pct: float = 0.0
    ectopic_pct: float = 0.0
    misaligned_pct: float = 0.0

    @property
    def total_pct(self) -> float:
        return self.missed_pct + self.extra_pct + self.ectopic_pct + self.misaligned_pct


@dataclass(frozen=True, slots=True, eq=False)
class FaultyBeats:
    """Beat times with faults in them, and what is wrong with each interval.

    t_s: beat times (s), shape (m,), the beat that opens the first interval included.
    labels: shape (m - 1,): what is wrong with the interval between beats i and i + 1.
    event_labels, event_index: shape (e,): one entry a fault: its kind, and the first interval it spoils.
    """

    t_s: FloatArray
    labels: NDArray[np.int8]
    event_labels: NDArray[np.int8]
    event_index: NDArray[np.int64]


def insert_faults(t_s: FloatArray, faults: Faults, seed: int = 0) -> FaultyBeats:
    """Spoil some of the beats at t_s (s, shape (n,), increasing), at least four beats from one another.

    A missed beat is left out; an extra one falls 20 to 80 % into an interval; a premature one comes 15 to 40 %
    of an interval early with the next beat in its old place (a full pause) or, one time in three, with all later
    beats earlier by half of that; a misplaced one is found 5 to 20 % of an interval early or late.
    Raises SignalError when more than 20 % are asked for, which cannot be kept apart.
    """
    if (
        faults.total_pct > 20
        or min(faults.missed_pct, faults.extra_pct, faults.ectopic_pct, faults.misaligned_pct) < 0
    ):
        raise SignalError(f"0 to 20 % of the beats can be made faulty, got {faults.total_pct:g} %")
    rng = np.random.default_rng(seed)
    shares = (
        (Label.MISSED, faults.missed_pct),
        (Label.EXTRA, faults.extra_pct),
        (Label.ECTOPIC, faults.ectopic_pct),
        (Label.MISALIGNED, faults.misaligned_pct),
    )
    kinds = np.concatenate([np.full(round(len(t_s) * pct / 100), int(kind)) for kind, pct in shares])
    at = _apart(len(t_s), len(kinds), rng)
    rng.shuffle(kinds)
    plan = {int(i): int(kind) for i, kind in zip(at, kinds, strict=False)}
    return _spoil(t_s, plan, rng)


def _apart(n: int, count: int, rng: np.random.Generator) -> NDArray[np.int64]:
    """`count` sorted beat numbers, at least four apart, clear of both ends."""
    room = n - 10 - 3 * max(count - 1, 0)
    if count == 0 or room < count:
        return np.zeros(0, dtype=np.int64)
    chosen = np.sort(rng.choice(room, count, replace=False))
    return np.asarray(5 + chosen + 3 * np.arange(count), dtype=np.int64)


def _spoil(t_s: FloatArray, plan: dict[int, int], rng: np.random.Generator) -> FaultyBeats:
    times: list[float] = []
    labels: list[int] = []
    kinds: list[int] = []
    where: list[int] = []
    carried: int | None = None  # the label of the next interval, when a fault spoils two
    shift = 0.0  # how much later beats have been pulled early by premature ones that reset the rhythm
    for i, true_s in enumerate(map(float, t_s)):
        kind = plan.get(i)
        before_s = float(t_s[i] - t_s[i - 1]) if i else 0.0
        label = carried if carried is not None else int(Label.NORMAL)
        carried = None
        if kind is not None:
            kinds.append(kind)
            where.append(len(labels))
            carried = label = kind
        if kind == Label.MISSED:
            continue
        if kind == Label.EXTRA:
            times.append(true_s - shift - before_s * rng.uniform(0.2, 0.8))
            labels.append(label)
            carried = None
        if kind == Label.ECTOPIC:
            early = before_s * rng.uniform(*PREMATURE)
            times.append(true_s - shift - early)
            shift += early / 2 if rng.random() < 1 / 3 else 0.0
        elif kind == Label.MISALIGNED:
            sign = 1.0 if rng.random() < 0.5 else -1.0
            times.append(true_s - shift + sign * before_s * rng.uniform(*MISPLACED))
        else:
            times.append(true_s - shift)
        labels.append(label)
    return FaultyBeats(
        np.array(times),
        np.array(labels[1:], dtype=np.int8),
        np.array(kinds, dtype=np.int8),
        np.array(where, dtype=np.int64) - 1,
    )
