"""Ways of breathing and what a comparison found, in the person's language."""

from __future__ import annotations

from outbreath_app.compare.experiment import REST_S, WAYS, Experiment, Way, experiment_of
from outbreath_app.compare.scoring import Comparison, Verdict
from outbreath_app.flow.plan import Plan
from outbreath_app.trends.over_time import ComparedVisit
from outbreath_app.ui.words.i18n import clock_text, day_text, number, tr
from outbreath_app.ui.words.reasons import reason_words
from outbreath_signal.reasons import Reason


def way_title(way: Way) -> str:
    """A way's name."""
    words = {
        "even": tr("In and out alike"),
        "longer_out": tr("Out longer, 4 to 6"),
        "twice_out": tr("Out twice as long"),
        "longer_in": tr("In longer, 6 to 4"),
        "pause_out": tr("A pause after the out-breath"),
        "pause_in": tr("A pause after the in-breath"),
        "square": tr("Four equal parts with both pauses"),
    }
    return words.get(way.key, way.title)


def way_times(way: Way, rate_per_min: float) -> str:
    """The times of its breath: in 5 s, out 5 s."""
    period_s, shape = 60.0 / rate_per_min, way.shape
    parts = [tr("in {seconds} s", seconds=number(shape.in_share * period_s, 1))]
    if shape.hold_in_share:
        parts.append(tr("pause {seconds} s", seconds=number(shape.hold_in_share * period_s, 1)))
    parts.append(tr("out {seconds} s", seconds=number(shape.out_share * period_s, 1)))
    if shape.hold_out_share:
        parts.append(tr("pause {seconds} s", seconds=number(shape.hold_out_share * period_s, 1)))
    return ", ".join(parts)


def order_words(experiment: Experiment) -> str:
    """The order of the steps, letter by letter."""
    return " ".join(experiment.order)


def asks_words(plan: Plan) -> list[tuple[str, str]]:
    """What the comparison will ask, before it begins; each line with its kind of writing."""
    experiment = experiment_of(plan.details)
    if experiment is None:
        return []
    a, b, rate = experiment.a, experiment.b, experiment.rate_per_min
    return [
        (tr("A: {way}, {times}.", way=way_title(a), times=way_times(a, rate)), "body"),
        (tr("B: {way}, {times}.", way=way_title(b), times=way_times(b, rate)), "body"),
        (
            tr(
                "{steps} steps of {seconds} s in the order {order}, {rest} s of rest between them, {time} in all. "
                "The words tell you which way it is now; breathe it as the pacer shows. A pair that cannot be used comes once "
                "more at the end.",
                steps=number(len(experiment.order)),
                seconds=number(experiment.step_s),
                order=order_words(experiment),
                rest=number(REST_S),
                time=clock_text(experiment.seconds),
            ),
            "muted",
        ),
    ]


def answer_words(found: Comparison) -> str:
    """The answer in one sentence, never more than is known."""
    pct = found.percent
    if pct is None:
        return tr("Not enough data to compare the two ways: repeat when you like.")
    a, b = (way_title(way) for way in (found.experiment.a, found.experiment.b))
    values = {"a": a, "b": b, "pct": signed(pct[0]), "low": signed(pct[1]), "high": signed(pct[2])}
    if found.verdict is Verdict.MORE:
        return tr("Your heart swung more with “{b}” than with “{a}”: {pct} % ({low} to {high} % with 95 % confidence).", **values)  # fmt: skip
    if found.verdict is Verdict.LESS:
        return tr("Your heart swung less with “{b}” than with “{a}”: {pct} % ({low} to {high} % with 95 % confidence).", **values)  # fmt: skip
    return tr("No difference beyond what this measurement can tell between “{b}” and “{a}”: {pct} % ({low} to {high} % with 95 % confidence).", **values)  # fmt: skip


def past_words(visit: ComparedVisit) -> str:
    """An earlier comparison on one line."""
    first, second = (
        way_title(WAYS[key]) if key in WAYS else title
        for key, title in ((visit.first_key, visit.first), (visit.second_key, visit.second))
    )
    said = f"{day_text(visit.day)}   " + tr("“{b}” beside “{a}”", a=first, b=second)
    if visit.difference_pct is None or visit.low_pct is None or visit.high_pct is None:
        return f"{said}   " + tr("not enough data")
    between = tr("{low} to {high}", low=signed(visit.low_pct), high=signed(visit.high_pct))
    return f"{said}   {signed(visit.difference_pct)} % ({between} %)"


def signed(pct: float) -> str:
    """Percent with its sign; below one with a decimal, so that no end of an interval reads as none."""
    return ("+" if pct > 0 else "") + number(pct, 1 if 0 < abs(pct) < 1 else 0)


def said(reason: Reason) -> str:
    """A reason as a sentence."""
    words = reason_words(reason)
    return words[:1].upper() + words[1:] + "."
