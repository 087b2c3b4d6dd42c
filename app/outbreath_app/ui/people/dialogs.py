"""Small dialogs about one person: their card, deleting them with proof, and the access log."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QTableWidget, QTableWidgetItem, QWidget

from outbreath_app.catalogue.sessions import Catalogue
from outbreath_app.storage.access import Access, Entry
from outbreath_app.storage.errors import StorageError
from outbreath_app.storage.people import Deletion, People, Person
from outbreath_app.ui.parts.background_job import Progress
from outbreath_app.ui.parts.sheet import Sheet, add_field, text_field
from outbreath_app.ui.parts.widgets import button, label
from outbreath_app.ui.words.i18n import day_text, number, tr
from outbreath_app.ui.words.reasons import problem_words


class PersonDialog(Sheet):
    """A new person, or the card of one. `kept` tells the person as kept."""

    kept = Signal(object)

    def __init__(self, people: People, person: Person | None, parent: QWidget | None = None) -> None:
        super().__init__(tr("New person") if person is None else tr("Change the card"), 24, parent)
        self._people, self._person = people, person
        self.name = QLineEdit(person.name if person is not None else "")
        self.name.setAccessibleName(tr("Name or pseudonym"))
        self.name.setMaxLength(200)
        self.consent, self.note = text_field(tr("Consent"), self), text_field(tr("Note"), self)
        if person is not None:
            self.consent.setPlainText(person.consent)
            self.note.setPlainText(person.note)
        add_field(self.body, tr("Name or pseudonym"), self.name)
        add_field(self.body, tr("Consent: what was agreed, and when"), self.consent)
        add_field(self.body, tr("Note"), self.note)
        for field in (self.consent, self.note):
            self.body.setStretchFactor(field, 1)
        self.save = button(tr("Keep"), "main")
        self.add_buttons(self.save)
        self.save.clicked.connect(self._on_save)
        self.name.returnPressed.connect(self._on_save)

    def _on_save(self) -> None:
        name, consent, note = self.name.text(), self.consent.toPlainText(), self.note.toPlainText()
        try:
            if self._person is None:
                made = self._people.add(name, consent, note)
            else:
                made = self._people.change(self._person, name, consent, note)
        except (StorageError, OSError) as error:
            self.notice.say(problem_words(error))
            return
        self.accept()
        self.kept.emit(made)


class DeleteDialog(Sheet):
    """Says what goes, asks once, and shows afterwards what went and that nothing is left.

    `starting` comes before the first file goes: whoever remembers the person lets go of them.
    """

    starting = Signal()

    def __init__(self, people: People, person: Person, parent: QWidget | None = None) -> None:
        super().__init__(tr("Delete for good"), 20, parent)
        self._people, self._person = people, person
        self.said = label(
            tr(
                "Files of {name}: {count}. They are overwritten and removed, from the catalogue too. This cannot be undone.",
                name=person.name,
                count=number(len(people.files(person))),
            ),
            wrap=True,
        )
        self.said.setAccessibleName(self.said.text())
        beyond = tr(
            "Exports and backups you made are yours to delete, and a drive may keep old copies by itself."
        )
        self.proof = text_field(tr("What was removed"), self)
        self.proof.setReadOnly(True)
        self.proof.hide()
        self.body.addWidget(self.said)
        self.body.addWidget(label(beyond, "muted", wrap=True))
        self.body.addWidget(self.proof, 1)
        self.body.addStretch(0)
        self.go = button(tr("Delete for good"))
        self.add_buttons(self.go)
        self.go.clicked.connect(self._on_go)
        self.close_button.setText(tr("Keep everything"))
        self.close_button.setAccessibleName(tr("Keep everything"))
        self.close_button.setFocus()

    def _on_go(self) -> None:
        def delete(_: Progress) -> Deletion:
            with Catalogue(self._people.data) as catalogue:
                return self._people.delete(self._person, catalogue.forget)

        self.starting.emit()
        self.begin(delete, self._on_done, lambda said: self._on_failed(problem_words(said)))

    def _on_done(self, done: object) -> None:
        assert isinstance(done, Deletion)
        self.proof.setPlainText("\n".join(done.removed))
        self.proof.show()
        if done.remains:
            said = tr("These still hold or name the person:") + "\n" + "\n".join(done.remains)
        else:
            said = tr(
                "Files removed: {count}. Every file of the data folder was looked through: none holds or names the person now.",
                count=number(len(done.removed)),
            )
        self._on_failed(said)

    def _on_failed(self, said: str) -> None:
        self.said.setText(said)
        self.said.setAccessibleName(said)
        self.go.hide()
        self.close_button.setText(tr("Close"))
        self.close_button.setAccessibleName(tr("Close"))
        self.close_button.setFocus()


def access_words(what: str) -> str:
    """What was done, in the person's language."""
    words = {
        Access.LISTED: tr("listed"),
        Access.OPENED: tr("opened"),
        Access.TRENDS: tr("trends"),
        Access.REPORT: tr("report"),
        Access.EXPORTED: tr("exported"),
        Access.IMPORTED: tr("imported"),
        Access.CHANGED: tr("card changed"),
        Access.DELETED: tr("deleted"),
    }
    return words[Access(what)] if what in set(Access) else what


def moment_words(at: str) -> str:
    """A moment of the log as the language writes it, in UTC; as it was kept where it is none."""
    try:
        when = datetime.fromisoformat(at)
    except ValueError:
        return at
    return f"{day_text(when.date())}, {when:%H:%M:%S}"


class LogDialog(Sheet):
    """The access log, newest first. It can be read here, not changed."""

    def __init__(self, log: Sequence[Entry], people: Sequence[Person], parent: QWidget | None = None) -> None:
        super().__init__(tr("Access log"), 26, parent)
        names = {person.id: person.name for person in people}
        columns = (tr("When (UTC)"), tr("Person"), tr("What"), tr("Session"), tr("By"))
        self.table = QTableWidget(len(log), len(columns))
        self.table.setAccessibleName(tr("Access log"))
        self.table.setHorizontalHeaderLabels(list(columns))
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self.table.setTabKeyNavigation(False)
        self.table.setShowGrid(False)
        self.table.setAlternatingRowColors(True)
        self.table.verticalHeader().hide()
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        self.table.horizontalHeader().setDefaultAlignment(left)
        for row, entry in enumerate(reversed(log)):
            at = moment_words(entry.at)
            name = names.get(entry.person, entry.person)
            for column, text in enumerate((at, name, access_words(entry.what), entry.session, entry.by)):
                self.table.setItem(row, column, QTableWidgetItem(text))
        self.table.resizeColumnsToContents()
        self.table.horizontalHeader().setStretchLastSection(True)
        said = tr(
            "Who looked at, exported or deleted whose sessions. It keeps ids, no names and no health data."
        )
        self.body.addWidget(label(said, "muted", wrap=True))
        self.body.addWidget(self.table, 1)
        self.resize(round(self.width() * 1.4), self.height())
