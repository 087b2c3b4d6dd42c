"""What a strap's link asks of the person: may it be paired, is this one it? The recorder waits for the answer."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from outbreath_app.ui.feeds.base import Feed, Line
from outbreath_app.ui.parts.widgets import button, label
from outbreath_app.ui.words.i18n import tr


class StrapQuestion(QDialog):
    """Follows a feed: shows itself when something is asked, tells the recorder what the person said, and goes with the question.

    moved: another address was taken for the strap's own; with its name.
    """

    moved = Signal(str, str)

    def __init__(self, feed: Feed, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._feed = feed
        self._details: Line = {}
        self.words = label("", wrap=True)
        self.yes, self.no = button("", "main"), button("", "quiet", "Esc")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(16)
        layout.addWidget(self.words)
        across = QHBoxLayout()
        across.addStretch(1)
        across.addWidget(self.no)
        across.addWidget(self.yes)
        layout.addLayout(across)
        self.yes.clicked.connect(lambda: self._answer(True))
        self.no.clicked.connect(lambda: self._answer(False))
        feed.line.connect(self._on_line)
        feed.ended.connect(self.hide)

    def reject(self) -> None:
        """Closing the question is a no."""
        self._answer(False)

    def _answer(self, yes: bool) -> None:
        if not self.isVisible():
            return
        self.hide()
        self._feed.send({"k": "answer", "yes": yes})
        if yes and self._details["ask"] == "address":
            self.moved.emit(str(self._details.get("address", "")), str(self._details.get("name", "")))

    def _on_line(self, line: Line) -> None:
        details = line.get("details") if line.get("k") == "link" else None
        if not isinstance(details, dict) or "ask" not in details:
            return
        self._details = details
        match details["ask"]:
            case "pairing":
                self._say(tr("Pair the strap"), _pairing_words(details), tr("Pair it"), tr("Do not pair"))
            case "address":
                self._say(tr("Is this the strap?"), _address_words(details), tr("Use it"), tr("Another one"))
            case _:
                self.hide()

    def _say(self, title: str, words: str, yes: str, no: str) -> None:
        self.setWindowTitle(title)
        self.words.setText(words)
        self.yes.setText(yes)
        self.no.setText(no)
        self.setAccessibleName(words)
        self.show()
        self.raise_()
        self.yes.setFocus()


def _pairing_words(details: Line) -> str:
    if "number" not in details:
        return tr("The strap wants to be paired with this computer. Allow it?")
    return tr(
        "The strap wants to be paired with this computer. Allow it, if it shows this number: {number}.",
        number=str(details["number"]),
    )


def _address_words(details: Line) -> str:
    return tr(
        "The strap is not heard, but one of the same name is: {name}, {address}. Is this it?",
        name=str(details.get("name", "")),
        address=str(details.get("address", "")),
    )
