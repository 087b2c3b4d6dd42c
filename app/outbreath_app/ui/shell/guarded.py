"""The main window as its guard sees it: whether something goes on, and putting everything away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from outbreath_app.ui.shell.rail import Place

if TYPE_CHECKING:
    from outbreath_app.ui.shell.window import MainWindow


class GuardedWindow:
    """Puts the guard's wishes to the window."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._page: QWidget | None = None

    @property
    def lock_after_min(self) -> float:
        return self._window.settings.lock_after_min

    @property
    def occupied(self) -> bool:
        """A session that is not over, a practice being written, a replay, or work in a dialog. What is over may be locked away."""
        from outbreath_app.ui.parts.sheet import Sheet

        if any(sheet.working for sheet in self._window.findChildren(Sheet)):
            return True
        practise = self._window.practise_there
        if self._window.replay is not None:
            return True
        if practise is None or not practise.running:
            return False
        from outbreath_app.flow.view import Stage  # brings numpy, which the first paint does not wait for

        return practise.session is None or practise.session.stage is not Stage.DONE

    def put_away(self) -> None:
        """The places go with everything they show."""
        practise = self._window.practise_there
        if practise is not None and practise.session is not None:
            practise.leave()
        self._window.build_anew(None)

    def stand_before(self, page: QWidget) -> None:
        self._page = page
        self._window.rail.hide()
        if self._window.stack.indexOf(page) < 0:
            self._window.stack.addWidget(page)
        self._window.stack.setCurrentWidget(page)

    def let_in(self) -> None:
        if self._page is not None:
            self._window.stack.removeWidget(self._page)
            self._page = None
        self._window.rail.show()
        self._window.show_place(Place.PRACTISE)
        if self._window.settings.clinician:  # their card could not be read before
            self._window.meet(self._window.settings.person)
