"""The summary of a recorded session: each part's numbers with their intervals, and what changed between like parts."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from outbreath_app.flow.checkin import answers_in
from outbreath_app.pacing import Pacer, pacer_from_lines
from outbreath_app.stream.beats import as_series
from outbreath_app.stream.session import Session, SessionUpdate
from outbreath_app.summaries.breathing import Judged, PartBreathing
from outbreath_devices.strap.beat import Beat
from outbreath_signal.artifacts.labelling import label_beats
from outbreath_signal.artifacts.origin import ORIGIN_REASONS, RrOrigin
from outbreath_signal.numerics.student import t975

Line = dict[str, Any]
FloatArray = npt.NDArray[np.float64]

HEART_BLOCK_S = 10.0  # neighbouring beats depend on one another, so an interval is taken over blocks
RMSSD_BLOCK_S = 30.0
LEAST_RMSSD_S = 30.0
LEAST_BLOCKS = 3
MOST_ALIKE = 0.8
LONGEST_PART_S = 86_400.0  # a part that seems longer has a damaged clock


@dataclass(frozen=True, slots=True)
class Measured:
    """A value with its 95 % interval; low and high are None where there were too few blocks to say."""

    value: float
    low: float | None = None
    high: float | None = None
    error: float | None = None
    blocks: int = 0


@dataclass(frozen=True, slots=True)
class PartSummary:
    """One part of a session. None: the data do not support the number.

    seconds: practised, pauses left out. rate_per_min: the pace asked for at its end. followed_pct: share of judged
    time in which the breathing went with the pacer, measured with followed_source. usable_pct: share of the time that accepted intervals cover.
    """

    kind: str
    title: str
    seconds: float
    beats: int
    hr_bpm: Measured | None = None
    rsa_ms: Measured | None = None
    rmssd_ms: Measured | None = None
    rate_per_min: float | None = None
    followed_pct: float | None = None
    followed_source: str | None = None
    usable_pct: float | None = None
    interpretable: bool = True


@dataclass(frozen=True, slots=True)
class Change:
    """How much a measure of two like parts differs (later minus earlier), with its 95 % interval."""

    measure: str
    before: str
    after: str
    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class SessionSummary:
    """The whole session. checkin: item -> (before, after)."""

    title: str
    practised_s: float
    parts: tuple[PartSummary, ...] = ()
    changes: tuple[Change, ...] = ()
    checkin: dict[str, tuple[int | None, int | None]] = field(default_factory=dict)
    complete: bool = False
    discomfort: bool = False


@dataclass(slots=True)
class _Part:
    """A part while the lines are read."""

    kind: str
    title: str
    since_s: float
    seconds: float = 0.0
    rate_per_min: float | None = None
    beats: list[Beat] = field(default_factory=list)
    estimates: list[Judged] = field(default_factory=list)
    origin: RrOrigin = RrOrigin.UNKNOWN  # as the latest of them had it


def summarise(lines: Iterable[Line]) -> SessionSummary:
    """The summary of a recording's lines, read once, in order."""
    session, reader = Session(), SummaryReader()
    for line in lines:
        reader.take(line, session.feed(line))
    return reader.summary()


class SummaryReader:
    """Sorts beats and estimates into the parts they belong to, from a file or while the session goes on."""

    def __init__(self) -> None:
        self.parts: list[_Part] = []
        self.title = ""
        self.complete = self.discomfort = False
        self._running = False
        self.first_ns: int | None = None
        self._last_ns = 0
        self.pace_lines: list[Line] = []
        self._answers: dict[str, dict[str, int]] = {}

    def take(self, line: Line, update: SessionUpdate) -> None:
        """One line and what the session made of it."""
        t_ns = line.get("t")
        if isinstance(t_ns, int):
            self.first_ns = t_ns if self.first_ns is None else self.first_ns
            self._last_ns = max(self._last_ns, t_ns)
        kind = line.get("k")
        if kind == "phase":
            self._begin(line)
        elif kind == "session":
            self._follow(line)
        elif kind == "pace":
            self.pace_lines.append(line)
            self._follow_pace(line)
        elif kind == "checkin":
            self._answers[str(line.get("when"))] = answers_in(line)
        if self._running and self.parts:
            self.parts[-1].origin = update.state.origin
            self.parts[-1].beats += update.beats
            self.parts[-1].estimates += (
                Judged(each.t_s, each.adherence, each.breath_source) for each in update.estimates
            )

    def summary(self) -> SessionSummary:
        """Of what was taken so far. A part that nobody ended, as after a power cut, lasted as long as it was recorded."""
        parts = [replace(part, beats=[*part.beats], estimates=[*part.estimates]) for part in self.parts]
        if self._running and parts:
            last_s = self._seconds({"t": self._last_ns})
            parts[-1].seconds += max(0.0, last_s - parts[-1].since_s)
        pacer = pacer_from_lines([*self.pace_lines])
        summed = tuple(_summary_of(part, pacer, self.first_ns or 0) for part in parts)
        return SessionSummary(
            title=self.title,
            practised_s=sum(part.seconds for part in summed),
            parts=summed,
            changes=changes(summed),
            checkin=self.checkin(),
            complete=self.complete,
            discomfort=self.discomfort,
        )

    def _follow_pace(self, line: Line) -> None:
        """Keep the rate the part ends at."""
        if not self.parts or not isinstance(line.get("rate_per_min"), int | float):
            return
        ramp = line.get("ramp")
        to = ramp.get("to_rate_per_min") if isinstance(ramp, dict) else None
        self.parts[-1].rate_per_min = float(to if isinstance(to, int | float) else line["rate_per_min"])

    def _begin(self, line: Line) -> None:
        at_s = self._seconds(line)
        self._close(at_s)
        self.parts.append(_Part(str(line.get("name", "")), str(line.get("title", "")), at_s))

    def _follow(self, line: Line) -> None:
        at_s, event = self._seconds(line), line.get("event")
        if event == "start":
            self.title = str(line.get("title", ""))
            self._running = True
        elif event == "resume" and self.parts:
            self._running = True
            self.parts[-1].since_s = at_s
        elif event in ("pause", "discomfort", "stop"):
            self._close(at_s)
            self._running = False
            self.discomfort = self.discomfort or event == "discomfort"
            self.complete = bool(line.get("complete", self.complete))

    def _close(self, at_s: float) -> None:
        if self._running and self.parts:
            self.parts[-1].seconds += max(0.0, at_s - self.parts[-1].since_s)

    def _seconds(self, line: Line) -> float:
        at = line.get("at", line.get("t"))
        return (at - self.first_ns) / 1e9 if isinstance(at, int) and self.first_ns is not None else 0.0

    def checkin(self) -> dict[str, tuple[int | None, int | None]]:
        before, after = self._answers.get("before", {}), self._answers.get("after", {})
        return {key: (before.get(key), after.get(key)) for key in dict.fromkeys((*before, *after))}


def _summary_of(part: _Part, pacer: Pacer, first_ns: int) -> PartSummary:
    made = PartSummary(part.kind, part.title, part.seconds, len(part.beats), rate_per_min=part.rate_per_min)
    if len(part.beats) < 2:
        return made
    if part.beats[-1].t_s - part.beats[0].t_s > LONGEST_PART_S:
        return made
    beats = as_series(part.beats)
    labelling = label_beats(beats)
    use, rr = labelling.accepted, beats.rr_ms
    usable = 100.0 * float(rr[use].sum()) / 1000.0 / part.seconds if part.seconds > 0 else 0.0
    trusted = labelling.interpretable and part.origin not in ORIGIN_REASONS
    breathing = PartBreathing(beats, labelling, pacer, first_ns)
    followed = breathing.followed(part.estimates) if part.rate_per_min is not None else None
    return replace(
        made,
        beats=len(beats),
        hr_bpm=mean_heart_rate(beats.t_s[use], rr[use]),
        rsa_ms=mean_rsa(breathing.breath_rsa_ms(followed)) if trusted else None,
        rmssd_ms=rmssd(beats.t_s, rr, labelling.pairs) if trusted and part.seconds >= LEAST_RMSSD_S else None,
        followed_pct=None if followed is None else followed.pct,
        followed_source=None if followed is None else followed.source.value,
        usable_pct=min(100.0, usable),
        interpretable=trusted,
    )


def mean_rsa(breath_rsa_ms: FloatArray) -> Measured | None:
    """Mean RSA over breaths (ms) with an interval that knows that neighbouring breaths are alike.

    The breaths count as n (1 - r) / (1 + r) independent ones, r the correlation of neighbours with its small-sample bias
    taken off (Marriott & Pope 1954) and never below 0. An amplitude is never below 0, nor is its interval.
    """
    plain = mean_of(breath_rsa_ms)
    if plain is None or plain.error is None:
        return plain
    count = len(breath_rsa_ms)
    away = breath_rsa_ms - plain.value
    power = float(away @ away)
    alike = float(away[1:] @ away[:-1]) / power if power > 0 else 0.0
    alike = min(max(alike + (1 + 3 * alike) / count, 0.0), MOST_ALIKE)
    independent = max(count * (1 - alike) / (1 + alike), float(LEAST_BLOCKS))
    error = plain.error * math.sqrt(count / independent)
    half = t975(count - 1) * error
    return Measured(plain.value, max(0.0, plain.value - half), plain.value + half, error, count)


def mean_of(values: FloatArray) -> Measured | None:
    """Mean of independent values with a t interval; None below three of them."""
    if len(values) < LEAST_BLOCKS:
        return None
    mean = float(values.mean())
    error = float(values.std(ddof=1)) / math.sqrt(len(values))
    half = t975(len(values) - 1) * error
    return Measured(mean, mean - half, mean + half, error, len(values))


def _blocks(t_s: FloatArray, block_s: float) -> npt.NDArray[np.int64]:
    result: npt.NDArray[np.int64] = ((t_s - t_s[0]) // block_s).astype(np.int64)
    return result


def mean_heart_rate(t_s: FloatArray, rr_ms: FloatArray) -> Measured | None:
    """60000 / mean R-R (beats/min) of accepted intervals, its interval from the means of 10 s blocks."""
    if len(rr_ms) < LEAST_BLOCKS:
        return None
    value = 60000.0 / float(rr_ms.mean())
    block = _blocks(t_s, HEART_BLOCK_S)
    means = mean_of(np.array([60000.0 / rr_ms[block == each].mean() for each in np.unique(block)]))
    if means is None or means.error is None:
        return Measured(value)
    half = t975(means.blocks - 1) * means.error
    return Measured(value, value - half, value + half, means.error, means.blocks)


def rmssd(t_s: FloatArray, rr_ms: FloatArray, pairs: npt.NDArray[np.bool_]) -> Measured | None:
    """RMSSD (ms) over the differences that may be used, its interval from 30 s blocks on the scale of logarithms."""
    squares = np.diff(rr_ms)[pairs[1:]] ** 2
    if len(squares) < 2 or not float(squares.mean()) > 0:
        return None
    value = math.sqrt(float(squares.mean()))
    block = _blocks(t_s[1:][pairs[1:]], RMSSD_BLOCK_S)
    logs = [0.5 * math.log(m) for each in np.unique(block) if (m := float(squares[block == each].mean())) > 0]
    spread = mean_of(np.array(logs))
    if spread is None or spread.error is None:
        return Measured(value)
    half = t975(spread.blocks - 1) * spread.error
    return Measured(value, value * math.exp(-half), value * math.exp(half), spread.error, spread.blocks)


def changes(parts: Sequence[PartSummary]) -> tuple[Change, ...]:
    """What differs between baseline and recovery, both breathed freely: heart rate (beats/min).

    RMSSD and RSA are not compared across parts: they depend on the breathing rate, which differs between them.
    """
    first = next((p for p in parts if p.kind == "baseline" and p.rate_per_min is None), None)
    last = next((p for p in reversed(parts) if p.kind == "recovery" and p.rate_per_min is None), None)
    if first is None or last is None or first.hr_bpm is None or last.hr_bpm is None:
        return ()
    before, after = first.hr_bpm, last.hr_bpm
    if before.error is None or after.error is None:
        return ()
    value = after.value - before.value
    error = math.hypot(before.error, after.error)
    half = t975(min(before.blocks, after.blocks) - 1) * error
    return (Change("heart rate", first.title, last.title, value, value - half, value + half),)
