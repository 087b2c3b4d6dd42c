"""The whole of one session on a page: plots over one axis of time, phases, beats to relabel, and what the person adds."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QBoxLayout,
    QCheckBox,
    QComboBox,
    QFileDialog,
    QMenu,
    QVBoxLayout,
    QWidget,
)

from outbreath_app.catalogue.sessions import SessionRow
from outbreath_app.review.measures import MeasuredSession, measure_session
from outbreath_app.review.opened import OpenedSession, open_session
from outbreath_app.ui.assess.words import answer_words
from outbreath_app.ui.looks.drawing_look import Look
from outbreath_app.ui.parts.flowing import FlowLayout
from outbreath_app.ui.parts.latest_job import Errand
from outbreath_app.ui.parts.widgets import Card, Notice, Page, button, label
from outbreath_app.ui.practise.after.summary import SummaryTable
from outbreath_app.ui.review.session.about import AboutCard
from outbreath_app.ui.review.session.beat_bar import BeatBar
from outbreath_app.ui.review.session.phase_table import PhaseTable
from outbreath_app.ui.review.session.phase_words import checkin_view, phases_view, session_sentence
from outbreath_app.ui.review.session.saving import Kind, kinds, save_session
from outbreath_app.ui.review.session.strip import PhaseStrip, phase_words
from outbreath_app.ui.review.sessions.session_words import Names
from outbreath_app.ui.words.i18n import tr
from outbreath_app.ui.words.reasons import problem_words
from outbreath_devices.errors import DeviceError

_NARROW_PX = 900
_PLOTS_PX = 430


class SessionPage(Page):
    """Shows a session as soon as it is read; the measures follow, and follow again after every label by hand."""

    back_wanted = Signal()
    replay_wanted = Signal(object)
    changed = Signal()

    def __init__(self, look: Look, names: Names) -> None:
        super().__init__("", widest=1500)
        self.setAccessibleName(tr("Session"))
        self._look, self._names = look, names
        self._row: SessionRow | None = None
        self._person = ""
        self._opened: OpenedSession | None = None
        self.measured: MeasuredSession | None = None
        self._reading, self._measuring, self._answering, self._saving = (Errand() for _ in range(4))
        self._head()
        self._tools()
        self._drawn()
        self._cards()
        self.body.addStretch(1)
        self._connect()

    # --- building ---

    def _head(self) -> None:
        self.back = button(tr("Back to the sessions"), "quiet", "Alt+Left")
        self.play = button(tr("Play again"))
        self.save = button(tr("Save or export"))
        self.menu = QMenu(self.save)
        self.menu.setAccessibleName(tr("Save or export"))
        for kind in kinds():
            self.menu.addAction(kind.words).triggered.connect(lambda _=False, kind=kind: self._on_save(kind))
        self.save.setMenu(self.menu)
        self.save.setProperty("menu", True)
        self.copy = button(tr("Copy methods paragraph"))
        row = FlowLayout()
        for widget in (self.back, self.play, self.save, self.copy):
            row.addWidget(widget)
        self.name = label("", "title", wrap=True)
        self.said = label("", "muted", wrap=True)
        self.answer = label("", "lead", wrap=True)
        self.answer.hide()
        self.notice = Notice()
        self.body.addLayout(row)
        for part in (self.name, self.said, self.answer, self.notice):
            self.body.addWidget(part)

    def _tools(self) -> None:
        self.tools = QWidget()
        row = FlowLayout()
        self.tools.setLayout(row)
        self.where = QComboBox()
        self.where.setAccessibleName(tr("Show a phase"))
        self.where.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.closer, self.wider = button(tr("Zoom in"), shortcut="+"), button(tr("Zoom out"), shortcut="-")
        self.whole = button(tr("Show all"), shortcut="0")
        self.breathing, self.rsa, self.spectrum = (
            QCheckBox(text) for text in (tr("Breathing"), tr("RSA"), tr("Spectrum"))
        )
        for widget in (self.where, self.closer, self.wider, self.whole, *self._shown_boxes):
            row.addWidget(widget)
        for box in self._shown_boxes:
            box.setChecked(True)
        self.body.addWidget(self.tools)

    @property
    def _shown_boxes(self) -> tuple[QCheckBox, QCheckBox, QCheckBox]:
        return self.breathing, self.rsa, self.spectrum

    def _drawn(self) -> None:
        from outbreath_app.ui.review.session.plots import SessionPlots

        self.strip = PhaseStrip(self._look)
        self.plots = SessionPlots(self._look)
        self.plots.setMinimumHeight(_PLOTS_PX)
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addWidget(self.strip)
        column.addWidget(self.plots)
        self.body.addLayout(column)
        self.beat_bar = BeatBar()
        self.body.addWidget(self.beat_bar)

    def _cards(self) -> None:
        phases = Card()
        self.phases = PhaseTable()
        phases.body.addWidget(label(tr("Phases"), "lead"))
        phases.body.addWidget(self.phases)
        self.body.addWidget(phases)
        self._across = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._across.setSpacing(14)
        self.about = AboutCard()
        self.checkins = Card()
        self.checkin_table = SummaryTable()
        self.checkins.body.addWidget(label(tr("Check-ins"), "lead"))
        self.checkins.body.addWidget(self.checkin_table)
        self.checkins.body.addWidget(label(tr("Marks and notes made meanwhile"), "lead", wrap=True))
        self.marks = label("", wrap=True)
        self.checkins.body.addWidget(self.marks)
        self.checkins.body.addStretch(1)
        self._across.addWidget(self.about, 1)
        self._across.addWidget(self.checkins, 1)
        self.body.addLayout(self._across)

    def _connect(self) -> None:
        self.back.clicked.connect(self.back_wanted)
        self.play.clicked.connect(self._on_play)
        self.copy.clicked.connect(self._on_copy)
        self.where.activated.connect(lambda index: self._show_phase(index - 1))
        self.strip.phase_wanted.connect(self._show_phase)
        self.closer.clicked.connect(lambda: self.plots.zoom(1 / 1.5))
        self.wider.clicked.connect(lambda: self.plots.zoom(1.5))
        self.whole.clicked.connect(self.plots.whole)
        for box in self._shown_boxes:
            box.toggled.connect(lambda _: self._on_shown())
        self.plots.view_changed.connect(lambda *_: self._follow_view())
        self.plots.beat_chosen.connect(self.beat_bar.choose)
        self.plots.beat_step.connect(lambda step: self.beat_bar.choose(self.beat_bar.chosen + step))
        self.plots.doubtful_wanted.connect(self.beat_bar.choose_doubtful)
        self.beat_bar.chosen_changed.connect(self.plots.show_chosen)
        self.beat_bar.labels_changed.connect(lambda _: self._measure())
        self.beat_bar.problem.connect(self.notice.say)
        self.about.kept.connect(self._on_kept)
        for keys, does in (
            ("Ctrl+Z", self.beat_bar.take_back),
            ("Ctrl+Y", self.beat_bar.do_again),
            ("Ctrl+Shift+Z", self.beat_bar.do_again),
            ("Alt+Left", self.back_wanted.emit),
        ):
            shortcut = QShortcut(QKeySequence(keys), self, does)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    # --- opening ---

    def open(self, row: SessionRow, person: str = "") -> None:
        """Read a session and show it. person: the name for reports."""
        self._row, self._person = row, person
        self._opened = self.measured = None
        for errand in (self._reading, self._measuring, self._answering):
            errand.forget()
        self.name.setText(self._names.title(row))
        self.setAccessibleName(self._names.title(row))
        self.said.setText(tr("Reading the recording…"))
        self.answer.hide()
        self.notice.say(row.damage)
        self._let(False)
        self.phases.wait()
        self.verticalScrollBar().setValue(0)
        path = row.path
        self._reading.ask(lambda _: open_session(path), self._on_opened, self._on_unreadable)

    @property
    def waiting(self) -> bool:
        """Whether something is still being read, measured or saved."""
        return any(each.busy for each in (self._reading, self._measuring, self._answering, self._saving))

    def _let(self, on: bool) -> None:
        """Allow or forbid what needs a session that was read."""
        parts = (self.tools, self.strip, self.plots, self.beat_bar, self.about, self.checkins)
        for part in (*parts, self.play, self.save, self.copy):
            part.setEnabled(on)

    def _on_unreadable(self, said: str) -> None:
        self.said.setText("")
        self.notice.say(said)
        self.phases.say(tr("There is nothing to show."))

    def _on_opened(self, opened: OpenedSession) -> None:
        self._opened = opened
        try:
            self.beat_bar.show_session(opened.path, opened)
        except DeviceError as error:
            self._on_unreadable(problem_words(error))
            return
        self._let(True)
        self.said.setText(session_sentence(opened, None))
        self.plots.show_session(opened)
        self.strip.show_session(opened)
        self.about.show_side(opened.path, opened.side)
        self.about.show_strap(opened)
        self.where.clear()
        self.where.addItem(tr("Whole session"))
        for span in opened.spans:
            self.where.addItem(phase_words(span))
        self._show_said(opened)
        self.beat_bar.choose(0)
        self._measure()
        if opened.assessed:
            self._answer(opened)

    def _show_said(self, opened: OpenedSession) -> None:
        """Check-ins, and what was said during the session."""
        from outbreath_app.ui.words.i18n import clock_text

        checkin = checkin_view(opened)
        if checkin is None:
            self.checkin_table.say(tr("None were made."))
        else:
            self.checkin_table.show_summary(checkin)
        said = [f"{clock_text(mark.at_s)}  {mark.text}" for mark in opened.marks]
        self.marks.setText("\n".join(said) or tr("None were made."))

    def _answer(self, opened: OpenedSession) -> None:
        from outbreath_app.assess.reading import assess_recording

        def show(found: Any) -> None:
            self.answer.setText(answer_words(found))
            self.answer.show()

        self._answering.ask(lambda _: assess_recording(opened.source), show, self.notice.say)

    def _measure(self) -> None:
        opened, labels, before = self._opened, self.beat_bar.labels, self.measured
        if opened is not None:
            self._measuring.ask(
                lambda _: measure_session(opened, labels, before), self._on_measured, self.notice.say
            )

    def _on_measured(self, measured: MeasuredSession) -> None:
        assert self._opened is not None
        self.measured = measured
        self.plots.show_measures(measured)
        self.phases.show_view(phases_view(self._opened, measured))
        self.said.setText(session_sentence(self._opened, measured))

    # --- what the person does ---

    def _show_phase(self, index: int) -> None:
        if self._opened is None:
            return
        self.where.setCurrentIndex(index + 1)
        if index < 0:
            self.plots.whole()
        else:
            span = self._opened.spans[index]
            self.plots.show_between(span.start_s, span.end_s)

    def _on_shown(self) -> None:
        self.plots.set_shown(*(box.isChecked() for box in self._shown_boxes))

    def _follow_view(self) -> None:
        self.strip.show_between(*self.plots.view, self._margins())

    def _margins(self) -> tuple[int, int]:
        left, right = self.plots.margins_px
        across = (
            self.plots.mapTo(self.column, QPoint(0, 0)).x() - self.strip.mapTo(self.column, QPoint(0, 0)).x()
        )
        return left + across, right + across

    def _on_kept(self, _side: object) -> None:
        self.changed.emit()

    def _on_play(self) -> None:
        if self._row is not None:
            self.replay_wanted.emit(self._row.path)

    def _on_copy(self) -> None:
        """The paragraph from what is on the page, with what the person just wrote."""
        from outbreath_app.reports.methods import methods_paragraph

        if self._row is None or self._opened is None or self.measured is None:
            return
        self.about.keep()
        opened = replace(self._opened, side=replace(self.about.side, labels=self.beat_bar.labels))
        methods = methods_paragraph(self._row, opened, self.measured)
        QGuiApplication.clipboard().setText(methods)
        self.notice.say(tr("The methods paragraph is on the clipboard."))

    def _on_save(self, kind: Kind) -> None:
        if self._row is None:
            return
        name = self._row.path.name.removesuffix(".gz").removesuffix(".jsonl") + kind.ending
        chosen, _ = QFileDialog.getSaveFileName(self, kind.words, name)
        if chosen:
            self.save_as(kind.key, Path(chosen))

    def save_as(self, key: str, out: Path) -> None:
        """Write it, and say where or what went wrong."""
        if self._row is None:
            return
        self.about.keep()
        row, person = self._row, self._person
        self.notice.say(tr("Saving…"))

        def done(made: list[Path]) -> None:
            self.notice.say(tr("Saved: {names}", names=", ".join(path.name for path in made)))

        self._saving.ask(lambda _: save_session(row, person, key, out), done, self.notice.say)

    # --- looks ---

    def set_look(self, look: Look) -> None:
        self._look = look
        self.plots.set_look(look)
        self.strip.set_look(look)

    def sizeHint(self) -> QSize:
        return QSize(900, 600)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        directions = QBoxLayout.Direction
        narrow = self.viewport().width() < _NARROW_PX * self._look.scale
        self._across.setDirection(directions.TopToBottom if narrow else directions.LeftToRight)
        self.phases.set_width(self.viewport().width())
        needed = round(_PLOTS_PX * max(1.0, self._look.scale * 0.7)) + self.plots.titles_px
        self.plots.setFixedHeight(max(needed, self.viewport().height() - 260))

    def leave(self) -> None:
        """Keep what is being written; the page is left."""
        self.about.keep()
