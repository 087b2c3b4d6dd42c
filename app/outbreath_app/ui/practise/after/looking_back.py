"""The summary of a recording as words and numbers to show."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from outbreath_app.assess.answer import Assessment
from outbreath_app.assess.reading import assess_recording
from outbreath_app.flow.checkin import ALL_ITEMS
from outbreath_app.review.logged import open_logged
from outbreath_app.summaries.of_session import Change, Measured, PartSummary, SessionSummary, summarise
from outbreath_app.ui.assess.words import answer_words
from outbreath_app.ui.trainer.readings import sentence
from outbreath_app.ui.words.i18n import DASH, clock_text, number, tr
from outbreath_app.ui.words.reasons import problem_words, reason_words
from outbreath_devices.errors import DeviceError
from outbreath_devices.recording.reader import read_recording
from outbreath_signal.reasons import Reason

MOSTLY_PCT = 50.0


@dataclass(frozen=True, slots=True)
class Answered:
    """One item of the check-in with its answers before and after (0 to 10)."""

    item: str
    before: int
    after: int

    @property
    def words(self) -> str:
        return tr(
            "{item}: {before} before, {after} after",
            item=self.item,
            before=str(self.before),
            after=str(self.after),
        )


@dataclass(frozen=True, slots=True)
class SummaryView:
    """A line to read first, a table with its column titles, sentences under it, and what was answered twice."""

    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    sentences: tuple[str, ...] = ()
    lead: str = ""
    answered: tuple[Answered, ...] = ()


def look_back(path: Path) -> SummaryView:
    """What a recording says about its session; a sentence when it cannot be read."""
    try:
        lines = read_recording(path).lines
        view = view_of(summarise(lines))
        assessed = any(str(line.get("practice", "")).startswith("assess") for line in lines)
        return with_assessment(view, assess_recording(open_logged(str(path)))) if assessed else view
    except DeviceError as error:
        return SummaryView(sentences=(problem_words(error),))


def with_assessment(view: SummaryView, found: Assessment) -> SummaryView:
    """The answer of an assessment before everything else."""
    return replace(
        view,
        lead=answer_words(found),
        sentences=(*map(reason_sentence, found.reasons), *view.sentences),
    )


def reason_sentence(reason: Reason) -> str:
    return sentence(reason_words(reason)) + "."


def view_of(summary: SessionSummary) -> SummaryView:
    """The table and the sentences. Whether the pacer was followed stands before what depends on it."""
    columns = (
        tr("Part"),
        tr("Time"),
        tr("With the pacer"),
        tr("Heart swing, RSA (ms)"),
        tr("Heart rate (bpm)"),
        tr("RMSSD (ms)"),
        tr("Usable"),
    )
    heart = any(part.beats for part in summary.parts)
    if not heart:
        said = (tr("No heart was measured in this session."), *_of_the_person(summary))
        return SummaryView(sentences=said, answered=_answered(summary))
    rows = tuple(_row(part) for part in summary.parts)
    return SummaryView(columns, rows, tuple(_sentences(summary)), _lead(summary), _answered(summary))


def _lead(summary: SessionSummary) -> str:
    """What the practice itself showed, in one kind sentence; empty when the data support none."""
    paced = [part for part in summary.parts if part.rate_per_min is not None]
    for part in reversed(paced):
        found = part.rsa_ms
        if found is not None and found.low is not None and found.high is not None:
            return tr(
                "In “{part}” your heart swung with each breath by about {value} ms ({low} to {high}).",
                part=part.title,
                value=number(found.value),
                low=number(found.low),
                high=number(found.high),
            )
    if paced and paced[-1].followed_pct is not None and paced[-1].followed_pct < MOSTLY_PCT:
        return tr(
            "In “{part}” your breath mostly went its own way. That happens, and it is no matter.",
            part=paced[-1].title,
        )
    return ""


def _row(part: PartSummary) -> tuple[str, ...]:
    return (
        part.title,
        clock_text(part.seconds),
        _followed(part),
        measured_words(part.rsa_ms),
        measured_words(part.hr_bpm, decimals=1),
        measured_words(part.rmssd_ms),
        DASH if part.usable_pct is None else f"{number(part.usable_pct)} %",
    )


def _followed(part: PartSummary) -> str:
    if part.rate_per_min is None:
        return tr("free")
    return tr("not known") if part.followed_pct is None else f"{number(part.followed_pct)} %"


def measured_words(measured: Measured | None, decimals: int = 0) -> str:
    """The value and under it its interval; a dash where there is none."""
    if measured is None:
        return DASH
    value = number(measured.value, decimals)
    low, high = measured.low, measured.high
    if low is None or high is None:
        return value
    return f"{value}\n" + tr("{low} to {high}", low=number(low, decimals), high=number(high, decimals))


def _sentences(summary: SessionSummary) -> list[str]:
    said = [change_words(change) for change in summary.changes]
    if any(part.followed_pct is None and part.rate_per_min is not None for part in summary.parts):
        said.append(
            tr(
                "How closely the breathing followed the pacer is not known, so read the swing with that in mind."
            )
        )
    if any(not part.interpretable for part in summary.parts):
        said.append(tr("In a part marked – the beats were too irregular for these numbers to mean anything."))
    rates = {part.rate_per_min for part in summary.parts}
    if len(rates) > 1:
        said.append(
            tr(
                "RMSSD and RSA depend on how fast you breathe; compare them only between parts at the same pace."
            )
        )
    said += _of_the_person(summary)
    said.append(tr("Below each number: the range it lies in with 95 % confidence."))
    return said


def _of_the_person(summary: SessionSummary) -> list[str]:
    """What the person said in the session."""
    if not summary.discomfort:
        return []
    return [tr("You felt unwell and the pacer stopped. Listening to that is part of the practice.")]


def _answered(summary: SessionSummary) -> tuple[Answered, ...]:
    """The items answered both before and after, in the order they were asked in."""
    order = list(ALL_ITEMS)
    found = []
    for key in sorted(summary.checkin, key=lambda key: order.index(key) if key in order else len(order)):
        before, after = summary.checkin[key]
        if before is not None and after is not None:
            item = ALL_ITEMS.get(key)
            found.append(Answered(tr(item.text) if item is not None else key, before, after))
    return tuple(found)


def change_words(change: Change) -> str:
    """The change with its interval, and no more than that."""
    words = tr(
        "Heart rate from “{before}” to “{after}”: {value} ({low} to {high}) beats a minute.",
        before=change.before,
        after=change.after,
        value=_signed(change.value),
        low=_signed(change.low),
        high=_signed(change.high),
    )
    if change.low <= 0 <= change.high:
        words += " " + tr("That is too little to be told apart from none.")
    return words


def _signed(value: float) -> str:
    shown = round(value, 1) + 0.0  # no minus before a nought
    return ("+" if shown > 0 else "") + number(shown, 1)
