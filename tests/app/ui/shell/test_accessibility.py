"""The accessible tree of every page: each control has a name and a role, and the keyboard reaches all of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QScrollArea, QWidget

from outbreath_app.settings import Settings
from outbreath_app.ui.shell.rail import Place
from outbreath_app.ui.shell.replays import ReplayPicker
from outbreath_app.ui.straps.finding import Found, StrapPicker
from support.accessible import check, controls, reached, told_of
from support.desk import Desk, ListScanner


def pages(desk: Desk) -> Iterator[tuple[str, QWidget]]:
    window, practise = desk.window, desk.window.practise
    window.change_settings(with_checkin=True)
    window.show_welcome()
    yield "welcome", window
    for _ in range(3):
        desk.click(window.stack.currentWidget().on)
    yield "choose", window
    for place in (Place.ASSESS, Place.REVIEW, Place.SETTINGS):
        window.show_place(place)
        desk.settle()
        yield str(place), window
    window.show_place(Place.PRACTISE)
    practise.choose.choose_simulated()
    desk.click(practise.choose.begin)
    yield "check-in", window
    desk.click(practise.currentWidget().skip)
    yield "ready", window
    desk.press(Qt.Key.Key_Space, practise.currentWidget())
    desk.run(5)
    yield "trainer", window
    desk.press(Qt.Key.Key_U, practise.currentWidget())
    yield "unwell", window
    desk.press(Qt.Key.Key_Escape, practise.currentWidget())
    yield "check-out", window
    desk.click(practise.currentWidget().skip)
    yield "summary", window


@pytest.mark.parametrize("size", [(1100, 760), (900, 600)])
def test_every_control_of_every_page_has_a_name_and_a_role(desk: Desk, size: tuple[int, int]) -> None:
    desk.window.resize(*size)
    for name, root in pages(desk):
        try:
            check(root)
        except AssertionError as error:
            raise AssertionError(f"{name}: {error}") from error


def test_the_keyboard_reaches_every_control(desk: Desk) -> None:
    for name, root in pages(desk):
        found = {w for w in controls(root) if w.isEnabled()}
        way = reached(root)
        missed = [w.accessibleName() for w in found if w not in way]
        assert missed == [], f"{name}: Tab does not reach {missed}"


def test_the_editor_is_named_and_reached_by_keys(desk: Desk) -> None:
    desk.click(desk.window.practise.choose.edit)
    desk.settle()
    check(desk.window)
    way = reached(desk.window)
    missed = [w.accessibleName() for w in controls(desk.window) if w.isEnabled() and w not in way]
    assert missed == []


def test_what_the_keyboard_comes_to_is_not_under_the_row_at_the_foot(desk: Desk) -> None:
    desk.window.resize(900, 600)
    desk.window.show_place(Place.PRACTISE)
    desk.settle()
    page = desk.window.practise.choose
    assert page.foot.kept
    row = page.begin.mapTo(page.viewport(), page.begin.rect().topLeft()).y()
    page.list.setFocus()
    for _ in range(6):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        widget = page.focusWidget()
        if widget is not None and page.ground.isAncestorOf(widget):
            assert widget.mapTo(page.viewport(), widget.rect().bottomLeft()).y() < row


@pytest.mark.parametrize("kind", [StrapPicker, ReplayPicker])
def test_the_dialogs_are_named_too(desk: Desk, kind: type[QDialog]) -> None:
    desk.scanner = lambda: ListScanner([Found("AA", "Strap", -60)])
    if kind is StrapPicker:
        desk.window.practise.pick_strap()
    else:
        desk.window.pick_replay()
    desk.settle()
    dialog = desk.window.findChild(kind)
    assert dialog is not None
    assert dialog.windowTitle()
    check(dialog)
    dialog.reject()


def test_readings_are_spoken_as_one_sentence(desk: Desk) -> None:
    desk.begin()
    desk.run(90)
    trainer = desk.window.practise.trainer
    assert trainer is not None
    said = trainer.panel.heart.accessibleName()
    assert said.startswith("Heart rate. ")
    assert "bpm" in said
    interface: QAccessibleInterface = QAccessible.queryAccessibleInterface(trainer.panel.heart)
    assert interface.text(QAccessible.Text.Name) == said


def test_plots_and_pacer_are_described(desk: Desk) -> None:
    desk.begin()
    desk.run(150)
    trainer = desk.window.practise.trainer
    assert trainer is not None
    assert trainer.pacer.view.accessibleName() == "Breathing pacer"
    assert trainer.pacer.view.accessibleDescription() in ("Breathe in", "Breathe out")
    for plot in (trainer._wave, trainer._trace):
        assert plot.accessibleName()
    assert "ms" in trainer._trace.accessibleDescription()


def test_keys_alone_carry_a_whole_session(desk: Desk) -> None:
    choose = desk.window.practise.choose
    choose.choose_simulated()
    choose.list.setFocus()
    desk.press(Qt.Key.Key_Down)
    desk.press(Qt.Key.Key_Return)
    desk.press(Qt.Key.Key_Space)
    assert desk.window.practise.session is not None
    desk.run(5)
    desk.press(Qt.Key.Key_Escape)
    desk.press(Qt.Key.Key_Space)
    assert desk.window.practise.currentWidget() is choose
    assert desk.events() == ["start", "stop"]


def test_places_are_reached_by_keys(desk: Desk) -> None:
    desk.window.change_settings(clinician=True)
    for index, place in enumerate(Place):
        QTest.keyClick(desk.window, Qt.Key(Qt.Key.Key_1 + index), Qt.KeyboardModifier.ControlModifier)
        desk.settle()
        assert desk.window.stack.currentWidget() is desk.window.places[place]


def test_people_and_their_dialogs_are_named_and_reached_by_keys(desk: Desk) -> None:
    from outbreath_app.storage.people import People
    from outbreath_app.ui.people.archive_dialogs import ExportDialog, ImportDialog
    from outbreath_app.ui.people.dialogs import DeleteDialog, LogDialog, PersonDialog

    desk.window.change_settings(clinician=True)
    people = People(desk.folder)
    person = people.add("Juniper", "agreed", "a note")
    desk.window.show_place(Place.PEOPLE)
    desk.settle()
    page = desk.window.places[Place.PEOPLE]
    page.list.setCurrentRow(1)
    desk.settle()
    check(desk.window)
    way = reached(desk.window)
    missed = [w for w in controls(desk.window) if w.isEnabled() and w not in way]
    assert [w.accessibleName() for w in missed] == []
    dialogs = (
        PersonDialog(people, person, page),
        ExportDialog(people, person, page),
        ImportDialog(people, desk.folder / "a.zip", True, person, page),
        DeleteDialog(people, person, page),
        LogDialog([], [person], page),
    )
    for dialog in dialogs:
        walk(desk, dialog)


def test_the_passphrase_and_the_lock_are_named_and_reached_by_keys(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("cryptography")
    from outbreath_app.storage import protection
    from outbreath_app.storage.encrypting import turn_on
    from outbreath_app.storage.keys import lock_all, use_key
    from outbreath_app.ui.privacy.dialog import PassphraseDialog

    monkeypatch.setattr(protection, "SCRYPT_N", 16)
    walk(desk, PassphraseDialog(desk.folder, 10.0, desk.window))
    made, key = protection.new_protection("correct horse battery", "words")
    use_key(key)
    turn_on(desk.folder, made, key)
    walk(desk, PassphraseDialog(desk.folder, 10.0, desk.window))
    desk.window.guard.lock()
    desk.settle()
    page = desk.window.guard.page
    assert page is not None
    assert desk.window.focusWidget() is page.passphrase
    page.lost.click()
    desk.settle()
    check(desk.window)
    way = reached(desk.window)
    missed = [w for w in controls(page) if w.isEnabled() and w not in way]
    assert [w.accessibleName() for w in missed] == []
    lock_all()


def walk(desk: Desk, dialog: QDialog) -> None:
    """A dialog opened, named, and every control in it reached by Tab."""
    dialog.open()
    desk.settle()
    assert dialog.windowTitle()
    check(dialog)
    way = reached(dialog)
    assert [w.accessibleName() for w in controls(dialog) if w.isEnabled() and w not in way] == []
    dialog.reject()
    desk.window.activateWindow()
    desk.settle()


@pytest.mark.parametrize("scale", [2.0, 3.0])
def test_no_page_is_wider_than_the_window_in_large_text(app: object, tmp_path: Path, scale: float) -> None:
    desk = Desk(tmp_path, Settings(text_scale=scale))
    desk.window.resize(1280, 800)
    desk.settle()
    seen: set[str] = set()
    for name, widget in pages(desk):
        desk.settle()
        for area in widget.findChildren(QScrollArea):
            if area.isVisible() and area.widget() is not None:
                seen.add(type(area).__name__)
                needs, has = area.widget().minimumSizeHint().width(), area.viewport().width()
                assert needs <= has, f"{name}: {type(area).__name__} needs {needs} and has {has} pixels"
    desk.close()
    assert len(seen) >= 5


def test_nothing_of_a_session_takes_the_keyboard_without_a_name(desk: Desk) -> None:
    desk.begin()
    desk.run(5)
    for one in told_of(desk.window):
        interface = QAccessible.queryAccessibleInterface(one)
        if interface is not None and interface.state().focusable and not interface.state().invisible:
            assert interface.text(QAccessible.Text.Name), f"{type(one).__name__} {one.objectName()!r}"
