"""The table of sessions: columns as wide as their words; with large text in a narrow window each row is read downwards."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from outbreath_app.catalogue.sessions import SessionRow
from outbreath_app.ui.review.sessions.model import KIND, USABLE, WHOSE, SessionsModel, columns
from outbreath_app.ui.review.sessions.session_words import Names, day_words, kind_words
from outbreath_app.ui.words.i18n import tr

_LINES, _LINES_BRIEF = 12, 14  # high at least
_NARROW_EMS = 56  # below it the kind goes
_BRIEF_EMS = 30  # below it a row is two lines in one column
_NOTE_EMS = 9  # kept for the tags and note
_MOST_ROWS = 200  # looked at for the width of the practices' names


class SessionsTable(QTableView):
    """Shows a model of sessions; `fit` lays its columns out for the room there is."""

    def __init__(self, model: SessionsModel, names: Names) -> None:
        super().__init__()
        self._sessions, self._names = model, names
        self.brief = False
        self.setModel(model)
        self.setAccessibleName(tr("Sessions"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setAlternatingRowColors(True)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        across = self.horizontalHeader()
        across.setStretchLastSection(True)
        across.setHighlightSections(False)
        across.setTextElideMode(Qt.TextElideMode.ElideRight)
        across.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

    def fit(self, everyone: bool, people: Mapping[str, str]) -> None:
        """everyone: whose a session is has a column; people: names by id."""
        line = self.fontMetrics().height()
        self.brief = brief = self.width() < _BRIEF_EMS * line
        narrow = self.width() < _NARROW_EMS * line
        self._sessions.set_brief(brief)
        self.setWordWrap(brief)  # else only the first of two lines is drawn
        for column in range(1, len(columns())):
            gone = brief or (column == KIND and narrow) or (column == WHOSE and not everyone)
            gone = gone or (column == USABLE and narrow and everyone)
            self.setColumnHidden(column, gone)
        self.horizontalHeader().setVisible(not brief)
        gap, words = round((1.1 if narrow else 1.8) * line), self._words(narrow, people)
        shown = [column for column in range(len(words)) if not self.isColumnHidden(column)]
        spare = self.viewport().width() - sum(words[column] + gap for column in shown) - _NOTE_EMS * line
        words[1] = min(self._widest(self._names.session), words[1] + max(0, spare))
        for column, width in enumerate(words):
            self.setColumnWidth(column, width + gap)
        self.verticalHeader().setDefaultSectionSize(round(2.8 * line) if brief else line + 12)
        self.setMinimumHeight(line * (_LINES_BRIEF if brief else _LINES))

    def _words(self, narrow: bool, people: Mapping[str, str]) -> list[int]:
        """How wide the words of each column but the last are."""
        across = self.fontMetrics().horizontalAdvance
        titles = [across(title) for title in columns()]
        roof, roof_of_names = (across("m" * count) for count in ((11, 6) if narrow else (26, 14)))
        practice = self._widest(self._names.session)
        names = max((across(name) for name in people.values()), default=0)
        words = [
            self._widest(day_words), min(practice, roof), across(kind_words("assessment")),
            across("000.0"), across("100 %"), min(names, roof_of_names),
        ]  # fmt: skip
        return [max(word, title) for word, title in zip(words, titles, strict=False)]

    def _widest(self, words: Callable[[SessionRow], str]) -> int:
        """How wide the widest of a column's words is."""
        across, rows = self.fontMetrics().horizontalAdvance, self._sessions.rows[:_MOST_ROWS]
        return max((across(each) for each in {words(row) for row in rows}), default=0)
