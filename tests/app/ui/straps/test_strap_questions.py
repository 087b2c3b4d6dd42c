"""A strap that asks to be paired: the person is asked, the recorder is told, once."""

from __future__ import annotations

import pytest
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QApplication

from outbreath_app.ui.feeds.base import Feed, Line
from outbreath_app.ui.parts.timebase import SystemClock
from outbreath_app.ui.straps.questions import StrapQuestion
from outbreath_devices.ble.pairing import ASKING, COMPARING


class ToldFeed(Feed):
    def __init__(self) -> None:
        super().__init__(SystemClock())
        self.told: list[Line] = []

    def send(self, line: Line) -> None:
        self.told.append(line)


def asks(reason: str, **details: str) -> Line:
    return {"k": "link", "state": "connected", "reason": reason, "details": {"ask": "pairing", **details}}


OVER: Line = {"k": "link", "state": "connected", "reason": "", "details": {"ask": ""}}


@pytest.mark.parametrize("yes", [True, False])
def test_the_answer_goes_to_the_recorder(app: QApplication, yes: bool) -> None:
    feed = ToldFeed()
    question = StrapQuestion(feed)
    feed.line.emit({"k": "link", "state": "connected", "reason": ""})
    assert not question.isVisible()
    feed.line.emit(asks(ASKING))
    assert question.isVisible()
    assert question.words.text() == ASKING
    (question.yes if yes else question.no).click()
    feed.line.emit(OVER)
    assert feed.told == [{"k": "answer", "yes": yes}]
    assert not question.isVisible()
    question.deleteLater()


def test_a_number_is_shown_for_comparing_and_closing_is_a_no(app: QApplication) -> None:
    feed = ToldFeed()
    question = StrapQuestion(feed)
    feed.line.emit(asks(COMPARING.format(number="004711"), number="004711"))
    assert question.words.text() == COMPARING.format(number="004711")
    question.reject()
    assert feed.told == [{"k": "answer", "yes": False}]
    question.deleteLater()


def test_a_question_that_is_over_goes_without_an_answer(app: QApplication) -> None:
    feed = ToldFeed()
    question = StrapQuestion(feed)
    feed.line.emit(asks(ASKING))
    feed.line.emit(OVER)
    assert not question.isVisible()
    assert feed.told == []
    question.deleteLater()


@pytest.mark.parametrize("yes", [True, False])
def test_a_strap_of_the_same_name_is_shown_with_its_address_and_remembered_by_a_yes(
    app: QApplication, yes: bool
) -> None:
    feed = ToldFeed()
    question = StrapQuestion(feed)
    moved = QSignalSpy(question.moved)
    told = {"ask": "address", "name": "HR watch", "address": "6B:66:77:88:99:AA"}
    feed.line.emit({"k": "link", "state": "searching", "reason": "x", "details": told})
    assert "HR watch, 6B:66:77:88:99:AA" in question.words.text()
    (question.yes if yes else question.no).click()
    assert feed.told == [{"k": "answer", "yes": yes}]
    assert moved.count() == yes
    question.deleteLater()
