"""Carrying a person's archive out of the folder and into another: where to, and sealed or not."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from outbreath_app.storage.archives import ARCHIVE_SUFFIX, Imported, export_archive, import_archive
from outbreath_app.storage.people import People, Person
from outbreath_app.storage.sealed import WRONG
from outbreath_app.ui.i18n import number, tr
from outbreath_app.ui.privacy.fields import add_field, problem_with, secret_field
from outbreath_app.ui.widgets import Notice, button, label, tick_row
from outbreath_app.ui.work import Work

_FILTER = f"*{ARCHIVE_SUFFIX}"


class ExportDialog(QDialog):
    """Everything about one person as one file; a passphrase seals it."""

    def __init__(self, people: People, person: Person, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._people, self._person = people, person
        self._work: Work | None = None
        title = tr("Export everything")
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.resize(520, 380)
        self.notice = Notice()
        self.sealed, row = tick_row(tr("Seal it with a passphrase of its own"))
        self.sealed.setChecked(True)
        self.fresh, self.again = secret_field(tr("Passphrase of the archive")), secret_field(tr("Once more"))
        form = QFormLayout()
        add_field(form, tr("Passphrase of the archive"), self.fresh)
        add_field(form, tr("Once more"), self.again)
        self.go = button(tr("Choose a file…"), "main")
        self.close_button = button(tr("Close"), "quiet", "Esc")
        self.progress = _progress()
        layout = _dialog_layout(self)
        layout.addWidget(self.notice)
        layout.addWidget(
            label(
                tr("Recordings, notes, labels and the card, as one archive that can be imported elsewhere."),
                wrap=True,
            )
        )
        layout.addLayout(row)
        layout.addLayout(form)
        layout.addWidget(
            label(
                tr(
                    "A lost passphrase of an archive cannot be recovered. An archive that is not sealed can be read by anybody."
                ),
                "muted",
                wrap=True,
            )
        )
        layout.addStretch(1)
        layout.addWidget(self.progress)
        layout.addLayout(_buttons(self.go, self.close_button))
        self.sealed.toggled.connect(self.fresh.setEnabled)
        self.sealed.toggled.connect(self.again.setEnabled)
        self.go.clicked.connect(self._on_go)
        self.close_button.clicked.connect(self.reject)

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
        self._work = Work(lambda _: export_archive(self._people, self._person, out, secret))
        self._work.told.done.connect(
            lambda count: self._end(tr("{count} files are in {file}.", count=number(count), file=out))
        )
        self._work.told.failed.connect(self._end)
        self.go.setEnabled(False)
        self.progress.show()
        self._work.begin()

    def _end(self, said: str) -> None:
        self._work = None
        self.progress.hide()
        self.go.setEnabled(True)
        self.notice.say(said)

    def reject(self) -> None:
        if self._work is None:
            super().reject()


class ImportDialog(QDialog):
    """A person's archive, sealed or not. `imported` tells what came in."""

    imported = Signal(object)

    def __init__(
        self, people: People, archive: Path, sealed: bool, into: Person | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._people, self._archive, self._into, self._sealed = people, archive, into, sealed
        self._work: Work | None = None
        self.setWindowTitle(tr("Import an archive"))
        self.setAccessibleName(tr("Import an archive"))
        self.resize(520, 320)
        self.notice = Notice()
        self.secret = secret_field(tr("Passphrase of the archive"))
        self.whose, whose_row = tick_row(
            tr("Make its sessions those of {name}", name=into.name if into is not None else "")
        )
        self.go = button(tr("Import"), "main")
        self.close_button = button(tr("Close"), "quiet", "Esc")
        self.progress = _progress()
        layout = _dialog_layout(self)
        layout.addWidget(self.notice)
        layout.addWidget(label(archive.name, "lead", wrap=True))
        if sealed:
            form = QFormLayout()
            add_field(form, tr("Passphrase of the archive"), self.secret)
            layout.addLayout(form)
        if into is not None:
            layout.addLayout(whose_row)
        layout.addStretch(1)
        layout.addWidget(self.progress)
        layout.addLayout(_buttons(self.go, self.close_button))
        self.go.clicked.connect(self._on_go)
        self.secret.returnPressed.connect(self._on_go)
        self.close_button.clicked.connect(self.reject)

    def _on_go(self) -> None:
        if self._work is not None:
            return
        secret, into = self.secret.text(), self._into if self.whose.isChecked() else None
        self._work = Work(lambda _: import_archive(self._people, self._archive, secret, into))
        self._work.told.done.connect(self._on_done)
        self._work.told.failed.connect(self._on_failed)
        self.go.setEnabled(False)
        self.progress.show()
        self._work.begin()

    def _on_done(self, found: object) -> None:
        assert isinstance(found, Imported)
        self._work = None
        self.progress.hide()
        came = tr("{count} new recordings.", count=number(len(found.recordings)))
        self.notice.say(" ".join([came, *(f"{said}." for said in found.said)]))
        self.imported.emit(found)

    def _on_failed(self, said: str) -> None:
        self._work = None
        self.progress.hide()
        self.go.setEnabled(True)
        wrong = tr("The passphrase does not open this archive, or the archive is damaged.")
        self.notice.say(wrong if said == WRONG else said)

    def reject(self) -> None:
        if self._work is None:
            super().reject()


def _progress() -> QProgressBar:
    made = QProgressBar()
    made.setRange(0, 0)
    made.setAccessibleName(tr("Progress"))
    made.hide()
    return made


def _dialog_layout(dialog: QDialog) -> QVBoxLayout:
    layout = QVBoxLayout(dialog)
    layout.setContentsMargins(24, 20, 24, 20)
    layout.setSpacing(12)
    return layout


def _buttons(*widgets: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    return row
