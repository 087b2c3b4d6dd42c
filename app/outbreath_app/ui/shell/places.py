"""The places whose pages are built only when they are gone to."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QWidget

from outbreath_app.ui.looks.application_look import look_for

if TYPE_CHECKING:
    from outbreath_app.ui.shell.window import MainWindow


def assess_page(window: MainWindow) -> QWidget:
    """Looking for one's own pace."""
    from outbreath_app.ui.assess.page import AssessPage

    page = AssessPage(window.settings, window.services.past_assessments)
    page.begin_wanted.connect(window.begin)
    page.open_wanted.connect(lambda path: show_assessment(window, path))
    page.comparison.follow(window.services.past_comparisons)
    page.comparison.open_wanted.connect(lambda path: show_comparison(window, path))
    return page


def show_comparison(window: MainWindow, path: Path) -> None:
    """An earlier comparison's answer in the place of the page it was chosen on."""
    from outbreath_app.ui.compare.answer_page import ComparisonPage

    page = ComparisonPage(look_for(window.settings, _app()), path, noted=False)
    page.done_wanted.connect(lambda: _back_to_assess(window, page))
    window.stack.addWidget(page)
    window.stack.setCurrentWidget(page)
    page.done.setFocus()
    page.read()


def _back_to_assess(window: MainWindow, page: QWidget) -> None:
    from outbreath_app.ui.shell.rail import Place

    window.show_place(Place.ASSESS)
    window.stack.removeWidget(page)
    page.deleteLater()


def show_assessment(window: MainWindow, path: Path) -> None:
    """An earlier assessment's answer in the place of the page it was chosen on."""
    from outbreath_app.ui.assess.answer_page import AnswerPage
    from outbreath_app.ui.shell.rail import Place

    page = AnswerPage(
        look_for(window.settings, _app()), window.settings, window.services.past_assessments, noted=False
    )
    page.pace_accepted.connect(lambda pace: window.change_settings(own_rate_per_min=pace))
    page.again.hide()

    def leave() -> None:
        window.show_place(Place.ASSESS)
        window.stack.removeWidget(page)
        page.deleteLater()

    page.done_wanted.connect(leave)
    window.stack.addWidget(page)
    window.stack.setCurrentWidget(page)
    page.done.setFocus()
    page.look_at(path)


def review_page(window: MainWindow) -> QWidget:
    """Looking back over sessions."""
    from outbreath_app.ui.review.place import ReviewPlace
    from outbreath_app.ui.review.sessions.session_words import names_of

    services = window.services
    names = names_of(services.new_library(services.translation.language))
    place = ReviewPlace(
        services.data, lambda: services.person, lambda: look_for(window.settings, _app()), names
    )
    place.replay_wanted.connect(window.open_replay)
    return place


def _app() -> QApplication:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    return app


def people_page(window: MainWindow) -> QWidget:
    """Clients, and whose sessions are at hand."""
    from outbreath_app.ui.people.page import PeoplePage

    page = PeoplePage(window.services.data, lambda: window.services.person)
    page.person_wanted.connect(window.meet)
    return page


def open_privacy(window: MainWindow) -> None:
    """The passphrase of the data folder."""
    from outbreath_app.ui.privacy.dialog import PassphraseDialog

    dialog = PassphraseDialog(window.services.data(), window.settings.lock_after_min, window)
    dialog.lock_after.connect(lambda minutes: window.change_settings(lock_after_min=minutes))
    dialog.lock_wanted.connect(window.guard.lock)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
