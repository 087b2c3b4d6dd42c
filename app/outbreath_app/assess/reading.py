"""An assessment read back from a recording: its paces from the pacer's own lines, its beats as they were heard."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from outbreath_app.assess.answer import Assessment, conclude
from outbreath_app.assess.protocol import Protocol
from outbreath_app.assess.scoring import ScoredStep, score_slide, score_step
from outbreath_app.pacing.course import Pace
from outbreath_app.pacing.lines import pacer_from_lines
from outbreath_app.sources import BeatSource, SourceError
from outbreath_devices.recording.line import Line
from outbreath_signal.beats import BeatSeries

# A pace kept for less than this is a passage, not a step.
SHORTEST_STEP_S = 40.0
LONG_STEP_S = 100.0


def assess_recording(source: BeatSource) -> Assessment:
    """Score the paces of a recording and conclude.

    Raises SourceError when the recording holds no pacer lines: then nobody knows what was asked of the person.
    """
    paces = list(pacer_from_lines(source.lines).paces)
    if not any(pace.pattern for pace in paces):
        raise SourceError(f"{source.name} holds no paces: an assessment is a recording made with the pacer.")
    start_ns = int(source.lines[0]["t"])
    end_ns = _end_ns(source.lines)
    steps: list[ScoredStep] = []
    edges = [*(pace.at_ns for pace in paces[1:]), end_ns]
    for pace, until_ns in zip(paces, edges, strict=True):
        steps += _scored(source.beats, pace, min(until_ns, end_ns), start_ns)
    first_s = min((step.start_s for step in steps), default=0.0)
    last_s = max((step.start_s + step.duration_s for step in steps), default=0.0)
    return conclude(_protocol(source.lines, paces), (last_s - first_s) / 60, steps)


def _scored(beats: BeatSeries, pace: Pace, until_ns: int, start_ns: int) -> list[ScoredStep]:
    """The steps within one stretch of pacing: one for a steady pace, a window for every few breaths of a slide."""
    at_s, duration_s = (pace.at_ns - start_ns) / 1e9, (until_ns - pace.at_ns) / 1e9
    if pace.pattern is None or duration_s < SHORTEST_STEP_S:
        return []
    first_breath = float(np.ceil(pace.phase0 - 1e-6))
    if pace.slide_s:
        numbers = np.arange(first_breath, pace.phase0 + pace.slide_breaths + 1e-6)
        edges = np.array([at_s + pace.seconds(float(number) - pace.phase0) for number in numbers])
        return score_slide(beats, edges[edges <= at_s + duration_s + 1e-6])
    if pace.to_rate_per_min is not None and pace.to_rate_per_min != pace.rate_per_min:
        return []
    begin_s = at_s + pace.seconds(first_breath - pace.phase0)
    settling = 2.0 if duration_s >= LONG_STEP_S else 1.0
    return [score_step(beats, pace.rate_per_min, begin_s, at_s + duration_s - begin_s, settling)]


def _end_ns(lines: Sequence[Line]) -> int:
    """When the pacing ended: the session's stop, else the last line."""
    stops = [
        line["t"]
        for line in lines
        if line.get("k") == "session" and line.get("event") in ("stop", "discomfort")
    ]
    return int(stops[-1] if stops else max(int(line["t"]) for line in lines))


def _protocol(lines: Sequence[Line], paces: Sequence[Pace]) -> Protocol:
    """Which assessment it was, by its name in the recording or, without one, by its shape."""
    names = " ".join(str(line.get("practice", "")) for line in lines if line.get("k") == "phase")
    for protocol in Protocol:
        if str(protocol) in names:
            return protocol
    if any(pace.slide_s for pace in paces):
        return Protocol.SLIDING
    return Protocol.STEPPED if any(pace.pattern is None for pace in paces[:-1]) else Protocol.ADAPTIVE
