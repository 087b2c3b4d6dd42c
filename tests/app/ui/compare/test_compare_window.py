"""A comparison of two ways of breathing through the real window, by keyboard: chosen, previewed, paused, done and answered."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from outbreath_app.assess.scoring import BROKEN_OFF
from outbreath_app.compare.reading import compare_lines
from outbreath_app.flow.view import Stage
from outbreath_app.stream.beats import as_series, decode_beats
from outbreath_app.ui.compare.answer_page import ComparisonPage
from outbreath_app.ui.compare.card import ComparisonCard
from outbreath_app.ui.compare.interval import IntervalView
from outbreath_app.ui.shell.rail import Place
from support.desk import Desk


def card_of(desk: Desk) -> ComparisonCard:
    desk.window.show_place(Place.ASSESS)
    desk.settle()
    page = desk.window.places[Place.ASSESS]
    card = page.findChild(ComparisonCard)
    assert card is not None
    page.ensureWidgetVisible(card.begin)
    desk.settle()
    return card


def test_the_preview_says_what_will_be_asked(desk: Desk) -> None:
    card = card_of(desk)
    assert "in 5.0 s, out 5.0 s" in card.preview.accessibleDescription()
    card.second.setCurrentIndex(card.second.findData("even"))
    assert not card.begin.isEnabled()
    assert "two different ways" in card.trouble.text()
    card.second.setCurrentIndex(card.second.findData("square"))
    card.length.setCurrentIndex(card.length.findData(4))
    assert card.experiment is not None
    assert len(card.experiment.order) == 8
    assert "pause 2.5 s" in card.preview.accessibleDescription()
    desk.click(card.begin)
    words = [each.text() for each in desk.window.practise.currentWidget().findChildren(QLabel)]
    assert any("Pauses are optional" in text for text in words), "ways with pauses come with their caution"


def test_the_own_pace_is_offered_first(desk: Desk) -> None:
    card = card_of(desk)
    assert card.rate_per_min == 6.0
    desk.window.change_settings(own_rate_per_min=5.3)
    assert "My own pace" in card.pace.itemText(0)
    card.pace.setCurrentIndex(0)
    assert card.experiment is not None
    assert card.experiment.rate_per_min == 5.3


def test_a_whole_comparison_by_keyboard_is_answered_from_its_recording(desk: Desk) -> None:
    card = card_of(desk)
    card.length.setCurrentIndex(card.length.findData(4))
    experiment = card.experiment
    assert experiment is not None
    card.begin.setFocus()
    desk.press(Qt.Key.Key_Space)
    words = [each.text() for each in desk.window.practise.currentWidget().findChildren(QLabel)]
    assert any("8 steps of 70 s" in text for text in words)
    desk.press(Qt.Key.Key_Space)
    session = desk.window.practise.session
    assert session is not None
    desk.run(60, fps=2)
    desk.press(Qt.Key.Key_Space)
    assert session.stage is Stage.PAUSED
    assert "begin this part again" in session.page.notice.text
    desk.run(20, fps=1)
    desk.press(Qt.Key.Key_Plus)
    desk.press(Qt.Key.Key_Space)
    assert session.stage is Stage.RUNNING
    desk.run(experiment.seconds + 70, fps=2)
    page = desk.window.practise.currentWidget()
    assert isinstance(page, ComparisonPage)
    assert desk.wait_for(lambda: page.shown, 20_000)
    view = page.findChild(IntervalView)
    assert view is not None
    assert "No difference beyond" in page.lead.text()
    assert view.accessibleDescription().startswith(page.lead.text())
    desk.press(Qt.Key.Key_Escape, page)
    assert desk.window.practise.currentWidget() is desk.window.practise.choose
    lines = desk.recording().lines
    found = compare_lines(lines, as_series(decode_beats(lines)))
    assert found.experiment.order == experiment.order
    assert found.experiment.seed == experiment.seed
    assert len(found.pairs) == 4
    earlier = card_of(desk)
    assert desk.wait_for(lambda: earlier.earlier.count() == 1, 20_000)
    assert "“Out twice as long” beside “In and out alike”" in earlier.earlier.item(0).text()
    earlier.earlier.setCurrentRow(0)
    earlier.earlier.setFocus()
    desk.press(Qt.Key.Key_Return)
    again = desk.window.stack.currentWidget()
    assert isinstance(again, ComparisonPage)
    assert desk.wait_for(lambda: again.shown, 20_000)
    assert "No difference beyond" in again.lead.text()
    desk.press(Qt.Key.Key_Escape, again)
    assert desk.window.stack.currentWidget() is desk.window.places[Place.ASSESS]
    refused = [step for step in found.steps if not step.scored.accepted]
    assert all(step.scored.reasons[-1] == BROKEN_OFF for step in refused)


def test_a_pair_that_was_not_heard_comes_once_more(desk: Desk) -> None:
    card = card_of(desk)
    card.length.setCurrentIndex(card.length.findData(4))
    experiment = card.experiment
    assert experiment is not None
    desk.click(card.begin)
    desk.press(Qt.Key.Key_Space)
    session = desk.window.practise.session
    assert session is not None
    desk.run(35, fps=2)
    desk.feed.contact = False
    desk.run(60, fps=2)
    desk.feed.contact = True
    desk.run(experiment.seconds - 96, fps=2)
    assert len(session.flow.steps) == 1 + 8 + 7 + 4
    assert "come once more" in session.page.notice.text
    desk.run(2 * (experiment.step_s + 30) + 2, fps=2)
    page = desk.window.practise.currentWidget()
    assert isinstance(page, ComparisonPage)
    assert desk.wait_for(lambda: page.shown, 20_000)
    lines = desk.recording().lines
    found = compare_lines(lines, as_series(decode_beats(lines)))
    assert [pair.number for pair in found.pairs] == [2, 3, 4, 5]


def test_one_that_is_stopped_early_says_that_it_cannot_tell(desk: Desk) -> None:
    card = card_of(desk)
    desk.click(card.begin)
    desk.press(Qt.Key.Key_Space)
    desk.run(150, fps=2)
    desk.press(Qt.Key.Key_Escape)
    page = desk.window.practise.currentWidget()
    assert isinstance(page, ComparisonPage)
    assert desk.wait_for(lambda: page.shown, 20_000)
    assert "Not enough data" in page.lead.text()
    said = [each.text() for each in page.findChildren(QLabel)]
    assert any("were not done" in text for text in said)
