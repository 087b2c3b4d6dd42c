"""The end of an assessment: its answer page, with a voice for those whose eyes are closed."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication

from outbreath_app.settings import Settings
from outbreath_app.ui.assess.answer_page import AnswerPage
from outbreath_app.ui.looks.application_look import look_for
from outbreath_app.ui.practise.session.practising import PracticeSession
from outbreath_app.ui.shell.services import Services


def answer_page(session: PracticeSession, services: Services, settings: Settings) -> AnswerPage:
    """The page that will show and speak the answer. Its voice takes the place of the session's sound, and ends with it."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    page = AnswerPage(look_for(settings, app), settings, services.past_assessments)
    session.sound = services.new_sound(lambda _: None, settings)
    page.spoken.connect(session.sound.speak)
    return page
