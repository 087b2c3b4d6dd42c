"""A slightly different pace put forward between parts: what it is, why, and a key each for yes and no."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout

from outbreath_app.assess.proposing import Proposal, Why
from outbreath_app.ui.looks.application_look import look_in_use
from outbreath_app.ui.parts.flowing import FlowLayout
from outbreath_app.ui.parts.widgets import Card, button, label
from outbreath_app.ui.words.i18n import number, tr

LARGE_WORDS = 1.5  # text scale from which the buttons stand under the words


class ProposalCard(Card):
    """Hidden while there is nothing to answer. It never takes the keyboard: Y and K answer it wherever the focus is."""

    answered = Signal(bool)
    turned = Signal()  # it came or went, so there is another room for the rest

    def __init__(self) -> None:
        super().__init__(name="notice")
        self.body.setContentsMargins(16, 8, 16, 8)
        self.said = label("", wrap=True)
        self.why = label("", "small", wrap=True)
        self.yes = button(tr("Try it"), "main", "Y")
        self.no = button(tr("Keep my pace"), "", "K")
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.said)
        words.addWidget(self.why)
        ways = FlowLayout() if look_in_use().scale >= LARGE_WORDS else QHBoxLayout()
        for each in (self.yes, self.no):
            each.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            ways.addWidget(each)
        way = QBoxLayout.Direction
        across = QBoxLayout(way.TopToBottom if isinstance(ways, FlowLayout) else way.LeftToRight)
        across.setSpacing(8)
        across.addLayout(words, 1)
        across.addLayout(ways)
        self.body.addLayout(across)
        self.yes.clicked.connect(lambda: self.answered.emit(True))
        self.no.clicked.connect(lambda: self.answered.emit(False))
        self.hide()

    def show_proposal(self, proposal: Proposal | None) -> None:
        """Put it forward, or put the card away."""
        if proposal is None:
            self.hide()
            self.turned.emit()
            return
        self.said.setText(said_words(proposal))
        self.why.setText(why_words(proposal))
        self.setAccessibleName(f"{self.said.text()} {self.why.text()}")
        self.show()
        self.turned.emit()


def said_words(proposal: Proposal) -> str:
    """The proposal itself."""
    return tr(
        "From the next part on, {rate} in place of {current} breaths a minute?",
        rate=number(proposal.rate_per_min, 1),
        current=number(proposal.current_per_min, 1),
    )


def why_words(proposal: Proposal) -> str:
    """What it rests on, and that nothing follows without a yes."""
    days = number(proposal.days)
    if proposal.why is Why.WIDER:
        why = tr("On {days} days near this pace your heart tended to swing wider there.", days=days)
    else:
        why = tr("You have not tried it yet on your {days} days near this pace.", days=days)
    return f"{why} " + tr("Y tries it, K keeps your pace; without an answer nothing changes.")
