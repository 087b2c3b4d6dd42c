"""What was answered before and after a session, each item on its own line from 0 to 10."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from outbreath_app.flow.checkin import HIGHEST, LOWEST
from outbreath_app.ui.looks.application_look import look_in_use
from outbreath_app.ui.parts.widgets import label
from outbreath_app.ui.practise.after.looking_back import Answered
from outbreath_app.ui.words.i18n import number, tr

LARGE_WORDS = 1.75  # text scale from which the line stands under its words


class ChangeLine(QWidget):
    """A ring where it was before, a dot where it is after, joined."""

    def __init__(self, answered: Answered) -> None:
        super().__init__()
        self._answered = answered
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(answered.words)

    def sizeHint(self) -> QSize:
        return QSize(160, round(1.4 * self.fontMetrics().lineSpacing()))

    def paintEvent(self, event: QPaintEvent) -> None:
        look = look_in_use()
        size = 0.36 * self.fontMetrics().lineSpacing()
        left, length, middle = size + 2, self.width() - 2 * size - 4, self.height() / 2

        def place(value: int) -> QPointF:
            return QPointF(left + length * (value - LOWEST) / (HIGHEST - LOWEST), middle)

        before, after = place(self._answered.before), place(self._answered.after)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(look.colour("line"), 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawLine(place(LOWEST), place(HIGHEST))
        painter.setPen(QPen(look.colour("accent"), 3, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawLine(before, after)
        painter.setPen(QPen(look.colour("accent"), 2))
        painter.setBrush(look.colour("surface"))
        painter.drawEllipse(before, size, size)
        painter.setBrush(look.colour("accent"))
        painter.drawEllipse(after, 0.8 * size, 0.8 * size)
        painter.end()


class CheckinChanges(QWidget):
    """The items that were answered both times; nothing is said about which way is better."""

    def __init__(self, answered: Sequence[Answered]) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 12)
        column.setSpacing(8)
        column.addWidget(label(tr("Before and after"), "lead"))
        column.addWidget(
            label(tr("Ring: before. Dot: after. From 0, not at all, to 10, very much."), "small", wrap=True)
        )
        grid = QGridLayout()
        grid.setHorizontalSpacing(20)
        grid.setVerticalSpacing(6)
        large = look_in_use().scale >= LARGE_WORDS
        for index, each in enumerate(answered):
            item, values = label(each.item, wrap=True), label(f"{number(each.before)} → {number(each.after)}")
            values.setAccessibleName(each.words)
            values.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            if large:
                grid.addWidget(item, 2 * index, 0, 1, 2)
                grid.addWidget(ChangeLine(each), 2 * index + 1, 0)
                grid.addWidget(values, 2 * index + 1, 1)
            else:
                grid.addWidget(item, index, 0)
                grid.addWidget(ChangeLine(each), index, 1)
                grid.addWidget(values, index, 2)
        if not large:
            grid.setColumnStretch(0, 4)
            grid.setColumnStretch(1, 5)
        column.addLayout(grid)
