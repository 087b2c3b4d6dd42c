"""The list of a person's sessions: searched, filtered, put in order, opened, exported, moved and deleted."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal, SignalInstance
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from outbreath_app.catalogue.sessions import SessionRow
from outbreath_app.ui.parts.flowing import FlowLayout
from outbreath_app.ui.parts.latest_job import Errand
from outbreath_app.ui.parts.widgets import Notice, button, label, scrolled
from outbreath_app.ui.review.loading import Sessions, load_sessions
from outbreath_app.ui.review.sessions.model import (
    Filter,
    Order,
    SessionsModel,
    order_words,
    search_words,
)
from outbreath_app.ui.review.sessions.session_words import Names, kind_words
from outbreath_app.ui.review.sessions.table import SessionsTable
from outbreath_app.ui.words.i18n import number, tr

_TYPING_MS = 150
AT_HAND, EVERYONE = "", "*"
_SPANS_DAYS = (0, 7, 30, 91, 365)


def span_words(days: int) -> str:
    """A stretch of days up to today."""
    return {
        0: tr("Any time"),
        7: tr("The last week"),
        30: tr("The last month"),
        91: tr("The last three months"),
        365: tr("The last year"),
    }[days]


class SessionsPage(QWidget):
    """Says what is wished of the chosen sessions; whoever holds it does it."""

    open_wanted = Signal(object)
    replay_wanted = Signal(object)
    export_wanted = Signal(object)
    move_wanted = Signal(object)
    delete_wanted = Signal(object)
    import_wanted = Signal()

    def __init__(
        self, data: Callable[[], Path], person: Callable[[], str], today: Callable[[], date], names: Names
    ) -> None:
        super().__init__()
        self._data, self._person, self._today = data, person, today
        self._errand, self._wording = Errand(), Errand()
        self._keep = ""
        self._quietly = False
        self._people: Mapping[str, str] = {}
        self._undo: Callable[[], None] | None = None
        self._names = names
        self.model = SessionsModel(names)
        self._build()
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.timeout.connect(self._filter)
        self._connect()

    # --- building ---

    def _build(self) -> None:
        _, layout = scrolled(self, spacing=10)
        self.whose = self._box(tr("Whose"))
        self.whose.addItem("", AT_HAND)
        self.whose.addItem(tr("Everyone"), EVERYONE)
        self.whose.hide()
        self.search = QLineEdit()
        self.search.setPlaceholderText(tr("Search practice, tags, notes, day"))
        self.search.setAccessibleName(tr("Search"))
        self.search.setClearButtonEnabled(True)
        self.practice, self.kind, self.tag, self.since, self.order = (
            self._box(name) for name in (tr("Practice"), tr("Kind"), tr("Tag"), tr("When"), tr("Order"))
        )
        for days in _SPANS_DAYS:
            self.since.addItem(span_words(days), days)
        for order in Order:
            self.order.addItem(order_words(order), order)
        row = FlowLayout()
        self.filters = QWidget()
        self.filters.setLayout(row)
        for widget in (self.whose, self.search, self.practice, self.kind, self.tag, self.since, self.order):
            row.addWidget(widget)
        self.more = button(tr("Filters"))
        self.more.setCheckable(True)
        row.addWidget(self.more)
        self.notice = Notice()
        self.undo = button(tr("Undo"))
        self.undo.hide()
        self.notice.buttons.addWidget(self.undo)
        self.said = label("", "muted", wrap=True)
        self.empty = label("", "lead", wrap=True)
        self.first = button(tr("Bring in sessions from elsewhere"))
        self.table = SessionsTable(self.model, self._names)
        self.acts = self._acts()
        for part in (self.filters, self.notice, self.said, self.empty):
            layout.addWidget(part)
        layout.addWidget(self.first, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.acts)
        self._rest = QWidget()
        layout.addWidget(self._rest, 1)

    @staticmethod
    def _box(name: str) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(name)
        box.setToolTip(name)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        return box

    def _acts(self) -> QWidget:
        self.open = button(tr("Open"), "main", "Return")
        self.play = button(tr("Play again"))
        self.export = button(tr("Export chosen…"))
        self.move_to = button(tr("Give to another person…"))
        self.delete = button(tr("Delete…"), shortcut="Del")
        made = QWidget()
        row = FlowLayout()
        made.setLayout(row)
        for widget in (self.open, self.play, self.export, self.move_to, self.delete):
            row.addWidget(widget)
        return made

    def _connect(self) -> None:
        self.search.textChanged.connect(lambda _: self._typing.start(_TYPING_MS))
        for box in (self.practice, self.kind, self.tag, self.since):
            box.activated.connect(lambda _: self._filter())
        self.order.activated.connect(lambda _: self._in_order())
        self.more.toggled.connect(lambda _: self._show_boxes())
        self.whose.activated.connect(lambda _: self._on_whose())
        self.table.doubleClicked.connect(lambda _: self._one(self.open_wanted))
        self.table.installEventFilter(self)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._follow())
        self.open.clicked.connect(lambda: self._one(self.open_wanted))
        self.play.clicked.connect(lambda: self._one(self.replay_wanted))
        for what, wanted in ((self.export, self.export_wanted), (self.move_to, self.move_wanted), (self.delete, self.delete_wanted)):  # fmt: skip
            what.clicked.connect(lambda _=False, wanted=wanted: self._many(wanted))
        self.first.clicked.connect(self.import_wanted)
        self.undo.clicked.connect(self._on_undo)

    # --- reading ---

    def refresh(self, quietly: bool = False) -> None:
        """What is indexed at once; then the folder is looked into, and what changed is shown.

        quietly: what is gone was removed here, and need not be said.
        """
        self.say("")
        self._quietly = quietly
        data, person = self._data(), self._wanted
        if not self.model.rows:
            self.said.setText(tr("Reading the list of sessions…"))
        self._errand.ask(lambda _: load_sessions(data, person, look=False), self._on_first, self._on_failed)

    @property
    def _wanted(self) -> str | None:
        """Whose sessions: the person's at hand, or everyone's (None)."""
        return None if self.whose.currentData() == EVERYONE else self._person()

    def _on_whose(self) -> None:
        self.model.set_rows(())
        self.refresh()

    @property
    def waiting(self) -> bool:
        return self._errand.busy

    def _on_first(self, found: Sessions) -> None:
        data, person = self._data(), self._wanted
        self._errand.ask(
            lambda tell: load_sessions(data, person, True, tell),
            self._on_looked,
            self._on_failed,
            self._on_progress,
        )
        self._show(found)  # after asking: a folder that was not looked into yet is not an empty one

    def _on_looked(self, found: Sessions) -> None:
        self._show(found)
        gone = found.refreshed.gone if found.refreshed is not None else 0
        if gone and not self._quietly:
            self.say(
                tr(
                    "Recordings that are no longer in the folder: {count}. Someone removed or moved them there.",
                    count=number(gone),
                )
            )

    def _on_progress(self, done: int, of: int) -> None:
        if self.waiting and of > 20:
            self.said.setText(tr("Reading recordings: {done} of {of}", done=number(done), of=number(of)))

    def _on_failed(self, said: str) -> None:
        self.said.setText("")
        self.notice.say(said)

    def _show(self, found: Sessions) -> None:
        self.whose.setVisible(len(found.people) > 1)
        self.whose.setItemText(0, found.people.get(self._person(), "") or tr("Myself"))
        if list(found.rows) != list(self.model.rows) or not self.model.rows:
            kept = self.chosen[0].id if self.chosen else self._keep
            self._people = found.people
            self.model.set_rows(found.rows, found.people)
            self._fill_boxes()
            self._word(found)
            self._filter()
            self._choose(kept)
        self._follow()

    def _word(self, found: Sessions) -> None:
        """Make what a search looks through beside the window."""
        self._wording.ask(
            lambda _: search_words(found.rows, self._names, found.people),
            lambda words: self.model.set_words(found.rows, words),
            lambda said: None,
        )

    def _fill_boxes(self) -> None:
        rows = self.model.rows
        practices = {row.practice: self._names.session(row) for row in rows if row.practice}
        self._fill(self.practice, tr("Any practice"), sorted(practices.items(), key=lambda pair: pair[1]))
        self._fill(
            self.kind, tr("Any kind"), [(k, kind_words(k)) for k in sorted({row.kind for row in rows})]
        )
        tags = sorted({tag for row in rows for tag in row.tags}, key=str.casefold)
        self._fill(self.tag, tr("Any tag"), [(tag, tag) for tag in tags])
        self._show_boxes()

    def _show_boxes(self) -> None:
        """With large words the filters wait behind a button, so that the list is in sight."""
        few = self.table.brief
        self.more.setVisible(few)
        for box in (self.practice, self.kind, self.tag, self.since, self.order):
            box.setVisible(box.count() > 1 and (not few or self.more.isChecked()))

    @staticmethod
    def _fill(box: QComboBox, every: str, found: list[tuple[str, str]]) -> None:
        kept = box.currentData()
        box.clear()
        box.addItem(every, "")
        for key, said in found:
            box.addItem(said, key)
        box.setCurrentIndex(max(0, box.findData(kept)))

    # --- what is shown ---

    def _filter(self) -> None:
        if self.search.text() and self._wording.busy and not self.model.searchable:
            self._typing.start(_TYPING_MS)  # the words are being made
            return
        days = int(self.since.currentData() or 0)
        kept = self.chosen[0].id if self.chosen else ""
        self.model.set_filter(
            Filter(
                self.search.text(),
                str(self.practice.currentData() or ""),
                str(self.kind.currentData() or ""),
                str(self.tag.currentData() or ""),
                self._today() - timedelta(days - 1) if days else None,
            )
        )
        self._choose(kept)
        self._follow()

    def _in_order(self) -> None:
        kept = self.chosen[0].id if self.chosen else ""
        self.model.set_order(Order(self.order.currentData()))
        self._choose(kept)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.search.setMinimumWidth(
            self.search.fontMetrics().horizontalAdvance(self.search.placeholderText()) + 50
        )
        self._widths()

    def _choose(self, identity: str) -> None:
        place = max(0, self.model.place_of(identity)) if self.model.rowCount() else -1
        if place >= 0:
            self.table.selectRow(place)
            self.table.scrollTo(self.model.index(place, 0))
        self._widths()

    def _widths(self) -> None:
        self.table.fit(self.whose.currentData() == EVERYONE, self._people)
        self._show_boxes()

    @property
    def chosen(self) -> list[SessionRow]:
        """The sessions that are selected, in the order shown."""
        places = sorted(index.row() for index in self.table.selectionModel().selectedRows())
        return [row for place in places if (row := self.model.row(place)) is not None]

    def _follow(self) -> None:
        """Show what fits what there is, and count it."""
        there, shown = len(self.model.rows), self.model.rowCount()
        for widget in (self.filters, self.table, self.acts):
            widget.setVisible(there > 0)
        nothing = there == 0 and not self.waiting_for_first
        self.empty.setVisible(nothing or (there > 0 and shown == 0))
        self.first.setVisible(nothing)
        self._rest.setVisible(there == 0)
        self.empty.setText(
            tr("Nothing is recorded yet. Each session you practise is kept here.")
            if there == 0
            else tr("No session fits. Take a filter away or search for something else.")
        )
        if there:
            count = (
                number(shown)
                if shown == there
                else tr("{shown} of {all}", shown=number(shown), all=number(there))
            )
            self.said.setText(tr("Sessions: {count}", count=count))
        elif nothing:
            self.said.setText("")
        chosen = len(self.chosen)
        for widget in (self.open, self.play):
            widget.setEnabled(chosen == 1)
        for widget in (self.export, self.move_to, self.delete):
            widget.setEnabled(chosen > 0)

    @property
    def waiting_for_first(self) -> bool:
        return self.waiting and not self.model.rows

    def say(self, text: str, undo: Callable[[], None] | None = None) -> None:
        """A message over the list, with a way to take back what was done."""
        self.notice.say(text)
        self.undo.setVisible(undo is not None)
        self._undo = undo

    def _on_undo(self) -> None:
        undo, self._undo = self._undo, None
        self.say("")
        if undo is not None:
            undo()

    # --- what is wished ---

    def _one(self, wanted: SignalInstance) -> None:
        if len(self.chosen) == 1:
            self._keep = self.chosen[0].id
            wanted.emit(self.chosen[0])

    def _many(self, wanted: SignalInstance) -> None:
        if self.chosen:
            wanted.emit(self.chosen)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Return opens, Delete deletes."""
        if watched is self.table and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._one(self.open_wanted)
                return True
            if event.key() == Qt.Key.Key_Delete:
                self._many(self.delete_wanted)
                return True
        return False
