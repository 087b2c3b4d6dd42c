"""Puts a slightly different pace forward between the parts of a session, once, and passes the answer on."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal

from outbreath_app.assess.proposing import PaceSeen, Proposal, proposal
from outbreath_app.flow.engine import SessionFlow
from outbreath_app.flow.view import FlowView, Stage
from outbreath_app.ui.parts.background_job import Work
from outbreath_app.ui.trainer.proposal import ProposalCard, said_words
from outbreath_app.ui.words.i18n import tr

OVER = (Stage.AFTER, Stage.DONE)


class PaceProposals(QObject):
    """Follows one session. seen is set once the earlier sessions have been read; until then nothing is put forward.

    settings_wanted tells what is to be remembered: the pace that was accepted, or the one that was declined.
    """

    settings_wanted = Signal(dict)

    def __init__(
        self,
        flow: SessionFlow,
        card: ProposalCard,
        speak: Callable[[str], None],
        declined_per_min: float | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._flow, self._card, self._speak = flow, card, speak
        self._declined = () if declined_per_min is None else (declined_per_min,)
        self.seen: Sequence[PaceSeen] | None = None
        self.work: Work | None = None
        self.pending: Proposal | None = None
        self._done = False
        self._step = 0
        self._now_ns = 0
        card.answered.connect(self.answer)

    def read(self, read: Callable[[], Sequence[PaceSeen]]) -> None:
        """Have the earlier sessions read beside the window."""
        self.work = Work(lambda _: read())  # kept until it has told
        self.work.told.done.connect(self.take)
        self.work.begin()

    def take(self, seen: Sequence[PaceSeen]) -> None:
        """The earlier sessions have been read."""
        self.seen = seen

    def follow(self, view: FlowView, now_ns: int) -> None:
        """The session as it is now."""
        self._now_ns = now_ns
        moved_on = view.step_index != self._step or view.stage in OVER
        self._step = view.step_index
        if self.pending is not None:
            if moved_on or not self._flow.proposal_fits:
                self._flow.answer_proposal(now_ns, accepted=False, unanswered=True)
                self._put_away()
            return
        if self._done or self.seen is None or view.stage is not Stage.RUNNING or not self._flow.proposal_fits:
            return
        self._done = True
        found = proposal(self._flow.own_per_min, self.seen, self._declined)
        if found is not None:
            self._flow.propose_rate(found.rate_per_min)
            self.pending = found
            self._card.show_proposal(found)
            self._speak(said_words(found))

    def answer(self, accepted: bool) -> None:
        """What the person said."""
        found = self.pending
        if found is None:
            return
        self._flow.answer_proposal(self._now_ns, accepted)
        self._put_away()
        rate = found.rate_per_min
        if accepted:
            self._speak(tr("From the next part on."))
            self.settings_wanted.emit({"own_rate_per_min": rate, "declined_rate_per_min": None})
        else:
            self.settings_wanted.emit({"declined_rate_per_min": rate})

    def _put_away(self) -> None:
        self.pending = None
        self._card.show_proposal(None)
