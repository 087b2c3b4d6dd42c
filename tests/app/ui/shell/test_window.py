"""The window itself: places, replay, full screen, settings that take effect, damage, and two windows at once."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from outbreath_app.settings import Settings
from outbreath_app.stream.bundled import bundled_folder
from outbreath_app.ui.looks.theme import DARK
from outbreath_app.ui.pacer.stack import Face
from outbreath_app.ui.shell.rail import Place
from outbreath_app.ui.shell.welcome import WelcomePage
from outbreath_app.ui.trainer.readings import Detail
from support.desk import Desk

DEMO = bundled_folder() / "practice-6-per-min.jsonl"


def test_a_recording_plays_as_if_the_strap_were_on_now(desk: Desk) -> None:
    desk.window.open_replay(DEMO)
    page = desk.window._replay_page
    assert page is not None
    desk.run(60)
    assert "bpm" in page.panel.heart._value.text()
    assert page.left.text() != ""
    desk.press(Qt.Key.Key_Space)
    before = page.pacer.view.position
    desk.run(5)
    assert page.pacer.view.position == before
    desk.press(Qt.Key.Key_Space)
    desk.run(1)
    assert page.pacer.view.position != before
    desk.press(Qt.Key.Key_Escape)
    assert desk.window.replay is None
    assert desk.window.rail.isVisible()


def test_a_replay_runs_at_sixty_times_and_again(desk: Desk) -> None:
    desk.window.open_replay(DEMO)
    replay = desk.window.replay
    assert replay is not None
    page = desk.window._replay_page
    page.controls.speed_wanted.emit(60.0)
    desk.run(12)
    assert "ends here" in page.notice.text
    assert page.controls.pause.text() == "Play again"
    desk.click(page.controls.pause)
    assert desk.window.replay is not replay
    desk.window.end_replay()


@pytest.mark.parametrize("raw", [b"", b"\x00\xff" * 50, b"not numbers\n"])
def test_a_file_that_cannot_be_played_is_said(desk: Desk, tmp_path: Path, raw: bytes) -> None:
    path = tmp_path / "odd.txt"
    path.write_bytes(raw)
    desk.window.open_replay(path)
    assert desk.window.replay is None
    assert "odd.txt" in desk.window.practise.choose.notice.text


def test_a_text_of_intervals_plays_too(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "rr.txt"
    path.write_text("\n".join(["900"] * 60))
    desk.window.open_replay(path)
    desk.run(30)
    assert desk.window.replay.model.estimate.hr_bpm == pytest.approx(66.7, abs=0.1)
    desk.window.end_replay()


def test_faces_and_views_switch_live_and_are_kept(desk: Desk) -> None:
    desk.begin()
    desk.run(5)
    trainer = desk.window.practise.trainer
    for face in Face:
        trainer.controls.face.setCurrentIndex(trainer.controls.face.findData(str(face)))
        trainer.controls.face.activated.emit(0)
        desk.run(0.4)
        assert trainer.pacer.face is face
    for detail in Detail:
        trainer.controls.detail.setCurrentIndex(trainer.controls.detail.findData(str(detail)))
        trainer.controls.detail.activated.emit(0)
        desk.run(0.4)
        assert trainer.detail is detail
        assert trainer.panel.isVisible() == (detail is Detail.STANDARD)
    kept = desk.services.settings_file.load()
    assert (kept.face, kept.detail) == (str(list(Face)[-1]), str(list(Detail)[-1]))


def test_the_breathing_stands_before_any_score(desk: Desk) -> None:
    desk.begin()
    desk.run(5)
    panel = desk.window.practise.trainer.panel
    tops = [card.mapTo(panel, card.rect().topLeft()).y() for card in panel.cards]
    assert panel.cards[0] is panel.breathing
    assert tops == sorted(tops)


def test_a_theme_takes_effect_at_once(desk: Desk) -> None:
    desk.begin()
    desk.window.change_settings(theme="dark")
    desk.run(0.5)
    assert desk.window.practise.trainer.pacer.view.look.palette == DARK
    assert QApplication.palette().window().color().name() == DARK.window
    desk.window.change_settings(theme="light")


def test_reduced_motion_keeps_the_orb_the_same_size(desk: Desk) -> None:
    desk.window.change_settings(reduced_motion=True)
    desk.begin()
    desk.run(75)
    orb = desk.window.practise.trainer.pacer.view
    sizes, levels = set(), set()
    for _ in range(20):
        desk.run(0.4)
        sizes.add(round(orb.radius(), 3))
        levels.add(round(orb.position.level, 3))
    assert len(sizes) == 1
    assert len(levels) > 5


def test_full_screen_comes_and_goes_by_key(desk: Desk) -> None:
    QTest.keyClick(desk.window, Qt.Key.Key_F11)
    assert desk.window.windowState() & Qt.WindowState.WindowFullScreen
    QTest.keyClick(desk.window, Qt.Key.Key_F11)
    assert not desk.window.windowState() & Qt.WindowState.WindowFullScreen


def test_the_welcome_is_three_screens_and_shown_once(desk: Desk) -> None:
    desk.window.change_settings(welcomed=False)
    desk.window.show_welcome()
    page = desk.window.stack.currentWidget()
    assert isinstance(page, WelcomePage)
    assert page.stack.count() == 3
    for _ in range(3):
        desk.click(page.on)
    assert desk.services.settings_file.load().welcomed
    assert desk.window.stack.currentWidget() is desk.window.practise


def test_who_asks_a_clinician_first_is_not_skipped(desk: Desk) -> None:
    desk.window.change_settings(welcomed=False)
    desk.window.show_welcome()
    page = desk.window.stack.currentWidget()
    assert isinstance(page, WelcomePage)
    desk.click(page.skip)
    assert page.stack.currentIndex() == 1
    desk.click(page.skip)
    assert desk.window.stack.currentWidget() is desk.window.practise


def test_the_language_changes_at_once_and_back(desk: Desk) -> None:
    desk.window.show_place(Place.SETTINGS)
    desk.window.change_settings(language="de")
    desk.settle()
    assert desk.window.settings_page.title.text() == "Einstellungen"
    assert desk.window.practise.choose.practice.title == "Beruhigender Rhythmus"
    desk.window.change_settings(language="en")
    desk.settle()
    assert desk.window.settings_page.title.text() == "Settings"


def test_the_window_remembers_its_size(app: object, tmp_path: Path) -> None:
    first = Desk(tmp_path)
    first.window.resize(1234, 789)
    first.settle()
    first.window.close()
    kept = first.services.settings_file.load()
    first.close()
    second = Desk(tmp_path, kept)
    size = second.window.size()
    second.window.resize(size)
    assert kept.place
    second.close()


def test_two_windows_share_the_settings_without_harm(app: object, tmp_path: Path) -> None:
    one = Desk(tmp_path)
    two = Desk(tmp_path)
    for index in range(20):
        one.window.change_settings(volume=index / 40)
        two.window.change_settings(minutes=float(index + 1))
    settings = one.services.settings_file.load()
    assert one.services.settings_file.problem == ""
    assert isinstance(settings, Settings)
    one.close()
    two.close()


def test_settings_that_cannot_be_kept_are_said(desk: Desk) -> None:
    desk.window.show_place(Place.SETTINGS)
    desk.services.settings_file.path = desk.folder / "settings.json" / "impossible.json"
    desk.window.change_settings(bells=False)
    assert "cannot be saved" in desk.window.settings_page.notice.text
    assert not desk.window.settings.bells


def test_a_fault_in_the_window_is_one_sentence_and_the_session_goes_on(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    import sys

    from outbreath_app.ui.shell.application import watch_faults

    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    watch_faults(desk.window)
    desk.begin()
    fault = ValueError("made up")
    sys.excepthook(ValueError, fault, None)
    desk.run(1)
    assert "went wrong" in desk.window.practise.trainer.notice.text
    assert "a fault in the window" in caplog.text
    desk.run(10)
    assert desk.window.practise.model.estimate is not None


def test_enter_presses_the_button_that_has_the_keyboard(desk: Desk) -> None:
    desk.window.show_welcome()
    for _ in range(3):
        desk.press(Qt.Key.Key_Return)
    assert desk.window.stack.currentWidget() is desk.window.practise
