"""The answer of an assessment: a pace with its interval, flat, or not known; taken as one's own only when the person says so."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from outbreath_app.assess.answer import Assessment
from outbreath_app.flow.view import FlowView
from outbreath_app.settings import Settings
from outbreath_app.ui.assess.curve import CurveView
from outbreath_app.ui.assess.looking import AnswerView, Past, answer_from
from outbreath_app.ui.assess.tables import criteria_table, steps_table
from outbreath_app.ui.assess.words import (
    answer_words,
    comparison_words,
    day_text,
    meaning_words,
    short_answer,
)
from outbreath_app.ui.looks.drawing_look import Look
from outbreath_app.ui.parts.widgets import Card, button, label
from outbreath_app.ui.practise.after.last_page import LastPage
from outbreath_app.ui.trainer.readings import sentence
from outbreath_app.ui.words.i18n import clock_text, number, tr
from outbreath_app.ui.words.reasons import reason_words
from outbreath_signal.rsa.resonance import FLAT_SPAN_PER_MIN

# The paces that can be taken as one's own, in tenths of a breath a minute.
SLOWEST_TENTHS, QUICKEST_TENTHS = 40, 75


class AnswerPage(LastPage):
    """Shown after an assessment, and again for an earlier one. `spoken` is the answer, for a voice."""

    again_wanted = Signal()
    pace_accepted = Signal(float)
    spoken = Signal(str)

    def __init__(self, look: Look, settings: Settings, past: Past, noted: bool = True) -> None:
        super().__init__(tr("Looking for your pace"), widest=980)
        self._look, self._settings, self._past = look, settings, past
        self.curve: CurveView | None = None
        self.done_for = label("", "muted", wrap=True)
        self.answer = label(tr("Looking at what was measured…"), "lead", wrap=True)
        self.meaning = label("", wrap=True)
        self.meaning.hide()
        self.body.addWidget(self.done_for)
        self.done_for.setVisible(noted)
        self.card = Card()
        for each in (self.answer, self.meaning):
            self.card.body.addWidget(each)
        self.place = QVBoxLayout()
        self.card.body.addLayout(self.place)
        self._build_taking()
        self.body.addWidget(self.card)
        self.more = QVBoxLayout()
        self.more.setSpacing(14)
        self.body.addLayout(self.more)
        if noted:
            self.add_note()
        self.again = button(tr("Once more"))
        self.again.clicked.connect(self.again_wanted)
        self.add_foot(self.again)
        self.body.addStretch(1)

    def _build_taking(self) -> None:
        """Take a pace as one's own: the one found, or another that one prefers."""
        self.taking = QWidget()
        row = QHBoxLayout(self.taking)
        row.setContentsMargins(0, 0, 0, 0)
        said = label(tr("My pace"))
        self.pace = QComboBox()
        for tenth in range(SLOWEST_TENTHS, QUICKEST_TENTHS + 1):
            self.pace.addItem(number(tenth / 10, 1), tenth / 10)
        self.pace.setAccessibleName(tr("My pace, breaths a minute"))
        said.setBuddy(self.pace)
        self.accept = button("", "main")
        row.addWidget(said)
        row.addWidget(self.pace)
        row.addWidget(self.accept)
        row.addStretch(1)
        self.own = label("", "muted", wrap=True)
        self.card.body.addWidget(self.taking)
        self.card.body.addWidget(self.own)
        self.taking.hide()
        self.own.hide()
        self.pace.currentIndexChanged.connect(lambda _: self._name_accept())
        self.accept.clicked.connect(self._on_accept)

    # --- filling ---

    def follow(self, view: FlowView, path: Path | None) -> None:
        """What was done and for how long; the answer follows when the last lines are on the disk."""
        self.done_for.setText(tr("{time} of breathing at the paces.", time=clock_text(view.elapsed_s)))
        self.look_back_soon(lambda: self.look_at(path))

    def look_at(self, path: Path | None) -> None:
        """Read the answer from its recording."""
        past = self._past
        self.read_beside(path, lambda found: answer_from(found, past), self.show_answer, self._say)

    def _say(self, text: str) -> None:
        self.shown = True
        self.answer.setText(text)
        self.spoken.emit(text)

    def show_answer(self, view: AnswerView) -> None:
        """The answer is there."""
        found = view.found
        self.meaning.setText(meaning_words(found))
        self.meaning.show()
        if found.fit is not None or any(step.accepted for step in found.steps):
            self.curve = CurveView(self._look, found)
            self.place.addWidget(self.curve)
            self.place.addWidget(label(legend_words(found), "small", wrap=True))
        for reason in found.reasons:
            self.place.addWidget(label(sentence(reason_words(reason)) + ".", "muted", wrap=True))
        self._offer(found)
        if view.comparison is not None:
            self._add_comparison(view)
        self._add_steps(found)
        self._say(answer_words(found))

    def _offer(self, found: Assessment) -> None:
        """A pace to be taken, and what is the person's own now. Nothing is taken by itself."""
        own = self._settings.own_rate_per_min
        if own is not None:
            self.own.setText(tr("Your own pace in practices now: {rate} a minute.", rate=number(own, 1)))
            self.own.show()
        pace = found.resonance_per_min
        if found.flat:
            low, high = FLAT_SPAN_PER_MIN
            pace = own if own is not None and low <= own <= high else (low + high) / 2
        if pace is None:
            return
        wanted = min(max(round(pace * 10), SLOWEST_TENTHS), QUICKEST_TENTHS)
        self.pace.setCurrentIndex(wanted - SLOWEST_TENTHS)
        self._name_accept()
        self.taking.show()

    def _name_accept(self) -> None:
        self.accept.setText(tr("Take {rate} a minute as my pace", rate=number(self.pace.currentData(), 1)))
        self.accept.setAccessibleName(self.accept.text())
        self.accept.setEnabled(True)

    def _on_accept(self) -> None:
        pace = float(self.pace.currentData())
        self.pace_accepted.emit(pace)
        self.own.setText(tr("Your own pace in practices now: {rate} a minute.", rate=number(pace, 1)))
        self.own.show()
        self.accept.setEnabled(False)
        self.done.setFocus()

    def _add_comparison(self, view: AnswerView) -> None:
        assert view.comparison is not None
        card = Card()
        card.body.addWidget(label(comparison_words(view.comparison), wrap=True))
        earlier = [f"{day_text(one)}   {short_answer(one.found)}" for one in view.past[:5]]
        if len(earlier) > 1:
            card.body.addWidget(label("\n".join(earlier), "muted", wrap=True))
        self.more.addWidget(card)

    def _add_steps(self, found: Assessment) -> None:
        if not found.steps:
            return
        card = Card()
        card.body.addWidget(steps_table(found.steps))
        self.six = button(tr("The six published criteria"))
        self.six.setCheckable(False)
        row = QHBoxLayout()
        row.addWidget(self.six)
        row.addStretch(1)
        card.body.addLayout(row)
        self.criteria = QWidget()
        inner = QVBoxLayout(self.criteria)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(criteria_table(found.steps))
        inner.addWidget(
            label(
                tr(
                    "Shaffer and Meehan (2020). The answer above goes by RSA alone, with its uncertainty; the criteria need not agree."
                ),
                "small",
                wrap=True,
            )
        )
        self.criteria.hide()
        card.body.addWidget(self.criteria)
        self.six.clicked.connect(self._toggle_criteria)
        self.more.addWidget(card)

    def _toggle_criteria(self) -> None:
        shown = self.criteria.isHidden()
        self.criteria.setVisible(shown)
        text = tr("Hide the criteria") if shown else tr("The six published criteria")
        self.six.setText(text)
        self.six.setAccessibleName(text)


def legend_words(found: Assessment) -> str:
    """What the marks in the picture are."""
    said = [tr("Dots: each pace with its 95 % interval.")]
    if found.fit is not None:
        said.append(tr("Line and band: the fitted curve, with 95 % confidence."))
    if found.resonance_per_min is not None:
        said.append(tr("Upright line and shading: the pace and its interval."))
    elif found.flat:
        said.append(tr("Shading: paces that serve as well as one another."))
    if any(not step.accepted and step.rsa_ms is not None for step in found.steps):
        said.append(tr("Hollow: not used."))
    return " ".join(said)
