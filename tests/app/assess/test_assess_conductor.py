"""An assessment led step by step: it decides in time, judges what ended, goes on past an edge, and repeats on a wish."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from outbreath_app.assess.conductor import Conductor, Refused
from outbreath_app.assess.listening import Listening
from outbreath_app.assess.person import Constitution, SimulatedPerson
from outbreath_app.assess.protocol import ADAPTIVE_BUDGET_S, PaceStep, Protocol
from outbreath_app.assess.reading import assess_recording, conclude_lines, stretches
from outbreath_app.assess.rehearsal import Rehearsal
from outbreath_app.assess.scoring import ScoredStep
from outbreath_app.flow.engine import SessionFlow
from outbreath_app.pacing import Pattern
from outbreath_app.practices import PhaseKind
from outbreath_app.stream.sources import open_source
from outbreath_app.words.codes import AppWhy
from outbreath_devices.recording.line import Line
from outbreath_signal.estimate import Adherence
from outbreath_signal.rsa.resonance import PaceObservation

_NS = 1_000_000_000
CALM = Constitution(peak_per_min=5.4, sharpness=3.0, noise_ms=3.0, mayer_ms=3.0, slow_ms=8.0, depth_cv=0.06)


def step_at(pace: float, rsa_ms: float = 100.0, accepted: bool = True) -> ScoredStep:
    observation = PaceObservation(pace, 4.6, 0.05, 1.0) if accepted else None
    adherence = Adherence.ON_PACE if accepted else Adherence.OFF_PACE
    reasons = () if accepted else (AppWhy.BREATH_SEEMS_AT(rate_per_min=12.0),)
    return ScoredStep(
        pace,
        0.0,
        120.0,
        rsa_ms,
        rsa_ms - 9,
        rsa_ms + 9,
        9,
        0.9,
        adherence,
        0.0,
        accepted,
        reasons,
        observation,
    )


class Led:
    """A flow with its conductor, moved by hand; `scores` stands for what the heart did."""

    def __init__(self, protocol: Protocol, scores: Sequence[ScoredStep] = ()) -> None:
        self.lines: list[Line] = []
        self.conductor = Conductor(protocol, "Looking")
        self.flow = SessionFlow(self.conductor.plan, self.lines.append)
        self.scores = list(scores)
        self.now_s = 0.0
        self.flow.start(0)

    def until(self, at_s: float) -> None:
        while self.now_s < at_s:
            self.now_s = min(self.now_s + 1.0, at_s)
            now_ns = round(self.now_s * _NS)
            self.conductor.attend(self.flow, lambda _: self.scores, now_ns)
            self.flow.tick(now_ns)

    @property
    def names(self) -> list[str]:
        return [step.name for step in self.flow.steps]


def test_the_breath_is_shared_between_in_and_out_as_chosen() -> None:
    even = Conductor(Protocol.STEPPED, "Looking", Pattern(in_share=0.5, out_share=0.5))
    shapes = {step.pace.shape.in_share for step in even.plan.steps if step.pace is not None}
    assert shapes == {0.5}


@pytest.mark.parametrize(("best", "further"), [(6.5, "7"), (4.5, "4")])
def test_an_edge_that_wins_is_followed_by_a_rest_and_one_pace_further(best: float, further: str) -> None:
    led = Led(
        Protocol.STEPPED, [step_at(pace, 150 if pace == best else 90) for pace in (6.5, 6.0, 5.5, 5.0, 4.5)]
    )
    led.until(18 * 60 - 1)
    assert led.names[-2:] == ["", further]
    assert [step.kind for step in led.flow.steps][-2:] == [PhaseKind.REST, PhaseKind.STEP]
    led.scores.append(step_at(float(further), 160))
    led.until(22 * 60 + 1)
    assert led.flow.stage == "after"


def test_a_best_pace_within_ends_the_stepped_assessment() -> None:
    led = Led(
        Protocol.STEPPED, [step_at(pace, 150 if pace == 5.5 else 90) for pace in (6.5, 6.0, 5.5, 5.0, 4.5)]
    )
    led.until(18 * 60 + 1)
    assert len(led.names) == 9
    assert led.flow.stage == "after"


def test_the_next_pace_is_decided_before_the_step_ends_so_that_the_pacer_knows_it() -> None:
    led = Led(Protocol.ADAPTIVE)
    led.scores = [step_at(6.0, 110), step_at(5.0, 100), step_at(6.75, 80)]
    whole_s = sum(step.seconds or 0 for step in led.flow.steps)
    led.until(whole_s - 7)
    assert len(led.names) == 3
    led.until(whole_s - 4)
    assert len(led.names) == 4
    ahead_ns = round((whole_s + 1) * _NS)
    assert led.flow.pacer.rate_at(ahead_ns) == float(led.names[-1])


def test_a_stall_across_the_end_of_a_step_does_not_end_the_assessment() -> None:
    led = Led(Protocol.ADAPTIVE)
    led.scores = [step_at(6.0, 110), step_at(5.0, 100), step_at(6.75, 80)]
    led.until(200)
    led.now_s = 260.0
    led.until(261)
    assert led.flow.stage == "running"
    assert len(led.names) == 4


def test_the_adaptive_assessment_keeps_within_its_ten_minutes() -> None:
    led = Led(Protocol.ADAPTIVE)
    led.scores = [step_at(6.0, 110), step_at(5.0, 100), step_at(6.75, 80)]
    led.until(ADAPTIVE_BUDGET_S)
    assert led.flow.stage == "after"
    assert sum(step.seconds or 0 for step in led.flow.steps) <= ADAPTIVE_BUDGET_S


def test_a_step_that_failed_is_told_with_its_reason_and_done_again_after_the_rest() -> None:
    led = Led(Protocol.STEPPED, [step_at(6.5, accepted=False)])
    led.until(125)
    refused = led.conductor.refused
    assert refused == Refused(6.5, (AppWhy.BREATH_SEEMS_AT(rate_per_min=12.0),))
    assert led.conductor.again(led.flow, round(led.now_s * _NS))
    assert led.names[:5] == ["6.5", "", "6.5", "", "6"]
    assert led.conductor.refused is None
    assert not led.conductor.again(led.flow, round(led.now_s * _NS))


def test_a_first_pace_of_the_adaptive_assessment_that_failed_comes_again_by_itself() -> None:
    led = Led(Protocol.ADAPTIVE, [step_at(6.0, accepted=False)])
    led.until(95)
    assert led.conductor.refused is not None
    assert led.conductor.refused.again
    led.scores = [step_at(6.0, accepted=False), step_at(5.0), step_at(6.75, 80)]
    led.until(235)
    assert led.names == ["6", "5", "6.75", "6"]


def test_a_good_step_is_not_complained_of() -> None:
    led = Led(Protocol.STEPPED, [step_at(6.5)])
    led.until(125)
    assert led.conductor.refused is None


def test_one_for_another_try_begins_from_the_beginning() -> None:
    led = Led(Protocol.ADAPTIVE, [step_at(6.0, accepted=False)])
    led.until(95)
    anew = led.conductor.anew()
    assert anew.refused is None
    assert anew.plan == led.conductor.plan


def test_what_the_listener_scores_live_is_what_the_reader_finds_in_the_file() -> None:
    source = open_source("resonance-stepped")
    listening = Listening(Protocol.STEPPED)
    for line in source.lines:
        listening.feed(line)
    live = listening.scored(int(source.lines[-1]["t"]) + _NS)
    read = assess_recording(source).steps
    assert [step.pace_per_min for step in live] == [step.pace_per_min for step in read]
    for one, other in zip(live, read, strict=True):
        assert one.rsa_ms == pytest.approx(other.rsa_ms, rel=1e-9)
        assert one.accepted == other.accepted


def test_a_part_broken_off_to_be_done_again_does_not_count() -> None:
    lines: list[Line] = [
        {"k": "head", "t": 0},
        {"k": "pace", "t": 0, "at": 0, "rate_per_min": 6.0, "phase0": 0.0},
        {"k": "session", "event": "repeat", "t": 50 * _NS, "at": 50 * _NS},
        {"k": "pace", "t": 50 * _NS, "at": 50 * _NS, "rate_per_min": 6.0, "phase0": 5.0},
        {"k": "session", "event": "stop", "t": 140 * _NS, "at": 140 * _NS},
    ]
    first, second = stretches(lines)
    assert first.broken_off
    assert not second.broken_off
    assert (first.after_rest, second.after_rest) == (True, False)
    heard = Rehearsal(SimulatedPerson(CALM, 1))
    heard._breathe(6.0, 140.0)
    steps = conclude_lines(lines, heard._series()).steps
    assert [step.accepted for step in steps] == [False, True]
    assert steps[0].reasons == (AppWhy.BROKEN_OFF(),)


def test_the_slide_takes_all_its_breaths() -> None:
    found = Rehearsal(SimulatedPerson(CALM, 4)).run(Protocol.SLIDING)
    assert len(found.steps) == 13
    assert found.minutes == pytest.approx(14.95, abs=0.05)


def test_a_curve_that_is_level_takes_enough_steps_to_be_called_so() -> None:
    level = replace(CALM, sharpness=0.0)
    found = Rehearsal(SimulatedPerson(level, 2)).run(Protocol.ADAPTIVE)
    assert found.flat
    assert sum(step.accepted for step in found.steps) >= 4


def test_titles_are_plain() -> None:
    assert PaceStep(None, 120.0).title == "Rest: breathe as you like"
    assert PaceStep(5.5, 120.0).title == "5.5 a minute"
