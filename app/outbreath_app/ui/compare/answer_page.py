"""What a comparison found: the answer in a sentence, drawn with its interval, and every step with whether it counts."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QGridLayout, QWidget

from outbreath_app.compare.reading import compare_recording
from outbreath_app.compare.scoring import Comparison
from outbreath_app.flow.view import FlowView
from outbreath_app.review.logged import open_logged
from outbreath_app.ui.compare.interval import IntervalView
from outbreath_app.ui.compare.words import answer_words, order_words, said, way_times, way_title
from outbreath_app.ui.looks.drawing_look import Look
from outbreath_app.ui.parts.widgets import Card, label
from outbreath_app.ui.practise.after.last_page import LastPage
from outbreath_app.ui.words.i18n import DASH, number, tr


def _read(path: Path) -> Comparison:
    return compare_recording(open_logged(str(path)))


class ComparisonPage(LastPage):
    """Waits for the recording to be read, then shows the answer. noted: a note may be written."""

    def __init__(self, look: Look, path: Path | None, noted: bool = True) -> None:
        super().__init__(tr("Two ways of breathing, compared"), widest=980)
        self._look, self._path = look, path
        self.card = Card()
        self.lead = label(tr("Looking back at the session…"), "lead", wrap=True)
        self.card.body.addWidget(self.lead)
        self.body.addWidget(self.card)
        if noted:
            self.add_note()
        self.add_foot()
        self.body.addStretch(1)

    def follow(self, view: FlowView) -> None:
        """The session is over."""
        self.look_back_soon(self.read)

    def read(self) -> None:
        """Read and score the recording beside the window."""
        self.read_beside(self._path, _read, self.show_found, self._show_problem)

    def _show_problem(self, text: str) -> None:
        self.shown = True
        self.lead.setText(text)

    def show_found(self, found: Comparison) -> None:
        """The answer is there."""
        self.shown = True
        self.lead.setText(answer_words(found))
        body = self.card.body
        if found.pairs:
            body.addWidget(IntervalView(self._look, found))
            body.addWidget(label(tr("Small rings: each pair of steps. Dot and bar: the mean and its 95 % interval."), "small", wrap=True))  # fmt: skip
        design = found.experiment
        rate = design.rate_per_min
        lines = [
            tr("A: {way}, {times}.", way=way_title(design.a), times=way_times(design.a, rate)),
            tr("B: {way}, {times}.", way=way_title(design.b), times=way_times(design.b, rate)),
            tr(
                "{rate} breaths a minute in both; order {order}, drawn by lot.",
                rate=number(rate, 1),
                order=order_words(design),
            ),
            *(said(reason) for reason in found.reasons),
            tr(
                "More or less swing is a measurement, not a success. What is comfortable counts as much, and it can differ "
                "from day to day."
            ),
        ]
        for text in lines:
            body.addWidget(label(text, "muted", wrap=True))
        steps = Card()
        steps.body.addWidget(label(tr("The steps"), "lead"))
        steps.body.addWidget(_grid_of(found))
        self.body.insertWidget(self.body.indexOf(self.card) + 1, steps)


def _grid_of(found: Comparison) -> QWidget:
    """A row for each step; each cell is named by its column for a screen reader."""
    made = QWidget()
    grid = QGridLayout(made)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(18)
    columns = (tr("Step"), tr("Way"), tr("Heart swing, RSA (ms)"), tr("Counts"))
    rows = [columns]
    for step in found.steps:
        one = step.scored
        swing = DASH
        if one.rsa_ms is not None and one.accepted:
            between = tr("{low} to {high}", low=number(one.low_ms), high=number(one.high_ms))
            swing = f"{number(one.rsa_ms)} ({between})"
        counts = tr("yes") if one.accepted else " ".join(said(reason) for reason in one.reasons)
        rows.append((number(step.place + 1), step.letter, swing, counts))
    for place, row in enumerate(rows):
        for column, text in enumerate(row):
            cell = label(text, "body" if place else "small", wrap=column == 3)
            if place:
                cell.setAccessibleName(f"{columns[column]}: {text}")
            grid.addWidget(cell, place, column)
    grid.setColumnStretch(3, 1)
    return made
