"""The report of one session, from the same measures as the window shows."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import numpy as np

from outbreath_app.catalogue.sessions import SessionRow
from outbreath_app.flow.checkin import ALL_ITEMS
from outbreath_app.reports.methods import DETAIL_WORDS, methods_paragraph, pace_text
from outbreath_app.reports.model import Bars, Line, Plot, Report, Table, thinned
from outbreath_app.review.measures import MeasuredSession, PhaseMeasures, measure_session
from outbreath_app.review.opened import OpenedSession, open_session
from outbreath_app.summaries.of_session import Measured
from outbreath_app.words.language import reason_text, reasons_text
from outbreath_signal.artifacts.labelling import UNRELIABLE_PCT
from outbreath_signal.estimate import BreathSource

_MOST_MARKS, _MOST_ROWS, _MOST_NOTES = 12, 24, 12
_LONGEST_NOTE = 3000
_SHORT_SOURCES = {
    BreathSource.ACCELEROMETER: "the strap's motion",
    BreathSource.ECG: "the ECG",
    BreathSource.RR: "the R-R intervals",
    BreathSource.PACER: "the pacer",
}
_KINDS = {"practice": "Practice", "rest": "Rest", "assessment": "Assessment"}


def session_report(row: SessionRow, person: str = "") -> Report:
    """One session. Raises DeviceError when its file cannot be read or holds no beats."""
    opened = open_session(row.path)
    measured = measure_session(opened, opened.side.labels)
    assessed = _assessed(opened) if opened.assessed else None
    lead, plots, tables = assessed if assessed is not None else ("", (), ())
    return Report(
        title=f"{_KINDS.get(row.kind, 'Session')}: {_practice(row)}"
        if row.practice
        else _KINDS.get(row.kind, "Session"),
        facts=_facts(row, opened, measured, person),
        plots=(*plots, *_plots(opened, measured)),
        tables=(*tables, _phases(measured, opened), *_checkin(opened), *_marks(opened)),
        notes=tuple(_notes(row, opened, measured)),
        methods=methods_paragraph(row, opened, measured),
        lead=lead,
    )


def _practice(row: SessionRow) -> str:
    if row.practice.startswith("assess"):
        return "looking for a resonance pace"
    return row.practice.replace("-", " ").replace("_", " ")


def _facts(
    row: SessionRow, opened: OpenedSession, measured: MeasuredSession, person: str
) -> tuple[tuple[str, str], ...]:
    details = tuple(
        (DETAIL_WORDS[key].capitalize(), text)
        for key, text in opened.side.details.items()
        if key in DETAIL_WORDS
    )
    return (
        ("Person", person or "-"),
        ("Started", _when(row)),
        ("Duration", f"{opened.end_s / 60:.1f} min"),
        ("Posture", opened.side.posture or "not recorded"),
        *details,
        ("Recorded with", f"{opened.strap[:60] or '-'} ({row.source_format})"),
        ("Worn", opened.strap_facts.body_location[:60] or "-"),
        ("Beats", f"{len(opened.source.beats)}, {measured.labelling.corrected_pct:.1f} % doubtful"),
        ("Usable", f"{100 * row.quality:.0f} % of the time"),
        ("Breathing from", _SHORT_SOURCES[opened.breathing.source]),
    )


# --- plots ---


def _plots(opened: OpenedSession, measured: MeasuredSession) -> tuple[Plot, ...]:
    shaded = tuple(
        (span.start_s / 60, span.end_s / 60, span.title or span.name) for span in opened.spans if span.name
    )
    beats, labelling = opened.source.beats, measured.labelling
    rr = np.where(labelling.accepted, beats.rr_ms, np.nan)
    rr = np.where(beats.joined | (np.arange(len(rr)) == 0), rr, np.nan)
    x, y = thinned(np.asarray(beats.t_s / 60, dtype=np.float64), np.asarray(rr, dtype=np.float64))
    plots = [Plot("R-R intervals, accepted beats", "min", "ms", x, y, shaded=shaded)]
    breaths = measured.breaths
    if len(breaths.end_s):
        step = max(1, -(-len(breaths.end_s) // 500))
        at = np.asarray(breaths.end_s[::step] / 60, dtype=np.float64)
        mean, low, high = breaths.mean_ms[::step], breaths.low_ms[::step], breaths.high_ms[::step]
        known = np.isfinite(low)
        apart = np.diff(breaths.phase[::step], prepend=breaths.phase[:1]) != 0
        plots.append(
            Plot(
                "RSA of each breath", "min", "ms", at, breaths.rsa_ms[::step], joined=False, shaded=shaded,
                line=Line(at, np.where(apart, np.nan, mean)), bars=Bars(at[known], low[known], high[known]),
                caption="Dots: breaths. Line: mean of nine, with its 95 % interval behind.", lowest=0.0,
            )
        )  # fmt: skip
    return tuple(plots)


def _assessed(opened: OpenedSession) -> tuple[str, tuple[Plot, ...], tuple[Table, ...]]:
    """The answer of an assessment, its curve and its steps."""
    from outbreath_app.assess.reading import assess_recording

    found = assess_recording(opened.source)
    scored = [step for step in found.steps if step.rsa_ms is not None]
    x = np.array([step.pace_per_min for step in scored], dtype=np.float64)
    known = [step for step in scored if step.low_ms is not None and step.high_ms is not None]
    bars = Bars(
        np.array([step.pace_per_min for step in known], dtype=np.float64),
        np.array([step.low_ms for step in known], dtype=np.float64),
        np.array([step.high_ms for step in known], dtype=np.float64),
    )
    line = None if found.fit is None else Line(found.fit.curve_per_min, found.fit.curve_ms)
    plot = Plot(
        "RSA at each pace", "breaths a minute", "ms", x, np.array([step.rsa_ms for step in scored], dtype=np.float64),
        joined=False, line=line, bars=bars, caption="Dots: paces with their 95 % interval. Line: the fitted curve.",
    )  # fmt: skip
    header = ("Pace /min", "Start min", "RSA ms (95 %)", "Breaths", "With pacer", "Doubtful %", "Counted")
    rows = tuple(
        (
            f"{step.pace_per_min:g}",
            f"{step.start_s / 60:.1f}",
            _interval(step.rsa_ms, step.low_ms, step.high_ms),
            str(step.breaths),
            str(step.adherence),
            f"{step.corrected_pct:.1f}",
            "yes" if step.accepted else "no: " + reasons_text(step.reasons),
        )
        for step in found.steps[:_MOST_ROWS]
    )
    more = [f"{len(found.steps) - _MOST_ROWS} more are not listed"] if len(found.steps) > _MOST_ROWS else []
    note = "; ".join([*map(reason_text, found.reasons), *more])
    plots = (plot,) if scored else ()
    lead = f"Found ({found.protocol} protocol): {found.sentence}"
    lead += ", 95 % interval in brackets." if found.resonance_per_min is not None else ""
    return lead, plots, (Table("Paces tried", header, rows, note + "." if note else ""),)


# --- tables ---

_PHASE_HEADER = (
    "Phase", "min", "Pace\n/min", "Breaths\n/min", "With\npacer", "HR\nbpm", "RMSSD\nms", "RSA\nms", "Usable\n%", "Doubtful\n%"
)  # fmt: skip


def _phases(measured: MeasuredSession, opened: OpenedSession) -> Table:
    rows = tuple(_phase_row(phase, opened) for phase in measured.phases[:_MOST_ROWS])
    more = len(measured.phases) - len(rows)
    note = (
        (f"And {more} more. " if more > 0 else "")
        + "Under the values: 95 % intervals."
        + (
            " *: read from the R-R intervals themselves."
            if opened.breathing.source is BreathSource.RR
            else ""
        )
    )
    return Table("Phases", _PHASE_HEADER, rows, note)


def _phase_row(phase: PhaseMeasures, opened: OpenedSession) -> tuple[str, ...]:
    star = "*" if opened.breathing.source is BreathSource.RR else ""
    told = phase.typical_per_min
    return (
        phase.span.title or phase.span.name or "whole recording",
        f"{phase.seconds / 60:.1f}",
        "own" if phase.span.rate_per_min is None else pace_text(phase).replace(" (", "\n").rstrip(")"),
        "-" if told is None else f"{told:.1f}{star}",
        "-" if phase.followed is None else f"{phase.followed.pct:.0f} %",
        _measured(phase.hr_bpm),
        _measured(phase.rmssd_ms),
        _measured(phase.rsa_ms),
        f"{100 * phase.quality:.0f}",
        f"{phase.corrected_pct:.1f}",
    )


def _measured(value: Measured | None) -> str:
    """The value, and its interval under it."""
    return (
        "-"
        if value is None
        else _interval(value.value, value.low, value.high).replace(" (", "\n").rstrip(")")
    )


def _interval(value: float | None, low: float | None, high: float | None) -> str:
    if value is None:
        return "-"
    if low is None or high is None:
        return f"{value:.0f}"
    return f"{value:.0f} ({low:.0f} to {high:.0f})"


def _checkin(opened: OpenedSession) -> tuple[Table, ...]:
    before, after = opened.checkins.get("before", {}), opened.checkins.get("after", {})
    rows = tuple(
        (ALL_ITEMS[key].text, str(before.get(key, "-")), str(after.get(key, "-")))
        for key in ALL_ITEMS
        if key in before or key in after
    )
    title = "Check-in, 0 to 10 (the program's own items, not validated)"
    return (Table(title, ("Item", "before", "after"), rows),) if rows else ()


def _marks(opened: OpenedSession) -> tuple[Table, ...]:
    rows = tuple((f"{mark.at_s / 60:.1f}", mark.kind, mark.text) for mark in opened.marks[:_MOST_MARKS])
    more = len(opened.marks) - len(rows)
    note = f"And {more} more." if more > 0 else ""
    return (Table("Marks and notes made meanwhile", ("min", "", ""), rows, note),) if rows else ()


def _notes(row: SessionRow, opened: OpenedSession, measured: MeasuredSession) -> list[str]:
    """Footnotes: what lowers the trust in the numbers, and the person's own note."""
    notes = [row.damage] if row.damage else []
    if measured.labelling.corrected_pct > UNRELIABLE_PCT:
        notes.append(
            f"{measured.labelling.corrected_pct:.1f} % of the beats are doubtful: more than {UNRELIABLE_PCT:g} %, the numbers are unreliable."
        )
    for phase in measured.phases[:_MOST_NOTES]:
        name = phase.span.title or phase.span.name
        if not phase.interpretable:
            why = reasons_text(phase.reasons) or "this rhythm cannot be interpreted"
            notes.append(f"{name}: variability is withheld: {why}.")
        elif phase.corrected_pct > UNRELIABLE_PCT:
            notes.append(
                f"{name}: {phase.corrected_pct:.1f} % of its beats are doubtful; its numbers are unreliable."
            )
    breaks = int(np.count_nonzero(~opened.source.beats.joined[1:]))
    if breaks:
        notes.append(
            f"The recording has {breaks} {'break' if breaks == 1 else 'breaks'}; nothing is computed across one."
        )
    if opened.side.note:
        notes.append(f"Note: {opened.side.note[:_LONGEST_NOTE]}")
    return notes


def _when(row: SessionRow) -> str:
    if row.started_ns <= 0:
        return "not recorded"
    at = datetime.fromtimestamp(row.started_ns / 1e9, UTC).astimezone(
        timezone(timedelta(minutes=row.zone_min))
    )
    return f"{at.day} {at:%b %Y, %H:%M} UTC{at:%z}"
