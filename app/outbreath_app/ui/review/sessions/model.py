"""The sessions as a table for a view: thousands of rows, each put into words only when it is seen."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from outbreath_app.catalogue.sessions import SessionRow
from outbreath_app.ui.parts.plain_text import letters
from outbreath_app.ui.review.sessions.session_words import Names, began, day_words, kind_words
from outbreath_app.ui.words.i18n import DASH, number, tr

KIND, USABLE, WHOSE = 2, 4, 5
FEW_ROWS = 500
NUMBERS = (3, 4)  # they stand at the right, under their titles
Index = QModelIndex | QPersistentModelIndex


class Order(StrEnum):
    """How the sessions may be put in order."""

    NEWEST = "newest"
    OLDEST = "oldest"
    LONGEST = "longest"
    BEST = "best"
    PRACTICE = "practice"


def order_words(order: Order) -> str:
    match order:
        case Order.NEWEST:
            return tr("Newest first")
        case Order.OLDEST:
            return tr("Oldest first")
        case Order.LONGEST:
            return tr("Longest first")
        case Order.BEST:
            return tr("Best quality first")
        case Order.PRACTICE:
            return tr("By practice")


_KEYS: dict[Order, tuple[Callable[[SessionRow], Any], bool]] = {
    Order.NEWEST: (lambda row: row.started_ns, True),
    Order.OLDEST: (lambda row: row.started_ns, False),
    Order.LONGEST: (lambda row: row.duration_s, True),
    Order.BEST: (lambda row: row.quality, True),
}


@dataclass(frozen=True, slots=True)
class Filter:
    """What is wanted; empty and None let everything pass. words: each must occur somewhere in a session's words."""

    words: str = ""
    practice: str = ""
    kind: str = ""
    tag: str = ""
    since: date | None = None

    def passes(self, row: SessionRow, said: Callable[[SessionRow], str]) -> bool:
        """Whether a session is wanted; said: what a search looks through."""
        if self.practice and row.practice != self.practice:
            return False
        if self.kind and row.kind != self.kind:
            return False
        if self.tag and self.tag not in row.tags:
            return False
        if self.since is not None and (row.started_ns <= 0 or began(row).date() < self.since):
            return False
        return not self.words or all(word in said(row) for word in self.words.casefold().split())


def words_of(row: SessionRow, names: Names) -> str:
    """What a search looks through."""
    parts = (
        names.session(row),
        row.practice,
        row.kind,
        kind_words(row.kind),
        day_words(row),
        row.note,
        *row.tags,
    )
    return " ".join(parts).casefold()


def search_words(rows: Sequence[SessionRow], names: Names, people: Mapping[str, str]) -> dict[str, str]:
    """What a search looks through, by session: a quarter of a second for ten thousand."""
    return {row.id: f"{words_of(row, names)} {people.get(row.person, '').casefold()}" for row in rows}


class SessionsModel(QAbstractTableModel):
    """Rows that pass the filter, in the order wanted."""

    def __init__(self, names: Names) -> None:
        super().__init__()
        self._names = names
        self._all: Sequence[SessionRow] = ()
        self._shown: list[SessionRow] = []
        self._people: Mapping[str, str] = {}
        self._words: dict[str, str] = {}
        self._filter, self._order = Filter(), Order.NEWEST
        self._brief = False

    @property
    def rows(self) -> Sequence[SessionRow]:
        """All sessions, whether they pass or not."""
        return self._all

    def set_rows(self, rows: Sequence[SessionRow], people: Mapping[str, str] | None = None) -> None:
        """people: names by id, for the column that says whose a session is."""
        self._all = rows
        self._people = people or {}
        self._words.clear()
        self._arrange()

    def set_brief(self, brief: bool) -> None:
        """Whether the first column says the whole row in two lines."""
        if brief != self._brief:
            self._brief = brief
            self.layoutChanged.emit()

    def set_filter(self, wanted: Filter) -> None:
        self._filter = wanted
        self._arrange()

    def set_order(self, order: Order) -> None:
        self._order = order
        self._arrange()

    def _arrange(self) -> None:
        key, reverse = _KEYS.get(self._order, (lambda row: self._names.session(row).casefold(), False))
        self.beginResetModel()
        shown = (row for row in self._all if self._filter.passes(row, self._said))
        self._shown = sorted(shown, key=key, reverse=reverse)
        self.endResetModel()

    def _said(self, row: SessionRow) -> str:
        if row.id not in self._words:
            self._words |= search_words((row,), self._names, self._people)
        return self._words[row.id]

    @property
    def searchable(self) -> bool:
        """Whether a search is quick: each row's words are at hand, or there are few rows."""
        return len(self._words) >= len(self._all) or len(self._all) <= FEW_ROWS

    def set_words(self, rows: Sequence[SessionRow], words: dict[str, str]) -> None:
        """What a search looks through, made beside the window; forgotten when the rows are others by now."""
        if rows is self._all:
            self._words = words

    def row(self, index: int) -> SessionRow | None:
        return self._shown[index] if 0 <= index < len(self._shown) else None

    def place_of(self, identity: str) -> int:
        """Where a session stands, -1 when it does not."""
        return next((i for i, row in enumerate(self._shown) if row.id == identity), -1)

    def _cell(self, row: SessionRow, column: int) -> str:
        if self._brief and column == 0:
            return brief_words(row, self._names)
        if column == WHOSE:
            return self._people.get(row.person, "") or tr("Myself")
        return cell(row, column, self._names)

    # --- Qt ---

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(columns())

    def headerData(self, section: int, way: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if way is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return columns()[section]
        if role == Qt.ItemDataRole.TextAlignmentRole and section in NUMBERS:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.row(index.row())
        if row is None:
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._cell(row, index.column())
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{columns()[index.column()]}: {self._cell(row, index.column())}"
            case Qt.ItemDataRole.ToolTipRole:
                said = (", ".join(row.tags), row.note, row.damage, row.problem)
                return letters("\n".join(text for text in said if text)) or None
            case Qt.ItemDataRole.TextAlignmentRole if index.column() in NUMBERS:
                return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None


def columns() -> tuple[str, ...]:
    return (
        tr("Day"),
        tr("Practice"),
        tr("Kind"),
        tr("Minutes"),
        tr("Usable"),
        tr("Person"),
        tr("Tags and note"),
    )


def brief_words(row: SessionRow, names: Names) -> str:
    """A session in two lines, for words too large for columns."""
    minutes = tr("{minutes} min", minutes=number(row.duration_s / 60, 1))
    usable = row.problem or tr("{pct} % usable", pct=number(100 * row.quality))
    return f"{day_words(row)}, {minutes}\n{names.session(row)}, {usable}"


def cell(row: SessionRow, column: int, names: Names) -> str:
    """One cell's words."""
    match column:
        case 0:
            return day_words(row)
        case 1:
            return names.session(row)
        case 2:
            return kind_words(row.kind)
        case 3:
            return number(row.duration_s / 60, 1)
        case 4:
            return DASH if row.problem else f"{number(100 * row.quality)} %"
    said = ", ".join(row.tags)
    note = row.note.replace("\n", " ")
    return f"{said} · {note}" if said and note else said or note or row.problem
