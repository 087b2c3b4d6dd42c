"""The session flow: steps on time, one key each, everything recorded, the pacing that a file gives back."""

from __future__ import annotations

import json

import numpy as np
import pytest

from outbreath_app.flow.checkin import ALL_ITEMS, When, answers_in, checkin_line, items_for
from outbreath_app.flow.engine import FlowError, SessionFlow
from outbreath_app.flow.pauses import pauses_offered, with_pauses
from outbreath_app.flow.plan import Plan, Step, TimedPrompt, plan_practice
from outbreath_app.flow.view import Cue, Stage
from outbreath_app.pacing import PartKind, pacer_from_lines
from outbreath_app.practices import Flow, PaceSpec, PhaseKind
from outbreath_app.practices.library import bundled

S = 1_000_000_000
T0 = 500 * S


def at(seconds: float) -> int:
    return T0 + round(seconds * S)


class Recorded(list):
    """The lines a session emitted."""

    def of(self, kind: str, key: str = "event") -> list:
        return [line.get(key) for line in self if line["k"] == kind]


def begun(plan: Plan | None = None, **settings) -> tuple[SessionFlow, Recorded, list]:
    lines, bells = Recorded(), []
    plan = plan or plan_practice(bundled()["soothing_rhythm"], 10)
    flow = SessionFlow(plan, lines.append, lambda cue, at_ns: bells.append((cue, at_ns)), **settings)
    flow.start(T0)
    return flow, lines, bells


def paces(lines: Recorded) -> list[tuple[float, float | None]]:
    return [
        (line["rate_per_min"], line.get("ramp", {}).get("to_rate_per_min"))
        for line in lines
        if line["k"] == "pace" and line["rate_per_min"] is not None
    ]


def assessment(pause_s: float = 20.0) -> Plan:
    def step(rate: float) -> Step:
        return Step(
            PhaseKind.STEP,
            f"{rate}/min",
            60.0,
            PaceSpec.named("resonance", rate),
            name=str(rate),
            repeatable=True,
        )

    rest = Step(PhaseKind.REST, "Rest", pause_s)
    return Plan("stepped", "Stepped assessment", Flow.REST, (step(6.5), rest, step(6.0)))


def test_steps_change_at_their_exact_time_however_seldom_the_clock_is_looked_at():
    flow, lines, bells = begun()
    flow.tick(at(301.7))
    assert lines.of("phase", "name") == ["settle", "baseline", "practice"]
    assert lines.of("phase", "at") == [at(0), at(60), at(120)]
    flow.tick(at(700))
    assert flow.stage is Stage.AFTER
    assert lines.of("phase", "name") == ["settle", "baseline", "practice", "recovery"]
    stop = lines[-1]
    assert (stop["event"], stop["at"], stop["complete"], stop["practised_s"]) == (
        "stop",
        at(600),
        True,
        600.0,
    )
    assert [cue for cue, _ in bells] == [Cue.START, Cue.CHANGE, Cue.CHANGE, Cue.CHANGE, Cue.END]
    assert [each for _, each in bells] == [at(0), at(60), at(120), at(540), at(600)]


def test_only_what_is_paced_is_recorded_as_paced():
    flow, lines, _ = begun()
    flow.tick(at(600))
    assert [(line["at"], line["rate_per_min"]) for line in lines if line["k"] == "pace"] == [
        (at(120), pytest.approx(6.0)),
        (at(540), None),
    ]


def test_the_pacing_of_a_session_with_everything_in_it_comes_back_from_its_lines():
    flow, lines, _ = begun(plan_practice(bundled()["gentle_start"], 20))
    flow.measured_per_min = 13.0
    seen = {}
    todo = {
        300: flow.pause,
        320: flow.resume,
        400: flow.hold_ramp,
        460: lambda now: flow.change_rate(now, 5.5),
        600: flow.discomfort,
        660: flow.go_on_easier,
        900: flow.stop,
    }
    for tenth in range(9_200):
        now = at(tenth / 10)
        if tenth % 10 == 0 and tenth // 10 in todo:
            todo[tenth // 10](now)
        flow.tick(now)
        seen[now] = flow.pacer.position(now).level if flow.pacer.position(now).paced else np.nan
    again = pacer_from_lines(json.loads(json.dumps(list(lines))))
    times = np.array(list(seen), dtype=np.int64)
    assert np.array_equal(again.levels(times), np.array(list(seen.values())), equal_nan=True)
    assert lines.of("session") == ["start", "pause", "resume", "discomfort", "resume", "stop"]


def test_a_pause_takes_no_practice_time_and_begins_again_with_a_breath_in():
    flow, lines, _ = begun()
    flow.tick(at(130))
    flow.toggle(at(133))
    assert flow.view(at(150)).step_elapsed_s == pytest.approx(13)
    assert not flow.view(at(150)).position.paced
    flow.toggle(at(200))
    position = flow.view(at(201)).position
    assert position.kind is PartKind.IN
    assert position.part_fraction == pytest.approx(0.25)
    assert flow.view(at(201)).step_elapsed_s == pytest.approx(14)
    flow.tick(at(1000))
    assert lines[-1]["at"] == at(600 + 67)


def test_a_ramp_goes_on_after_a_pause_where_it_was():
    flow, _, _ = begun(plan_practice(bundled()["gentle_start"], 20, brief=True))
    assert flow.view(at(60)).position.rate_per_min == pytest.approx(7.5)
    flow.pause(at(60))
    flow.resume(at(300))
    assert flow.view(at(301)).ramping
    assert flow.view(at(360)).position.rate_per_min == pytest.approx(7.0)
    assert flow.view(at(1000)).position.rate_per_min == pytest.approx(6.5)


def test_a_slide_goes_on_after_a_pause_with_the_breaths_it_had_left():
    spec = PaceSpec(PaceSpec.named("resonance").shape, 60 / 8.8, slide_s=0.067, slide_breaths=78)
    flow, _, _ = begun(Plan("sliding", "", Flow.REST, (Step(PhaseKind.STEP, "", 894.0, spec),)))
    flow.pause(at(400))
    rate = flow.pacer.rate_at(at(400) - 1)
    flow.resume(at(500))
    assert flow.pacer.rate_at(at(500)) == pytest.approx(rate)
    assert flow.pacer.paces[-2].end_rate_per_min == pytest.approx(60 / (8.8 + 78 * 0.067))


def test_the_slowing_is_never_quicker_than_half_a_breath_a_minute_each_minute():
    flow, _, _ = begun(plan_practice(bundled()["gentle_start"], 20))
    flow.measured_per_min = 13.0
    flow.tick(at(200))
    rates = [flow.pacer.rate_at(at(t)) for t in range(240, 900, 30)]
    assert rates[0] == pytest.approx(13.0)
    assert rates[1] < 13.0
    assert np.diff(rates).min() >= -0.25 - 1e-9


def test_holding_keeps_the_pace_of_the_moment_and_says_why():
    flow, lines, _ = begun(plan_practice(bundled()["gentle_start"], 20, brief=True))
    flow.hold_ramp(at(60))
    assert flow.view(at(600)).position.rate_per_min == pytest.approx(7.5)
    assert lines[-1]["why"] == "held"
    count = len(lines)
    flow.hold_ramp(at(700))  # nothing to hold any more
    assert len(lines) == count


def test_discomfort_stops_pacing_at_once_and_is_recorded():
    flow, lines, _ = begun()
    flow.tick(at(200))
    flow.discomfort(at(203.5), "dizzy")
    assert flow.stage is Stage.DISCOMFORT
    assert not flow.view(at(203.5)).position.paced
    events = [line for line in lines if line["k"] in ("session", "pace")][-2:]
    assert (events[0]["event"], events[0]["text"]) == ("discomfort", "dizzy")
    assert events[1]["rate_per_min"] is None
    flow.go_on_unpaced(at(260))
    flow.tick(at(300))
    assert not flow.view(at(300)).position.paced
    assert flow.stage is Stage.RUNNING


def test_going_on_easier_is_quicker_in_the_steps_that_follow_too():
    flow, _, _ = begun(plan_practice(bundled()["compassionate_action"], 14))
    flow.tick(at(200))
    flow.discomfort(at(210))
    flow.go_on_easier(at(240))
    assert flow.view(at(250)).position.rate_per_min == pytest.approx(7.0)
    flow.tick(at(600))
    assert flow.view(at(600)).step_title == "Wise action"
    assert flow.view(at(600)).position.rate_per_min == pytest.approx(7.0)


def test_stopping_early_is_whole_and_called_nothing_bad():
    flow, lines, _ = begun()
    flow.tick(at(100))
    flow.stop(at(222))
    assert flow.stage is Stage.AFTER
    assert lines[-1] == {
        "k": "session",
        "event": "stop",
        "at": at(222),
        "complete": False,
        "practised_s": 222.0,
    }
    assert flow.view(at(500)).elapsed_s == pytest.approx(222)
    flow.check_out({"calm": 7})
    assert flow.stage is Stage.DONE
    assert lines[-1] == {"k": "checkin", "when": "after", "items": {"calm": 7}}


def test_stopping_in_a_pause_counts_what_was_practised():
    flow, lines, _ = begun()
    flow.pause(at(100))
    flow.stop(at(400))
    assert lines[-1]["practised_s"] == 100.0


def test_an_open_session_runs_until_the_person_goes_on():
    flow, lines, _ = begun(plan_practice(bundled()["soothing_rhythm"], None))
    view = flow.tick(at(7200))
    assert view.step_kind is PhaseKind.PRACTICE
    assert (view.left_s, view.step_left_s, view.can_go_on) == (None, None, True)
    flow.next_step(at(7300))
    assert flow.view(at(7300)).step_kind is PhaseKind.RECOVERY
    flow.tick(at(7360))
    assert lines[-1]["event"] == "stop"


def test_prompts_come_at_their_time_and_stay_until_the_next():
    prompts = (TimedPrompt(0, "one"), TimedPrompt(10, "two"))
    flow, _, _ = begun(Plan("p", "", Flow.ATTENTION, (Step(PhaseKind.PRACTICE, "", 30.0, None, prompts),)))
    assert [flow.tick(at(t)).prompt for t in (0, 9.9, 10, 29, 31)] == ["one", "one", "two", "two", ""]


def test_assessment_steps_can_be_repeated_and_added():
    flow, lines, _ = begun(assessment())
    flow.tick(at(30))
    flow.repeat_step(at(40))
    assert flow.view(at(40)).step_elapsed_s == pytest.approx(0)
    extra = Step(PhaseKind.STEP, "7/min", 60.0, PaceSpec.named("resonance", 7.0), name="7.0", repeatable=True)
    flow.add_steps((extra,))
    flow.tick(at(1000))
    assert lines.of("phase", "step") == ["6.5", "6.5", None, "6.0", "7.0"]
    assert lines.of("phase", "at") == [at(0), at(40), at(100), at(120), at(180)]
    assert lines[-1]["at"] == at(240)


def test_the_next_steps_pace_is_in_the_pacer_before_it_begins():
    flow, _, _ = begun(assessment())
    view = flow.tick(at(79))
    assert view.step_kind is PhaseKind.REST
    assert flow.pacer.position(at(81)).rate_per_min == pytest.approx(6.0)
    flow.lengthen(at(79), 30)
    assert not flow.pacer.position(at(81)).paced
    assert flow.pacer.position(at(111)).paced


def test_a_proposed_pace_changes_nothing_until_it_is_accepted_and_then_from_the_next_step():
    flow, lines, _ = begun(plan_practice(bundled()["compassionate_action"], 14), own_rate_per_min=5.6)
    flow.tick(at(300))
    with pytest.raises(ValueError, match=r"at most 0\.1"):
        flow.propose_rate(5.3)
    flow.propose_rate(5.5)
    assert flow.view(at(300)).proposed_per_min == pytest.approx(5.5)
    flow.answer_proposal(at(310), accepted=True)
    assert flow.view(at(311)).position.rate_per_min == pytest.approx(5.6)
    assert flow.tick(at(600)).position.rate_per_min == pytest.approx(5.5)
    assert {"rate_per_min": 5.5, "accepted": True}.items() <= next(
        line for line in lines if line.get("event") == "proposal"
    ).items()


def test_what_a_stage_does_not_allow_is_refused():
    flow = SessionFlow(plan_practice(bundled()["grounding"], 5), [].append)
    with pytest.raises(FlowError, match="ready"):
        flow.resume(T0)
    flow.stop(T0)
    assert flow.stage is Stage.DONE
    with pytest.raises(FlowError):
        flow.start(T0)


def test_marks_and_notes_are_recorded_in_bounds():
    flow, lines, _ = begun()
    flow.mark(at(5), "x" * 5000)
    flow.note("  ")
    flow.note("good light today")
    assert [len(line["text"]) for line in lines if line["k"] in ("mark", "note")] == [2000, 16]


def test_the_check_in_has_the_items_of_its_flow_and_refuses_what_is_not_an_answer():
    receiving = [item.key for item in items_for(Flow.FROM_OTHERS)]
    assert receiving[-3:] == ["fear_from_others", "block_from_others", "resistance_from_others"]
    assert len(items_for(Flow.FROM_OTHERS, fears=False)) == 9
    assert len({item.key for item in items_for(Flow.ACTION)}) == len(ALL_ITEMS)
    assert [item.key for item in items_for(Flow.BREATHING)] == [item.key for item in items_for(Flow.REST)]
    for bad in ({"calm": 11}, {"calm": True}, {"calm": 2.5}, {"mood": 3}):
        with pytest.raises(ValueError, match=r"received|no check-in item"):
            checkin_line(When.BEFORE, bad)
    assert answers_in({"items": {"calm": 4, "safe": "x", "distress": 99}}) == {"calm": 4}


def test_every_session_shows_the_instruction_and_says_so_in_the_recording():
    _, lines, _ = begun(posture="lying")
    start = next(line for line in lines if line.get("event") == "start")
    assert start["safety_shown"] is True
    assert start["posture"] == "lying"
    assert start["seconds"] == 600


@pytest.mark.parametrize("seed", range(12))
def test_whatever_is_pressed_whenever_the_recording_tells_it_exactly(seed):
    random = np.random.default_rng(seed)
    keys = list(bundled())
    practice = bundled()[keys[seed % len(keys)]]
    flow, lines, _ = begun(plan_practice(practice, float(random.integers(3, 15))))
    flow.measured_per_min = float(random.uniform(5, 22))
    presses = [flow.toggle, flow.hold_ramp, flow.discomfort, flow.next_step, lambda now: flow.mark(now, "m")]
    presses += [
        lambda now: flow.change_rate(now, float(random.uniform(2, 18))),
        lambda now: flow.lengthen(now, 5.0),
    ]
    seen, now_s, practised = {}, 0.0, []
    while flow.stage not in (Stage.AFTER, Stage.DONE) and now_s < 3000:
        now_s += float(random.uniform(0.01, 4.0))
        if random.random() < 0.06:
            press = presses[random.integers(len(presses))]
            if flow.stage is Stage.DISCOMFORT:
                press = (flow.go_on_easier, flow.go_on_unpaced, flow.resume)[random.integers(3)]
            if not (press is presses[-1] and flow.stage not in (Stage.RUNNING, Stage.PAUSED)):
                press(at(now_s))
        view = flow.tick(at(now_s))
        seen[at(now_s)] = view.position.level if view.position.paced else np.nan
        practised.append(view.elapsed_s)
    if flow.stage is not Stage.AFTER:
        flow.stop(at(now_s))
    again = pacer_from_lines(json.loads(json.dumps(list(lines))))
    levels = again.levels(np.array(list(seen), dtype=np.int64))
    assert np.array_equal(levels, np.array(list(seen.values())), equal_nan=True)
    assert np.diff(practised).min() >= -1e-9
    assert lines[-1]["event"] == "stop"
    assert lines[-1]["practised_s"] == pytest.approx(practised[-1], abs=4.1)
    assert lines[-1]["practised_s"] <= now_s
    stamps = [line["at"] for line in lines if "at" in line]
    assert stamps == sorted(stamps)


@pytest.mark.parametrize(
    ("measured", "start"),
    [(None, 8.0), (7.0, 7.0), (14.0, 8.25), (5.0, 6.0)],
    ids=["not known", "near", "far: half of nine minutes at half a breath", "slower already"],
)
def test_easing_in_begins_near_the_measured_rate_and_is_over_in_half_the_part(measured, start):
    flow, lines, _ = begun(plan_practice(bundled()["soothing_rhythm"], 10, brief=False), ease_in=True)
    part_s = next(step.seconds for step in flow.steps if step.kind is PhaseKind.PRACTICE)
    expected = min(start, 6.0 + 0.5 * part_s / 120)
    flow.tick(at(60))
    flow.measured_per_min = measured
    flow.tick(at(120))
    assert paces(lines) == [(pytest.approx(expected), 6.0 if expected > 6 else None)]
    assert flow.view(at(120 + part_s / 2 + 1)).position.rate_per_min == pytest.approx(6.0)
    assert lines[0]["ease_in"] is True


def test_the_line_ahead_knows_how_a_practice_will_begin_as_soon_as_breathing_is_known():
    flow, _, _ = begun(plan_practice(bundled()["soothing_rhythm"], 20), ease_in=True)
    flow.tick(at(200))
    assert flow.step.kind is PhaseKind.BASELINE
    begins = next(pace.at_ns for pace in flow.pacer.paces if pace.pattern is not None)
    assert flow.pacer.rate_at(begins) == pytest.approx(8.0)
    flow.measured_per_min = 9.2
    assert flow.pacer.rate_at(begins) == pytest.approx(9.2)


def test_a_pace_held_while_easing_in_stays_for_the_parts_that_follow():
    flow, lines, _ = begun(plan_practice(bundled()["compassionate_action"], 20, brief=True), ease_in=True)
    flow.tick(at(60))
    assert flow.view(at(60)).ramping
    flow.hold_ramp(at(60))
    held = flow.view(at(61)).position.rate_per_min
    assert held > 6.5
    flow.next_step(at(120))
    assert flow.view(at(121)).position.rate_per_min == pytest.approx(held)
    assert paces(lines)[-1] == (pytest.approx(held), None)


def test_a_second_part_goes_on_from_the_pace_of_the_first():
    flow, lines, _ = begun(plan_practice(bundled()["compassionate_action"], 20, brief=True), ease_in=True)
    flow.tick(at(30))
    reached = flow.view(at(30)).position.rate_per_min
    flow.next_step(at(30))
    flow.stop(at(40))
    assert paces(lines) == [(8.0, 6.0), (pytest.approx(reached, abs=0.01), 6.0)]


def test_an_assessment_never_eases_in():
    flow, lines, _ = begun(assessment(), ease_in=True)
    flow.tick(at(85))
    assert paces(lines) == [(6.5, None), (6.0, None)]


@pytest.mark.parametrize("key", ["box_breathing", "four_seven_eight"])
def test_pauses_are_done_only_when_asked_for(key):
    practice = bundled()[key]
    assert not any(phase.pace.shape.has_holds for phase in practice.phases if phase.pace)
    offered = pauses_offered(practice)
    assert offered is not None
    held = with_pauses(practice, True)
    spec = next(phase.pace for phase in held.phases if phase.pace)
    assert spec.shape.has_holds
    period_s = 60 / spec.rate_per_min
    assert spec.shape.hold_in_share * period_s == pytest.approx(offered.after_in_s)
    again = with_pauses(held, False)
    plain = next(phase.pace for phase in practice.phases if phase.pace)
    back = next(phase.pace for phase in again.phases if phase.pace)
    assert back.rate_per_min == pytest.approx(plain.rate_per_min)
    assert back.shape.in_share == pytest.approx(plain.shape.in_share)


def test_only_practices_with_pauses_offer_any():
    offers = {key for key, practice in bundled().items() if pauses_offered(practice)}
    assert offers == {"box_breathing", "four_seven_eight"}
