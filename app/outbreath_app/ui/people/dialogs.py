"""Small dialogs about one person: their card, deleting them with proof, and the access log."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from outbreath_app.storage.access import Access, Entry
from outbreath_app.storage.catalogue import Catalogue
from outbreath_app.storage.errors import StorageError
from outbreath_app.storage.people import Deletion, People, Person
from outbreath_app.ui.i18n import number, tr
from outbreath_app.ui.privacy.fields import add_field
from outbreath_app.ui.widgets import Notice, button, label
from outbreath_app.ui.work import Progress, Work


class PersonDialog(QDialog):
    """A new person, or the card of one. `kept` tells the person as kept."""

    kept = Signal(object)

    def __init__(self, people: People, person: Person | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._people, self._person = people, person
        title = tr("New person") if person is None else tr("Change the card")
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.resize(520, 460)
        self.notice = Notice()
        self.name = QLineEdit(person.name if person is not None else "")
        self.name.setAccessibleName(tr("Name or pseudonym"))
        self.name.setMaxLength(200)
        self.consent, self.note = _text(tr("Consent")), _text(tr("Note"))
        if person is not None:
            self.consent.setPlainText(person.consent)
            self.note.setPlainText(person.note)
        form = QFormLayout()
        add_field(form, tr("Name or pseudonym"), self.name)
        for title, field in (
            (tr("Consent: what was agreed, and when"), self.consent),
            (tr("Note"), self.note),
        ):
            tied = label(title, wrap=True)
            tied.setBuddy(field)
            form.addRow(tied, field)
        self.save = button(tr("Keep"), "main")
        self.cancel = button(tr("Cancel"), "quiet", "Esc")
        layout = _layout(self)
        layout.addWidget(self.notice)
        layout.addLayout(form, 1)
        layout.addLayout(_row(self.save, self.cancel))
        self.save.clicked.connect(self._on_save)
        self.name.returnPressed.connect(self._on_save)
        self.cancel.clicked.connect(self.reject)

    def _on_save(self) -> None:
        name, consent, note = self.name.text(), self.consent.toPlainText(), self.note.toPlainText()
        try:
            if self._person is None:
                made = self._people.add(name, consent, note)
            else:
                made = self._people.change(self._person, name, consent, note)
        except (StorageError, OSError) as error:
            self.notice.say(name_refusal(str(error)))
            return
        self.accept()
        self.kept.emit(made)


def name_refusal(said: str) -> str:
    """Why a name is not taken, in the person's language."""
    if said.startswith("There is already"):
        return tr("There is already somebody of that name.")
    if said.startswith("A person needs"):
        return tr("A person needs a name or pseudonym of at most 200 characters.")
    return said


class DeleteDialog(QDialog):
    """Says what goes, asks once, and shows afterwards what went and that nothing is left.

    `starting` comes before the first file goes: whoever remembers the person lets go of them.
    """

    starting = Signal()

    def __init__(self, people: People, person: Person, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._people, self._person = people, person
        self._work: Work | None = None
        self.setWindowTitle(tr("Delete for good"))
        self.setAccessibleName(tr("Delete for good"))
        self.resize(560, 420)
        count = len(people.files(person))
        self.said = label(
            tr(
                "{name}: {count} files. They are overwritten and removed, the catalogue with them. This cannot be undone.",
                name=person.name,
                count=number(count),
            ),
            wrap=True,
        )
        self.beyond = label(
            tr(
                "Exports and backups you made are yours to delete, and a drive may keep old copies by itself."
            ),
            "muted",
            wrap=True,
        )
        self.proof = _text(tr("What was removed"))
        self.proof.setReadOnly(True)
        self.proof.hide()
        self.progress = QProgressBar()
        self.progress.setRange(0, 0)
        self.progress.setAccessibleName(tr("Progress"))
        self.progress.hide()
        self.go = button(tr("Delete for good"))
        self.close_button = button(tr("Keep everything"), "main", "Esc")
        layout = _layout(self)
        for widget in (self.said, self.beyond):
            layout.addWidget(widget)
        layout.addWidget(self.proof, 1)
        layout.addWidget(self.progress)
        layout.addLayout(_row(self.go, self.close_button))
        layout.addStretch(0)
        self.go.clicked.connect(self._on_go)
        self.close_button.clicked.connect(self.reject)
        self.close_button.setFocus()

    def _on_go(self) -> None:
        def delete(_: Progress) -> Deletion:
            with Catalogue(self._people.data) as catalogue:
                return self._people.delete(self._person, catalogue.forget)

        self.starting.emit()
        self.go.setEnabled(False)
        self.close_button.setEnabled(False)
        self.progress.show()
        self._work = Work(delete)
        self._work.told.done.connect(self._on_done)
        self._work.told.failed.connect(self._on_failed)
        self._work.begin()

    def _on_done(self, done: object) -> None:
        assert isinstance(done, Deletion)
        self._end()
        self.proof.setPlainText("\n".join(done.removed))
        self.proof.show()
        if done.remains:
            self.said.setText(tr("These still hold or name the person:") + "\n" + "\n".join(done.remains))
        else:
            self.said.setText(
                tr(
                    "{count} files removed. Every file of the data folder was looked through: none holds or names them now.",
                    count=number(len(done.removed)),
                )
            )

    def _on_failed(self, said: str) -> None:
        self._end()
        self.said.setText(said)

    def _end(self) -> None:
        self._work = None
        self.progress.hide()
        self.go.hide()
        self.close_button.setText(tr("Close"))
        self.close_button.setAccessibleName(tr("Close"))
        self.close_button.setEnabled(True)
        self.close_button.setFocus()

    def reject(self) -> None:
        if self._work is None:
            super().reject()


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


class LogDialog(QDialog):
    """The access log, newest first. It can be read here, not changed."""

    def __init__(self, log: Sequence[Entry], people: Sequence[Person], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Access log"))
        self.setAccessibleName(tr("Access log"))
        self.resize(820, 520)
        names = {person.id: person.name for person in people}
        columns = (tr("When (UTC)"), tr("Person"), tr("What"), tr("Session"), tr("By"))
        self.table = QTableWidget(len(log), len(columns))
        self.table.setAccessibleName(tr("Access log"))
        self.table.setHorizontalHeaderLabels(list(columns))
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self.table.setTabKeyNavigation(False)
        self.table.verticalHeader().hide()
        for row, entry in enumerate(reversed(log)):
            at = entry.at[:19].replace("T", " ")
            cells = (
                at,
                names.get(entry.person, entry.person),
                access_words(entry.what),
                entry.session,
                entry.by,
            )
            for column, text in enumerate(cells):
                self.table.setItem(row, column, QTableWidgetItem(text))
        self.table.resizeColumnsToContents()
        self.table.horizontalHeader().setStretchLastSection(True)
        self.close_button = button(tr("Close"), "quiet", "Esc")
        layout = _layout(self)
        layout.addWidget(
            label(
                tr(
                    "Who looked at, exported or deleted whose sessions. It keeps ids, no names and no health data."
                ),
                "muted",
                wrap=True,
            )
        )
        layout.addWidget(self.table, 1)
        layout.addLayout(_row(self.close_button))
        self.close_button.clicked.connect(self.reject)


def _text(name: str) -> QPlainTextEdit:
    field = QPlainTextEdit()
    field.setAccessibleName(name)
    field.setTabChangesFocus(True)
    field.setMinimumHeight(70)
    field.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
    return field


def _layout(dialog: QDialog) -> QVBoxLayout:
    layout = QVBoxLayout(dialog)
    layout.setContentsMargins(24, 20, 24, 20)
    layout.setSpacing(12)
    return layout


def _row(*widgets: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    return row
