"""Getting ready: the safety instruction, every time, the steps to come, and whether the strap is there."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from outbreath_app.compare.experiment import COMPARISON
from outbreath_app.safety import briefing
from outbreath_app.settings import Settings
from outbreath_app.ui.parts.drawings import StepsBar
from outbreath_app.ui.parts.foot import Foot, ways_on
from outbreath_app.ui.parts.widgets import Card, Notice, Page, button, label
from outbreath_app.ui.practise.choosing.plan_words import bar_parts, pace_words, steps_words
from outbreath_app.ui.practise.choosing.request import HeartKind, SessionRequest
from outbreath_app.ui.words.i18n import tr
from outbreath_app.ui.words.reasons import problem_words


class ReadyPage(Page):
    """The last page before a session; Space starts it."""

    start_wanted = Signal()
    back_wanted = Signal()
    no_strap_wanted = Signal()
    simulated_wanted = Signal()

    def __init__(self, request: SessionRequest, settings: Settings) -> None:
        super().__init__(tr(request.plan.title), widest=780, centred=True)
        self._request = request
        self._heart_there = True
        said = briefing(request.plan.cautions)
        self.notice = Notice()
        self.body.addWidget(self.notice)
        safety = Card()
        safety.body.setSpacing(12)
        safety.body.addWidget(label(tr(said.instruction), "number", wrap=True))
        for text in (*said.more, *said.cautions):
            safety.body.addWidget(label(tr(text), wrap=True))
        self.body.addWidget(safety)
        steps = Card()
        for part in _to_come(request, settings):
            steps.body.addWidget(part)
        self.strap = label("", wrap=True)
        self.strap.hide()
        steps.body.addWidget(self.strap)
        self.body.addWidget(steps)
        self.start = button(tr("Start"), "main", "Space")
        self.start.setProperty("large", True)
        self.without = button(tr("Go on without a strap"))
        self.simulated = button(tr("Use the simulated strap"))
        self.back = button(tr("Back"), "quiet", "Esc")
        self.body.addWidget(Foot(self, ways_on((self.start, self.without, self.simulated), self.back)).place)
        self.body.addStretch(3)
        self.start.clicked.connect(self.start_wanted)
        self.back.clicked.connect(self.back_wanted)
        self.without.clicked.connect(self.no_strap_wanted)
        self.simulated.clicked.connect(self.simulated_wanted)
        self.simulated.hide()
        self.without.setVisible(request.heart.kind in (HeartKind.STRAP, HeartKind.PHONE))
        if request.heart.kind is HeartKind.NONE:
            self.show_strap(
                tr("Without a strap: the pacer, the words and the sound are all there; no heart is measured.")
            )

    def show_strap(self, words: str) -> None:
        """Where the strap stands."""
        if self.strap.text() != words:
            self.strap.setText(words)
        self.strap.setVisible(bool(words))

    def show_problem(self, problem: str) -> None:
        """The strap or its recording cannot be had: say why, and offer the ways on."""
        self.notice.say(problem_words(problem))
        self._heart_there = self._request.heart.kind is HeartKind.NONE
        self.show_strap("")
        self.start.setVisible(self._heart_there)
        self.without.setVisible(not self._heart_there)
        self.simulated.setVisible(self._request.heart.kind in (HeartKind.STRAP, HeartKind.PHONE))
        if not self._heart_there:
            self.without.setProperty("role", "main")
            self.without.style().polish(self.without)
            self.without.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            (self.start_wanted if self._heart_there else self.no_strap_wanted).emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.back_wanted.emit()
        else:
            super().keyPressEvent(event)


def _to_come(request: SessionRequest, settings: Settings) -> list[QWidget]:
    """The parts of a practice with its pace, or what an assessment or a comparison asks."""
    if request.plan.key == COMPARISON:
        from outbreath_app.ui.compare.words import asks_words

        return [label(text, role, wrap=True) for text, role in asks_words(request.plan)]
    if request.conductor is not None:
        from outbreath_app.ui.assess.words import asks_words as assessment_words

        return [label(text, role, wrap=True) for text, role in assessment_words(request.conductor.protocol)]
    bar = StepsBar()
    bar.show_parts(bar_parts(request.plan), steps_words(request.plan))
    pace = pace_words(request.plan, settings)
    return [bar, *([label(pace, "muted", wrap=True)] if pace else [])]
