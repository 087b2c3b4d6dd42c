"""A pace put forward in the real window: off by default, answered by one key, recorded, never applied by itself."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt

from outbreath_app.assess.proposing import PaceSeen
from outbreath_app.ui.shell.rail import Place
from support.desk import Desk

SEEN = [PaceSeen(6.0, 4.5)] * 4


def begun(desk: Desk, on: bool = True) -> None:
    desk.services.paces_seen = lambda: SEEN
    desk.window.change_settings(
        propose_pace=on, practice="resonance", minutes=10.0, with_baseline=True, ease_in=False
    )
    choose = desk.window.practise.choose
    choose.show_settings(desk.window.settings)
    titles = [choose.list.item(i).text() for i in range(choose.list.count())]
    choose.list.setCurrentRow(next(i for i, title in enumerate(titles) if title.startswith("Resonance")))
    desk.begin()
    desk.run(5)
    session = desk.window.practise.session
    assert session is not None
    if on:
        assert session.proposals is not None
        assert desk.wait_for(lambda: session.proposals is not None and session.proposals.seen is not None)
        desk.run(1)


def answers(desk: Desk) -> list[dict[str, Any]]:
    return [line for line in desk.recording().lines if line.get("event") == "proposal"]


def pace_in_practice(desk: Desk) -> float | None:
    """The pace once the practice itself has begun."""
    session = desk.window.practise.session
    assert session is not None
    while session.flow.step.kind.value != "practice":
        desk.run(10)
    desk.run(1)
    return session.flow.pacer.rate_at(desk.clock.now_ns())


def end(desk: Desk) -> None:
    desk.press(Qt.Key.Key_Escape)
    desk.click(desk.window.practise.currentWidget().done)


def test_it_is_off_by_default_and_switched_on_in_the_settings(desk: Desk) -> None:
    begun(desk, on=desk.window.settings.propose_pace)
    trainer = desk.window.practise.trainer
    assert trainer is not None
    assert not trainer.proposal.isVisible()
    assert desk.window.practise.session.proposals is None
    end(desk)
    desk.window.show_place(Place.SETTINGS)
    desk.settle()
    page = desk.window.settings_page
    page.ensureWidgetVisible(page.propose)
    desk.click(page.propose)
    assert desk.window.settings.propose_pace


def test_yes_by_one_key_holds_from_the_next_part_and_is_remembered(desk: Desk) -> None:
    begun(desk)
    trainer = desk.window.practise.trainer
    assert trainer is not None
    assert trainer.proposal.isVisible()
    assert "5.9 in place of 6.0" in trainer.proposal.accessibleName()
    desk.press(Qt.Key.Key_Y)
    assert not trainer.proposal.isVisible()
    assert pace_in_practice(desk) == pytest.approx(5.9)
    assert desk.window.settings.own_rate_per_min == pytest.approx(5.9)
    end(desk)
    assert [(line["rate_per_min"], line["accepted"]) for line in answers(desk)] == [(5.9, True)]


def test_no_keeps_the_pace_and_is_not_asked_again(desk: Desk) -> None:
    begun(desk)
    desk.press(Qt.Key.Key_K)
    assert pace_in_practice(desk) == pytest.approx(6.0)
    assert desk.window.settings.own_rate_per_min is None
    assert desk.window.settings.declined_rate_per_min == pytest.approx(5.9)
    end(desk)
    assert [(line["accepted"], line["unanswered"]) for line in answers(desk)] == [(False, False)]
    begun(desk)
    trainer = desk.window.practise.trainer
    assert trainer is not None
    assert "6.1 in place of 6.0" in trainer.proposal.accessibleName(), "the other side, not the declined one"


def test_without_an_answer_nothing_changes(desk: Desk) -> None:
    begun(desk)
    trainer = desk.window.practise.trainer
    assert trainer is not None
    assert pace_in_practice(desk) == pytest.approx(6.0)
    assert not trainer.proposal.isVisible()
    assert desk.window.settings.own_rate_per_min is None
    assert desk.window.settings.declined_rate_per_min is None
    end(desk)
    assert [(line["accepted"], line["unanswered"]) for line in answers(desk)] == [(False, True)]
