"""The welcome of the first start: three short screens."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from outbreath_app import safety
from outbreath_app.ui.disc import OrbMark
from outbreath_app.ui.i18n import number, tr
from outbreath_app.ui.widgets import Card, Page, button, label


def screens() -> list[tuple[str, list[str]]]:
    """Title and paragraphs of each screen."""
    return [
        (
            tr("Breathe slowly, and see your heart answer"),
            [
                tr("Outbreath paces a slow breath with a longer way out. Many people find it calming."),
                tr(
                    "With a chest strap you see your heart swing with each breath, and how sure each number is."
                ),
                tr(safety.NOT_A_DEVICE),
            ],
        ),
        (tr("Before you begin"), [tr(safety.FIRST_ASK), tr(safety.SEEK_CARE), tr(safety.TRAUMA)]),
        (
            tr("Three ways to start"),
            [
                tr("With a strap: any chest strap with the Bluetooth heart-rate service."),
                tr("With the simulated strap, to try everything out."),
                tr("Without a strap: the pacer, the words and the sound are all there."),
                tr("Space pauses and goes on, Esc stops, U is for when you feel unwell."),
            ],
        ),
    ]


class WelcomePage(Page):
    """One screen after the other; it can be left at any time."""

    done = Signal()

    def __init__(self) -> None:
        super().__init__("", widest=640)
        self.stack = QStackedWidget()
        self._count = label("", "small")
        contents = screens()
        for title, paragraphs in contents:
            self.stack.addWidget(_screen(title, paragraphs, first=not self.stack.count()))
        self.body.addStretch(2)
        self.body.addWidget(OrbMark(5.0, most_px=90))
        self.body.addSpacing(6)
        self.body.addWidget(self.stack)
        self.on = button(tr("Go on"), "main")
        self.on.setProperty("large", True)
        self.skip = button(tr("Skip"), "quiet")
        across = QHBoxLayout()
        across.addWidget(self.on)
        across.addWidget(self.skip)
        across.addStretch(1)
        across.addWidget(self._count)
        self.body.addLayout(across)
        self.body.addStretch(3)
        self.on.clicked.connect(self._on_next)
        self.skip.clicked.connect(self.done)
        self._show(0)

    def _show(self, index: int) -> None:
        count = self.stack.count()
        self.stack.setCurrentIndex(index)
        last = index == count - 1
        for one, text in ((self.on, tr("Begin") if last else tr("Go on")),):
            one.setText(text)
            one.setAccessibleName(text)
        self.skip.setVisible(not last)
        self._count.setText(tr("{index} of {count}", index=number(index + 1), count=number(count)))
        self.setAccessibleName(screens()[index][0])

    def _on_next(self) -> None:
        index = self.stack.currentIndex() + 1
        if index == self.stack.count():
            self.done.emit()
        else:
            self._show(index)


def _screen(title: str, paragraphs: list[str], first: bool) -> QWidget:
    screen = QWidget()
    layout = QVBoxLayout(screen)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(14)
    layout.addWidget(label(title, "title", wrap=True))
    card = Card()
    card.body.setContentsMargins(24, 20, 24, 20)
    card.body.setSpacing(14)
    for index, text in enumerate(paragraphs):
        card.body.addWidget(
            label(text, "lead" if first and index < len(paragraphs) - 1 else "body", wrap=True)
        )
    layout.addWidget(card)
    layout.addStretch(1)
    return screen
