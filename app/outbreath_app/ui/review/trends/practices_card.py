"""A person's practices beside one another: a bar with its interval for each pair, and the finding in plain words."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from outbreath_app.trends.practices import MIN_DAYS, PairFound, PracticesCompared
from outbreath_app.ui.looks.drawing_look import Look
from outbreath_app.ui.parts.widgets import Card, label
from outbreath_app.ui.practise.after.summary import LARGE_WORDS
from outbreath_app.ui.review.sessions.session_words import Names
from outbreath_app.ui.words.i18n import number, tr
from outbreath_app.words.codes import AppWhy

MOST_PAIRS = 12
_LEAST_LN = 0.2


class PairBar(QWidget):
    """No difference as an upright line, the difference as a dot, its interval as a bar; all bars of a card share a scale."""

    def __init__(self, look: Look, pair: PairFound, reach_ln: float) -> None:
        super().__init__()
        self._look, self._pair, self._reach_ln = look, pair, reach_ln
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(200, round(1.8 * self.fontMetrics().lineSpacing()))

    def minimumSizeHint(self) -> QSize:
        return QSize(90, self.sizeHint().height())

    def set_look(self, look: Look) -> None:
        self._look = look
        self.update()

    def _x(self, ln: float) -> float:
        room = self.width() / 2 - 8
        return self.width() / 2 + room * min(max(ln / self._reach_ln, -1.0), 1.0)

    def paintEvent(self, event: QPaintEvent) -> None:
        pair = self._pair
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = self.height() / 2
        painter.setPen(QPen(self._look.colour("muted"), 1.4))
        painter.drawLine(QPointF(self._x(0), 0), QPointF(self._x(0), self.height()))
        if pair.difference is not None and pair.low is not None and pair.high is not None:
            size = 4.5 * min(self._look.scale, 1.6)
            painter.setPen(QPen(self._look.colour("accent"), 2.2))
            low, high = self._x(pair.low), self._x(pair.high)
            painter.drawLine(QPointF(low, middle), QPointF(high, middle))
            for x in (low, high):
                painter.drawLine(QPointF(x, middle - size), QPointF(x, middle + size))
            painter.setBrush(self._look.colour("accent"))
            painter.drawEllipse(QPointF(self._x(pair.difference), middle), size, size)
        painter.end()


class PracticesCard(Card):
    """Shows what it is given. Nothing is said below five days of two practices."""

    def __init__(self, look: Look, names: Names) -> None:
        super().__init__()
        self._look, self._names = look, names
        self._inner: QWidget | None = None
        self._bars: list[PairBar] = []
        self.body.addWidget(label(tr("Practices beside one another"), "lead", wrap=True))
        self.lead = label("", "muted", wrap=True)
        self.body.addWidget(self.lead)
        self.notes = label("", "small", wrap=True)
        self.body.addWidget(self.notes)

    def set_look(self, look: Look) -> None:
        self._look = look
        for bar in self._bars:
            bar.set_look(look)

    def show_compared(self, found: PracticesCompared) -> None:
        """The pairs, those with a difference first, and what may be said of them."""
        pairs = sorted(found.pairs, key=_rank)[:MOST_PAIRS]
        self._replace(pairs)
        self.lead.setText(lead_words(found))
        self.notes.setText(" ".join(note_words(found, self._names, len(pairs))))
        self.notes.setVisible(bool(self.notes.text()))

    def _replace(self, pairs: Sequence[PairFound]) -> None:
        if self._inner is not None:
            self.body.removeWidget(self._inner)
            self._inner.hide()
            self._inner.deleteLater()
        self._inner = QWidget()
        self._bars = []
        grid = QGridLayout(self._inner)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(6)
        ends = [abs(end) for pair in pairs for end in (pair.low, pair.high) if end is not None]
        reach = max([_LEAST_LN, *ends])
        under = self._look.scale >= LARGE_WORDS
        for row, pair in enumerate(pairs):
            words = pair_words(pair, self._names)
            bar = PairBar(self._look, pair, reach)
            bar.setAccessibleName(words)
            self._bars.append(bar)
            said = label(words, wrap=True)
            grid.addWidget(said, 2 * row, 0)
            grid.addWidget(bar, 2 * row + under, 0 if under else 1)
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 0 if under else 2)
        self.body.insertWidget(2, self._inner)
        self._inner.setVisible(bool(pairs))


def _rank(pair: PairFound) -> tuple[int, float]:
    """Differences first, then intervals that hold none, then pairs that cannot be compared."""
    if pair.difference is None:
        return 2, 0.0
    return (0 if pair.verdict in ("more", "less") else 1), -abs(pair.difference)


def pair_words(pair: PairFound, names: Names) -> str:
    """One pair in a sentence."""
    first, second = names.practice(pair.first), names.practice(pair.second)
    if pair.difference is None or pair.low is None or pair.high is None:
        if pair.reason is not None and pair.reason.kind is AppWhy.DIFFERENT_RATES:
            return tr("{first} and {second}: breathed at different rates, so not compared.", first=first, second=second)  # fmt: skip
        return tr("{first} and {second}: done at different times, so not compared.", first=first, second=second)  # fmt: skip
    mid, low, high = (_percent(each) for each in (pair.difference, pair.low, pair.high))
    values = {"first": first, "second": second, "pct": mid, "low": low, "high": high}
    if pair.verdict == "more":
        return tr("{second} went with more swing than {first}: {pct} % ({low} to {high} %).", **values)
    if pair.verdict == "less":
        return tr("{second} went with less swing than {first}: {pct} % ({low} to {high} %).", **values)
    return tr("{second} and {first}: no difference beyond what these sessions can tell, {pct} % ({low} to {high} %).", **values)  # fmt: skip


def _percent(ln: float) -> str:
    pct = 100 * math.expm1(ln)
    return ("+" if pct > 0 else "") + number(pct, 1 if 0 < abs(pct) < 1 else 0)


def lead_words(found: PracticesCompared) -> str:
    """What is compared, or what is needed."""
    if not found.pairs:
        return tr("From {days} days of each of two paced practices on, their heart swing is held against each other here.", days=number(MIN_DAYS))  # fmt: skip
    return tr("Heart swing (RSA) during practice, at an equal breathing rate and with change over time taken out.")  # fmt: skip


def note_words(found: PracticesCompared, names: Names, shown: int) -> list[str]:
    """The small print: how sure, how many, what is missing, and what it does not mean."""
    said = []
    if found.pairs:
        said.append(tr("Dot and bar: the difference and its interval; the upright line: no difference, to its left less swing, to its right more."))  # fmt: skip
        many = tr("The intervals hold for all {count} pairs together with 95 % confidence.", count=number(len(found.pairs)))  # fmt: skip
        said.append(many if len(found.pairs) > 1 else tr("The interval holds with 95 % confidence."))
        if shown < len(found.pairs):
            said.append(tr("{shown} of them are shown.", shown=number(shown)))
        said.append(tr("Less swing is not less good: sensing suffering often lowers it, and a practice can do good that the heart does not show."))  # fmt: skip
    for key, days in found.few[:4]:
        said.append(tr("{practice}: {days} of {needed} days so far.", practice=names.practice(key), days=number(days), needed=number(MIN_DAYS)))  # fmt: skip
    return said
