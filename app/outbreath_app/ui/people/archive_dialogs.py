"""Carrying a person's archive out of the folder and into another: where to, and sealed or not."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from outbreath_app.storage.archives import ARCHIVE_SUFFIX, Imported, export_archive, import_archive
from outbreath_app.storage.people import People, Person
from outbreath_app.ui.parts.sheet import Sheet, add_field
from outbreath_app.ui.parts.widgets import button, label, tick_row
from outbreath_app.ui.privacy.fields import problem_with, secret_field
from outbreath_app.ui.words.i18n import number, tr

_FILTER = f"*{ARCHIVE_SUFFIX}"


class ExportDialog(Sheet):
    """Everything about one person as one file; a passphrase seals it."""

    def __init__(self, people: People, person: Person, parent: QWidget | None = None) -> None:
        super().__init__(tr("Export everything"), 24, parent)
        self._people, self._person = people, person
        self.sealed, row = tick_row(tr("Seal it with a passphrase of its own"))
        self.sealed.setChecked(True)
        self.fresh, self.again = secret_field(tr("Passphrase of the archive")), secret_field(tr("Once more"))
        what = tr("Recordings, notes, labels and the card, as one archive that can be imported elsewhere.")
        self.body.addWidget(label(what, wrap=True))
        self.body.addLayout(row)
        add_field(self.body, tr("Passphrase of the archive"), self.fresh)
        add_field(self.body, tr("Once more"), self.again)
        lost = tr(
            "A lost passphrase of an archive cannot be recovered. An archive that is not sealed can be read by anybody."
        )
        self.body.addWidget(label(lost, "muted", wrap=True))
        self.body.addStretch(1)
        self.go = button(tr("Choose a file…"), "main")
        self.add_buttons(self.go)
        self.sealed.toggled.connect(self.fresh.setEnabled)
        self.sealed.toggled.connect(self.again.setEnabled)
        self.go.clicked.connect(self._on_go)

    def _on_go(self) -> None:
        problem = problem_with(self.fresh.text(), self.again.text()) if self.sealed.isChecked() else ""
        if problem:
            self.notice.say(problem)
            return
        name, _ = QFileDialog.getSaveFileName(
            self, tr("Export everything"), f"{self._person.id}{ARCHIVE_SUFFIX}", _FILTER
        )
        if name:
            self.export(Path(name))

    def export(self, out: Path) -> None:
        """Write the archive there."""
        secret = self.fresh.text() if self.sealed.isChecked() else ""
        self.begin(
            lambda _: export_archive(self._people, self._person, out, secret),
            lambda count: self.notice.say(_written(count, out)),
        )


def _written(count: object, out: Path) -> str:
    assert isinstance(count, int)
    return tr("Files in {file}: {count}.", count=number(count), file=out)


class ImportDialog(Sheet):
    """A person's archive, sealed or not. `imported` tells what came in."""

    imported = Signal(object)

    def __init__(
        self, people: People, archive: Path, sealed: bool, into: Person | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(tr("Import an archive"), 18, parent)
        self._people, self._archive, self._into = people, archive, into
        self.secret = secret_field(tr("Passphrase of the archive"))
        self.whose, row = tick_row(
            tr("Make its sessions those of {name}", name=into.name if into is not None else "")
        )
        self.body.addWidget(label(archive.name, "lead", wrap=True))
        if sealed:
            add_field(self.body, tr("Passphrase of the archive"), self.secret)
        if into is not None:
            self.body.addLayout(row)
        self.body.addStretch(1)
        self.go = button(tr("Import"), "main")
        self.add_buttons(self.go)
        self.go.clicked.connect(self._on_go)
        self.secret.returnPressed.connect(self._on_go)

    def _on_go(self) -> None:
        secret, into = self.secret.text(), self._into if self.whose.isChecked() else None
        self.begin(
            lambda _: import_archive(self._people, self._archive, secret, into),
            self._on_done,
            self._on_failed,
        )

    def _on_done(self, found: object) -> None:
        assert isinstance(found, Imported)
        came = tr("New recordings: {count}.", count=number(len(found.recordings)))
        self.notice.say(" ".join([came, *(f"{said}." for said in found.said)]))
        self.go.setEnabled(False)
        self.imported.emit(found)

    def _on_failed(self, said: str) -> None:
        self.notice.say(said)
