"""How much was practised and when: minutes and days a week, times of day, days of the week, and each practice's share.

What was done, never what should have been: no streaks, no goals.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any

WEEK_DAYS = 7


@dataclass(frozen=True, slots=True)
class DoseWeek:
    """Seven days ending on `end`: minutes of practice, days with any, and sessions."""

    end: date
    minutes: float
    days: int
    sessions: int


@dataclass(frozen=True, slots=True)
class PracticeDose:
    """One practice over the range looked at."""

    practice: str
    sessions: int
    minutes: float
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Dose:
    """Everything practised in the range looked at, as local time.

    weeks: seven-day spans counted back from the last day, oldest first, empty ones with them. by_hour_min (24,), by_weekday_min
    (7, Monday first): minutes of practice by the hour and by the day on which a session began.
    """

    days: int
    minutes: float
    minutes_last_7_days: float
    weeks: tuple[DoseWeek, ...]
    by_hour_min: tuple[float, ...]
    by_weekday_min: tuple[float, ...]
    practices: tuple[PracticeDose, ...]

    def as_dict(self) -> dict[str, Any]:
        """Plain JSON types."""
        return {
            "days": self.days,
            "minutes": round(self.minutes, 2),
            "minutes_last_7_days": round(self.minutes_last_7_days, 2),
            "weeks": [
                {**asdict(week), "end": week.end.isoformat(), "minutes": round(week.minutes, 2)}
                for week in self.weeks
            ],
            "by_hour_min": [round(minutes, 2) for minutes in self.by_hour_min],
            "by_weekday_min": [round(minutes, 2) for minutes in self.by_weekday_min],
            "practices": [
                {
                    **asdict(one),
                    "minutes": round(one.minutes, 2),
                    "first": one.first.isoformat(),
                    "last": one.last.isoformat(),
                }
                for one in self.practices
            ],
        }


class DoseCount:
    """Counts practised phases one by one, in any order."""

    def __init__(self) -> None:
        self._days: dict[date, float] = {}
        self._sessions: dict[date, set[str]] = {}
        self._hours = [0.0] * 24
        self._practices: dict[str, tuple[set[str], float, date, date]] = {}

    def add(self, session: str, practice: str, day: date, hour: int, minutes: float) -> None:
        """A phase of a practice: its session, the day and the hour (0 to 23) on which the session began."""
        self._days[day] = self._days.get(day, 0.0) + minutes
        self._sessions.setdefault(day, set()).add(session)
        self._hours[hour] += minutes
        if practice:
            sessions, before, first, last = self._practices.get(practice, (set(), 0.0, day, day))
            sessions.add(session)
            self._practices[practice] = sessions, before + minutes, min(first, day), max(last, day)

    @property
    def last_day(self) -> date | None:
        return max(self._days, default=None)

    def dose(self, until: date | None = None) -> Dose:
        """The dose looked at on the day `until` (default: the last with any practice)."""
        end = until or self.last_day
        weekdays = [0.0] * WEEK_DAYS
        for day, minutes in self._days.items():
            weekdays[day.weekday()] += minutes
        weeks = self._weeks(end) if end is not None else ()
        return Dose(
            days=len(self._days),
            minutes=sum(self._days.values()),
            minutes_last_7_days=weeks[-1].minutes if weeks else 0.0,
            weeks=weeks,
            by_hour_min=tuple(self._hours),
            by_weekday_min=tuple(weekdays),
            practices=tuple(
                PracticeDose(key, len(sessions), minutes, first, last)
                for key, (sessions, minutes, first, last) in sorted(self._practices.items())
            ),
        )

    def _weeks(self, end: date) -> tuple[DoseWeek, ...]:
        last = end.toordinal()
        grouped: dict[int, list[date]] = {}
        for day in self._days:
            if (ago := last - day.toordinal()) >= 0:
                grouped.setdefault(ago // WEEK_DAYS, []).append(day)
        return tuple(
            DoseWeek(
                end - timedelta(WEEK_DAYS * number),
                sum(self._days[day] for day in grouped.get(number, ())),
                len(grouped.get(number, ())),
                sum(len(self._sessions[day]) for day in grouped.get(number, ())),
            )
            for number in range(max(grouped, default=0), -1, -1)
        )
