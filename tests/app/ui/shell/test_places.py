"""Assess: an assessment runs as a session and ends with an answer."""

from __future__ import annotations

import pytest

from outbreath_app.assess.protocol import Protocol
from outbreath_app.practices import PhaseKind
from outbreath_app.ui.assess.page import AssessPage, conductor_for
from outbreath_app.ui.shell.rail import Place
from support.desk import Desk


def test_the_stepped_assessment_has_its_paces_and_rests() -> None:
    plan = conductor_for(Protocol.STEPPED).plan
    assert [step.kind for step in plan.steps] == [PhaseKind.STEP, PhaseKind.REST] * 4 + [PhaseKind.STEP]
    assert [step.name for step in plan.steps if step.name] == ["6.5", "6", "5.5", "5", "4.5"]
    assert plan.seconds == pytest.approx(18 * 60)


def test_the_sliding_assessment_ends_at_its_slowest_pace() -> None:
    (step,) = conductor_for(Protocol.SLIDING).plan.steps
    assert step.pace is not None
    last_s = 60 / step.pace.rate_per_min + step.pace.slide_s * step.pace.slide_breaths
    assert 60 / last_s == pytest.approx(4.25)
    assert step.pace.slide_s == pytest.approx(0.067, abs=2e-4)
    assert step.seconds == pytest.approx(14.9 * 60, rel=0.01)


def test_an_assessment_runs_as_a_session_and_a_step_can_be_repeated(desk: Desk) -> None:
    desk.window.show_place(Place.ASSESS)
    page = desk.window.places[Place.ASSESS]
    assert isinstance(page, AssessPage)
    desk.settle()
    page.list.setCurrentRow(1)
    page.ensureWidgetVisible(page.begin)
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


def test_an_assessment_is_looked_back_on_with_its_answer() -> None:
    from outbreath_app.assess.answer import Assessment
    from outbreath_app.stream.bundled import bundled_folder
    from outbreath_app.ui.assess.words import answer_words
    from outbreath_app.ui.practise.after.looking_back import look_back, with_assessment

    found = Assessment(Protocol.STEPPED, 18.0, (), 5.6, 5.3, 5.9)
    assert (
        answer_words(found)
        == "Your heart swung widest near 5.6 breaths a minute (5.3 to 5.9 with 95 % confidence)."
    )
    assert "any pace from 5 to 6" in answer_words(Assessment(Protocol.STEPPED, 18.0, (), flat=True))
    assert "repeat when you like" in answer_words(Assessment(Protocol.STEPPED, 18.0, ()))
    view = with_assessment(look_back(bundled_folder() / "practice-6-per-min.jsonl"), found)
    assert view.lead == answer_words(found)
