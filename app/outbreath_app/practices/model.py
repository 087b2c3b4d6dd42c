"""What a practice is: phases with their pace and slow prompts, cautions, and other ways to practise."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from outbreath_app.pacing import MAX_RAMP_PER_MIN, Pattern, named_pattern

FORMAT = 1


class Flow(StrEnum):
    """What a practice is about. The three flows of compassion are to_others, from_others and to_self."""

    BREATHING = "breathing"
    ATTENTION = "attention"
    COMPASSIONATE_SELF = "compassionate_self"
    TO_OTHERS = "to_others"
    FROM_OTHERS = "from_others"
    TO_SELF = "to_self"
    ACTION = "action"
    GROUNDING = "grounding"
    REST = "rest"


class Eyes(StrEnum):
    OPEN = "open"
    CLOSED = "closed"
    EITHER = "either"


class PhaseKind(StrEnum):
    """The part a phase plays. STEP and REST belong to assessments."""

    SETTLE = "settle"
    BASELINE = "baseline"
    PRACTICE = "practice"
    RECOVERY = "recovery"
    STEP = "step"
    REST = "rest"


@dataclass(frozen=True, slots=True)
class PaceSpec:
    """The pace a phase asks for.

    shape and rate_per_min say how to breathe. own_pace: the person's accepted pace takes the rate's place.
    to_rate_per_min: a ramp to that rate. from_measured: begin at the person's measured rate and ramp from there.
    slide_s, slide_breaths: each breath longer by slide_s, over so many breaths (a sliding assessment).
    pattern: the named pattern it came from, "" for one of one's own. varied: whether its breaths vary in blocks; None leaves that to the person.
    """

    shape: Pattern
    rate_per_min: float
    pattern: str = ""
    own_pace: bool = False
    from_measured: bool = False
    to_rate_per_min: float | None = None
    ramp_per_min: float = MAX_RAMP_PER_MIN
    slide_s: float = 0.0
    slide_breaths: float = 0.0
    holds: bool | None = None
    varied: bool | None = None

    @classmethod
    def named(cls, pattern: str, rate_per_min: float | None = None, holds: bool | None = None) -> PaceSpec:
        """The pace of a named pattern, at its own rate unless another is given."""
        found = named_pattern(pattern)
        rate = found.rate_per_min(holds) if rate_per_min is None else rate_per_min
        return cls(shape=found.shape(holds), rate_per_min=rate, pattern=pattern, holds=holds)

    @property
    def target_per_min(self) -> float:
        """The rate the phase ends at."""
        return self.rate_per_min if self.to_rate_per_min is None else self.to_rate_per_min


@dataclass(frozen=True, slots=True)
class Prompt:
    """A line shown (or spoken) from `at`, a share of its phase (0 to 1), until the next one."""

    at: float
    text: str


@dataclass(frozen=True, slots=True)
class Phase:
    """A phase takes its weight's share of the session, at most most_minutes; pace None leaves the breath alone."""

    kind: PhaseKind
    title: str
    weight: float = 1.0
    most_minutes: float | None = None
    pace: PaceSpec | None = None
    prompts: tuple[Prompt, ...] = ()


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another way to practise, with the practice it leads to."""

    practice: str
    text: str


@dataclass(frozen=True, slots=True)
class Practice:
    """A whole practice. No practice depends on another: there is no way to say so."""

    key: str
    title: str
    flow: Flow
    about: str
    minutes: float
    eyes: Eyes
    phases: tuple[Phase, ...]
    cautions: tuple[str, ...] = ()
    alternatives: tuple[Alternative, ...] = ()
    author: str = ""
    own: bool = False

    @property
    def prompts(self) -> tuple[Prompt, ...]:
        return tuple(prompt for phase in self.phases for prompt in phase.prompts)

    @property
    def paced(self) -> bool:
        return any(phase.pace is not None for phase in self.phases)
