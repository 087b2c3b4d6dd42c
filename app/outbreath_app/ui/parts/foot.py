"""The row of buttons a page is left by: at its end, or kept in sight at its foot while the page has to be scrolled."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from outbreath_app.ui.parts.flowing import FlowLayout
from outbreath_app.ui.parts.widgets import Page

BESIDE_PX = 24  # as the page's own margins
_WHEN = (QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.LayoutRequest)


class Foot(QObject):
    """Moves a page's last row between its place in the page and the page's foot. `place` is what the page lays out."""

    def __init__(self, page: Page, row: QWidget) -> None:
        super().__init__(page)
        self._page, self._row = page, row
        self.place = QWidget()
        self._home = QVBoxLayout(self.place)
        self._home.setContentsMargins(0, 0, 0, 0)
        self._home.addWidget(row)
        # within the viewport: what stands beside it in a scrolling area no screen reader is told of
        self._bar = QFrame(page.viewport())
        self._bar.setObjectName("foot")
        self._bar.hide()
        across = QHBoxLayout(self._bar)
        across.setContentsMargins(BESIDE_PX, 10, BESIDE_PX, 12)
        across.addStretch(1)
        self._holder = QWidget()
        self._holder.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._away = QVBoxLayout(self._holder)
        self._away.setContentsMargins(0, 0, 0, 0)
        across.addWidget(self._holder, 1000)
        across.addStretch(1)
        self.kept = False
        for watched in (page, page.ground):
            watched.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _WHEN:
            self.settle()
        return False

    def settle(self) -> None:
        """Keep the row at the foot when the page with it is taller than the room there is."""
        ground = self._page.ground.layout()
        if ground is None:
            return
        width = self._page.viewport().width()
        needed = ground.totalHeightForWidth(width) if ground.hasHeightForWidth() else 0
        needed = max(needed, ground.totalMinimumSize().height())
        self._keep(needed > self._page.viewport().height())
        if self.kept:
            self._stand()

    def _high(self, width: int) -> int:
        layout = self._row.layout()
        if layout is not None and layout.hasHeightForWidth():
            room = min(self._page.column.maximumWidth(), width - 2 * BESIDE_PX)
            return layout.totalHeightForWidth(room)
        return self._row.sizeHint().height()

    def _keep(self, kept: bool) -> None:
        if kept == self.kept:
            return
        self.kept = kept
        focused = self._row.window().focusWidget()
        (self._away if kept else self._home).addWidget(self._row)
        self._bar.setVisible(kept)
        if focused is not None and self._row.isAncestorOf(focused):
            focused.setFocus(Qt.FocusReason.OtherFocusReason)
        if not kept:
            self._page.leave_room(0)

    def _stand(self) -> None:
        seen = self._page.viewport().geometry()
        self._holder.setMaximumWidth(self._page.column.maximumWidth())
        high = self._high(seen.width()) + 23
        self._page.leave_room(high)
        self._bar.setGeometry(0, seen.height() - high, seen.width(), high)
        self._bar.raise_()


def ways_on(ways: Sequence[QWidget], back: QWidget) -> QWidget:
    """A row of the ways to go on, in as many lines as they need, with the quiet way back at its end."""
    flowing = FlowLayout()
    for one in ways:
        flowing.addWidget(one)
    row = QWidget()
    across = QHBoxLayout(row)
    across.setContentsMargins(0, 0, 0, 0)
    across.addLayout(flowing, 1)
    across.addWidget(back, 0, Qt.AlignmentFlag.AlignTop)
    return row
