"""The kinds of lines of a recording: what each holds, with units. `parsing` reads and writes them, `schema` describes them.

A class is a kind's only definition: its fields are the keys that stand in the file, under a `Key` where they are called
otherwise there. Fields without a default must be there; others may lack. What is in a line beyond its fields is kept in `extra`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Annotated, Any, ClassVar

from outbreath_devices.recording.values import Key
from outbreath_devices.strap.events import LinkState, StrapInfo

_At = Annotated[int | None, Key("at", "monotonic ns", schema={"type": "integer"})]
_UNIX = "Unix ns"
_STRAP_NEEDS = ("address", "name", "kind")
_Share = {"minimum": 0, "maximum": 1}
_NotBelow0 = {"minimum": 0}
_Above0 = {"exclusiveMinimum": 0}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What every line has. number: 1, 2, 3, ... within its file, 0 before it is in one. t_ns: monotonic.

    extra: keys that are not this kind's, or do not hold what they should, as they came.
    """

    KIND: ClassVar[str] = ""
    EXACT: ClassVar[bool] = False  # a line with one wrong value is not believed at all

    number: int = 0
    t_ns: int = 0
    extra: Mapping[str, Any] = field(default_factory=dict)

    @property
    def kind(self) -> str:
        """The word that stands in the file."""
        return self.KIND

    @property
    def happened_ns(self) -> int:
        """When what the line tells happened (monotonic ns)."""
        return self.t_ns


class Told(Line):
    """A line about something that happened at at_ns (monotonic), None where it does not say; then it was when it was stamped."""

    __slots__ = ()
    at_ns: int | None

    @property
    def happened_ns(self) -> int:
        """When it happened (monotonic ns)."""
        return self.t_ns if self.at_ns is None else self.at_ns


@dataclass(frozen=True, slots=True)
class HeadLine(Line):
    """The first line: when, where, with what. truth: of a made-up session. The rest tells where an imported session came from."""

    KIND: ClassVar[str] = "head"

    version: Annotated[int, Key("v", always=True)] = 0
    wall_ns: Annotated[int | None, Key("wall", _UNIX, True, {"type": "integer"})] = None
    zone_min: Annotated[
        int | None,
        Key("zone", "minutes east of UTC", True, {"type": "integer", "minimum": -1440, "maximum": 1440}),
    ] = None
    program: Annotated[str, Key(always=True)] = ""
    strap: Annotated[StrapInfo | None, Key(always=True, schema={"type": "object"}, needs=_STRAP_NEEDS)] = None
    settings: Annotated[Mapping[str, Any], Key(always=True)] = field(default_factory=dict)
    truth: Mapping[str, Any] = field(default_factory=dict)
    wall_from: Annotated[str, Key(about="where the time of an imported session is from")] = ""
    source_format: str = ""
    source_name: str = ""
    source_sha256: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NotificationLine(Line):
    """Bytes as a strap sent them."""

    KIND: ClassVar[str] = "n"

    source: Annotated[str, Key("s", "hr, battery, pmd_control, pmd_data, phone; others may come")]
    payload: Annotated[bytes, Key("b")]


@dataclass(frozen=True, slots=True)
class ClockLine(Line):
    """The two clocks at one moment, and what one of them did against the other."""

    KIND: ClassVar[str] = "clk"

    wall_ns: Annotated[int, Key("wall", _UNIX)]
    reason: str = ""
    wall_jump_s: float | None = None
    slept_s: float | None = None


@dataclass(frozen=True, slots=True)
class LinkLine(Line):
    """The link to the strap changed, or there is something to say about it."""

    KIND: ClassVar[str] = "link"

    state: LinkState
    reason: Annotated[str, Key(always=True)] = ""
    strap: Annotated[StrapInfo | None, Key(needs=_STRAP_NEEDS)] = None
    details: Annotated[
        Mapping[str, Any],
        Key(schema={"additionalProperties": {"type": ["string", "number", "boolean", "null"]}}),
    ] = field(default_factory=dict)

    @property
    def broken(self) -> bool:
        """Whether the strap's stream ended here."""
        return self.state in (LinkState.LOST, LinkState.CLOSED)


@dataclass(frozen=True, slots=True)
class Ramp:
    """A change of pace in time: to a rate, by so many breaths/min each minute."""

    to_rate_per_min: float
    per_min: float = 0.0


@dataclass(frozen=True, slots=True)
class Slide:
    """Each of so many breaths is longer than the one before."""

    longer_s: float = 0.0
    breaths: float = 0.0


@dataclass(frozen=True, slots=True)
class TopUp:
    """A second small in-breath: its share of the breath, and the level reached before it."""

    share: float = 0.0
    level: float = 0.8


@dataclass(frozen=True, slots=True)
class PaceLine(Told):
    """The pacer changed. rate_per_min None: nothing is paced from then on. phase0: breaths at at_ns."""

    KIND: ClassVar[str] = "pace"
    EXACT: ClassVar[bool] = True

    rate_per_min: Annotated[float | None, Key(always=True, schema=_Above0)] = None
    at_ns: Annotated[int | None, Key("at", "monotonic ns", True, {"type": "integer"})] = None
    phase0: Annotated[float, Key(about="breaths", always=True)] = 0.0
    inhale_share: Annotated[float | None, Key(schema={"type": "number", **_Share})] = None
    hold_in_s: Annotated[float | None, Key(schema={"type": "number", **_NotBelow0})] = None
    hold_out_s: Annotated[float | None, Key(schema={"type": "number", **_NotBelow0})] = None
    shares: tuple[float, float, float, float] | None = None
    top_up: Annotated[TopUp | None, Key(needs=("share", "level"))] = None
    ramp: Annotated[Ramp | None, Key(needs=("per_min",))] = None
    slide: Annotated[Slide | None, Key(needs=("longer_s", "breaths"))] = None
    varied: bool = False
    pattern: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class PhaseLine(Told):
    """A part of the session began. step: its name among parts of one kind. seconds: as planned, None for an open one."""

    KIND: ClassVar[str] = "phase"

    at_ns: _At = field(default=None, kw_only=True)
    name: Annotated[str, Key(always=True)] = ""
    practice: str = ""
    title: str = ""
    flow: str = ""
    seconds: float | None = None
    step: str = ""


class Event(StrEnum):
    """What happens to a session as a whole; a later program may know more."""

    START = "start"
    PAUSE = "pause"
    RESUME = "resume"
    STOP = "stop"
    DISCOMFORT = "discomfort"
    REPEAT = "repeat"
    LENGTHEN = "lengthen"
    PROPOSAL = "proposal"


@dataclass(frozen=True, slots=True)
class EventLine(Told):
    """Something happened to the session. What is told beside the event goes by the event; details: an experiment's design."""

    KIND: ClassVar[str] = "session"

    event: str
    at_ns: _At = field(default=None, kw_only=True)
    practice: str = ""
    title: str = ""
    flow: str = ""
    seconds: float | None = None
    posture: str = ""
    ease_in: bool | None = None
    safety_shown: bool | None = None
    details: Mapping[str, Any] = field(default_factory=dict)
    text: str = ""
    step: int | None = None
    complete: bool | None = None
    practised_s: float | None = None
    rate_per_min: float | None = None
    from_per_min: float | None = None
    accepted: bool | None = None
    unanswered: bool | None = None


@dataclass(frozen=True, slots=True)
class MarkLine(Told):
    """A moment marked by the person."""

    KIND: ClassVar[str] = "mark"

    at_ns: _At = field(default=None, kw_only=True)
    text: Annotated[str, Key(always=True)] = ""


@dataclass(frozen=True, slots=True)
class NoteLine(Line):
    """A remark. The recorder leaves one where it had to leave a line out, with the kind of that line."""

    KIND: ClassVar[str] = "note"

    text: Annotated[str, Key(always=True)] = ""
    left_out: Annotated[str, Key("kind", "what was left out")] = ""


class When(StrEnum):
    """Which of the two check-ins."""

    BEFORE = "before"
    AFTER = "after"


@dataclass(frozen=True, slots=True)
class CheckinLine(Line):
    """The person's own answers, 0 to 10 by item."""

    KIND: ClassVar[str] = "checkin"

    when: When
    items: Annotated[Mapping[str, Any], Key(always=True)] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DiskLine(Line):
    """The disk's state changed: `ok`, or a sentence."""

    KIND: ClassVar[str] = "disk"

    state: str


@dataclass(frozen=True, slots=True)
class RrLine(Line):
    """Intervals that came ready-made. at_s: where the first begins, s from the file's first line; rr_1024: a strap's own integers."""

    KIND: ClassVar[str] = "rr"
    EXACT: ClassVar[bool] = True

    at_s: Annotated[float, Key(schema=_NotBelow0)]
    rr_ms: Annotated[tuple[float, ...], Key(schema={"items": {"type": "number", **_Above0}})]
    joined: Annotated[bool, Key(always=True)] = False
    rr_1024: Annotated[
        tuple[int, ...] | None, Key(schema={"type": "array", "items": {"type": "integer", "minimum": 1}})
    ] = None


@dataclass(frozen=True, slots=True)
class FootLine(Line):
    """The last line of a recording that was ended. lines: of the file, this one included."""

    KIND: ClassVar[str] = "foot"

    lines: Annotated[int, Key(always=True, schema={"minimum": 1})] = 0
    counts: Annotated[
        Mapping[str, Any], Key(schema={"additionalProperties": {"type": "integer", "minimum": 1}})
    ] = field(default_factory=dict)
    dropped: Annotated[int | None, Key(schema={"type": "integer", "minimum": 0})] = None
    repaired: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class UnknownLine(Line):
    """A line of a kind that is not known here, or one that does not hold what its kind must; all of it is in extra."""

    said: str = field(default="")

    @property
    def kind(self) -> str:
        """The word that stands in the file."""
        return self.said


KINDS: tuple[type[Line], ...] = (
    HeadLine,
    NotificationLine,
    ClockLine,
    LinkLine,
    PaceLine,
    PhaseLine,
    EventLine,
    MarkLine,
    NoteLine,
    CheckinLine,
    DiskLine,
    RrLine,
    FootLine,
)
