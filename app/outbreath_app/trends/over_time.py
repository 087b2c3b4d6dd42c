"""Everything over time for one person, from the catalogue's phases: resting and practice apart, dose, history, check-ins.

Resting and practice are never mixed, and practice is compared only at a like breathing rate, since RSA and RMSSD depend on it:
at the rate that was measured where something beside the beats told it, else at the pace asked for where it was followed. The
rests within an assessment follow slow breathing and are not counted as resting. A value counts once a day; how it is judged
is in daily_trend.

A simulated heart is not the person's: where there are sessions with a strap, those with the simulated one count for the dose alone;
where there are none yet, they are shown and said to be simulated.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from outbreath_app.trends.daily import Day, PeriodChange, Trend, compare_periods, daily, trend_of
from outbreath_app.trends.dose import Dose, DoseCount

__all__ = [
    "ComparedVisit", "Day", "PersonTrends", "ResonanceVisit", "SessionBeside", "Trend", "compare_periods", "compared_visits", "daily", "local_day",
    "person_trends", "trend_of",
]  # fmt: skip

MIN_REST_S, MIN_QUALITY, MOST_CORRECTED_PCT = 60.0, 0.8, 5.0
RATE_STEP_PER_MIN = 0.5
NEAR_PER_MIN, NEAR_SHARE = 0.3, 0.09  # nearer than the larger of both to the pace is on it
_EPOCH = date(1970, 1, 1).toordinal()
_RESTING = "baseline"
_SENSED = frozenset({"accelerometer", "ecg"})


@dataclass(frozen=True, slots=True)
class ResonanceVisit:
    """What one assessment found: a pace with its 95 % interval, flat, or neither."""

    session: str
    day: date
    protocol: str
    resonance_per_min: float | None
    low_per_min: float | None
    high_per_min: float | None
    flat: bool

    def as_dict(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in self.__slots__} | {"day": self.day.isoformat()}


@dataclass(frozen=True, slots=True)
class ComparedVisit:
    """What one comparison of two ways of breathing found: percent of swing, the second way less the first, with its interval.

    first, second: the ways in English; first_key, second_key: their names in the program.
    """

    session: str
    day: date
    first: str
    second: str
    rate_per_min: float
    verdict: str
    difference_pct: float | None
    low_pct: float | None
    high_pct: float | None
    first_key: str = ""
    second_key: str = ""

    def as_dict(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in self.__slots__} | {"day": self.day.isoformat()}


@dataclass(frozen=True, slots=True)
class SessionBeside:
    """One session's check-in beside what its heart did. None: not measured, or the data do not support it.

    rest_rmssd_ms: in its baseline; rsa_ms: in its practice, at breaths_per_min, which a sensor told when `sensed`.
    """

    session: str
    day: date
    practice: str
    before: Mapping[str, int]
    after: Mapping[str, int]
    rest_rmssd_ms: float | None = None
    rsa_ms: float | None = None
    breaths_per_min: float | None = None
    sensed: bool = False

    def as_dict(self) -> dict[str, Any]:
        plain = {name: getattr(self, name) for name in self.__slots__}
        return plain | {
            "day": self.day.isoformat(), "before": dict(self.before), "after": dict(self.after)
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class PersonTrends:
    """Everything over time for one person. Dose: what was done, never what should have been.

    simulated: the numbers are a simulated heart's, since there are no others yet.
    """

    person: str
    rest: Trend
    practice: tuple[Trend, ...]
    dose: Dose
    left_out: int
    checkins: tuple[SessionBeside, ...] = ()
    resonance: tuple[ResonanceVisit, ...] = ()
    comparisons: tuple[ComparedVisit, ...] = ()
    simulated: bool = False

    @property
    def practice_days(self) -> int:
        return self.dose.days

    @property
    def practice_minutes(self) -> float:
        return self.dose.minutes

    @property
    def practice_minutes_last_7_days(self) -> float:
        return self.dose.minutes_last_7_days

    def as_dict(self) -> dict[str, Any]:
        return {
            "person": self.person,
            "rest": self.rest.as_dict(),
            "practice": [trend.as_dict() for trend in self.practice],
            "dose": self.dose.as_dict(),
            "left_out": self.left_out,
            "simulated": self.simulated,
            "checkins": [one.as_dict() for one in self.checkins],
            "resonance": [one.as_dict() for one in self.resonance],
            "comparisons": [one.as_dict() for one in self.comparisons],
        }

    def between(self, one: tuple[date, date], other: tuple[date, date]) -> list[dict[str, Any]]:
        """Two periods (first and last day of each) of every measure held against each other."""
        found = []
        for trend in (self.rest, *self.practice):
            spans = [[day for day in trend.days if first <= day.day <= last] for first, last in (one, other)]
            change: PeriodChange = compare_periods(*spans)
            named = {"measure": trend.measure, "setting": trend.setting, "rate_per_min": trend.rate_per_min}
            found.append(named | change.as_dict())
        return found


def person_trends(
    person: str,
    parts: Iterable[Mapping[str, Any]],
    since: date | None = None,
    until: date | None = None,
    checkins: Mapping[str, Mapping[str, Any]] | None = None,
    answers: Iterable[Mapping[str, Any]] = (),
) -> PersonTrends:
    """Trends from the catalogue's parts (one row a phase). since, until: the range of days looked at.

    checkins: each session's check-ins by its id; answers: the catalogue's answers of assessments.
    """
    parts, answers = list(parts), list(answers)
    made_up = only_simulated(parts)
    gathered = _Gathered(checkins or {}, with_simulated=made_up)
    for part in parts:
        day = local_day(part["started_ns"], part["zone_min"])
        if _within(day, since, until):
            gathered.add(part, day)
    found = [
        answer
        for answer in answers
        if _within(local_day(answer["started_ns"], answer["zone_min"]), since, until)
        and (made_up or not answer.get("simulated"))
    ]
    return PersonTrends(
        person,
        trend_of(daily(gathered.rest), "ln_rmssd", "rest", until=until),
        tuple(
            trend_of(daily(found), "ln_rsa", "practice", rate, until)
            for rate, found in sorted(gathered.practice.items())
        ),
        gathered.dose.dose(until),
        gathered.left_out,
        tuple(gathered.beside.values()),
        tuple(_visit(answer) for answer in found if "resonance_per_min" in answer),
        tuple(compared_visits(found)),
        made_up,
    )


def _within(day: date, since: date | None, until: date | None) -> bool:
    return (since is None or day >= since) and (until is None or day <= until)


class _Gathered:
    """Phases sorted into what they tell of."""

    def __init__(self, checkins: Mapping[str, Mapping[str, Any]], with_simulated: bool) -> None:
        self._with_simulated = with_simulated
        self.rest: list[Day] = []
        self.practice: dict[float, list[Day]] = {}
        self.dose = DoseCount()
        self.left_out = 0
        self.beside: dict[str, SessionBeside] = {}
        self._checkins = checkins

    def add(self, part: Mapping[str, Any], day: date) -> None:
        name, seconds = part["name"], part["end_s"] - part["start_s"]
        session = str(part.get("id", ""))
        practising = name == "practice"
        if practising:
            self.dose.add(
                session, str(part.get("practice", "")), day, _hour(part["started_ns"], part["zone_min"]),
                seconds / 60,
            )  # fmt: skip
        value: float | None = None
        rate, sensed = rate_of(part)
        measured = False
        if part.get("simulated") and not self._with_simulated:
            pass
        elif name == _RESTING and seconds >= MIN_REST_S:
            measured, value = True, part["ln_rmssd"]
        elif practising and (part["rate_per_min"] or sensed):
            measured, value = True, math.log(part["rsa_ms"]) if part["rsa_ms"] else None
        if measured and (value is None or not sound(part)):
            self.left_out += 1
            value = None
        if value is not None:
            entry = Day(day, value, 1, part["quality"], rate, sensed)
            if practising and rate is not None:
                near = round(rate / RATE_STEP_PER_MIN) * RATE_STEP_PER_MIN
                self.practice.setdefault(near, []).append(entry)
            elif not practising:
                self.rest.append(entry)
        answers = self._checkins.get(session)
        if answers:
            self._beside(session, day, part, answers, value, rate, sensed)

    def _beside(
        self, session: str, day: date, part: Mapping[str, Any], answers: Mapping[str, Any],
        value: float | None, rate: float | None, sensed: bool,
    ) -> None:  # fmt: skip
        old = self.beside.get(session)
        rest, rsa, breaths, told = (
            (old.rest_rmssd_ms, old.rsa_ms, old.breaths_per_min, old.sensed)
            if old
            else (None, None, None, False)
        )
        practice = str(part.get("practice", "")) or (old.practice if old else "")
        if value is not None and part["name"] == _RESTING:
            rest = math.exp(value)
        elif value is not None:
            rsa, breaths, told = math.exp(value), rate, sensed
        before, after = answers.get("before", {}), answers.get("after", {})
        self.beside[session] = SessionBeside(session, day, practice, before, after, rest, rsa, breaths, told)


def only_simulated(parts: Iterable[Mapping[str, Any]]) -> bool:
    """Whether every phase with a heart in it is of a simulated one."""
    hearts = [bool(part.get("simulated")) for part in parts if part["ln_rmssd"] or part["rsa_ms"]]
    return bool(hearts) and all(hearts)


def own_parts(parts: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The phases of the person's own heart; of the simulated one where there are no others yet."""
    parts = list(parts)
    return parts if only_simulated(parts) else [part for part in parts if not part.get("simulated")]


def sound(part: Mapping[str, Any]) -> bool:
    """Whether the beats of a phase support numbers."""
    return bool(
        part["interpretable"]
        and part["quality"] >= MIN_QUALITY
        and part["corrected_pct"] <= MOST_CORRECTED_PCT
    )


def rate_of(part: Mapping[str, Any]) -> tuple[float | None, bool]:
    """Breaths a minute in a phase, and whether a sensor told it.

    Measured where a sensor told it; else the pace where the beats say that it was followed or say nothing; else what they say.
    """
    asked, measured, source = part["rate_per_min"], part.get("measured_per_min"), part.get("measured_with")
    if measured is not None and source in _SENSED:
        return measured, True
    if asked is None or measured is None:
        return asked if asked is not None else measured, False
    return (asked if near_pace(asked, measured) else measured), False


def near_pace(asked_per_min: float, measured_per_min: float) -> bool:
    """Whether a rate is the pace asked for, as nearly as it can be told."""
    return abs(measured_per_min - asked_per_min) <= max(NEAR_PER_MIN, NEAR_SHARE * asked_per_min)


def _visit(answer: Mapping[str, Any]) -> ResonanceVisit:
    return ResonanceVisit(
        answer["session"], local_day(answer["started_ns"], answer["zone_min"]), answer["protocol"],
        answer["resonance_per_min"], answer["low_per_min"], answer["high_per_min"], bool(answer["flat"]),
    )  # fmt: skip


def compared_visits(answers: Iterable[Mapping[str, Any]]) -> list[ComparedVisit]:
    """The comparisons among the catalogue's answers, in their order."""
    return [_compared(answer) for answer in answers if "verdict" in answer]


def _compared(answer: Mapping[str, Any]) -> ComparedVisit:
    design = answer["design"]
    return ComparedVisit(
        answer["session"], local_day(answer["started_ns"], answer["zone_min"]), design["a"]["title"],
        design["b"]["title"], design["rate_per_min"], answer["verdict"], answer["difference_pct"],
        answer["low_pct"], answer["high_pct"], design["a"]["key"], design["b"]["key"],
    )  # fmt: skip


def local_day(started_ns: int, zone_min: int) -> date:
    """The day on which it began, where it was recorded."""
    return date.fromordinal(_EPOCH + (started_ns // 1_000_000_000 + zone_min * 60) // 86_400)


def _hour(started_ns: int, zone_min: int) -> int:
    return int((started_ns // 1_000_000_000 + zone_min * 60) % 86_400 // 3600)
