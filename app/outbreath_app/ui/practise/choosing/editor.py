"""Making a practice of one's own: its words and pace on one page, or the whole of it as text, with every problem named."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QFormLayout,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from outbreath_app.practices import Flow, Library, PaceSpec, PhaseKind, Practice, PracticeError, Prompt
from outbreath_app.practices.draft import Draft
from outbreath_app.ui.looks.drawing_look import Look
from outbreath_app.ui.parts.foot import Foot, ways_on
from outbreath_app.ui.parts.widgets import Card, Notice, Page, button, label
from outbreath_app.ui.practise.choosing.pace_editor import PaceEditor
from outbreath_app.ui.practise.choosing.page import MINUTES
from outbreath_app.ui.practise.choosing.plan_words import flow_words
from outbreath_app.ui.words.i18n import number, tr
from outbreath_app.ui.words.reasons import problem_words


class EditorPage(Page):
    """One practice. `saved` gives its key; leaving without saving asks nothing and loses only this draft."""

    saved = Signal(str)
    back_wanted = Signal()

    def __init__(self, library: Library, practice: Practice, look: Look) -> None:
        super().__init__(tr("A practice of your own"), widest=860)
        self._library = library
        self.draft = Draft.copy_of(practice)
        self._filling = False
        self.notice = Notice()
        self.name, self.about = QLineEdit(), QPlainTextEdit()
        self.flow, self.minutes = QComboBox(), QComboBox()
        self.prompts, self.text = QPlainTextEdit(), QPlainTextEdit()
        self.pace = PaceEditor(look, self._spec)
        self.views = QStackedWidget()
        self.save = button(tr("Save"), "main", "Ctrl+S")
        self.as_text = button(tr("Edit as text"))
        self.share = button(tr("Share as a file…"))
        self.take = button(tr("Take in a file…"))
        self.back = button(tr("Back"), "quiet", "Esc")
        self._build()
        self._connect()
        self._fill()

    @property
    def _index(self) -> int:
        """The part the page edits: the practice itself."""
        kinds = [phase.kind for phase in self.draft.practice.phases]
        return kinds.index(PhaseKind.PRACTICE) if PhaseKind.PRACTICE in kinds else 0

    @property
    def _spec(self) -> PaceSpec:
        return self.draft.practice.phases[self._index].pace or PaceSpec.named("soothing_rhythm")

    def _build(self) -> None:
        self.body.addWidget(self.notice)
        for flow in Flow:
            self.flow.addItem(flow_words(flow), str(flow))
        for minutes in MINUTES:
            self.minutes.addItem(tr("{minutes} min", minutes=number(minutes)), float(minutes))
        words = Card()
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(10)
        for title, control in (
            (tr("Name"), self.name),
            (tr("What it is"), self.about),
            (tr("About"), self.flow),
            (tr("Usual length"), self.minutes),
            (tr("Words, one line after the other"), self.prompts),
        ):
            control.setAccessibleName(title)
            named = label(title, wrap=True)
            named.setBuddy(control)
            form.addRow(named, control)
        line = self.fontMetrics().lineSpacing()
        self.about.setFixedHeight(4 * line)
        self.prompts.setFixedHeight(9 * line)
        for box in (self.about, self.prompts, self.text):
            box.setTabChangesFocus(True)
        words.body.addLayout(form)
        simple = QWidget()
        column = QVBoxLayout(simple)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        column.addWidget(words)
        column.addWidget(self.pace)
        column.addStretch(1)
        self.text.setAccessibleName(tr("The practice as text (TOML)"))
        self.text.setMinimumHeight(18 * line)
        self.text.setProperty("role", "code")
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.WidgetWidth)
        self._simple = simple
        self.views.addWidget(simple)
        self.views.addWidget(self.text)
        self._fit_view()
        self.body.addWidget(self.views, 1)
        self.body.addWidget(
            Foot(self, ways_on((self.save, self.as_text, self.share, self.take), self.back)).place
        )
        self.body.addStretch(1)

    def _connect(self) -> None:
        self.name.textEdited.connect(lambda text: self._change(lambda p: replace(p, title=text)))
        self.about.textChanged.connect(
            lambda: self._change(lambda p: replace(p, about=self.about.toPlainText()))
        )
        self.flow.activated.connect(
            lambda _: self._change(lambda p: replace(p, flow=Flow(self.flow.currentData())))
        )
        self.minutes.activated.connect(
            lambda _: self._change(lambda p: replace(p, minutes=self.minutes.currentData()))
        )
        self.prompts.textChanged.connect(self._on_prompts)
        self.pace.changed.connect(self._on_pace)
        self.save.clicked.connect(self._on_save)
        self.as_text.clicked.connect(self._on_as_text)
        self.share.clicked.connect(self._on_share)
        self.take.clicked.connect(self._on_take)
        self.back.clicked.connect(self.back_wanted)
        for keys, does in (
            ("Ctrl+S", self._on_save),
            ("Ctrl+Z", self._on_undo),
            ("Ctrl+Shift+Z", self._on_redo),
        ):
            QShortcut(QKeySequence(keys), self, activated=does)  # type: ignore[call-overload]

    def _fill(self) -> None:
        """Put the draft into the controls."""
        self._filling = True
        practice = self.draft.practice
        if self.name.text() != practice.title:
            self.name.setText(practice.title)
        self.about.setPlainText(practice.about)
        self.flow.setCurrentIndex(self.flow.findData(str(practice.flow)))
        self.minutes.setCurrentIndex(max(0, self.minutes.findData(practice.minutes)))
        self.prompts.setPlainText("\n".join(prompt.text for prompt in practice.phases[self._index].prompts))
        self.pace.show_spec(self._spec)
        self.text.setPlainText(self.draft.toml)
        self._filling = False

    @property
    def _texting(self) -> bool:
        return self.views.currentWidget() is self.text

    def _fit_view(self) -> None:
        """Only what is shown asks for height: the text scrolls by itself, and the buttons stay in sight."""
        for view in (self._simple, self.text):
            shown = view is self.views.currentWidget()
            policy = QSizePolicy.Policy.Preferred if shown else QSizePolicy.Policy.Ignored
            view.setSizePolicy(QSizePolicy.Policy.Preferred, policy)
        self.body.setStretchFactor(self.views, 1000 if self._texting else 0)  # the text fills a tall window

    # --- changes ---

    def _change(self, how: Callable[[Practice], Practice]) -> None:
        if not self._filling:
            self.draft.become(how(self.draft.practice))

    def _on_prompts(self) -> None:
        if self._filling:
            return
        lines = [line.strip() for line in self.prompts.toPlainText().splitlines() if line.strip()]
        old = self.draft.practice.phases[self._index].prompts
        if len(lines) == len(old):
            made = tuple(replace(was, text=text) for was, text in zip(old, lines, strict=True))
        else:
            made = tuple(Prompt(round(0.9 * i / max(1, len(lines)), 3), text) for i, text in enumerate(lines))
        self.draft.set_prompts(self._index, made)

    def _on_pace(self, spec: PaceSpec) -> None:
        self.draft.set_phase(self._index, replace(self.draft.practice.phases[self._index], pace=spec))

    def _on_undo(self) -> None:
        self.draft.undo()
        self._fill()

    def _on_redo(self) -> None:
        self.draft.redo()
        self._fill()

    def _take_text(self) -> bool:
        """Read the text back; its problems are said by line."""
        try:
            self.draft.become_toml(self.text.toPlainText())
        except PracticeError as error:
            self.notice.say(problem_words(error))
            return False
        self.notice.say("")
        return True

    def _on_as_text(self) -> None:
        if self._texting:
            if not self._take_text():
                return
            self.views.setCurrentIndex(0)
        else:
            self.views.setCurrentIndex(1)
        self._fit_view()
        self._fill()
        text = tr("Edit on the page") if self._texting else tr("Edit as text")
        self.as_text.setText(text)
        self.as_text.setAccessibleName(text)

    # --- keeping and sharing ---

    def _on_save(self) -> None:
        if self._texting and not self._take_text():
            return
        if not self.draft.practice.title.strip():
            self.notice.say(tr("A practice needs a name."))
            self.name.setFocus()
            return
        try:
            self._library.save(self.draft.practice)
        except PracticeError as error:
            self.notice.say(problem_words(error))
            return
        self.draft.saved()
        self.saved.emit(self.draft.practice.key)

    def _on_share(self) -> None:
        if self._texting and not self._take_text():
            return
        name, _ = QFileDialog.getSaveFileName(self, tr("Share as a file…"), f"{self.draft.practice.key}.toml")
        if name:
            self.share_to(Path(name))

    def share_to(self, path: Path) -> None:
        """Write the practice to a file for somebody else."""
        try:
            path.write_text(self.draft.toml, encoding="utf-8")
        except (OSError, PracticeError) as error:
            self.notice.say(problem_words(error))
            return
        self.notice.say(tr("Written to {name}.", name=path.name))

    def _on_take(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, tr("Take in a file…"), "", "*.toml")
        if name:
            self.take_in(Path(name))

    def take_in(self, path: Path) -> None:
        """Add a practice somebody shared; what is wrong with it is said line by line."""
        try:
            practice = self._library.add(path)
        except PracticeError as error:
            self.notice.say(problem_words(error))
            return
        self.saved.emit(practice.key)

    def show_moment(self, now_ns: int) -> None:
        """Move the preview."""
        self.pace.show_moment(now_ns)
