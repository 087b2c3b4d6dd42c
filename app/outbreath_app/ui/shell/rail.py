"""The navigation at the side: Practise, Assess, Review, Settings, and for clinicians People."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QIcon
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from outbreath_app.ui.looks.drawing_look import Look
from outbreath_app.ui.parts.disc import OrbMark
from outbreath_app.ui.parts.widgets import label
from outbreath_app.ui.shell.rail_icons import rail_icon
from outbreath_app.ui.words.i18n import tr

NAME = "Outbreath"
LARGE_WORDS = 1.75  # text scale from which the words have the whole width


class Place(StrEnum):
    """The places of the program; People is there in clinician mode only."""

    PRACTISE = "practise"
    ASSESS = "assess"
    REVIEW = "review"
    SETTINGS = "settings"
    PEOPLE = "people"


def place_words(place: Place) -> str:
    match place:
        case Place.PRACTISE:
            return tr("Practise")
        case Place.ASSESS:
            return tr("Assess")
        case Place.REVIEW:
            return tr("Review")
        case Place.SETTINGS:
            return tr("Settings")
        case Place.PEOPLE:
            return tr("People")


class Rail(QWidget):
    """A list of places; arrow keys and Ctrl+1 to 5 move between them. Under it whose sessions are at hand."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.list = QListWidget()
        self.list.setObjectName("rail")
        self.list.setAccessibleName(tr("Places"))
        for index, place in enumerate(Place):
            item = QListWidgetItem(place_words(place))
            item.setData(Qt.ItemDataRole.UserRole, str(place))
            item.setToolTip(f"Ctrl+{index + 1}")
            self.list.addItem(item)
        self.list.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 20, 10, 14)
        layout.setSpacing(14)
        head = QHBoxLayout()
        head.setContentsMargins(6, 0, 0, 0)
        head.setSpacing(8)
        head.addWidget(OrbMark(1.5))
        head.addWidget(label(NAME, "lead"), 1)
        layout.addLayout(head)
        layout.addWidget(self.list, 1)
        self.person = label("", "small", wrap=True)
        self.person.setIndent(8)
        layout.addWidget(self.person)
        self.show_person("", clinician=False)
        self.list.currentRowChanged.connect(self._on_row)

    def show_look(self, look: Look) -> None:
        """As wide as its words need, with a drawing beside each place unless the text is large."""
        drawn = look.scale < LARGE_WORDS
        written = QFontMetrics(look.font("body"))
        side = round(1.1 * written.lineSpacing()) if drawn else 0
        self.list.setIconSize(QSize(side, side))
        for index, place in enumerate(Place):
            mark = rail_icon(place, look.colour("text"), side, self.devicePixelRatioF()) if drawn else QIcon()
            self.list.item(index).setIcon(mark)
        lead = QFontMetrics(look.font("lead"))
        name = lead.horizontalAdvance(NAME) + round(1.6 * lead.lineSpacing())
        places = max(written.horizontalAdvance(place_words(place)) for place in Place)
        around = round(2.6 * written.lineSpacing()) + 7 + (side + 8 if drawn else 0)
        self.setFixedWidth(max(round(90 + 86 * min(look.scale, 1.0)), name + 44, places + around + 20))

    def show_person(self, name: str, clinician: bool) -> None:
        """Whose sessions are at hand; nothing is said outside clinician mode."""
        self.list.item(list(Place).index(Place.PEOPLE)).setHidden(not clinician)
        words = tr("At hand: {name}", name=name)
        self.person.setText(words)
        self.person.setAccessibleName(words)
        self.person.setVisible(clinician)

    def show_place(self, place: Place) -> None:
        """Mark the place without reporting a wish."""
        self.list.blockSignals(True)
        self.list.setCurrentRow(list(Place).index(place))
        self.list.blockSignals(False)

    def _on_row(self, row: int) -> None:
        if row >= 0:
            self.chosen.emit(str(list(Place)[row]))
