"""One beat at a time: chosen, told in words, and labelled by hand with undo and redo."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget

from outbreath_app.review.opened import OpenedSession
from outbreath_app.storage.relabelling import Relabelling
from outbreath_app.summaries.hand_labels import relabelled
from outbreath_app.ui.parts.flowing import FlowLayout
from outbreath_app.ui.parts.widgets import Card, button, label
from outbreath_app.ui.words.i18n import clock_text, number, tr
from outbreath_app.ui.words.reasons import problem_words
from outbreath_devices.errors import DeviceError
from outbreath_signal.artifacts.labelling import Labelling
from outbreath_signal.labels import Label


def label_words(given: Label) -> str:
    """A label in the person's language."""
    match given:
        case Label.NORMAL:
            return tr("sound beat")
        case Label.MISSED:
            return tr("missed beat")
        case Label.EXTRA:
            return tr("extra beat")
        case Label.ECTOPIC:
            return tr("early or late beat")
        case Label.MISALIGNED:
            return tr("misplaced beat")
        case Label.GAP:
            return tr("after a gap")
        case Label.NOISE:
            return tr("noise")


class BeatBar(Card):
    """Says which beat is chosen and what it is taken for. The raw beats are never touched."""

    chosen_changed = Signal(int)
    labels_changed = Signal(object)
    problem = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._opened: OpenedSession | None = None
        self._hand: Relabelling | None = None
        self._labelling: Labelling | None = None
        self.chosen = 0
        self.told = label("", "body", wrap=True)
        self.choice = QComboBox()
        self.choice.setAccessibleName(tr("Label of the chosen beat"))
        for each in Label:
            self.choice.addItem(label_words(each), int(each))
        self.before, self.after = button(tr("Beat before")), button(tr("Next beat"))
        self.next_doubtful = button(tr("Next doubtful beat"), shortcut="D")
        self.undo, self.redo = button(tr("Undo"), shortcut="Ctrl+Z"), button(tr("Redo"), shortcut="Ctrl+Y")
        row = FlowLayout()
        for widget in self.controls:
            row.addWidget(widget)
        self.body.addWidget(self.told)
        self.body.addLayout(row)
        self.before.clicked.connect(lambda: self.choose(self.chosen - 1))
        self.after.clicked.connect(lambda: self.choose(self.chosen + 1))
        self.next_doubtful.clicked.connect(self.choose_doubtful)
        self.choice.activated.connect(lambda _: self.give(Label(self.choice.currentData())))
        self.undo.clicked.connect(self.take_back)
        self.redo.clicked.connect(self.do_again)

    @property
    def controls(self) -> tuple[QWidget, ...]:
        return (self.before, self.after, self.next_doubtful, self.choice, self.undo, self.redo)

    def show_session(self, path: Path, opened: OpenedSession) -> None:
        """The beats of a session and the labels kept beside it. Raises DeviceError."""
        self._opened, self._hand = opened, Relabelling(path)
        self.chosen = 0
        self._follow()

    @property
    def labels(self) -> dict[int, Label]:
        """What was given by hand."""
        return dict(self._hand.labels) if self._hand is not None else {}

    def choose(self, index: int) -> None:
        """Choose one beat and tell it in words."""
        if self._opened is None:
            return
        self.chosen = min(max(0, index), len(self._opened.source.beats) - 1)
        self._tell()
        self.chosen_changed.emit(self.chosen)

    def choose_doubtful(self) -> None:
        """The next beat that is not used, from the beginning again after the last."""
        if self._labelling is None:
            return
        places = np.flatnonzero(~self._labelling.accepted)
        if not len(places):
            self.told.setText(tr("No beat is doubtful."))
            return
        later = places[places > self.chosen]
        self.choose(int(later[0] if len(later) else places[0]))

    def give(self, given: Label) -> None:
        """Label the chosen beat; what was found by itself needs no label by hand."""
        if self._opened is None or self._hand is None:
            return
        same = int(self._opened.found.codes[self.chosen]) == int(given)
        self._change(lambda hand: hand.give(self.chosen, None if same else given))

    def take_back(self) -> None:
        self._change(lambda hand: hand.undo())

    def do_again(self) -> None:
        self._change(lambda hand: hand.redo())

    def _change(self, does: object) -> None:
        if self._hand is None:
            return
        assert callable(does)
        before = dict(self._hand.labels)
        try:
            does(self._hand)
        except (DeviceError, OSError) as error:
            self.problem.emit(tr("This could not be kept: {reason}", reason=problem_words(error)))
        self._follow()
        if self.labels != before:
            self.labels_changed.emit(self.labels)

    def _follow(self) -> None:
        assert self._opened is not None
        assert self._hand is not None
        self._labelling = relabelled(self._opened.found, self.labels)
        self.undo.setEnabled(self._hand.can_undo)
        self.redo.setEnabled(self._hand.can_redo)
        self._tell()

    def _tell(self) -> None:
        if self._opened is None or self._labelling is None:
            return
        i, beats = self.chosen, self._opened.source.beats
        given = Label(int(self._labelling.codes[i]))
        self.choice.setCurrentIndex(self.choice.findData(int(given)))
        said = tr("Beat {n} at {time}: {rr} ms, {label}", n=number(i + 1), time=clock_text(float(beats.t_s[i])), rr=number(float(beats.rr_ms[i])), label=label_words(given))  # fmt: skip
        if i in self.labels:
            said += " " + tr("(labelled by hand)")
        elif given is Label.NORMAL and not self._labelling.accepted[i]:
            said += " " + tr("(not used: it stands beside a doubtful one)")
        self.told.setText(said)
        self.told.setAccessibleName(said)
