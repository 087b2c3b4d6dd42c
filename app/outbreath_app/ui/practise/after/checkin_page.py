"""The optional check-in: sliders from 0 to 10, each to be left out if one likes."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from outbreath_app.flow.checkin import HIGHEST, LOWEST, NOTICE, Item, When
from outbreath_app.ui.parts.foot import Foot
from outbreath_app.ui.parts.pointing import PointSlider
from outbreath_app.ui.parts.widgets import Card, Page, button, label
from outbreath_app.ui.words.i18n import DASH, number, tr


class RatingSlider(PointSlider):
    """A slider that takes a typed number too, 1 and then 0 for ten; Delete takes the answer back."""

    def __init__(self) -> None:
        super().__init__()
        self._one_typed = False
        self.setRange(LOWEST - 1, HIGHEST)
        self.setValue(LOWEST - 1)
        self.setPageStep(1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        one_typed, self._one_typed = self._one_typed, event.text() == "1"
        if event.text() in tuple("0123456789"):
            self.setValue(HIGHEST if one_typed and event.text() == "0" else int(event.text()))
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.setValue(LOWEST - 1)
        else:
            super().keyPressEvent(event)


class Rating:
    """One statement with its slider and value, for one row of a grid. Untouched means no answer."""

    def __init__(self, item: Item) -> None:
        self.item = item
        self.answer: int | None = None
        self.text = label(tr(item.text), wrap=True)
        self.value = label(DASH, "lead")
        self.value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.slider = RatingSlider()
        self.slider.setMinimumWidth(180)
        self.slider.setProperty("answered", False)
        self.slider.setAccessibleName(tr(item.text))
        self.slider.setAccessibleDescription(tr("No answer"))
        self.text.setBuddy(self.slider)
        self.slider.valueChanged.connect(self._on_value)

    def _on_value(self, value: int) -> None:
        self.answer = None if value < LOWEST else value
        said = DASH if self.answer is None else number(self.answer)
        self.value.setText(said)
        self.slider.setProperty("answered", self.answer is not None)
        self.slider.style().polish(self.slider)
        self.slider.setAccessibleDescription(
            tr("No answer") if self.answer is None else tr("{value} of 10", value=said)
        )


class CheckinPage(Page):
    """The items of one check-in, with a way past them."""

    answered = Signal(dict)
    back_wanted = Signal()

    def __init__(self, items: Sequence[Item], when: When) -> None:
        self._before = before = when is When.BEFORE
        super().__init__(
            tr("How are you now?") if before else tr("And how are you now?"), widest=860, centred=True
        )
        self.ratings = [Rating(item) for item in items]
        note = label(tr(NOTICE), "muted", wrap=True)
        self.body.addWidget(note)
        self.body.addWidget(self._ratings_card())
        self.on = button(tr("Go on"), "main")
        self.skip = button(tr("Leave it out"))
        self.back = button(tr("Back"), "quiet")
        row = QWidget()
        across = QHBoxLayout(row)
        across.setContentsMargins(0, 0, 0, 0)
        across.addWidget(self.on)
        across.addWidget(self.skip)
        across.addStretch(1)
        if before:
            across.addWidget(self.back)
        else:
            self.back.setParent(self)
            self.back.hide()
        self.body.addWidget(Foot(self, row).place)
        self.body.addStretch(3)
        self.on.clicked.connect(lambda: self.answered.emit(self.answers))
        self.skip.clicked.connect(lambda: self.answered.emit({}))
        self.back.clicked.connect(self.back_wanted)

    def _ratings_card(self) -> Card:
        card = Card()
        grid = QGridLayout()
        grid.setHorizontalSpacing(20)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(0, 4)
        grid.setColumnStretch(1, 5)
        grid.setColumnMinimumWidth(2, 34)
        ends = QHBoxLayout()
        ends.addWidget(label(tr("not at all"), "small"))
        ends.addStretch(1)
        ends.addWidget(label(tr("very much"), "small"))
        grid.addLayout(ends, 0, 1)
        for index, rating in enumerate(self.ratings):
            grid.addWidget(rating.text, index + 1, 0)
            grid.addWidget(rating.slider, index + 1, 1)
            grid.addWidget(rating.value, index + 1, 2)
        card.body.addLayout(grid)
        return card

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back, or past the questions where there is no way back."""
        if event.key() != Qt.Key.Key_Escape or event.isAutoRepeat():
            super().keyPressEvent(event)
        elif self._before:
            self.back_wanted.emit()
        else:
            self.answered.emit({})

    @property
    def answers(self) -> dict[str, int]:
        return {rating.item.key: rating.answer for rating in self.ratings if rating.answer is not None}
