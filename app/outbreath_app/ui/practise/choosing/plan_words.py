"""A session that is about to be, in words: what it is about, its parts, its pace and its pauses."""

from __future__ import annotations

from outbreath_app.flow.pauses import Pauses
from outbreath_app.flow.personal import PersonalPace
from outbreath_app.flow.plan import Plan
from outbreath_app.pacing import Pace, Pacer
from outbreath_app.practices import Flow, PhaseKind
from outbreath_app.settings import Settings
from outbreath_app.ui.parts.drawings import BarPart
from outbreath_app.ui.words.i18n import number, tr


def flow_words(flow: Flow) -> str:
    """What a practice is about, in a word or two."""
    words = {
        Flow.BREATHING: tr("Breathing"),
        Flow.ATTENTION: tr("Attention"),
        Flow.COMPASSIONATE_SELF: tr("Compassionate self"),
        Flow.TO_OTHERS: tr("Compassion to others"),
        Flow.FROM_OTHERS: tr("Compassion from others"),
        Flow.TO_SELF: tr("Compassion to oneself"),
        Flow.ACTION: tr("Wise action"),
        Flow.GROUNDING: tr("Grounding"),
        Flow.REST: tr("Rest"),
    }
    return words[flow]


def length_words(seconds: float | None) -> str:
    """How long a part lasts: 30 s, 3.5 min, open."""
    if seconds is None:
        return tr("open")
    if seconds < 60:
        return tr("{seconds} s", seconds=number(seconds))
    return tr("{minutes} min", minutes=number(seconds / 60, 0 if seconds % 60 < 3 else 1))


def steps_words(plan: Plan) -> str:
    """The parts of a session on one line: Settle 1 min, Practice 8 min, and so on."""
    return ", ".join(f"{step.title} {length_words(step.seconds)}" for step in plan.steps)


def bar_parts(plan: Plan) -> list[BarPart]:
    """The parts of a session for drawing; an open one is drawn as long as all the others, or ten minutes."""
    known = sum(step.seconds for step in plan.steps if step.seconds is not None)
    lengths = [max(known, 600.0) if step.seconds is None else step.seconds for step in plan.steps]
    whole = sum(lengths)
    return [
        BarPart(step.title, length_words(step.seconds), length / whole, step.pace is not None)
        for step, length in zip(plan.steps, lengths, strict=True)
    ]


def practised_pace(plan: Plan, settings: Settings) -> Pace | None:
    """The pace of the practice itself as this person will have it, None when nothing is paced."""
    person = PersonalPace(settings.own_rate_per_min, settings.ease_in)
    for step in plan.steps:
        if step.pace is not None and step.kind in (PhaseKind.PRACTICE, PhaseKind.STEP):
            return person.paced(Pacer(), 0, step).pace_at(0)
    return None


def pace_words(plan: Plan, settings: Settings) -> str:
    """The pace of the practice itself, empty when nothing is paced."""
    pace = practised_pace(plan, settings)
    if pace is None or pace.pattern is None:
        return ""
    shape, period_s = pace.pattern, 60.0 / pace.end_rate_per_min
    parts = [tr("in {seconds} s", seconds=number(shape.in_share * period_s, 1))]
    if shape.hold_in_share:
        parts.append(tr("pause {seconds} s", seconds=number(shape.hold_in_share * period_s, 1)))
    parts.append(tr("out {seconds} s", seconds=number(shape.out_share * period_s, 1)))
    if shape.hold_out_share:
        parts.append(tr("pause {seconds} s", seconds=number(shape.hold_out_share * period_s, 1)))
    said = tr("{rate} breaths a minute", rate=number(pace.end_rate_per_min, 1))
    said = ", ".join([said, *parts]) + "."
    if pace.to_rate_per_min is not None:
        said += " " + tr("It begins quicker, nearer to your own breathing, and slows little by little.")
    return said


def pauses_words(pauses: Pauses) -> str:
    """What turning the pauses on would do."""
    after_in, after_out = number(pauses.after_in_s, 1), number(pauses.after_out_s, 1)
    if not pauses.after_out_s:
        return tr("With a pause of {seconds} s after breathing in", seconds=after_in)
    if not pauses.after_in_s:
        return tr("With a pause of {seconds} s after breathing out", seconds=after_out)
    return tr(
        "With pauses: {after_in} s after breathing in, {after_out} s after breathing out",
        after_in=after_in,
        after_out=after_out,
    )
