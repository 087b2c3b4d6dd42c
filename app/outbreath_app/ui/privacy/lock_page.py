"""The page that stands before a locked folder: one field, and a way back for who has lost the passphrase."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from outbreath_app.storage.encrypting import change_protection
from outbreath_app.storage.keys import unlock
from outbreath_app.storage.protection import PASSPHRASE, WORDS
from outbreath_app.storage.recovery_words import read_words
from outbreath_app.ui.parts.background_job import Progress, Work
from outbreath_app.ui.parts.sheet import add_field, add_row
from outbreath_app.ui.parts.widgets import Card, Notice, Page, button, label
from outbreath_app.ui.privacy.fields import (
    lost_words,
    problem_with,
    secret_field,
    words_field,
)
from outbreath_app.ui.words.i18n import tr


class LockPage(Page):
    """Says only that it is locked. `unlocked` when the key is at hand."""

    unlocked = Signal()

    def __init__(self, data: Path) -> None:
        super().__init__(tr("Locked"), widest=720, centred=True)
        self._data = data
        self._work: Work | None = None
        self.body.addWidget(
            label(
                tr("What is kept in this folder is locked. Nothing of it is in memory."), "muted", wrap=True
            )
        )
        self.notice = Notice()
        self.body.addWidget(self.notice)
        self.passphrase = secret_field(tr("Passphrase"))
        self.open = button(tr("Unlock"), "main")
        self.lost = button(tr("I have lost the passphrase"))
        self.body.addWidget(self._unlocking())
        self.words = words_field()
        self.fresh, self.again = secret_field(tr("New passphrase")), secret_field(tr("Once more"))
        self.recover = button(tr("Set the new passphrase"), "main")
        self.recovery = self._recovering()
        self.recovery.hide()
        self.body.addWidget(self.recovery)
        self.body.addStretch(3)
        self.open.clicked.connect(self._on_open)
        self.passphrase.returnPressed.connect(self._on_open)
        self.lost.clicked.connect(self._on_lost)
        self.recover.clicked.connect(self._on_recover)
        self.again.returnPressed.connect(self._on_recover)
        self.setFocusProxy(self.passphrase)

    def _unlocking(self) -> Card:
        card = Card()
        add_field(card.body, tr("Passphrase"), self.passphrase)
        add_row(card.body, self.open, self.lost)
        return card

    def _recovering(self) -> Card:
        card = Card()
        card.body.addWidget(label(tr("With the recovery words"), "lead", wrap=True))
        card.body.addWidget(label(lost_words(), "muted", wrap=True))
        add_field(card.body, tr("The twelve recovery words, in their order"), self.words)
        add_field(card.body, tr("New passphrase"), self.fresh)
        add_field(card.body, tr("Once more"), self.again)
        add_row(card.body, self.recover)
        return card

    def _on_lost(self) -> None:
        self.recovery.setVisible(self.recovery.isHidden())
        if not self.recovery.isHidden():
            self.words.setFocus()

    def _on_open(self) -> None:
        secret = self.passphrase.text()
        self._begin(lambda _: unlock(self._data, secret, PASSPHRASE))

    def _on_recover(self) -> None:
        problem = problem_with(self.fresh.text(), self.again.text())
        if problem:
            self.notice.say(problem)
            return
        typed, fresh = self.words.text(), self.fresh.text()

        def recover(_: Progress) -> None:
            key = unlock(self._data, read_words(typed), WORDS)
            change_protection(self._data, lambda found: found.wrapped(key, PASSPHRASE, fresh))

        self._begin(recover)

    def _begin(self, do: Callable[[Progress], object]) -> None:
        if self._work is not None:
            return
        self.notice.say(tr("Opening…"))
        self._enable(False)
        self._work = Work(do)
        self._work.told.done.connect(self._on_done)
        self._work.told.failed.connect(self._on_failed)
        self._work.begin()

    def _on_done(self, _: object) -> None:
        self._work = None
        self._forget()
        self.notice.say("")
        self.unlocked.emit()

    def _on_failed(self, said: str) -> None:
        self._work = None
        self._enable(True)
        self.notice.say(said)
        field = self.words if self.words.text() and not self.passphrase.text() else self.passphrase
        field.setFocus()
        self.passphrase.selectAll()

    def _forget(self) -> None:
        for field in (self.passphrase, self.words, self.fresh, self.again):
            field.clear()
        self._enable(True)

    def _enable(self, on: bool) -> None:
        parts: tuple[QWidget, ...] = (self.passphrase, self.open, self.lost, self.recovery)
        for part in parts:
            part.setEnabled(on)
