"""The passphrase of the data folder: setting it, changing it, new recovery words, and taking it away."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from outbreath_app.storage.encrypting import Turned, change_protection, turn_off, turn_on, unlocked_files
from outbreath_app.storage.keys import load_protection, unlock, use_key
from outbreath_app.storage.protection import (
    PASSPHRASE,
    WORDS,
    FolderKey,
    Protection,
    is_protected,
    new_protection,
)
from outbreath_app.storage.recovery_words import new_words
from outbreath_app.storage.system_keyring import put_in_keyring, take_from_keyring
from outbreath_app.ui.parts.background_job import Progress
from outbreath_app.ui.parts.sheet import Sheet, add_field, add_row
from outbreath_app.ui.parts.widgets import button, label, tick_row
from outbreath_app.ui.privacy.fields import lost_words, problem_with, secret_field
from outbreath_app.ui.words.i18n import number, tr

FIGURE_SPACE = "\N{FIGURE SPACE}"  # as wide as a digit, so that the words stand under one another
IDLE_MIN = (0.0, 2.0, 5.0, 10.0, 30.0, 60.0)


def idle_words(minutes: float) -> str:
    """After how long without a key or a click the folder is locked."""
    return tr("Never") if minutes == 0 else tr("After {minutes} min", minutes=number(minutes))


class PassphraseDialog(Sheet):
    """One step after the other. `lock_after` tells the chosen minutes, `lock_wanted` that it is to be locked now."""

    lock_after = Signal(float)
    lock_wanted = Signal()

    def __init__(self, data: Path, lock_after_min: float, parent: QWidget | None = None) -> None:
        super().__init__(tr("Passphrase"), 42, parent)
        self._data, self._idle_min = data, lock_after_min
        self._made: tuple[Protection, FolderKey] | None = None
        self._page: QWidget | None = None
        self._first: QWidget = self.close_button
        self._show_state()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._first.setFocus()

    # --- pages ---

    def _show_state(self) -> None:
        """What can be done now."""
        if not is_protected(self._data):
            self._put(self._new_page())
            return
        found = load_protection(self._data)
        if found.turning:
            self._put(self._unfinished_page(found.turning))
        elif unlocked_files(self._data):
            self._put(self._unfinished_page(""))
        else:
            self._put(self._protected_page(found.keyring))

    def _put(self, page: QWidget) -> None:
        if self._page is not None:
            self.body.removeWidget(self._page)
            self._page.hide()
            self._page.deleteLater()
        self._page = page
        self.body.addWidget(page)
        page.show()
        self._first.setFocus()

    def _new_page(self) -> QWidget:
        page, body = _page()
        body.addWidget(label(tr("Protect with a passphrase"), "lead", wrap=True))
        body.addWidget(
            label(
                tr(
                    "Recordings, notes, people and the catalogue are encrypted. The passphrase is asked for at each start and "
                    "when nobody was here for a while; a session that is being recorded is never interrupted."
                ),
                wrap=True,
            )
        )
        body.addWidget(label(lost_words(), "muted", wrap=True))
        self.fresh, self.again = secret_field(tr("New passphrase")), secret_field(tr("Once more"))
        add_field(body, tr("New passphrase"), self.fresh)
        add_field(body, tr("Once more"), self.again)
        self.go_on = button(tr("Go on"), "main")
        self.go_on.clicked.connect(self._on_chosen)
        self.again.returnPressed.connect(self._on_chosen)
        add_row(body, self.go_on)
        body.addStretch(1)
        self._first = self.fresh
        return page

    def _words_page(self, words: str, then: Callable[[], None], then_words: str) -> QWidget:
        page, body = _page()
        body.addWidget(label(tr("Recovery words"), "lead", wrap=True))
        body.addWidget(
            label(
                tr("Write these twelve words on paper, in this order, and keep it apart from this computer."),
                wrap=True,
            )
        )
        numbered = "\n".join(
            f"{str(place).rjust(2, FIGURE_SPACE)}.  {word}"
            for place, word in enumerate(words.split(), start=1)
        )
        self.words = label(numbered)
        self.words.setAccessibleName(words)
        self.words.setFocusPolicy(self.close_button.focusPolicy())
        body.addWidget(self.words)
        body.addWidget(label(lost_words(), "muted", wrap=True))
        self.written, row = tick_row(tr("I have written them down"))
        body.addLayout(row)
        self.go_on = button(then_words, "main")
        self.go_on.setEnabled(False)
        self.written.toggled.connect(self.go_on.setEnabled)
        self.go_on.clicked.connect(then)
        add_row(body, self.go_on)
        body.addStretch(1)
        self._first = self.written
        return page

    def _protected_page(self, keyring: bool) -> QWidget:
        page, body = _page()
        body.addWidget(label(tr("This folder is protected"), "lead", wrap=True))
        self.idle = QComboBox()
        self.idle.setAccessibleName(tr("Lock when nobody is here"))
        for minutes in IDLE_MIN:
            self.idle.addItem(idle_words(minutes), minutes)
        nearest = min(range(len(IDLE_MIN)), key=lambda i: abs(IDLE_MIN[i] - self._idle_min))
        self.idle.setCurrentIndex(nearest)
        self.idle.activated.connect(lambda _: self.lock_after.emit(self.idle.currentData()))
        add_field(body, tr("Lock when nobody is here"), self.idle)
        self.lock = button(tr("Lock now"))
        self.lock.clicked.connect(self._on_lock)
        add_row(body, self.lock)
        body.addWidget(label(tr("Changes need the passphrase"), "lead", wrap=True))
        self.now = secret_field(tr("Passphrase now"))
        self.fresh, self.again = secret_field(tr("New passphrase")), secret_field(tr("Once more"))
        add_field(body, tr("Passphrase now"), self.now)
        add_field(body, tr("New passphrase"), self.fresh)
        add_field(body, tr("Once more"), self.again)
        self.change = button(tr("Change the passphrase"))
        self.renew = button(tr("New recovery words"))
        self.off = button(tr("Stop protecting"))
        self.keyring = button(
            tr("Take it out of the keyring") if keyring else tr("Keep it in the keyring too")
        )
        self.change.clicked.connect(self._on_change)
        self.renew.clicked.connect(self._on_renew)
        self.off.clicked.connect(self._on_off)
        self.keyring.clicked.connect(lambda: self._on_keyring(not keyring))
        for each in (self.change, self.renew, self.off, self.keyring):
            add_row(body, each)
        body.addStretch(1)
        self._first = self.idle
        return page

    def _unfinished_page(self, turning: str) -> QWidget:
        """Broken off on the way; or, with nothing broken off, files that came in from elsewhere unlocked."""
        page, body = _page()
        said = tr("Nothing is lost. It goes on where it was.")
        if turning == "off":
            lead = tr("Unlocking was broken off")
        elif turning == "on":
            lead = tr("Locking was broken off")
        else:
            lead, said = (
                tr("Some files are not locked"),
                tr("They came in from elsewhere; going on locks them."),
            )
        body.addWidget(label(lead, "lead", wrap=True))
        body.addWidget(label(said, wrap=True))
        self.now = secret_field(tr("Passphrase now"))
        add_field(body, tr("Passphrase now"), self.now)
        self.go_on = button(tr("Go on"), "main")
        self.go_on.clicked.connect(self._on_off if turning == "off" else self._on_resume)
        add_row(body, self.go_on)
        body.addStretch(1)
        self._first = self.now
        return page

    # --- what the person wants ---

    def _on_chosen(self) -> None:
        problem = problem_with(self.fresh.text(), self.again.text())
        if problem:
            self.notice.say(problem)
            return
        passphrase = self.fresh.text()

        def make(_: Progress) -> tuple[str, Protection, FolderKey]:
            words = new_words()
            return words, *new_protection(passphrase, words)

        self.begin(make, self._on_made, self._refused)

    def _on_made(self, found: object) -> None:
        assert isinstance(found, tuple)
        words, protection, key = found
        self._made = protection, key
        self._put(self._words_page(words, self._on_written, tr("Lock everything now")))

    def _on_written(self) -> None:
        assert self._made is not None
        protection, key = self._made
        use_key(key)
        self.begin(lambda tell: turn_on(self._data, protection, key, tell), self._on_turned, self._refused)

    def _on_resume(self) -> None:
        secret = self.now.text()

        def go_on(tell: Progress) -> Turned:
            key = unlock(self._data, secret)
            return turn_on(self._data, load_protection(self._data), key, tell)

        self.begin(go_on, self._on_turned, self._refused)

    def _on_off(self) -> None:
        secret = self.now.text()

        def off(tell: Progress) -> Turned:
            key = unlock(self._data, secret)
            held = load_protection(self._data).keyring
            done = turn_off(self._data, key, tell)
            if held and done.whole:
                take_from_keyring(key.id)
            return done

        self.begin(off, self._on_turned, self._refused)

    def _on_turned(self, done: object) -> None:
        assert isinstance(done, Turned)
        if done.busy:
            said = tr("A recording is going on and stays as it is; go on here when it has ended.")
        elif is_protected(self._data):
            said = tr(
                "Locked. The unlocked files were overwritten, but solid-state drives, snapshots and backups may keep old "
                "copies; the system's disk encryption guards against that."
            )
        else:
            said = tr("Nothing is locked any more.")
        self._show_state()
        self.notice.say(" ".join([said, *done.left]))

    def _on_change(self) -> None:
        problem = problem_with(self.fresh.text(), self.again.text())
        if problem:
            self.notice.say(problem)
            return
        fresh = self.fresh.text()
        said = tr("The passphrase is changed. Backups made before still open with the old one.")
        self._with_key(lambda found, key: found.wrapped(key, PASSPHRASE, fresh), said)

    def _on_renew(self) -> None:
        words = new_words()

        def shown() -> None:
            page = self._words_page(words, self._show_state, tr("Done"))
            self._put(page)
            self.notice.say(tr("The words before open nothing any more."))

        self._with_key(lambda found, key: found.wrapped(key, WORDS, words), "", shown)

    def _on_keyring(self, on: bool) -> None:
        def change(found: Protection, key: FolderKey) -> Protection:
            if on:
                put_in_keyring(key)
            else:
                take_from_keyring(key.id)
            return replace(found, keyring=on)

        self._with_key(change, tr("Done."))

    def _with_key(
        self,
        change: Callable[[Protection, FolderKey], Protection],
        said: str,
        then: Callable[[], None] | None = None,
    ) -> None:
        """Change the key file with the passphrase as it is now."""
        secret = self.now.text()

        def do(_: Progress) -> None:
            key = unlock(self._data, secret)
            change_protection(self._data, lambda found: change(found, key))

        def done(_: object) -> None:
            if then is not None:
                then()
                return
            self._show_state()
            self.notice.say(said)

        self.begin(do, done, self._refused)

    def _on_lock(self) -> None:
        self.accept()
        self.lock_wanted.emit()

    def _refused(self, said: str) -> None:
        self.notice.say(said)


def _page() -> tuple[QWidget, QVBoxLayout]:
    page = QWidget()
    page.setObjectName("clear")
    body = QVBoxLayout(page)
    body.setContentsMargins(0, 0, 0, 0)
    body.setSpacing(10)
    return page, body
