"""Looking for one's own pace: the protocols, what each asks of the person, the way into one, and the earlier ones."""

from __future__ import annotations

import time
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QComboBox, QHBoxLayout, QListWidget, QListWidgetItem

from outbreath_app.assess.conductor import Conductor
from outbreath_app.assess.protocol import Protocol
from outbreath_app.catalogue.assessment_history import PastAssessment, recheck_due
from outbreath_app.pacing import Pattern
from outbreath_app.settings import Settings
from outbreath_app.ui.assess.looking import Past
from outbreath_app.ui.assess.preview import PacePreview
from outbreath_app.ui.assess.words import (
    day_text,
    protocol_name,
    protocol_words,
    recheck_words,
    short_answer,
    step_words,
)
from outbreath_app.ui.compare.card import ComparisonCard
from outbreath_app.ui.looks.application_look import look_for
from outbreath_app.ui.parts.background_job import Work
from outbreath_app.ui.parts.widgets import Card, Page, Rows, button, label
from outbreath_app.ui.practise.choosing.request import Heart, HeartKind, SessionRequest
from outbreath_app.ui.words.i18n import number, tr

PROTOCOLS = (Protocol.ADAPTIVE, Protocol.STEPPED, Protocol.SLIDING)
# In to out, as shares of ten.
IN_OUT = ((4, 6), (5, 5), (3, 7))


def conductor_for(protocol: Protocol, in_out: tuple[int, int] = IN_OUT[0]) -> Conductor:
    """An assessment about to begin, with the breath's in and out as chosen."""
    into, out = in_out
    shape = Pattern(in_share=into / (into + out), out_share=out / (into + out))
    return Conductor(protocol, tr("Looking for your pace"), shape, step_words)


class AssessPage(Page):
    """Choose a protocol and begin; the session's own pages do the rest."""

    begin_wanted = Signal(object)
    open_wanted = Signal(object)

    def __init__(self, settings: Settings, past: Past) -> None:
        super().__init__(tr("Assess"), widest=860)
        self._settings, self._past = settings, past
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
        self.recheck = label("", wrap=True)
        self.recheck.hide()
        self.body.addWidget(self.recheck)
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Assessments"))
        for protocol in PROTOCOLS:
            self.list.addItem(protocol_words(protocol)[0])
        self.list.setFixedHeight(round(6.5 * self.fontMetrics().lineSpacing()))
        self.body.addWidget(self.list)
        self._build_choice()
        self.comparison = ComparisonCard(settings)
        self.comparison.begin_wanted.connect(self.begin_wanted)
        self.body.addWidget(self.comparison)
        self._build_earlier()
        self.body.addStretch(1)
        self.list.currentRowChanged.connect(lambda _: self._show())
        self.list.itemActivated.connect(lambda _: self._on_begin())
        self.begin.clicked.connect(self._on_begin)
        self.list.setCurrentRow(0)

    def _build_choice(self) -> None:
        card = Card()
        self.about = label("", wrap=True)
        self.preview = PacePreview(look_for(self._settings, _app()))
        self.heart = label("", "muted", wrap=True)
        self.in_out = QComboBox()
        self.in_out.setAccessibleName(tr("In-breath to out-breath"))
        for pair in IN_OUT:
            self.in_out.addItem(f"{number(pair[0])} : {number(pair[1])}", pair)
        said = label(tr("In-breath to out-breath"))
        said.setBuddy(self.in_out)
        self.begin = button(tr("Begin"), "main")
        card.body.addWidget(self.about)
        card.body.addWidget(self.preview)
        ratio = QHBoxLayout()
        ratio.addWidget(said)
        ratio.addWidget(self.in_out)
        ratio.addStretch(1)
        card.body.addLayout(ratio)
        card.body.addWidget(self.heart)
        row = QHBoxLayout()
        row.addWidget(self.begin)
        row.addStretch(1)
        card.body.addLayout(row)
        self.body.addWidget(card)

    def _build_earlier(self) -> None:
        self.earlier_card = Card()
        self.earlier = Rows(tr("Earlier assessments"))
        self.earlier_card.body.addWidget(label(tr("Earlier assessments"), "lead"))
        self.earlier_card.body.addWidget(self.earlier)
        self.earlier_card.hide()
        self.body.addWidget(self.earlier_card)
        self.earlier.itemActivated.connect(self._on_open)
        self.earlier.itemClicked.connect(self._on_open)

    @property
    def protocol(self) -> Protocol:
        return PROTOCOLS[max(0, self.list.currentRow())]

    def refresh(self) -> None:
        """Look for earlier assessments again, away from the window."""
        past = self._past
        self._work = Work(lambda _: tuple(past()))
        self._work.told.done.connect(self.show_past)
        self._work.told.failed.connect(lambda _: self.show_past(()))
        self._work.begin()
        self.comparison.refresh()

    def show_past(self, past: tuple[PastAssessment, ...]) -> None:
        """List the earlier assessments, and say when the last one was long ago."""
        self.earlier.clear()
        for one in past:
            item = QListWidgetItem(
                f"{day_text(one)}   {protocol_name(one.found.protocol)}   {short_answer(one.found)}"
            )
            item.setData(Qt.ItemDataRole.UserRole, str(one.path))
            self.earlier.addItem(item)
        self.earlier.fit()
        self.earlier_card.setVisible(bool(past))
        days = recheck_due(past, time.time_ns())
        self.recheck.setText("" if days is None else recheck_words(days))
        self.recheck.setVisible(days is not None)

    def _show(self) -> None:
        self.about.setText(protocol_words(self.protocol)[1])
        self.preview.show_protocol(self.protocol)
        settings = self._settings
        name = settings.strap_name or settings.strap_address or tr("Simulated strap")
        self.heart.setText(tr("Heart signal: {name}. Choose another under Practise.", name=name))

    def show_settings(self, settings: Settings) -> None:
        self._settings = settings
        self.comparison.show_settings(settings)
        self.preview.set_look(look_for(settings, _app()))
        self._show()

    def _on_open(self, item: QListWidgetItem) -> None:
        self.open_wanted.emit(Path(item.data(Qt.ItemDataRole.UserRole)))

    def _on_begin(self) -> None:
        settings = self._settings
        if settings.strap_address:
            heart = Heart(HeartKind.STRAP, settings.strap_address, settings.strap_name)
        else:
            heart = Heart(HeartKind.SIMULATED)
        conductor = conductor_for(self.protocol, self.in_out.currentData())
        self.begin_wanted.emit(SessionRequest(conductor.plan, heart, check_in=False, conductor=conductor))


def _app() -> QApplication:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    return app
