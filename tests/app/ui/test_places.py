"""Assess: an assessment runs as a session and ends with an answer."""

from __future__ import annotations

import pytest

from outbreath_app.assess.protocol import Protocol
from outbreath_app.practices import PhaseKind
from outbreath_app.ui.assess_page import AssessPage, assessment_plan
from outbreath_app.ui.rail import Place
from support.desk import Desk


def test_the_stepped_assessment_has_its_paces_and_rests() -> None:
    plan = assessment_plan(Protocol.STEPPED)
    assert [step.kind for step in plan.steps] == [PhaseKind.STEP, PhaseKind.REST] * 4 + [PhaseKind.STEP]
    assert [step.name for step in plan.steps if step.name] == ["6.5", "6", "5.5", "5", "4.5"]
    assert plan.seconds == pytest.approx(18 * 60)


def test_the_sliding_assessment_ends_at_its_slowest_pace() -> None:
    (step,) = assessment_plan(Protocol.SLIDING).steps
    assert step.pace is not None
    last_s = 60 / step.pace.rate_per_min + step.pace.slide_s * (step.pace.slide_breaths - 1)
    assert 60 / last_s == pytest.approx(4.25)
    assert step.seconds == pytest.approx(14.9 * 60, rel=0.01)


def test_an_assessment_runs_as_a_session_and_a_step_can_be_repeated(desk: Desk) -> None:
    desk.window.show_place(Place.ASSESS)
    page = desk.window.places[Place.ASSESS]
    assert isinstance(page, AssessPage)
    desk.settle()
    desk.click(page.begin)
    desk.click(desk.window.practise.currentWidget().start)
    desk.run(30)
    trainer = desk.window.practise.trainer
    assert trainer is not None
    assert trainer.controls.again.isVisible()
    desk.click(trainer.controls.again)
    assert desk.window.practise.session.flow.view(desk.clock.now_ns()).step_elapsed_s < 1
    desk.window.practise.session.stop()
    desk.click(desk.window.practise.currentWidget().done)
    phases = [line["step"] for line in desk.recording().lines if line["k"] == "phase"]
    assert phases == ["6.5", "6.5"]


def test_an_assessment_ends_with_its_answer_and_a_pace_to_take(desk: Desk) -> None:
    from outbreath_app.assess.answer import Assessment
    from outbreath_app.bundled import bundled_folder
    from outbreath_app.ui.practise.looking_back import answer_words, look_back, with_assessment
    from outbreath_app.ui.practise.summary import SummaryPage

    found = Assessment(Protocol.STEPPED, 18.0, (), 5.6, 5.3, 5.9)
    assert (
        answer_words(found)
        == "Your heart swung widest near 5.6 breaths a minute (5.3 to 5.9 with 95 % confidence)."
    )
    assert "any pace from 5 to 6" in answer_words(Assessment(Protocol.STEPPED, 18.0, (), flat=True))
    assert "repeat when you like" in answer_words(Assessment(Protocol.STEPPED, 18.0, ()))
    view = with_assessment(look_back(bundled_folder() / "practice-6-per-min.jsonl"), found)
    page = SummaryPage(assessment_plan(Protocol.STEPPED), None)
    taken: list[float] = []
    page.pace_accepted.connect(taken.append)
    page.show()
    page.show_summary("", view)
    page.resize(900, 700)
    desk.settle()
    page.ensureWidgetVisible(page.accept)
    desk.settle()
    desk.click(page.accept)
    assert taken == [5.6]
    page.close()
