"""The panel of readings beside the pacer: the breathing first, then the heart."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QVBoxLayout, QWidget

from outbreath_app.stream.session import SessionState
from outbreath_app.ui.parts.widgets import clear_scroll, label
from outbreath_app.ui.trainer.readings import (
    Reading,
    breathing_reading,
    heart_reading,
    is_stale,
    rmssd_reading,
    signal_reading,
    swing_reading,
)
from outbreath_signal.estimate import Estimate


class ReadingCard(QFrame):
    """One reading. The screen reader gets it as one sentence."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("reading")
        self._title = label("", "small")
        self._value = label("", "number")
        self._beneath = label("", "small")
        self._title.setWordWrap(True)
        self._value.setWordWrap(True)
        self._beneath.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(1)
        for part in (self._title, self._value, self._beneath):
            layout.addWidget(part)

    def show_reading(self, reading: Reading) -> None:
        _set(self._title, reading.title)
        _set(self._value, reading.value)
        _set(self._beneath, reading.beneath or " ")
        name = ". ".join(part for part in (reading.title, reading.value, reading.beneath) if part)
        if name != self.accessibleName():
            self.setAccessibleName(name)


def _set(part: QLabel, text: str) -> None:
    if part.text() != text:
        part.setText(text)


class ReadingsPanel(QFrame):
    """Five readings in one card, which scrolls when the text is large."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self.breathing, self.swing, self.heart = ReadingCard(), ReadingCard(), ReadingCard()
        self.rmssd, self.signal_card = ReadingCard(), ReadingCard()
        self.cards = (self.breathing, self.swing, self.heart, self.rmssd, self.signal_card)
        inner = QWidget()
        inner.setObjectName("clear")
        scroll = clear_scroll(inner)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(6, 6, 2, 6)
        outer.addWidget(scroll)
        layout = QVBoxLayout(inner)
        layout.setContentsMargins(12, 8, 10, 8)
        layout.setSpacing(3)
        for index, card in enumerate(self.cards):
            if index:
                layout.addSpacing(round(0.35 * self.fontMetrics().lineSpacing()))
                layout.addStretch(1)
            layout.addWidget(card)
        self.show_now(None, SessionState(), None, False)

    def show_now(
        self, estimate: Estimate | None, state: SessionState, silent_s: float | None, paced: bool
    ) -> None:
        """Show the estimate, marking what is too old to be now."""
        stale = is_stale(state, silent_s, estimate)
        self.breathing.show_reading(breathing_reading(estimate, paced, stale))
        self.swing.show_reading(swing_reading(estimate, stale))
        self.heart.show_reading(heart_reading(estimate, state, stale))
        self.rmssd.show_reading(rmssd_reading(estimate, stale))
        self.signal_card.show_reading(signal_reading(estimate, state, silent_s))
