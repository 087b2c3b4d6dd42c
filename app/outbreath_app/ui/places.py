"""The places whose pages are built only when they are gone to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QWidget

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
    from outbreath_app.ui.looks import look_for
    from outbreath_app.ui.review.place import ReviewPlace

    services = window.services
    place = ReviewPlace(services.data, lambda: services.person, lambda: look_for(window.settings, _app()))
    place.replay_wanted.connect(window.open_replay)
    return place


def _app() -> QApplication:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    return app
