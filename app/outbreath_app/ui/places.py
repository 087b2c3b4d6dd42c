"""The places whose pages are built only when they are gone to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from outbreath_app.ui.window import MainWindow


def assess_page(window: MainWindow) -> QWidget:
    """Looking for one's own pace."""
    from outbreath_app.ui.assess_page import AssessPage

    page = AssessPage(window.settings)
    page.begin_wanted.connect(window.begin)
    return page


def review_page(window: MainWindow) -> QWidget:
    """Looking back over sessions."""
    from outbreath_app.ui.recordings_page import RecordingsPage

    page = RecordingsPage(window.services.recordings, lambda: window.services.person)
    page.replay_wanted.connect(window.open_replay)
    return page
