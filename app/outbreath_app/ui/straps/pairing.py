"""The question whether a strap may be paired with this computer, asked while its recorder waits for the answer."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from outbreath_app.ui.feeds.base import Feed, Line
from outbreath_app.ui.parts.widgets import button, label
from outbreath_app.ui.words.i18n import tr


class PairingQuestion(QDialog):
    """Follows a feed: shows itself when the strap asks, tells the recorder what the person said, and goes with the question."""

    def __init__(self, feed: Feed, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._feed = feed
        self.setWindowTitle(tr("Pair the strap"))
        self.words = label("", wrap=True)
        self.yes = button(tr("Pair it"), "main")
        self.no = button(tr("Do not pair"), "quiet", "Esc")
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
        if self.isVisible():
            self.hide()
            self._feed.send({"k": "pair", "yes": yes})

    def _on_line(self, line: Line) -> None:
        details = line.get("details") if line.get("k") == "link" else None
        if not isinstance(details, dict) or "ask" not in details:
            return
        if details["ask"] != "pairing":
            self.hide()
            return
        number = str(details.get("number", ""))
        self.words.setText(
            tr(
                "The strap wants to be paired with this computer. Allow it, if it shows this number: {number}.",
                number=number,
            )
            if number
            else tr("The strap wants to be paired with this computer. Allow it?")
        )
        self.setAccessibleName(self.words.text())
        self.show()
        self.raise_()
        self.yes.setFocus()
