"""The kind look back at the end of a session: what was practised, what was measured, and how sure it is."""

from __future__ import annotations

from html import escape
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from outbreath_app.flow.plan import Plan
from outbreath_app.flow.view import FlowView
from outbreath_app.summaries.of_session import SummaryReader
from outbreath_app.ui.looks.application_look import look_in_use
from outbreath_app.ui.parts.disc import OrbMark
from outbreath_app.ui.parts.widgets import Card, label
from outbreath_app.ui.practise.after.checkin_change import CheckinChanges
from outbreath_app.ui.practise.after.last_page import LastPage
from outbreath_app.ui.practise.after.looking_back import SummaryView, look_back, view_of
from outbreath_app.ui.words.i18n import clock_text, tr

LARGE_WORDS = 1.75  # text scale from which a table is read downwards


class SummaryTable(QWidget):
    """A row for each part of a session, then sentences; a line to read while they are being made."""

    def __init__(self) -> None:
        super().__init__()
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(8)
        self._inner: QWidget | None = None
        self.wait()

    def wait(self) -> None:
        """Say that the numbers are being made."""
        self.waiting = True
        self.say(tr("Looking back at the session…"))

    def say(self, text: str) -> None:
        """One line in place of a table."""
        self._replace([label(text, "muted", wrap=True)])

    def show_summary(self, summary: SummaryView) -> None:
        """The table and what goes with it."""
        self.waiting = False
        parts: list[QWidget] = [label(summary.lead, "lead", wrap=True)] if summary.lead else []
        if summary.rows:
            parts.append(_stack_of(summary) if look_in_use().scale >= LARGE_WORDS else _grid_of(summary))
        parts += [label(text, "muted", wrap=True) for text in summary.sentences]
        if summary.answered:
            parts.append(CheckinChanges(summary.answered))
        self._replace(parts)

    def _replace(self, parts: list[QWidget]) -> None:
        if self._inner is not None:
            self.body.removeWidget(self._inner)
            self._inner.hide()
            self._inner.deleteLater()
        self._inner = QWidget()
        column = QVBoxLayout(self._inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for part in parts:
            column.addWidget(part)
        self.body.addWidget(self._inner)


def _grid_of(summary: SummaryView) -> QWidget:
    """The rows; each cell is named by its column for a screen reader."""
    made = QWidget()
    grid = QGridLayout(made)
    grid.setContentsMargins(0, 8, 0, 8)
    grid.setHorizontalSpacing(18)
    grid.setVerticalSpacing(8)
    for column, title in enumerate(summary.columns):
        grid.addWidget(label(title, "small", wrap=True), 0, column)
    for index, row in enumerate(summary.rows):
        rule = QFrame()
        rule.setObjectName("rule")
        rule.setFixedHeight(1)
        grid.addWidget(rule, 2 * index + 1, 0, 1, len(summary.columns))
        for column, text in enumerate(row):
            cell = _cell(text, wrap=column == 0)
            cell.setAccessibleName(f"{summary.columns[column]}: {text}")
            grid.addWidget(cell, 2 * index + 2, column, Qt.AlignmentFlag.AlignTop)
    for column in range(len(summary.columns)):
        grid.setColumnStretch(column, 2 if column == 0 else 1)  # a wide window parts no name from its numbers
    return made


def _stack_of(summary: SummaryView) -> QWidget:
    """The rows under one another, for words too large for columns: each part, and under it what its columns say."""
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(6)
    for row in summary.rows:
        rule = QFrame()
        rule.setObjectName("rule")
        rule.setFixedHeight(1)
        column.addWidget(rule)
        column.addWidget(label(row[0], "lead", wrap=True))
        for title, text in zip(summary.columns[1:], row[1:], strict=True):
            value, _, interval = text.partition("\n")
            said = f"{title}: {value}" + (f" ({interval})" if interval else "")
            column.addWidget(label(said, wrap=True))
    return made


def _cell(text: str, wrap: bool) -> QLabel:
    """A value with its interval small beneath it."""
    value, _, interval = text.partition("\n")
    if not interval:
        return label(text, "body", wrap=wrap)
    made = label("", "body")
    made.setTextFormat(Qt.TextFormat.RichText)
    made.setText(f"{escape(value)}<br><small>{escape(interval)}</small>")
    return made


class SummaryPage(LastPage):
    """Shows at once what is known, and the numbers when the recording has ended and been read."""

    def __init__(self, plan: Plan, path: Path | None, reader: SummaryReader | None = None) -> None:
        """reader: has followed the session, so that an hour of it need not be worked through again."""
        super().__init__(tr("Thank you for practising"), widest=980, centred=True)
        self._path, self._reader = path, reader
        self.practised = label("", "lead", wrap=True)
        at = self.body.indexOf(self.title)
        self.body.removeWidget(self.title)
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(self.title)
        words.addWidget(self.practised)
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(OrbMark(3.6, most_px=120))
        head.addLayout(words, 1)
        self.body.insertLayout(at, head)
        self.card = Card()
        self.table = SummaryTable()
        self.card.body.addWidget(self.table)
        self.body.addWidget(self.card)
        self.add_note(lines=4)
        self.done.setProperty("large", True)
        self.add_foot()
        self.body.addStretch(3)
        self._title = tr(plan.title)

    def follow(self, view: FlowView) -> None:
        """What was practised and for how long."""
        self.practised.setText(
            tr("{title}: {time} practised.", title=self._title, time=clock_text(view.elapsed_s))
        )
        self.look_back_soon(self._look_back)

    def _look_back(self) -> None:
        reader = self._reader
        read = look_back if reader is None else lambda _: view_of(reader.summary())
        self.read_beside(self._path, read, self.show_summary, self._show_problem)

    def show_summary(self, summary: SummaryView) -> None:
        """The numbers are there."""
        self.shown = True
        self.table.show_summary(summary)

    def _show_problem(self, text: str) -> None:
        self.shown = True
        self.table.say(text)
