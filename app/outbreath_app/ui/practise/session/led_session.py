"""A session of steps that are scored: one that was broken off by a pause begins again."""

from __future__ import annotations

from outbreath_app.flow.view import FlowView, Stage
from outbreath_app.practices import PhaseKind
from outbreath_app.ui.practise.session.practising import PracticeSession
from outbreath_app.ui.words.i18n import tr

# A step that was paused sooner than this has hardly begun, and simply goes on.
BARELY_BEGUN_S = 2.0


class LedSession(PracticeSession):
    """The practice session as assessments and comparisons need it."""

    def toggle(self) -> None:
        """Pause, or go on: a step that was broken off begins again, since the heart has to settle into its pace anew."""
        view = self.flow.view(self.now_ns)
        if view.stage is Stage.PAUSED and view.can_repeat and view.step_elapsed_s > BARELY_BEGUN_S:
            self.repeat_step()
            return
        super().toggle()

    def _notice(self, view: FlowView, now_ns: int) -> str:
        if view.stage is Stage.PAUSED and view.step_kind is PhaseKind.STEP and view.can_repeat:
            return tr("Paused. Press Space to begin this part again.")
        return super()._notice(view, now_ns)
