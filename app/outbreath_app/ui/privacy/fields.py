"""Fields for secrets: a passphrase that is not shown, and recovery words that are."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from outbreath_app.storage.protection import SHORTEST_PASSPHRASE
from outbreath_app.ui.words.i18n import tr


def secret_field(name: str) -> QLineEdit:
    """A field whose content is never shown, suggested or corrected."""
    field = QLineEdit()
    field.setEchoMode(QLineEdit.EchoMode.Password)
    field.setInputMethodHints(
        Qt.InputMethodHint.ImhHiddenText
        | Qt.InputMethodHint.ImhSensitiveData
        | Qt.InputMethodHint.ImhNoPredictiveText
    )
    field.setAccessibleName(name)
    return field


def words_field() -> QLineEdit:
    """A field for the twelve recovery words."""
    field = QLineEdit()
    field.setAccessibleName(tr("Recovery words"))
    field.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText)
    return field


def problem_with(passphrase: str, again: str) -> str:
    """What keeps a new passphrase from being taken; empty when nothing does."""
    if len(passphrase) < SHORTEST_PASSPHRASE:
        return tr(
            "A passphrase needs at least {count} characters; a few words are best.", count=SHORTEST_PASSPHRASE
        )
    if passphrase != again:
        return tr("The two are not the same: type it again.")
    return ""


def lost_words() -> str:
    return tr("If passphrase and recovery words are both lost, what is locked is lost: nobody can open it.")
