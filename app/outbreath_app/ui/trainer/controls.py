"""The controls under the trainer: pause and stop first, then marks, views and, in a replay, the speed."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QWidget

from outbreath_app.ui.pacer.stack import Face
from outbreath_app.ui.parts.flowing import FlowLayout
from outbreath_app.ui.parts.widgets import button
from outbreath_app.ui.trainer.readings import Detail
from outbreath_app.ui.words.i18n import number, tr

SPEEDS = (1, 2, 5, 10, 30, 60)


def face_words(face: Face) -> str:
    match face:
        case Face.ORB:
            return tr("Orb")
        case Face.LINE:
            return tr("Line")
        case Face.QUIET:
            return tr("Words only")


def detail_words(detail: Detail) -> str:
    match detail:
        case Detail.CALM:
            return tr("Calm")
        case Detail.STANDARD:
            return tr("Standard")
        case Detail.DETAILED:
            return tr("Detailed")
        case Detail.CLINICIAN:
            return tr("Clinician")


class ControlBar(QWidget):
    """Reports what the person wants; what it shows is set from outside."""

    pause_wanted = Signal()
    stop_wanted = Signal()
    mark_wanted = Signal()
    discomfort_wanted = Signal()
    hold_wanted = Signal()
    next_wanted = Signal()
    again_wanted = Signal()
    redo_wanted = Signal()
    face_wanted = Signal(str)
    detail_wanted = Signal(str)
    speed_wanted = Signal(float)
    full_screen_wanted = Signal()

    def __init__(self, replayed: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pause = button(tr("Pause"), "main", "Space")
        self.stop = button(tr("Stop"), "", "Esc", tr("End the session and see its summary"))
        self.mark = button(tr("Mark"), "", "M", tr("Mark this moment in the recording"))
        self.discomfort = button(tr("I feel unwell"), "", "U", tr("Stops the pacer at once"))
        self.hold = button(tr("Hold this pace"), "", "H", tr("Stop the pace from slowing further"))
        self.again = button(tr("This part again"), "", "R", tr("Do this part once more"))
        self.redo = button(tr("That part again"), "", "A", tr("Do the part that could not be used once more"))
        self.next = button(tr("Next part"), "", "N", tr("Leave this part now"))
        self.face = _choice(tr("Pacer"), [(face_words(face), str(face)) for face in Face])
        self.detail = _choice(tr("View"), [(detail_words(detail), str(detail)) for detail in Detail])
        self.speed = _choice(tr("Speed"), [(tr("{times}×", times=number(s)), str(s)) for s in SPEEDS])
        self.speed.setMinimumContentsLength(5)
        self.full = button(tr("Full screen"), "quiet", "F11")
        self._replayed = replayed
        self._build(replayed)
        self._connect()

    def _build(self, replayed: bool) -> None:
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        live: list[QWidget] = [self.discomfort, self.mark, self.hold, self.again, self.redo, self.next]
        shown: list[QWidget] = [self.pause, self.stop]
        shown += [self.speed] if replayed else live
        self._ways = ways = FlowLayout()  # in a second line where the words are large
        for widget in shown:
            ways.addWidget(widget)
        layout.addLayout(ways, 1)
        layout.addWidget(self.full)
        self.views = QWidget()
        beside = QHBoxLayout(self.views)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(8)
        beside.addWidget(self.face)
        beside.addWidget(self.detail)
        self._row = layout
        for widget in (self.stop, *live, self.speed, self.face, self.detail, self.full):
            # a click must not take the keyboard: Space goes on meaning pause
            widget.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        for unused in live if replayed else [self.speed]:
            unused.setParent(self)
            unused.hide()
        self.hold.hide()
        self.again.hide()
        self.redo.hide()
        self.next.hide()

    def width_with_views(self) -> int:
        """How wide (px) everything on one row is, with those of the buttons that come and go that stand there at once."""
        shown = [self.pause, self.stop, self.full, self.views]
        shown += [self.speed] if self._replayed else [self.discomfort, self.mark]
        wide = sum(each.sizeHint().width() + self._row.spacing() for each in shown)
        passing = ((self.hold,), (self.again, self.next), (self.redo, self.next))
        widths = [sum(each.sizeHint().width() + self._row.spacing() for each in some) for some in passing]
        return wide + (0 if self._replayed else max(widths))

    def make_room(self, tight: bool) -> None:
        """Put away, in a window too small for its text, what can be had elsewhere.

        The views are chosen in the settings; M makes a mark while another button takes its place.
        """
        self.views.setVisible(not tight)
        if not self._replayed:
            passing = any(not each.isHidden() for each in (self.hold, self.again, self.redo, self.next))
            self.mark.setVisible(not (tight and passing))

    def take_views(self) -> None:
        """Put the choices of view before the full screen's button."""
        if self._row.indexOf(self.views) < 0:
            self._row.insertWidget(self._row.count() - 1, self.views)

    def take_full(self, among: bool) -> None:
        """Put the full screen's button among the others, or at the end of the row."""
        if among == (self._ways.indexOf(self.full) >= 0):
            return
        (self._row if among else self._ways).removeWidget(self.full)
        (self._ways if among else self._row).addWidget(self.full)

    def _connect(self) -> None:
        pairs: list[tuple[QPushButton, Signal]] = [
            (self.pause, self.pause_wanted),  # type: ignore[list-item]
            (self.stop, self.stop_wanted),  # type: ignore[list-item]
            (self.mark, self.mark_wanted),  # type: ignore[list-item]
            (self.discomfort, self.discomfort_wanted),  # type: ignore[list-item]
            (self.hold, self.hold_wanted),  # type: ignore[list-item]
            (self.next, self.next_wanted),  # type: ignore[list-item]
            (self.again, self.again_wanted),  # type: ignore[list-item]
            (self.redo, self.redo_wanted),  # type: ignore[list-item]
            (self.full, self.full_screen_wanted),  # type: ignore[list-item]
        ]
        for one, signal in pairs:
            one.clicked.connect(lambda _=False, signal=signal: signal.emit())
        self.face.activated.connect(lambda _: self.face_wanted.emit(self.face.currentData()))
        self.detail.activated.connect(lambda _: self.detail_wanted.emit(self.detail.currentData()))
        self.speed.activated.connect(lambda _: self.speed_wanted.emit(float(self.speed.currentData())))

    def show_paused(self, paused: bool) -> None:
        text = tr("Go on") if paused else tr("Pause")
        self.pause.setText(text)
        self.pause.setAccessibleName(text)

    def show_again(self) -> None:
        """A replay is over: the main button plays it again."""
        self.pause.setText(tr("Play again"))
        self.pause.setAccessibleName(tr("Play again"))

    def show_choice(self, face: Face, detail: Detail, speed: float | None = None) -> None:
        self.face.setCurrentIndex(self.face.findData(str(face)))
        self.detail.setCurrentIndex(self.detail.findData(str(detail)))
        if speed is not None:
            self.speed.setCurrentIndex(max(0, self.speed.findData(f"{speed:g}")))


class Choice(QComboBox):
    """A list that leaves letters and Space to the page: feeling unwell is said by one key wherever the keyboard is.

    The arrow keys choose, Alt+Down and F4 open it.
    """

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text().isprintable() and event.text():
            event.ignore()
            return
        super().keyPressEvent(event)


def _choice(name: str, options: list[tuple[str, str]]) -> QComboBox:
    box = Choice()
    box.setAccessibleName(name)
    box.setAccessibleDescription(name)  # on Linux a list is named by what is chosen in it
    box.setToolTip(name)
    for text, data in options:
        box.addItem(text, data)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    return box
