"""The main window: the rail, the places, and the session that runs over them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QAction, QCloseEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QWidget

from outbreath_app.settings import Settings
from outbreath_app.ui.feeds.base import Line
from outbreath_app.ui.feeds.replay import ReplayFeed
from outbreath_app.ui.frames import FirstPaint, FrameTimer
from outbreath_app.ui.i18n import tr
from outbreath_app.ui.live.model import LiveModel
from outbreath_app.ui.looks import dress, look_for
from outbreath_app.ui.pacer.stack import Face
from outbreath_app.ui.rail import Place, Rail
from outbreath_app.ui.services import Services
from outbreath_app.ui.trainer.page import TrainerPage
from outbreath_app.ui.trainer.readings import Detail
from outbreath_app.ui.trainer.replaying import ReplaySession
from outbreath_app.ui.widgets import Page


class MainWindow(QWidget):
    """One window. While a session runs the rail is put away and the trainer has the whole place."""

    def __init__(self, services: Services, settings: Settings) -> None:
        super().__init__()
        self.setObjectName("window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle("Outbreath")
        self.setAccessibleName("Outbreath")
        self.services, self.settings = services, settings
        self.app = QApplication.instance()
        self._painted = False
        self._replayed: tuple[Sequence[Line], str] | None = None
        self.session: ReplaySession | None = None
        self.trainer: TrainerPage | None = None
        self.frames = FrameTimer(self)
        self.frames.frame.connect(self.tick)
        self.rail = Rail()
        self.stack = QStackedWidget()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.rail)
        layout.addWidget(self.stack, 1)
        self.places: dict[Place, QWidget] = {place: Page(str(place)) for place in Place}
        for page in self.places.values():
            self.stack.addWidget(page)
        self.rail.chosen.connect(lambda place: self.show_place(Place(place)))
        self._add_actions()
        self.show_place(Place.PRACTISE)
        self._restore_place()
        FirstPaint(self, self._on_first_paint)

    def _add_actions(self) -> None:
        for index, place in enumerate(Place):
            self._action(f"Ctrl+{index + 1}", lambda _=False, place=place: self.show_place(place))
        self._action("F11", self.toggle_full_screen)
        self._action("Ctrl+Q", self.close)

    def _action(self, keys: str, does: object) -> None:
        action = QAction(self)
        action.setShortcut(QKeySequence(keys))
        action.triggered.connect(does)
        self.addAction(action)

    def _restore_place(self) -> None:
        self.resize(1100, 760)
        if self.settings.place:
            self.restoreGeometry(QByteArray.fromHex(self.settings.place.encode("ascii", "ignore")))

    def _on_first_paint(self) -> None:
        self._painted = True
        if self.trainer is not None:
            self.trainer.load_plots()

    # --- places ---

    def show_place(self, place: Place) -> None:
        if self.session is not None:
            return
        self.rail.show_place(place)
        self.stack.setCurrentWidget(self.places[place])

    def toggle_full_screen(self) -> None:
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    # --- replay ---

    def start_replay(self, lines: Sequence[Line], title: str, speed: float = 1.0) -> None:
        """Play a recording in the trainer."""
        self._replayed = (lines, title)
        feed = ReplayFeed(lines, self.services.clock, speed, self)
        model = LiveModel(parent=self)
        page = self._new_trainer(model, replayed=True)
        session = ReplaySession(feed, model, page, title, self)
        session.over.connect(self.end_session)
        session.again.connect(self._replay_again)
        self._run(session, page)

    def _replay_again(self) -> None:
        assert self._replayed is not None
        speed = self.session.feed.speed if self.session is not None else 1.0
        self.end_session()
        self.start_replay(*self._replayed, speed)

    def _new_trainer(self, model: LiveModel, replayed: bool) -> TrainerPage:
        page = TrainerPage(
            model,
            look_for(self.settings, _app()),
            Face(self.settings.face),
            Detail(self.settings.detail),
            replayed,
        )
        page.controls.full_screen_wanted.connect(self.toggle_full_screen)
        page.controls.face_wanted.connect(self._choose_face)
        page.controls.detail_wanted.connect(self._choose_detail)
        return page

    def _run(self, session: ReplaySession, page: TrainerPage) -> None:
        self.session, self.trainer = session, page
        self.stack.addWidget(page)
        self.stack.setCurrentWidget(page)
        self.rail.hide()
        if self._painted:
            page.load_plots()
        session.start()
        page.controls.pause.setFocus()
        self.frames.run(self.services.drive_frames)

    def tick(self) -> None:
        """One frame."""
        if self.session is not None:
            self.session.tick()

    def end_session(self) -> None:
        """Back to the places."""
        self.frames.run(False)
        session, page = self.session, self.trainer
        self.session = self.trainer = None
        if page is not None:
            self.stack.removeWidget(page)
            page.deleteLater()
        if session is not None:
            session.model.deleteLater()
            session.feed.deleteLater()
            session.deleteLater()
        self.rail.show()
        self.show_place(Place.PRACTISE)
        self.rail.list.setFocus()

    # --- choices ---

    def _choose_face(self, face: str) -> None:
        if self.trainer is not None:
            self.trainer.set_face(Face(face))
        self.change_settings(face=face)

    def _choose_detail(self, detail: str) -> None:
        if self.trainer is not None:
            self.trainer.set_detail(Detail(detail))
        self.change_settings(detail=detail)

    def change_settings(self, **values: object) -> None:
        """Keep a choice, and dress the window anew when it shows."""
        before, self.settings = self.settings, self.settings.changed(**values)
        self.services.settings_file.save(self.settings)
        if look_for(before, _app()) != look_for(self.settings, _app()):
            self.dress()

    def dress(self) -> None:
        look = look_for(self.settings, _app())
        dress(_app(), look)
        self.rail.set_scale(look.scale)
        if self.trainer is not None:
            self.trainer.set_look(look)

    def closeEvent(self, event: QCloseEvent) -> None:
        place = bytes(self.saveGeometry().toHex().data()).decode("ascii")
        self.change_settings(place=place)
        self.frames.run(False)
        event.accept()


def _app() -> QApplication:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    return app


def window_title(name: str) -> str:
    """The title with what is open."""
    return tr("{name}, Outbreath", name=name)
