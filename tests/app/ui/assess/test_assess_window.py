"""Whole assessments through the real window by keyboard, on a manual clock: chosen as they go, judged, repeated, answered."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest

from outbreath_app.assess.protocol import Protocol
from outbreath_app.cli import cli
from outbreath_app.flow.view import Stage
from outbreath_app.paths import RECORDINGS
from outbreath_app.ui.assess.answer_page import AnswerPage
from outbreath_app.ui.assess.page import PROTOCOLS, AssessPage
from outbreath_app.ui.assess.session import AssessSession
from outbreath_app.ui.parts.timebase import Clock
from outbreath_app.ui.practise.choosing.request import Heart
from outbreath_app.ui.practise.session.practising import Silence
from outbreath_app.ui.shell.rail import Place
from outbreath_devices.simulated.heart import SimulatedHeart
from support.desk import Desk
from support.paced_heart import PERSON, PacedFeed


class Heard(Silence):
    """Keeps what was to be heard."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self.bells: list[str] = []

    def speak(self, words: str) -> None:
        self.said.append(words)

    def strike(self, cue: object, at_ns: int) -> None:
        self.bells.append(str(cue))


def at_the_desk(desk: Desk, person: SimulatedHeart = PERSON) -> Heard:
    """A person with a pace of their own sits down; what they hear is kept."""

    def feed(heart: Heart, clock: Clock, parent: QObject) -> PacedFeed:
        return PacedFeed(
            heart, clock, desk.folder / RECORDINGS / f"assessed-{len(desk.feeds)}.jsonl", person, parent
        )

    (desk.folder / RECORDINGS).mkdir(exist_ok=True)
    heard = Heard()
    desk.new_feed = feed
    desk.sound = heard
    return heard


def begin(desk: Desk, protocol: Protocol) -> AssessSession:
    """From the Assess place to the running assessment, by keys alone."""
    QTest.keyClick(desk.window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    page = desk.window.places[Place.ASSESS]
    assert isinstance(page, AssessPage)
    desk.settle()
    page.list.setFocus()
    for _ in range(PROTOCOLS.index(protocol)):
        desk.press(Qt.Key.Key_Down)
    assert page.protocol is protocol
    desk.press(Qt.Key.Key_Return)
    desk.press(Qt.Key.Key_Space)
    session = desk.window.practise.session
    assert isinstance(session, AssessSession)
    return session


def run_to_the_end(desk: Desk, minutes: float) -> AnswerPage:
    desk.run(60 * minutes, fps=2)
    page = desk.window.practise.currentWidget()
    assert isinstance(page, AnswerPage)
    assert desk.wait_for(lambda: page.shown)
    desk.settle()
    return page


def scored(path: Path) -> dict[str, object]:
    result = CliRunner().invoke(cli, ["assess", str(path), "--json"])
    assert result.exit_code == 0, result.output
    answer = json.loads(result.stdout)
    assert isinstance(answer, dict)
    return answer


def test_a_quick_assessment_by_keyboard_and_eyes_closed(desk: Desk) -> None:
    heard = at_the_desk(desk)
    begin(desk, Protocol.ADAPTIVE)
    page = run_to_the_end(desk, 10.2)
    assert page.curve is not None
    assert "5." in page.answer.text()
    said = [words for words in heard.said if words]
    assert said[0].startswith("Now 6 breaths a minute")
    assert sum(words.startswith("Now ") for words in said) >= 6
    assert said[-1] == page.answer.text()
    assert heard.bells.count("change") >= 5
    described = page.curve.accessibleDescription()
    assert described.startswith(page.answer.text())
    assert "Measured at 6: " in described
    page.curve.setFocus()
    desk.press(Qt.Key.Key_Right)
    at_the_pace = page.curve.accessibleDescription()
    desk.press(Qt.Key.Key_Right)
    assert at_the_pace.startswith("At 5.")
    assert page.curve.accessibleDescription() != at_the_pace
    assert desk.window.settings.own_rate_per_min is None
    page.accept.setFocus()
    desk.press(Qt.Key.Key_Space)
    taken = desk.window.settings.own_rate_per_min
    assert taken == pytest.approx(5.4, abs=0.4)
    desk.press(Qt.Key.Key_Escape, page)
    assert desk.window.practise.currentWidget() is desk.window.practise.choose


def test_the_file_gives_the_answer_that_the_window_showed(desk: Desk) -> None:
    at_the_desk(desk)
    begin(desk, Protocol.ADAPTIVE)
    page = run_to_the_end(desk, 10.2)
    answer = scored(desk.feed.path)
    assert answer["protocol"] == "adaptive"
    assert answer["minutes"] <= 10  # type: ignore[operator]
    assert answer["low_per_min"] <= 5.4 <= answer["high_per_min"]  # type: ignore[operator]
    assert f"{answer['resonance_per_min']:.1f} breaths a minute" in page.answer.text()
    assert page.pace.currentData() == pytest.approx(round(answer["resonance_per_min"], 1))  # type: ignore[call-overload]


def test_the_next_pace_is_chosen_from_what_was_heard(desk: Desk) -> None:
    at_the_desk(desk)
    session = begin(desk, Protocol.ADAPTIVE)
    assert [step.name for step in session.flow.steps] == ["6", "5", "6.75"]
    desk.run(225 + 30, fps=2)
    assert len(session.flow.steps) == 4
    chosen = session.flow.steps[3].pace
    assert chosen is not None
    assert session.flow.pacer.rate_at(desk.clock.now_ns()) == chosen.rate_per_min
    assert "part 4" in session.page.phase.text()
    session.stop()


def test_a_part_breathed_at_another_pace_is_said_and_comes_again(desk: Desk) -> None:
    heard = at_the_desk(desk)
    session = begin(desk, Protocol.ADAPTIVE)
    desk.run(91, fps=2)
    desk.feed.lapse(True)  # type: ignore[attr-defined]
    desk.run(84, fps=2)
    desk.feed.lapse(False)  # type: ignore[attr-defined]
    desk.run(6, fps=2)
    assert "The part at 5 a minute cannot be used" in session.page.notice.text
    assert "comes once more by itself" in session.page.notice.text
    assert any("cannot be used" in words for words in heard.said)
    desk.run(70, fps=2)
    assert [step.name for step in session.flow.steps].count("5") == 2
    session.stop()


def test_a_stepped_part_that_cannot_be_used_is_done_again_on_a_key(desk: Desk) -> None:
    at_the_desk(desk)
    session = begin(desk, Protocol.STEPPED)
    desk.feed.lapse(True)  # type: ignore[attr-defined]
    desk.run(121, fps=2)
    desk.feed.lapse(False)  # type: ignore[attr-defined]
    desk.run(5, fps=2)
    trainer = desk.window.practise.trainer
    assert trainer is not None
    assert "Press A to do it once more" in trainer.notice.text
    assert trainer.controls.redo.isVisible()
    desk.press(Qt.Key.Key_A, trainer)
    desk.run(1, fps=2)
    assert not trainer.controls.redo.isVisible()
    names = [step.name for step in session.flow.steps]
    assert names[:5] == ["6.5", "", "6.5", "", "6"]
    session.stop()


def test_a_paused_part_begins_again(desk: Desk) -> None:
    at_the_desk(desk)
    session = begin(desk, Protocol.ADAPTIVE)
    desk.run(50, fps=2)
    desk.press(Qt.Key.Key_Space)
    assert session.stage is Stage.PAUSED
    assert "begin this part again" in session.page.notice.text
    desk.run(20, fps=2)
    desk.press(Qt.Key.Key_Space)
    assert session.stage is Stage.RUNNING
    view = session.flow.view(desk.clock.now_ns())
    assert (view.step_index, view.step_title) == (1, "6 a minute")
    assert view.step_elapsed_s < 1
    assert desk.events() == ["start", "pause", "resume", "repeat"]
    desk.run(95, fps=2)
    assert session.conductor.refused is None
    assert session.page.notice.text == ""
    session.stop()


def test_an_edge_that_wins_is_followed_by_one_pace_further_out(desk: Desk) -> None:
    at_the_desk(
        desk, SimulatedHeart(rsa_ms=130.0, resonance_per_min=4.3, sharpness=3.0, noise_ms=3.0, slow_ms=2.0)
    )
    session = begin(desk, Protocol.STEPPED)
    desk.run(18 * 60 - 3, fps=1)
    assert [step.name for step in session.flow.steps][-2:] == ["", "4"]
    desk.run(245, fps=1)
    page = desk.window.practise.currentWidget()
    assert isinstance(page, AnswerPage)


def test_a_sliding_assessment_is_scored_along_the_slide(desk: Desk) -> None:
    at_the_desk(desk)
    begin(desk, Protocol.SLIDING)
    page = run_to_the_end(desk, 15.1)
    assert page.curve is not None
    steps = scored(desk.feed.path)["steps"]
    assert isinstance(steps, list)
    assert len(steps) == 13
    assert all(step["accepted"] for step in steps)


def test_a_person_who_does_not_follow_is_told_no_pace(desk: Desk) -> None:
    at_the_desk(desk)
    begin(desk, Protocol.ADAPTIVE)
    desk.feed.lapse(True)  # type: ignore[attr-defined]
    desk.feed.lapsing = True  # type: ignore[attr-defined]
    page = run_to_the_end(desk, 10.2)
    assert "Not enough good data" in page.answer.text()
    assert not page.taking.isVisible()


def test_a_second_assessment_is_compared_with_the_first(desk: Desk) -> None:
    at_the_desk(desk)
    begin(desk, Protocol.ADAPTIVE)
    first = run_to_the_end(desk, 10.2)
    assert any("first assessment" in text for text in texts(first))
    desk.click(first.done)
    begin(desk, Protocol.ADAPTIVE)
    second = run_to_the_end(desk, 10.2)
    assert any("within the uncertainty of both" in text for text in texts(second))


def texts(page: AnswerPage) -> list[str]:
    from PySide6.QtWidgets import QLabel

    return [each.text() for each in page.findChildren(QLabel)]
