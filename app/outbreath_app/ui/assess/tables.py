"""The steps of an assessment and the published criteria as tables, each cell named for a screen reader."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from outbreath_app.assess.criteria import Criteria, Criterion, best_paces
from outbreath_app.assess.scoring import ScoredStep
from outbreath_app.ui.assess.words import criterion_words, pace_text, reasons_text
from outbreath_app.ui.looks.application_look import look_in_use
from outbreath_app.ui.parts.widgets import label
from outbreath_app.ui.practise.after.summary import LARGE_WORDS
from outbreath_app.ui.words.i18n import DASH, number, tr
from outbreath_signal.estimate import Adherence, BreathSource

_DECIMALS = {Criterion.PHASE: 0, Criterion.PEAK_TROUGH: 1, Criterion.SMOOTHNESS: 2}

# So short a text needs no second line; a label that may wrap is given less room than it needs.
SHORT_TEXT = 24
MOST_BESIDE = 4  # columns that fit beside one another in large text


def table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> QWidget:
    """Rows under their titles; the last column takes the room that is left. Many columns are read downwards in large text."""
    if len(columns) > MOST_BESIDE and look_in_use().scale >= LARGE_WORDS:
        return _downwards(columns, rows)
    made = QWidget()
    grid = QGridLayout(made)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(18)
    grid.setVerticalSpacing(6)
    last = len(columns) - 1
    for column, title in enumerate(columns):
        grid.addWidget(label(title, "small", wrap=True), 0, column)
    for index, row in enumerate(rows):
        for column, text in enumerate(row):
            cell = label(text, "body", wrap=column == last and len(text) > SHORT_TEXT)
            cell.setAccessibleName(f"{columns[column]}: {text}")
            grid.addWidget(cell, index + 1, column)
    grid.setColumnStretch(last, 1)
    return made


def _downwards(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> QWidget:
    """Each row as its first cell and, under it, what the other columns say."""
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(6)
    for row in rows:
        column.addWidget(label(f"{columns[0]}: {row[0]}", "lead", wrap=True))
        for title, text in zip(columns[1:], row[1:], strict=True):
            column.addWidget(label(f"{title}: {text}", wrap=True))
    return made


def steps_table(steps: Sequence[ScoredStep]) -> QWidget:
    """Every pace that was tried, and why it does not count where it does not."""
    columns = (tr("Pace"), tr("Heart swing, RSA (ms)"), tr("With the pacer"), tr("Used"))
    return table(columns, [_step_row(step) for step in steps])


def _step_row(step: ScoredStep) -> tuple[str, ...]:
    swing = DASH
    if step.accepted and step.rsa_ms is not None:
        swing = tr(
            "{value} ({low} to {high})",
            value=number(step.rsa_ms),
            low=number(step.low_ms),
            high=number(step.high_ms),
        )
    used = tr("yes") if step.accepted else tr("no: {reasons}", reasons=reasons_text(step.reasons))
    return pace_text(step.pace_per_min), swing, adherence_words(step), used


def adherence_words(step: ScoredStep) -> str:
    """Whether the pace was kept, and how that is known."""
    said = {
        Adherence.ON_PACE: tr("yes"),
        Adherence.OFF_PACE: tr("no"),
        Adherence.UNKNOWN: tr("not known"),
    }[step.adherence]
    if step.breath_source is BreathSource.RR or step.adherence is Adherence.UNKNOWN:
        return said
    return tr("{said}, measured", said=said)


def criteria_table(steps: Sequence[ScoredStep]) -> QWidget:
    """The six published criteria of the accepted paces, and under each where it is best."""
    known = [step.criteria for step in steps if step.accepted and step.criteria is not None]
    columns = (tr("Pace"), *(criterion_words(criterion) for criterion in Criterion))
    rows = [
        (pace_text(one.pace_per_min), *(_value(one, criterion) for criterion in Criterion)) for one in known
    ]
    return table(columns, [*rows, (tr("Best at"), *(_best(known, criterion) for criterion in Criterion))])


def _best(known: Sequence[Criteria], criterion: Criterion) -> str:
    best = best_paces(known, criterion)
    if criterion is Criterion.PHASE and not best:
        return tr("needs a belt")
    if len(best) > 1 and len(best) == len(known):
        return tr("all alike")
    return ", ".join(pace_text(pace) for pace in dict.fromkeys(best)) or DASH


def _value(one: Criteria, criterion: Criterion) -> str:
    return number(one.value(criterion), _DECIMALS.get(criterion, 0))
