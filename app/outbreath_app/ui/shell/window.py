"""The main window: the rail, the places, and the session that runs over them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QAction, QCloseEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QWidget

from outbreath_app.settings import Settings
from outbreath_app.ui.looks.application_look import dress, look_for
from outbreath_app.ui.looks.responsive import SizeWatch, room_in, room_in_use, use_room
from outbreath_app.ui.parts.frames import FirstPaint, FrameTimer
from outbreath_app.ui.people.current_client import AtHand, person_words
from outbreath_app.ui.privacy.guard import Guard
from outbreath_app.ui.shell.guarded import GuardedWindow
from outbreath_app.ui.shell.page_kinds import FollowsSettings, Refreshing
from outbreath_app.ui.shell.places import assess_page, open_privacy, people_page, review_page
from outbreath_app.ui.shell.rail import Place, Rail
from outbreath_app.ui.words.i18n import tr

if TYPE_CHECKING:
    # the window is painted before any of these is loaded: numpy alone takes a fifth of a second
    from outbreath_app.ui.feeds.base import Line
    from outbreath_app.ui.live.model import LiveModel
    from outbreath_app.ui.practise.choosing.request import SessionRequest
    from outbreath_app.ui.practise.place import PractisePlace
    from outbreath_app.ui.shell.services import Services
    from outbreath_app.ui.shell.settings_page import SettingsPage
    from outbreath_app.ui.trainer.page import TrainerPage
    from outbreath_app.ui.trainer.replaying import ReplaySession


class MainWindow(QWidget):
    """One window. While a session runs the rail is put away and the trainer has the whole place."""

    def __init__(self, services: Services, settings: Settings) -> None:
        super().__init__()
        self.setObjectName("window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle("Outbreath")
        self.setAccessibleName("Outbreath")
        self.services = services
        self.at_hand = AtHand(services)
        self.settings = self.at_hand.put_on(settings)
        self._painted = False
        self._replayed: tuple[Sequence[Line], str] | None = None
        self.replay: ReplaySession | None = None
        self._replay_page: TrainerPage | None = None
        self.frames = FrameTimer(self)
        self.frames.frame.connect(self.tick)
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self._build()
        self.guard = Guard(GuardedWindow(self), services.data, services.idle_ns, self, services.drive_frames)
        self._add_actions()
        self.resize(1100, 760)
        if settings.place:
            self.restoreGeometry(QByteArray.fromHex(settings.place.encode("ascii", "ignore")))
        FirstPaint(self, self._on_first_paint)
        SizeWatch(self).settled.connect(self._on_size)

    # --- building ---

    def _build(self) -> None:
        """The rail and the places, in the language in use."""
        self.rail = Rail()
        self.stack = QStackedWidget()
        self._layout.addWidget(self.rail)
        self._layout.addWidget(self.stack, 1)
        self._practise: PractisePlace | None = None
        self._settings_page: SettingsPage | None = None
        self._makers: dict[Place, Callable[[], QWidget]] = {
            Place.PRACTISE: lambda: self.practise,
            Place.ASSESS: lambda: assess_page(self),
            Place.REVIEW: lambda: review_page(self),
            Place.SETTINGS: lambda: self.settings_page,
            Place.PEOPLE: lambda: people_page(self),
        }
        self.places: dict[Place, QWidget] = {}
        self.rail.chosen.connect(lambda place: self.show_place(Place(place)))
        self.rail.show_look(look_for(self.settings, _app()))
        self.rail.show_place(Place.PRACTISE)
        self.rail.show_person(person_words(self.at_hand.person), self.settings.clinician)

    @property
    def practise_there(self) -> PractisePlace | None:
        """The place for practising, if it was needed yet."""
        return self._practise

    @property
    def practise(self) -> PractisePlace:
        """The place for practising, made when it is first needed."""
        if self._practise is None:
            from outbreath_app.ui.practise.place import PractisePlace

            library = self.services.new_library(self.services.translation.language)
            made = PractisePlace(self.services, self.settings, library, self._new_trainer)
            made.busy.connect(lambda busy: self.rail.setVisible(not busy))
            made.frames.connect(lambda on: self.frames.run(on and self.services.drive_frames))
            made.settings_wanted.connect(lambda values: self.change_settings(**values))
            made.replay_wanted.connect(self.pick_replay)
            self._practise = made
        return self._practise

    @property
    def settings_page(self) -> SettingsPage:
        """The settings, made when they are first gone to."""
        if self._settings_page is None:
            from outbreath_app.ui.shell.settings_page import SettingsPage

            self._settings_page = SettingsPage(self.settings, self.services.data_words())
            self._settings_page.changed.connect(lambda values: self.change_settings(**values))
            self._settings_page.privacy_wanted.connect(lambda: open_privacy(self))
        return self._settings_page

    def build_anew(self, place: Place | None) -> None:
        """Every place made anew, as after another language; nothing that was read before stays."""
        for old in (self.rail, self.stack):
            self._layout.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._build()
        if place is not None:
            self.show_place(place)

    def _add_actions(self) -> None:
        for index, place in enumerate(Place):
            self._action(f"Ctrl+{index + 1}", lambda _=False, place=place: self.show_place(place))
        self._action("F11", self.toggle_full_screen)
        self._action("Ctrl+Q", self.close)

    def _action(self, keys: str, does: Callable[..., object]) -> None:
        action = QAction(self)
        action.setShortcut(QKeySequence(keys))
        action.triggered.connect(does)
        self.addAction(action)

    def _on_first_paint(self) -> None:
        """The window is there: now its places and the plots may be loaded."""
        self._painted = True
        if self.stack.count() == 0:
            self.show_place(Place.PRACTISE)
            self._rest_on_practices()
        for page in self._trainers():
            page.load_plots()

    def _trainers(self) -> list[TrainerPage]:
        pages = (self._replay_page, self._practise.trainer if self._practise is not None else None)
        return [page for page in pages if page is not None]

    # --- places ---

    def show_place(self, place: Place) -> None:
        """Go there, unless a session is running or the folder is locked."""
        if self.guard.holds() or (place is Place.PEOPLE and not self.settings.clinician):
            return
        running = self._practise is not None and self._practise.running
        if self.replay is not None or (running and place is not Place.PRACTISE):
            self.rail.show_place(Place.PRACTISE)
            return
        if place not in self.places:
            self.places[place] = self._makers[place]()
            self.stack.addWidget(self.places[place])
        self.rail.show_place(place)
        page = self.places[place]
        if isinstance(page, Refreshing):
            page.refresh()
        self.stack.setCurrentWidget(page)

    def begin(self, request: SessionRequest) -> None:
        """Run a session that was asked for in another place."""
        self.show_place(Place.PRACTISE)
        self.practise.on_begin(request)

    def show_welcome(self) -> None:
        """The three screens of the first start."""
        from outbreath_app.ui.shell.welcome import WelcomePage

        page = WelcomePage()
        self.stack.addWidget(page)
        self.stack.setCurrentWidget(page)
        self.rail.hide()

        def leave() -> None:
            self.change_settings(welcomed=True)
            self.rail.show()
            self.show_place(Place.PRACTISE)
            self.stack.removeWidget(page)
            page.deleteLater()
            self._rest_on_practices()

        page.done.connect(leave)
        page.on.setFocus()

    def say_fault(self) -> None:
        """Something in the window went wrong: said where the person looks now."""
        words = tr(
            "Something in the window went wrong. A running recording goes on; the log has the details."
        )
        session = self._practise.session if self._practise is not None else None
        if session is not None:
            session.say(words)
        elif self._practise is not None:
            self._practise.choose.notice.say(words)

    def toggle_full_screen(self) -> None:
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    # --- replay ---

    def pick_replay(self) -> None:
        """Choose a recording."""
        from outbreath_app.stream.bundled import bundled_folder, bundled_names
        from outbreath_app.ui.shell.replays import ReplayPicker

        bundled = [bundled_folder() / f"{name}.jsonl" for name in bundled_names()]
        picker = ReplayPicker(bundled, self.services.recordings(), self)
        picker.chosen.connect(self.open_replay)
        picker.finished.connect(picker.deleteLater)
        picker.open()

    def open_replay(self, path: Path, speed: float = 1.0) -> None:
        """Play a file, or say why it cannot be played."""
        from outbreath_app.ui.feeds.opening import opened
        from outbreath_app.ui.words.reasons import problem_words
        from outbreath_devices.errors import DeviceError

        try:
            lines, title = opened(path)
        except DeviceError as error:
            self.practise.choose.notice.say(problem_words(error))
            return
        self.practise.choose.notice.say("")
        self.start_replay(lines, title, speed)

    def start_replay(self, lines: Sequence[Line], title: str, speed: float = 1.0) -> None:
        """Play a recording in the trainer."""
        from outbreath_app.ui.feeds.replay import ReplayFeed
        from outbreath_app.ui.live.model import LiveModel
        from outbreath_app.ui.trainer.replaying import ReplaySession

        self._replayed = (lines, title)
        feed = ReplayFeed(lines, self.services.clock, speed, self)
        model = LiveModel(parent=self)
        page = self._new_trainer(model, replayed=True)
        session = ReplaySession(feed, model, page, title, self)
        session.over.connect(self.end_replay)
        session.again.connect(self._replay_again)
        self.replay, self._replay_page = session, page
        self.stack.addWidget(page)
        self.stack.setCurrentWidget(page)
        self.rail.hide()
        session.start()
        page.controls.pause.setFocus()
        self.frames.run(self.services.drive_frames)

    def _replay_again(self) -> None:
        assert self._replayed is not None
        speed = self.replay.feed.speed if self.replay is not None else 1.0
        self.end_replay()
        self.start_replay(*self._replayed, speed)

    def end_replay(self) -> None:
        """Back to the places."""
        self.frames.run(False)
        session, page = self.replay, self._replay_page
        self.replay = self._replay_page = None
        if page is not None:
            self.stack.removeWidget(page)
            page.deleteLater()
        if session is not None:
            for part in (session.model, session.feed, session):
                part.deleteLater()
        self.rail.show()
        self.show_place(Place.PRACTISE)
        self._rest_on_practices()

    def _rest_on_practices(self) -> None:
        """The keyboard goes to the practices, unless the folder is locked."""
        if self.guard.page is None:
            self.practise.choose.list.setFocus()

    # --- the trainer ---

    def _new_trainer(self, model: LiveModel, replayed: bool = False) -> TrainerPage:
        from outbreath_app.ui.pacer.stack import Face
        from outbreath_app.ui.trainer.page import TrainerPage
        from outbreath_app.ui.trainer.readings import Detail

        face = Face(self.settings.face) if self.settings.face in list(Face) else Face.ORB
        detail = Detail(self.settings.detail) if self.settings.detail in list(Detail) else Detail.STANDARD
        page = TrainerPage(model, look_for(self.settings, _app()), face, detail, replayed)
        page.controls.full_screen_wanted.connect(self.toggle_full_screen)
        page.controls.face_wanted.connect(lambda face: self._choose(page, face=face))
        page.controls.detail_wanted.connect(lambda detail: self._choose(page, detail=detail))
        if self._painted:
            page.load_plots()
        return page

    def _choose(self, page: TrainerPage, face: str = "", detail: str = "") -> None:
        """Another face of the pacer or view, kept for next time."""
        if face:
            page.set_face(face)
            page.controls.show_choice(page.pacer.face, page.detail)
            self.change_settings(face=face)
        if detail:
            page.set_detail(detail)
            page.controls.show_choice(page.pacer.face, page.detail)
            self.change_settings(detail=detail)

    def tick(self) -> None:
        """One frame."""
        if self.replay is not None:
            self.replay.tick()
        elif self._practise is not None:
            self._practise.tick()

    # --- settings ---

    def change_settings(self, **values: object) -> None:
        """Keep a choice and let it take effect at once."""
        before, self.settings = self.settings, self.settings.changed(**values)
        if self.settings == before:
            return
        file = self.services.settings_file
        kept_settings = self.at_hand.take_off(self.settings)
        kept = file.save(kept_settings)
        if self._settings_page is not None:
            from outbreath_app.ui.words.reasons import problem_words

            self._settings_page.notice.say("" if kept else problem_words(file.problem))
        if before.language != self.settings.language:
            self.services.translation.use(self.settings.language)
            self.build_anew(Place.SETTINGS)
        elif (before.person, before.clinician) != (self.settings.person, self.settings.clinician):
            self._meet(kept_settings)
        elif look_for(before, _app()) != look_for(self.settings, _app()):
            self.dress()
        self._tell_pages()

    def _tell_pages(self) -> None:
        pages: set[object] = {self._practise, self._settings_page, *self.places.values()}
        for page in pages:
            if isinstance(page, FollowsSettings):
                page.show_settings(self.settings)

    def _on_size(self) -> None:
        """A larger window has room for larger writing."""
        if room_in(self.size(), self.settings.text_scale) != room_in_use(_app()):
            self.dress()
            self._tell_pages()

    def meet(self, person: str) -> None:
        """Have that person at hand; where it is the same one, what their card says now."""
        if person != self.settings.person:
            self.change_settings(person=person)
        else:
            self._meet(self.at_hand.take_off(self.settings))

    def _meet(self, settings: Settings) -> None:
        here = next(
            (place for place, page in self.places.items() if page is self.stack.currentWidget()), None
        )
        self.settings = self.at_hand.put_on(settings)
        self.build_anew(here)

    def dress(self) -> None:
        """Give everything the look of the settings, as large as the window has room for."""
        use_room(_app(), room_in(self.size(), self.settings.text_scale))
        look = look_for(self.settings, _app())
        dress(_app(), look)
        self.rail.show_look(look)
        for page in self._trainers():
            page.set_look(look)

    def closeEvent(self, event: QCloseEvent) -> None:
        """A session that is running is ended cleanly first."""
        self.frames.run(False)
        if self._practise is not None:
            self._practise.close_down()
        place = bytes(self.saveGeometry().toHex().data()).decode("ascii")
        self.change_settings(place=place)
        event.accept()


def _app() -> QApplication:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    return app
