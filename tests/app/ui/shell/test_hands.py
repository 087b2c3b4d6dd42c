"""Keyboard and mouse on the real window: one key works wherever the keyboard is, a slider goes where one points."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from outbreath_app.flow.checkin import ITEMS, When
from outbreath_app.flow.view import Stage
from outbreath_app.settings import Settings
from outbreath_app.summaries.of_session import Change
from outbreath_app.ui.pacer.line import runs
from outbreath_app.ui.practise.after.checkin_page import CheckinPage
from outbreath_app.ui.practise.after.looking_back import change_words
from outbreath_app.ui.practise.choosing.page import least_minutes_with_baseline
from outbreath_app.ui.practise.choosing.request import HeartKind
from outbreath_app.ui.shell.services import unwritable_words
from outbreath_app.ui.shell.window import Place
from support.desk import Desk


def roll(on: QWidget) -> bool:
    """One notch of the wheel over the middle of a widget; whether the widget kept it from the page."""
    middle = on.rect().center()
    event = QWheelEvent(
        QPointF(middle),
        QPointF(on.mapToGlobal(middle)),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(on, event)
    return event.isAccepted()


def test_feeling_unwell_is_one_key_from_every_list(desk: Desk) -> None:
    desk.begin()
    desk.run(3)
    trainer, session = desk.window.practise.trainer, desk.window.practise.session
    assert trainer is not None
    assert session is not None
    for box in (trainer.controls.face, trainer.controls.detail):
        before = box.currentIndex()
        box.setFocus()
        QTest.keyClick(box, Qt.Key.Key_Space)
        assert session.stage is Stage.PAUSED
        QTest.keyClick(box, Qt.Key.Key_Space)
        assert session.stage is Stage.RUNNING
        assert box.currentIndex() == before
    trainer.controls.detail.setFocus()
    QTest.keyClick(trainer.controls.detail, Qt.Key.Key_U)
    assert session.stage is Stage.DISCOMFORT


def test_the_tab_key_stops_only_where_the_ring_is_seen(desk: Desk) -> None:
    desk.begin()
    desk.run(2)
    trainer = desk.window.practise.trainer
    assert trainer is not None
    controls = trainer.controls
    assert controls.hold.isHidden()
    wanted = [
        controls.stop,
        controls.discomfort,
        controls.mark,
        controls.full,
        controls.face,
        controls.detail,
    ]
    controls.pause.setFocus()
    went: list[QWidget | None] = []
    for _ in wanted:
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        went.append(QApplication.focusWidget())
    assert went == wanted


def test_holding_the_pace_is_said(desk: Desk) -> None:
    desk.window.change_settings(minutes=10.0)
    desk.begin(HeartKind.NONE)
    desk.run(150)
    trainer = desk.window.practise.trainer
    assert trainer is not None
    assert not trainer.controls.hold.isHidden()
    desk.press(Qt.Key.Key_H)
    desk.run(1)
    assert trainer.notice.text.startswith("Held at ")
    assert trainer.controls.hold.isHidden()


def test_a_slider_goes_where_it_is_pressed_and_takes_a_typed_number(desk: Desk) -> None:
    page = CheckinPage(ITEMS, When.BEFORE)
    page.resize(900, 700)
    page.show()
    slider = page.ratings[0].slider
    at = QPoint(round(0.75 * slider.width()), slider.height() // 2)
    QTest.mouseClick(slider, Qt.MouseButton.LeftButton, pos=at)
    assert page.answers["calm"] in (7, 8)
    QTest.keyClicks(slider, "3")
    assert page.answers["calm"] == 3
    QTest.keyClicks(slider, "10")
    assert page.answers["calm"] == 10
    QTest.keyClick(slider, Qt.Key.Key_Delete)
    assert page.answers == {}
    page.close()


def test_the_wheel_moves_the_page_and_not_what_is_on_it(desk: Desk) -> None:
    desk.window.resize(900, 600)
    desk.window.show_place(Place.SETTINGS)
    page = desk.window.settings_page
    QApplication.processEvents()
    volume, theme = page.volume.value(), page.theme.currentIndex()
    page.language.setFocus()
    assert not roll(page.volume)
    assert not roll(page.theme)
    assert (page.volume.value(), page.theme.currentIndex()) == (volume, theme)
    page.volume.setFocus()
    assert roll(page.volume)
    assert page.volume.value() < volume


def test_a_message_comes_into_view(desk: Desk) -> None:
    desk.window.resize(900, 600)
    desk.window.practise.edit()
    editor = desk.window.practise.editor
    assert editor is not None
    QApplication.processEvents()
    editor.verticalScrollBar().setValue(editor.verticalScrollBar().maximum())
    editor.name.clear()
    editor.name.textEdited.emit("")
    editor.save.click()
    QApplication.processEvents()
    assert editor.notice.text == "A practice needs a name."
    assert editor.notice.visibleRegion().boundingRect().height() == editor.notice.height()


def test_without_a_strap_there_is_nothing_to_wait_for(desk: Desk) -> None:
    desk.begin(HeartKind.NONE)
    desk.run(3)
    trainer = desk.window.practise.trainer
    assert trainer is not None
    for part in (
        trainer.panel,
        trainer.numbers,
        trainer.wave_frame,
        trainer.trace_frame,
        trainer.controls.detail,
    ):
        assert not part.isVisible()
    assert trainer.state.text() == "Without a strap"


def test_a_session_too_short_for_a_baseline_says_from_when_there_is_room(desk: Desk) -> None:
    choose = desk.window.practise.choose
    least = least_minutes_with_baseline(choose.practice)
    assert least is not None
    choose.minutes.setCurrentIndex(choose.minutes.findData(1.0))
    assert not choose.baseline.isEnabled()
    assert f"from {least} min on" in choose.baseline.accessibleName()
    choose.minutes.setCurrentIndex(choose.minutes.findData(float(least)))
    assert choose.baseline.isEnabled()


def test_the_line_is_not_drawn_across_a_pause() -> None:
    x = np.arange(6.0)
    y = np.array([1.0, 2.0, np.nan, np.nan, 3.0, 4.0])
    assert [[(p.x(), p.y()) for p in run] for run in runs(x, y)] == [[(0, 1), (1, 2)], [(4, 3), (5, 4)]]
    assert runs(x, np.full(6, np.nan)) == []


def test_when_the_recorder_is_gone_nothing_is_said_of_the_strap(desk: Desk) -> None:
    desk.begin()
    desk.run(5)
    trainer = desk.window.practise.trainer
    assert trainer is not None
    assert "connected" in trainer.state.text()
    desk.feed.failed.emit("The recorder ended by itself.")
    desk.run(2)
    assert trainer.state.text() == "not recorded any more"
    assert "The pacer goes on." in trainer.notice.text


def test_a_folder_that_cannot_be_written_to_is_said_with_a_way_out() -> None:
    words = unwritable_words(Path("/somewhere"), OSError(30, "Read-only file system"))
    assert words.startswith("The data folder /somewhere cannot be written to (Read-only file system).")
    assert "--data" in words


@pytest.mark.parametrize("language", ["en", "de"])
def test_a_session_in_the_largest_words_is_no_wider_than_its_window(
    tmp_path: Path, app: object, language: str
) -> None:
    desk = Desk(
        tmp_path, Settings(welcomed=True, language=language, text_scale=3.0, minutes=1.0, with_checkin=False)
    )
    desk.window.resize(1100, 760)
    desk.begin()
    desk.run(4)
    trainer = desk.window.practise.trainer
    assert trainer is not None
    assert not trainer.controls.hold.isHidden()
    assert trainer.minimumSizeHint().width() <= 1100
    assert desk.window.size().width() == 1100
    for button in (trainer.controls.discomfort, trainer.controls.hold, trainer.controls.full):
        assert button.visibleRegion().boundingRect().height() == button.height()
    desk.close()


def test_the_keyboard_is_on_the_practices_from_the_start(desk: Desk) -> None:
    desk.settle()
    assert QApplication.focusWidget() is desk.window.practise.choose.list


def test_escape_leaves_the_questions(desk: Desk) -> None:
    desk.window.change_settings(with_checkin=True)
    practise = desk.window.practise
    practise.choose.choose_simulated()
    desk.click(practise.choose.begin)
    page = practise.currentWidget()
    assert isinstance(page, CheckinPage)
    QTest.keyClick(page.on, Qt.Key.Key_Escape)
    assert practise.currentWidget() is practise.choose


def test_a_change_has_no_minus_before_a_nought() -> None:
    words = change_words(Change("heart rate", "Before", "After", -0.2, -0.44, -0.03))
    assert "(−0.4 to 0.0)" in words.replace("-", "−")
