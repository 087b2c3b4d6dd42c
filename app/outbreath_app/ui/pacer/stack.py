"""The faces of the pacer, one at a time, switched while it goes on."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtWidgets import QStackedWidget, QWidget

from outbreath_app.pacing import Pacer
from outbreath_app.ui.looks.drawing_look import Look
from outbreath_app.ui.pacer.line import LineView
from outbreath_app.ui.pacer.orb import OrbView
from outbreath_app.ui.pacer.quiet import QuietView
from outbreath_app.ui.pacer.view import PacerView


class Face(StrEnum):
    """Which face of the pacer is shown."""

    ORB = "orb"
    LINE = "line"
    QUIET = "quiet"


class PacerStack(QStackedWidget):
    """Shows one face; only that one is told the time."""

    def __init__(self, look: Look, face: Face = Face.ORB, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._faces: dict[Face, PacerView] = {
            Face.ORB: OrbView(look),
            Face.LINE: LineView(look),
            Face.QUIET: QuietView(look),
        }
        for view in self._faces.values():
            self.addWidget(view)
        self.set_face(face)

    @property
    def face(self) -> Face:
        return next(face for face, view in self._faces.items() if view is self.currentWidget())

    @property
    def view(self) -> PacerView:
        return self._faces[self.face]

    def set_face(self, face: Face) -> None:
        self.setCurrentWidget(self._faces[face])

    def set_look(self, look: Look) -> None:
        for view in self._faces.values():
            view.set_look(look)

    def show_moment(self, pacer: Pacer, now_ns: int) -> None:
        self.view.show_moment(pacer, now_ns)
