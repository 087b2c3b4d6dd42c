"""What a person adds to a session: a note, tags, posture and the other details a study must report."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QLabel, QLineEdit, QPlainTextEdit, QWidget

from outbreath_app.review.opened import OpenedSession
from outbreath_app.storage.sidefile import DETAILS, Side, load_side, save_side
from outbreath_app.ui.looks.application_look import look_in_use
from outbreath_app.ui.parts.widgets import Card, Notice, label
from outbreath_app.ui.practise.after.summary import LARGE_WORDS
from outbreath_app.ui.words.i18n import tr
from outbreath_app.ui.words.reasons import problem_words
from outbreath_devices.errors import DeviceError

_NOTE_LINES = 4


def posture_choices() -> list[tuple[str, str]]:
    """What is kept, and how it is said."""
    return [
        ("", tr("not told")),
        ("seated", tr("seated")),
        ("lying", tr("lying")),
        ("reclined", tr("reclined")),
        ("standing", tr("standing")),
    ]


def kind_choices() -> list[tuple[str, str]]:
    return [("", tr("as recorded")), ("rest", tr("rest")), ("practice", tr("practice"))]


def detail_words(key: str) -> tuple[str, str]:
    """The name of a detail and an example."""
    return {
        "eyes": (tr("Eyes"), tr("open or closed")),
        "breathing": (tr("Way of breathing"), tr("through the nose, into the belly")),
        "place": (tr("Place"), tr("quiet room, at home")),
        "before": (tr("In the hours before"), tr("coffee, food, exercise")),
    }[key]


def tags_in(text: str) -> tuple[str, ...]:
    """Tags parted by commas, each once."""
    return tuple(dict.fromkeys(tag for each in text.split(",") if (tag := each.strip())))


def location_words(location: str) -> str:
    """Where a strap says it is worn."""
    return {
        "chest": tr("on the chest"),
        "wrist": tr("on the wrist"),
        "finger": tr("on a finger"),
        "hand": tr("on a hand"),
        "ear lobe": tr("on an ear lobe"),
        "foot": tr("on a foot"),
        "other": tr("elsewhere on the body"),
    }.get(location, location)


def recorded_words(opened: OpenedSession) -> str:
    """One sentence: the strap, its maker and firmware, and where it is worn."""
    facts = opened.strap_facts
    kind = " ".join(each for each in (facts.manufacturer, facts.model) if each and each != "simulated")
    firmware = tr("firmware {number}", number=facts.firmware) if facts.firmware else ""
    beside = ", ".join(each for each in (kind if kind != opened.strap else "", firmware) if each)
    if not opened.strap and not beside:
        return ""
    name = opened.strap or tr("a strap")
    said = tr("Recorded with {strap}", strap=f"{tr(name)} ({beside})" if beside else tr(name))
    if not facts.body_location:
        return f"{said}."
    return f"{said}, " + tr("worn {where} as it says.", where=location_words(facts.body_location))


class AboutCard(Card):
    """Kept beside the recording as soon as a field is left; the recording itself is never changed."""

    kept = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._path: Path | None = None
        self._side = Side()
        self.body.addWidget(label(tr("Note, tags and details"), "lead", wrap=True))
        self.notice = Notice()
        self.body.addWidget(self.notice)
        self.recorded = label("", "muted", wrap=True)
        self.body.addWidget(self.recorded)
        self.note = QPlainTextEdit()
        self.note.setTabChangesFocus(True)
        self.note.setFixedHeight(self.note.fontMetrics().lineSpacing() * _NOTE_LINES + 24)
        self.tags = QLineEdit()
        self.tags.setPlaceholderText(tr("morning, retreat"))
        self.posture = self._choice(posture_choices(), editable=True)
        self.kind = self._choice(kind_choices())
        self.details = {key: QLineEdit() for key in DETAILS}
        self._form = form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        form.setSpacing(8)
        self._row(form, tr("Note"), self.note)
        self._row(form, tr("Tags, with commas between them"), self.tags)
        self._row(form, tr("Posture"), self.posture)
        self._row(form, tr("Kind, where the recording does not say"), self.kind)
        for key, field in self.details.items():
            name, example = detail_words(key)
            field.setPlaceholderText(example)
            self._row(form, name, field)
        self.body.addLayout(form)
        self._watch()

    @staticmethod
    def _choice(choices: list[tuple[str, str]], editable: bool = False) -> QComboBox:
        box = QComboBox()
        box.setEditable(editable)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        for key, said in choices:
            box.addItem(said, key)
        return box

    @staticmethod
    def _row(form: QFormLayout, name: str, field: QWidget) -> None:
        said: QLabel = label(name, wrap=True)
        said.setBuddy(field)
        field.setAccessibleName(name)
        form.addRow(said, field)

    def _watch(self) -> None:
        for field in (self.tags, *self.details.values()):
            field.editingFinished.connect(self.keep)
        edit = self.posture.lineEdit()
        assert edit is not None
        edit.editingFinished.connect(self.keep)
        self.posture.activated.connect(lambda _: self.keep())
        self.kind.activated.connect(lambda _: self.keep())
        self.note.installEventFilter(self)

    def eventFilter(self, watched: object, event: object) -> bool:
        """Leaving the note keeps it."""
        from PySide6.QtCore import QEvent

        if watched is self.note and isinstance(event, QEvent) and event.type() == QEvent.Type.FocusOut:
            self.keep()
        return False

    def show_side(self, path: Path, side: Side) -> None:
        """What is kept of a session."""
        self._path, self._side = path, side
        large = look_in_use().scale >= LARGE_WORDS
        rows = QFormLayout.RowWrapPolicy
        self._form.setRowWrapPolicy(rows.WrapAllRows if large else rows.WrapLongRows)
        self.notice.say("")
        self.note.setPlainText(side.note)
        self.tags.setText(", ".join(side.tags))
        place = self.posture.findData(side.posture)
        self.posture.setCurrentIndex(max(0, place))
        if place < 0:
            self.posture.setEditText(side.posture)
        if (edit := self.posture.lineEdit()) is not None:
            edit.setCursorPosition(0)  # a long one shows its beginning
        self.kind.setCurrentIndex(max(0, self.kind.findData(side.kind)))
        for key, field in self.details.items():
            field.setText(side.details.get(key, ""))

    def show_strap(self, opened: OpenedSession) -> None:
        """What it was recorded with and where that is worn; the strap tells it, so that it cannot be changed here."""
        self.recorded.setText(recorded_words(opened))
        self.recorded.setVisible(bool(self.recorded.text()))

    @property
    def side(self) -> Side:
        """What the fields say."""
        said = self.posture.currentText().strip()
        posture = next((key for key, words in posture_choices() if words == said), said)
        details = {key: field.text().strip() for key, field in self.details.items()}
        return replace(
            self._side,
            note=self.note.toPlainText().strip(),
            tags=tags_in(self.tags.text()),
            posture=posture,
            kind=str(self.kind.currentData()),
            details={key: text for key, text in details.items() if text},
        )

    def keep(self) -> None:
        """Keep what was changed."""
        if self._path is None or self.side == self._side:
            return
        try:
            # labels may have been given meanwhile: only what stands here is ours
            changed = replace(self.side, labels=load_side(self._path).labels)
            save_side(self._path, changed)
        except (DeviceError, OSError) as error:
            self.notice.say(tr("This could not be kept: {reason}", reason=problem_words(error)))
            return
        self.notice.say("")
        self._side = changed
        self.kept.emit(changed)
