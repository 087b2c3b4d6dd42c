"""A comparison being done: a session whose conductor has lost pairs done once more at its end."""

from __future__ import annotations

from PySide6.QtCore import QObject

from outbreath_app.compare.conductor import ComparisonConductor
from outbreath_app.compare.listening import ComparisonListening
from outbreath_app.ui.feeds.base import Feed
from outbreath_app.ui.live.model import LiveModel
from outbreath_app.ui.practise.choosing.request import SessionRequest
from outbreath_app.ui.practise.session.led_session import LedSession
from outbreath_app.ui.trainer.page import TrainerPage
from outbreath_app.ui.words.i18n import number, tr


def listen(feed: Feed) -> ComparisonListening:
    """Follow a feed from its first line on, for the session that will begin later."""
    listening = ComparisonListening()
    feed.line.connect(listening.feed)
    return listening


class CompareSession(LedSession):
    """The practice session with the comparison's conductor beside it."""

    def __init__(
        self,
        request: SessionRequest,
        feed: Feed,
        model: LiveModel,
        page: TrainerPage,
        conductor: ComparisonConductor,
        listening: ComparisonListening,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(request, feed, model, page, parent=parent)
        self.conductor = conductor
        self._listening = listening

    def tick(self) -> None:
        """One frame: what has been heard decides before time moves on."""
        self.feed.tick()
        now_ns, before = self.now_ns, self.conductor.again
        self.conductor.attend(self.flow, lambda: self._listening.heard(now_ns), now_ns)
        if self.conductor.again > before:
            self.say(
                tr("{count} pairs could not be used and come once more.", count=number(self.conductor.again))
            )
        super().tick()

    def change_pace(self, by_per_min: float) -> None:
        """Both ways are breathed at one pace."""
        self.say(tr("Both ways are breathed at the pace that was chosen. Stop whenever you like."))
