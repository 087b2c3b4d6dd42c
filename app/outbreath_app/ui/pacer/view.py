"""What every face of the pacer shares: it is told the pacer and the time, and paints that moment."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from outbreath_app.pacing import Pacer, PartKind, Position
from outbreath_app.ui.looks.drawing_look import Look
from outbreath_app.ui.words.i18n import tr


def part_words(kind: PartKind) -> str:
    """What to do now, in two words."""
    match kind:
        case PartKind.IN:
            return tr("Breathe in")
        case PartKind.OUT:
            return tr("Breathe out")
        case PartKind.HOLD_IN | PartKind.HOLD_OUT:
            return tr("Pause")
        case PartKind.NONE:
            return tr("Breathe as you like")


def count_words(position: Position) -> str:
    """The count within this part, empty when nothing is paced."""
    return str(position.count) if position.paced else ""


class PacerView(QWidget):
    """A face of the pacer. It computes nothing: `show_moment` gives it what to draw."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self.pacer = Pacer()
        self.now_ns = 0
        self.position = self.pacer.position(0)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(120, 120)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent, False)
        self.setAccessibleName(tr("Breathing pacer"))

    def set_look(self, look: Look) -> None:
        self.look = look
        self.update()

    def show_moment(self, pacer: Pacer, now_ns: int) -> None:
        """Draw the pacer at now_ns. The screen reader hears of a new part, not of every frame."""
        before = self.position.kind
        self.pacer, self.now_ns, self.position = pacer, now_ns, pacer.position(now_ns)
        if self.position.kind is not before:
            self.setAccessibleDescription(part_words(self.position.kind))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        raise NotImplementedError
