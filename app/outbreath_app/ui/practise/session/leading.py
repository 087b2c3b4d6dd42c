"""What runs a session: a practice, an assessment with its conductor, or a comparison with its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from outbreath_app.settings import Settings
from outbreath_app.ui.feeds.base import Feed
from outbreath_app.ui.live.model import LiveModel
from outbreath_app.ui.practise.choosing.request import SessionRequest
from outbreath_app.ui.practise.session.practising import PracticeSession
from outbreath_app.ui.trainer.page import TrainerPage

if TYPE_CHECKING:
    from outbreath_app.assess.listening import Listening
    from outbreath_app.compare.listening import ComparisonListening


class Leading:
    """Made before the feed starts, since a conductor has to hear from the first line on."""

    def __init__(self, request: SessionRequest, feed: Feed) -> None:
        self._request, self._feed = request, feed
        self._listening: Listening | None = None
        self._comparing: ComparisonListening | None = None
        if request.conductor is not None:
            from outbreath_app.ui.assess.session import listen

            self._listening = listen(request.conductor, feed)
        elif request.comparing is not None:
            from outbreath_app.ui.compare.session import listen as follow

            self._comparing = follow(feed)

    def session(
        self, model: LiveModel, trainer: TrainerPage, settings: Settings, parent: QObject
    ) -> PracticeSession:
        """The session, ready to start."""
        request, feed = self._request, self._feed
        if request.conductor is not None and self._listening is not None:
            from outbreath_app.ui.assess.session import AssessSession

            return AssessSession(request, feed, model, trainer, request.conductor, self._listening, parent)
        if request.comparing is not None and self._comparing is not None:
            from outbreath_app.ui.compare.session import CompareSession

            return CompareSession(request, feed, model, trainer, request.comparing, self._comparing, parent)
        return PracticeSession(
            request,
            feed,
            model,
            trainer,
            own_rate_per_min=settings.own_rate_per_min,
            ease_in=settings.ease_in,
            vary_pace=settings.vary_pace,
            parent=parent,
        )
