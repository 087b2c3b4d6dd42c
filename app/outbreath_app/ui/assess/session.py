"""An assessment being done: a session whose conductor chooses, judges and repeats steps as the beats come in."""

from __future__ import annotations

from PySide6.QtCore import QObject

from outbreath_app.assess.conductor import Conductor, Refused, longest_s
from outbreath_app.assess.listening import Listening
from outbreath_app.assess.protocol import Protocol
from outbreath_app.flow.view import FlowView, Stage
from outbreath_app.ui.assess.words import refused_words
from outbreath_app.ui.feeds.base import Feed
from outbreath_app.ui.live.model import LiveModel
from outbreath_app.ui.live.ownrange import OwnRanges
from outbreath_app.ui.practise.choosing.request import SessionRequest
from outbreath_app.ui.practise.session.led_session import LedSession
from outbreath_app.ui.trainer.page import TrainerPage
from outbreath_app.ui.words.i18n import number, tr


def listen(conductor: Conductor, feed: Feed) -> Listening:
    """Follow a feed from its first line on, for the session that will begin later."""
    listening = Listening(conductor.protocol)
    feed.line.connect(listening.feed)
    return listening


class AssessSession(LedSession):
    """The practice session with a conductor beside it."""

    def __init__(
        self,
        request: SessionRequest,
        feed: Feed,
        model: LiveModel,
        page: TrainerPage,
        conductor: Conductor,
        listening: Listening,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(request, feed, model, page, parent=parent)
        self.conductor = conductor
        self._listening = listening
        self._told: Refused | None = None
        page.redo_wanted.connect(self.redo)

    def tick(self) -> None:
        """One frame: what has been heard decides before time moves on."""
        self.feed.tick()
        self.conductor.attend(self.flow, self._listening.scored, self.now_ns)
        refused = self.conductor.refused
        if refused is not self._told:
            self._told = refused
            if refused is not None:
                self.sound.speak(refused_words(refused))
        super().tick()

    def redo(self) -> None:
        """Do the step that could not be used once more, after this one."""
        refused = self.conductor.refused
        if refused is not None and not refused.again and self.conductor.again(self.flow, self.now_ns):
            self._told = None
            self.say(tr("It comes again after this part."))
            self.tick()

    def keep_range(self, ranges: OwnRanges) -> None:
        """Nothing: breaths at many paces say nothing of one."""

    def change_pace(self, by_per_min: float) -> None:
        """The paces are the assessment's own."""
        self.say(tr("In an assessment the paces are given. Stop whenever you like."))

    def _show(self, view: FlowView, now_ns: int) -> None:
        super()._show(view, now_ns)
        if self.conductor.protocol is Protocol.ADAPTIVE:
            part = tr("{step}  ·  part {index}", step=view.step_title, index=number(view.step_index + 1))
            self.page.show_title(view.title, part)
        refused = self.conductor.refused
        self.page.offer_redo(refused is not None and not refused.again and view.stage is Stage.RUNNING)

    def _left_s(self, view: FlowView) -> float | None:
        if self.conductor.protocol is not Protocol.ADAPTIVE or view.left_s is None:
            return view.left_s
        return max(longest_s(Protocol.ADAPTIVE) - view.elapsed_s, view.left_s)

    def _notice(self, view: FlowView, now_ns: int) -> str:
        pressing = super()._notice(view, now_ns)
        if pressing or view.stage is not Stage.RUNNING:
            return pressing
        return "" if self._told is None else refused_words(self._told)
