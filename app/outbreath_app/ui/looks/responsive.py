"""Larger writing in a window that has room for it: a page made for 1000 px must not be lost in one of 2560."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget

STEPS = (1.0, 1.2, 1.4, 1.6)
PLAIN = QSize(1600, 1000)  # up to here the text is as large as the person asked for
LARGEST = 3.0  # text scale
SETTLE_MS = 150  # while an edge is being dragged nothing grows
_ROOM = "outbreath_room"


def room_in(size: QSize, text_scale: float) -> float:
    """How much larger than asked for everything is drawn in a window of this size (px).

    Large text has used up some of that room, the largest all of it; larger text stays larger whatever the window.
    """
    fits = min(size.width() / PLAIN.width(), size.height() / PLAIN.height())
    step = max((step for step in STEPS if step <= fits), default=1.0)
    return 1.0 + (step - 1.0) * (LARGEST - text_scale) / (LARGEST - 1.0)


def room_in_use(app: QApplication) -> float:
    """The step the application was last given."""
    room = app.property(_ROOM)
    return room if isinstance(room, float) else 1.0


def use_room(app: QApplication, room: float) -> None:
    """Have the next look drawn at this step."""
    app.setProperty(_ROOM, room)


class SizeWatch(QObject):
    """Says once that the window has another size, when it has stopped changing."""

    settled = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(SETTLE_MS)
        self._wait.timeout.connect(self.settled)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._wait.start()
        return False
