"""A practice from TOML text, with every problem named by its key and line."""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

from outbreath_app.pacing import (
    MAX_RAMP_PER_MIN,
    MAX_RATE_PER_MIN,
    MIN_RATE_PER_MIN,
    PacingError,
    Pattern,
    named_patterns,
)
from outbreath_app.practices.model import (
    FORMAT,
    Alternative,
    Eyes,
    Flow,
    PaceSpec,
    Phase,
    PhaseKind,
    Practice,
    Prompt,
)
from outbreath_app.practices.positions import key_lines, line_of

MAX_FILE_BYTES = 256 * 1024
MAX_TEXT_CHARS = 400
MAX_PHASES = 40
MAX_PROMPTS = 60
MAX_MINUTES = 60.0

_KEY = re.compile(r"[a-z0-9][a-z0-9_\-]{0,63}")
_TIMES = ("in_s", "out_s", "hold_in_s", "hold_out_s", "top_up_s")
_PACE_KEYS = (
    "pattern",
    "rate_per_min",
    "own_pace",
    "from_measured",
    "to_rate_per_min",
    "ramp_per_min",
    "holds",
    "varied",
    *_TIMES,
)
_PHASE_KINDS = (PhaseKind.SETTLE, PhaseKind.BASELINE, PhaseKind.PRACTICE, PhaseKind.RECOVERY)

_Where = tuple[str | int, ...]
_Enum = TypeVar("_Enum", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to put right. line is None when the text itself could not be read."""

    line: int | None
    key: str
    message: str

    def __str__(self) -> str:
        place = f"line {self.line}" if self.line else ""
        name = f"{self.key}: " if self.key else ""
        return f"{place}, {name}{self.message}" if place else f"{name}{self.message}"


class PracticeError(ValueError):
    """A text that is not a practice; problems lists all that was found, in the order of the text."""

    def __init__(self, problems: list[Problem], source: str = "") -> None:
        self.problems = problems
        self.source = source
        start = f"{source}: " if source else ""
        super().__init__("\n".join(f"{start}{problem}" for problem in problems))


def read_practice(path: Path, own: bool = True) -> Practice:
    """The practice in a file. Raises PracticeError."""
    try:
        with path.open("rb") as file:
            raw = file.read(MAX_FILE_BYTES + 1)
    except OSError as error:
        raise PracticeError([Problem(None, "", f"cannot be read: {error.strerror}.")], str(path)) from error
    if len(raw) > MAX_FILE_BYTES:
        raise PracticeError(
            [Problem(None, "", f"is larger than {MAX_FILE_BYTES // 1024} KiB: not a practice.")], str(path)
        )
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise PracticeError(
            [Problem(None, "", f"is not UTF-8 text (byte {error.start}).")], str(path)
        ) from error
    return parse_practice(text, own=own, source=str(path))


def parse_practice(text: str, own: bool = True, source: str = "") -> Practice:
    """The practice in the text. Raises PracticeError with every problem found."""
    try:
        data = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError, ValueError) as error:
        line = re.search(r"line (\d+)", str(error))
        message = f"this is not TOML: {re.sub(r' *[(]at .*[)]$', '', str(error))}."
        raise PracticeError([Problem(int(line.group(1)) if line else None, "", message)], source) from error
    reader = _Reader(key_lines(text))
    practice = reader.practice(data, own)
    if reader.problems:
        reader.problems.sort(key=lambda problem: problem.line or 0)
        raise PracticeError(reader.problems, source)
    return practice


class _Reader:
    """Walks the tables, collecting problems instead of stopping at the first."""

    def __init__(self, lines: dict[_Where, int]) -> None:
        self.lines = lines
        self.problems: list[Problem] = []

    def practice(self, data: Mapping[str, Any], own: bool) -> Practice:
        known = (
            "format", "key", "title", "flow", "about", "minutes", "eyes", "author", "cautions", "alternative", "phase",
        )  # fmt: skip
        self.no_others(data, (), known)
        if data.get("format") != FORMAT:
            self.problem(
                ("format",), f"this program reads format = {FORMAT}; received {_shown(data.get('format'))}."
            )
        key = self.text(data, ("key",))
        if key and not _KEY.fullmatch(key):
            self.problem(("key",), f"use small letters, digits, - and _ (at most 64); received {key!r}.")
        phases = tuple(self.phase(table, where) for table, where in self.tables(data, ("phase",), MAX_PHASES))
        if not any(phase.kind in (PhaseKind.PRACTICE, PhaseKind.BASELINE) for phase in phases):
            self.problem(("phase",), 'a practice needs a [[phase]] with kind = "practice" or "baseline".')
        return Practice(
            key=key,
            title=self.text(data, ("title",), most=80),
            flow=self.choice(data, ("flow",), Flow, Flow.BREATHING),
            about=self.text(data, ("about",)),
            minutes=self.number(data, ("minutes",), 1.0, MAX_MINUTES, 10.0),
            eyes=self.choice(data, ("eyes",), Eyes, Eyes.EITHER, needed=False),
            phases=phases,
            cautions=self.texts(data, ("cautions",)),
            alternatives=tuple(
                self.alternative(table, where) for table, where in self.tables(data, ("alternative",), 20)
            ),
            author=self.text(data, ("author",), needed=False, most=80),
            own=own,
        )

    def alternative(self, data: Mapping[str, Any], where: _Where) -> Alternative:
        self.no_others(data, where, ("practice", "text"))
        practice = self.text(data, (*where, "practice"), needed=False, most=64)
        return Alternative(practice, self.text(data, (*where, "text")))

    def phase(self, data: Mapping[str, Any], where: _Where) -> Phase:
        self.no_others(data, where, ("kind", "title", "weight", "most_minutes", "pace", "prompt"))
        most = None
        if "most_minutes" in data:
            most = self.number(data, (*where, "most_minutes"), 0.1, MAX_MINUTES, 1.0)
        kind = self.choice(data, (*where, "kind"), PhaseKind, PhaseKind.PRACTICE)
        if kind not in _PHASE_KINDS:
            self.problem((*where, "kind"), f"the kinds are {_list(_PHASE_KINDS)}; received {str(kind)!r}.")
            kind = PhaseKind.PRACTICE
        prompts = [
            self.prompt(table, place) for table, place in self.tables(data, (*where, "prompt"), MAX_PROMPTS)
        ]
        for index in range(1, len(prompts)):
            if prompts[index].at <= prompts[index - 1].at:
                self.problem(
                    (*where, "prompt", index, "at"), "each prompt comes later than the one before it."
                )
        return Phase(
            kind=kind,
            title=self.text(data, (*where, "title"), most=80),
            weight=self.number(data, (*where, "weight"), 0.01, 1000.0, 1.0, needed=False),
            most_minutes=most,
            pace=self.pace(data["pace"], (*where, "pace")) if "pace" in data else None,
            prompts=tuple(prompts),
        )

    def prompt(self, data: Mapping[str, Any], where: _Where) -> Prompt:
        self.no_others(data, where, ("at", "text"))
        at = self.number(data, (*where, "at"), 0.0, 1.0, 0.0)
        return Prompt(at, self.text(data, (*where, "text")))

    def pace(self, data: Any, where: _Where) -> PaceSpec | None:
        if not isinstance(data, dict):
            self.problem(
                where, f'a pace is a table such as {{ pattern = "resonance" }}; received {_shown(data)}.'
            )
            return None
        before = len(self.problems)
        self.no_others(data, where, _PACE_KEYS)
        holds = self.flag(data, (*where, "holds")) if "holds" in data else None
        base = self.base_pace(data, where, holds)
        rate, target, speed = base.rate_per_min, None, MAX_RAMP_PER_MIN
        if "rate_per_min" in data:
            rate = self.rate(data, (*where, "rate_per_min"))
        if "to_rate_per_min" in data:
            target = self.rate(data, (*where, "to_rate_per_min"))
        if "ramp_per_min" in data:
            speed = self.number(data, (*where, "ramp_per_min"), 0.01, MAX_RAMP_PER_MIN, MAX_RAMP_PER_MIN)
        if not MIN_RATE_PER_MIN - 1e-9 <= rate <= MAX_RATE_PER_MIN + 1e-9 and len(self.problems) == before:
            self.problem(where, f"these times give {rate:.2f} breaths a minute; 3 to 15 can be paced.")
        return PaceSpec(
            shape=base.shape,
            rate_per_min=rate,
            pattern=base.pattern,
            own_pace=self.flag(data, (*where, "own_pace")),
            from_measured=self.flag(data, (*where, "from_measured")),
            to_rate_per_min=target,
            ramp_per_min=speed,
            holds=holds,
            varied=self.flag(data, (*where, "varied")) if "varied" in data else None,
        )

    def base_pace(self, data: Mapping[str, Any], where: _Where, holds: bool | None) -> PaceSpec:
        """The breath's shape and its own rate, from a named pattern or from times."""
        times = {key: self.number(data, (*where, key), 0.0, 20.0, 0.0) for key in _TIMES if key in data}
        name = data.get("pattern")
        if name is not None and times:
            self.problem((*where, "pattern"), "give a pattern's name or times of your own, not both.")
        if times:
            try:
                shape = Pattern.from_seconds(
                    times.get("in_s", 0.0), times.get("out_s", 0.0), times.get("hold_in_s", 0.0),
                    times.get("hold_out_s", 0.0), times.get("top_up_s", 0.0),
                )  # fmt: skip
            except PacingError as error:
                self.problem(where, str(error))
                return PaceSpec.named("soothing_rhythm")
            return PaceSpec(shape, 60.0 / (sum(times.values()) - times.get("top_up_s", 0.0)))
        if name is None:
            name = "soothing_rhythm"
        if not isinstance(name, str) or name not in named_patterns():
            self.problem(
                (*where, "pattern"), f"the patterns are {_list(named_patterns())}; received {_shown(name)}."
            )
            name = "soothing_rhythm"
        return PaceSpec.named(name, holds=holds)

    def rate(self, data: Mapping[str, Any], where: _Where) -> float:
        return self.number(data, where, MIN_RATE_PER_MIN, MAX_RATE_PER_MIN, 6.0)

    # --- single values ---

    def problem(self, where: _Where, message: str) -> None:
        name = ""
        for part in where:
            name += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if name else part
        self.problems.append(Problem(line_of(self.lines, where) or 1, name, message))

    def no_others(self, data: Mapping[str, Any], where: _Where, known: tuple[str, ...]) -> None:
        for key in data:
            if key not in known:
                self.problem((*where, key), f"there is no such key here; the keys are {_list(known)}.")

    def tables(
        self, data: Mapping[str, Any], where: _Where, most: int
    ) -> list[tuple[dict[str, Any], _Where]]:
        entries = data.get(str(where[-1]), [])
        if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
            self.problem(where, f"write each as a table of its own under [[{where[-1]}]].")
            return []
        if len(entries) > most:
            self.problem(where, f"at most {most}; received {len(entries)}.")
        return [(entry, (*where, index)) for index, entry in enumerate(entries[:most])]

    def text(
        self, data: Mapping[str, Any], where: _Where, needed: bool = True, most: int = MAX_TEXT_CHARS
    ) -> str:
        value = data.get(str(where[-1]))
        if value is None and not needed:
            return ""
        if not isinstance(value, str):
            said = "is missing" if value is None else f"is some words in quotes; received {_shown(value)}"
            self.problem(where, f"{said}.")
            return ""
        if needed and not value.strip():
            self.problem(where, "is empty.")
        if len(value) > most:
            self.problem(
                where, f"is {len(value)} characters long; at most {most}, so that it can be read slowly."
            )
        if any(not character.isprintable() and character != "\n" for character in value):
            self.problem(where, "holds characters that cannot be shown.")
        return value.strip()

    def texts(self, data: Mapping[str, Any], where: _Where) -> tuple[str, ...]:
        value = data.get(str(where[-1]), [])
        if not isinstance(value, list):
            self.problem(where, f"is a list of texts in [ ]; received {_shown(value)}.")
            return ()
        return tuple(self.text({str(where[-1]): each}, where) for each in value[:20])

    def flag(self, data: Mapping[str, Any], where: _Where) -> bool:
        value = data.get(str(where[-1]), False)
        if not isinstance(value, bool):
            self.problem(where, f"is true or false; received {_shown(value)}.")
            return False
        return value

    def number(
        self,
        data: Mapping[str, Any],
        where: _Where,
        least: float,
        most: float,
        default: float,
        needed: bool = True,
    ) -> float:
        value = data.get(str(where[-1]))
        if value is None:
            if needed:
                self.problem(where, "is missing.")
            return default
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        if not is_number or not (least <= value <= most and math.isfinite(value)):
            self.problem(where, f"is a number from {least:g} to {most:g}; received {_shown(value)}.")
            return default
        return float(value)

    def choice(
        self, data: Mapping[str, Any], where: _Where, kind: type[_Enum], default: _Enum, needed: bool = True
    ) -> _Enum:
        value = data.get(str(where[-1]))
        if value is None and not needed:
            return default
        if value not in list(kind):
            said = "is missing" if value is None else f"received {_shown(value)}"
            self.problem(where, f"one of {_list(kind)}; {said}.")
            return default
        return kind(value)


def _list(names: Any) -> str:
    return ", ".join(str(name) for name in names)


def _shown(value: Any) -> str:
    text = repr(value) if value is not None else "nothing"
    return text if len(text) <= 60 else f"{text[:57]}..."
