"""Looking for one's own pace: the protocols, what each asks of the person, and the way into one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QListWidget

from outbreath_app.assess.protocol import (
    SLIDING_BREATHS,
    SLIDING_FROM,
    SLIDING_TO,
    PaceStep,
    Protocol,
    sliding_steps,
    stepped_steps,
)
from outbreath_app.flow.plan import Plan, Step
from outbreath_app.pacing import Pattern
from outbreath_app.practices import Flow, PaceSpec, PhaseKind
from outbreath_app.settings import Settings
from outbreath_app.ui.compare.card import ComparisonCard
from outbreath_app.ui.i18n import number, tr
from outbreath_app.ui.practise.request import Heart, HeartKind, SessionRequest
from outbreath_app.ui.widgets import Card, Page, button, label


def protocol_words(protocol: Protocol) -> tuple[str, str]:
    """Name and description of a protocol."""
    if protocol is Protocol.SLIDING:
        return (
            tr("Sliding, 15 minutes"),
            tr(
                "One long stretch: each breath a little longer than the one before, from 6.75 to 4.25 a minute."
            ),
        )
    return (
        tr("Stepped, 18 minutes"),
        tr("Five paces from 6.5 to 4.5 a minute, two minutes each, with two minutes of rest between them."),
    )


def assessment_plan(protocol: Protocol) -> Plan:
    """The protocol as steps of a session."""
    title = tr("Looking for your pace")
    steps = sliding_steps() if protocol is Protocol.SLIDING else stepped_steps()
    return Plan(f"assess_{protocol}", title, Flow.BREATHING, tuple(_steps(steps)))


def _steps(steps: Sequence[PaceStep]) -> list[Step]:
    made = []
    for step in steps:
        if step.rate_per_min is None:
            made.append(Step(PhaseKind.REST, tr("Rest: breathe as you like"), step.duration_s))
            continue
        title = tr("{rate} a minute", rate=number(step.rate_per_min, 2).rstrip("0").rstrip(".,"))
        slide_s, breaths = 0.0, 0.0
        rate = step.rate_per_min
        if step.end_rate_per_min is not None:
            title = tr("Slowly slower")
            slide_s = (60 / SLIDING_TO - 60 / SLIDING_FROM) / (SLIDING_BREATHS - 1)
            breaths = float(SLIDING_BREATHS)
        spec = PaceSpec(shape=Pattern(), rate_per_min=rate, slide_s=slide_s, slide_breaths=breaths)
        name = f"{rate:g}"
        made.append(Step(PhaseKind.STEP, title, step.duration_s, spec, name=name, repeatable=breaths == 0))
    return made


class AssessPage(Page):
    """Choose a protocol and begin; the session's own pages do the rest."""

    begin_wanted = Signal(object)

    def __init__(self, settings: Settings) -> None:
        super().__init__(tr("Assess"), widest=860)
        self._settings = settings
        self.body.addWidget(
            label(
                tr(
                    "At some slow pace, near six breaths a minute for most people, the heart swings widest. "
                    "An assessment tries several and shows how wide it swung at each, with how sure that is. "
                    "It can differ from day to day."
                ),
                wrap=True,
            )
        )
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Assessments"))
        self._protocols = (Protocol.STEPPED, Protocol.SLIDING)
        for protocol in self._protocols:
            self.list.addItem(protocol_words(protocol)[0])
        self.list.setFixedHeight(5 * self.fontMetrics().lineSpacing())
        self.body.addWidget(self.list)
        card = Card()
        self.about = label("", wrap=True)
        self.heart = label("", "muted", wrap=True)
        card.body.addWidget(self.about)
        card.body.addWidget(self.heart)
        self.begin = button(tr("Begin"), "main")
        row = QHBoxLayout()
        row.addWidget(self.begin)
        row.addStretch(1)
        card.body.addLayout(row)
        self.body.addWidget(card)
        self.comparison = ComparisonCard(settings)
        self.comparison.begin_wanted.connect(self.begin_wanted)
        self.body.addWidget(self.comparison)
        self.body.addStretch(1)
        self.list.currentRowChanged.connect(lambda _: self._show())
        self.list.itemActivated.connect(lambda _: self._on_begin())
        self.begin.clicked.connect(self._on_begin)
        self.list.setCurrentRow(0)

    @property
    def protocol(self) -> Protocol:
        return self._protocols[max(0, self.list.currentRow())]

    def _show(self) -> None:
        self.about.setText(protocol_words(self.protocol)[1])
        settings = self._settings
        name = settings.strap_name or settings.strap_address or tr("Simulated strap")
        self.heart.setText(tr("Heart signal: {name}. Choose another under Practise.", name=name))

    def show_settings(self, settings: Settings) -> None:
        self._settings = settings
        self.comparison.show_settings(settings)
        self._show()

    def _on_begin(self) -> None:
        settings = self._settings
        if settings.strap_address:
            heart = Heart(HeartKind.STRAP, settings.strap_address, settings.strap_name)
        else:
            heart = Heart(HeartKind.SIMULATED)
        self.begin_wanted.emit(SessionRequest(assessment_plan(self.protocol), heart, check_in=False))
