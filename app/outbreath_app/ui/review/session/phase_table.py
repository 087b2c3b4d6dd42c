"""The phases as a table where there is room, and as a block of lines for each where there is not."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from outbreath_app.ui.parts.widgets import label
from outbreath_app.ui.practise.after.looking_back import SummaryView
from outbreath_app.ui.practise.after.summary import SummaryTable

_ROOM_EMS = 62


class PhaseTable(QWidget):
    """Every value keeps its column's name in the narrow form too."""

    def __init__(self) -> None:
        super().__init__()
        self._view: SummaryView | None = None
        self._narrow = False
        self.table = SummaryTable()
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.addWidget(self.table)
        self._blocks: QWidget | None = None

    def wait(self) -> None:
        self._view = None
        self._drop_blocks()
        self.table.wait()

    def say(self, text: str) -> None:
        self._view = None
        self._drop_blocks()
        self.table.say(text)

    def show_view(self, view: SummaryView) -> None:
        self._view = view
        self._show()

    def set_width(self, width_px: int) -> None:
        """Choose the form that fits."""
        narrow = width_px < _ROOM_EMS * self.fontMetrics().averageCharWidth() * 1.9
        if narrow != self._narrow:
            self._narrow = narrow
            self._show()

    def _drop_blocks(self) -> None:
        if self._blocks is not None:
            self.body.removeWidget(self._blocks)
            self._blocks.hide()
            self._blocks.deleteLater()
            self._blocks = None

    def _show(self) -> None:
        if self._view is None:
            return
        self._drop_blocks()
        if not self._narrow:
            self.table.show_summary(self._view)
            return
        self._blocks = QWidget()
        column = QVBoxLayout(self._blocks)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for row in self._view.rows:
            column.addWidget(label(row[0], "body", wrap=True))
            pairs = zip(self._view.columns[1:], row[1:], strict=True)
            said = " · ".join(f"{name} {_one_line(text)}" for name, text in pairs)
            column.addWidget(label(said, "muted", wrap=True))
            column.addSpacing(8)
        self.body.insertWidget(0, self._blocks)
        self.table.show_summary(SummaryView(sentences=self._view.sentences))


def _one_line(text: str) -> str:
    """A value and what stood under it, in brackets."""
    first, _, second = text.partition("\n")
    return f"{first} ({second})" if second else first
