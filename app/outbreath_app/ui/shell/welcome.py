"""The welcome of the first start: three short screens."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from outbreath_app import safety
from outbreath_app.ui.parts.disc import BreathingMark
from outbreath_app.ui.parts.flowing import FlowLayout
from outbreath_app.ui.parts.foot import Foot
from outbreath_app.ui.parts.widgets import Card, Page, button, label
from outbreath_app.ui.words.i18n import number, tr


@dataclass(frozen=True, slots=True)
class Screen:
    """A title, and paragraphs with the kind of writing each is in; `keys` stand as caps with what they do."""

    title: str
    paragraphs: tuple[tuple[str, str], ...]
    keys: tuple[tuple[str, str], ...] = ()


SAFETY = 1  # the screen that is not skipped


def screens() -> list[Screen]:
    """The three of them."""
    return [
        Screen(
            tr("Breathe slowly, and see your heart answer"),
            (
                (
                    tr("Outbreath paces a slow breath with a longer way out. Many people find it calming."),
                    "lead",
                ),
                (
                    tr(
                        "With a chest strap you see your heart swing with each breath, and how sure each number is."
                    ),
                    "lead",
                ),
                (tr(safety.NOT_A_DEVICE), "muted"),
            ),
        ),
        Screen(
            tr("Before you begin"),
            tuple((tr(text), "body") for text in (safety.FIRST_ASK, safety.SEEK_CARE, safety.TRAUMA)),
        ),
        Screen(
            tr("Three ways to start"),
            (
                (tr("With a strap"), "lead"),
                (tr("Any chest strap with the Bluetooth heart-rate service."), "muted"),
                (tr("With the simulated strap"), "lead"),
                (tr("To try everything out, with a heart that is made up."), "muted"),
                (tr("Without a strap"), "lead"),
                (tr("The pacer, the words and the sound are all there."), "muted"),
            ),
            (
                (tr("Space"), tr("pauses and goes on")),
                (tr("Esc"), tr("stops")),
                ("U", tr("when you feel unwell")),
            ),
        ),
    ]


class WelcomePage(Page):
    """One screen after the other; the rest can be skipped, only not what keeps people safe."""

    done = Signal()

    def __init__(self) -> None:
        super().__init__("", widest=640)
        self.stack = QStackedWidget()
        self._count = label("", "small")
        self._screens = screens()
        for screen in self._screens:
            self.stack.addWidget(_made(screen))
        self.body.addStretch(2)
        self.body.addWidget(BreathingMark(6.5, most_px=150))
        self.body.addSpacing(6)
        self.body.addWidget(self.stack)
        self.on = button(tr("Go on"), "main")
        self.on.setProperty("large", True)
        self.skip = button(tr("Skip"), "quiet")
        row = QWidget()
        across = QHBoxLayout(row)
        across.setContentsMargins(0, 0, 0, 0)
        across.addWidget(self.on)
        across.addWidget(self.skip)
        across.addStretch(1)
        across.addWidget(self._count)
        self.body.addWidget(Foot(self, row).place)
        self.body.addStretch(3)
        self.on.clicked.connect(self._on_next)
        self.skip.clicked.connect(self._on_skip)
        self._show(0)

    def _on_skip(self) -> None:
        """Past the rest, but not past who asks a clinician first: that is said nowhere else before a session."""
        if self.stack.currentIndex() < SAFETY:
            self._show(SAFETY)
        else:
            self.done.emit()

    def _show(self, index: int) -> None:
        count = self.stack.count()
        self.stack.setCurrentIndex(index)
        last = index == count - 1
        for one, text in ((self.on, tr("Begin") if last else tr("Go on")),):
            one.setText(text)
            one.setAccessibleName(text)
        self.skip.setVisible(not last)
        self._count.setText(tr("{index} of {count}", index=number(index + 1), count=number(count)))
        self.setAccessibleName(self._screens[index].title)
        self.verticalScrollBar().setValue(0)

    def _on_next(self) -> None:
        index = self.stack.currentIndex() + 1
        if index == self.stack.count():
            self.done.emit()
        else:
            self._show(index)


def _made(screen: Screen) -> QWidget:
    made = QWidget()
    layout = QVBoxLayout(made)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(14)
    layout.addWidget(label(screen.title, "title", wrap=True))
    card = Card()
    card.body.setContentsMargins(24, 20, 24, 20)
    card.body.setSpacing(0)
    before = ""
    for text, role in screen.paragraphs:
        if before:
            card.body.addSpacing(2 if (before, role) == ("lead", "muted") and screen.keys else 14)
        card.body.addWidget(label(text, role, wrap=True))
        before = role
    layout.addWidget(card)
    if screen.keys:
        layout.addLayout(_caps(screen.keys))
    layout.addStretch(1)
    return made


def _caps(keys: tuple[tuple[str, str], ...]) -> FlowLayout:
    """Keys and what they do, side by side."""
    flow = FlowLayout(spacing=18)
    for key, does in keys:
        pair = QWidget()
        across = QHBoxLayout(pair)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(8)
        cap = QLabel(key)
        cap.setProperty("role", "key")
        cap.setAlignment(Qt.AlignmentFlag.AlignCenter)
        across.addWidget(cap)
        across.addWidget(label(does, "muted"))
        flow.addWidget(pair)
    return flow
