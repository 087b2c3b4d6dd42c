"""The phases of a session as a table of words and numbers, and the sentences that belong under it."""

from __future__ import annotations

from outbreath_app.flow.checkin import ALL_ITEMS
from outbreath_app.review.measures import MeasuredSession, PhaseMeasures
from outbreath_app.review.opened import OpenedSession
from outbreath_app.ui.practise.after.looking_back import SummaryView, measured_words, reason_sentence
from outbreath_app.ui.review.session.strip import phase_words
from outbreath_app.ui.words.i18n import DASH, clock_text, number, tr
from outbreath_signal.estimate import BreathSource

RELIABLE_PCT = 5.0


def phases_view(opened: OpenedSession, measured: MeasuredSession) -> SummaryView:
    """A row for each phase; reasons, and what the columns mean, below."""
    columns = (
        tr("Phase"),
        tr("Time"),
        tr("Pace"),
        tr("Breathing"),
        tr("Heart rate (bpm)"),
        tr("RMSSD (ms)"),
        tr("Heart swing, RSA (ms)"),
        tr("Quality"),
    )
    rows = tuple(_row(opened, phase) for phase in measured.phases)
    return SummaryView(columns, rows, tuple(_sentences(measured)))


def _row(opened: OpenedSession, phase: PhaseMeasures) -> tuple[str, ...]:
    return (
        phase_words(phase.span),
        clock_text(phase.seconds),
        pace_words(phase),
        _breathing(opened, phase),
        measured_words(phase.hr_bpm, decimals=1),
        measured_words(phase.rmssd_ms),
        measured_words(phase.rsa_ms),
        _quality(phase),
    )


def pace_words(phase: PhaseMeasures) -> str:
    """The pace asked for at the phase's end, and its share of in-breath to out-breath."""
    rate = phase.span.rate_per_min
    if rate is None:
        return tr("free")
    said = tr("{rate}/min", rate=number(rate, 1))
    if phase.inhale_share is None or not 0 < phase.inhale_share < 1:
        return said
    ratio = f"1:{number((1 - phase.inhale_share) / phase.inhale_share, 1)}"
    return f"{said}\n" + tr("in to out {ratio}", ratio=ratio)


def _breathing(opened: OpenedSession, phase: PhaseMeasures) -> str:
    if phase.typical_per_min is None:
        return tr("not known")
    said = tr("{rate}/min", rate=number(phase.typical_per_min, 1))
    if opened.breathing.source is BreathSource.RR:
        said = f"{said}*"
    if phase.followed is None:
        return said
    return f"{said}\n" + tr("{pct} % with the pacer", pct=number(phase.followed.pct))


def _quality(phase: PhaseMeasures) -> str:
    said = tr("{pct} % usable", pct=number(100 * phase.quality))
    return f"{said}\n" + tr("{pct} % corrected", pct=number(phase.corrected_pct, 1))


def _sentences(measured: MeasuredSession) -> list[str]:
    said = []
    for phase in measured.phases:
        name = phase_words(phase.span)
        if not phase.interpretable:
            said.append(tr("{phase}: its variability cannot be interpreted and is withheld.", phase=name))
        if phase.corrected_pct > RELIABLE_PCT:
            said.append(
                tr(
                    "{phase}: more than 5 % of the beats are doubtful; its numbers are unreliable.",
                    phase=name,
                )
            )
        said += [f"{name}: {reason_sentence(reason)}" for reason in phase.reasons]
    rates = {phase.span.rate_per_min for phase in measured.phases}
    if len(rates) > 1:
        said.append(
            tr(
                "RMSSD and RSA depend on how fast you breathe; compare them only between parts at the same pace."
            )
        )
    said.append(tr("Below each number: the range it lies in with 95 % confidence."))
    said.append(tr("* Read from the heartbeat itself, so it cannot say by itself whether RSA is right."))
    return said


def session_sentence(opened: OpenedSession, measured: MeasuredSession | None) -> str:
    """Beats, doubtful ones, and what they were recorded with."""
    labelling = opened.found if measured is None else measured.labelling
    said = tr("{minutes} min, {beats} beats, {pct} % of them doubtful", minutes=number(opened.end_s / 60, 1), beats=number(len(opened.source.beats)), pct=number(labelling.corrected_pct, 1))  # fmt: skip
    if opened.side.labels or (measured is not None and labelling is not opened.found):
        said += ", " + tr("some labelled by hand")
    return f"{said} · {tr(opened.strap)}" if opened.strap else said


def checkin_view(opened: OpenedSession) -> SummaryView | None:
    """The check-ins before and after, None where there were none."""
    before, after = opened.checkins.get("before", {}), opened.checkins.get("after", {})
    rows = tuple(
        (tr(item.text), _answer(before.get(key)), _answer(after.get(key)))
        for key, item in ALL_ITEMS.items()
        if key in before or key in after
    )
    return SummaryView((tr("From 0 to 10"), tr("Before"), tr("After")), rows) if rows else None


def _answer(value: int | None) -> str:
    return DASH if value is None else number(value)
