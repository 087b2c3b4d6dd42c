"""A comparison read back from its lines, live or from a file: which way each stretch of pacing was, and how it scored."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from outbreath_app.assess.reading import Stretch, stretches
from outbreath_app.assess.scoring import BROKEN_OFF, ScoredStep, score_step
from outbreath_app.breathing.of_parts import PartRates
from outbreath_app.compare.experiment import (
    COMPARISON,
    SETTLING_BREATHS,
    Experiment,
    Way,
    experiment_of,
)
from outbreath_app.compare.scoring import ComparedStep, Comparison, compared
from outbreath_app.pacing.pattern import PacingError, Pattern
from outbreath_app.stream.sources import BeatSource, SourceError
from outbreath_app.trends.over_time import near_pace
from outbreath_app.words.codes import AppWhy
from outbreath_devices.recording.line import Line
from outbreath_signal.artifacts.labelling import label_beats
from outbreath_signal.beats import BeatSeries

# The last breath of a step counts although the heart beat last a little before its end.
LAST_BEAT_S = 0.9
_STEP_NAME = re.compile(r"(\d{1,3})([AB])")


def is_comparison(lines: Sequence[Line]) -> bool:
    """Whether a recording is of a comparison."""
    return any(line.get("k") == "phase" and line.get("practice") == COMPARISON for line in lines)


def compare_recording(source: BeatSource) -> Comparison:
    """Score the comparison that a recording holds.

    Breathing measured by motion or ECG, where the recording holds them, must agree with the pace; else the beats tell.
    Raises SourceError when it holds none.
    """
    if not is_comparison(source.lines):
        raise SourceError(f"{source.name} holds no comparison of two ways of breathing.")
    from outbreath_app.breathing.along import measured_breath

    return compare_lines(source.lines, source.beats, PartRates(measured_breath(source)), source.name)


def compare_lines(
    lines: Sequence[Line], beats: BeatSeries, sensed: PartRates | None = None, name: str = "the recording"
) -> Comparison:
    """The answer that a recording's lines and its beats (timed from its first line) support. Raises SourceError."""
    named = _named_stretches(lines)
    experiment = _design(lines, named)
    if experiment is None:
        raise SourceError(f"{name} tells too little of the ways that were compared to score them.")
    accepted = label_beats(beats).accepted if len(beats) else None
    steps = []
    for place, letter, one in named:
        planned = experiment.order[place] if place < len(experiment.order) else letter  # a pair done again
        if accepted is None or planned != letter:
            continue
        scored = score_step(
            beats,
            accepted,
            one.pace.rate_per_min,
            one.begin_s,
            one.duration_s + LAST_BEAT_S,
            SETTLING_BREATHS,
        )
        scored = replace(scored, duration_s=one.duration_s)
        steps.append(ComparedStep(place, letter, _checked(scored, one, experiment, sensed)))
    begin_s = min((one.at_s for _, _, one in named), default=0.0)
    end_s = max((one.end_s for _, _, one in named), default=0.0)
    return compared(experiment, steps, (end_s - begin_s) / 60)


def _checked(
    scored: ScoredStep, one: Stretch, experiment: Experiment, sensed: PartRates | None
) -> ScoredStep:
    """The score, refused where the step was not the one that was designed or a sensor says it was breathed otherwise."""
    pace = one.pace.rate_per_min
    if one.broken_off:
        scored = scored.refused(BROKEN_OFF)
    if abs(pace - experiment.rate_per_min) > 1e-6:
        scored = scored.refused(AppWhy.PACE_CHANGED())
    measured = None if sensed is None else sensed.within(one.begin_s, one.end_s)
    if measured is not None and not near_pace(pace, measured.rate_per_min):
        scored = scored.refused(AppWhy.BREATH_AT(rate_per_min=measured.rate_per_min))
    return scored


def _named_stretches(lines: Sequence[Line]) -> list[tuple[int, str, Stretch]]:
    """Place, letter and pacing of every step, in order of time; the place counts from 0."""
    start_ns = int(lines[0]["t"]) if lines else 0
    phases: list[tuple[float, str]] = []
    for line in lines:
        if line.get("k") == "phase":
            at = line.get("at", line.get("t"))
            if isinstance(at, int):
                step = str(line.get("step", "")) if line.get("practice") == COMPARISON else ""
                phases.append(((at - start_ns) / 1e9, step))
    named = []
    for one in stretches(lines):
        within = [step for at_s, step in phases if at_s <= one.at_s + 1e-6]
        found = _STEP_NAME.fullmatch(within[-1]) if within else None
        if found:
            named.append((int(found[1]) - 1, found[2], one))
    return named


def _design(lines: Sequence[Line], named: Sequence[tuple[int, str, Stretch]]) -> Experiment | None:
    """The design as the session's start tells it; where that line was lost, as the steps themselves show it."""
    for line in lines:
        details = line.get("details")
        if line.get("k") == "session" and line.get("practice") == COMPARISON and isinstance(details, dict):
            found = experiment_of(details)
            if found is not None:
                return found
    shapes: dict[str, Pattern] = {}
    for _, letter, one in named:
        if one.pace.pattern is not None:
            shapes.setdefault(letter, one.pace.pattern)
    if set(shapes) != {"A", "B"}:
        return None
    letters = {place: letter for place, letter, _ in named}
    order = "".join(letters.get(place, "-") for place in range(max(letters) + 1))
    try:
        a, b = (Way(letter, _shape_words(shapes[letter]), shapes[letter]) for letter in "AB")
        return Experiment(a, b, named[0][2].pace.rate_per_min, order)
    except PacingError:
        return None


def _shape_words(shape: Pattern) -> str:
    return f"In {100 * shape.in_share:.0f} %, out {100 * shape.out_share:.0f} % of the breath"
