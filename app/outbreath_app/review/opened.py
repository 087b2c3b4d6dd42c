"""One recorded session opened for looking at: its beats, phases, pace, breathing, marks and what the person added."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from outbreath_app.breathing.along import measured_breath
from outbreath_app.catalogue.indexing import Span, spans
from outbreath_app.flow.checkin import answers_in
from outbreath_app.pacing import Pacer, pacer_from_lines
from outbreath_app.review.logged import open_logged
from outbreath_app.storage.sidefile import Side, load_side
from outbreath_app.stream.sources import BeatSource
from outbreath_devices.recording.line import Line
from outbreath_signal.artifacts.labelling import Labelling, label_beats
from outbreath_signal.breathing.from_rr import BreathTrack, breath_from_rr
from outbreath_signal.spectra.resampling import resample

MOST_MARKS = 500
LONGEST_MARK = 200


@dataclass(frozen=True, slots=True)
class Moment:
    """Something said at a time (s from the recording's first line). kind: mark or note."""

    at_s: float
    text: str
    kind: str


@dataclass(frozen=True, slots=True)
class StrapFacts:
    """What a strap told of itself when it was connected, '' where it did not. body_location: where it is worn, in English."""

    manufacturer: str = ""
    model: str = ""
    firmware: str = ""
    body_location: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class OpenedSession:
    """Times count in seconds from the recording's first line (first_ns, monotonic).

    found: labels as found, before any given by hand. breathing: rates along time, whose source says what told them.
    measured: the same where something beside the intervals told it, else None. end_s: the last line's time.
    """

    path: Path
    source: BeatSource
    first_ns: int
    end_s: float
    found: Labelling
    side: Side
    spans: tuple[Span, ...]
    pacer: Pacer
    breathing: BreathTrack
    measured: BreathTrack | None
    marks: tuple[Moment, ...]
    checkins: Mapping[str, Mapping[str, int]]
    strap: str
    program: str
    assessed: bool
    strap_facts: StrapFacts = StrapFacts()


def open_session(path: Path) -> OpenedSession:
    """Read one recording and its side file. Raises DeviceError with one sentence when that cannot be done."""
    side = load_side(path)
    source = open_logged(str(path))
    lines = source.lines
    first_ns = _integer(lines[0].get("t")) if lines else 0
    found = label_beats(source.beats, source.origin)
    measured = measured_breath(source)
    breathing = breath_from_rr(resample(found.corrected)) if measured is None else measured
    head = lines[0] if lines and lines[0].get("k") == "head" else {}
    strap = head.get("strap")
    end_s = max((seconds(line, first_ns) for line in lines), default=0.0)
    return OpenedSession(
        path=path,
        source=source,
        first_ns=first_ns,
        end_s=max(end_s, float(source.beats.t_s[-1])),
        found=found,
        side=side,
        spans=tuple(spans(lines, first_ns, side)) if lines else (),
        pacer=pacer_from_lines(line for line in lines if line.get("k") == "pace"),
        breathing=breathing,
        measured=measured,
        marks=tuple(_marks(lines, first_ns)),
        checkins={
            str(line.get("when"))[:10]: answers_in(line) for line in lines if line.get("k") == "checkin"
        },
        strap=plain(strap.get("name", "")) if isinstance(strap, dict) else "",
        program=plain(head.get("program", "")),
        assessed=any(str(line.get("practice", "")).startswith("assess") for line in lines),
        strap_facts=strap_facts(lines),
    )


def strap_facts(lines: Iterable[Line]) -> StrapFacts:
    """What the strap told of itself, last where it was connected more than once."""
    told = StrapFacts()
    for line in lines:
        strap = line.get("strap") if line.get("k") in ("head", "link") else None
        if isinstance(strap, dict):
            said = {
                name: plain(value)
                for name in ("manufacturer", "model", "firmware", "body_location")
                if isinstance(value := strap.get(name), str) and value
            }
            told = replace(told, **said)
    return told


def _marks(lines: tuple[Line, ...], first_ns: int) -> list[Moment]:
    return [
        Moment(seconds(line, first_ns), text, str(line["k"]))
        for line in lines
        if line.get("k") in ("mark", "note") and (text := plain(line.get("text", "")))
    ][:MOST_MARKS]


def seconds(line: Line, first_ns: int) -> float:
    """A line's time, seconds from the first; 0 where it has none."""
    return max(0.0, (_integer(line.get("t"), first_ns) - first_ns) / 1e9)


def plain(text: object) -> str:
    """Text of a recording that can be shown: no control characters, not too long."""
    kept = str(text)[:LONGEST_MARK].encode("utf-8", "replace").decode()
    return "".join(c if c.isprintable() else " " for c in kept)


def _integer(value: object, otherwise: int = 0) -> int:
    right = isinstance(value, int) and not isinstance(value, bool) and abs(value) < 1 << 63
    return value if right and isinstance(value, int) else otherwise
