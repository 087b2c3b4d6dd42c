"""The last page of a session: its summary, or the answer where it was a comparison of two ways of breathing."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QApplication

from outbreath_app.compare.experiment import COMPARISON
from outbreath_app.flow.plan import Plan
from outbreath_app.settings import Settings
from outbreath_app.summaries.of_session import SummaryReader
from outbreath_app.ui.compare.answer_page import ComparisonPage
from outbreath_app.ui.looks.application_look import look_for
from outbreath_app.ui.practise.after.summary import SummaryPage


def closing_page(
    plan: Plan, path: Path | None, settings: Settings, followed: object = None
) -> SummaryPage | ComparisonPage:
    """The page for this session; it looks back at the recording once it is told how the session ended.

    followed: what went along with the session; a summary reader saves reading it all again.
    """
    if plan.key != COMPARISON:
        return SummaryPage(plan, path, followed if isinstance(followed, SummaryReader) else None)
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    return ComparisonPage(look_for(settings, app), path)
