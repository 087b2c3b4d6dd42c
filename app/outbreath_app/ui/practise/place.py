"""The place for practising: walks from choosing through check-in, getting ready and the session to its summary."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from outbreath_app.flow.checkin import When, items_for
from outbreath_app.flow.view import Stage
from outbreath_app.practices import Library
from outbreath_app.settings import Settings
from outbreath_app.ui.looks.application_look import look_for
from outbreath_app.ui.practise.after.checkin_page import CheckinPage
from outbreath_app.ui.practise.choosing.page import ChoosePage
from outbreath_app.ui.practise.choosing.request import Heart, HeartKind, SessionRequest
from outbreath_app.ui.practise.session.discomfort import DiscomfortPage
from outbreath_app.ui.practise.session.ready import ReadyPage
from outbreath_app.ui.shell.services import Services
from outbreath_app.ui.words.i18n import tr

if TYPE_CHECKING:
    # loaded when a session begins: the first page is painted without them
    from outbreath_app.ui.feeds.base import Feed
    from outbreath_app.ui.live.model import LiveModel
    from outbreath_app.ui.practise.choosing.editor import EditorPage
    from outbreath_app.ui.practise.session.leading import Leading
    from outbreath_app.ui.practise.session.practising import PracticeSession
    from outbreath_app.ui.straps.finding import Found
    from outbreath_app.ui.trainer.page import TrainerPage


class PractisePlace(QStackedWidget):
    """One session at a time. `busy` says when the rail is to be put away, `frames` when frames are needed."""

    busy = Signal(bool)
    frames = Signal(bool)
    settings_wanted = Signal(dict)
    replay_wanted = Signal()

    def __init__(
        self,
        services: Services,
        settings: Settings,
        library: Library,
        new_trainer: Callable[[LiveModel], TrainerPage],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._services, self._settings, self._new_trainer = services, settings, new_trainer
        self._library = library
        self.editor: EditorPage | None = None
        self.request: SessionRequest | None = None
        self.feed: Feed | None = None
        self.model: LiveModel | None = None
        self.trainer: TrainerPage | None = None
        self.session: PracticeSession | None = None
        self.leading: Leading | None = None
        self._page: QWidget | None = None
        self._problem = ""
        self.choose = ChoosePage(library.all(), settings)
        self.addWidget(self.choose)
        self.choose.begin_wanted.connect(self.on_begin)
        self.choose.strap_wanted.connect(self.pick_strap)
        self.choose.replay_wanted.connect(self.replay_wanted)
        self.choose.editor_wanted.connect(self.edit)
        self.choose.settings_wanted.connect(self.settings_wanted)

    @property
    def running(self) -> bool:
        """Whether a session or its beginning would be lost by going elsewhere."""
        return self.request is not None or self.editor is not None

    def show_settings(self, settings: Settings) -> None:
        self._settings = settings
        self.choose.show_settings(settings)

    # --- practices of one's own ---

    def edit(self) -> None:
        """Make a practice that begins as a copy of the chosen one, or change the chosen one when it is the person's."""
        from outbreath_app.ui.practise.choosing.editor import EditorPage

        look = look_for(self._settings, _app())
        page = EditorPage(self._library, self.choose.practice, look)
        page.saved.connect(self._on_saved)
        page.back_wanted.connect(self._leave_editor)
        self.editor = page
        self._show(page)
        self.busy.emit(True)
        self.frames.emit(True)
        page.name.setFocus()

    def _on_saved(self, key: str) -> None:
        made = self._library.get(key)
        paused = made is not None and any(
            phase.pace is not None and phase.pace.shape.has_holds for phase in made.phases
        )  # pauses put in by hand are wanted
        pauses_in = self._settings.with_pauses_in(key, paused)
        self.settings_wanted.emit({"practice": key, "pauses_in": pauses_in})
        self.choose.show_practices(self._library.all())
        self._leave_editor()

    def _leave_editor(self) -> None:
        self.editor = None
        self.leave()

    # --- before ---

    def on_begin(self, request: SessionRequest) -> None:
        """A practice was chosen."""
        self.request = request
        self.busy.emit(True)
        if not request.check_in:
            self._get_ready()
            return
        page = CheckinPage(items_for(request.plan.flow), When.BEFORE)
        page.answered.connect(self._on_checked_in)
        page.back_wanted.connect(self.leave)
        self._show(page)
        page.on.setFocus()

    def _on_checked_in(self, answers: dict[str, int]) -> None:
        request = self.request
        assert request is not None
        self.request = replace(request, answers=answers)
        self._get_ready()

    def _get_ready(self) -> None:
        """Reach the strap while the safety instruction is read."""
        assert self.request is not None
        page = ReadyPage(self.request, self._settings)
        page.start_wanted.connect(self._on_start)
        page.back_wanted.connect(self.leave)
        page.no_strap_wanted.connect(lambda: self._change_heart(Heart(HeartKind.NONE)))
        page.simulated_wanted.connect(lambda: self._change_heart(Heart(HeartKind.SIMULATED)))
        self._show(page)
        page.start.setFocus()
        self._connect_heart(page)

    def _connect_heart(self, page: ReadyPage) -> None:
        from outbreath_app.summaries.of_session import SummaryReader
        from outbreath_app.ui.live.model import LiveModel
        from outbreath_app.ui.practise.session.leading import Leading
        from outbreath_app.ui.straps.questions import StrapQuestion
        from outbreath_app.ui.trainer.readings import sentence, state_words
        from outbreath_app.ui.words.reasons import problem_words

        assert self.request is not None
        feed = self._services.new_feed(self.request.heart, self._services.clock, self)
        model = LiveModel(parent=self, paced_by_lines=False)
        model.follower = SummaryReader()
        self.feed, self.model, self._problem = feed, model, ""
        feed.line.connect(model.feed)
        if self.request.heart.kind is HeartKind.STRAP:
            StrapQuestion(feed, self).moved.connect(
                lambda address, name: self.settings_wanted.emit(self._settings.with_strap(address, name))
            )
        self.leading = Leading(self.request, feed)
        heart = self.request.heart

        def say() -> None:
            if self.session is None and heart.kind is not HeartKind.NONE and not self._problem:
                words = sentence(state_words(model.state, replayed=False))
                said = problem_words(model.state.link_trouble or model.state.link_remark)
                page.show_strap(f"{words}\n{said}" if said else words)

        def failed(problem: str) -> None:
            if self.session is None:
                self._problem = problem
                page.show_problem(problem)

        model.updated.connect(say)
        feed.failed.connect(failed)
        say()
        feed.start()
        self.frames.emit(True)

    def _change_heart(self, heart: Heart) -> None:
        assert self.request is not None
        self._let_go()
        self.request = replace(self.request, heart=heart)
        self._get_ready()

    # --- the session ---

    def _on_start(self) -> None:
        if self.session is not None or self.request is None or self.leading is None or self.model is None:
            return
        from outbreath_app.ui.live.ownrange import OwnRanges

        pace = next((step.pace for step in reversed(self.request.plan.steps) if step.pace is not None), None)
        if pace is not None:
            self.model.own = OwnRanges(self._services.own_ranges()).near(pace.target_per_min)
        trainer = self._new_trainer(self.model)
        if self.request.heart.kind is HeartKind.NONE:
            trainer.go_without_heart()
        session = self.leading.session(self.model, trainer, self._settings, self)
        session.sound = self._services.new_sound(session.say, self._settings)
        self.trainer, self.session = trainer, session
        if self._settings.propose_pace:
            proposals = session.propose_paces(self._services.paces_seen, self._settings.declined_rate_per_min)
            proposals.settings_wanted.connect(self.settings_wanted)
        session.finished.connect(self._on_finished)
        session.discomfort_shown.connect(self._on_discomfort)
        self._show(trainer)
        trainer.controls.show_choice(trainer.pacer.face, trainer.detail)
        trainer.controls.pause.setFocus()
        self.busy.emit(True)
        self._services.awake.hold()
        session.start()
        if self._problem:
            session.say_problem(self._problem)

    def tick(self) -> None:
        """One frame."""
        if self.editor is not None:
            self.editor.show_moment(self._services.clock.now_ns())
        elif self.session is not None:
            self.session.tick()
        elif self.feed is not None:
            self.feed.tick()

    def _on_discomfort(self, shown: bool) -> None:
        if not shown:
            if self.trainer is not None:
                self._show(self.trainer)
                self.trainer.controls.pause.setFocus()
            return
        assert self.session is not None
        page = DiscomfortPage()
        page.stop_wanted.connect(self.session.stop)
        page.go_on_wanted.connect(self.session.go_on)
        self._show(page)
        page.stop.setFocus()

    # --- after ---

    def _on_finished(self) -> None:
        from outbreath_app.ui.live.ownrange import OwnRanges

        self.frames.emit(False)
        self._services.awake.release()
        assert self.request is not None
        if self.session is not None:
            self.session.keep_range(OwnRanges(self._services.own_ranges()))
        if not self.request.check_in:
            self._on_checked_out({})
            return
        page = CheckinPage(items_for(self.request.plan.flow), When.AFTER)
        page.answered.connect(self._on_checked_out)
        self._show(page)
        page.on.setFocus()

    def _on_checked_out(self, answers: dict[str, int]) -> None:
        from outbreath_app.ui.practise.after.closing import closing_page

        assert self.session is not None
        assert self.feed is not None
        self.session.flow.check_out(answers)
        if self.request is not None and self.request.conductor is not None:
            self._show_answer()
            return
        page = closing_page(
            self.session.request.plan, self.feed.path, self._settings, self.session.model.follower
        )
        page.note_written.connect(self._on_note)
        page.done_wanted.connect(self.leave)
        self._show(page)
        page.done.setFocus()
        page.follow(self.session.flow.view(self.session.now_ns))

    def _show_answer(self) -> None:
        """The answer of an assessment, with what went before it."""
        from outbreath_app.ui.assess.ending import answer_page

        assert self.session is not None
        page = answer_page(self.session, self._services, self._settings)
        page.note_written.connect(self._on_note)
        page.done_wanted.connect(self.leave)
        page.again_wanted.connect(self._assess_again)
        page.pace_accepted.connect(lambda pace: self.settings_wanted.emit({"own_rate_per_min": pace}))
        self._show(page)
        page.done.setFocus()
        page.follow(self.session.flow.view(self.session.now_ns), self.session.feed.path)

    def _assess_again(self) -> None:
        """The same assessment once more."""
        request = self.request
        self.leave()
        if request is not None and request.conductor is not None:
            conductor = request.conductor.anew()
            self.on_begin(replace(request, plan=conductor.plan, conductor=conductor))

    def _on_note(self, text: str) -> None:
        if self.session is not None:
            self.session.flow.note(text)

    def leave(self) -> None:
        """Back to choosing; what was recorded is ended cleanly."""
        self._let_go()
        self.request = None
        self.setCurrentWidget(self.choose)
        self._drop_page()
        self.frames.emit(False)
        self.busy.emit(False)
        self.choose.list.setFocus()

    def close_down(self) -> None:
        """The window is closing: end the session and wait until its recording is whole."""
        if self.session is not None and self.session.stage not in (Stage.AFTER, Stage.DONE):
            self.session.stop()
        self._services.awake.release()
        if self.session is not None:
            self.session.sound.close()
        if self.feed is not None:
            self.feed.wait()

    def _let_go(self) -> None:
        """Part with the feed and the session."""
        feed, session, model = self.feed, self.session, self.model
        self.feed = self.session = self.model = self.leading = None
        if session is not None:
            session.sound.close()
            session.deleteLater()
        if feed is not None:
            feed.line.disconnect()
            feed.failed.disconnect()
            feed.ended.connect(feed.deleteLater)
            feed.finish()
        if model is not None:
            model.deleteLater()
        trainer, self.trainer = self.trainer, None
        if trainer is not None:
            self.removeWidget(trainer)
            trainer.deleteLater()

    def _show(self, page: QWidget) -> None:
        """Put a page in front; the one before it goes, unless it is the trainer's."""
        if self.indexOf(page) < 0:
            self.addWidget(page)
        self.setCurrentWidget(page)
        self._drop_page()
        self._page = page if page is not self.trainer else None

    def _drop_page(self) -> None:
        if self._page is not None and self._page is not self.currentWidget():
            self.removeWidget(self._page)
            self._page.deleteLater()
        self._page = None

    # --- the strap ---

    def pick_strap(self) -> None:
        """Open the list of straps."""
        from outbreath_app.ui.straps.finding import StrapPicker

        picker = StrapPicker(self._services.new_scanner(), self)
        picker.chosen.connect(self._on_strap)
        picker.replay_wanted.connect(self.replay_wanted)
        picker.simulated_wanted.connect(self.choose.choose_simulated)
        picker.finished.connect(picker.deleteLater)
        picker.open()
        picker.look()

    def _on_strap(self, found: Found) -> None:
        self.settings_wanted.emit(self._settings.with_strap(found.address, found.name))
        self.choose.notice.say(
            tr("{name} is remembered and used from now on.", name=found.name or found.address)
        )


def _app() -> QApplication:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    return app
