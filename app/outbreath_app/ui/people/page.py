"""Clients: a list, the card of the chosen one, and whose sessions are at hand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFileDialog,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from outbreath_app.paths import OWN_PERSON
from outbreath_app.storage.access import entries
from outbreath_app.storage.archives import ARCHIVE_SUFFIX, Imported
from outbreath_app.storage.people import People, Person
from outbreath_app.storage.sealed_archives import is_sealed
from outbreath_app.ui.parts.sheet import add_row
from outbreath_app.ui.parts.widgets import Card, Notice, Page, Rows, button, label, tick_row
from outbreath_app.ui.people.archive_dialogs import ExportDialog, ImportDialog
from outbreath_app.ui.people.current_client import person_words
from outbreath_app.ui.people.dialogs import DeleteDialog, LogDialog, PersonDialog
from outbreath_app.ui.words.i18n import DASH, day_text, number, tr
from outbreath_app.ui.words.reasons import problem_words
from outbreath_devices.errors import DeviceError

NARROW_LETTERS = 90  # in a narrower page the card stands under the list


def since_words(person: Person) -> str:
    """The day a card was made, as the language writes it."""
    try:
        return day_text(date.fromisoformat(person.created))
    except ValueError:
        return person.created or DASH


class PeoplePage(Page):
    """Reports whom the person wants at hand; changes cards itself, since they stand nowhere else."""

    person_wanted = Signal(str)

    def __init__(self, data: Callable[[], Path], at_hand: Callable[[], str]) -> None:
        super().__init__(tr("People"), widest=1080)
        self._data, self._at_hand = data, at_hand
        self.notice = Notice()
        self.body.addWidget(self.notice)
        self.list = Rows(tr("People"), least=6, most=16)
        self.archived, archived_row = tick_row(tr("Show those put away"))
        self.add = button(tr("Add…"))
        self.bring = button(tr("Import…"))
        self.log = button(tr("Access log…"))
        left = QVBoxLayout()
        left.addWidget(self.list)
        left.addLayout(archived_row)
        add_row(left, self.add, self.bring, self.log)
        left.addStretch(1)
        self._across = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._across.setSpacing(18)
        self._across.addLayout(left, 2)
        self._across.addLayout(self._card(), 3)
        self.body.addLayout(self._across, 1)
        self.list.currentItemChanged.connect(lambda *_: self._show())
        self.list.itemActivated.connect(lambda _: self._on_work())
        self.archived.clicked.connect(self.refresh)
        self.add.clicked.connect(lambda: self._open_card(None))
        self.bring.clicked.connect(self._on_import)
        self.log.clicked.connect(self._on_log)
        self.setFocusProxy(self.list)
        self.refresh()

    def _card(self) -> QVBoxLayout:
        self.card = Card()
        self.name = label("", "lead", wrap=True)
        self.facts = label("", "muted", wrap=True)
        self.consent, self.note = label("", wrap=True), label("", wrap=True)
        for widget in (self.name, self.facts, self.consent, self.note):
            self.card.body.addWidget(widget)
        self.work = button(tr("Work with this person"), "main")
        self.change = button(tr("Change…"))
        self.put_away = button(tr("Put away"))
        self.export = button(tr("Export…"))
        self.delete = button(tr("Delete…"))
        add_row(self.card.body, self.work)
        add_row(self.card.body, self.change, self.put_away)
        add_row(self.card.body, self.export, self.delete)
        self.work.clicked.connect(self._on_work)
        self.change.clicked.connect(lambda: self._open_card(self.person))
        self.put_away.clicked.connect(self._on_put_away)
        self.export.clicked.connect(self._on_export)
        self.delete.clicked.connect(self._on_delete)
        right = QVBoxLayout()
        right.addWidget(self.card)
        right.addStretch(1)
        return right

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < NARROW_LETTERS * self.fontMetrics().averageCharWidth()
        way = QBoxLayout.Direction
        self._across.setDirection(way.TopToBottom if narrow else way.LeftToRight)

    @property
    def people(self) -> People:
        return People(self._data())

    @property
    def person(self) -> Person:
        """The chosen one."""
        item = self.list.currentItem()
        found = item.data(Qt.ItemDataRole.UserRole) if item is not None else None
        return found if isinstance(found, Person) else Person(OWN_PERSON, "")

    def refresh(self) -> None:
        """Read the cards again and keep the choice where it is still there."""
        chosen = self.person.id if self.list.currentItem() is not None else self._at_hand()
        try:
            people = self.people.all(self.archived.isChecked())
        except (DeviceError, OSError) as error:
            self.notice.say(problem_words(error))
            people = []
        self.list.blockSignals(True)
        self.list.clear()
        for person in [Person(OWN_PERSON, ""), *people]:
            item = QListWidgetItem(self._words(person))
            item.setData(Qt.ItemDataRole.UserRole, person)
            self.list.addItem(item)
            if person.id == chosen:
                self.list.setCurrentItem(item)
        if self.list.currentRow() < 0:
            self.list.setCurrentRow(0)
        self.list.blockSignals(False)
        self.list.fit()
        self._show()

    def _words(self, person: Person) -> str:
        name = person_words(person)
        marks = [tr("at hand")] if person.id == self._at_hand() else []
        marks += [tr("put away")] if person.archived else []
        return f"{name}  ({', '.join(marks)})" if marks else name

    def _show(self) -> None:
        person = self.person
        own = person.id == OWN_PERSON
        self.name.setText(person_words(person))
        count = sum(p.name.endswith((".jsonl", ".jsonl.gz")) for p in self.people.files(person))
        facts = [tr("Recordings: {count}", count=number(count))]
        if not own:
            facts += [tr("since {day}", day=since_words(person)), person.id]
        if person.pace_per_min is not None:
            facts.append(tr("own pace {rate} a minute", rate=number(person.pace_per_min, 1)))
        self.facts.setText("  ·  ".join(facts))
        self.consent.setText(tr("Consent: {words}", words=person.consent or DASH))
        self.note.setText(tr("Note: {words}", words=person.note or DASH))
        for widget in (self.consent, self.note, self.change, self.put_away, self.delete):
            widget.setVisible(not own)
        self.put_away.setText(tr("Take back") if person.archived else tr("Put away"))
        self.put_away.setAccessibleName(self.put_away.text())
        self.work.setEnabled(person.id != self._at_hand())
        here = tr("This person is at hand") if person.id == self._at_hand() else tr("Work with this person")
        self.work.setText(here)
        self.work.setAccessibleName(here)

    # --- what the person wants ---

    def _on_work(self) -> None:
        if self.person.id != self._at_hand():
            self.person_wanted.emit(self.person.id)

    def _open_card(self, person: Person | None) -> None:
        dialog = PersonDialog(self.people, person, self)
        dialog.kept.connect(self._on_kept)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        dialog.name.setFocus()

    def _on_kept(self, person: Person) -> None:
        self.notice.say("")
        self.refresh()
        self._choose(person.id)
        if person.id == self._at_hand():
            self.person_wanted.emit(person.id)

    def _on_put_away(self) -> None:
        person = self.person
        try:
            self.people.archive(person, not person.archived)
        except (DeviceError, OSError) as error:
            self.notice.say(problem_words(error))
            return
        said = tr("{name} is put away; nothing was deleted.", name=person.name)
        self.notice.say("" if person.archived else said)
        if not person.archived and person.id == self._at_hand():
            self.person_wanted.emit(OWN_PERSON)
        self.refresh()

    def _on_export(self) -> None:
        dialog = ExportDialog(self.people, self.person, self)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        dialog.fresh.setFocus()

    def _on_delete(self) -> None:
        person, window = self.person, self.window()
        # the window's, not this page's: letting go of the person at hand makes every page anew
        dialog = DeleteDialog(self.people, person, window)
        if person.id == self._at_hand():
            dialog.starting.connect(lambda: self.person_wanted.emit(OWN_PERSON))
        dialog.finished.connect(dialog.deleteLater)
        dialog.finished.connect(lambda _: refresh_pages(window))
        dialog.open()

    def _on_import(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, tr("Import an archive"), "", f"*{ARCHIVE_SUFFIX}")
        if name:
            self.import_from(Path(name))

    def import_from(self, archive: Path) -> None:
        """Ask what is needed for an archive, and bring it in."""
        try:
            sealed = is_sealed(archive)
        except OSError as error:
            self.notice.say(problem_words(error))
            return
        into = self.person if self.person.id != OWN_PERSON else None
        dialog = ImportDialog(self.people, archive, sealed, into, self)
        dialog.imported.connect(self._on_imported)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        (dialog.secret if sealed else dialog.go).setFocus()

    def _on_imported(self, found: Imported) -> None:
        self.refresh()
        self._choose(found.person.id)

    def _on_log(self) -> None:
        dialog = LogDialog(entries(self._data()), self.people.all(), self)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _choose(self, key: str) -> None:
        for row in range(self.list.count()):
            person = self.list.item(row).data(Qt.ItemDataRole.UserRole)
            if isinstance(person, Person) and person.id == key:
                self.list.setCurrentRow(row)


def refresh_pages(window: QWidget) -> None:
    """Whichever people page the window has now reads the cards again."""
    for page in window.findChildren(PeoplePage):
        page.refresh()
