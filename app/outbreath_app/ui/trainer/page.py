"""The trainer: everything one sees while practising. It shows what it is given and reports what the person wants."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from outbreath_app.ui.live.model import LiveModel
from outbreath_app.ui.live.ownrange import OwnRange
from outbreath_app.ui.looks.drawing_look import Look
from outbreath_app.ui.looks.stylesheet import point_size
from outbreath_app.ui.pacer.stack import Face, PacerStack
from outbreath_app.ui.parts.prompt import Prompt
from outbreath_app.ui.parts.widgets import Notice, label
from outbreath_app.ui.trainer.controls import ControlBar
from outbreath_app.ui.trainer.numbers import NumbersPanel
from outbreath_app.ui.trainer.panel import ReadingsPanel
from outbreath_app.ui.trainer.proposal import ProposalCard
from outbreath_app.ui.trainer.readings import Detail, signal_words, state_words
from outbreath_app.ui.words.i18n import clock_text, tr

# lines of text the window must be high for the wave, and for the trace beside it
ROOM_FOR_WAVE, ROOM_FOR_TRACE = 25, 38
LARGE_WORDS = 1.5  # text scale from which a notice has a row of its own
PLOT_SHARE = 0.24  # of the window's height
ROOMY_PANEL = 0.19  # of its width, for the readings and the trace under them
TIGHT_LINES = 20  # below this the pacer needs the line of the choices of view
BESIDE_PX = 24
LEAD = 1.2  # the prompt's words against the others'
ROOMY_LINES = 45  # from here on a window has room for larger words
MOST_PANEL_LINES = 34  # the readings of a panel do not drift further apart than this
ROOM_FOR_ALL = 50  # for the trace under all the numbers
WORDS_EVERY_NS = 500_000_000  # of the session's time: often enough to read, rarely enough to be calm

PACE_STEP_PER_MIN = 0.25


class Plot(Protocol):
    """A plot that follows the live model; made only once the window has been painted."""

    def refresh(self) -> None: ...

    def pacing_changed(self) -> None: ...

    def show_moment(self, now_ns: int) -> None: ...

    def set_look(self, look: Look) -> None: ...


class TrainerPage(QWidget):
    """Head, prompt, pacer with readings, wave, controls."""

    pause_wanted = Signal()
    stop_wanted = Signal()
    mark_wanted = Signal()
    discomfort_wanted = Signal()
    hold_wanted = Signal()
    next_wanted = Signal()
    again_wanted = Signal()
    redo_wanted = Signal()
    pace_wanted = Signal(float)

    def __init__(self, model: LiveModel, look: Look, face: Face, detail: Detail, replayed: bool) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._model, self._look, self._replayed = model, look, replayed
        self._frames = 0
        self._words_frame, self._words_ns = -6, 0
        self._plots: list[Plot] = []
        self._own = model.own
        self.title = label("", "lead", wrap=True)
        self.phase = label("", "muted", wrap=True)
        self.left = label("", "clock")
        self.state = label("", "small", wrap=True)
        self.prompt = Prompt()
        self.notice = Notice()
        self.proposal = ProposalCard()
        self.pacer = PacerStack(look, face)
        self.panel = ReadingsPanel()
        self.controls = ControlBar(replayed)
        self.numbers = NumbersPanel()
        self.wave_frame, self._wave_place, self._wave_legend = _plot_card()
        self.trace_frame, self._trace_place, self._trace_legend = _plot_card()
        self.detail = detail
        self._heart = self._recorded = True
        self._tight = False
        self._build()
        self.set_detail(detail)
        model.updated.connect(self.show_news)
        self.proposal.turned.connect(self._fit)
        self.controls.pause_wanted.connect(self.pause_wanted)
        self.controls.stop_wanted.connect(self.stop_wanted)
        self.controls.mark_wanted.connect(self.mark_wanted)
        self.controls.discomfort_wanted.connect(self.discomfort_wanted)
        self.controls.hold_wanted.connect(self.hold_wanted)
        self.controls.next_wanted.connect(self.next_wanted)
        self.controls.again_wanted.connect(self.again_wanted)
        self.controls.redo_wanted.connect(self.redo_wanted)
        model.breath_added.connect(self.show_breath)
        model.pacing_changed.connect(self._on_pacing_changed)

    def _build(self) -> None:
        head = QHBoxLayout()
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(self.title)
        names.addWidget(self.phase)
        names.addStretch(1)
        head.setSpacing(18)
        head.addLayout(names, 1)
        head.addWidget(self.left)
        self._head = head
        left = QVBoxLayout()
        left.setSpacing(12)
        self._column = left
        left.addWidget(self.notice)
        self._words = self._prompt_row()
        left.addWidget(self._words)
        left.addWidget(self.pacer, 1)
        left.addWidget(self.wave_frame)
        right = QVBoxLayout()
        right.setSpacing(12)
        right.addWidget(self.panel, 100)
        right.addWidget(self.numbers, 100)
        right.addStretch(1)
        right.addWidget(self.trace_frame)
        middle = QHBoxLayout()
        middle.setSpacing(14)
        middle.addLayout(left, 1)
        middle.addLayout(right)
        self._wave_legend.setText(tr("Heart rate (bpm), the line, over the breath, filled"))
        last = QHBoxLayout()
        last.addWidget(self.state, 1)
        last.addWidget(self.controls.views)
        self._last = last
        layout = QVBoxLayout(self)
        layout.setContentsMargins(BESIDE_PX, 16, BESIDE_PX, 14)
        layout.setSpacing(12)
        layout.addLayout(head)
        layout.addWidget(self.proposal)
        across = QVBoxLayout()
        across.setSpacing(12)
        self._across = across
        layout.addLayout(across)
        layout.addLayout(middle, 1)
        layout.addLayout(last)
        layout.addWidget(self.controls)
        self._fit_widths()

    def _prompt_row(self) -> QWidget:
        """The words of the practice, with a little room on both sides."""
        row = QWidget()
        words = QHBoxLayout(row)
        words.setContentsMargins(0, 0, 0, 0)
        words.addStretch(1)
        words.addWidget(self.prompt, 12)
        words.addStretch(1)
        return row

    def _fit_widths(self) -> None:
        plain, scale = 250 * self._look.scale, self._look.scale
        roomy = min(340 * scale, max(plain, ROOMY_PANEL * self.width()))
        wide = round(min(roomy, max(250, 0.42 * self.width())))
        self.panel.setFixedWidth(wide)
        self.trace_frame.setFixedWidth(
            wide if self.detail in (Detail.CALM, Detail.STANDARD) else round(1.5 * wide)
        )
        self.numbers.setFixedWidth(min(round(1.5 * wide), round(0.5 * self.width())) or wide)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """The pacer has the larger part of the height. What there is no room for is put away, least needed first."""
        self._fit_widths()
        taken = self.proposal.heightForWidth(self.width() - 48) if not self.proposal.isHidden() else 0
        lines = (self.height() - taken) / max(1, self.fontMetrics().lineSpacing())
        plain = self.plain
        self.wave_frame.setVisible(not plain and lines >= ROOM_FOR_WAVE)
        rows = ROOM_FOR_ALL if self.detail is Detail.CLINICIAN else ROOM_FOR_TRACE
        self.trace_frame.setVisible(not plain and lines >= rows)
        tall = max(round(6.5 * self.fontMetrics().lineSpacing()), round(self.height() * PLOT_SHARE))
        for frame in (self.wave_frame, self.trace_frame):
            frame.setFixedHeight(tall)
        self.panel.setMaximumHeight(round(MOST_PANEL_LINES * self.fontMetrics().lineSpacing()))
        # the words grow with a large window, as the orb's do
        larger = min(1.7, max(1.0, lines / ROOMY_LINES))
        size = point_size("lead", self._look.scale) * larger
        self.prompt.setStyleSheet(f"font-size: {size:.1f}pt")
        two_lines = 2 * round(self.fontMetrics().lineSpacing() * LEAD * larger) + 4
        self.prompt.setMinimumHeight(two_lines if lines >= ROOM_FOR_WAVE else 0)
        self._tight = tight = lines < TIGHT_LINES
        self._place_words(tight)
        self._place_views(tight)

    def _place_views(self, tight: bool) -> None:
        """On the row of the buttons where there is room: the line saved is the pacer's."""
        self.controls.make_room(tight)
        self.controls.take_full(tight)
        self.proposal.why.setVisible(not tight)
        if self.width() - 2 * BESIDE_PX >= self.controls.width_with_views():
            self._last.removeWidget(self.controls.views)
            self.controls.take_views()
        elif self._last.indexOf(self.controls.views) < 0:
            self._last.addWidget(self.controls.views)

    def _place_words(self, tight: bool) -> None:
        """The prompt over the pacer, or across the window where it would take the pacer's height.

        The notice in the head, where it moves nothing, unless the words are too large for that.
        """
        column = self._across if tight else self._column
        self._choose_words()
        beside = self._look.scale < LARGE_WORDS and self.width() >= 44 * self.fontMetrics().lineSpacing()
        # the part and the strap are said elsewhere: in large words the pacer needs their lines more
        self.phase.setVisible(not tight)
        self.phase.setWordWrap(not beside)
        self.state.setVisible(not tight)
        if column.indexOf(self._words) < 0:
            column.insertWidget(0, self._words)
        place = self._head if beside else column
        if place.indexOf(self.notice) < 0:
            place.insertWidget(1 if beside else 0, self.notice, 3 if beside else 0)

    def _choose_words(self) -> None:
        """One thing to read at a time where there is room for one."""
        wanted = not self._tight or (self.proposal.isHidden() and self.notice.isHidden())
        if self._words.isHidden() == wanted:
            self._words.setVisible(wanted)

    def load_plots(self) -> None:
        """Import and place the plots: called once the window has been painted."""
        if self._plots:
            return
        from outbreath_app.ui.live.trace import TraceView
        from outbreath_app.ui.live.wave import WaveView

        wave = WaveView(self._model, self._look)
        trace = TraceView(self._model, self._look, self._own)
        self._wave_place.addWidget(wave, 1)
        self._trace_place.addWidget(trace, 1)
        self._wave, self._trace = wave, trace
        self._plots = [wave, trace]
        self.show_own_range(self._own)

    def show_own_range(self, own: OwnRange | None) -> None:
        """The person's own range behind the trace, and what it was made from."""
        self._own = own
        said = tr("RSA of each breath (ms)")
        if own is not None:
            said += "; " + (tr("band: your range so far") if own.so_far else tr("band: your own range"))
        self._trace_legend.setText(said)
        if self._plots:
            self._trace.show_own(own)

    @property
    def plain(self) -> bool:
        """Nothing but the pacer and the words: by choice, or because no heart is measured."""
        return self.detail is Detail.CALM or not self._heart

    def go_without_heart(self) -> None:
        """A session without a strap: no empty plots, and no readings that wait for what will not come."""
        self._heart = False
        self.controls.detail.hide()
        self.set_detail(self.detail)

    def show_unrecorded(self) -> None:
        """The recorder is gone, and with it all that could be said of the strap."""
        self._recorded = False

    def set_detail(self, detail: Detail | str) -> None:
        self.detail = Detail(detail)
        self.panel.setVisible(self._heart and self.detail is Detail.STANDARD)
        self.numbers.setVisible(self._heart and self.detail in (Detail.DETAILED, Detail.CLINICIAN))
        self._fit()
        self.show_news()

    def show_news(self) -> None:
        """New lines have come in."""
        if self._plots and not self.plain:
            self._wave.refresh()

    def show_breath(self) -> None:
        """A breath has ended."""
        if self._model.own != self._own:
            self.show_own_range(self._model.own)
        if self._plots:
            self._trace.refresh()

    def _on_pacing_changed(self) -> None:
        for plot in self._plots:
            plot.pacing_changed()

    def show_title(self, title: str, phase: str) -> None:
        """What is being practised, and which part of it."""
        for shown, text in ((self.title, title), (self.phase, phase)):
            if shown.text() != text:
                shown.setText(text)

    def show_prompt(self, text: str) -> None:
        """The slow line above the pacer."""
        self.prompt.say(text)

    def offer(self, hold: bool, again: bool, go_on: bool) -> None:
        """Offer to hold the pace while it changes, to do a part again, and to go on from an open one."""
        controls = self.controls
        for offered, wanted in ((controls.hold, hold), (controls.again, again), (controls.next, go_on)):
            if offered.isHidden() == wanted:
                offered.setVisible(wanted)
                controls.make_room(self._tight)

    def offer_redo(self, offered: bool) -> None:
        """Offer to do a part once more that could not be used."""
        if self.controls.redo.isHidden() == offered:
            self.controls.redo.setVisible(offered)

    def show_paused(self, paused: bool) -> None:
        self.controls.show_paused(paused)

    def set_face(self, face: Face | str) -> None:
        self.pacer.set_face(Face(face))

    def set_look(self, look: Look) -> None:
        self._look = look
        self.pacer.set_look(look)
        self._fit()
        for plot in self._plots:
            plot.set_look(look)

    def show_frame(self, now_ns: int, left_s: float | None) -> None:
        """Draw this moment. The pacer moves on every frame, the wave on every other one, words twice a second."""
        self._frames += 1
        self._choose_words()
        self.pacer.show_moment(self._model.pacer, now_ns)
        if self._plots and self._frames % 2 == 0 and not self.plain:
            self._wave.show_moment(now_ns)
        if self._frames - self._words_frame >= 6 and abs(now_ns - self._words_ns) >= WORDS_EVERY_NS:
            self._words_frame, self._words_ns = self._frames, now_ns
            self.show_words(now_ns, left_s)

    def show_words(self, now_ns: int, left_s: float | None) -> None:
        """Everything that is read rather than watched."""
        model = self._model
        silent_s, estimate = model.silent_s(now_ns), model.estimate_at(now_ns)
        pace_per_min = model.pacer.rate_at(now_ns)
        self.left.setText("" if left_s is None else clock_text(left_s))
        if not self._heart:
            self.state.setText(tr("Without a strap"))
            return
        if self.detail in (Detail.DETAILED, Detail.CLINICIAN):
            every = self.detail is Detail.CLINICIAN
            self.numbers.show_now(estimate, model.state, silent_s, pace_per_min, every)
        else:
            self.panel.show_now(estimate, model.state, silent_s, pace_per_min is not None)
        words = state_words(model.state, self._replayed) if self._recorded else tr("not recorded any more")
        if self.detail is Detail.CALM:
            words += "  ·  " + signal_words(estimate, model.state, silent_s)
        self.state.setText(words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """One key each for pause, stop, mark and discomfort; a focused button has its own Space first."""
        answer = {Qt.Key.Key_Y: True, Qt.Key.Key_K: False}.get(Qt.Key(event.key()))
        if answer is not None and self.proposal.isVisible() and not event.isAutoRepeat():
            self.proposal.answered.emit(answer)
            return
        wanted = {
            Qt.Key.Key_Space: self.pause_wanted,
            Qt.Key.Key_Escape: self.stop_wanted,
            Qt.Key.Key_M: self.mark_wanted,
            Qt.Key.Key_U: self.discomfort_wanted,
            Qt.Key.Key_H: self.hold_wanted,
            Qt.Key.Key_N: self.next_wanted,
            Qt.Key.Key_R: self.again_wanted,
            Qt.Key.Key_A: self.redo_wanted,
        }.get(Qt.Key(event.key()))
        pace = {Qt.Key.Key_Plus: PACE_STEP_PER_MIN, Qt.Key.Key_Minus: -PACE_STEP_PER_MIN}.get(
            Qt.Key(event.key())
        )
        if pace is not None:
            self.pace_wanted.emit(pace)
            return
        if wanted is None or event.isAutoRepeat():
            super().keyPressEvent(event)
            return
        wanted.emit()


def _plot_card() -> tuple[QFrame, QVBoxLayout, QLabel]:
    """A card for a plot, with its legend in words above it."""
    frame = QFrame()
    frame.setObjectName("card")
    layout = QVBoxLayout(frame)
    layout.setContentsMargins(12, 8, 12, 6)
    layout.setSpacing(2)
    legend = label("", "small", wrap=True)
    layout.addWidget(legend)
    return frame, layout, legend
