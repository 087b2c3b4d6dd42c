"""A comparison being done: a session whose conductor has lost pairs done once more at its end."""

from __future__ import annotations

from PySide6.QtCore import QObject

from outbreath_app.assess.comparison_conductor import ComparisonConductor
from outbreath_app.assess.comparison_listening import ComparisonListening
from outbreath_app.flow.view import FlowView, Stage
from outbreath_app.practices import PhaseKind
from outbreath_app.ui.feeds.base import Feed
from outbreath_app.ui.i18n import number, tr
from outbreath_app.ui.live.model import LiveModel
from outbreath_app.ui.practise.request import SessionRequest
from outbreath_app.ui.practise.session import PracticeSession
from outbreath_app.ui.trainer.page import TrainerPage

# A step that was paused sooner than this has hardly begun, and simply goes on.
BARELY_BEGUN_S = 2.0


def listen(feed: Feed) -> ComparisonListening:
    """Follow a feed from its first line on, for the session that will begin later."""
    listening = ComparisonListening()
    feed.line.connect(listening.feed)
    return listening


class CompareSession(PracticeSession):
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

    def toggle(self) -> None:
        """Pause, or go on: a step that was broken off begins again, so that it is breathed in one piece."""
        view = self.flow.view(self.now_ns)
        if view.stage is Stage.PAUSED and view.can_repeat and view.step_elapsed_s > BARELY_BEGUN_S:
            self.repeat_step()
            return
        super().toggle()

    def change_pace(self, by_per_min: float) -> None:
        """Both ways are breathed at one pace."""
        self.say(tr("Both ways are breathed at the pace that was chosen. Stop whenever you like."))

    def _notice(self, view: FlowView, now_ns: int) -> str:
        if view.stage is Stage.PAUSED and view.step_kind is PhaseKind.STEP:
            return tr("Paused. Press Space to begin this part again.")
        return super()._notice(view, now_ns)
