"""What an assessment says to the person, in the language in use."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

from outbreath_app.assess.answer import Assessment
from outbreath_app.assess.conductor import Refused
from outbreath_app.assess.criteria import Criterion
from outbreath_app.assess.protocol import PaceStep, Protocol
from outbreath_app.catalogue.assessment_history import Comparison, Finding, PastAssessment
from outbreath_app.ui.words import i18n
from outbreath_app.ui.words.i18n import number, tr
from outbreath_app.ui.words.reasons import reason_words
from outbreath_signal.reasons import Reason
from outbreath_signal.rsa.resonance import FLAT_SPAN_PER_MIN


def pace_text(rate_per_min: float) -> str:
    """A pace without needless zeros: 6, 6.5, 6.75."""
    text = number(rate_per_min, 2)
    return text.rstrip("0").rstrip(".,") if "0" in text[-2:] else text


def protocol_name(protocol: Protocol) -> str:
    """A protocol in a word."""
    return {
        Protocol.ADAPTIVE: tr("Quick"),
        Protocol.STEPPED: tr("Stepped"),
        Protocol.SLIDING: tr("Sliding"),
    }[protocol]


def protocol_words(protocol: Protocol) -> tuple[str, str]:
    """Name and description of a protocol."""
    if protocol is Protocol.ADAPTIVE:
        return (
            tr("Quick, up to 10 minutes"),
            tr(
                "Three paces first, then always the one that will tell most, chosen from what your heart has done so far. "
                "No rests; about a minute at each pace."
            ),
        )
    if protocol is Protocol.SLIDING:
        return (
            tr("Sliding, 15 minutes"),
            tr(
                "One long stretch: each breath a little longer than the one before, from 6.75 to 4.25 a minute."
            ),
        )
    return (
        tr("Stepped, 18 minutes"),
        tr(
            "Five paces from 6.5 to 4.5 a minute, two minutes each, with two minutes of rest between them; "
            "one pace further when the heart swings widest at an end."
        ),
    )


def asks_words(protocol: Protocol) -> list[tuple[str, str]]:
    """What an assessment asks of the person, before it begins; each with its kind of writing."""
    name, about = protocol_words(protocol)
    return [
        (name + ". " + about, "body"),
        (
            tr(
                "Breathe with the pacer as well as is comfortable; sit still and quietly. It can be done with eyes closed: "
                "the breath has its sound, and a bell tells of each new part."
            ),
            "body",
        ),
        (tr("Space pauses, R does a part again, Esc stops; what was measured until then counts."), "muted"),
    ]


def step_words(step: PaceStep) -> tuple[str, str]:
    """A step's title, and the words shown and spoken as it begins."""
    if step.rate_per_min is None:
        return tr("Rest: breathe as you like"), tr("Rest. Breathe as you like.")
    if step.end_rate_per_min is not None:
        return tr("Slowly slower"), tr("Follow the pacer: each breath is a little longer. Breathe gently.")
    rate = pace_text(step.rate_per_min)
    return tr("{rate} a minute", rate=rate), tr("Now {rate} breaths a minute. Breathe gently.", rate=rate)


def reasons_text(reasons: tuple[Reason, ...]) -> str:
    """Reasons in one row."""
    return "; ".join(reason_words(reason) for reason in reasons)


def refused_words(refused: Refused) -> str:
    """That a step cannot be used, why, and what may be done."""
    said = tr(
        "The part at {rate} a minute cannot be used: {reasons}.",
        rate=pace_text(refused.pace_per_min),
        reasons=reasons_text(refused.reasons),
    )
    if refused.again:
        return said + " " + tr("It comes once more by itself.")
    return said + " " + tr("Press A to do it once more, or just go on.")


def answer_words(found: Assessment) -> str:
    """The answer in one sentence, never more than is known."""
    if found.resonance_per_min is not None:
        return tr(
            "Your heart swung widest near {pace} breaths a minute ({low} to {high} with 95 % confidence).",
            pace=number(found.resonance_per_min, 1),
            low=number(found.low_per_min, 1),
            high=number(found.high_per_min, 1),
        )
    if found.flat:
        low, high = (number(each) for each in FLAT_SPAN_PER_MIN)
        return tr("Flat: any pace from {low} to {high} a minute serves you as well.", low=low, high=high)
    return tr("Not enough good data to name a pace: repeat when you like.")


def meaning_words(found: Assessment) -> str:
    """What the answer is good for, in a sentence or two."""
    if found.resonance_per_min is not None:
        return tr(
            "Paces within the shaded range serve nearly as well. It is the pace of today; it can differ from day to day."
        )
    if found.flat:
        return tr("Your heart swung about as widely at every pace, so choose by what is comfortable.")
    return tr(
        "Sit still, let the strap sit snugly, breathe with the pacer, and it will tell more. Nothing is wrong with you."
    )


def day_text(one: PastAssessment) -> str:
    """The day of an assessment, where it was done."""
    return day_of(one.started_ns, one.zone_min)


def day_of(started_ns: int, zone_min: int) -> str:
    when = datetime.fromtimestamp(started_ns / 1e9, UTC).astimezone(timezone(timedelta(minutes=zone_min)))
    return i18n.day_text(when.date())


def short_answer(found: Assessment) -> str:
    """The answer in a list."""
    if found.resonance_per_min is not None:
        return tr(
            "{pace} a minute ({low} to {high})",
            pace=number(found.resonance_per_min, 1),
            low=number(found.low_per_min, 1),
            high=number(found.high_per_min, 1),
        )
    return tr("flat") if found.flat else tr("not enough good data")


def comparison_words(comparison: Comparison) -> str:
    """How this assessment stands to the one before it."""
    if comparison.finding is Finding.FIRST or comparison.before is None:
        return tr(
            "This is your first assessment here. One is a snapshot: a second on another day shows how steady it is."
        )
    day, then = day_text(comparison.before), short_answer(comparison.before.found)
    if comparison.difference_per_min is None:
        return tr("Earlier, on {day}: {then}. The two cannot be compared.", day=day, then=then)
    said = tr(
        "Earlier, on {day}: {then}. The difference is {value} a minute ({low} to {high}).",
        day=day,
        then=then,
        value=signed(comparison.difference_per_min),
        low=signed(comparison.low_per_min),
        high=signed(comparison.high_per_min),
    )
    if comparison.finding is Finding.CHANGED:
        return (
            said
            + " "
            + tr(
                "That is more than the uncertainty of both. Look again on another day before you change your pace."
            )
        )
    return said + " " + tr("That is within the uncertainty of both.")


def recheck_words(days: int) -> str:
    return tr(
        "Your last assessment was {weeks} weeks ago. A pace can shift; look again when you like.",
        weeks=number(days // 7),
    )


def signed(value: float | None) -> str:
    """A difference with its sign."""
    return ("+" if value is not None and value > 0 else "") + number(value, 1)


def criterion_words(criterion: Criterion) -> str:
    """A published criterion's name with its unit."""
    return {
        Criterion.PHASE: tr("Phase with the breath"),
        Criterion.PEAK_TROUGH: tr("Peak to trough (bpm)"),
        Criterion.LF: tr("LF power (ms²)"),
        Criterion.LF_PEAK: tr("LF peak (ms²/Hz)"),
        Criterion.SMOOTHNESS: tr("Smoothness (0 to 1)"),
        Criterion.LF_PEAKS: tr("Peaks in LF"),
    }[criterion]
