"""An assessment read from its lines, live or from a file: its paces from the pacer's own lines, its beats as they were heard."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from outbreath_app.assess.answer import Assessment, conclude
from outbreath_app.assess.criteria import criteria_of
from outbreath_app.assess.protocol import Protocol, settling_breaths
from outbreath_app.assess.scoring import BROKEN_OFF, ScoredStep, score_slide, score_step
from outbreath_app.breathing.along import measured_breath
from outbreath_app.pacing.course import Pace
from outbreath_app.pacing.lines import pacer_from_lines
from outbreath_app.stream.sources import BeatSource, SourceError
from outbreath_app.words.codes import AppWhy
from outbreath_devices.recording.line import Line
from outbreath_signal.artifacts.labelling import label_beats
from outbreath_signal.beats import BeatSeries
from outbreath_signal.breathing.from_rr import BreathTrack

# A pace kept for less than this is a passage, not a step.
SHORTEST_STEP_S = 40.0
KEY = "assess"  # what the name of every assessment begins with


@dataclass(frozen=True, slots=True)
class Stretch:
    """One stretch of pacing. Times in seconds from the recording's first line.

    begin_s, end_s: from its first whole breath to where it ended. after_rest: nothing was paced before it. broken_off: the
    person chose to do it again instead.
    """

    pace: Pace
    at_s: float
    begin_s: float
    end_s: float
    after_rest: bool = False
    broken_off: bool = False

    @property
    def duration_s(self) -> float:
        return self.end_s - self.begin_s


def assess_recording(source: BeatSource) -> Assessment:
    """Score the paces of a recording and conclude.

    Raises SourceError when the recording holds no pacer lines: then nobody knows what was asked of the person.
    """
    if not any(pace.pattern for pace in pacer_from_lines(source.lines).paces):
        raise SourceError(f"{source.name} holds no paces: an assessment is a recording made with the pacer.")
    return conclude_lines(source.lines, source.beats, measured_breath(source))


def conclude_lines(lines: Sequence[Line], beats: BeatSeries, breath: BreathTrack | None = None) -> Assessment:
    """The answer that a recording's lines, its beats (timed from its first line) and its measured breath support."""
    protocol = protocol_of(lines)
    steps = _with_criteria(score_stretches(stretches(lines), beats, protocol, breath), beats)
    first_s = min((step.start_s for step in steps), default=0.0)
    last_s = max((step.start_s + step.duration_s for step in steps), default=0.0)
    found = conclude(protocol, (last_s - first_s) / 60, steps)
    if _was_practice(lines):
        return replace(found, reasons=(*found.reasons, AppWhy.NOT_AN_ASSESSMENT()))
    return found


def stretches(lines: Sequence[Line], until_ns: int | None = None) -> list[Stretch]:
    """The stretches of steady or sliding pacing that are long enough to be scored, up to until_ns."""
    start_ns = int(lines[0]["t"]) if lines else 0
    end_ns = _end_ns(lines) if until_ns is None else until_ns
    again_ns = [
        _at_ns(line) for line in lines if line.get("k") == "session" and line.get("event") == "repeat"
    ]
    found: list[Stretch] = []
    paces = [pace for pace in pacer_from_lines(lines).paces if pace.at_ns < end_ns]
    edges = [*(pace.at_ns for pace in paces[1:]), end_ns]
    paced_ns = [pace.at_ns for pace in paces if pace.pattern is not None]
    for before, pace, edge_ns in zip([None, *paces], paces, edges, strict=False):
        if not _is_step(pace, (edge_ns - pace.at_ns) / 1e9):
            continue
        at_s = (pace.at_ns - start_ns) / 1e9
        begin_s = at_s + pace.seconds(float(np.ceil(pace.phase0 - 1e-6)) - pace.phase0)
        next_ns = next((at_ns for at_ns in paced_ns if at_ns > pace.at_ns), edge_ns)
        broken_off = any(pace.at_ns < again <= next_ns for again in again_ns)
        after_rest = before is None or before.pattern is None
        found.append(Stretch(pace, at_s, begin_s, (edge_ns - start_ns) / 1e9, after_rest, broken_off))
    return found


def _is_step(pace: Pace, lasted_s: float) -> bool:
    ramps = pace.to_rate_per_min is not None and pace.to_rate_per_min != pace.rate_per_min
    return pace.pattern is not None and lasted_s >= SHORTEST_STEP_S and not ramps


def score_stretches(
    found: Sequence[Stretch], beats: BeatSeries, protocol: Protocol, breath: BreathTrack | None = None
) -> list[ScoredStep]:
    """One score for a steady stretch, one for every few breaths of a slide."""
    if not found or not len(beats):
        return []
    accepted = label_beats(beats).accepted
    steps: list[ScoredStep] = []
    for one in found:
        pace = one.pace
        if pace.slide_s:
            first = float(np.ceil(pace.phase0 - 1e-6))
            numbers = np.arange(first, pace.phase0 + pace.slide_breaths + 1e-6)
            edges = np.array([one.at_s + pace.seconds(float(number) - pace.phase0) for number in numbers])
            scored = score_slide(beats, accepted, edges[edges <= one.end_s + 0.05], breath)
        else:
            settling = settling_breaths(protocol, one.after_rest)
            scored = [
                score_step(beats, accepted, pace.rate_per_min, one.begin_s, one.duration_s, settling, breath)
            ]
        steps += [step.refused(BROKEN_OFF) if one.broken_off else step for step in scored]
    return steps


def _with_criteria(steps: Sequence[ScoredStep], beats: BeatSeries) -> list[ScoredStep]:
    """The steps with the published criteria beside their scores."""
    if not steps:
        return []
    accepted = label_beats(beats).accepted
    return [
        replace(
            step,
            criteria=criteria_of(
                beats,
                accepted,
                step.pace_per_min,
                step.start_s,
                step.start_s + step.duration_s,
                step.smoothness,
            ),
        )
        for step in steps
    ]


def _at_ns(line: Line) -> int:
    """When what a line tells of happened (ns)."""
    at = line.get("at", line.get("t"))
    return at if isinstance(at, int) and not isinstance(at, bool) else int(line["t"])


def _end_ns(lines: Sequence[Line]) -> int:
    """When the pacing ended: the session's stop, else the last line."""
    stops = [
        _at_ns(line)
        for line in lines
        if line.get("k") == "session" and line.get("event") in ("stop", "discomfort")
    ]
    return int(stops[-1] if stops else max((int(line["t"]) for line in lines), default=0))


def _was_practice(lines: Sequence[Line]) -> bool:
    """Whether the recording names what was done, and that was something else."""
    names = [str(line.get("practice", "")) for line in lines if line.get("k") == "phase"]
    return any(names) and not any(name.startswith(KEY) for name in names)


def protocol_of(lines: Sequence[Line]) -> Protocol:
    """Which assessment it was, by its name in the recording or, without one, by its shape."""
    names = " ".join(str(line.get("practice", "")) for line in lines if line.get("k") == "phase")
    for protocol in Protocol:
        if str(protocol) in names:
            return protocol
    paces = pacer_from_lines(lines).paces
    if any(pace.slide_s for pace in paces):
        return Protocol.SLIDING
    return Protocol.STEPPED if any(pace.pattern is None for pace in paces[:-1]) else Protocol.ADAPTIVE
