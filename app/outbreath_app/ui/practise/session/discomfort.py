"""What is shown when the person says they feel unwell: the pacer has stopped, and what may help now."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from outbreath_app.safety import DISCOMFORT
from outbreath_app.ui.parts.flowing import FlowLayout
from outbreath_app.ui.parts.widgets import Card, Page, button, label
from outbreath_app.ui.words.i18n import tr


class DiscomfortPage(Page):
    """Stopping is the first button; going on is offered smaller, freely, or as before."""

    stop_wanted = Signal()
    go_on_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__(tr(DISCOMFORT.first), widest=720, centred=True)
        card = Card()
        for step in DISCOMFORT.steps:
            card.body.addWidget(label(tr(step), "lead", wrap=True))
        self.body.addWidget(card)
        self.body.addWidget(label(tr(DISCOMFORT.seek_care), wrap=True))
        self.stop = button(tr("End the session"), "main", "Esc")
        self.easier = button(tr("Go on, smaller and quicker"))
        self.unpaced = button(tr("Go on without the pacer"))
        across = FlowLayout()
        for one in (self.stop, self.easier, self.unpaced):
            across.addWidget(one)
        self.body.addLayout(across)
        self.body.addStretch(3)
        self.stop.clicked.connect(self.stop_wanted)
        self.easier.clicked.connect(lambda: self.go_on_wanted.emit("easier"))
        self.unpaced.clicked.connect(lambda: self.go_on_wanted.emit("unpaced"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.stop_wanted.emit()
        else:
            super().keyPressEvent(event)
