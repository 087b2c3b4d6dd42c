"""The place for looking back: sessions, change over time and bringing sessions in, and one session over them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QInputDialog,
    QMessageBox,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from outbreath_app.catalogue.sessions import SessionRow
from outbreath_app.catalogue.whole_sessions import delete_session, move_session
from outbreath_app.settings import Settings
from outbreath_app.storage.people import name_of
from outbreath_app.ui.looks.application_look import look_in_use
from outbreath_app.ui.looks.drawing_look import Look
from outbreath_app.ui.parts.latest_job import Errand
from outbreath_app.ui.parts.widgets import label
from outbreath_app.ui.review.import_page import ImportPage
from outbreath_app.ui.review.loading import people_there
from outbreath_app.ui.review.session.page import SessionPage
from outbreath_app.ui.review.session.saving import Kind, kinds, save_many
from outbreath_app.ui.review.sessions.page import SessionsPage
from outbreath_app.ui.review.sessions.session_words import Names
from outbreath_app.ui.review.trends.page import TrendsPage
from outbreath_app.ui.words.i18n import number, tr
from outbreath_app.ui.words.reasons import problem_words
from outbreath_devices.errors import DeviceError

LookMaker = Callable[[], Look]
_WIDEST = 1500  # of the column, as one session's page (px at a text size of 100 %)
SESSIONS, OVER_TIME, BRING_IN = range(3)


class ReviewPlace(QStackedWidget):
    """Holds the pages and does what they wish. data, person, today: asked anew each time."""

    replay_wanted = Signal(object)

    def __init__(
        self,
        data: Callable[[], Path],
        person: Callable[[], str],
        look: LookMaker,
        names: Names,
        today: Callable[[], date] = date.today,
    ) -> None:
        super().__init__()
        self.setAccessibleName(tr("Review"))
        self._data, self._person, self._look, self._today = data, person, look, today
        self._names = names
        self.sessions = SessionsPage(data, person, today, names)
        self.session: SessionPage | None = None
        self.trends: TrendsPage | None = None
        self.bring_in: ImportPage | None = None
        self.exporting = Errand()
        self._home = self._make_home()
        self.addWidget(self._home)
        page = self.sessions
        page.open_wanted.connect(self.open_session)
        page.replay_wanted.connect(lambda row: self.replay_wanted.emit(row.path))
        page.export_wanted.connect(self._on_export)
        page.move_wanted.connect(self._on_move)
        page.delete_wanted.connect(self._on_delete)
        page.import_wanted.connect(lambda: self.tabs.setCurrentIndex(BRING_IN))

    def _make_home(self) -> QWidget:
        home = QWidget()
        home.setObjectName("page")
        home.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        across = QHBoxLayout(home)
        across.setContentsMargins(28, 24, 28, 20)
        self._column = QWidget()
        self._column.setMaximumWidth(round(_WIDEST * look_in_use().scale))
        across.addStretch(1)
        across.addWidget(self._column, 1000)
        across.addStretch(1)
        layout = QVBoxLayout(self._column)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(label(tr("Review"), "title"))
        self.tabs = QTabBar()
        self.tabs.setAccessibleName(tr("Ways of looking back"))
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        layout.addWidget(self.tabs)
        self.pages = QStackedWidget()
        layout.addWidget(self.pages, 1)
        self._add(tr("Sessions"), self.sessions)
        self._add(tr("Over time"), QWidget())
        self._add(tr("Bring in"), QWidget())
        self.tabs.currentChanged.connect(self._on_tab)
        return home

    def _add(self, words: str, page: QWidget) -> None:
        self.tabs.addTab(words)
        self.pages.addWidget(page)

    def _on_tab(self, index: int) -> None:
        if index == OVER_TIME and self.trends is None:
            self.trends = TrendsPage(self._data, self._person, self._look(), self._today, self._names)
            self._instead(index, self.trends)
        if index == BRING_IN and self.bring_in is None:
            self.bring_in = ImportPage(self._data, self._person)
            self._instead(index, self.bring_in)
        self.pages.setCurrentIndex(index)
        self.refresh()

    def _instead(self, index: int, page: QWidget) -> None:
        """A page in place of the empty one that stood for it until it was gone to."""
        empty = self.pages.widget(index)
        self.pages.insertWidget(index, page)
        if empty is not None:
            self.pages.removeWidget(empty)
            empty.deleteLater()

    def refresh(self) -> None:
        """Look anew at what is in front."""
        if self.currentWidget() is not self._home:
            return
        if self.pages.currentWidget() is self.sessions:
            self.sessions.refresh()
        elif self.pages.currentWidget() is self.trends and self.trends is not None:
            self.trends.refresh()

    def sizeHint(self) -> QSize:
        return QSize(800, 600)

    # --- one session ---

    def open_session(self, row: SessionRow) -> None:
        """Show one session over everything else."""
        if self.session is None:
            self.session = SessionPage(self._look(), self._names)
            self.session.back_wanted.connect(self.close_session)
            self.session.replay_wanted.connect(self.replay_wanted)
            self.addWidget(self.session)
        self.setCurrentWidget(self.session)
        try:
            name = name_of(self._data(), row.person)
        except DeviceError:
            name = ""
        self.session.open(row, name)
        self.session.back.setFocus()

    def close_session(self) -> None:
        """Back to the list, which shows what was changed."""
        if self.session is not None:
            self.session.leave()
        self.setCurrentWidget(self._home)
        self.refresh()
        self.sessions.table.setFocus()

    # --- many sessions ---

    def _on_export(self, rows: list[SessionRow]) -> None:
        """Ask what as and where to, and write one file after another."""
        choices = list(kinds())
        words = [kind.words.rstrip("…") for kind in choices]
        said, right = QInputDialog.getItem(
            self, tr("Export"), tr("Export {count} as", count=number(len(rows))), words, 0, False
        )
        if not right:
            return
        folder = QFileDialog.getExistingDirectory(self, tr("Into which folder?"))
        if folder:
            self.export(rows, choices[words.index(said)], Path(folder))

    def export(self, rows: list[SessionRow], kind: Kind, folder: Path) -> None:
        """Write each beside the window; what could not be written is said, and what is there already stays."""
        data, of = self._data(), number(len(rows))

        def done(found: tuple[int, list[str]]) -> None:
            said = tr("{made} of {all} exported.", made=number(found[0]), all=of)
            self.sessions.say(" ".join([said, *found[1][:3]]))

        self.exporting.ask(
            lambda tell: save_many(data, rows, kind, folder, tell),
            done,
            self.sessions.say,
            lambda at, _: self.sessions.say(tr("Exporting: {done} of {of}", done=number(at), of=of)),
        )

    def _on_move(self, rows: list[SessionRow]) -> None:
        """Ask whom to, move, and offer to take it back."""
        people = [each for each in people_there(self._data()) if each.id != rows[0].person]
        if not people:
            self.sessions.say(
                tr("There is nobody else here. People are added in clinician mode, under Settings.")
            )
            return
        names = [each.name or tr("Myself") for each in people]
        said, right = QInputDialog.getItem(
            self, tr("Give to another person"), tr("Whose are they?"), names, 0, False
        )
        if right:
            self.move_to(rows, people[names.index(said)].id, said)

    def move_to(self, rows: list[SessionRow], person: str, name: str) -> None:
        """Move the recordings with all that belongs to them; Undo brings them back."""
        moved: list[tuple[Path, str]] = []
        wrong = ""
        for row in rows:
            try:
                moved.append((move_session(self._data(), row.path, person), row.person))
            except DeviceError as error:
                wrong = problem_words(error)
        self.sessions.refresh(quietly=True)
        said = tr("{count} given to {name}.", count=number(len(moved)), name=name)
        self.sessions.say(f"{said} {wrong}".strip(), (lambda: self._move_back(moved)) if moved else None)

    def _move_back(self, moved: list[tuple[Path, str]]) -> None:
        wrong = ""
        for path, person in moved:
            try:
                move_session(self._data(), path, person)
            except DeviceError as error:
                wrong = problem_words(error)
        self.sessions.refresh(quietly=True)
        self.sessions.say(wrong)

    def _on_delete(self, rows: list[SessionRow]) -> None:
        """Ask first: it cannot be taken back."""
        asked = QMessageBox(self)
        asked.setWindowTitle(tr("Delete"))
        asked.setIcon(QMessageBox.Icon.NoIcon)
        asked.setTextFormat(Qt.TextFormat.PlainText)
        what = (
            self._names.title(rows[0]) if len(rows) == 1 else tr("{count} sessions", count=number(len(rows)))
        )
        asked.setText(tr("Delete for good: {what}?", what=what))
        asked.setInformativeText(
            tr(
                "The recording, its notes and its labels are removed. This cannot be undone; copies elsewhere stay."
            )
        )
        yes = asked.addButton(tr("Delete for good"), QMessageBox.ButtonRole.DestructiveRole)
        no = asked.addButton(tr("Keep"), QMessageBox.ButtonRole.RejectRole)
        asked.setDefaultButton(no)
        asked.setEscapeButton(no)
        yes.clicked.connect(lambda: self.delete(rows))
        asked.finished.connect(lambda _: asked.deleteLater())
        asked.open()

    def delete(self, rows: list[SessionRow]) -> None:
        """Delete them; what could not be deleted is said."""
        done, wrong = 0, ""
        for row in rows:
            try:
                delete_session(self._data(), row)
                done += 1
            except DeviceError as error:
                wrong = problem_words(error)
        self.sessions.refresh(quietly=True)
        said = tr("Deleted: {count}.", count=number(done))
        self.sessions.say(f"{said} {wrong}".strip())

    # --- settings ---

    def show_settings(self, _settings: Settings) -> None:
        """Another look."""
        self._column.setMaximumWidth(round(_WIDEST * look_in_use().scale))
        for page in (self.session, self.trends):
            if page is not None:
                page.set_look(self._look())
