"""The trainer: everything one sees while practising. It shows what it is given and reports what the person wants."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from outbreath_app.ui.i18n import clock_text, tr
from outbreath_app.ui.live.model import LiveModel
from outbreath_app.ui.pacer.stack import Face, PacerStack
from outbreath_app.ui.pacer.view import Look
from outbreath_app.ui.trainer.controls import ControlBar
from outbreath_app.ui.trainer.panel import ReadingsPanel
from outbreath_app.ui.trainer.readings import Detail, signal_words, state_words
from outbreath_app.ui.widgets import Notice, label


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

    def __init__(self, model: LiveModel, look: Look, face: Face, detail: Detail, replayed: bool) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._model, self._look, self._replayed = model, look, replayed
        self._frames = 0
        self._wave: Plot | None = None
        self.title = label("", "lead")
        self.phase = label("", "muted")
        self.left = label("", "clock")
        self.state = label("", "small")
        self.prompt = label("", "lead", wrap=True)
        self.prompt.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.notice = Notice()
        self.pacer = PacerStack(look, face)
        self.panel = ReadingsPanel()
        self.controls = ControlBar(replayed)
        self.wave_frame = QFrame()
        self.wave_frame.setObjectName("card")
        self._build()
        self.set_detail(detail)
        model.updated.connect(self.show_news)
        self.controls.pause_wanted.connect(self.pause_wanted)
        self.controls.stop_wanted.connect(self.stop_wanted)
        self.controls.mark_wanted.connect(self.mark_wanted)
        self.controls.discomfort_wanted.connect(self.discomfort_wanted)
        model.breath_added.connect(self.show_breath)
        model.pacing_changed.connect(self._on_pacing_changed)

    def _build(self) -> None:
        head = QHBoxLayout()
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(self.title)
        names.addWidget(self.phase)
        head.addLayout(names, 1)
        head.addWidget(self.left)
        middle = QHBoxLayout()
        middle.setSpacing(16)
        stage = QVBoxLayout()
        stage.addWidget(self.prompt)
        stage.addWidget(self.pacer, 1)
        middle.addLayout(stage, 1)
        self.panel.setFixedWidth(round(250 * self._look.scale))
        middle.addWidget(self.panel)
        wave = QVBoxLayout(self.wave_frame)
        wave.setContentsMargins(12, 8, 12, 6)
        wave.setSpacing(2)
        self._legend = label(tr("Heart rate (bpm), solid line, over the breath curve, filled"), "small")
        wave.addWidget(self._legend)
        self._wave_place = wave
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 16, 24, 14)
        layout.setSpacing(12)
        layout.addLayout(head)
        layout.addWidget(self.notice)
        layout.addLayout(middle, 5)
        layout.addWidget(self.wave_frame, 3)
        layout.addWidget(self.state)
        layout.addWidget(self.controls)

    def load_plots(self) -> None:
        """Import and place the plots: called once the window has been painted."""
        if self._wave is not None:
            return
        from outbreath_app.ui.live.wave import WaveView

        wave = WaveView(self._model, self._look)
        self._wave_place.addWidget(wave, 1)
        self._wave = wave

    def set_detail(self, detail: Detail) -> None:
        self.detail = detail
        self.panel.setVisible(detail is not Detail.CALM)
        self.wave_frame.setVisible(detail is not Detail.CALM)
        self.show_news()

    def show_news(self) -> None:
        """New lines have come in."""
        if self._wave is not None and self.wave_frame.isVisible():
            self._wave.refresh()

    def show_breath(self) -> None:
        """A breath has ended."""

    def _on_pacing_changed(self) -> None:
        if self._wave is not None:
            self._wave.pacing_changed()

    def show_title(self, title: str, phase: str) -> None:
        """What is being practised, and which part of it."""
        for shown, text in ((self.title, title), (self.phase, phase)):
            if shown.text() != text:
                shown.setText(text)

    def show_prompt(self, text: str) -> None:
        """The slow line above the pacer."""
        if self.prompt.text() != text:
            self.prompt.setText(text)

    def show_paused(self, paused: bool) -> None:
        self.controls.show_paused(paused)

    def set_face(self, face: Face) -> None:
        self.pacer.set_face(face)

    def set_look(self, look: Look) -> None:
        self._look = look
        self.pacer.set_look(look)
        self.panel.setFixedWidth(round(250 * look.scale))
        if self._wave is not None:
            self._wave.set_look(look)

    def show_frame(self, now_ns: int, left_s: float | None) -> None:
        """Draw this moment. The pacer moves on every frame, the wave on every other one, words twice a second."""
        self._frames += 1
        self.pacer.show_moment(self._model.pacer, now_ns)
        if self._wave is not None and self._frames % 2 == 0 and self.wave_frame.isVisible():
            self._wave.show_moment(now_ns)
        if self._frames % 30 == 1:
            self.show_words(now_ns, left_s)

    def show_words(self, now_ns: int, left_s: float | None) -> None:
        """Everything that is read rather than watched."""
        model = self._model
        silent_s = model.silent_s(now_ns)
        paced = model.pacer.rate_at(now_ns) is not None
        self.left.setText("" if left_s is None else clock_text(left_s))
        self.panel.show_now(model.estimate, model.state, silent_s, paced)
        words = state_words(model.state, self._replayed)
        if self.detail is Detail.CALM:
            words += "  ·  " + signal_words(model.estimate, model.state, silent_s)
        self.state.setText(words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """One key each for pause, stop, mark and discomfort; a focused button has its own Space first."""
        wanted = {
            Qt.Key.Key_Space: self.pause_wanted,
            Qt.Key.Key_Escape: self.stop_wanted,
            Qt.Key.Key_M: self.mark_wanted,
            Qt.Key.Key_U: self.discomfort_wanted,
        }.get(Qt.Key(event.key()))
        if wanted is None or event.isAutoRepeat():
            super().keyPressEvent(event)
            return
        wanted.emit()
