"""The window before a locked folder: it asks, it locks when nobody is there, and it never interrupts a recording."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLineEdit

from outbreath_app.settings import Settings
from outbreath_app.storage import protection
from outbreath_app.storage.encrypting import turn_on, unlocked_files
from outbreath_app.storage.keys import keys_at_hand, load_protection, lock_all, unlock, use_key
from outbreath_app.storage.protection import is_protected, new_protection
from outbreath_app.storage.recovery_words import new_words
from outbreath_app.ui.privacy.dialog import PassphraseDialog
from outbreath_app.ui.privacy.lock_page import LockPage
from outbreath_app.ui.shell.places import open_privacy
from outbreath_app.ui.shell.rail import Place
from support.desk import Desk

pytest.importorskip("cryptography")
pytest.importorskip("mnemonic")

PASSPHRASE = "correct horse battery"


@pytest.fixture(autouse=True)
def cheap_and_locked(monkeypatch):
    monkeypatch.setattr(protection, "SCRYPT_N", 16)
    lock_all()
    yield
    lock_all()


def protect(folder: Path, words: str = "words") -> None:
    made, key = new_protection(PASSPHRASE, words)
    use_key(key)
    assert turn_on(folder, made, key).whole


@pytest.fixture
def locked(app, tmp_path):
    words = new_words()
    protect(tmp_path, words)
    lock_all()
    made = Desk(tmp_path)
    made.words = words  # type: ignore[attr-defined]
    yield made
    made.close()


def lock_page(desk: Desk) -> LockPage:
    page = desk.window.guard.page
    assert isinstance(page, LockPage)
    assert desk.window.stack.currentWidget() is page
    return page


def type_in(desk: Desk, field: QLineEdit, text: str) -> None:
    field.setFocus()
    QTest.keyClicks(field, text)
    desk.settle()


def open_with(desk: Desk, passphrase: str) -> None:
    page = lock_page(desk)
    page.passphrase.clear()
    type_in(desk, page.passphrase, passphrase)
    desk.press(Qt.Key.Key_Return, page.passphrase)
    assert desk.wait_for(lambda: page._work is None)
    desk.settle()


def test_a_locked_folder_shows_nothing_until_its_passphrase_is_typed(locked: Desk) -> None:
    page = lock_page(locked)
    assert locked.window.rail.isHidden()
    assert locked.window.practise_there is None
    assert page.passphrase.echoMode() is QLineEdit.EchoMode.Password
    locked.window.show_place(Place.REVIEW)
    assert lock_page(locked) is page
    open_with(locked, "not this one")
    assert page.notice.text == "The passphrase does not open this folder, or its key file is damaged."
    assert keys_at_hand() == ()
    open_with(locked, PASSPHRASE)
    assert locked.window.guard.page is None
    assert locked.window.rail.isVisible()
    assert locked.window.practise.isVisible()


def test_after_the_first_starts_welcome_the_lock_page_has_the_keyboard(locked: Desk) -> None:
    locked.window.show_welcome()
    for _ in range(3):
        locked.click(locked.window.stack.currentWidget().on)
    page = lock_page(locked)
    assert locked.window.rail.isHidden()
    assert locked.window.focusWidget() is page.passphrase
    assert locked.window.practise_there is None


def test_recovery_words_set_a_new_passphrase(locked: Desk) -> None:
    page = lock_page(locked)
    locked.click(page.lost)
    type_in(locked, page.words, locked.words)  # type: ignore[attr-defined]
    type_in(locked, page.fresh, "a new long one")
    type_in(locked, page.again, "a new long two")
    locked.click(page.recover)
    assert "not the same" in page.notice.text
    page.again.clear()
    type_in(locked, page.again, "a new long one")
    locked.click(page.recover)
    assert locked.wait_for(lambda: locked.window.guard.page is None)
    lock_all()
    assert unlock(locked.folder, "a new long one")


def test_it_locks_when_nobody_is_there_and_lets_go_of_what_it_showed(locked: Desk) -> None:
    open_with(locked, PASSPHRASE)
    locked.window.show_place(Place.REVIEW)
    open_privacy(locked.window)
    locked.settle()
    locked.clock.advance_ns(9 * 60 * 10**9)
    locked.window.guard.check()
    assert locked.window.guard.page is None
    locked.clock.advance_ns(61 * 10**9)
    locked.window.guard.check()
    locked.settle()
    lock_page(locked)
    assert keys_at_hand() == ()
    assert locked.window.places == {}
    assert not [w for w in locked.app.topLevelWidgets() if isinstance(w, QDialog) and w.isVisible()]
    open_with(locked, PASSPHRASE)
    locked.window.change_settings(lock_after_min=0.0)
    locked.clock.advance_ns(10**14)
    locked.window.guard.check()
    assert locked.window.guard.page is None


def test_a_key_press_puts_the_lock_off(locked: Desk) -> None:
    open_with(locked, PASSPHRASE)
    locked.clock.advance_ns(9 * 60 * 10**9)
    locked.press(Qt.Key.Key_Down)
    locked.clock.advance_ns(9 * 60 * 10**9)
    locked.window.guard.check()
    assert locked.window.guard.page is None


def test_a_session_is_never_interrupted_and_the_lock_waits_for_its_end(locked: Desk) -> None:
    open_with(locked, PASSPHRASE)
    locked.begin()
    locked.run(30)
    locked.clock.advance_ns(20 * 60 * 10**9)
    locked.window.guard.check()
    assert locked.window.guard.page is None
    assert keys_at_hand() != ()
    assert locked.window.practise.session is not None
    locked.window.practise.session.stop()
    locked.clock.advance_ns(11 * 60 * 10**9)
    locked.window.guard.check()
    locked.settle()
    lock_page(locked)
    open_with(locked, PASSPHRASE)
    assert locked.recording().report.closed


def test_a_plain_folder_is_never_locked(desk: Desk) -> None:
    desk.clock.advance_ns(10**15)
    desk.window.guard.check()
    desk.window.guard.lock()
    assert desk.window.guard.page is None


def dialog(desk: Desk) -> PassphraseDialog:
    desk.window.show_place(Place.SETTINGS)
    desk.settle()
    desk.window.settings_page.ensureWidgetVisible(desk.window.settings_page.privacy)
    desk.click(desk.window.settings_page.privacy)
    return desk.window.findChildren(PassphraseDialog)[-1]


def test_the_whole_way_of_a_passphrase_in_the_window(app, tmp_path) -> None:
    desk = Desk(tmp_path, Settings(welcomed=True, language="en"))
    desk.begin_folder = tmp_path / "recordings"  # type: ignore[attr-defined]
    (tmp_path / "recordings").mkdir()
    from outbreath_app.stream.bundled import bundled_folder

    (tmp_path / "recordings" / "one.jsonl").write_bytes((bundled_folder() / "quiet-rest.jsonl").read_bytes())
    shown = dialog(desk)
    type_in(desk, shown.fresh, "short")
    desk.click(shown.go_on)
    assert "8 characters" in shown.notice.text
    shown.fresh.clear()
    type_in(desk, shown.fresh, PASSPHRASE)
    type_in(desk, shown.again, PASSPHRASE)
    desk.click(shown.go_on)
    assert desk.wait_for(lambda: shown._made is not None and shown._work is None)
    desk.settle()
    assert len(shown.words.accessibleName().split()) == 12
    assert not shown.go_on.isEnabled()
    assert not is_protected(tmp_path)
    desk.click(shown.written)
    desk.click(shown.go_on)
    assert desk.wait_for(lambda: shown._work is None and is_protected(tmp_path))
    assert desk.wait_for(lambda: "keep old copies" in shown.notice.text)
    assert unlocked_files(tmp_path) == []
    assert load_protection(tmp_path).turning == ""
    type_in(desk, shown.now, "wrong one")
    desk.click(shown.off)
    assert desk.wait_for(lambda: "does not open" in shown.notice.text)
    shown.now.clear()
    type_in(desk, shown.now, PASSPHRASE)
    type_in(desk, shown.fresh, "a second one")
    type_in(desk, shown.again, "a second one")
    desk.click(shown.change)
    assert desk.wait_for(lambda: "is changed" in shown.notice.text)
    desk.click(shown.lock)
    desk.settle()
    open_with(desk, "a second one")
    shown = dialog(desk)
    type_in(desk, shown.now, "a second one")
    desk.click(shown.off)
    assert desk.wait_for(lambda: "Nothing is locked" in shown.notice.text)
    assert not is_protected(tmp_path)
    shown.reject()
    desk.close()
